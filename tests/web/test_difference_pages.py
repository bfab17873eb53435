"""Groups beside one another: what differs beyond chance is explained or acted on, and said to be neither where it is."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.test import Client
from insight import crossed
from web import asked, town

from headwater.governance.audit import clock
from headwater.governance.leadership import decisions
from headwater.governance.leadership.models import Contribution
from headwater.governance.partners import queries as partners
from headwater.insight.performance import actions, lens, rules
from headwater.insight.performance.models import DifferenceNote, Stance
from headwater.vocabulary.errors import Conflict, NotFound, Refused

ADDRESS = "/differences/?indicator=survey_safe_after_dark"
NOTE = f"/differences/survey_safe_after_dark/{town.TOWN}/sex/female/"
SAYS = "Lights along the river path come first."
AHEAD = date(2099, 1, 1)


@pytest.fixture
def asked_town(db) -> None:
    town.make_areas()
    asked.ask_the_town()


def make_note(**facts: object) -> DifferenceNote:
    given = {
        "indicator": "survey_safe_after_dark",
        "area_code": town.TOWN,
        "breakdown": "sex",
        "category": "female",
        "stance": Stance.ACT,
        "says": SAYS,
        "look_again_on": AHEAD,
    }
    return actions.note_difference(DifferenceNote(**{**given, **facts}), by=partners.operator())


def test_a_difference_beyond_chance_wants_a_note(asked_town, client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    assert "1 group differs by more than chance" in page
    assert "Nobody has said yet why “Female” differs, or what we do about it." in page
    assert page.split("Groups within places")[0].count("Asked for a test.") == 1
    assert "-18" in page
    assert "difference-note" not in page
    assert NOTE not in page


def test_a_note_stands_beside_its_difference(asked_town, client: Client) -> None:
    make_note()
    page = client.get(ADDRESS).content.decode()
    assert SAYS in page
    assert "We act on it" in page
    assert "No note yet" not in page


def test_who_may_writes_and_changes_a_note_and_nobody_else(asked_town, signed_in, client: Client) -> None:
    assert client.get(NOTE).status_code == 302
    writer = signed_in("analyst")
    assert NOTE in writer.get(ADDRESS).content.decode()
    first = {"stance": "find_out", "says": "We ask the women who told us.", "look_again_on": "2099-01-01"}
    assert writer.post(NOTE, first).status_code == 302
    again = {**first, "says": SAYS, "stance": "act", "seen": "1", "reason": "We know more now."}
    assert writer.post(NOTE, again).status_code == 302
    kept = DifferenceNote.objects.get()
    assert (kept.version, kept.says) == (2, SAYS)
    late = writer.post(NOTE, {**again, "says": "Other words than theirs."})
    assert late.status_code == 400
    assert SAYS in late.content.decode()


def test_groups_that_are_hidden_are_not_compared(db) -> None:
    town.make_areas()
    town.make_agreement(contract_key=asked.SOURCE)
    asked.release_share(
        "survey_worried", (30,), breakdown="sex", groups={"female": (50, 500), "male": (20, 12)}
    )
    area = lens.whole_area()
    assert area is not None
    indicator = lens.registry.get_indicator("survey_worried")
    found = lens.lens(indicator, area, audience=lens.Audience.PUBLIC, on=date(2026, 5, 1))
    assert found.tables == ()


def test_only_words_that_may_be_shown_are(asked_town, client: Client) -> None:
    today = clock.today()
    for words, shown in (("We walk the long way home.", True), ("Keep this among us.", False)):
        decisions.record_contribution(
            Contribution(
                who="Young people of a club",
                voice="young",
                in_what="An evening",
                heard_on=today,
                said=words,
                may_be_shown=shown,
                reply_due_on=today + timedelta(days=30),
            ),
            by=partners.operator(),
        )
    page = client.get(ADDRESS).content.decode()
    assert "We walk the long way home." in page
    assert "Keep this among us." not in page


def test_without_figures_the_page_says_what_to_do(db, client: Client) -> None:
    assert "No figures by groups yet" in client.get("/differences/").content.decode()


def test_an_indicator_or_group_that_is_not_there_is_not_found(asked_town, signed_in, client: Client) -> None:
    assert client.get("/differences/?indicator=happiness").status_code == 404
    writer = signed_in("analyst")
    assert writer.get(f"/differences/survey_worried/{town.TOWN}/sex/giants/").status_code == 404
    with pytest.raises(NotFound):
        make_note(category="giants")


def test_a_note_is_written_once(asked_town) -> None:
    make_note()
    with pytest.raises(Conflict):
        make_note()
    with pytest.raises(Refused):
        make_note(category="male", says="Dunno.")


@pytest.mark.parametrize(
    ("says", "day", "code"),
    [
        (SAYS, date(2026, 1, 2), None),
        ("We act.", date(2026, 1, 2), "note_says_nothing"),
        (SAYS, date(2026, 1, 1), "look_again_in_the_past"),
    ],
)
def test_what_a_note_must_say(says: str, day: date, code: str | None) -> None:
    refusal = rules.why_not_note(says=says, look_again_on=day, on=date(2026, 1, 1))
    assert (refusal.code if refusal else None) == code


def test_groups_within_places_are_shown_beside_what_is_expected_of_them(db, client: Client) -> None:
    counts = np.round(crossed.expected())
    counts[0, 1] *= 3
    crossed.release_counts(counts)
    page = " ".join(client.get("/differences/?indicator=serious_violence").content.decode().split())
    assert "Groups within places" in page
    assert "2 of 20 differ from what the group and the place lead to expect." in page
    assert "15 to 24, Part 1<br>" in page
    assert "Nothing is worked out for figures that are hidden." in page


def test_a_group_within_a_place_that_stands_out_is_explained_or_acted_on(db, signed_in) -> None:
    counts = np.round(crossed.expected())
    counts[0, 1] *= 3
    crossed.release_counts(counts)
    writer, address = signed_in("analyst"), "/differences/?indicator=serious_violence"
    note = f"/differences/serious_violence/{crossed.PARTS[0]}/ages/15_to_24/"
    page = writer.get(address).content.decode()
    assert note in page
    assert page.split("Groups within places")[1].count("No note yet") == 2
    given = {"stance": "act", "says": SAYS, "look_again_on": "2099-01-01"}
    assert writer.post(note, given).status_code == 302
    told = writer.get(address).content.decode().split("Groups within places")[1]
    assert SAYS in told
    assert told.count("No note yet") == 1


def test_where_every_group_of_a_place_is_too_small_the_page_says_so(db, client: Client) -> None:
    crossed.release_counts(np.full((4, 5), 2.0))
    page = client.get("/differences/?indicator=serious_violence").content.decode()
    assert "There are too few people in each group of each place" in page
