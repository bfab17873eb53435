"""From the returns of providers to drafts: one kind of count or of money, an intervention beside an intervention, quarter by quarter.

Kinds of count are never added to each other, nor are interventions. Of different people and of reach not even places of one
intervention are: somebody may be in several.
"""

import hashlib
from collections import defaultdict
from typing import Any

import numpy as np
from django.utils.text import slugify

from headwater.insight.indicators.compute import Table, origin
from headwater.insight.indicators.language import Indicator, Returned
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Cell, Draft, Place
from headwater.insight.release.memory import WHOLE, first_day
from headwater.vocabulary.periods import Month

KIND = "intervention"
MONTHS_IN_QUARTER = 3
LONGEST, KEPT, HASHED = (
    19,
    12,
    6,
)  # characters of a part of a code; of what is longer, so many and so many of its hash
EVERYBODY = {"age_band": "All", "sex": "All", "ethnicity": "All"}


def code_of(provider: str, intervention: str) -> str:
    """What an intervention of a provider is known by among released figures.

    >>> code_of("Second Chapter", "Custody navigators")
    'second-chapter:custody-navigators'
    """
    return f"{provider_code(provider)}:{_short(intervention)}"


def provider_code(provider: str) -> str:
    """The part of such codes that a provider's interventions share."""
    return _short(provider)


def compute(indicator: Indicator, tables: Tables) -> list[Table]:
    """The table of a kind of count. Empty where no return has landed."""
    of = indicator.of
    assert isinstance(of, Returned)
    if not tables.has(of.table):
        return []
    rows = [row for row in _rows(of, tables) if row["n"] is not None]
    if not rows:
        return []
    return [Table(cut, _draft(indicator, of, rows, tables)) for cut in indicator.cuts]


def _rows(of: Returned, tables: Tables) -> list[dict[str, Any]]:
    table = tables.get(of.table)
    whole = table.filter([table[column] == value for column, value in EVERYBODY.items()])
    found = whole.select("provider", "intervention", "quarter", n=whole[of.column].cast("float64"))
    rows: list[dict[str, Any]] = found.to_pyarrow().to_pylist()
    return rows


def _draft(indicator: Indicator, of: Returned, rows: list[dict[str, Any]], tables: Tables) -> Draft:
    names = {code_of(row["provider"], row["intervention"]): row["intervention"] for row in rows}
    places = tuple(Place(code, names[code], KIND) for code in sorted(names))
    at_place = {place.code: at for at, place in enumerate(places)}
    quarters = sorted({Month.of(row["quarter"]).index for row in rows})
    starts = range(quarters[0], quarters[-1] + 1, MONTHS_IN_QUARTER)
    at_start = {start: at for at, start in enumerate(starts)}
    cells: dict[tuple[int, int], list[float]] = defaultdict(list)
    for row in rows:
        place = at_place[code_of(row["provider"], row["intervention"])]
        cells[place, at_start[Month.of(row["quarter"]).index]].append(row["n"])
    counts = np.full((len(places), 1, len(starts)), np.nan)
    states = np.full(counts.shape, Cell.NOT_COLLECTED, dtype=np.int8)
    for (place, start), found in cells.items():
        adds_up = of.adds or len(found) == 1
        states[place, 0, start] = Cell.VALUE if adds_up else Cell.NOT_APPLICABLE
        counts[place, 0, start] = sum(found) if adds_up else np.nan
    [cut] = indicator.cuts
    return Draft(
        indicator=indicator.key,
        version=indicator.version,
        policy=indicator.policy,
        grain=cut.grain,
        breakdown="",
        places=places,
        categories=(WHOLE,),
        periods=tuple(map(first_day, starts)),
        counts=np.full_like(counts, np.nan) if of.is_money else counts,
        scores=counts if of.is_money else None,  # pounds count nobody
        states=states,
        origin=origin(indicator, tables, located_share=None),
        method=indicator.method,
        by_chance=False,
        per=1.0,
    )


def _short(text: str) -> str:
    slug = slugify(text)
    if len(slug) <= LONGEST:
        return slug
    return f"{slug[:KEPT]}-{hashlib.sha256(slug.encode()).hexdigest()[:HASHED]}"
