"""The check of a cell, as SQL: how raw text becomes a value, and what would be wrong with it.

Slow and obvious in `contracts.cells`, fast here; the two agree, and a test holds them to it. Raw cells are called `r__<column>`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from headwater.data.contracts.cells import FIRST_YEAR, SPACES
from headwater.data.contracts.language import Column, Contract, Kind
from headwater.data.ingest.outlines import IS_OUTLINE
from headwater.data.lake.sql import name, quoted
from headwater.places.grid_references import EAST_LIMIT_M, NORTH_LIMIT_M
from headwater.places.projection import LATITUDE_LIMITS, LONGITUDE_LIMITS

SQL_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.GEOMETRY: "VARCHAR",
    Kind.WHOLE: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.LONGITUDE: "DOUBLE",
    Kind.LATITUDE: "DOUBLE",
    Kind.DATE: "DATE",
    Kind.TIMESTAMP: "TIMESTAMP",
    Kind.MONTH: "DATE",
    Kind.YES_NO: "BOOLEAN",
}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_TIMES = ("", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S")
_UNREADABLE: Mapping[Kind, str] = {
    Kind.WHOLE: "not_a_number",
    Kind.NUMBER: "not_a_number",
    Kind.LONGITUDE: "not_a_number",
    Kind.LATITUDE: "not_a_number",
    Kind.DATE: "not_a_date",
    Kind.TIMESTAMP: "not_a_date",
    Kind.MONTH: "not_a_month",
    Kind.YES_NO: "not_a_yes_or_no",
}
_DEGREES: Mapping[Kind, int] = {Kind.LONGITUDE: 180, Kind.LATITUDE: 90}
_BRITAIN = (LONGITUDE_LIMITS, LATITUDE_LIMITS)
_GRID = ((0, EAST_LIMIT_M), (0, NORTH_LIMIT_M))


@dataclass(frozen=True)
class Test:
    """One way for a row to be wrong: true where `broken` is."""

    code: str
    column: str
    broken: str
    detail: str = ""
    across: bool = False  # of several columns: asked only of rows whose every cell can be read


def raw(column: Column) -> str:
    return name(f"r__{column.name}")


def stripped(cell: str) -> str:
    """The cell as `contracts.cells.stripped` leaves it; NULL where nothing is left.

    Nearly every cell begins and ends with a printed letter: only the others go the slow way.
    """
    printed = f"{cell}[1] BETWEEN '!' AND '~' AND {cell}[-1] BETWEEN '!' AND '~'"
    return f"CASE WHEN {printed} THEN {cell} ELSE nullif(trim({cell}, {quoted(SPACES)}), '') END"


def filled(cell: str) -> str:
    """The cell of a sheet known to have no spaces at the edges; NULL where it is empty."""
    return f"nullif({cell}, '')"


def value(column: Column) -> str:
    """The typed value; NULL where the cell is empty, marked or unreadable."""
    return _VALUES[column.kind](_unmarked(column))


def _unmarked(column: Column) -> str:
    if not any(_is_number(mark) for mark in column.marks):
        return raw(column)  # a mark in letters reads as no number anyway
    return f"CASE WHEN {marked(column)} THEN NULL ELSE {raw(column)} END"


def _is_number(mark: str) -> bool:
    try:
        float(mark)
    except ValueError:
        return False
    return True


def marked(column: Column) -> str:
    marks = ", ".join(quoted(mark) for mark in column.marks)
    return f"coalesce({raw(column)}, '') IN ({marks})" if column.marks else "false"


def mark_facts(column: Column) -> list[tuple[str, str]]:
    """Name and SQL of the columns that say what a mark means and what it bounds."""
    if not column.marks:
        return []
    marks = ", ".join(quoted(mark) for mark in column.marks)
    # one look-up in a list, because a CASE of ten marks in fifty columns asks the engine for its memory
    at = f"list_position([{marks}], coalesce({raw(column)}, ''))"
    meanings = ", ".join(quoted(each.mark.value) for each in column.marks.values())
    least = ", ".join(_bound(each.least) for each in column.marks.values())
    greatest = ", ".join(_bound(each.greatest) for each in column.marks.values())
    return [
        (f"{column.name}_mark", f"CAST(list_extract([{meanings}], {at}) AS VARCHAR)"),
        (f"{column.name}_least", f"CAST(list_extract([{least}], {at}) AS DOUBLE)"),
        (f"{column.name}_greatest", f"CAST(list_extract([{greatest}], {at}) AS DOUBLE)"),
    ]


def _bound(bound: float | None) -> str:
    return "NULL" if bound is None else f"CAST({float(bound)} AS DOUBLE)"


def _moment(cell: str, times: tuple[str, ...]) -> str:
    forms = ", ".join(quoted(day + time) for day in _DAYS for time in times)
    return f"try_strptime({cell}, [{forms}])"


_VALUES: Mapping[Kind, Callable[[str], str]] = {
    Kind.TEXT: lambda cell: cell,
    Kind.GEOMETRY: lambda cell: cell,
    Kind.WHOLE: lambda cell: f"TRY_CAST(TRY_CAST({cell} AS DOUBLE) AS BIGINT)",
    Kind.NUMBER: lambda cell: f"TRY_CAST({cell} AS DOUBLE)",
    Kind.LONGITUDE: lambda cell: f"TRY_CAST({cell} AS DOUBLE)",
    Kind.LATITUDE: lambda cell: f"TRY_CAST({cell} AS DOUBLE)",
    Kind.DATE: lambda cell: f"CAST({_moment(cell, ('',))} AS DATE)",
    Kind.TIMESTAMP: lambda cell: _moment(cell, _TIMES),
    Kind.MONTH: lambda cell: (  # the engine alone would read 31/04/2024 as a month of the year 31
        f"CASE WHEN regexp_matches({cell}, '^\\d{{4}}-\\d{{2}}') THEN TRY_CAST(left({cell}, 7) || '-01' AS DATE) END"
    ),
    Kind.YES_NO: lambda cell: (
        f"CASE WHEN lower({cell}) IN ('y','yes','true','t','1') THEN true "
        f"WHEN lower({cell}) IN ('n','no','false','f','0') THEN false END"
    ),
}


def cell_tests(column: Column, *, received_on: date) -> list[Test]:
    """What may be wrong with one column, the first that applies being the one to report."""
    cell, typed = raw(column), name(column.name)
    tests = []
    if column.required:
        tests.append(Test("missing_value", column.name, f"{cell} IS NULL AND NOT {marked(column)}"))
    if column.kind in {Kind.TEXT, Kind.GEOMETRY}:
        tests += _text_tests(column, cell)
    else:
        tests += _unreadable_tests(column, cell, typed) + _range_tests(column, typed)
    if column.past:
        tests.append(
            Test("in_the_future", column.name, f"{typed} > TIMESTAMP {quoted(f'{received_on} 23:59:59')}")
        )
    return tests


def _text_tests(column: Column, cell: str) -> list[Test]:
    tests = [Test("too_long", column.name, f"length({cell}) > {column.longest}", str(column.longest))]
    if column.kind is Kind.GEOMETRY:
        tests.append(Test("wrong_form", column.name, f"NOT {IS_OUTLINE}({cell})", "a surface in degrees"))
    if column.codes is not None:
        codes = ", ".join(quoted(code) for code in column.codes)
        tests.append(Test("unknown_code", column.name, f"{cell} NOT IN ({codes})"))
    if column.form:
        form = quoted(column.form)
        tests.append(
            Test(
                "wrong_form",
                column.name,
                f"NOT regexp_full_match({cell}, {form})",
                f"such as {column.example}",
            )
        )
    return tests


def _unreadable_tests(column: Column, cell: str, typed: str) -> list[Test]:
    unread = f"{cell} IS NOT NULL AND {typed} IS NULL AND NOT {marked(column)}"
    if column.kind in {Kind.DATE, Kind.TIMESTAMP}:
        unread = f"(({unread}) OR {typed} < DATE '{FIRST_YEAR}-01-01')"  # 01/01/999 has lost a digit
        dated = f"regexp_matches({cell}, '^(\\d{{4}}-\\d{{2}}-\\d{{2}}|\\d{{2}}/\\d{{2}}/\\d{{4}})')"
        return [
            Test("impossible_date", column.name, f"{unread} AND {dated}"),
            Test("not_a_date", column.name, f"{unread} AND NOT {dated}"),
        ]
    tests = [Test(_UNREADABLE[column.kind], column.name, unread)]
    if column.kind in {Kind.NUMBER, Kind.LONGITUDE, Kind.LATITUDE}:
        tests.append(Test("not_a_number", column.name, f"NOT isfinite({typed})"))
    if column.kind is Kind.WHOLE:
        number = f"TRY_CAST({_unmarked(column)} AS DOUBLE)"
        tests.append(Test("not_a_whole_number", column.name, f"{number} <> floor({number})"))
    return tests


def _range_tests(column: Column, typed: str) -> list[Test]:
    degrees = _DEGREES.get(column.kind)
    least, greatest = (-degrees, degrees) if degrees else (column.least, column.greatest)
    tests = []
    if least is not None:
        tests.append(Test("too_small", column.name, f"{typed} < {least}", f"{least:g}"))
    if greatest is not None:
        tests.append(Test("too_large", column.name, f"{typed} > {greatest}", f"{greatest:g}"))
    return tests


def row_tests(contract: Contract) -> list[Test]:
    """What may be wrong across columns: the contract's own rules, and what any pair of coordinates must satisfy."""
    rules = [Test(rule.code, rule.column, f"({rule.broken})", rule.detail) for rule in contract.rules]
    place = contract.geography
    if place.longitude and place.latitude:
        rules += _point_tests(
            name(place.longitude), name(place.latitude), place.longitude, _BRITAIN, swapped=True
        )
    if place.easting and place.northing:
        rules += _point_tests(name(place.easting), name(place.northing), place.easting, _GRID, swapped=False)
    said = {rule.code for rule in contract.rules}  # a contract that says it itself says it better
    kept = [rule for at, rule in enumerate(rules) if at < len(contract.rules) or rule.code not in said]
    return [replace(rule, across=True) for rule in kept]


def _point_tests(
    x: str, y: str, column: str, bounds: tuple[tuple[float, float], ...], *, swapped: bool
) -> list[Test]:
    (x_low, x_high), (y_low, y_high) = bounds
    inside = f"({x} BETWEEN {x_low} AND {x_high} AND {y} BETWEEN {y_low} AND {y_high})"
    turned = (
        f"({y} BETWEEN {x_low} AND {x_high} AND {x} BETWEEN {y_low} AND {y_high})" if swapped else "false"
    )
    tests = [
        Test("half_a_place", column, f"({x} IS NULL) <> ({y} IS NULL)"),
        Test("outside_the_country", column, f"NOT {inside} AND NOT {turned}"),
    ]
    if swapped:
        tests.append(Test("swapped_coordinates", column, turned))
    return tests
