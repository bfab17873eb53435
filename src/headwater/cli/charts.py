"""`headwater charts`: what the months of a series say, and which weeks were unusual, in the words of the pages."""

import click

from headwater.cli import audiences, screen
from headwater.governance.audit import clock
from headwater.insight.indicators import charting, queries, registry
from headwater.insight.indicators.said import ReleasedChart, ReleasedWeeks
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Month


@click.group()
def commands() -> None:
    """What charts of released figures say."""


@commands.command()
@click.argument("key")
@click.option("--area", metavar="CODE", help="The area; without it the whole partnership.")
@click.option("--target", type=click.FloatRange(0, 1e9), help="Would it meet a target of so many a month?")
@audiences.PUBLIC
@screen.AS_JSON
def show(key: str, *, area: str | None, target: float | None, public: bool, as_json: bool) -> None:
    """The months of one indicator and area: is the newest more than chance?"""
    registry.get_indicator(key)
    audience = audiences.audience_of(public=public)
    opening = queries.opening_area(key, audience=audience)
    code = area or (opening.code if opening else "")
    read = queries.chart(key, code, audience=audience, on=clock.today())
    says = {"says": read.says, **_beside(read, target)}
    if as_json:
        screen.document({"indicator": key, "area": code, **says, "months": _months(read)})
        return
    for sentence in says.values():
        screen.say(sentence)
    rows = [tuple("-" if cell is None else cell for cell in month.values()) for month in _months(read)]
    screen.table([name.capitalize() for name in _months(read)[0]], rows, title=read.series.area_name)


@commands.command()
@click.argument("key")
@screen.AS_JSON
def weeks(key: str, *, as_json: bool) -> None:
    """Which of the newest weeks were unusual? For partners."""
    registry.get_indicator(key)
    found = charting.unusual_weeks(key, audience=Audience.PARTNER, on=clock.today())
    if not found:
        raise NotFound(f"No weeks have been released of {key}.")
    if as_json:
        screen.document([_facts(each) | {"weeks": _weeks(each)} for each in found])
        return
    for each in found:
        screen.say(each.says)
        screen.say(each.false_alarms)
        rows = [tuple("-" if cell is None else cell for cell in week.values()) for week in _weeks(each)]
        screen.table(
            ("Week from", "State", "Count", "Expected", "Bound", "Unusual"), rows, title=each.area_name
        )


def _beside(read: ReleasedChart, target: float | None) -> dict[str, str]:
    """What else is said of the months, where there is anything."""
    said = {
        "level": read.level.says if read.level else "",
        "jumps": read.moving.says if read.moving else "",
        "target": charting.against(read, target).says if target is not None else "",
    }
    return {name: sentence for name, sentence in said.items() if sentence}


def _months(read: ReleasedChart) -> list[dict[str, object]]:
    return [
        {
            "month": str(Month.of(figure.period.start)),
            "state": figure.state.value,
            "count": figure.n,
            "mean": read.mean[at] if read.is_charted else None,
            "lower": read.lower[at] if read.is_charted else None,
            "upper": read.upper[at] if read.is_charted else None,
            "rule": read.rules[at] if read.is_charted else None,
        }
        for at, figure in enumerate(read.series)
    ]


def _facts(found: ReleasedWeeks) -> dict[str, object]:
    return {
        "indicator": found.indicator,
        "area": found.area_code,
        "method": found.method,
        "says": found.says,
        "false_alarms": found.false_alarms,
        "hidden": found.hidden,
    }


def _weeks(found: ReleasedWeeks) -> list[dict[str, object]]:
    return [
        {
            "week": each.figure.period.start,
            "state": each.figure.state.value,
            "count": each.figure.n,
            "expected": each.expected,
            "bound": each.bound,
            "unusual": each.is_unusual,
        }
        for each in found.weeks
    ]
