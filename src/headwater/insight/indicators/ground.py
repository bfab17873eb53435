"""The ground that maps are made on: outlines of neighbourhoods, which of them touch, and what a place is called.

Read once for a whole refresh, and only if something is made anew.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from headwater.insight.indicators import areas
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Floats
from headwater.places import projection
from headwater.places.boundaries import Boundaries

MAPPED_KINDS = ("lsoa", "msoa")  # small enough that a map of them has places to stand out from


@dataclass(frozen=True)
class Ground:
    """The partnership's ground. Without boundaries there is nothing to map."""

    tables: Tables
    frame: Frame

    @cached_property
    def outlines(self) -> Boundaries | None:
        return areas.outlines(self.tables, self.frame)

    @cached_property
    def beside(self) -> Mapping[str, Sequence[str]]:
        """For each neighbourhood, small or large, those of its kind that touch it. Empty without boundaries."""
        if self.outlines is None:
            return {}
        codes = [str(code) for code in self.outlines.codes]
        small = {
            code: [codes[at] for at in near]
            for code, near in zip(codes, self.outlines.neighbours(), strict=True)
        }
        return {**small, **self._larger(small, "msoa")}

    def wards_at(self, middles: Floats) -> list[str]:
        """The name of the ward around each place (easting, northing); empty outside the partnership."""
        if self.outlines is None:
            return [""] * len(middles)
        found = self.outlines.locate(*projection.to_degrees(middles[:, 0], middles[:, 1]))
        return [self._ward(code) for code in found]

    def _ward(self, lsoa: str | None) -> str:
        if lsoa is None or "ward" not in self.frame.codes:
            return ""
        ward = self.frame.codes["ward"][self.frame.member["ward"][self.frame.position[lsoa]]]
        return self.frame.names["ward"][ward]

    def _larger(self, small: Mapping[str, Sequence[str]], kind: str) -> dict[str, list[str]]:
        """Larger areas touch where small ones of theirs do."""
        if kind not in self.frame.codes:
            return {}
        of = {
            code: self.frame.codes[kind][at]
            for code, at in zip(self.frame.codes["lsoa"], self.frame.member[kind], strict=True)
        }
        touching: dict[str, set[str]] = defaultdict(set)
        for code, near in small.items():
            touching[of[code]].update(of[each] for each in near)
        return {code: sorted(near - {code}) for code, near in touching.items()}
