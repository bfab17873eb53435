"""Maps as rows: which places stand out from chance and where events are densest; and near repeats, for partners.

The same maps as the pages show, with the same two audiences: the public's is coarse, the partners' needs the
permission for it.
"""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from headwater.api import errors, paging
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.insight.indicators import queries, registry
from headwater.insight.indicators.said import MapCell, NearBand, ReleasedNearRepeat
from headwater.insight.indicators.said_of_years import ReleasedHistory
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.states import FigureState

router = Router(tags=["maps"])
PERMISSION = "hotspots.read_partner"


class Place(Schema):
    """One place of a map. Of a grid only those that have something to tell."""

    code: str = Field(description="An area's code; a square's grid and south-west corner in metres")
    name: str
    level: str = Field(description="`high` or `low` where it stands out from chance; else `as_elsewhere`")
    n: float | None = Field(description="The number counted; none where it is not told")
    value: float | None = Field(description="An area's rate; a square's events for each km², smoothed")
    z: float | None
    p_adjusted: float | None = Field(description="Two-sided, adjusted for all places (Benjamini-Hochberg)")
    densest: int | None = Field(
        description="0, 1, 2: in the squares with the densest quarter, half, three quarters"
    )
    pattern: str = Field(
        description="Over five years: `persistent`, `emerging`, `former`, `intermittent` or `none`; `low_` before it for less"
    )
    steadied: float | None = Field(
        description="An area's rate drawn toward the map's by as much as chance accounts for (empirical Bayes)"
    )
    kept: float | None = Field(description="How much of its own rate that kept, from 0 to 1")


class Year(Schema):
    """One year scored by the places that had most in the year before it."""

    start: date
    end: date
    hit_rate: float = Field(description="The share of the year's events in those places")
    pai: float = Field(description="That over the share of places: 1 is no better than anywhere")
    pei: float = Field(description="Beside the best that as many places could have had: 1 is perfect")
    rri: float = Field(description="Beside what the same places had the year before: 1 keeps it")


class History(Schema):
    """The map over the years that were released of it."""

    starts: list[date]
    says: list[str]
    patterns: dict[str, int] | None = Field(
        description="Places of each pattern; none where years are too few"
    )
    changed: dict[str, int] | None = Field(
        description="Places that gained (`more`) and lost (`less`) otherwise than all since the year before"
    )
    coverage: float = Field(description="The share of places that is scored")
    forecasts: list[Year]


class Map(Schema):
    """A page of a map's places, with what must be known to read them."""

    indicator: str
    kind: str
    period: date = Field(description="First day of the period")
    period_end: date = Field(description="First day after the period")
    audience: Audience
    says: str
    method: str = Field(
        description="`gi_star` of squares, `gi_star_of_rates` of areas, or `exact` where events are too few for it"
    )
    places: int = Field(description="Places on the whole map")
    bandwidth_m: float | None
    shuffled_too: int | None = Field(
        description="Of the squares with more, those that have it by conditional permutation too"
    )
    history: History | None
    located_share: float | None
    source: str
    extracted_on: date
    disclosure: str
    total: int
    next_offset: int | None
    rows: list[Place]


class Wanted(Schema):
    """Which map."""

    kind: Literal["lsoa", "msoa", "grid"] = "grid"
    audience: Audience | None = None
    offset: paging.Offset = 0
    limit: paging.Limit = paging.USUAL


class Band(Schema):
    """Pairs of events so far apart in place and time."""

    from_m: int
    to_m: int
    from_day: int
    to_day: int
    times_chance: float | None
    pairs: float | None
    p_adjusted: float | None
    status: FigureState


class NearRepeats(Schema):
    """Whether one event of a kind brings others nearby."""

    kind: Annotated[str, Field(description="The kind of event")]
    says: str
    period: date
    period_end: date
    located_share: float | None
    source: str
    extracted_on: date
    disclosure: str
    bands: list[Band]


@router.get("/{indicator}", response={200: Map, **errors.ANSWERS}, operation_id="map")
def one_map(request: HttpRequest, indicator: str, wanted: Query[Wanted]) -> Map:
    """The map of one indicator. No token is needed for the public one."""
    registry.get_indicator(indicator)
    audience = _audience(request, wanted.audience)
    if wanted.kind not in queries.mapped(audience=audience).get(indicator, ()):
        raise NotFound("There is no map of this indicator and kind of place.")
    found = queries.violence_map(indicator, audience=audience, on=clock.today(), kind=wanted.kind)
    shown = found.cells[wanted.offset : wanted.offset + wanted.limit]
    origin = found.provenance
    return Map(
        indicator=indicator,
        kind=found.kind,
        period=found.period.start,
        period_end=found.period.end,
        audience=audience,
        says=found.says,
        method=found.method,
        places=found.places,
        bandwidth_m=found.bandwidth_m,
        shuffled_too=found.shuffled_too,
        history=_history(found.history) if found.history else None,
        located_share=origin.located_share,
        source=origin.attribution,
        extracted_on=origin.extracted_on,
        disclosure=origin.policy_words,
        total=len(found.cells),
        next_offset=paging.after(wanted.offset, len(shown), len(found.cells)),
        rows=[_place(cell) for cell in shown],
    )


@router.get(
    "/{indicator}/near-repeats",
    response={200: list[NearRepeats], **errors.ANSWERS},
    operation_id="near_repeats",
)
def near_repeats(request: HttpRequest, indicator: str) -> list[NearRepeats]:
    """After one event, do others follow nearby and soon? For partners."""
    caller(request).check(PERMISSION)
    registry.get_indicator(indicator)
    found = queries.near_repeat(indicator, audience=Audience.PARTNER, on=clock.today())
    return [_near(each) for each in found]


def _audience(request: HttpRequest, wanted: Audience | None) -> Audience:
    """The partners' map for those who may see it; the public one for everybody else, or if asked for."""
    who = caller(request)
    if wanted is Audience.PARTNER:
        who.check(PERMISSION)
    if wanted is None:
        return Audience.PARTNER if who.holds(PERMISSION) else Audience.PUBLIC
    return wanted


def _place(cell: MapCell) -> Place:
    return Place(
        code=cell.code,
        name=cell.name,
        level=cell.level,
        n=cell.n,
        value=cell.value,
        z=cell.z,
        p_adjusted=cell.p,
        densest=cell.densest,
        pattern=cell.pattern,
        steadied=cell.smoothed,
        kept=cell.kept,
    )


def _history(found: ReleasedHistory) -> History:
    return History(
        starts=list(found.starts),
        says=[each for each in (found.pattern_says, found.change_says, found.forecast_says) if each],
        patterns=None if found.patterns is None else dict(found.patterns),
        changed=None if found.changed is None else dict(found.changed),
        coverage=found.coverage,
        forecasts=[
            Year(
                start=each.year.start,
                end=each.year.end,
                **{name: getattr(each, name) for name in ("hit_rate", "pai", "pei", "rri")},
            )
            for each in found.forecasts
        ],
    )


def _near(found: ReleasedNearRepeat) -> NearRepeats:
    origin, period = found.provenance, found.bands[0].figure.period
    return NearRepeats(
        kind=found.of,
        says=found.says,
        period=period.start,
        period_end=period.end,
        located_share=origin.located_share,
        source=origin.attribution,
        extracted_on=origin.extracted_on,
        disclosure=origin.policy_words,
        bands=[_band(band) for band in found.bands],
    )


def _band(band: NearBand) -> Band:
    hidden = band.figure.state is FigureState.SUPPRESSED
    return Band(
        from_m=band.from_m,
        to_m=band.to_m,
        from_day=band.from_day,
        to_day=band.to_day,
        times_chance=band.figure.value,
        pairs=None if hidden else band.figure.n,
        p_adjusted=band.p,
        status=band.figure.state,
    )
