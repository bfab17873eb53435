"""How a released figure is written in a document: never without its state, its range and its unit."""

from headwater.insight.indicators import units
from headwater.insight.release.draft import Method
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.states import FigureState

STATES = {
    FigureState.ZERO: "None",
    FigureState.SUPPRESSED: "Hidden: a small number",
    FigureState.NOT_COLLECTED: "Not collected",
    FigureState.NOT_APPLICABLE: "Does not apply",
}

COUNTED = frozenset(
    {FigureState.VALUE, FigureState.ZERO}
)  # none seen has a range too: chance may have hidden one


def value(figure: ReleasedFigure) -> str:
    if figure.state is FigureState.VALUE and figure.value is None and figure.n is not None:
        return f"{count(figure)} counted"  # of a group whose people nobody counted there is no rate
    if figure.state is not FigureState.VALUE or figure.value is None:
        return STATES.get(figure.state, "No value")
    return f"{_number(figure.value, figure.method)} {units.unit_words(figure)}".rstrip()


def count(figure: ReleasedFigure) -> str:
    """The number that was counted, where it may be told."""
    if figure.state is not FigureState.VALUE or figure.n is None:
        return STATES.get(figure.state, "No value")
    return f"{figure.n:,.0f}"


def money(figure: ReleasedFigure) -> str:
    """An amount as accounts have it, in pounds and pence; the heading says that it is of pounds."""
    if figure.state is not FigureState.VALUE or figure.value is None:
        return STATES.get(figure.state, "No value")
    return f"{figure.value:,.2f}"


def likely_range(figure: ReleasedFigure) -> str:
    """The interval of a value; what is known of a hidden number; else a dash."""
    if figure.state is FigureState.SUPPRESSED and figure.least is not None and figure.greatest is not None:
        return f"{figure.least:,.0f} to {figure.greatest:,.0f}"
    if figure.state not in COUNTED or figure.lower is None or figure.upper is None:
        return "-"
    return f"{_number(figure.lower, figure.method)} to {_number(figure.upper, figure.method)}"


def _number(number: float, method: Method) -> str:
    if method in (Method.COUNT, Method.SCORE):
        return f"{number:,.0f}"
    if method is Method.ESTIMATE:
        return f"{number:,.0f}%"
    return f"{number:,.1f}" + ("%" if method is Method.SHARE else "")
