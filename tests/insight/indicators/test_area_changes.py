"""Areas that end: kept, out of the lists, and followed to what took their place."""

from datetime import date

import pytest
from insight import county

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, area_changes, queries
from headwater.insight.indicators.models import Area
from headwater.machinery import home
from headwater.vocabulary.errors import Invalid

DISTRICT = "E07000163"


def say(text: str) -> None:
    own = home.home() / "content"
    own.mkdir(exist_ok=True)
    (own / area_changes.NAME).write_text(text)


def ended(code: str, successor: str, *, day: str = "2023-04-01", name: str = "Craven") -> str:
    return f'[[change]]\ncode = "{code}"\nname = "{name}"\nkind = "ltla"\nfrom = {day}\nsuccessors = ["{successor}"]\n'


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
def test_an_area_that_ended_is_kept_and_followed_to_what_stands_today() -> None:
    actions.refresh(county.tables(), by=partners.operator())
    standing = queries.areas("ltla")[0]
    say(ended(DISTRICT, "E07999999") + ended("E07999999", standing.code, day="2024-04-01", name="Between"))
    actions.refresh(county.tables(), by=partners.operator())
    old = queries.get_area(DISTRICT)
    assert (old.name, old.ends_on) == ("Craven", date(2023, 4, 1))
    assert old not in queries.areas("ltla")
    assert [area.code for area in queries.successors(old)] == [standing.code]
    assert queries.get_area(standing.code).starts_on == date(2024, 4, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
def test_an_area_that_the_lookups_no_longer_hold_ends_that_day_and_may_come_back() -> None:
    by = partners.operator()
    actions.refresh(county.tables(), by=by)
    known = queries.areas("ltla")[0]
    Area.objects.create(code=DISTRICT, kind="ltla", name="Craven", parent_code=known.parent_code)
    actions.refresh(county.tables(), by=by, again=True)
    gone = queries.get_area(DISTRICT)
    assert gone.ends_on is not None
    assert gone not in queries.areas("ltla")
    assert queries.successors(gone) == []
    Area.objects.filter(code=known.code).update(ends_on=gone.ends_on, in_partnership=False)
    actions.refresh(county.tables(), by=by, again=True)
    assert queries.get_area(known.code).ends_on is None


def test_a_change_without_its_day_is_refused_with_a_sentence() -> None:
    with pytest.raises(Invalid, match="from which day it was no more"):
        area_changes.parse('[[change]]\ncode = "E07000163"\nname = "Craven"\nkind = "ltla"\n')


def test_areas_that_follow_each_other_in_a_ring_end_the_search() -> None:
    ring = Area(code="E07000001", kind="ltla", name="One", successor_codes=[])
    assert queries.successors(ring) == []
