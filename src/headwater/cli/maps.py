"""`headwater maps`: what stands out from chance on a released map, and near repeats, as rows."""

import click

from headwater.cli import audiences, screen
from headwater.governance.audit import clock
from headwater.insight.indicators import queries, registry
from headwater.insight.indicators.said import MapCell, NearBand, ReleasedMap
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.states import FigureState

KINDS = ("lsoa", "msoa", "grid")
MOST_LINES = 40  # on the screen; --json has every place


@click.group()
def commands() -> None:
    """Maps that were released: what stands out from chance, and near repeats."""


@commands.command()
@click.argument("key")
@click.option(
    "--kind", type=click.Choice(KINDS), default="grid", show_default=True, help="The kind of place."
)
@click.option("--public", is_flag=True, help="The map that everybody sees.")
@screen.AS_JSON
def show(key: str, *, kind: str, public: bool, as_json: bool) -> None:
    """The map of one indicator: the places that stand out first."""
    found = _map(key, kind, public=public)
    cells = sorted(found.cells, key=lambda cell: (cell.level == "as_elsewhere", -(cell.z or 0)))
    if as_json:
        screen.document([_place(cell, found) for cell in cells])
        return
    screen.say(f"{found.says} {found.period.words()}. {found.provenance.attribution}")
    for words in _of_years(found):
        screen.say(words)
    rows = [
        (cell.name, _spaced(cell.level), _spaced(cell.pattern), cell.n, cell.smoothed, cell.z, _p(cell.p))
        for cell in cells[:MOST_LINES]
    ]
    screen.table(
        ("Place", "From chance", "Over the years", "Counted", "Steadied rate", "z", "Adjusted p"), rows
    )


@commands.command(name="list")
@click.option("--public", is_flag=True, help="Only the maps that everybody sees.")
@screen.AS_JSON
def list_maps(*, public: bool, as_json: bool) -> None:
    """The indicators that have a map, and the kinds of place on it."""
    found = queries.mapped(audience=audiences.audience_of(public=public))
    if as_json:
        screen.document(found)
    else:
        screen.table(("Key", "Kinds of place"), [(key, ", ".join(kinds)) for key, kinds in found.items()])


@commands.command()
@click.argument("key")
@click.option(
    "--kind", type=click.Choice(KINDS), default="grid", show_default=True, help="The kind of place."
)
@click.option("--public", is_flag=True, help="The map that everybody sees.")
@screen.AS_JSON
def accuracy(key: str, *, kind: str, public: bool, as_json: bool) -> None:
    """How well the places of one year told the next, each year by the one before it."""
    found = _map(key, kind, public=public)
    forecasts = found.history.forecasts if found.history else ()
    if not forecasts:
        raise NotFound(f"There are no two years of {key} by {kind}, so that none could be told from another.")
    rows = [
        {
            "year": each.year.start,
            "hit_rate": each.hit_rate,
            "pai": each.pai,
            "pei": each.pei,
            "rri": each.rri,
        }
        for each in forecasts
    ]
    if as_json:
        screen.document(rows)
        return
    screen.say(found.history.forecast_says if found.history else "")
    screen.table(("Year from", "Held", "PAI", "PEI", "RRI"), [tuple(row.values()) for row in rows])


@commands.command(name="near-repeats")
@click.argument("key")
@screen.AS_JSON
def near_repeats(key: str, *, as_json: bool) -> None:
    """After one event, do others follow nearby and soon? For partners."""
    registry.get_indicator(key)
    found = queries.near_repeat(key, audience=Audience.PARTNER, on=clock.today())
    if not found:
        raise NotFound(f"No near repeats have been released of {key}.")
    if as_json:
        rows = [{"kind": each.of, "says": each.says, **_band(band)} for each in found for band in each.bands]
        screen.document(rows)
        return
    for each in found:
        screen.say(each.says)
        bands = [_band(band) | {"p_adjusted": _p(band.p)} for band in each.bands]
        screen.table([name.replace("_", " ") for name in bands[0]], [tuple(band.values()) for band in bands])


def _map(key: str, kind: str, *, public: bool) -> ReleasedMap:
    registry.get_indicator(key)
    audience = audiences.audience_of(public=public)
    if kind not in queries.mapped(audience=audience).get(key, ()):
        raise NotFound(f"There is no map of {key} by {kind}. `headwater maps list` shows those there are.")
    return queries.violence_map(key, audience=audience, on=clock.today(), kind=kind)


def _of_years(found: ReleasedMap) -> list[str]:
    history = found.history
    told = (history.pattern_says, history.change_says, history.forecast_says) if history else ()
    return [words for words in told if words]


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def _p(p: float | None) -> str:
    return "-" if p is None else f"{p:.3f}"


def _place(cell: MapCell, found: ReleasedMap) -> dict[str, object]:
    return {
        "code": cell.code,
        "name": cell.name,
        "level": cell.level,
        "n": cell.n,
        "value": cell.value,
        "z": cell.z,
        "p_adjusted": cell.p,
        "densest": cell.densest,
        "pattern": cell.pattern,
        "steadied": cell.smoothed,
        "kept": cell.kept,
        "indicator": found.indicator,
        "period": found.period.start,
        "source": found.provenance.attribution,
        "extracted_on": found.provenance.extracted_on,
    }


def _band(band: NearBand) -> dict[str, object]:
    hidden = band.figure.state is FigureState.SUPPRESSED
    return {
        "from_m": band.from_m,
        "to_m": band.to_m,
        "from_day": band.from_day,
        "to_day": band.to_day,
        "times_chance": band.figure.value,
        "pairs": None if hidden else band.figure.n,
        "p_adjusted": band.p,
        "status": band.figure.state.value,
    }
