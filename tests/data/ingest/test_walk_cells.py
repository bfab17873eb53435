"""The check in the engine and the slow check in Python say the same of every cell."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from headwater.data.contracts import cells
from headwater.data.contracts.language import Column, Kind, Marked
from headwater.data.ingest import cell_sql, outlines
from headwater.data.lake import engine
from headwater.data.lake.sql import name
from headwater.vocabulary.states import Mark

RECEIVED_ON = date(2026, 1, 31)
MARKS = {"c": Marked(Mark.SUPPRESSED), "99": Marked(Mark.LOW, least=0)}
COLUMNS = (
    *(Column("x", kind, "Any.") for kind in Kind),
    *(Column("x", kind, "Required.", required=True) for kind in Kind),
    Column("x", Kind.TEXT, "Coded.", codes={"F": "Female", "M": "Male"}),
    Column("x", Kind.TEXT, "Formed.", form="[EW]01[0-9]{6}"),
    Column("x", Kind.TEXT, "Short.", longest=3),
    Column("x", Kind.WHOLE, "Bounded.", least=0, greatest=120),
    Column("x", Kind.NUMBER, "Bounded.", least=-1.5, greatest=1.5),
    Column("x", Kind.WHOLE, "Marked.", required=True, marks=MARKS),
)
PIECES = st.sampled_from(
    ["2024-02-29", "2023-02-29", "29/02/2024", "31/04/2024", "2024-13", "2024-01", "12:30", "T24:00"]
)
TEXTS = st.one_of(
    st.dates(min_value=date(1900, 1, 1)).map(str),
    st.datetimes(timezones=st.none()).map(lambda moment: moment.strftime("%d/%m/%Y %H:%M:%S")),
    st.integers(-200, 200).map(str),
    st.floats(width=32).map(str),
    st.sampled_from(
        [
            "",
            " ",
            "c",
            "99",
            "F",
            "f",
            "yes",
            "NO",
            "T",
            "0",
            "maybe",
            "E01013810",
            "E0101381",
            "1e3",
            "0x10",
            "-",
        ]
    ),
    st.lists(PIECES, min_size=1, max_size=2).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)
SPACES = st.text(
    st.sampled_from(
        [chr(n) for n in range(0x110000) if chr(n).isspace()] + list("\u200b\u200c\u200d\u2060\ufeff")
    ),
    max_size=3,
)


def problem_in_sql(column: Column, text: str) -> str | None:
    """The code of the first test that the engine finds broken."""
    outlines.teach_engine()
    tests = cell_sql.cell_tests(column, received_on=RECEIVED_ON)
    whens = " ".join(f"WHEN {test.broken} THEN '{test.code}'" for test in tests)
    typed = f"CAST({cell_sql.value(column)} AS {cell_sql.SQL_TYPES[column.kind]}) AS {name(column.name)}"
    raw = f"SELECT {cell_sql.stripped('cell')} AS {cell_sql.raw(column)} FROM (SELECT CAST(? AS VARCHAR) AS cell)"
    chosen = f"CASE {whens} END" if whens else "NULL"
    found = (
        engine.connection()
        .execute(f"SELECT {chosen} FROM (SELECT *, {typed} FROM ({raw}))", [text])
        .fetchone()
    )
    assert found is not None
    return found[0]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda each: f"{each.kind}-{each.meaning}")
@settings(max_examples=50)
@given(before=SPACES, text=TEXTS, after=SPACES)
@example(before="", text="", after="")
@example(before=" ", text='{"type":"Polygon","coordinates":[[[0,51],[1,51],[1,52],[0,51]]]}', after="\ufeff")
@example(before="", text='{"type":"Polygon","coordinates":[[[NaN,51],[1,51],[1,52],[NaN,51]]]}', after="")
@example(before="\t", text="", after="\xa0")
@example(before="\ufeff", text="99", after="\u200b")
@example(before="", text="nan", after="")
@example(before="", text="1_000", after="")
@example(before="", text="1.5", after="")
@example(before="", text="\u0661\u0662", after="")  # digits, but of another script
@example(before="", text="ye\u017f", after="")  # a long s, which folds to an s
@example(before="", text="31/04/2024", after="")
@example(before="", text="1/1/2024", after="")
@example(before="", text="01/01/999 00:00:00", after="")
@example(before="", text="\u0662\u0660\u0662\u0664-01-01", after="")
@example(before="", text="9223372036854775808", after="")
@example(before="", text="2024-01-01T10:00", after="")
def test_engine_and_python_say_the_same_of_a_cell(column: Column, before: str, text: str, after: str) -> None:
    cell = before + text + after
    assert problem_in_sql(column, cell) == cells.problem_with(column, cell)


@settings(max_examples=200)
@given(before=SPACES, text=TEXTS, after=SPACES)
@example(before="\u3000", text="a\u3000b", after="\u2028")
def test_engine_and_python_strip_the_same(before: str, text: str, after: str) -> None:
    cell = before + text + after
    sql = f"SELECT {cell_sql.stripped('cell')} FROM (SELECT CAST(? AS VARCHAR) AS cell)"
    found = engine.connection().execute(sql, [cell]).fetchone()
    assert found == (cells.stripped(cell) or None,)
    assert cells.stripped(cell) == cells.stripped(text)
