"""Areas side by side and inequality by the API: the same figures and words as on the pages, each estimate with its limits."""

import pytest
from web import beside_town, town

from headwater.insight.release.draft import Audience

pytestmark = pytest.mark.django_db
COMPARED = f"/api/v1/comparisons?indicator={town.INDICATOR}&kind=ltla"
GAP = f"/api/v1/inequality/deprivation?indicator={town.INDICATOR}&area={town.TOWN}"


def test_areas_come_by_name_each_with_its_limits(client) -> None:
    town.make_town()
    found = client.get(COMPARED).json()
    assert [each["area_name"] for each in found["areas"]] == ["District 1", "District 2", "District 3"]
    assert all(each["ratio_to_others"]["lower"] < each["ratio_to_others"]["upper"] for each in found["areas"])
    assert found["says"]
    assert {each["position"] for each in found["areas"]} <= {"within", "above", "below"}


def test_the_gap_comes_with_what_became_of_it(client) -> None:
    town.make_areas()
    beside_town.release_fifths()
    found = client.get(GAP).json()
    assert [gap["period"] for gap in found["gaps"]] == ["2022-04-01", "2023-04-01", "2024-04-01"]
    assert found["gaps"][-1]["most_to_least_deprived"]["value"] == pytest.approx(4.5)
    assert [change["as_ratio"] for change in found["changes"]] == ["wider", "wider"]
    assert "4.5 times as many" in found["says"][0]


def test_groups_come_with_bounds_for_the_missing(client) -> None:
    town.make_areas()
    town.release_groups()
    answer = client.get(f"/api/v1/inequality/ethnicity?indicator=serious_violence&area={town.TOWN}")
    assert answer.status_code == 404  # nobody knows how many people are in these groups
    assert client.get(GAP).status_code == 404


def test_rates_by_age_come_beside_the_partnerships(client) -> None:
    town.make_town()
    beside_town.release_ages()
    asked = f"/api/v1/comparisons/by-age?indicator=serious_violence&area={town.DISTRICTS[0]}"
    found = client.get(asked).json()
    assert found["rate"]["value"] == pytest.approx(found["rate_of_partnership"]["value"])
    assert "European Standard Population" in found["says"]
    assert client.get(asked.replace(town.DISTRICTS[0], town.TOWN)).status_code == 404


def test_partners_gaps_are_not_for_the_public(client) -> None:
    town.make_areas()
    beside_town.release_fifths(audience=Audience.PARTNER)
    assert client.get(GAP).status_code == 404
