"""What is wrong with one cell, as a table."""

import pytest

from headwater.data.contracts.cells import problem_with
from headwater.data.contracts.language import Column, Kind, Marked
from headwater.vocabulary.problems import CATALOGUE
from headwater.vocabulary.states import Mark

WHOLE = Column("n", Kind.WHOLE, "A count.", least=0, greatest=100, marks={"*": Marked(Mark.SUPPRESSED, 1, 7)})
NUMBER = Column("x", Kind.NUMBER, "A number.")
CODE = Column("c", Kind.TEXT, "A code.", codes={"M": "Male"}, required=True)
FORM = Column("f", Kind.TEXT, "A form.", form="[0-9]{2}")
WORDS = Column("w", Kind.TEXT, "Words.", longest=5)
DAY = Column("d", Kind.DATE, "A day.")
TIME = Column("t", Kind.TIMESTAMP, "A moment.")
MONTH = Column("m", Kind.MONTH, "A month.")
YES = Column("y", Kind.YES_NO, "Yes or no.")
EAST = Column("lon", Kind.LONGITUDE, "Longitude.")
NORTH = Column("lat", Kind.LATITUDE, "Latitude.")


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        (WHOLE, "12", None),
        (WHOLE, "12.0", None),
        (WHOLE, "", None),
        (WHOLE, "*", None),
        (WHOLE, "c", "not_a_number"),
        (WHOLE, "12.5", "not_a_whole_number"),
        (WHOLE, "-1", "too_small"),
        (WHOLE, "101", "too_large"),
        (NUMBER, "*", "not_a_number"),
        (NUMBER, "nan", "not_a_number"),
        (NUMBER, "inf", "not_a_number"),
        (NUMBER, "-1e3", None),
        (CODE, "M", None),
        (CODE, "m", "unknown_code"),
        (CODE, "  ", "missing_value"),
        (FORM, "12", None),
        (FORM, "123", "wrong_form"),
        (WORDS, "five!", None),
        (WORDS, "sixsix", "too_long"),
        (DAY, "2024-02-29", None),
        (DAY, "29/02/2024", None),
        (DAY, "2023-02-29", "impossible_date"),
        (DAY, "31/02/2024", "impossible_date"),
        (DAY, "soon", "not_a_date"),
        (TIME, "2024-03-16 22:30", None),
        (TIME, "2024-03-16T22:30:59", None),
        (TIME, "16/03/2024", None),
        (TIME, "16/03/2024 25:00", "impossible_date"),
        (MONTH, "2024-03", None),
        (MONTH, "2024-13", "not_a_month"),
        (MONTH, "March", "not_a_month"),
        (YES, "TRUE", None),
        (YES, "perhaps", "not_a_yes_or_no"),
        (EAST, "-1.14", None),
        (EAST, "181", "too_large"),
        (NORTH, "-90.1", "too_small"),
    ],
)
def test_a_cell_has_the_problem(column: Column, cell: str, problem: str | None) -> None:
    assert problem_with(column, cell) == problem
    assert problem is None or problem in CATALOGUE
