"""Areas side by side, and the ladder of deprivation, as files: figures with the readings that were made of them."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse

from headwater.insight.indicators.said_of_areas import Gap, ReleasedComparison, ReleasedGradient
from headwater.insight.release.released import Provenance, ReleasedFigure
from headwater.vocabulary.cells import safe_cell
from headwater.vocabulary.estimates import Estimate
from headwater.web import downloads

Meanings = dict[str, tuple[str, str]]  # of each column: its kind and what it says
_FIGURE: Meanings = {
    name: downloads.COLUMNS[name] for name in ("area_code", "area", "period_start", "period_end", "indicator")
}
_VALUES: Meanings = {name: downloads.COLUMNS[name] for name in ("value", "n", "lower", "upper")}
_SOURCE: Meanings = {"source": downloads.COLUMNS["source"]}
COMPARED: Meanings = {
    **_FIGURE,
    **_VALUES,
    "status": downloads.COLUMNS["status"],
    "position": (
        "string",
        "Where the area lies about what chance would do: within, above, far_above, below, far_below",
    ),
    "ratio_to_others": ("number", "Its rate over that of the other areas together"),
    "ratio_lower": ("number", "Lower limit of that ratio (95%)"),
    "ratio_upper": ("number", "Upper limit of that ratio (95%)"),
    **_SOURCE,
}
LADDER: Meanings = {
    **_FIGURE,
    "measure": (
        "string",
        "A fifth of the neighbourhoods, the most deprived first, or an index of inequality",
    ),
    **_VALUES,
    "people": ("number", "People who live in the fifth"),
    **_SOURCE,
}


@dataclass(frozen=True)
class Table:
    """What a file holds, made only if it is asked for."""

    title: str
    origin: Provenance
    meanings: Meanings
    csv: Callable[[], bytes]


def table(request: HttpRequest, kind: str, name: str, content: Table) -> HttpResponse:
    """A table as a file that says where its description is, or that description (CSV on the Web)."""
    if kind == "json":
        description = downloads.metadata(f"{name}.csv", content.title, content.origin, content.meanings)
        return downloads.attached(description, downloads.DESCRIBED, name)
    address = request.get_full_path().replace("table.csv", "table.json", 1)
    return downloads.described(downloads.attached(content.csv(), kind, name), at=address)


def comparison_table(found: ReleasedComparison, title: str) -> Table:
    return Table(title, found.provenance, COMPARED, partial(comparison_csv, found))


def gradient_table(found: ReleasedGradient, title: str) -> Table:
    return Table(title, found.provenance, LADDER, partial(gradient_csv, found))


def comparison_csv(found: ReleasedComparison) -> bytes:
    """One row an area, by name."""
    rows = (
        (
            *_figure(each.figure),
            each.figure.value,
            each.figure.n,
            each.figure.lower,
            each.figure.upper,
            each.figure.state.value,
            str(each.position),
            *_limits(each.ratio),
            found.provenance.attribution,
        )
        for each in found.areas
    )
    return _csv(COMPARED, rows)


def gradient_csv(found: ReleasedGradient) -> bytes:
    """For each year a row a fifth, then a row an index."""
    source = found.provenance.attribution
    rows = [(*row, source) for gap in found.gaps for row in (*_fifths(gap), *_indices(gap))]
    return _csv(LADDER, rows)


def _fifths(gap: Gap) -> list[tuple[object, ...]]:
    return [
        (*_figure(f), each.key, f.value, f.n, f.lower, f.upper, f.people)
        for each in gap.fifths
        for f in (each.figure,)
    ]


def _indices(gap: Gap) -> list[tuple[object, ...]]:
    measures = {
        "most_to_least_deprived_ratio": gap.ends,
        "relative_index_of_inequality": gap.relative,
        "slope_index_of_inequality": gap.slope,
        "attributable_fraction": gap.attributable,
    }
    where = _figure(gap.fifths[0].figure)
    rows = ((name, _limits(found)) for name, found in measures.items() if found is not None)
    return [(*where, name, value, None, lower, upper, None) for name, (value, lower, upper) in rows]


def _figure(figure: ReleasedFigure) -> tuple[object, ...]:
    return (
        figure.area_code,
        figure.area_name,
        figure.period.start,
        figure.period.end,
        figure.indicator,
    )


def _limits(found: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if found is None:
        return None, None, None
    return round(found.value, 4), round(found.lower, 4), round(found.upper, 4)


def _csv(columns: Iterable[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
