"""How a released figure is written, on a page and in a document: its number, its likely range, or the words of its state."""

from headwater.insight.release.draft import Method
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.states import FigureState

STATES = {
    FigureState.ZERO: "None",
    FigureState.SUPPRESSED: "Hidden: a small number",
    FigureState.NOT_COLLECTED: "Not collected",
    FigureState.NOT_APPLICABLE: "Does not apply",
}

LEAST_OF_A_RANGE = 10  # what no policy hides as a small number
# none seen has a range too: chance may have hidden one
COUNTED = frozenset({FigureState.VALUE, FigureState.ZERO})


def state(figure: ReleasedFigure) -> str:
    """Why there is no number. A year of hidden months is no small number: what is known of it stands in its range."""
    if figure.state is FigureState.SUPPRESSED and (figure.greatest or 0) > LEAST_OF_A_RANGE:
        return "Known only as a range"
    return STATES.get(figure.state, "No value")


def number(value: float, method: Method) -> str:
    """As many places as the method tells apart, and its mark of a share.

    >>> number(1234.56, Method.RATE), number(62.4, Method.SHARE), number(62.4, Method.ESTIMATE)
    ('1,234.6', '62.4%', '62%')
    """
    if method in (Method.COUNT, Method.SCORE):
        return f"{value:,.0f}"
    if method is Method.ESTIMATE:
        return f"{value:,.0f}%"
    return f"{value:,.1f}" + ("%" if method is Method.SHARE else "")


def count(figure: ReleasedFigure) -> str:
    """The number that was counted, where it may be told."""
    if figure.state is not FigureState.VALUE or figure.n is None:
        return state(figure)
    return f"{figure.n:,.0f}"


def likely_range(figure: ReleasedFigure) -> str:
    """The interval of a value; what is known of a hidden number; else nothing."""
    if figure.state is FigureState.SUPPRESSED and figure.least is not None and figure.greatest is not None:
        return f"{figure.least:,.0f} to {figure.greatest:,.0f}"
    if figure.state not in COUNTED or figure.lower is None or figure.upper is None:
        return ""
    return f"{number(figure.lower, figure.method)} to {number(figure.upper, figure.method)}"
