"""Days between rare events, such as homicides: what a count of one or two a year cannot say. For partners,
whole force areas only.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from headwater.insight.indicators.language import Events, Indicator
from headwater.insight.indicators.tables import Tables
from headwater.statistics import rare_events
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import Month

WHOLE = "all"


def dates(indicator: Indicator, tables: Tables) -> dict[str, list[date]]:
    """The days of the events, in order, of all and of each category that the indicator shows gaps of."""
    of = indicator.of
    assert isinstance(of, Events)
    kept = of.keep(tables.get(of.table))
    found: dict[str, list[date]] = {}
    for key in indicator.gaps:
        breakdown = indicator.breakdown(key)
        columns = {"day": kept[of.when].cast("date")} | (
            {"category": breakdown.sort(kept)} if breakdown else {}
        )
        for row in kept.select(**columns).order_by("day").to_pyarrow().to_pylist():
            found.setdefault(row.get("category", WHOLE), []).append(row["day"])
    return found


def chart(events_on: Iterable[date], *, until: date) -> tuple[str, str, dict[str, Any]] | None:
    """The word, the sentence and the content of a chart of gaps; None where there are fewer than three
    events.
    """
    days = [day for day in events_on if day <= until]
    try:
        drawn = rare_events.days_between(days, until=until)
    except Invalid:
        return None
    content = {
        "gaps_days": drawn.gaps_days.tolist(),
        "ends": [str(Month.of(day)) for day in sorted(days)[1:]],  # the month that each gap ended in: no days
        "centre_days": round(drawn.centre_days, 1),
        "lower_days": round(drawn.lower_days, 1),
        "upper_days": round(drawn.upper_days, 1),
        "rules": [str(rule) for rule in drawn.rules],
        "provisional": drawn.provisional,
        "open_gap_days": drawn.open_gap_days,
    }
    return str(drawn.open_rule), _says(drawn), content


def _says(drawn: rare_events.GapChart) -> str:
    usual = f"usually about {drawn.centre_days:.0f} days lie between two."
    says = f"{drawn.open_gap_days} days since the last; {usual}"
    if drawn.open_rule is Rule.ABOVE_LIMITS:
        says += " Special cause: the quiet is longer than chance explains."
    elif drawn.rules[-1].side < 0:
        says += " Special cause: they came closer together than chance explains."
    return says + (" The limits are provisional." if drawn.provisional else "")
