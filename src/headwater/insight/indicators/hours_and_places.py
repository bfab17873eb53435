"""Questions about when in the week and in what kinds of place events happen: for partners, of released counts.

Each passes through `release.queries`, and so asks for agreements first.
"""

from datetime import date

from headwater.insight.indicators import registry, said_of_week, sorting, time_of_week
from headwater.insight.indicators.said_of_week import ReleasedPlaceTypes, ReleasedWeek
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain


def of_the_week() -> list[str]:
    """Keys of the indicators that know the hour."""
    return [key for key, each in registry.indicators().items() if each.time_of_week]


def by_place_type() -> list[str]:
    """Keys of the indicators that know the kind of place."""
    return [key for key, each in registry.indicators().items() if each.breakdown(sorting.PLACE_TYPE)]


def time_of_the_week(indicator: str, *, on: date) -> ReleasedWeek:
    """When in the week an indicator's events happen. NotFound where none was released."""
    key = time_of_week.key_of(indicator)
    standing = release.standing(key, audience=Audience.PARTNER)
    release.check_readable({source for each in standing for source in each.sources}, on=on)
    if not standing:
        raise NotFound("When in the week this happens has not been released.")
    return said_of_week.week(indicator, release.of_release(standing[0]))


def place_types(indicator: str, *, on: date) -> ReleasedPlaceTypes:
    """In what kinds of place an indicator's events happen. NotFound where none was released."""
    found = release.series_of_kind(
        indicator,
        time_of_week.TOP,
        grain=Grain.YEAR,
        audience=Audience.PARTNER,
        on=on,
        breakdown=sorting.PLACE_TYPE,
    )
    made = said_of_week.place_types(indicator, sorting.PLACE_TYPES, found)
    if made is None:
        raise NotFound("In what kinds of place this happens has not been released.")
    return made
