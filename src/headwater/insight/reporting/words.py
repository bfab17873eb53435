"""How a released figure is written in a document: never without its state, its range and its unit."""

from headwater.insight.indicators import figure_words, registry, units
from headwater.insight.release.draft import Method
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.states import FigureState


def value(figure: ReleasedFigure) -> str:
    # of a group whose people nobody counted there is no rate
    if figure.state is FigureState.VALUE and figure.value is None and figure.n is not None:
        return f"{figure_words.count(figure)} counted"
    if figure.state is not FigureState.VALUE or figure.value is None:
        return figure_words.state(figure)
    return f"{figure_words.number(figure.value, figure.method)}{_unit(figure)}"


def _unit(figure: ReleasedFigure) -> str:
    """With the space before it; a mark of a share has none. What was published as it stands has its publisher's unit."""
    indicator = registry.indicators().get(figure.indicator)
    published = indicator.unit if indicator and figure.method is Method.AS_PUBLISHED else ""
    said = units.unit_words(figure) or published
    return said if not said or said.startswith("%") else f" {said}"


def money(figure: ReleasedFigure) -> str:
    """An amount as accounts have it, in pounds and pence; the heading says that it is of pounds."""
    if figure.state is not FigureState.VALUE or figure.value is None:
        return figure_words.state(figure)
    return f"{figure.value:,.2f}"


def likely_range(figure: ReleasedFigure) -> str:
    """The range as a cell of a table has it: never empty."""
    return figure_words.likely_range(figure) or "-"
