"""Released series and tables made by hand, for tests of areas and groups beside one another."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import Provenance, ReleasedFigure, ReleasedSeries, ReleasedTable
from headwater.statistics import intervals
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

AREA = "E23900001"
FIFTHS = ("most_deprived", "second", "third", "fourth", "least_deprived")
STREET = "police_street_violence"


def provenance(indicator: str) -> Provenance:
    return Provenance(
        release=UUID(int=1),
        indicator=indicator,
        indicator_version=1,
        sources=("police_street",),
        attribution="Made up for a test.",
        extracted_on=date(2026, 1, 5),
        audience=Audience.PUBLIC,
        policy="already-public",
        policy_words="",
        policy_hash="0" * 64,
        made_from="0" * 64,
        code_version="1",
        located_share=None,
        notes=(),
    )


def series(
    counts: Sequence[float | None],
    *,
    people: float | None = 10_000.0,
    category: str = "all",
    breakdown: str = "",
    indicator: str = STREET,
    area: tuple[str, str, str] = (AREA, "Testshire", "pfa"),
    **facts: object,
) -> ReleasedSeries:
    """One area's years from April 2022; None is hidden."""
    shown = [n is not None for n in counts]
    limits = [intervals.poisson_limits(n) if n is not None and people else None for n in counts]
    scale = 100_000 / people if people else 0.0
    given: dict[str, object] = {
        "indicator": indicator,
        "area_code": area[0],
        "area_name": area[1],
        "area_kind": area[2],
        "category": category,
        "breakdown": breakdown,
        "grain": Grain.YEAR,
        "method": Method.RATE,
        "per": 100_000.0,
        "starts": tuple(date(2022 + at, 4, 1) for at in range(len(counts))),
        "states": tuple(FigureState.VALUE if s else FigureState.SUPPRESSED for s in shown),
        "values": tuple(None if n is None or not people else n * scale for n in counts),
        "n": tuple(counts),
        "lower": tuple(None if e is None else float(e.lower) * scale for e in limits),
        "upper": tuple(None if e is None else float(e.upper) * scale for e in limits),
        "least": (None,) * len(counts),
        "greatest": (None,) * len(counts),
        "people": (people,) * len(counts),
        "provenance": provenance(indicator),
    }
    return ReleasedSeries(**{**given, **facts})  # type: ignore[arg-type]


def by_fifth(
    *years: Sequence[float | None], people: Sequence[float] = (10_000.0,) * 5, indicator: str = STREET
) -> list[ReleasedSeries]:
    """An area by fifth of deprivation, most deprived first, one row a year."""
    columns = list(zip(*years, strict=True))
    whole = [None if None in year else sum(n or 0 for n in year) for year in years]
    found = [series(whole, people=sum(people), breakdown="deprivation", indicator=indicator)]
    for key, column, number in zip(FIFTHS, columns, people, strict=True):
        found.append(
            series(column, people=number, category=key, breakdown="deprivation", indicator=indicator)
        )
    return found


def by_group(
    counts: Mapping[str, float | None],
    people: Mapping[str, float],
    *,
    breakdown: str,
    indicator: str = "serious_violence",
    area: tuple[str, str, str] = (AREA, "Testshire", "pfa"),
) -> list[ReleasedSeries]:
    """One year of an area by groups, after everybody."""
    told = [n for n in counts.values() if n is not None]
    facts: dict[str, object] = {"breakdown": breakdown, "indicator": indicator, "area": area}
    whole = series([float(sum(told))], people=sum(people.values()), **facts)  # type: ignore[arg-type]
    groups = [
        series([n], people=people.get(key), category=key, **facts)  # type: ignore[arg-type]
        for key, n in counts.items()
    ]
    return [whole, *groups]


def table(
    counts: Mapping[str, float | None], *, people: Sequence[float] | float = 10_000.0, kind: str = "ltla"
) -> ReleasedTable:
    """One year of areas by name."""
    many = [people] * len(counts) if isinstance(people, float | int) else list(people)
    rows: list[ReleasedFigure] = []
    for at, ((name, n), number) in enumerate(zip(counts.items(), many, strict=True)):
        rows.append(series([n], people=number, area=(f"E0700{at:04}", name, kind)).figure())
    return ReleasedTable(STREET, Grain.YEAR, rows[0].period, tuple(rows), rows[0].provenance)
