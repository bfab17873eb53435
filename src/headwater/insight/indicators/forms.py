"""An indicator's releases under names of their own: its near repeats, its times of the week, its weeks."""

from headwater.insight.indicators import near_repeats, registry, time_of_week, weeks
from headwater.insight.indicators.language import Indicator

FORMS = (near_repeats, time_of_week, weeks)


def keys(indicator: Indicator) -> tuple[str, ...]:
    """Every name that an indicator's releases go by, its own first."""
    return (indicator.key, *(form.key_of(indicator.key) for form in FORMS))


def indicator_of(released: str) -> Indicator:
    """The indicator that a release by this name is of. NotFound where there is none."""
    for indicator in registry.indicators().values():
        if released in keys(indicator):
            return indicator
    return registry.get_indicator(released)
