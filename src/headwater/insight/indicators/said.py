"""What was read from released figures: verdicts, charts' limits, an index of several sources. Faces may
show these as they are.
"""

from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators.said_of_years import ReleasedHistory
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release.released import Provenance, ReleasedFigure, ReleasedSeries
from headwater.vocabulary.periods import Grain, Period


@dataclass(frozen=True)
class ReleasedVerdict:
    """One of the eight verdicts with its sentence. It compares the last twelve months with the twelve
    before.
    """

    indicator: str
    area_code: str
    area_name: str
    category: str
    verdict: Verdict
    says: str
    grain: Grain
    ratio: tuple[float, float, float] | None  # after over before, with limits
    p: float | None
    smallest_fall: float | None
    up_to: date | None  # the first day after the newest period
    provenance: Provenance


@dataclass(frozen=True)
class ReleasedMoving:
    """How far each month lies from the one before, with the limit that such jumps keep to; the lower half of an XmR chart."""

    says: str
    ranges: tuple[float | None, ...]
    mean: tuple[float, ...]
    upper: tuple[float, ...]
    wild: tuple[bool, ...]


@dataclass(frozen=True)
class ReleasedLevel:
    """The second reading of a chart: limits made anew where a stated rule finds that the level moved and stayed. Show it beside the
    first, never in its place.
    """

    says: str
    steps: tuple[tuple[date, float, float], ...]  # the first month, the mean before it and from it on
    mean: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    segment: tuple[int, ...]
    rules: tuple[str, ...]
    provisional: tuple[bool, ...]


@dataclass(frozen=True)
class ReleasedChart:
    """A monthly series with its process-control limits; every tuple has one entry a period. Without limits where too few to chart;
    then perhaps with a median, about which the months are read as runs.
    """

    series: ReleasedSeries
    says: str
    variation: str  # the icon's word; empty where nothing is charted
    mean: tuple[float, ...] = ()
    lower: tuple[float, ...] = ()
    upper: tuple[float, ...] = ()
    segment: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    variations: tuple[str, ...] = ()
    provisional: tuple[bool, ...] = ()
    breaks: tuple[tuple[str, str], ...] = ()  # month, words
    moving: ReleasedMoving | None = None
    level: ReleasedLevel | None = None
    median: tuple[float, ...] = ()  # of a run chart

    @property
    def is_charted(self) -> bool:
        return bool(self.mean)

    @property
    def is_read(self) -> bool:
        """Whether it has limits, or at least a median about which its months are read."""
        return bool(self.mean or self.median)


@dataclass(frozen=True)
class ReleasedAssurance:
    """Whether a series as it stands would meet a target every time, never, or by chance. Worked out from released limits."""

    target: float
    word: str  # consistently_pass, consistently_fail, inconsistent; empty where it cannot be said
    says: str


@dataclass(frozen=True)
class UnusualWeek:
    """One judged week beside what was to be expected."""

    figure: ReleasedFigure
    expected: float
    bound: float  # more than this seldom comes by chance
    is_unusual: bool


@dataclass(frozen=True)
class ReleasedWeeks:
    """The newest weeks beside what their own past makes usual. For partners, the whole force area only."""

    indicator: str
    area_code: str
    area_name: str
    method: str  # farrington, or ears where the history is short
    says: str
    false_alarms: str  # how often chance alone would mark a week, in words
    weeks: tuple[UnusualWeek, ...]
    hidden: int  # weeks of the whole series that are not shown
    provenance: Provenance

    @property
    def unusual(self) -> tuple[UnusualWeek, ...]:
        return tuple(each for each in self.weeks if each.is_unusual)


@dataclass(frozen=True)
class ReleasedGaps:
    """The days between rare events of one area, with their limits. For partners."""

    indicator: str
    area_code: str
    category: str
    says: str
    gaps_days: tuple[int, ...]
    ends: tuple[str, ...]  # the month that each gap ended in
    centre_days: float
    lower_days: float
    upper_days: float
    rules: tuple[str, ...]
    provisional: bool
    open_gap_days: int
    provenance: Provenance


@dataclass(frozen=True)
class MapCell:
    """One place on a map. `level`: high or low where the place and those around it stand out from chance,
    else as_elsewhere.
    """

    code: str  # an area's, or grid_1000m:easting:northing of the south-west corner
    n: float | None  # None where hidden
    value: float | None  # the rate of an area; events per square kilometre of a grid cell, smoothed
    z: float | None
    level: str
    p: float | None = None  # two-sided, adjusted for all places of the map
    name: str = ""
    densest: int | None = None  # of a grid cell: 0, 1, 2 with the first, second, third quarter of all events
    smoothed: float | None = None  # an area's rate drawn toward the map's by as much as chance accounts for
    kept: float | None = None  # how much of its own rate that kept, from 0 to 1
    pattern: str = (
        "none"  # over the years: persistent, emerging, former, intermittent; low_ before it for less
    )


@dataclass(frozen=True)
class ReleasedMap:
    """Where events are recorded, from released counts. The page never calls a place hot, and never colours
    it red.
    """

    indicator: str
    kind: str
    period: Period
    says: str
    cells: tuple[MapCell, ...]  # of a grid only those with something to tell
    bandwidth_m: float | None
    provenance: Provenance
    method: str = ""  # gi_star, gi_star_of_rates, or exact where events are too few for either
    places: int = 0  # on the whole map
    history: ReleasedHistory | None = None
    shuffled_too: int | None = None  # of the squares with more, those that have it by a second test too


@dataclass(frozen=True)
class NearBand:
    """Pairs of events within a band of distance and of time. The figure's count is the pairs, and its value how
    many times what chance would bring.
    """

    from_m: int
    to_m: int
    from_day: int
    to_day: int
    figure: ReleasedFigure
    p: float | None  # one-sided, adjusted for all bands; None where the pairs are not told

    @property
    def last_day(self) -> int:
        return self.to_day - 1

    @property
    def is_raised(self) -> bool:
        return self.p is not None and self.p <= 0.05  # noqa: PLR2004  (the level that the page states)


@dataclass(frozen=True)
class ReleasedNearRepeat:
    """Whether one event brings others nearby and soon, in one kind of event and one year. For partners."""

    indicator: str
    of: str  # the category that was tested
    says: str
    word: str  # raised, as_chance or too_few
    bands: tuple[NearBand, ...]
    provenance: Provenance


@dataclass(frozen=True)
class Indexed:
    """One source's rolling twelve months as a percentage of its own first window that all sources have."""

    series: ReleasedSeries
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class ReleasedTriangulation:
    """Police, hospital and ambulance side by side, each as an index: do they tell the same story?"""

    area_code: str
    starts: tuple[date, ...]
    base: date
    sources: tuple[Indexed, ...]


@dataclass(frozen=True)
class Offer:
    """What may be asked of an indicator for an area: grain and breakdown, with the categories there."""

    indicator: str
    grain: Grain
    breakdown: str
    area_kinds: tuple[str, ...]
