"""Kinds of area and their vintages."""

import pytest

from headwater.places import kinds
from headwater.places.kinds import AreaKind, Vintage
from headwater.vocabulary import errors


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


def test_is_code_of_knows_both_tiers():
    assert kinds.is_code_of("E06000018", AreaKind.UTLA)
    assert not kinds.is_code_of("E06000018", AreaKind.WARD)


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
    assert kinds.get_vintage(heading).key == key


@pytest.mark.parametrize("heading", ["lsoa", "LSOA21NM", "oa21", "21"])
def test_find_vintage_is_none_and_get_vintage_refuses(heading):
    assert kinds.find_vintage(heading) is None
    with pytest.raises(errors.Invalid):
        kinds.get_vintage(heading)


def test_plain_name_says_kind_and_year():
    assert (
        Vintage(AreaKind.LSOA, 2021).plain_name
        == "neighbourhood of about 1,700 people (LSOA), as drawn in 2021"
    )
