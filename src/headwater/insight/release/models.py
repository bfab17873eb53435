"""The record of everything that left, and the rows that pages are assembled from."""

import uuid

from django.db import models


class Release(models.Model):
    """One table that left (or was withheld), with its full contents as an outsider saw them.

    Never change or delete one: later releases are checked against all that went before. True values of
    hidden cells are not in it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slot = models.CharField(max_length=200)  # what a later release replaces
    indicator = models.CharField(max_length=80)
    indicator_version = models.PositiveIntegerField()
    measure = models.CharField(max_length=80, blank=True)
    part_of = models.CharField(max_length=80, blank=True)
    sources = models.JSONField()
    audience = models.CharField(max_length=10)
    grain = models.CharField(max_length=12)
    area_kinds = models.JSONField()
    breakdown = models.CharField(max_length=40, blank=True)
    method = models.CharField(max_length=16)
    per = models.FloatField()
    policy = models.CharField(max_length=40)
    policy_words = models.TextField()
    policy_hash = models.CharField(max_length=64)
    protects = models.BooleanField()  # whether later releases must be checked against this one
    made_from = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    attribution = models.TextField()
    extracted_on = models.DateField()
    located_share = models.FloatField(null=True)
    notes = models.JSONField(default=list)
    periods = models.JSONField(default=list)  # first days
    contents = models.BinaryField()  # compressed JSON: see memory.py
    contents_hash = models.CharField(max_length=64)
    withheld = models.BooleanField(default=False)
    refusal_code = models.CharField(max_length=60, blank=True)
    refusal_says = models.TextField(blank=True)
    released_at = models.DateTimeField()
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="supersedes")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "headwater"
        indexes = (
            models.Index(fields=["slot", "audience"], name="release_slot"),
            models.Index(fields=["indicator", "grain"], name="release_indicator"),
        )

    def __str__(self) -> str:
        return f"{self.slot} for the {self.audience}"


class Inferred(models.Model):
    """How narrowly an outsider could tell the hidden counts of a release when it left: see reach.py.

    Nothing in it is a true value. What left later may have narrowed a range; `headwater check` asks again.
    """

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="inferred")
    hidden = models.PositiveIntegerField()
    narrow = models.PositiveIntegerField()  # of them: those that can be two values at most
    narrowest = models.PositiveIntegerField(null=True)  # how many values the best known one can be
    is_proven = models.BooleanField(default=True)
    ranges = models.JSONField(default=list)  # least and greatest of each, in the cube's order

    class Meta:
        app_label = "headwater"

    def __str__(self) -> str:
        return f"{self.hidden} hidden counts of {self.release}"


class Series(models.Model):
    """The served figures of one area and category of a current release, as arrays with one entry a period.

    Rebuilt with each release and swept when superseded; nothing may be computed from it that the release
    did not hold.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="series")
    area_code = models.CharField(max_length=40)
    area_name = models.CharField(max_length=120)
    area_kind = models.CharField(max_length=12)
    category = models.CharField(max_length=60)
    figures = models.JSONField()  # state, value, n, lower, upper, least, greatest, people

    class Meta:
        app_label = "headwater"
        constraints = (
            models.UniqueConstraint(
                fields=["release", "area_code", "category"], name="one_series_per_area_and_category"
            ),
        )
        indexes = (models.Index(fields=["area_code", "release"], name="series_area"),)

    def __str__(self) -> str:
        return f"{self.area_name}, {self.category}"
