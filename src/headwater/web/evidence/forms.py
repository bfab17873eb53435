"""The forms of the library. What they hold is the written fields of the thing, so that an action takes them as they are."""

from typing import Any, cast

from django import forms

from headwater.governance.evidence import models
from headwater.governance.evidence import queries as evidence
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import registry
from headwater.web import attempts, together

LONG = forms.Textarea(attrs={"rows": 3})
Choices = list[tuple[str, str]]


class Functions(together.Lines):
    """Partners' functions, one a line: `health: Support after an assault`."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return super().prepare_value([f"{each['kind']}: {each['function']}" for each in value])

    def clean(self, value: Any) -> Any:
        lines = (line.partition(":") for line in super().clean(value))
        return [{"kind": kind.strip(), "function": function.strip()} for kind, _, function in lines]


class Content(forms.Form):
    """Offers the factors, entries and indicators that there are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, together.Keys):
                field.offer(_offered(name), self.initial.get(name, ()))


def _offered(name: str) -> Choices:
    if name == "factor_keys":
        return list(evidence.factors().values_list("key", "name"))
    if name == "evidence_keys":
        return _entries()
    return [(key, each.title) for key, each in registry.indicators().items()]


def _entries() -> Choices:
    return [(each.key, f"{each.approach}: {each.finding[:90]}") for each in evidence.evidence()]


def _rated(words: dict[int, str]) -> forms.TypedChoiceField:
    choices = [("", "Not rated"), *((str(at), f"{at}: {says}") for at, says in words.items())]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False)


class FactorForm(Content):
    name = forms.CharField(label="Name", max_length=200)
    bearing = forms.ChoiceField(label="Does it raise the risk, or protect?", choices=models.Bearing.choices)
    level = forms.ChoiceField(label="Where does it act?", choices=models.Level.choices)
    definition = forms.CharField(label="What does it mean?", widget=LONG)
    modifiable = forms.BooleanField(label="It can be changed", required=False, initial=True)
    age_band = forms.CharField(label="At which ages", max_length=60, required=False)
    grade = forms.ChoiceField(label="How good is the evidence?", choices=models.Grade.choices)
    source = forms.CharField(label="Source", required=False, widget=LONG)
    source_url = forms.CharField(label="Address of the source", max_length=500, required=False)
    checked_on = attempts.Day(label="When was the source last checked?", required=False)
    proxy_indicators = together.Keys(label="Which indicators stand for it here?")
    partner_functions = Functions(
        label="Which partners' work touches it?",
        required=False,
        help_text="One a line, such as: health: Support after an assault",
    )
    how_measured = forms.CharField(label="How is it measured?", required=False, widget=LONG)
    standard_term = forms.CharField(
        label="What does the national standard call it?",
        required=False,
        max_length=200,
        help_text="The term of the Vulnerabilities Data Standard, as you read it there. Leave it empty if you have not.",
    )
    standard_version = forms.CharField(
        label="In which version of the standard did you read it?", required=False, max_length=20
    )


class EvidenceForm(Content):
    approach = forms.CharField(label="What is it about?", max_length=200)
    finding = forms.CharField(label="What was found?", widget=LONG)
    knowledge = forms.ChoiceField(label="What kind of knowledge is it?", choices=models.Knowledge.choices)
    question = forms.ChoiceField(label="Which question does it answer?", choices=models.Question.choices)
    effect = forms.ChoiceField(label="What does it say?", choices=models.Effect.choices)
    effect_words = forms.CharField(label="The effect in a few words", max_length=200, required=False)
    security = _rated({1: "very low", 2: "low", 3: "moderate", 4: "high", 5: "very high"})
    cost = _rated({1: "low", 2: "moderate", 3: "high"})
    tier = forms.ChoiceField(
        label="For whom", choices=[("", "Not said"), *models.Tier.choices], required=False
    )
    setting = forms.CharField(label="Where", max_length=200, required=False)
    population = forms.CharField(
        label="Which people", max_length=100, required=False, help_text="Leave empty for everybody."
    )
    factor_keys = together.Keys(label="Which factors does it speak of?")
    source = forms.CharField(label="Source", widget=LONG)
    source_url = forms.CharField(label="Address of the source", max_length=500, required=False)
    published_on = attempts.Day(label="When was it published?", required=False)
    checked_on = attempts.Day(label="When was the source last checked?")
    uk_applicability = forms.CharField(
        label="Does it hold in the United Kingdom?", required=False, widget=LONG
    )
    caveat = forms.CharField(label="What must be known to read it?", required=False, widget=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["security"].label = "How secure is the finding?"
        self.fields["cost"].label = "What does it cost?"


class DriverForm(Content):
    says = forms.CharField(label="How does the one lead to the other?", widget=LONG)
    grade = forms.ChoiceField(label="How good is the evidence for this arrow?", choices=models.Grade.choices)
    evidence_keys = together.Keys(label="Which entries of the library stand behind it?")


class NewDriverForm(DriverForm):
    from_factor = forms.ChoiceField(label="This factor")
    to_key = forms.ChoiceField(label="is a cause of")
    field_order = ("from_factor", "to_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factors: Choices = list(evidence.factors().values_list("key", "name"))
        measured = [(f"indicator:{key}", each.plain_title) for key, each in registry.indicators().items()]
        cast("forms.ChoiceField", self.fields["from_factor"]).choices = factors
        cast("forms.ChoiceField", self.fields["to_key"]).choices = [
            ("Factors", factors),
            ("What we measure", measured),
        ]


class InterventionForm(Content):
    name = forms.CharField(label="Name", max_length=200)
    what = forms.CharField(label="What is done?", widget=LONG)
    own_function = forms.BooleanField(
        label="The partnership does this itself, for all its work", required=False
    )
    tier = forms.ChoiceField(label="For whom", choices=models.Tier.choices)
    setting = forms.CharField(label="Where", max_length=200, required=False)
    age_band = forms.CharField(label="At which ages", max_length=60, required=False)
    factor_keys = together.Keys(label="Which factors does it act on?")
    evidence_keys = together.Keys(label="Which entries of the library speak for or against it?")
    provider = forms.ModelChoiceField(
        queryset=partners.organisations(), label="Who provides it", required=False
    )
    starts_on = attempts.Day(
        label="First day",
        required=False,
        help_text="A day that lies ahead makes it a proposal, which names an entry of the library.",
    )
    ends_on = attempts.Day(label="The day from which it is no more", required=False)


class BriefForm(Content):
    title = forms.CharField(label="Title", max_length=200)
    asks = forms.CharField(label="What does it ask?", widget=LONG)
    question = forms.ChoiceField(label="Which kind of question is it?", choices=models.Question.choices)
    population = forms.CharField(
        label="About which people", max_length=100, required=False, help_text="Leave empty for everybody."
    )
    factor_keys = together.Keys(label="About which factors")
    lived_experience_role = forms.CharField(
        label="What do people with lived experience do in it?",
        required=False,
        widget=LONG,
        help_text="Roles, never names. It cannot be issued without.",
    )
    payment_gbp = forms.DecimalField(
        label="What are they paid, in pounds?",
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text="In all. It cannot be issued without.",
    )
    co_researchers = forms.CharField(label="Who does the research with them?", required=False, widget=LONG)
    ethics = forms.CharField(label="Who looks at its ethics?", required=False, widget=LONG)
    budget_gbp = forms.DecimalField(
        label="Budget in pounds", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    reports_by = attempts.Day(label="When does it report?", required=False)


class CloseForm(together.WrittenForm):
    findings = forms.CharField(label="What was found?", required=False, widget=LONG)
    uptake = forms.ChoiceField(
        label="Were the findings taken up?",
        choices=[("", "Choose"), ("yes", "Yes"), ("no", "No")],
        required=False,
    )
    uptake_why = forms.CharField(label="Why, or why not?", required=False, widget=LONG)
    evidence_keys = together.Keys(label="Which entries of the library came of it?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        cast("together.Keys", self.fields["evidence_keys"]).offer(_entries())


class Withdrawable(together.WrittenForm):
    """What stands can be withdrawn."""

    withdrawn = forms.BooleanField(
        label="Withdraw it: it is shown no more, and its history stays", required=False
    )


class ChangeFactorForm(FactorForm, Withdrawable):
    """A factor's words."""


class ChangeEvidenceForm(EvidenceForm, Withdrawable):
    """An entry's words."""


class ChangeDriverForm(DriverForm, Withdrawable):
    """An arrow's words."""


class ChangeInterventionForm(InterventionForm, Withdrawable):
    """An intervention's words."""


class ChangeBriefForm(BriefForm, together.WrittenForm):
    """A brief is never withdrawn: it is closed, with what became of it."""
