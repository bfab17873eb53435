"""Trends of what providers returned: an intervention beside its quarters, for partners, and never a sum of kinds."""

from datetime import date

import pytest
from django.test import Client
from web import returned_town, town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts
from headwater.insight.indicators.returned import code_of

CODE = code_of(returned_town.PROVIDER, "Mentoring north")
ADDRESS = f"/trends/?indicator=returned_contacts&area={CODE}"
QUARTERS = (date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1))


@pytest.fixture
def returned(own_home, figures) -> None:
    town.make_agreement(contract_key="provider_return")
    returned_town.send_returns(
        *({"quarter": quarter, "contacts": 300 + 10 * at} for at, quarter in enumerate(QUARTERS)),
        {"intervention": "Theatre", "quarter": QUARTERS[-1], "contacts": 77},
    )


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_partner_reads_the_quarters_of_an_intervention_with_their_chart(returned, signed_in) -> None:
    charts.draw_all(by=partners.operator())
    page = read(signed_in("analyst"), ADDRESS)
    assert '<optgroup label="Interventions">' in page
    assert f'value="{CODE}" selected' in page
    assert '">Theatre</option>' in page
    assert "in Mentoring north" in page
    assert all(str(count) in page for count in (300, 310, 320, 330))
    assert "no test can tell a change from chance here" in page
    assert "Download the chart (PNG)" in page
    assert "Quarter by quarter" in page


def test_the_table_comes_as_a_file(returned, signed_in) -> None:
    rows = signed_in("analyst").get(ADDRESS.replace("/trends/", "/trends/table.csv")).content.decode()
    assert rows.count("Mentoring north") == len(QUARTERS)
    assert "Theatre" not in rows


def test_the_public_finds_no_returns_on_trends(returned, client: Client) -> None:
    assert "returned_contacts" not in read(client, "/trends/")
    assert client.get(ADDRESS).status_code == 404


def test_trends_open_on_what_happens_to_people_and_not_on_what_was_done(returned, signed_in) -> None:
    page = read(signed_in("analyst"), "/trends/")
    assert f'value="{town.INDICATOR}" selected' in page
    assert 'value="returned_contacts"' in page


def test_an_area_asked_for_is_changed_for_an_intervention_and_said(returned, signed_in) -> None:
    page = read(signed_in("analyst"), f"/trends/?indicator=returned_contacts&area={town.TOWN}")
    assert "There are no figures of this for Testshire. Here is Mentoring north instead." in page


def test_an_agreement_that_ended_gives_its_sentence_and_no_count(returned, signed_in) -> None:
    reader = signed_in("analyst")
    found = partners.agreements().get(contract_key="provider_return")
    found.ends_on = date(2026, 1, 1)
    found.save()
    page = read(reader, ADDRESS)
    assert "These figures cannot be shown" in page
    assert "330" not in page


def test_what_was_done_has_no_likely_range(returned, signed_in) -> None:
    """Contacts are decided and not drawn by chance: a range would say that a change of them may be luck."""
    page = read(signed_in("analyst"), ADDRESS)
    assert "Likely " not in page.split("The same figures as a table")[0]
    assert "Shaded: the likely range" not in page
