"""What is kept of areas, and of what the released series say."""

from django.db import models

from headwater.insight.release.models import Release
from headwater.places import kinds as area_kinds


class Area(models.Model):
    """An area that figures are shown for, with a simplified outline. Filled from the lake; the faces need
    no lake. Never delete one: it ends, and its successors say where its figures go on.
    """

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    parent_code = models.CharField(max_length=12, blank=True)
    in_partnership = models.BooleanField(default=True)
    starts_on = models.DateField(null=True)  # where it took another's place
    ends_on = models.DateField(null=True)  # the first day on which it is no more
    successor_codes = models.JSONField(default=list)
    people = models.FloatField(null=True)
    outline = models.JSONField(null=True)  # GeoJSON geometry, simplified
    centre = models.JSONField(null=True)  # longitude, latitude

    class Meta:
        app_label = "headwater"
        indexes = (models.Index(fields=["kind", "name"], name="area_kind_name"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"

    @property
    def people_about(self) -> int:
        """How many live here, as people say it: no more figures than anybody knows."""
        return 100 * round((self.people or 0) / 100)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that it is released under: a unitary council is a district and a county in one."""
        known = (each.key for each in area_kinds.kinds_of(self.code))
        return tuple(dict.fromkeys((self.kind, *known)))


class AreaAges(models.Model):
    """Who lives in an area by single year of age, 0 to 90 and over, as the census that was loaded gives it. Published figures, of no
    area smaller than a district.
    """

    area_code = models.CharField(max_length=12, unique=True)
    people = models.JSONField(default=list)

    class Meta:
        app_label = "headwater"

    def __str__(self) -> str:
        return f"People of {self.area_code} by age"


class Reading(models.Model):
    """What a released series says: a process-control reading, days between events, or a verdict. Made from
    released figures only.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="readings")
    kind = models.CharField(max_length=16)  # verdict | xmr | runs | gaps | weeks | map | near
    area_code = models.CharField(max_length=40)
    category = models.CharField(max_length=60)
    word = models.CharField(max_length=24)  # the verdict, the variation, the rule
    says = models.TextField()
    content = models.JSONField(default=dict)

    class Meta:
        app_label = "headwater"
        constraints = (
            models.UniqueConstraint(
                fields=["release", "kind", "area_code", "category"], name="one_reading_of_a_kind"
            ),
        )
        indexes = (models.Index(fields=["area_code", "kind"], name="reading_area"),)

    def __str__(self) -> str:
        return self.says


class Computed(models.Model):
    """What an indicator was last computed from, so that a refresh leaves alone what has not changed."""

    indicator = models.CharField(max_length=80, unique=True)
    stamp = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    class Meta:
        app_label = "headwater"

    def __str__(self) -> str:
        return self.indicator
