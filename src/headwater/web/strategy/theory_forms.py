"""The forms of boxes and arrows."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Grade
from headwater.governance.strategy import queries as plans
from headwater.governance.strategy.models import Clause, Node, NodeKind, Plan
from headwater.governance.strategy.theory import files
from headwater.governance.strategy.theory import queries as theories
from headwater.insight.indicators import registry
from headwater.web import together

WHY = "Say why, if this plan is adopted. It stands with the new version."


class BoxWords(forms.Form):
    kind = forms.ChoiceField(label="What it is", choices=NodeKind.choices)
    title = forms.CharField(
        label="Title", max_length=200, help_text="A few words: they must fit into a box on the picture."
    )
    says = forms.CharField(label="More about it", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    clause: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        label="The clause it serves", queryset=None, required=False, empty_label="None"
    )
    intervention_key = forms.ChoiceField(label="The intervention it stands for", required=False)
    indicator_keys = together.Keys(
        label="What it is measured by",
        help_text="Only for something to achieve: an outcome or a long-term outcome.",
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Clause]", self.fields["clause"]).queryset = plans.clauses(plan)
        offered = [("", "None"), *((each.key, each.name) for each in evidence.interventions())]
        cast("forms.ChoiceField", self.fields["intervention_key"]).choices = offered
        measured = [(key, each.plain_title) for key, each in registry.indicators().items()]
        chosen = self.initial.get("indicator_keys", [])
        cast("together.Keys", self.fields["indicator_keys"]).offer(measured, chosen)


class BoxForm(BoxWords):
    reason = forms.CharField(label="Why", required=False, max_length=500, help_text=WHY)


class BoxChangeForm(BoxWords, together.WrittenForm):
    withdrawn = forms.BooleanField(
        label="Take it off the picture, with its arrows",
        required=False,
        help_text="It keeps its history and can come back.",
    )


class ArrowWords(forms.Form):
    assumption = forms.CharField(
        label="On what assumption",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What must be true so that the one leads to the other.",
    )
    grade = forms.ChoiceField(
        label="How good is the evidence",
        choices=Grade.choices,
        help_text="An arrow without evidence is drawn dashed.",
    )
    evidence_keys = together.Keys(label="Which evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(each.key, f"{each.approach}: {each.key}") for each in evidence.evidence()]
        cast("together.Keys", self.fields["evidence_keys"]).offer(
            found, self.initial.get("evidence_keys", [])
        )


class ArrowForm(ArrowWords):
    target: "forms.ModelChoiceField[Node]" = forms.ModelChoiceField(label="It leads to", queryset=None)
    reason = forms.CharField(label="Why", required=False, max_length=500, help_text=WHY)

    field_order = ("target",)

    def __init__(self, *args: Any, source: Node, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = theories.nodes(source.plan).exclude(pk=source.pk)
        cast("forms.ModelChoiceField[Node]", self.fields["target"]).queryset = others


class ArrowChangeForm(ArrowWords, together.WrittenForm):
    withdrawn = forms.BooleanField(label="Take the arrow away", required=False)


class FileForm(forms.Form):
    file = forms.FileField(label="File", help_text="A TOML file, as this page writes it.")
    reason = forms.CharField(label="Why", required=False, max_length=500, help_text=WHY)

    def clean_file(self) -> str:
        """The text of the file."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if (sent.size or 0) > files.LARGEST:
            raise forms.ValidationError("The file is too long to be a picture that anybody reads.")
        try:
            text = bytes(sent.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "The file is not text in UTF-8. Save it as UTF-8 and send it again."
            ) from None
        found = files.read(text)
        if not (found.boxes or found.arrows or found.problems):
            raise forms.ValidationError(
                "The file has no boxes. Write [[node]] above each, as in the file that this page offers."
            )
        return text
