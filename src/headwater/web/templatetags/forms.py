"""Fields of forms in the GOV.UK pattern: the right class on each widget, errors beside the field."""

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.ClearableFileInput, "govuk-file-upload"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.TextInput, "govuk-input"),
    (forms.widgets.Input, "govuk-input"),
)
ERROR_CLASS = {
    "govuk-input": "govuk-input--error",
    "govuk-select": "govuk-select--error",
    "govuk-textarea": "govuk-textarea--error",
}


@register.filter
def govuk(field: forms.BoundField) -> SafeString:
    """The widget of a field with its class, and the class of an error where it has one."""
    base = next((name for kind, name in CLASSES if isinstance(field.field.widget, kind)), "govuk-input")
    own = str(field.field.widget.attrs.get("class", ""))
    error = ERROR_CLASS.get(base, "") if field.errors else ""
    attributes: dict[str, str | bool] = {"class": " ".join(part for part in (base, own, error) if part)}
    attributes["placeholder"] = False
    return field.as_widget(attrs=attributes)
