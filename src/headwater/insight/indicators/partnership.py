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
from headwater.statistics import hotspots
from headwater.vocabulary.errors import Invalid

SHIPPED = Path(headwater.__file__).parent / "content"


@dataclass(frozen=True)
class Partnership:
    name: str
    areas: tuple[str, ...]
    region_code: str  # of the region that it lies in
    region_name: str
    headline_indicators: tuple[str, ...]
    public_map: bool
    public_grid_m: int
    public_fewest: int
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
        region_code=str(facts["region_code"]),
        region_name=str(facts["region_name"]),
        headline_indicators=tuple(facts["headline_indicators"]),
        public_map=bool(facts["public_map"]),
        public_grid_m=_side(facts, "public_grid_m"),
        public_fewest=int(facts["public_fewest"]),
        partner_grid_m=_side(facts, "partner_grid_m"),
        stale_after_months=int(facts["stale_after_months"]),
    )


def _side(facts: dict[str, Any], name: str) -> int:
    """The side of a square; not so small that the map would show how open data are snapped to shared points."""
    side = int(facts[name])
    if side < hotspots.FINEST_SNAPPED_CELL_M:
        raise Invalid(
            f"partnership.toml: {name} is {side}. Open police data are moved to shared points, so that squares "
            f"under {hotspots.FINEST_SNAPPED_CELL_M} m show those points and not where things happen."
        )
    return side
