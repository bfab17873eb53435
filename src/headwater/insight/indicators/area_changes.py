"""Areas that have ended and what took their place: `content/area_changes.toml`, and the partnership's own copy of it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators import partnership
from headwater.vocabulary.errors import Invalid

NAME = "area_changes.toml"


@dataclass(frozen=True)
class Change:
    """An area that was no more from a day on."""

    code: str
    name: str
    kind: str
    starts_on: date  # of its successors
    successors: tuple[str, ...]


def changes() -> list[Change]:
    return [each for file in partnership.files(NAME) for each in parse(file.read_text())]


def words() -> list[str]:
    """What the areas that are written hang on beside the lake."""
    return [file.read_text() for file in partnership.files(NAME)]


def parse(toml: str) -> list[Change]:
    return [_change(row) for row in tomllib.loads(toml).get("change", [])]


def begun_on(code: str, every: Iterable[Change]) -> date | None:
    """The day from which an area took the place of another; None where nothing is told."""
    return max((each.starts_on for each in every if code in each.successors), default=None)


def _change(row: dict[str, object]) -> Change:
    day, successors = row.get("from"), row.get("successors", [])
    if not isinstance(day, date) or not isinstance(successors, list):
        raise Invalid(
            f"{NAME}: say of {row.get('code', 'each area')} from which day it was no more, such as "
            "from = 2023-04-01, and its successors as a list of codes."
        )
    return Change(str(row["code"]), str(row["name"]), str(row["kind"]), day, tuple(map(str, successors)))
