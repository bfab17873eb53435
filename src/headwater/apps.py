"""The one Django app. A package is a unit of thought; an app is a unit of migration and of database (decision 0001)."""

from django.apps import AppConfig


class HeadwaterConfig(AppConfig):
    name = "headwater"
    label = "headwater"
    default_auto_field = "django.db.models.BigAutoField"
