"""What performance keeps: layouts of pictures, so that none is laid out twice."""

from django.db import models


class Layout(models.Model):
    """Where the boxes and arrows of one theory of change stand. Made again whenever it is missing: it holds nothing of its own."""

    key = models.CharField(max_length=64, unique=True)  # of what was laid out: theory.layout.key_of
    content = models.JSONField()

    class Meta:
        app_label = "headwater"

    def __str__(self) -> str:
        return self.key
