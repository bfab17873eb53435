"""Direct identifiers, each sealed, in a database of their own.

Nothing else lives there and nothing there points out.
"""

from django.db import models


class Identity(models.Model):
    """One sealed value of one column of one record.

    It opens only in its own table, column and row: never copy or move it.
    """

    record_key = models.CharField(max_length=200)
    contract_key = models.CharField(max_length=100)
    submission_uuid = models.UUIDField()
    column = models.CharField(max_length=100)
    sealed_value = models.BinaryField()

    class Meta:
        app_label = "vault"
        constraints = (
            models.UniqueConstraint(
                fields=["submission_uuid", "record_key", "column"], name="identity_one_value"
            ),
        )
        indexes = (models.Index(fields=["contract_key", "record_key"], name="identity_record"),)

    def __str__(self) -> str:
        return f"{self.contract_key}.{self.column}"
