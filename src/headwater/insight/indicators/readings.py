"""What a released series says of the last year beside the one before. Reads released figures only."""

from typing import Any

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import survey_readings
from headwater.insight.indicators.charted import breaks_of
from headwater.insight.indicators.language import Indicator, Returned
from headwater.insight.indicators.partnership import partnership
from headwater.insight.indicators.verdict import Facts, Judged, Verdict, Window, judge
from headwater.insight.release.draft import Method
from headwater.insight.release.released import MONTHS, ReleasedSeries, period_of
from headwater.statistics.process_control import XmR
from headwater.vocabulary.periods import Month
from headwater.vocabulary.states import FigureState

DECIDED = (
    "How much is done is decided, and one contact brings the next: no test can tell a change from chance here. "
    "Set it beside what was agreed."
)
SPENT = (
    "How much is spent is decided: no test can tell a change from chance here. Set it beside what was agreed."
)
CANNOT_BE_ADDED = (
    "The same people may come in several quarters, so a year cannot be added up and set beside another."
)


def verdict(series: ReleasedSeries, indicator: Indicator, drawn: XmR | None) -> Judged:
    """The verdict on the last twelve months beside the twelve before."""
    if series.method is Method.ESTIMATE:
        return survey_readings.judge(series, indicator.direction)
    if isinstance(indicator.of, Returned):
        return Judged(Verdict.NOT_COMPARABLE, _not_compared(indicator.of))
    if indicator.not_by_chance:
        return Judged(Verdict.NOT_COMPARABLE, indicator.not_by_chance)
    return judge(facts(series, indicator, drawn))


def _not_compared(of: Returned) -> str:
    if of.is_money:
        return SPENT
    return DECIDED if of.adds else CANNOT_BE_ADDED


def facts(series: ReleasedSeries, indicator: Indicator, drawn: XmR | None) -> Facts:
    size = 12 // MONTHS[series.grain]
    last = _last_collected(series)
    if last is None:
        return Facts(indicator.direction, 0, 2 * size)
    first = max(0, last + 1 - 2 * size)
    compared = range(first, last + 1)
    collected = sum(not _is_absent(series, at) for at in compared)
    inside = [b for b in breaks_of(series) if series.starts[first] < b.month.start <= series.starts[last]]
    return Facts(
        direction=indicator.direction,
        periods=collected,
        needed=2 * size,
        before=_window(series, compared[:size]),
        after=_window(series, compared[size:]),
        absent=tuple(period_of(series.starts[at], series.grain) for at in compared if _is_absent(series, at)),
        break_says=inside[-1].says if inside else "",
        usual=None if drawn is None or series.method is Method.SCORE else _usual(drawn),
        per_window=size,
        has_counts=series.method is not Method.AS_PUBLISHED,
    )


def _is_absent(series: ReleasedSeries, at: int) -> bool:
    return series.states[at] is FigureState.NOT_COLLECTED


def stale_after(indicator: Indicator) -> int:
    """How old the newest period may be: the source's usual pace and delay, and the partnership's patience."""
    freshness = contracts.get_contract(indicator.of.contract).freshness
    usual = freshness.every_months + freshness.lag_months if freshness else 12
    return usual + partnership().stale_after_months


def _last_collected(series: ReleasedSeries) -> int | None:
    absent = {FigureState.NOT_COLLECTED, FigureState.NOT_APPLICABLE}
    return next((at for at in reversed(range(len(series))) if series.states[at] not in absent), None)


def _window(series: ReleasedSeries, at: range) -> Window | None:
    """The sum of these periods, with bounds where the source's own marks give them; None where something is
    hidden without.
    """
    least = greatest = 0.0
    for place in at:
        n = series.n[place]
        low, high = (series.least[place], series.greatest[place]) if n is None else (n, n)
        if low is None or high is None:
            return None
        least, greatest = least + low, greatest + high
    people = [series.people[place] for place in at]
    exposure = [p for p in people if p]
    return Window(
        least, greatest, sum(exposure) if len(exposure) == len(at) and at else float(max(1, len(at)))
    )


def _usual(drawn: XmR) -> float:
    """One standard deviation of a month by its moving range, in the newest stretch."""
    return float(drawn.upper[-1] - drawn.mean[-1]) / 3


def verdict_says(method: Method, judged: Judged) -> str:
    """Of a score it is told that events were compared, because a sum of weights has no limits of chance."""
    if method is Method.SCORE and judged.comparison is not None:
        return f"{judged.says} This is of how many there were, whatever each weighs."
    return judged.says


def verdict_content(series: ReleasedSeries, indicator: Indicator, judged: Judged) -> dict[str, Any]:
    """What a page needs to tell a verdict, and to see later that it has grown stale."""
    last = _last_collected(series)
    content: dict[str, Any] = {"stale_after": stale_after(indicator), "direction": str(indicator.direction)}
    if last is not None:
        content["last_end"] = str(Month.of(series.starts[last]) + MONTHS[series.grain])
    found = judged.comparison
    if found is not None:
        ratio = found.ratio
        content |= {
            "p": round(found.p, 4),
            "smallest_fall": found.smallest_fall,
            "smallest_rise": found.smallest_rise,
            "ratio": None
            if ratio is None
            else [round(ratio.value, 4), round(ratio.lower, 4), round(ratio.upper, 4)],
        }
    return content
