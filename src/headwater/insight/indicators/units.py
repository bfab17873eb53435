"""What a figure is of, in words. A rate of children is never told as one of people, nor a score without its unit."""

from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Ages
from headwater.insight.release.draft import Method
from headwater.insight.release.memory import WHOLE
from headwater.insight.release.released import ReleasedFigure

ADULT = 18


def unit_words(figure: ReleasedFigure) -> str:
    """What the number is of: empty where its mark says it (%), or where a rate could only be told as a count."""
    if figure.method is Method.RATE:
        return per_words(figure.indicator, figure.per, category=figure.category)
    indicator = registry.indicators().get(figure.indicator)
    own = indicator and figure.method is indicator.method and figure.method in (Method.SCORE, Method.COUNT)
    return indicator.unit if indicator and own else ""


def per_words(key: str, per: float, *, category: str = WHOLE) -> str:
    """What a rate of this indicator is for every so many of. A part of them has an age or a group of its own.

    >>> per_words("suspensions", 1_000)
    'per 1,000 children aged 5 to 15'
    >>> per_words("suspensions", 1_000, category="female")
    'per 1,000 children'
    """
    indicator = registry.indicators().get(key)
    ages = indicator.ages if indicator else Ages()
    return f"per {per:,.0f} {people(ages) if category == WHOLE else _plainly(ages)}"


def people(ages: Ages) -> str:
    """People of these ages.

    >>> people(Ages()), people(Ages(0, 17)), people(Ages(16, 90))
    ('people', 'children under 18', 'people aged 16 and over')
    """
    if ages == Ages():
        return "people"
    if ages.oldest >= Ages().oldest:
        return f"people aged {ages.youngest} and over"
    if ages.youngest == 0:
        return f"{_plainly(ages)} under {ages.oldest + 1}"
    return f"{_plainly(ages)} aged {ages.youngest} to {ages.oldest}"


def _plainly(ages: Ages) -> str:
    return "children" if ages.oldest < ADULT else "people"
