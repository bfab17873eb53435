"""Places that people marked: counted for everybody, by neighbourhood for partners, and never one by one."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from django.test import Client
from insight import drafts
from web import asked, town

from headwater.governance.partners import actions as partners
from headwater.governance.partners import queries
from headwater.insight.performance import marked_places
from headwater.insight.release import actions as release
from headwater.insight.release.draft import Audience, Origin, Place
from headwater.vocabulary.periods import Grain

SOURCE = "unsafe_places"
COUNTY = Place(town.TOWN, "Testshire", "utla")
NEIGHBOURHOODS = tuple(
    Place(f"E0190000{at}", f"Neighbourhood {at}", "lsoa", parent=town.TOWN) for at in range(1, 4)
)
ORIGIN = Origin((SOURCE,), "Marked for a test.", "1" * 64, date(2026, 1, 5))


def release_marks(
    counts: Sequence[Sequence[Sequence[float]]], *, audience: Audience = Audience.PUBLIC, **facts
) -> None:
    facts = {"places": (COUNTY,), "first": date(2024, 4, 1), "grain": Grain.YEAR, **facts}
    draft = drafts.make_draft(counts, indicator=marked_places.KEY, origin=ORIGIN, **facts)
    release.publish(draft, audience=audience, by=queries.operator())


@pytest.fixture
def marked_town(db):
    """A hundred marks: three of them by day."""
    town.make_areas()
    agreement = town.make_agreement(contract_key=SOURCE)
    release_marks([[[100]]])
    when = [[[100], [3], [60], [7], [30]]]
    categories = ("all", "day", "dark", "both", "not_said")
    release_marks(when, categories=categories, breakdown="unsafe_when")
    return agreement


def page_of(client: Client) -> str:
    page = client.get("/feeling-safe/").content.decode()
    return page[page.index('id="marked-places"') :].split("</main", 1)[0]


def test_marks_stand_in_order_and_a_small_number_is_hidden(marked_town, client: Client) -> None:
    page = page_of(client)
    assert "not people" in page
    assert "No mark is shown by itself" in page
    assert page.index("After dark") < page.index("Not said") < page.index("By day and after dark")
    assert "Hidden: a small number" in page.split("By day<", 1)[1].split("</tr>", 1)[0]
    assert page.count("Marked for a test.") == 1
    assert "Not held" not in page


def test_neighbourhoods_are_for_partners_and_the_smallest_are_not_named(marked_town) -> None:
    counts = [[[100]], [[2]], [[68]], [[30]]]
    release_marks(counts, audience=Audience.PARTNER, places=(COUNTY, *NEIGHBOURHOODS))
    on = date(2026, 2, 1)
    found = {
        audience: marked_places.marked(audience=audience, on=on)
        for audience in (Audience.PUBLIC, Audience.PARTNER)
    }
    titles = {audience: [table.title for table in each.tables] for audience, each in found.items() if each}
    assert not any("Neighbourhoods" in title for title in titles[Audience.PUBLIC])
    most = found[Audience.PARTNER].tables[-1]
    assert most.title.startswith("Neighbourhoods")
    assert [words for words, _ in most.rows] == ["Neighbourhood 2"]


def test_the_page_stands_without_a_survey_and_says_what_waits_without_a_map(db, client: Client) -> None:
    town.make_areas()
    assert "Not held:" in page_of(client)
    asked.ask_the_town()
    assert "/you-said/" in page_of(client)


def test_where_the_agreement_has_ended_marks_say_so_and_the_survey_stands(
    marked_town, client: Client
) -> None:
    asked.ask_the_town()
    partners.end_agreement(marked_town, by=queries.operator(), reason="It ends.")
    page = page_of(client)
    assert "60" not in page
    assert "agreement" in page
    assert "After dark it is about 52." in client.get("/feeling-safe/").content.decode()
    rows = csv.DictReader(io.StringIO(client.get("/vision/feeling-safe.csv").content.decode()))
    [refused] = [row for row in rows if row["indicator"] == marked_places.KEY]
    assert refused["value"] == ""
    assert "agreement" in refused["says"]


def test_marks_are_in_the_file_of_the_page(marked_town, client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/vision/feeling-safe.csv").content.decode())))
    assert {row["part"] for row in rows} == {"marked"}
    [dark] = [row for row in rows if row["dimension"] == "unsafe_when/dark"]
    assert float(dark["value"]) == 60
    [day] = [row for row in rows if row["dimension"] == "unsafe_when/day"]
    assert (day["status"], day["value"]) == ("suppressed", "")
