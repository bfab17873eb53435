"""The second Django app: only because its data must live in another database (decision 0001)."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "headwater.data.vault"
    label = "vault"
    verbose_name = "Identity vault"
    default_auto_field = "django.db.models.BigAutoField"
