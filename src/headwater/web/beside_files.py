"""Areas side by side, and the ladder of deprivation, as files: figures with the readings that were made of them."""

import csv
import io
from collections.abc import Iterable, Sequence

from headwater.insight.indicators.said_of_areas import Gap, ReleasedComparison, ReleasedGradient
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.estimates import Estimate
from headwater.web.cells import safe_cell

FIGURE = ("area_code", "area", "period_start", "period_end", "indicator")
COMPARED = (
    *FIGURE, "value", "n", "lower", "upper", "status", "position", "ratio_to_others", "ratio_lower", "ratio_upper", "source",
)  # fmt: skip
LADDER = (*FIGURE, "measure", "value", "n", "lower", "upper", "people", "source")


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


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
