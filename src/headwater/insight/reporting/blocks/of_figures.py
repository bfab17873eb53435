"""Blocks of one indicator: its newest figure with its reading, its groups, and areas beside one another.

Where a source publishes nothing of the area, the block says so and shows the region that the area lies in.
"""

from datetime import timedelta

from headwater.data.contracts import registry as contracts
from headwater.insight.charts import queries as charts
from headwater.insight.indicators import figure_words, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.performance import standing
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Method
from headwater.insight.release.released import ReleasedFigure
from headwater.insight.reporting import words
from headwater.insight.reporting.blocks.block import Asking, Block, Column, Holds, Note, note
from headwater.insight.reporting.profile import STEADIEST_FIRST
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain, day_words
from headwater.vocabulary.states import FigureState

FIGURE, RANGE = Column("Figure", Holds.FIGURE), Column("Likely range (95%)", Holds.FIGURE)
COUNTED = Column("Number counted", Holds.FIGURE)
RANGES = "The likely range is a 95% interval."
READ = f"Newest figure. {RANGES} The reading compares the last twelve months with the twelve before."
PUBLISHED = "Newest figure, as its publisher gives it: without counts it has no likely range."
WITHIN = ("utla", "ltla")  # what stands in for an area of which the source publishes nothing, nearest first


def indicator(asking: Asking) -> Block:
    """One indicator: its newest figure, what it says, and its chart."""
    declared = registry.get_indicator(asking.term("of"))
    area, why = shown_area(declared, asking)
    if area is None:
        return absent(declared, why, asking)
    try:
        figure = newest(declared, area, asking)
    except Refused as refused:
        return absent(declared, refused.says, asking)
    if figure is None:
        return absent(declared, "No figure has been released for this area yet.", asking)
    shown = [figure, *(_within(declared, figure, asking) if why else ())]
    return Block(
        title=declared.plain_title,
        note=_note(declared, figure, PUBLISHED if figure.method is Method.AS_PUBLISHED else READ),
        says=tuple(filter(None, (why, _reading(declared, area, asking), _old(figure, asking)))),
        columns=(Column("Where"), Column("When"), FIGURE, RANGE),
        rows=tuple((f.area_name, f.period.words(), words.value(f), words.likely_range(f)) for f in shown),
        figures=tuple(("", each) for each in shown),
        chart=charts.find_chart(declared.key, area.code, audience=asking.audience),
    )


def groups(asking: Asking) -> Block:
    """The groups of one breakdown in the newest period that has them."""
    declared, by = registry.get_indicator(asking.term("of")), asking.term("by")
    breakdown = declared.breakdown(by)
    area, why = shown_area(declared, asking)
    if breakdown is None:
        return absent(declared, f"This is not counted by {by}.", asking)
    title = f"{declared.plain_title}: {breakdown.title[:1].lower()}{breakdown.title[1:]}"
    if area is None:
        return absent(declared, why, asking, title=title)
    found = _groups(declared, area, by, asking)
    if not found:
        return absent(declared, "Nothing was released by these groups.", asking, title=title)
    named = {release.WHOLE: "All", **breakdown.categories}
    rated = all(each.value is not None for each in found if each.state is FigureState.VALUE)
    return Block(
        title=title,
        note=_note(declared, found[0], f"Newest whole period that was counted by these groups. {RANGES}"),
        says=(why,) if why else (),
        columns=(Column("Group"), FIGURE, RANGE) if rated else (Column("Group"), COUNTED),
        rows=tuple((named.get(each.category, each.category), *_cells(each, rated=rated)) for each in found),
        figures=tuple((by, figure) for figure in found),
    )


def areas(asking: Asking) -> Block:
    """Every area of a kind by name, never as a league."""
    declared, kind = registry.get_indicator(asking.term("of")), asking.term("kind_of_area", "csp")
    title = f"{declared.plain_title}, by area"
    found = _of_kind(declared, kind, asking)
    if not found:
        return absent(declared, _why_none(declared, kind), asking, title=title)
    return Block(
        title=title,
        note=_note(
            declared,
            found[0],
            f"Areas by name: a difference inside the likely ranges is no difference. {RANGES}",
        ),
        columns=(Column("Area"), FIGURE, RANGE),
        rows=tuple((f.area_name, words.value(f), words.likely_range(f)) for f in found),
        figures=tuple(("", figure) for figure in found),
    )


def absent(declared: Indicator, why: str, asking: Asking, *, title: str = "") -> Block:
    """An indicator that has nothing to show here: what it is, where it would come from, and why it is not there."""
    contract = contracts.get_contract(declared.of.contract)
    about = Note(
        source=f"{contract.title} ({contract.supplier})",
        period="None",
        taken=f"Not held on {day_words(asking.on)}",
        method=f"Would count {declared.counts}.",
        caveats=(),  # they are of figures, and there is none
        disclosure="Nothing is shown, so nothing is hidden.",
    )
    return Block(title=title or declared.plain_title, note=about, missing=why)


def _cells(figure: ReleasedFigure, *, rated: bool) -> tuple[str, ...]:
    """A rate with its range; of groups whose people nobody counted, the number alone, for all of them alike."""
    return (words.value(figure), words.likely_range(figure)) if rated else (figure_words.count(figure),)


def newest(declared: Indicator, area: Area, asking: Asking) -> ReleasedFigure | None:
    """The newest figure of the steadiest series of an area."""
    offered = {o.grain for o in indicators.offers(declared.key, audience=asking.audience) if not o.breakdown}
    for grain in (grain for grain in STEADIEST_FIRST if grain in offered):
        try:
            return release.figure(
                declared.key, area.code, grain=grain, audience=asking.audience, on=asking.on
            )
        except NotFound:
            continue
    return None


def shown_area(declared: Indicator, asking: Asking) -> tuple[Area | None, str]:
    """The area whose figures are shown, and why it is another one than was asked for."""
    if asking.area is None:
        return None, "No area is loaded yet that figures could be of."
    reach = {
        kind
        for offer in indicators.offers(declared.key, audience=asking.audience)
        for kind in offer.area_kinds
    }
    if not reach:
        return None, f"No figures are held: {_not_sent(declared)}"
    if reach.intersection(asking.area.kinds):
        return asking.area, ""
    wider = indicators.opening_area(declared.key, audience=asking.audience)
    if wider is None or not reach.intersection(wider.kinds):
        return None, f"Nothing of this is released for {asking.area.name}."
    return wider, f"{_why_none(declared, asking.area.kind, asking.area.name)} This is of {wider.name}."


def _not_sent(declared: Indicator) -> str:
    return f"nobody has sent “{contracts.get_contract(declared.of.contract).title}” yet."


def _why_none(declared: Indicator, kind: str, name: str = "these areas") -> str:
    return indicators.why_not_available(declared.key, kind) or f"Nothing of this is released for {name}."


def _within(declared: Indicator, wider: ReleasedFigure, asking: Asking) -> list[ReleasedFigure]:
    """The same of the partnership's own parts, where the source publishes those."""
    for kind in WITHIN:
        found = _of_kind(declared, kind, asking)
        if same := [each for each in found if each.period == wider.period]:
            return same
    return []


def _reading(declared: Indicator, area: Area, asking: Asking) -> str:
    try:
        found = indicators.verdict(declared.key, area.code, audience=asking.audience, on=asking.on)
    except NotFound:
        return ""
    return f"{found.says} {numbers_of(found)}".rstrip()


def numbers_of(found: ReleasedVerdict) -> str:
    """Of which months the two numbers of a verdict are; empty where it names none."""
    if found.verdict not in standing.JUDGED or found.up_to is None:
        return ""
    last = found.up_to - timedelta(days=1)
    before = found.up_to.replace(year=found.up_to.year - 1) - timedelta(days=1)
    return f"The numbers are of the twelve months to {before:%B %Y} and to {last:%B %Y}."


def _old(figure: ReleasedFigure, asking: Asking) -> str:
    """How long ago the figure's period ended, where that is more than a year."""
    months = (asking.on.year - figure.period.end.year) * 12 + asking.on.month - figure.period.end.month
    if months <= 12:  # noqa: PLR2004  (a year)
        return ""
    return f"The newest whole period that is held ended {months} months before this was made: it says how things were then."


def _note(declared: Indicator, figure: ReleasedFigure, method: str) -> Note:
    counted = f"Counts {declared.counts}. {method}"
    return note([figure.provenance], period=figure.period.words(), method=counted, caveats=declared.caveats)


def _groups(declared: Indicator, area: Area, by: str, asking: Asking) -> list[ReleasedFigure]:
    """The figures of the newest period of a breakdown, everybody first."""
    for grain in (Grain.YEAR, Grain.ROLLING_12, Grain.QUARTER, Grain.MONTH):
        try:
            found = release.all_series(
                declared.key, (area.code,), grain=grain, audience=asking.audience, on=asking.on, breakdown=by
            )
        except Refused:
            return []
        latest = [each.latest.period.start for each in found if each.latest]
        if latest:
            return [
                each.figure(each.starts.index(max(latest))) for each in found if max(latest) in each.starts
            ]
    return []


def _of_kind(declared: Indicator, kind: str, asking: Asking) -> list[ReleasedFigure]:
    for grain in STEADIEST_FIRST:
        try:
            found = release.table(declared.key, kind, grain=grain, audience=asking.audience, on=asking.on)
        except (NotFound, Refused):
            continue
        shown = [row for row in found.rows if row.state is not FigureState.NOT_APPLICABLE]
        return sorted(shown, key=lambda each: each.area_name)
    return []
