"""When in the week and in what kinds of place, on the partners' page: released, in words, and nothing hidden told."""

import csv
import io
from datetime import date

import pytest
from django.db import transaction
from web import mapped

from headwater.governance.audit import clock
from headwater.governance.partners import actions as partners
from headwater.governance.partners import queries as partner_queries
from headwater.insight.indicators import hours_and_places
from headwater.insight.release import actions as release
from headwater.insight.release.models import Release
from headwater.vocabulary.states import FigureState

PAGE = "/when-and-where/"
FILES = (f"{PAGE}hours.csv", f"{PAGE}places.csv")


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield mapped.release_maps()
        transaction.set_rollback(True)


@pytest.fixture
def agreement(released, db):
    return released


def read(address, client):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_week_is_told_in_words_and_by_block(agreement, signed_in):
    page = read(PAGE, signed_in("board_member"))
    found = hours_and_places.time_of_the_week(mapped.RECORDED, on=clock.today())
    assert all(words in page for words in found.says)
    assert page.count("more than chance</span>") == sum(each.level == "more" for each in found.blocks)
    assert page.count('<td class="govuk-table__cell hw-number hw-week--') == 42
    assert found.period.words() == "April 2024 to March 2025"
    assert found.provenance.attribution in page.replace("&#x27;", "'")


def test_kinds_of_place_are_told_with_their_share(agreement, signed_in):
    page = read(PAGE, signed_in("analyst"))
    found = hours_and_places.place_types(mapped.RECORDED, on=date(2026, 1, 1))
    assert found.says in page
    first = found.rows[0]
    assert (first.words, first.share) == ("Street or other public place", 100.0)
    assert f"{first.figure.n:,.0f}</td>" in page


def test_the_files_hold_what_the_page_does_and_no_hidden_number(agreement, signed_in):
    client = signed_in("analyst")
    hours, places = (list(csv.DictReader(io.StringIO(read(each, client)))) for each in FILES)
    found = hours_and_places.time_of_the_week(mapped.RECORDED, on=clock.today())
    hidden = sum(each.figure.state is FigureState.SUPPRESSED for each in found.blocks)
    assert len(hours) == 42
    assert {(row["n"], row["times_even"]) for row in hours if row["status"] == "suppressed"} <= {("", "")}
    assert sum(row["status"] == "suppressed" for row in hours) == hidden
    assert {row["kind_of_place"] for row in places} == {each.words for each in _kinds().rows}
    assert {row["area"] for row in hours} == {found.area_name}


def _kinds():
    return hours_and_places.place_types(mapped.RECORDED, on=clock.today())


def test_who_may_not_see_the_partner_map_sees_neither(agreement, signed_in, client):
    other = signed_in("submitter")
    for address in (PAGE, *FILES):
        assert other.get(address).status_code == 403
        assert client.get(address).status_code in {302, 401, 403}


def test_an_ended_agreement_stops_page_and_files_with_its_sentence(agreement, signed_in):
    client = signed_in("analyst")
    partners.end_agreement(agreement, reason="The test is over.", by=partner_queries.operator())
    why = partner_queries.why_not_read("police_recorded_crime", on=clock.today())
    page = read(PAGE, client).replace("&#x27;", "'")
    assert why.says in page
    assert "hw-week--" not in page
    assert [client.get(each).status_code for each in FILES] == [403, 403]


def test_before_anything_is_released_the_page_says_what_fills_it(agreement, signed_in):
    for each in Release.objects.filter(superseded_by=None, withheld=False):
        release.withdraw(each, by=partner_queries.operator(), reason="The test takes it back.")
    client = signed_in("analyst")
    assert "This page fills when records that know the hour" in read(PAGE, client)
    assert [client.get(each).status_code for each in FILES] == [404, 404]
