"""The forms of plans, clauses, links, steps and consultations."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.leadership import queries as leadership
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.governance.strategy import importing, queries
from headwater.governance.strategy.models import Clause, ClauseKind, LinkKind, Plan, PlanKind
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.web import attempts, together
from headwater.web.strategy import readers

ROWS_5, ROWS_3, ROWS_12 = ({"rows": rows} for rows in (5, 3, 12))
SUFFIXES = ",".join(f".{suffix}" for suffix in importing.SUFFIXES)


class PeriodForm(forms.Form):
    """A plan's name and days."""

    title = forms.CharField(label="Title", max_length=200)
    starts_on = attempts.Day(label="First day")
    last_day = attempts.Day(label="Last day")

    def terms(self) -> dict[str, Any]:
        return terms_of(self.cleaned_data)


def terms_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of a plan, with the first day that it does not cover instead of its last."""
    terms = dict(given)
    last_day = terms.pop("last_day")
    return {**terms, "ends_on": last_day + timedelta(days=1)}


class PlanForm(PeriodForm):
    kind = forms.ChoiceField(label="What kind of plan", choices=PlanKind.choices)
    owner = forms.ModelChoiceField(
        queryset=partners.organisations(),
        label="Who answers for it",
        required=False,
        empty_label="Nobody yet",
    )
    area_code = forms.ChoiceField(label="Its area", required=False)
    parent_clause = forms.ChoiceField(
        label="Which clause it rolls up to",
        required=False,
        help_text="Its steps count towards that clause of another plan.",
    )
    about = forms.CharField(label="What it is for", required=False, widget=forms.Textarea(attrs=ROWS_3))

    def __init__(self, *args: Any, plan: Plan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = cast("forms.ModelChoiceField[Organisation]", self.fields["owner"])
        owner.queryset = readers.owners(and_also=plan.owner if plan else None)
        cast("forms.ChoiceField", self.fields["area_code"]).choices = _areas()
        among = queries.plans().exclude(key=plan.key if plan else "")
        choices = readers.clause_choices(among=among.filter(kind__in=(PlanKind.STRATEGY, PlanKind.LOCAL)))
        cast("forms.ChoiceField", self.fields["parent_clause"]).choices = choices


class PlanChangeForm(PlanForm, together.WrittenForm):
    """A plan's own words; clauses have pages of their own."""


class ClauseWords(forms.Form):
    kind = forms.ChoiceField(label="What it is", choices=ClauseKind.choices)
    text = forms.CharField(label="What it says", widget=forms.Textarea(attrs=ROWS_5))
    parent: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        label="It stands under", queryset=None, required=False, empty_label="Nothing"
    )
    owner = forms.ModelChoiceField(
        queryset=partners.organisations(),
        label="Who answers for it",
        required=False,
        empty_label="Nobody yet",
    )
    owner_role = forms.CharField(
        label="Which post there",
        required=False,
        max_length=200,
        help_text="A post, such as Head of Youth Justice. Name nobody: every version is kept.",
    )
    qualifiers = together.Lines(
        label="Words that must not be lost",
        required=False,
        help_text="One a line. Whoever shortens the text keeps these.",
    )

    def __init__(self, *args: Any, plan: Plan, clause: Clause | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = cast("forms.ModelChoiceField[Organisation]", self.fields["owner"])
        owner.queryset = readers.owners(and_also=clause.owner if clause else None)
        parent = cast("forms.ModelChoiceField[Clause]", self.fields["parent"])
        parent.queryset = queries.clauses(plan).exclude(key=clause.key if clause else "")


class NewClauseForm(ClauseWords):
    key = forms.CharField(label="Its key", max_length=100, help_text="Short and lasting, such as O1.2.")
    reason = forms.CharField(
        label="Why is it added?", required=False, help_text="Asked for where the plan is adopted."
    )
    field_order = ("key",)


class ClauseChangeForm(ClauseWords, together.WrittenForm):
    """A clause's words, its place and its owner."""


class WithdrawalForm(attempts.ReasonForm):
    """Why a clause is taken out, or brought back: the form knows which of the two its page offered, should two press at once."""

    offered = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offered"].initial = self.offers = offers

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.pop("offered", "") not in ("", self.offers):
            seen = cast("QueryDict", self.data).copy()
            seen["offered"] = self.offers
            self.data = seen  # whoever presses again has read it
            raise forms.ValidationError(
                f"Somebody else did that while this page was open. It now offers the opposite: “{self.offers}”."
            )
        return given


class LinkForm(forms.Form):
    lead = forms.ChoiceField(label="It leads to", required=False)
    words = forms.CharField(
        label="Or an activity in words",
        required=False,
        max_length=200,
        help_text="Where it is on no list yet.",
    )

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["lead"]).choices = _leads(clause)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lead, words = given.get("lead", ""), given.get("words", "").strip()
        if bool(lead) == bool(words):
            raise forms.ValidationError("Choose one from the list, or write an activity in words.")
        kind, _colon, key = lead.partition(":") if lead else (LinkKind.ACTIVITY.value, ":", words)
        return {"kind": kind, "key": key}


class StepForm(forms.Form):
    title = forms.CharField(label="What is to be done", max_length=300)
    due_on = attempts.Day(label="By when")
    owner = forms.ModelChoiceField(
        queryset=partners.organisations(), label="Who does it", required=False, empty_label="Nobody yet"
    )
    owner_role = forms.CharField(label="Which post there", required=False, max_length=200)
    says = forms.CharField(label="How it stands", required=False, widget=forms.Textarea(attrs=ROWS_3))
    done_on = attempts.Day(label="Done on", required=False, help_text="Leave empty while it is not done.")

    def __init__(self, *args: Any, and_also: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = cast("forms.ModelChoiceField[Organisation]", self.fields["owner"])
        owner.queryset = readers.owners(and_also=and_also)


class StepChangeForm(StepForm, together.WrittenForm):
    """A step as it goes on."""


class ConsultationForm(forms.Form):
    asked = forms.CharField(
        label="Whom do you ask?",
        max_length=300,
        help_text="Name groups, such as the youth council. Never people.",
    )
    opened_on = attempts.Day(label="From")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened_on"].initial = clock.today()


class ClosingForm(forms.Form):
    heard = forms.CharField(label="What did they say?", widget=forms.Textarea(attrs=ROWS_5))
    changed = forms.CharField(
        label="What did you change?",
        help_text="If nothing changed, write why. Everybody can read it once the plan is adopted.",
        widget=forms.Textarea(attrs=ROWS_5),
    )
    closed_on = attempts.Day(label="Closed on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = clock.today()


class AdoptionForm(forms.Form):
    adopted_on = attempts.Day(label="Adopted on")
    reason = forms.CharField(
        label="Where it was decided", max_length=300, help_text="The board and its meeting."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopted_on"].initial = clock.today()


class DocumentForm(forms.Form):
    document = forms.FileField(
        label="A file",
        required=False,
        help_text="CSV, XLSX, DOCX with a table, or an outline in Markdown. It is read and not kept.",
        widget=forms.FileInput(attrs={"accept": SUFFIXES}),
    )
    pasted = forms.CharField(
        label="Or paste a table or an outline",
        required=False,
        help_text="The first line has the headings key, kind and text. Others are: "
        + ", ".join(
            name.replace("_", " ") for name in importing.COLUMNS if name not in ("key", "kind", "text")
        )
        + ".",
        widget=forms.Textarea(attrs=ROWS_12),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:  # one of the two is there, and cannot be read
            return given
        if bool(given.get("document")) == bool(given.get("pasted", "").strip()):
            raise forms.ValidationError("Choose a file, or paste a text. One of the two.")
        return given

    def reading(self) -> importing.Reading:
        """What the file or the text says."""
        file = self.cleaned_data.get("document")
        if file:
            return importing.read_file(file.name, file.read())
        return importing.read_pasted(self.cleaned_data["pasted"])


class BringForm(forms.Form):
    """Bring in what was shown."""

    pasted = forms.CharField(widget=forms.HiddenInput, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput)
    leave_out = forms.BooleanField(
        label="Withdraw the clauses that the document does not have", required=False
    )
    reason = forms.CharField(
        label="Why?", required=False, max_length=500, help_text="Asked for where the plan is adopted."
    )


def _areas() -> list[tuple[str, str]]:
    return [("", "The whole partnership"), *indicators.wide_areas().items()]


def _leads(clause: Clause) -> list[tuple[str, Any]]:
    """What a clause may lead to, in groups. Not decisions: a decision names its clauses itself."""
    titles = {plan.key: plan.title for plan in queries.plans().exclude(pk=clause.plan.pk)}
    found = [
        (LinkKind.ACTIVITY, [(each.key, each.name) for each in evidence.interventions()]),
        (LinkKind.INDICATOR, [(each.key, each.plain_title) for each in registry.indicators().values()]),
        (LinkKind.EVIDENCE, [(each.key, f"{each.approach} ({each.key})") for each in evidence.evidence()]),
        (LinkKind.BOARD, [(each.key, each.name) for each in leadership.boards(on=clock.today())]),
        (
            LinkKind.CLAUSE,
            [
                (f"{plan}/{key}", f"{titles[plan]}: {readers.short(key, text)}")
                for plan, key, text in queries.clause_texts(among=titles)
            ],
        ),
    ]
    groups = [(kind.label, [(f"{kind.value}:{key}", words) for key, words in rows]) for kind, rows in found]
    return [("", "Choose"), *((name, rows) for name, rows in groups if rows)]
