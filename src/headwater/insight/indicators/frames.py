"""Released figures as pandas data frames, for notebooks: long rows, the same columns as the API."""

from collections.abc import Iterable

import pandas as pd

from headwater.insight.release.released import ReleasedFigure, ReleasedSeries, ReleasedTable

COLUMNS = (
    "area", "period_start", "period_end", "indicator", "dimension", "value", "n", "lower", "upper", "status",
    "source", "extracted_on",
)  # fmt: skip


def to_frame(released: ReleasedSeries | ReleasedTable | Iterable[ReleasedFigure]) -> pd.DataFrame:
    """One row a figure. A missing value is missing; `status` says why."""
    figures = released.rows if isinstance(released, ReleasedTable) else released
    return pd.DataFrame([_row(figure) for figure in figures], columns=list(COLUMNS))


def _row(figure: ReleasedFigure) -> tuple[object, ...]:
    origin = figure.provenance
    return (
        figure.area_code, figure.period.start, figure.period.end, figure.indicator, figure.category,
        figure.value, figure.n, figure.lower, figure.upper, figure.state.value, ", ".join(origin.sources),
        origin.extracted_on,
    )  # fmt: skip
