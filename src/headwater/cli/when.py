"""`headwater when`: when in the week and in what kinds of place events happen, as rows. For partners."""

import click

from headwater.cli import screen
from headwater.governance.audit import clock
from headwater.insight.indicators import hours_and_places, registry
from headwater.insight.indicators.time_of_week import DAYS
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.states import FigureState


@click.group()
def commands() -> None:
    """When in the week, and in what kinds of place, violence happens."""


@commands.command()
@click.argument("key")
@screen.AS_JSON
def week(key: str, *, as_json: bool) -> None:
    """Blocks of four hours of one indicator, those with most first."""
    registry.get_indicator(key)
    found = hours_and_places.time_of_the_week(key, on=clock.today())
    rows = [
        {
            "day": DAYS[each.block.day],
            "hours": each.block.hours,
            "n": _n(each.figure),
            "times_even": each.times,
            "p_adjusted": each.p,
            "reading": each.level,
            "status": each.figure.state.value,
        }
        for each in found.blocks
    ]
    if as_json:
        screen.document(rows)
        return
    screen.say(" ".join(found.says))
    ordered = sorted(rows, key=lambda row: -float(str(row["times_even"] or 0)))
    screen.table(
        ("Day", "Hours", "Counted", "Times even", "Adjusted p", "Reading", "Status"),
        [tuple(row.values()) for row in ordered],
    )


@commands.command()
@click.argument("key")
@screen.AS_JSON
def places(key: str, *, as_json: bool) -> None:
    """Kinds of place of one indicator, those with most first."""
    registry.get_indicator(key)
    found = hours_and_places.place_types(key, on=clock.today())
    rows = [
        {
            "kind": each.words,
            "n": _n(each.figure),
            "share": each.share,
            "before": _n(each.before) if each.before else None,
            "status": each.figure.state.value,
        }
        for each in found.rows
    ]
    if as_json:
        screen.document(rows)
        return
    screen.say(f"{found.says} {found.period.words()}.")
    screen.table(
        ("Kind of place", "Counted", "Share %", "Year before", "Status"),
        [tuple(row.values()) for row in rows],
    )


def _n(figure: ReleasedFigure) -> float | None:
    return None if figure.state is FigureState.SUPPRESSED else figure.n
