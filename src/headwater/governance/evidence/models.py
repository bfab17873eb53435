"""Evidence, risk and protective factors, interventions, drivers and research briefs. All are written together and keep
every version. Keys in lists name things of this room, or indicators of rooms above, as text.
"""

from django.db import models

from headwater.governance.partners.models import Organisation
from headwater.governance.partners.written import Written


class Level(models.TextChoices):
    """The ecological model's levels (WHO), with school apart, nearest to a person first."""

    INDIVIDUAL = "individual", "Individual"
    RELATIONSHIP = "relationship", "Family and friends"
    SCHOOL = "school", "School and college"
    COMMUNITY = "community", "Community"
    SOCIETY = "society", "Society"


class Bearing(models.TextChoices):
    """Whether a factor makes violence more or less likely."""

    RISK = "risk", "Risk factor"
    PROTECTIVE = "protective", "Protective factor"


class Grade(models.TextChoices):
    """How well a claim is founded. NONE is shown as dashed, never left out."""

    NONE = "none", "No evidence yet"
    PRACTICE = "practice", "Practice and lived knowledge"
    LIMITED = "limited", "Limited evidence"
    MODERATE = "moderate", "Moderate evidence"
    STRONG = "strong", "Strong evidence"


class Knowledge(models.TextChoices):
    """What kind of knowledge an entry is. They stand beside each other and are never merged."""

    RESEARCH = "research", "Research"
    PRACTICE = "practice", "Practice"
    LIVED = "lived", "Lived experience"


class Effect(models.TextChoices):
    """What an entry says of its question. INSUFFICIENT is a finding, and shown as such."""

    LESS = "less", "Less violence or harm"
    NO_EFFECT = "no_effect", "No effect found"
    MORE = "more", "More violence or harm"
    MIXED = "mixed", "Mixed"
    INSUFFICIENT = "insufficient", "Insufficient evidence"
    DESCRIBES = "describes", "Describes, does not test"


class Question(models.TextChoices):
    """What may be asked of a factor and a population. The gap map has one column for each."""

    HOW_COMMON = "how_common", "How common is it here?"
    WHY = "why", "What drives it?"
    EXPERIENCE = "experience", "How is it lived through?"
    WHAT_WORKS = "what_works", "What helps?"
    FOR_WHOM = "for_whom", "For whom does it help, and whom does it harm?"


class Tier(models.TextChoices):
    """Who a programme is for: everybody, some, or those most affected."""

    UNIVERSAL = "universal", "Universal"
    TARGETED = "targeted", "Targeted"
    SPECIALIST = "specialist", "Specialist"


class Factor(Written):
    """A risk or protective factor. It describes people in general: never attach it to one."""

    WRITTEN = (
        "name", "bearing", "level", "modifiable", "age_band", "definition", "grade", "source", "source_url", "checked_on",
        "proxy_indicators", "partner_functions", "how_measured", "standard_term", "standard_version", "withdrawn",
    )  # fmt: skip

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    bearing = models.CharField(max_length=12, choices=Bearing.choices)
    level = models.CharField(max_length=12, choices=Level.choices)
    modifiable = models.BooleanField(default=True)
    age_band = models.CharField(max_length=60, blank=True)
    definition = models.TextField()
    grade = models.CharField(max_length=10, choices=Grade.choices, default=Grade.NONE)
    source = models.TextField(blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    proxy_indicators = models.JSONField(default=list, blank=True)  # keys of indicators
    partner_functions = models.JSONField(
        default=list, blank=True
    )  # {"kind": organisation kind, "function": words}
    how_measured = models.TextField(blank=True)
    standard_term = models.CharField(max_length=200, blank=True)  # as the national list writes it
    standard_version = models.CharField(max_length=20, blank=True)  # in which it was read there
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("level", "name")

    def __str__(self) -> str:
        return self.name


class Driver(Written):
    """One arrow of the driver tree: a cause of a cause. `to_key` is a factor's key, or `indicator:` and an indicator's."""

    WRITTEN = ("says", "grade", "evidence_keys", "withdrawn")

    from_factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="drives")
    to_key = models.CharField(max_length=120)
    says = models.TextField(blank=True)
    grade = models.CharField(max_length=10, choices=Grade.choices, default=Grade.NONE)
    evidence_keys = models.JSONField(default=list, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("from_factor", "to_key")
        constraints = (models.UniqueConstraint(fields=["from_factor", "to_key"], name="driver_once"),)

    def __str__(self) -> str:
        return f"{self.from_factor_id} -> {self.to_key}"


class Evidence(Written):
    """One dated, sourced finding. A finding that is older than a year unchecked is told as stale; nothing here is a verdict on a person."""

    WRITTEN = (
        "approach", "finding", "knowledge", "effect", "effect_words", "security", "cost", "tier", "setting", "population",
        "question", "factor_keys", "source", "source_url", "published_on", "checked_on", "uk_applicability", "caveat", "withdrawn",
    )  # fmt: skip

    key = models.CharField(max_length=100, unique=True)
    approach = models.CharField(max_length=200)
    finding = models.TextField()
    knowledge = models.CharField(max_length=10, choices=Knowledge.choices, default=Knowledge.RESEARCH)
    effect = models.CharField(max_length=14, choices=Effect.choices)
    effect_words = models.CharField(max_length=200, blank=True)  # "33 % less crime, on average"
    security = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 (very low) to 5 (very high)
    cost = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 (low) to 3 (high)
    tier = models.CharField(max_length=12, choices=Tier.choices, blank=True)
    setting = models.CharField(max_length=200, blank=True)
    population = models.CharField(max_length=100, blank=True)
    question = models.CharField(max_length=12, choices=Question.choices, default=Question.WHAT_WORKS)
    factor_keys = models.JSONField(default=list, blank=True)
    source = models.TextField()
    source_url = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField()
    uk_applicability = models.TextField(blank=True)
    caveat = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("approach", "key")
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.approach


class Intervention(Written):
    """Something the partnership does for people, or a function of its own. Who takes part is never kept here."""

    WRITTEN = (
        "name", "what", "tier", "setting", "age_band", "factor_keys", "evidence_keys", "provider", "own_function",
        "starts_on", "ends_on", "withdrawn",
    )  # fmt: skip

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    what = models.TextField()
    tier = models.CharField(max_length=12, choices=Tier.choices)
    setting = models.CharField(max_length=200, blank=True)
    age_band = models.CharField(max_length=60, blank=True)
    factor_keys = models.JSONField(default=list, blank=True)
    evidence_keys = models.JSONField(default=list, blank=True)
    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="interventions"
    )
    own_function = models.BooleanField(
        default=False
    )  # the partnership's own approach, not a commissioned service
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Uptake(models.TextChoices):
    """What became of a study's findings. Every study ends in yes or no, and why."""

    PENDING = "", "Not yet known"
    YES = "yes", "Taken up"
    NO = "no", "Not taken up"


class ResearchBrief(Written):
    """A gap that research is commissioned for. It names roles and payment, never the people who shared their experience."""

    WRITTEN = (
        "title", "asks", "factor_keys", "population", "question", "lived_experience_role", "payment_gbp", "ethics",
        "co_researchers", "budget_gbp", "reports_by", "findings", "evidence_keys", "uptake", "uptake_why",
    )  # fmt: skip

    key = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    asks = models.TextField()
    factor_keys = models.JSONField(default=list, blank=True)
    population = models.CharField(max_length=100, blank=True)
    question = models.CharField(max_length=12, choices=Question.choices)
    lived_experience_role = models.TextField(blank=True)
    payment_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    ethics = models.TextField(blank=True)
    co_researchers = models.TextField(blank=True)
    budget_gbp = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    reports_by = models.DateField(null=True, blank=True)
    findings = models.TextField(blank=True)
    evidence_keys = models.JSONField(default=list, blank=True)
    uptake = models.CharField(max_length=3, choices=Uptake.choices, blank=True, default=Uptake.PENDING)
    uptake_why = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="draft", editable=False)  # rules.BRIEF_STATES
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Written.Meta):
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title
