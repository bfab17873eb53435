"""Which files make up a table of the lake, now and before."""

from django.db import models


class Manifest(models.Model):
    """The files of one table at one moment. Never edit one: commit the next. The newest is the table."""

    table = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    parts = models.JSONField(default=list)  # see parts.Part
    made_at = models.DateTimeField()
    code_version = models.CharField(max_length=40)
    made_from = models.CharField(max_length=64, blank=True)  # a hash of what a derived table was made from
    stamp = models.CharField(max_length=64)  # a hash of the active parts: changes whenever the table does

    class Meta:
        app_label = "headwater"
        ordering = ("table", "number")
        constraints = (models.UniqueConstraint(fields=["table", "number"], name="manifest_number"),)

    def __str__(self) -> str:
        return f"{self.table} {self.number}"
