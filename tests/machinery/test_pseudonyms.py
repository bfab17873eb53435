"""Pseudonyms: equal within a purpose, apart across purposes, whichever way it is written."""

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.machinery.encryption import pseudonyms

SAME = [
    ("943 476 5919", "943-476-5919"),
    ("ab123456c", " AB 12 34 56 C "),
    ("O'Brien", "OBRIEN"),
    ("STRASSE", "straße"),
    ("\uff21\uff22\uff11\uff12", "ab12"),  # full-width
    ("e\u0301t\u00e9", "ÉTÉ"),
    ("a_b", "A.B"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_ways_to_write_one_identifier_have_one_pseudonym(own_home, one, two):
    first, second = pseudonyms.keyed([one, two], purpose="linkage")
    assert first == second
    assert len(first) == 32


@pytest.mark.parametrize(("one", "two"), [("José", "Jose"), ("12", "21"), ("a", "aa")])
def test_different_identifiers_have_different_pseudonyms(own_home, one, two):
    first, second = pseudonyms.keyed([one, two], purpose="linkage")
    assert first != second


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_quick_path_of_ascii_gives_what_the_full_path_gives(text):
    with_accent = pseudonyms.normalised(text + "é")
    assert with_accent == pseudonyms.normalised(text) + "é".encode()


def test_nothing_but_punctuation_has_no_pseudonym(own_home):
    assert pseudonyms.keyed([None, "", "  ", "-/-", "\u2013"], purpose="linkage") == [None] * 5


def test_purposes_and_installations_cannot_be_joined(own_home, settings):
    (linkage,) = pseudonyms.keyed(["ab123456c"], purpose="linkage")
    (other,) = pseudonyms.keyed(["ab123456c"], purpose="evaluation")
    assert linkage != other
    assert pseudonyms.keyed(["ab123456c"], purpose="linkage") == [linkage]
    settings.HEADWATER_KEYS = own_home / "elsewhere"
    assert pseudonyms.keyed(["ab123456c"], purpose="linkage") != [linkage]


VALUES = ["A1", None, "b2", "a-1", "", "A1"]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(VALUES),
        pa.chunked_array([VALUES[:2], VALUES[2:]]),
        pa.chunked_array([[], VALUES], type=pa.string()),
    ],
)
def test_arrow_columns_get_the_same_pseudonyms(own_home, column):
    found = pseudonyms.keyed_array(column, purpose="linkage")
    assert found.to_pylist() == pseudonyms.keyed(VALUES, purpose="linkage")


def test_empty_arrow_column_stays_empty(own_home):
    empty = pa.chunked_array([], type=pa.string())
    assert pseudonyms.keyed_array(empty, purpose="linkage").to_pylist() == []


def test_arrow_function_serves_inside_duckdb(own_home):
    with duckdb.connect() as connection:
        connection.create_function(
            "pseudonym",
            lambda column: pseudonyms.keyed_array(column, purpose="linkage"),
            ["VARCHAR"],
            "VARCHAR",
            type="arrow",
            null_handling="special",
        )
        rows = connection.execute("SELECT pseudonym(unnest(?))", [VALUES]).fetchall()
    assert [row[0] for row in rows] == pseudonyms.keyed(VALUES, purpose="linkage")
