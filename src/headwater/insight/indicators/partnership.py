"""What the partnership says of itself: `content/partnership.toml`, and its own copy under the home folder
where there is one.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

import headwater

SHIPPED = Path(headwater.__file__).parent / "content"


@dataclass(frozen=True)
class Partnership:
    name: str
    areas: tuple[str, ...]
    headline_indicators: tuple[str, ...]
    public_map: bool
    public_grid_m: int
    partner_grid_m: int
    stale_after_months: int


def files(name: str) -> list[Path]:
    """The shipped file and then the partnership's own, where they exist."""
    own = Path(settings.HEADWATER_HOME) / "content" / name
    return [file for file in (SHIPPED / name, own) if file.is_file()]


@cache
def partnership() -> Partnership:
    facts: dict[str, Any] = {}
    for file in files("partnership.toml"):
        facts.update(tomllib.loads(file.read_text()))
    return parse(facts)


def parse(facts: dict[str, Any]) -> Partnership:
    return Partnership(
        name=str(facts["name"]),
        areas=tuple(facts["areas"]),
        headline_indicators=tuple(facts["headline_indicators"]),
        public_map=bool(facts["public_map"]),
        public_grid_m=int(facts["public_grid_m"]),
        partner_grid_m=int(facts["partner_grid_m"]),
        stale_after_months=int(facts["stale_after_months"]),
    )
