"""What is planted: each effect with its size, place and month, decided before any event is drawn.

Sizes are such that the methods that the field uses find them at the stated power in a county of the default
size; a smaller county holds the same effects, but chance may hide them.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from headwater.data.synthesis.chance import Ints
from headwater.data.synthesis.places import Places
from headwater.vocabulary.periods import MONTHS_IN_YEAR, Month

LAST_MONTH = Month(2026, 3)
MONTHS_IN_QUARTER = 3

SEASON_PEAK = 7  # July
BURDEN_GROUP = "Black"
NEAR_REPEAT_METRES = 200.0
NEAR_REPEAT_DAYS = 7.0


@dataclass(frozen=True)
class Sizes:
    """How strong each effect is."""

    hotspot: float = 5.0  # rate of public violence against elsewhere
    step: float = 0.70
    trend_per_year: float = 1.12
    season: float = 0.18  # amplitude
    recorded_before: float = 0.72
    recorded_after: float = 0.90
    intervention: float = 0.60
    deprivation: float = 4.0  # the most deprived tenth of areas against the least
    burden: float = 2.0
    near_repeat: float = 0.30  # share of robberies that have one more soon and near
    month_cut_short: bool = True  # one month of the ambulance service stops half way
    cohesion_per_wave: float = 0.03  # more who say that people get on well, each year
    women_after_dark: float = 0.18  # fewer women than men who feel safe then
    fear_without_risk: float = 0.12  # fewer who feel safe in a district that is no more violent
    other_words: float = 0.12  # more who said so when the question was put another way
    feared_park: float = 8.0  # marks of places that feel unsafe, where no more happens than elsewhere


PLANTED = Sizes()
NOTHING = Sizes(
    hotspot=1.0,
    step=1.0,
    trend_per_year=1.0,
    season=0.0,
    recorded_after=Sizes.recorded_before,
    intervention=1.0,
    deprivation=1.0,
    burden=1.0,
    near_repeat=0.0,
    month_cut_short=False,
    cohesion_per_wave=0.0,
    women_after_dark=0.0,
    fear_without_risk=0.0,
    other_words=0.0,
    feared_park=1.0,
)
CHOICES = {"all": PLANTED, "none": NOTHING}


@dataclass(frozen=True)
class Hotspot:
    """A few neighbouring LSOAs at the heart of a town; positions in the county's LSOAs of 2021 and its
    cells.
    """

    district: int
    lsoas: Ints
    cells: Ints


@dataclass(frozen=True)
class Plan:
    """Where and when. Months are positions from the county's first month."""

    first: Month
    months: int
    hotspots: tuple[Hotspot, ...]
    break_at: int
    step_at: int
    step_district: int
    intervention_at: int
    codes_change_at: int  # from here on police.uk gives LSOA codes of 2021
    sizes: Sizes = PLANTED

    def month(self, position: int) -> Month:
        return self.first + position

    @property
    def treated(self) -> Hotspot:
        """The hotspot where the intervention works."""
        return self.hotspots[0]

    @property
    def first_days(self) -> Ints:
        """The day on which each month begins, counted from the first day; one more at the end."""
        start = self.first.start.toordinal()
        return np.array(
            [(self.first + m).start.toordinal() - start for m in range(self.months + 1)], dtype=np.int64
        )

    @property
    def days(self) -> int:
        return int(self.first_days[-1])


def make_plan(places: Places, years: int, sizes: Sizes = PLANTED, until: Month = LAST_MONTH) -> Plan:
    months = years * MONTHS_IN_YEAR
    return Plan(
        first=until + (1 - months),
        months=months,
        hotspots=tuple(_hotspot(places, district) for district in range(len(places.district))),
        break_at=round(months * 0.40),
        step_at=round(months * 0.55),
        step_district=1,
        intervention_at=round(months * 0.70),
        codes_change_at=round(months * 0.45),
        sizes=sizes,
    )


def _hotspot(places: Places, district: int) -> Hotspot:
    """The LSOAs of the district nearest to the middle of its town: up to four, fewer where there are few."""
    inside = np.flatnonzero(places.district_of_lsoa == district)
    size = int(np.clip(len(places.lsoa21) // (8 * len(places.district)), 1, 4))
    centres = places.lsoa_centres()[inside]
    nearest = np.atleast_1d(cKDTree(centres).query(places.ground.towns[district], k=size)[1])
    lsoas = np.sort(inside[nearest])
    return Hotspot(district, lsoas, np.flatnonzero(np.isin(places.lsoa21_of_cell, lsoas)))
