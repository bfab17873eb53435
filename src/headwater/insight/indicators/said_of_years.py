"""What a map's years say, as faces may show it: patterns, change since the year before, and how well one year's
places held the next year's events. In plain words; no place is called hot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from headwater.insight.release.released import period_of
from headwater.vocabulary.periods import Grain, Period

FEWEST_YEARS = 5  # as `statistics.hotspot_history` asks
PATTERNS = {
    "persistent": "Stands out in most years",
    "emerging": "Stands out newly",
    "former": "Stood out before, and no longer",
    "intermittent": "Stands out in some years",
    "low_persistent": "Less than chance in most years",
    "low_emerging": "Less than chance newly",
    "low_former": "Less than chance before, and no longer",
    "low_intermittent": "Less than chance in some years",
    "none": "No pattern",
}


@dataclass(frozen=True)
class Forecast:
    """One year scored by the places that had most in the year before it."""

    year: Period
    hit_rate: float  # of the year's events, the share in those places
    pai: float  # that share over the share of places: 1 is no better than anywhere
    pei: float  # beside the best that as many places could have had: 1 is perfect
    rri: float  # beside the share that the same places had the year before: 1 keeps it


@dataclass(frozen=True)
class ReleasedHistory:
    """A map over the years that were released of it."""

    starts: tuple[date, ...]
    squares: bool  # else areas with people
    patterns: Mapping[str, int] | None  # how many places have each; None where years are too few
    changed: Mapping[str, int] | None  # more and less, otherwise than the whole map since the year before
    coverage: float
    forecasts: tuple[Forecast, ...]

    @property
    def _word(self) -> str:
        return "squares" if self.squares else "places"

    @property
    def pattern_says(self) -> str:
        """Which places stay and which come and go."""
        if self.patterns is None:
            return (
                f"To tell places that stay from those that come and go takes {FEWEST_YEARS} years in a row; "
                f"here {'is' if len(self.starts) == 1 else 'are'} {len(self.starts)}."
            )
        counts = {
            key: self.patterns.get(key, 0) for key in ("persistent", "emerging", "former", "intermittent")
        }
        if not any(counts.values()):
            return f"Over {len(self.starts)} years no place keeps standing out, and none has come or gone."
        return (
            f"Over {len(self.starts)} years, {counts['persistent']:,} {self._word} stand out in most years, "
            f"{counts['intermittent']:,} in some, {counts['emerging']:,} newly in the last, and "
            f"{counts['former']:,} before but no longer."
        )

    @property
    def change_says(self) -> str:
        """What changed since the year before; empty where there is none before."""
        if self.changed is None:
            return ""
        more, less = self.changed["more"], self.changed["less"]
        if not more and not less:
            return f"Since the year before, all {self._word} changed as the whole map did, as far as chance lets us tell."
        return (
            f"Since the year before, {more:,} {self._word} gained and {less:,} lost otherwise than the whole map, "
            "by more than chance."
        )

    @property
    def forecast_says(self) -> str:
        """How far last year's places tell this year's; empty where there is no year before."""
        if not self.forecasts:
            return ""
        last = self.forecasts[-1]
        return (
            f"The {100 * self.coverage:.0f}% of {self._word} with most in one year held {100 * last.hit_rate:.0f}% of "
            f"what was recorded in the next ({last.year.words()}): {last.pai:.1f} times their share. Chosen with "
            f"hindsight, as many {self._word} could have held {100 * last.hit_rate / last.pei:.0f}%. {self._keeps(last)}"
        )

    @staticmethod
    def _keeps(last: Forecast) -> str:
        kept = 100 * last.rri
        return (
            f"They kept {kept:.0f}% of the share that they had: what was highest partly by chance falls back."
        )


def read(facts: Mapping[str, Any] | None, kind: str) -> ReleasedHistory | None:
    """The history that a reading keeps; None of a reading that was made before there was one."""
    if not facts:
        return None
    accuracy = facts["accuracy"] or {"coverage": 0.0, "years": []}
    forecasts = tuple(
        Forecast(
            period_of(date.fromisoformat(year), Grain.ROLLING_12),
            *(accuracy[name][at] for name in ("hit_rate", "pai", "pei", "rri")),
        )
        for at, year in enumerate(accuracy["years"])
    )
    return ReleasedHistory(
        starts=tuple(map(date.fromisoformat, facts["starts"])),
        squares=kind.startswith("grid"),
        patterns=facts["patterns"],
        changed=facts["changed"],
        coverage=accuracy["coverage"],
        forecasts=forecasts,
    )
