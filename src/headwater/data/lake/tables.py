"""The lake as the tables that indicators read: what is there, a stamp of it, and the day its newest part came in."""

from datetime import date

import ibis
from django.utils import timezone

from headwater.data.lake import reading


class LakeTables:
    """Every landed and derived table, by name."""

    def has(self, name: str) -> bool:
        return reading.exists(name)

    def get(self, name: str) -> ibis.Table:
        return reading.relation(name)

    def stamp(self, name: str) -> str:
        return reading.stamp(name)

    def extracted_on(self, name: str) -> date:
        return timezone.localdate(reading.made_at(name))
