"""What performance keeps: targets, the definitions that indicators had, groups to compare with, and layouts of pictures."""

from django.db import models

from headwater.governance.partners.models import Organisation
from headwater.governance.partners.written import Written


class Definition(models.Model):
    """What an indicator meant from a day on. Never edited: an old figure keeps the words of its time."""

    indicator = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    content = models.JSONField()  # dictionary.content_of
    content_hash = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        app_label = "headwater"
        ordering = ("indicator", "-number")
        constraints = (
            models.UniqueConstraint(fields=["indicator", "number"], name="definition_once_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, definition {self.number}"


class Aim(Written):
    """Where something measured began, with its likely range, and where it should be by a day."""

    indicator = models.CharField(max_length=100)
    area_code = models.CharField(max_length=9)
    baseline = models.FloatField()
    baseline_lower = models.FloatField()
    baseline_upper = models.FloatField()
    baseline_words = models.CharField(max_length=200)  # the period that it is of
    aim = models.FloatField()
    due_on = models.DateField()
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        abstract = True


class Target(Aim):
    """What an indicator should be in an area by a day. Its baseline carries a range: a target inside it asks for nothing."""

    WRITTEN = (
        "baseline",
        "baseline_lower",
        "baseline_upper",
        "baseline_words",
        "aim",
        "due_on",
        "owner",
        "owner_role",
        "clause_key",
        "because",
        "withdrawn",
    )

    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    owner_role = models.CharField(max_length=200, blank=True)
    clause_key = models.CharField(max_length=220, blank=True)  # "plan key/clause key"
    because = models.TextField(blank=True)

    class Meta(Aim.Meta):
        ordering = ("indicator", "due_on", "id")

    def __str__(self) -> str:
        return f"{self.indicator} in {self.area_code} by {self.due_on}"


class Comparators(Written):
    """The areas that one area is set beside, and why these."""

    WRITTEN = ("area_codes", "because")

    area_code = models.CharField(max_length=9, unique=True)
    area_codes = models.JSONField(default=list)
    because = models.TextField()

    class Meta(Written.Meta):
        ordering = ("area_code",)

    def __str__(self) -> str:
        return f"Beside {self.area_code}"


class Layout(models.Model):
    """Where the boxes and arrows of one theory of change stand. Made again whenever it is missing: it holds nothing of its own."""

    key = models.CharField(max_length=64, unique=True)  # of what was laid out: theory.layout.key_of
    content = models.JSONField()

    class Meta:
        app_label = "headwater"

    def __str__(self) -> str:
        return self.key


class Stance(models.TextChoices):
    """What the partnership says of a difference: it explains it or acts on it, or says that it does not know yet."""

    ACT = "act", "We act on it"
    EXPLAIN = "explain", "We can explain it"
    FIND_OUT = "find_out", "We do not know why yet, and are finding out"


class DifferenceNote(Written):
    """What is said of one group's difference in one indicator and area: explain or act. Of groups, never of a person."""

    WRITTEN = ("stance", "says", "look_again_on")

    indicator = models.CharField(max_length=100)
    area_code = models.CharField(max_length=9)
    breakdown = models.CharField(max_length=40)
    category = models.CharField(max_length=40)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    says = models.TextField()
    look_again_on = models.DateField()

    class Meta(Written.Meta):
        ordering = ("indicator", "breakdown", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "area_code", "breakdown", "category"], name="difference_noted_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, {self.breakdown}: {self.category}"


class GapTarget(Aim):
    """How far the gap between poorest and richest neighbourhoods should close by a day, as a relative index of inequality."""

    WRITTEN = ("aim", "due_on", "because", "withdrawn")

    because = models.TextField()

    class Meta(Aim.Meta):
        ordering = ("indicator", "id")
        constraints = (models.UniqueConstraint(fields=["indicator", "area_code"], name="gap_target_once"),)

    def __str__(self) -> str:
        return f"The gap of {self.indicator} in {self.area_code} by {self.due_on}"


class TargetPopulation(Written):
    """For whom an intervention is: everybody of these ages in these areas. It describes people in general and lists nobody."""

    WRITTEN = ("area_codes", "youngest_years", "oldest_years", "says", "withdrawn")

    intervention_key = models.CharField(max_length=100, unique=True)
    area_codes = models.JSONField(default=list)
    youngest_years = models.PositiveSmallIntegerField()
    oldest_years = models.PositiveSmallIntegerField()  # 90 stands for 90 and over
    says = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("intervention_key",)

    def __str__(self) -> str:
        return f"For whom {self.intervention_key} is"


class ChildOutcome(Written):
    """One thing that matters to children and young people, in words written with them. Never a measure of one child."""

    WRITTEN = ("title", "means", "indicators", "waits_for", "stories")

    key = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    means = models.TextField()
    indicators = models.JSONField(default=list, blank=True)  # keys
    waits_for = models.TextField(blank=True)  # what would have to be measured and is not
    stories = models.JSONField(default=list, blank=True)  # uuids of what groups told the partnership

    class Meta(Written.Meta):
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title


class PanelSignature(models.Model):
    """A youth panel said that one version of the words is right. It names a group, never a person, and is never changed."""

    outcome = models.ForeignKey(ChildOutcome, on_delete=models.PROTECT, related_name="signatures")
    version = models.PositiveIntegerField()
    panel = models.CharField(max_length=200)
    says = models.TextField(blank=True)
    signed_on = models.DateField()

    class Meta:
        app_label = "headwater"
        ordering = ("-signed_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["outcome", "version", "panel"], name="panel_signs_a_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.panel}: {self.outcome}, version {self.version}"
