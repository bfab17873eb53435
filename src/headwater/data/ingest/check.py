"""Check: a sheet against its contract, in the engine. Good rows come out typed; every bad row is named with its line.

A clean file is read once: typed rows are written straight away, and if as many come out as the file has, there is nothing more to ask.
Only where rows are missing is the sheet read again to say which and why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from headwater.data.contracts.language import Contract, Kind, Sensitivity
from headwater.data.contracts.recognition import Match
from headwater.data.ingest import cell_sql, outlines, repeats
from headwater.data.ingest.cell_sql import Test
from headwater.data.ingest.formats.sheets import LINE, Sheet, relation
from headwater.data.ingest.mapping import Mapped
from headwater.data.lake import engine
from headwater.data.lake.sql import files, name, quoted
from headwater.machinery.encryption import pseudonyms

REPORT_COLUMNS = ("line", "column", "code", "detail")
COMPRESSION = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"


@dataclass(frozen=True)
class Checked:
    """What came of checking one sheet. `good` is a Parquet file of typed rows in the work folder."""

    contract: Contract
    good: Path
    rows_read: int
    rows_good: int
    problems: pa.Table  # REPORT_COLUMNS, one row a problem

    @property
    def rows_bad(self) -> int:
        return self.rows_read - self.rows_good


def check(match: Match, sheet: Sheet | Mapped, *, received_on: date, submission: int, work: Path) -> Checked:
    """The good rows carry the number of their submission, so that a file of one slice can land as it stands.

    Raises `duckdb.Error` where the engine cannot read the sheet: open the file again thoroughly then."""
    plain = sheet.sheet if isinstance(sheet, Mapped) else sheet
    tests = _tests(match.contract, received_on)
    good = work / f"checked-{len(list(work.iterdir()))}.parquet"
    with_lines = keeps_lines(match.contract)
    typed = cells_sql(match, sheet, with_lines=with_lines)
    chosen = _chosen(match.contract, submission)
    written = _write(typed, tests, chosen, good)
    found = _whole_file_problems(plain)
    lined = typed if with_lines else cells_sql(match, sheet, with_lines=True)
    bad = 0
    if plain.rows_hint is None or written != plain.rows_hint:
        bad, engine_found = _bad_rows(lined, tests)
        found = pa.concat_tables([found, engine_found])
    if repeats.differ(match.contract, good, staged_columns(match.contract)):
        overtaken = _without_overtaken(match.contract, lined, tests, chosen, good)
        written, bad = written - overtaken.num_rows, bad + overtaken.num_rows
        found = pa.concat_tables([found, overtaken])
    refused_before = (
        len(set(found["line"].slice(0, len(plain.problems)).to_pylist())) if plain.problems else 0
    )
    return Checked(match.contract, good, written + bad + refused_before, written, found)


def keeps_lines(contract: Contract) -> bool:
    """Whether landed rows remember their line: only where the place stands in words, which are looked up again in the original."""
    return bool(contract.geography.place_text)


def staged_columns(contract: Contract) -> list[str]:
    """The columns of a checked file, without those that must not leave the work folder."""
    kept = []
    for column in contract.landed_columns:
        kept.append(column.name)
        kept += [fact for fact, _ in cell_sql.mark_facts(column)]
    return kept


def set_aside(contract: Contract) -> list[str]:
    """The columns that a checked file still has and the lake may not: identifiers and free text."""
    return [column.name for column in contract.columns if not column.sensitivity.lands]


def _tests(contract: Contract, received_on: date) -> list[Test]:
    if any(column.kind is Kind.GEOMETRY for column in contract.columns):
        outlines.teach_engine()
    cells = [
        test for column in contract.columns for test in cell_sql.cell_tests(column, received_on=received_on)
    ]
    return cells + cell_sql.row_tests(contract)


def cells_sql(match: Match, sheet: Sheet | Mapped, *, with_lines: bool) -> str:
    """Raw cells as `r__` and their columns' names, and the typed values beside them, before any test."""
    source = sheet.relation() if isinstance(sheet, Mapped) else relation(sheet, lines=with_lines)
    padded = isinstance(sheet, Mapped) or sheet.padded
    alone = cell_sql.stripped if padded else cell_sql.filled
    raws, typed = [], []
    for column in match.contract.columns:
        place = match.places.get(column.name)
        cell = alone(f"c{place}") if place is not None else "CAST(NULL AS VARCHAR)"
        raws.append(f"{cell} AS {cell_sql.raw(column)}")
        kind = cell_sql.SQL_TYPES[column.kind]
        typed.append(f"CAST({cell_sql.value(column)} AS {kind}) AS {name(column.name)}")
        typed += [f"{sql} AS {name(fact)}" for fact, sql in cell_sql.mark_facts(column)]
    line = [LINE] if with_lines else []
    inner = f"SELECT {', '.join([*raws, *line])} FROM {source}"
    return f"SELECT *, {', '.join(typed)} FROM ({inner})"


def _chosen(contract: Contract, submission: int) -> str:
    """What is written of a good row: what lands, and what is set aside for the vault or for finding the place."""
    kept = [_stored(contract, column) for column in staged_columns(contract)]
    aside = [name(column) for column in set_aside(contract)]
    line = [LINE] if keeps_lines(contract) else []
    return ", ".join([*kept, *aside, *line, f"CAST({submission} AS BIGINT) AS _submission"])


def _without_overtaken(
    contract: Contract, lined: str, tests: Sequence[Test], chosen: str, good: Path
) -> pa.Table:
    """Write the good rows again without those that a later row of the same key contradicts, and name these."""
    lines = repeats.find_overtaken(contract, _passed(lined, tests), staged_columns(contract))
    staying = f"SELECT * FROM ({lined}) WHERE {LINE} NOT IN (SELECT line FROM {repeats.OVERTAKEN})"
    _write(staying, tests, chosen, good)
    key = ", ".join(contract.row_key)
    return problem_table([(line, key, "repeated_key", "") for line in lines])


def _write(typed: str, tests: Sequence[Test], chosen: str, target: Path) -> int:
    query = f"SELECT {chosen} FROM ({_passed(typed, tests)})"
    with engine.each_value_once() as con:
        count = con.execute(f"COPY ({query}) TO {quoted(str(target))} ({COMPRESSION})").fetchone()
    return int(count[0]) if count else 0


def _passed(typed: str, tests: Sequence[Test]) -> str:
    broken = " OR ".join(f"coalesce({test.broken}, false)" for test in tests) or "false"
    return f"SELECT * FROM ({typed}) WHERE NOT ({broken})"


def _stored(contract: Contract, column: str) -> str:
    known = {each.name: each for each in contract.columns}
    if column in known and known[column].sensitivity is Sensitivity.PSEUDONYM:
        return f"{_function(column)}(CAST({name(column)} AS VARCHAR)) AS {name(column)}"
    return name(column)


def _bad_rows(typed: str, tests: Sequence[Test]) -> tuple[int, pa.Table]:
    """How many rows are bad, and the problems of each."""
    every = f"SELECT {LINE} AS line, {_listed(tests)} AS broken FROM ({typed})"
    with engine.each_value_once() as con:
        con.execute(f"CREATE OR REPLACE TEMP TABLE bad_rows AS SELECT * FROM ({every}) WHERE len(broken) > 0")
    bad = con.execute("SELECT count(*) FROM bad_rows").fetchone()
    rows = con.execute("SELECT line, unnest(broken) AS test FROM bad_rows ORDER BY line").to_arrow_table()
    con.execute("DROP TABLE bad_rows")
    which = rows["test"].to_pylist()
    table = pa.table(
        {
            "line": rows["line"].cast(pa.int64()),
            "column": pa.array([tests[i].column for i in which], pa.string()),
            "code": pa.array([tests[i].code for i in which], pa.string()),
            "detail": pa.array([tests[i].detail for i in which], pa.string()),
        }
    )
    return int(bad[0]) if bad else 0, table


def _listed(tests: Sequence[Test]) -> str:
    """The numbers of a row's broken tests as a list: the first of every column; only where there is none, the rules across columns."""
    of_cells: dict[str, list[str]] = {}
    across = []
    for number, test in enumerate(tests):
        when = f"WHEN {test.broken} THEN {number}"
        across += [when] if test.across else []
        if not test.across:
            of_cells.setdefault(test.column, []).append(when)
    cells, rules = _present([" ".join(whens) for whens in of_cells.values()]), _present(across)
    return f"CASE WHEN len({cells}) > 0 THEN {cells} ELSE {rules} END"


def _present(whens: Sequence[str]) -> str:
    cases = ", ".join(f"CASE {each} END" for each in whens)
    return f"list_filter(CAST([{cases}] AS INTEGER[]), x -> x IS NOT NULL)"


def _whole_file_problems(sheet: Sheet) -> pa.Table:
    return problem_table([(p.line, p.column, p.code, p.detail) for p in sheet.problems])


def problem_table(rows: Sequence[tuple[int | None, str | None, str, str]]) -> pa.Table:
    lines, columns, codes, details = zip(*rows, strict=True) if rows else ((), (), (), ())
    return pa.table(
        {
            "line": pa.array(lines, pa.int64()),
            "column": pa.array(columns, pa.string()),
            "code": pa.array(codes, pa.string()),
            "detail": pa.array(details, pa.string()),
        }
    )


def counted(problems: pa.Table) -> list[list[object]]:
    """[code, column, detail, how many], most first."""
    if not problems.num_rows:
        return []
    grouped = problems.group_by(["code", "column", "detail"]).aggregate([([], "count_all")]).to_pylist()
    rows = [[g["code"], g["column"], g["detail"], g["count_all"]] for g in grouped]
    return sorted(rows, key=lambda row: (-int(str(row[3])), str(row[0]), str(row[1])))


def identities(checked: Checked) -> list[tuple[str, Mapping[str, str]]]:
    """The direct identifiers of the good rows by the pseudonym of their person, for the vault and nobody else."""
    contract = checked.contract
    wanted = [c.name for c in contract.columns if c.sensitivity is Sensitivity.IDENTIFIER]
    if not wanted or contract.subject is None:
        return []
    # a person may be spelled in several ways in one file; the vault holds one value of a column for each
    chosen = ", ".join(f"max(CAST({name(each)} AS VARCHAR))" for each in wanted)
    query = f"SELECT {name(contract.subject)}, {chosen} FROM {files([checked.good])} GROUP BY 1"
    rows = _connection().execute(query).fetchall()
    return [
        (str(row[0]), {column: cell for column, cell in zip(wanted, row[1:], strict=True) if cell})
        for row in rows
        if row[0]
    ]


def _function(column: str) -> str:
    """The engine's function that makes this column's pseudonyms, registered on first use."""
    function = f"pseudonym_{column}"
    if function not in engine.functions():
        engine.connection().create_function(
            function,
            lambda values: pseudonyms.keyed_array(values, purpose=f"lake-{column}"),
            ["VARCHAR"],
            "VARCHAR",
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )
        engine.functions().add(function)
    return function


def _connection() -> duckdb.DuckDBPyConnection:
    return engine.connection()
