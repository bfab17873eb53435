"""Drawings of released series, kept so that a page never waits for one."""

import zlib

from django.db import models

from headwater.insight.release.models import Release


class Chart(models.Model):
    """The picture of one series. It goes when its release is swept; one that shows the same is never drawn
    twice.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="charts")
    area_code = models.CharField(max_length=40)
    category = models.CharField(max_length=60)
    content_hash = models.CharField(max_length=64)  # of everything in the picture: see picture.Picture
    packed = models.BinaryField()  # the SVG, compressed
    alt = models.TextField()
    caption = models.TextField()
    drawn_at = models.DateTimeField()

    class Meta:
        app_label = "headwater"
        constraints = (
            models.UniqueConstraint(
                fields=["release", "area_code", "category"], name="one_chart_of_a_series"
            ),
        )
        indexes = (models.Index(fields=["content_hash"], name="chart_content"),)

    def __str__(self) -> str:
        return self.caption

    @property
    def svg(self) -> str:
        return zlib.decompress(self.packed).decode()

    @svg.setter
    def svg(self, text: str) -> None:
        self.packed = zlib.compress(text.encode())
