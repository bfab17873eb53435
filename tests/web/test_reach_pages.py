"""The page of whom interventions reach: shares with their ranges for partners, needs and offers for everybody."""

import pytest
from django.test import Client
from web import returned_town, town

from headwater.governance.partners import actions, queries
from headwater.governance.partners.models import Agreement
from headwater.insight.performance import populations

PAGE = "/reach/"
FOR_WHOM = f"/reach/{returned_town.MENTORING}/for-whom/"
SAID = {
    "youngest_years": "10",
    "oldest_years": "17",
    "area_codes": [town.DISTRICTS[0]],
    "says": "All of them.",
}


@pytest.fixture
def returned(own_home, db) -> None:
    town.make_areas()
    town.make_agreement(contract_key="provider_return")
    returned_town.live_here()
    returned_town.make_programme()
    returned_town.send_return()
    returned_town.record_violence(500, 520, 900)


def test_partners_see_the_share_with_its_range_and_what_it_cost(returned, signed_in) -> None:
    returned_town.say_for_whom()
    page = signed_in("board_member").get(PAGE).content.decode()
    assert "6.2%" in page
    assert "Likely 4.8% to 8.1%" in page
    assert "50 different people, April 2026 to June 2026." in page
    assert "£18,250" in page
    assert "never added up" in page
    own = page.split(">District 1<")[1].split("</tr>")[0]
    assert "500.0" in own
    assert "50 took part" in own
    assert "£18,250" in own


def test_the_public_sees_needs_and_offers_and_no_count_of_a_return(returned, client: Client) -> None:
    returned_town.say_for_whom()
    page = client.get(PAGE).content.decode()
    assert "Partners who sign in see how many took part." in page
    assert "£" not in page
    assert "6.2%" not in page
    assert "Ages 10 to 17, District 1: about 800 people" in page
    lacks = page.split("High need, and nothing offered")[1].split("</ul>")[0]
    assert "District 3" in lacks
    assert "District 1" not in lacks
    assert "by figures of April 2025 to March 2026" in page
    assert "before today" in page


def test_what_waits_for_registers_is_said(returned, client: Client) -> None:
    waits = client.get(PAGE).content.decode().split("What waits</h2>")[1]
    assert "registers" in waits
    assert "the days from the first need that was written down to the first support" in waits


def test_for_whom_a_programme_is_is_said_by_the_form_and_every_version_is_kept(
    returned, signed_in, client: Client
) -> None:
    assert client.get(FOR_WHOM).status_code == 302
    analyst = signed_in("analyst")
    begun = analyst.get(FOR_WHOM).content.decode()
    assert 'value="17"' in begun
    assert analyst.post(FOR_WHOM, {**SAID, "area_codes": [town.TOWN, *SAID["area_codes"]]}).status_code == 400
    assert analyst.post(FOR_WHOM, SAID).status_code == 302
    own = client.get(f"/interventions/{returned_town.MENTORING}/").content.decode()
    assert "Ages 10 to 17, District 1: about 800 people" in own
    assert analyst.post(FOR_WHOM, {**SAID, "oldest_years": "18", "seen": "1"}).status_code == 302
    late = analyst.post(FOR_WHOM, {**SAID, "oldest_years": "25", "seen": "1"})
    assert late.status_code == 400
    said = populations.find(returned_town.MENTORING)
    assert said
    assert (said.version, said.oldest_years) == (2, 18)


def test_without_areas_or_programmes_the_page_says_what_to_do(db, client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "No areas yet" in page
    assert "Nobody provides a programme yet" in page


def test_when_the_agreement_has_ended_no_count_is_shown(returned, signed_in) -> None:
    returned_town.say_for_whom()
    agreement = Agreement.objects.get(contract_key="provider_return")
    actions.end_agreement(agreement, by=queries.operator(), reason="It ends.")
    page = signed_in("board_member").get(PAGE).content.decode()
    assert "18,250" not in page
    assert "6.2%" not in page
    assert "agreement" in page
