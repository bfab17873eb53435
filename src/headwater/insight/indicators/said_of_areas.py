"""What was read from released figures of areas and groups beside one another. Faces may show these as they are.

Nothing here ranks: areas stand by name, and a word says whether chance alone would put one where it is.
"""

from dataclasses import dataclass
from enum import StrEnum

from headwater.insight.release.released import Provenance, ReleasedFigure
from headwater.statistics.funnels import Position
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Period


class Moved(StrEnum):
    """What became of a gap."""

    WIDER = "wider"
    NARROWER = "narrower"
    NO_CLEAR_CHANGE = "no_clear_change"


@dataclass(frozen=True)
class Fifth:
    """One fifth of the neighbourhoods, by its key and in words, with its figure of a year."""

    key: str
    title: str
    figure: ReleasedFigure


@dataclass(frozen=True)
class Gap:
    """How unequal one year was, the most deprived first. An index that the figures do not give is None."""

    period: Period
    fifths: tuple[Fifth, ...]
    ends: Estimate | None  # the rate of the most deprived fifth over that of the least
    relative: (
        Estimate | None
    )  # relative index: from the least deprived end of the ladder to the most deprived
    slope: Estimate | None  # slope index: the same as a difference of rates
    attributable: Estimate | None  # the share that would go if all had the least deprived fifth's rate
    in_steps: bool = True  # whether the ladder's steps are about even, so that one line tells them
    line: tuple[float, ...] = ()  # the fitted rate of each fifth, for the picture


@dataclass(frozen=True)
class GapChange:
    """The gap of one year beside that of an earlier one: as a ratio, and as a difference of rates."""

    since: Period
    times: Estimate  # the later relative index over the earlier
    ratio_moved: Moved
    more: Estimate | None  # the later slope index less the earlier
    slope_moved: Moved | None


@dataclass(frozen=True)
class ReleasedGradient:
    """How one indicator runs along the ladder of deprivation in one area, year by year; the newest last."""

    indicator: str
    area_code: str
    area_name: str
    gaps: tuple[Gap, ...]
    changes: tuple[GapChange, ...]  # the newest beside the year before and the first
    headline: str
    says: tuple[str, ...]
    provenance: Provenance

    @property
    def newest(self) -> Gap:
        return self.gaps[-1]

    @property
    def widened(self) -> bool:
        """Whether the gap is surely wider than a year ago or at first, by ratio or by difference: what a board asks."""
        found = [moved for each in self.changes for moved in (each.ratio_moved, each.slope_moved)]
        return Moved.WIDER in found


@dataclass(frozen=True)
class GroupBeside:
    """One group's rate beside the reference's: as recorded, and whoever those of no known group were."""

    key: str
    title: str
    figure: ReleasedFigure
    recorded: Estimate
    least: Estimate
    most: Estimate
    says: str


@dataclass(frozen=True)
class ReleasedDisparities:
    """Ethnic groups beside one reference group, with what the records without a group could make of each ratio."""

    indicator: str
    area_code: str
    area_name: str
    reference: str  # in words
    period: Period
    groups: tuple[GroupBeside, ...]
    missing_share: float
    says: str
    provenance: Provenance


@dataclass(frozen=True)
class ComparedArea:
    """One area beside the others: where chance would put it, and its rate as so many times theirs together."""

    figure: ReleasedFigure
    position: Position
    ratio: Estimate | None  # None where it is hidden or the others counted nothing

    @property
    def stands_out(self) -> bool:
        return self.position not in {Position.WITHIN, Position.TOO_FEW}


@dataclass(frozen=True)
class Lines:
    """The lines of a funnel, to be drawn: rates at so many people."""

    people: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    far_lower: tuple[float, ...]
    far_upper: tuple[float, ...]


@dataclass(frozen=True)
class ReleasedComparison:
    """Areas of a kind side by side, by name. `spread` is how many times as much they differ as chance would make them."""

    indicator: str
    kind: str
    period: Period
    areas: tuple[ComparedArea, ...]
    rate: float  # of all that are compared, together
    per: float
    spread: float
    widened: bool  # whether the lines allow for more than chance
    lines: Lines
    headline: str
    says: tuple[str, ...]
    provenance: Provenance

    def find(self, area_code: str) -> ComparedArea | None:
        return next((each for each in self.areas if each.figure.area_code == area_code), None)

    @property
    def compared(self) -> int:
        return sum(each.position is not Position.TOO_FEW for each in self.areas)


@dataclass(frozen=True)
class Standardised:
    """An area's figure as it would be with other ages: a rate in the standard population, or, where a band is hidden
    or too few were counted for one, a ratio to what the partnership's rates would give here.
    """

    indicator: str
    area_code: str
    period: Period
    crude: ReleasedFigure
    rate: Estimate | None
    rate_of_all: Estimate | None  # the whole partnership's, by the same standard
    ratio: Estimate | None
    says: str
    provenance: Provenance


@dataclass(frozen=True)
class HarmYear:
    """One year's count and its harm, each as a percentage of the first year's."""

    period: Period
    figure: ReleasedFigure  # its count is the events, its value the harm for so many people
    count_index: float
    harm_index: float


@dataclass(frozen=True)
class ReleasedHarm:
    """Harm beside the count that it is the weight of. It is never shown alone."""

    indicator: str
    area_code: str
    area_name: str
    years: tuple[HarmYear, ...]
    says: str
    provenance: Provenance
