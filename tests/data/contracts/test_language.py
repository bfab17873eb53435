"""What the contract language refuses to say, as a table, and the promise about people that it keeps."""

from dataclasses import replace
from typing import Any

import pytest

from headwater.data.contracts.language import (
    NAMES,
    Column,
    Contract,
    Geography,
    Kind,
    Licence,
    Marked,
    RowRule,
    Sensitivity,
    same_heading,
)
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.states import Mark

REF = Column("ref", Kind.TEXT, "The reference.", sensitivity=Sensitivity.PSEUDONYM)
WHEN = Column("happened_on", Kind.DATE, "The day.")


def make_contract(*columns: Column, **overrides: Any) -> Contract:
    words = {
        "key": "made_up",
        "title": "Made up",
        "supplier": "Nobody",
        "one_row_is": "one thing",
        "licence": Licence.OGL,
        "attribution": "Nobody.",
        "purpose": "Tests",
    }
    return Contract(columns=columns or (REF, WHEN), **(words | overrides))


def make_contract_about_people(*columns: Column, **overrides: Any) -> Contract:
    return make_contract(REF, *columns, **({"about_people": True, "retention_months": 12} | overrides))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"name": "Not A Key"}, "not a key"),
        ({"meaning": ""}, "says nothing of its meaning"),
        ({"required": True, "optional": True}, "both required and optional"),
        ({"marks": {"*": Marked(Mark.SUPPRESSED)}}, "marks stand only in place of numbers"),
        ({"form": "[A-Z]", "codes": {"A": "a"}}, "a form and a list of codes"),
    ],
)
def test_a_column_refuses(words: dict[str, Any], why: str) -> None:
    good = {"name": "colour", "kind": Kind.TEXT, "meaning": "The colour."}
    assert Column(**good)
    with pytest.raises(Invalid, match=why):
        Column(**(good | words))


@pytest.mark.parametrize(
    ("overrides", "why"),
    [
        ({"key": "Not a key"}, "not a key"),
        ({"row_key": ("colour",)}, "columns it does not have"),
        ({"slice_by": ("colour",)}, "columns it does not have"),
        ({"period": "colour"}, "columns it does not have"),
        ({"period": "ref"}, "not a date, a moment or a month"),
        ({"happened": ("colour",)}, "columns it does not have"),
        ({"subject": "colour"}, "columns it does not have"),
        ({"rules": (RowRule("disagrees", "colour", "true"),)}, "columns it does not have"),
        ({"geography": Geography(code="colour")}, "columns it does not have"),
        ({"geography": Geography(longitude="colour")}, "columns it does not have"),
        ({"geography": Geography(easting="colour")}, "columns it does not have"),
        ({"geography": Geography(place_text=("colour",))}, "columns it does not have"),
    ],
)
def test_a_contract_refuses(overrides: dict[str, Any], why: str) -> None:
    assert make_contract()
    with pytest.raises(Invalid, match=why):
        make_contract(**overrides)


def test_a_contract_refuses_a_column_twice() -> None:
    with pytest.raises(Invalid, match="names a column twice"):
        make_contract(REF, REF)


def text(**words: Any) -> Column:
    return Column("remark", Kind.TEXT, "A remark.", **words)


@pytest.mark.parametrize(
    ("column", "lands"),
    [
        # typed words never land, whatever they are called
        (text(), None),
        (text(sensitivity=Sensitivity.PERSONAL), None),
        # a form that a name has is no form
        (text(form=".*"), None),
        (text(form="[A-Za-z ]+"), None),
        (text(form="[a-z '-]+|[A-Z][a-z]+"), None),
        # codes and strict forms land
        (text(codes={"M": "Male", "F": "Female"}), True),
        (text(form="[0-9]{1,3}[A-Z]?"), True),
        (text(form="[A-Z0-9]{5}"), True),
        # the others are kept out of the lake or turned into a hash
        (text(sensitivity=Sensitivity.PSEUDONYM), True),
        (text(sensitivity=Sensitivity.FREE_TEXT), False),
        # numbers and days hold no name
        (Column("age", Kind.WHOLE, "Age.", sensitivity=Sensitivity.PERSONAL), True),
        (Column("on", Kind.DATE, "Day.", sensitivity=Sensitivity.PERSONAL), True),
    ],
)
def test_nothing_typed_freely_about_a_person_lands(column: Column, lands: bool | None) -> None:
    if lands is None:
        with pytest.raises(Invalid, match="could carry a name into the lake"):
            make_contract_about_people(column)
    else:
        contract = make_contract_about_people(column)
        assert (column in contract.landed_columns) is lands


def test_the_same_typed_words_may_land_where_rows_are_not_about_people() -> None:
    assert text() in make_contract(REF, text()).landed_columns


def test_a_contract_about_people_says_how_long_it_is_kept() -> None:
    with pytest.raises(Invalid, match="nothing of retention"):
        make_contract_about_people(retention_months=None)


def test_identifiers_need_a_subject_to_be_filed_under() -> None:
    name = Column("last_name", Kind.TEXT, "Family name.", sensitivity=Sensitivity.IDENTIFIER)
    with pytest.raises(Invalid, match="no subject column"):
        make_contract_about_people(name)
    contract = make_contract_about_people(name, subject="ref")
    assert name not in contract.landed_columns


def test_a_subject_is_a_pseudonym() -> None:
    with pytest.raises(Invalid, match="must be a pseudonym"):
        make_contract_about_people(WHEN, subject="happened_on")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_form_lets_through_makes_the_column_free(name: str) -> None:
    letters = "".join(sorted(set(name)))
    escaped = "".join(f"\\{sign}" if sign in "-'," else sign for sign in letters)
    assert text(form=f"[{escaped}]+").is_typed_freely


def test_only_open_and_the_partnerships_own_need_no_agreement() -> None:
    assert {licence for licence in Licence if licence.needs_agreement} == {Licence.AGREEMENT}


def test_a_changed_contract_is_checked_again() -> None:
    with pytest.raises(Invalid):
        replace(make_contract(), period="ref")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Crime ID", "crime_id", True),
        (" Last outcome category ", "LastOutcomeCategory", True),
        ("Spend (£)", "spend", True),
        ("90+", "90", False),
        ("Reason 1", "Reason 2", False),
    ],
)
def test_headings_are_compared_by_letters_and_digits(one: str, other: str, same: bool) -> None:
    assert (same_heading(one) == same_heading(other)) is same
