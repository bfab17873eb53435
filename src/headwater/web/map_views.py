"""The maps that a view names, and those that the years and the people of an area add: places that stay, come, go and
come back, and rates that few people do not throw about.
"""

from headwater.governance.audit import clock
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import MapCell, ReleasedMap
from headwater.insight.indicators.said_of_years import PATTERNS
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.web import figures, map_sheets
from headwater.web.map_sheets import NOT_DRAWN, SNAPPED, Mark, Sheet, count_of, facts_of

DENSITY, STANDS_OUT, OVER_YEARS, STEADIED = "density", "stands-out-", "over-years-", "steadied-"
ORDER = {key: at for at, key in enumerate(PATTERNS)}
NO_PATTERN = "none"
HOW_YEARS = (
    "Each year is tested by itself, as on the map of what stands out. In most years is four in five or more; newly is in the last "
    "year and none before; before and no longer is in some year but not the last."
)
HOW_STEADIED = (
    "In a place with few people one event more or less moves the rate a lot. Each rate is therefore drawn toward that of the whole "
    "map, by as much as chance accounts for (empirical Bayes, Marshall 1991). It ranks places better than the plain rate; it "
    "is not what was recorded."
)


def of_view(indicator: Indicator, view: str, offer: figures.Offer, audience: Audience) -> Sheet:
    """The map that a view names, through the doors of release."""
    today = clock.today()
    for prefix, make in (
        (STANDS_OUT, map_sheets.standing_out_of),
        (OVER_YEARS, over_years),
        (STEADIED, steadied),
    ):
        if view.startswith(prefix):
            kind = view.removeprefix(prefix)
            return make(
                indicator, indicators.violence_map(indicator.key, audience=audience, on=today, kind=kind)
            )
    if view == DENSITY:
        found = indicators.violence_map(indicator.key, audience=audience, on=today, kind="grid")
        return map_sheets.densest(indicator, found)
    grain = offer.grains(view)[0]
    table = release.table(indicator.key, view, grain=grain, audience=audience, on=today)
    return map_sheets.shaded(indicator, list(table.rows), view)


def over_years(indicator: Indicator, found: ReleasedMap) -> Sheet:
    """Places by the years in which they stood out. Without enough years there are no marks, and the first line says so."""
    history = found.history
    squares = found.kind.startswith("grid")
    told = history is not None and history.patterns is not None
    cells = sorted(
        (cell for cell in found.cells if told), key=lambda cell: (ORDER[cell.pattern], -(cell.z or 0))
    )
    if squares:
        cells = [cell for cell in cells if cell.pattern != NO_PATTERN]
    used = [key for key in PATTERNS if any(cell.pattern == key for cell in cells)]
    return Sheet(
        kind=f"{OVER_YEARS}{_short(found)}",
        title=f"{indicator.plain_title}: what stands out over the years",
        period=found.period,
        provenance=found.provenance,
        headings=("Counted in the last year",),
        legend=(*((_look(key), PATTERNS[key]) for key in used if key != NO_PATTERN), _rest(squares)),
        says=(
            history.pattern_says if history else "",
            HOW_YEARS,
            *map_sheets.of_hidden(found),
            *([SNAPPED] if squares else map_sheets.of_points(indicator)),
        ),
        marks=tuple(_pattern_mark(cell) for cell in cells),
        history=history,
    )


def _rest(squares: bool) -> tuple[str, str]:
    return NOT_DRAWN if squares else ("as_elsewhere", PATTERNS[NO_PATTERN])


def _look(pattern: str) -> str:
    return "as_elsewhere" if pattern == NO_PATTERN else pattern


def _pattern_mark(cell: MapCell) -> Mark:
    words = PATTERNS[cell.pattern]
    return Mark(cell.code, cell.name, _look(cell.pattern), words, (count_of(cell),), facts_of(cell))


def steadied(indicator: Indicator, found: ReleasedMap) -> Sheet:
    """Areas in four steps of their rates, each drawn toward the map's by as much as chance accounts for."""
    cells = sorted(
        (cell for cell in found.cells if cell.smoothed is not None), key=lambda cell: -(cell.smoothed or 0)
    )
    values = sorted(cell.smoothed or 0.0 for cell in cells)
    steps = {value: map_sheets.step(values.index(value), len(values)) for value in values}
    return Sheet(
        kind=f"{STEADIED}{_short(found)}",
        title=f"{indicator.plain_title}: steadied rates {indicator.unit}",
        period=found.period,
        provenance=found.provenance,
        headings=("Steadied rate", "Plain rate", "Counted", "Own rate kept"),
        legend=tuple((str(at), words) for at, words in enumerate(map_sheets.STEP_WORDS)),
        says=(_pulled(cells), HOW_STEADIED, *map_sheets.of_hidden(found), *map_sheets.of_points(indicator)),
        marks=tuple(_steadied_mark(cell, steps[cell.smoothed or 0.0]) for cell in cells),
    )


def _pulled(cells: list[MapCell]) -> str:
    if not cells:
        return "There are no rates here to steady."
    kept = sorted(cell.kept or 0.0 for cell in cells)
    middle = kept[len(kept) // 2]
    if not middle:
        return "Chance alone accounts for how these rates differ, so that every place has the rate of the whole map."
    return f"Half of the places keep {100 * middle:.0f}% or more of their own rate; the rest of it is that of the whole map."


def _steadied_mark(cell: MapCell, step: int) -> Mark:
    kept = f"{100 * (cell.kept or 0):.0f}%"
    plain = "" if cell.value is None or cell.n is None else f"{cell.value:,.1f}"
    cells = (f"{cell.smoothed or 0:,.1f}", plain, count_of(cell), kept)
    return Mark(cell.code, cell.name, str(step), map_sheets.STEP_WORDS[step], cells, facts_of(cell))


def _short(found: ReleasedMap) -> str:
    return found.kind.split("_", maxsplit=1)[0]
