"""Kinds of area and their vintages."""

import pytest

from headwater.places import kinds
from headwater.places.kinds import AreaKind, Vintage


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("E01013810", (AreaKind.LSOA,)),
        ("E06000018", (AreaKind.LTLA, AreaKind.UTLA)),
        ("E10000024", (AreaKind.UTLA,)),
        ("E23000019", (AreaKind.PFA,)),
        ("E99000001", ()),
        ("Nottingham", ()),
    ],
)
def test_kinds_of_a_code(code, found):
    assert kinds.kinds_of(code) == found


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("lsoa21", "lsoa21"),
        ("LSOA11CD", "lsoa11"),
        ("ltla24_code", "ltla24"),
        ("WD25CD", "ward25"),
        ("LAD25CD", "ltla25"),
    ],
)
def test_find_vintage_reads_what_columns_are_called(heading, key):
    found = kinds.find_vintage(heading)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("heading", ["lsoa", "LSOA21NM", "oa21", "21"])
def test_find_vintage_is_none_of_other_headings(heading):
    assert kinds.find_vintage(heading) is None


def test_plain_name_says_kind_and_year():
    assert (
        Vintage(AreaKind.LSOA, 2021).plain_name
        == "neighbourhood of about 1,700 people (LSOA), as drawn in 2021"
    )
