"""`headwater areas`: areas side by side and the gap along the ladder of deprivation, through the door that pages use."""

from collections.abc import Iterable, Sequence

import click

from headwater.cli import audiences, screen
from headwater.governance.audit import clock
from headwater.insight.indicators import comparison, disparities, gradient, queries, standardised
from headwater.insight.indicators.comparison_words import WORDS
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.estimates import Estimate

AREA = click.option("--area", metavar="CODE", help="The area; without it the whole partnership.")


@click.group()
def commands() -> None:
    """Areas side by side, and how unequal they are."""


@commands.command()
@click.argument("key")
@click.option(
    "--kind", type=click.Choice(comparison.KINDS), default="ltla", show_default=True, help="The kind of area."
)
@audiences.PUBLIC
@screen.AS_JSON
def compare(key: str, *, kind: str, public: bool, as_json: bool) -> None:
    """One indicator by areas of a kind, each set against chance. By name: there is no league table."""
    found = comparison.comparison(key, kind, audience=audiences.audience_of(public=public), on=clock.today())
    rows = [
        (f.area_code, f.area_name, f.value, f.n, WORDS[each.position], *_limits(each.ratio))
        for each in found.areas
        for f in (each.figure,)
    ]
    if as_json:
        names = ("area", "name", "value", "n", "position", "ratio_to_others", "ratio_lower", "ratio_upper")
        screen.document({"says": [found.headline, *found.says], "areas": _named(names, rows)})
        return
    headings = ("Area", "Name", "Rate", "Counted", "Set against chance", "Times the others", "Lower", "Upper")
    screen.table(headings, _screen(rows), title=f"{key}, {found.period.words()}")
    _say(found.headline, *found.says, found.provenance.attribution)


@commands.command()
@click.argument("key")
@AREA
@audiences.PUBLIC
@screen.AS_JSON
def inequality(key: str, *, area: str | None, public: bool, as_json: bool) -> None:
    """The gap between the most and the least deprived neighbourhoods, year by year."""
    code = area or _whole()
    found = gradient.gradient(key, code, audience=audiences.audience_of(public=public), on=clock.today())
    rows = [
        (each.period.words(), name, *_limits(estimate))
        for each in found.gaps
        for name, estimate in (
            ("most to least deprived", each.ends),
            ("relative index", each.relative),
            ("slope index", each.slope),
            ("attributable fraction", each.attributable),
        )
    ]
    if as_json:
        names = ("period", "measure", "value", "lower", "upper")
        screen.document({"says": [found.headline, *found.says], "gaps": _named(names, rows)})
        return
    screen.table(
        ("Year", "Measure", "Value", "Lower", "Upper"), _screen(rows), title=f"{key} in {found.area_name}"
    )
    _say(found.headline, *found.says, found.provenance.attribution)


@commands.command()
@click.argument("key")
@AREA
@audiences.PUBLIC
@screen.AS_JSON
def groups(key: str, *, area: str | None, public: bool, as_json: bool) -> None:
    """Ethnic groups beside the largest, with what the records of no known group could make of each ratio."""
    found = disparities.disparities(
        key, area or _whole(), audience=audiences.audience_of(public=public), on=clock.today()
    )
    rows = [
        (each.title, each.recorded.value, each.least.lower, each.most.upper, each.says)
        for each in found.groups
    ]
    if as_json:
        names = ("group", "recorded", "least", "most", "holds")
        screen.document({"says": found.says, "groups": _named(names, rows)})
        return
    headings = ("Group", f"Times {found.reference}", "At least", "At most", "What holds")
    screen.table(headings, _screen(rows), title=f"{key} in {found.area_name}, {found.period.words()}")
    _say(found.says, found.provenance.attribution)


@commands.command(name="by-age")
@click.argument("key")
@click.argument("area")
@audiences.PUBLIC
@screen.AS_JSON
def by_age(key: str, area: str, *, public: bool, as_json: bool) -> None:
    """One area's rate as it would be if its people had the ages of the standard population."""
    found = standardised.standardised(
        key, area, audience=audiences.audience_of(public=public), on=clock.today()
    )
    rows = [
        (name, *_limits(estimate))
        for name, estimate in (
            ("rate", found.rate),
            ("rate of the partnership", found.rate_of_all),
            ("ratio", found.ratio),
        )
    ]
    if as_json:
        screen.document({"says": found.says, "rates": _named(("measure", "value", "lower", "upper"), rows)})
        return
    screen.table(
        ("Measure", "Value", "Lower", "Upper"), _screen(rows), title=f"{key}, {found.period.words()}"
    )
    _say(found.says, found.provenance.attribution)


def _whole() -> str:
    found = queries.top_area()
    if found is None:
        raise NotFound("No areas were loaded yet. Load boundaries and lookups, or name an --area.")
    return found.code


def _limits(found: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if found is None:
        return None, None, None
    return round(found.value, 3), round(found.lower, 3), round(found.upper, 3)


def _named(names: Sequence[str], rows: Iterable[Sequence[object]]) -> list[dict[str, object]]:
    return [dict(zip(names, row, strict=True)) for row in rows]


def _screen(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    """Ratios with the two places that they need."""
    return [[f"{cell:,.2f}" if isinstance(cell, float) else cell for cell in row] for row in rows]


def _say(*sentences: str) -> None:
    for sentence in sentences:
        screen.say(sentence)
