"""`headwater indicators`: the figures that were released, as long rows, through the door that pages use."""

import click

from headwater.cli import audiences, screen
from headwater.governance.audit import clock
from headwater.insight.indicators import queries, registry
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedSeries
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain


@click.group()
def commands() -> None:
    """The figures that were released."""


@commands.command(name="list")
@screen.AS_JSON
def list_indicators(*, as_json: bool) -> None:
    """Every indicator, and the lengths of period for which figures stand."""
    rows = []
    for each in registry.indicators().values():
        grains = {offer.grain.value for offer in queries.offers(each.key, audience=Audience.PARTNER)}
        rows.append((each.key, each.title, each.of.contract, ", ".join(sorted(grains)) or "nothing yet"))
    if as_json:
        names = ("key", "title", "source", "released")
        screen.document([dict(zip(names, row, strict=True)) for row in rows])
    else:
        screen.table(("Key", "Title", "Source", "Released by"), rows)


@commands.command()
@click.argument("key")
@click.option("--area", metavar="CODE", help="The area; without it the whole partnership.")
@click.option("--grain", type=click.Choice([grain.value for grain in Grain]), help="The length of period.")
@click.option("--breakdown", default="", help="Such as age, sex or ethnicity.")
@audiences.PUBLIC
@screen.AS_JSON
def show(
    key: str, *, area: str | None, grain: str | None, breakdown: str, public: bool, as_json: bool
) -> None:
    """One indicator in one area: its verdict and its series."""
    registry.get_indicator(key)
    audience = audiences.audience_of(public=public)
    code = area or _opening_area(key, audience)
    found = release.all_series(
        key,
        [code],
        grain=Grain(grain) if grain else _finest(key, breakdown, audience),
        audience=audience,
        on=clock.today(),
        breakdown=breakdown,
    )
    if not found:
        raise NotFound(f"Nothing has been released of {key} for {code} and this length of period.")
    if as_json:
        screen.document([row for series in found for row in long_rows(series)])
        return
    for series in found:
        _show(series)
    _say_verdict(key, code, audience)


def long_rows(series: ReleasedSeries) -> list[dict[str, object]]:
    """One row a period, as the API gives them."""
    return [
        {
            "area": each.area_code,
            "period": each.period.start,
            "indicator": each.indicator,
            "dimension": each.category,
            "value": each.value,
            "n": each.n,
            "lower": each.lower,
            "upper": each.upper,
            "status": each.state.value,
            "source": each.provenance.attribution,
            "extracted_on": each.provenance.extracted_on,
        }
        for each in series
    ]


def _show(series: ReleasedSeries) -> None:
    rows = [
        (each.period.words(), each.state.value, *map(_rounded, (each.n, each.value, each.lower, each.upper)))
        for each in series
    ]
    title = f"{series.indicator} in {series.area_name}: {series.category}"
    screen.table(("Period", "State", "Count", "Value", "Lower", "Upper"), rows, title=title)
    screen.say(f"{series.provenance.attribution} {series.provenance.policy_words}")


def _say_verdict(key: str, code: str, audience: Audience) -> None:
    try:
        screen.say(queries.verdict(key, code, audience=audience, on=clock.today()).says)
    except NotFound:
        screen.say("No verdict is given for this indicator and area.")


def _rounded(number: float | None) -> str:
    return "-" if number is None else f"{number:,.2f}".rstrip("0").rstrip(".")


def _finest(key: str, breakdown: str, audience: Audience) -> Grain:
    offers = [each for each in queries.offers(key, audience=audience) if each.breakdown == breakdown]
    if not offers:
        raise NotFound(f"Nothing has been released of {key} yet.")
    return offers[0].grain


def _opening_area(key: str, audience: Audience) -> str:
    found = queries.opening_area(key, audience=audience)
    if found is None:
        raise NotFound("No areas were loaded yet. Load boundaries and lookups, or name an --area.")
    return found.code
