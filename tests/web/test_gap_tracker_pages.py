"""Gaps between neighbourhoods: targets with a day, and a task for a board where a gap has surely grown."""

from datetime import date

import pytest
from django.test import Client
from web import beside_town, town

from headwater.governance.leadership.actions import register_board
from headwater.governance.leadership.models import Board, Task
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import queries as indicators
from headwater.insight.performance import gaps, rules
from headwater.insight.performance.models import GapTarget
from headwater.insight.release.draft import Audience
from headwater.vocabulary.estimates import Estimate

ON = date(2025, 6, 1)
PAGE = "/gaps-closing/"
TARGET = f"/gaps-closing/{town.INDICATOR}/{town.TOWN}/target/"
GIVE = f"/gaps-closing/{town.INDICATOR}/{town.TOWN}/task/"
ASKED = {"aim": "2", "due_on": "2099-04-01", "because": "Work in the streets concerned."}


@pytest.fixture
def grown(db) -> None:
    town.make_areas()
    beside_town.release_fifths()


@pytest.fixture
def board(db) -> Board:
    return register_board(
        key="main",
        name="The main board",
        kind="violence_reduction",
        starts_on=town.SINCE,
        by=partners.operator(),
    )


def found() -> gaps.Tracked:
    (only,) = gaps.tracker(audience=Audience.PUBLIC, on=ON)
    return only


def test_a_gap_that_has_grown_proposes_a_task(grown, client: Client) -> None:
    assert found().found.widened
    assert found().proposes
    page = client.get(PAGE).content.decode()
    assert "The gap has grown" in page
    assert "Proposed task: Answer the growing gap" in page
    assert "Give it to a board" not in page
    assert GIVE not in page


def test_what_the_table_is_of_and_every_source_stand_on_the_page(grown, client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "one line through all five fifths" in page
    assert "From end to end of all five fifths, " in page
    assert page.count("Source: ") == 1


def test_a_task_is_given_by_a_person_once_and_then_proposed_no_more(grown, board, signed_in) -> None:
    lead = signed_in("programme_lead")
    assert GIVE in lead.get(PAGE).content.decode()
    owner = town.make_organisation()
    asked = {"board": board.pk, "owner": owner.pk, "owner_role": "", "due_on": "2099-01-01"}
    assert lead.post(GIVE, asked).status_code == 302
    task = Task.objects.get()
    assert (task.board, task.what) == (board, found().what)
    page = lead.get(PAGE).content.decode()
    assert "The main board has it" in page
    assert "Proposed task" not in page
    assert lead.post(GIVE, asked).status_code == 404
    assert Task.objects.count() == 1


def test_a_target_starts_from_the_range_of_today_and_keeps_its_versions(grown, signed_in, client) -> None:
    assert client.get(TARGET).status_code == 302
    analyst = signed_in("analyst")
    assert analyst.post(TARGET, {**ASKED, "aim": "99"}).status_code == 400
    assert analyst.post(TARGET, ASKED).status_code == 302
    target = GapTarget.objects.get()
    assert target.baseline_lower < target.baseline < target.baseline_upper
    assert target.baseline_words == "April 2024 to March 2025"
    page = client.get(PAGE).content.decode()
    assert "at most 2 times from end to end, by 1 April 2099" in page
    assert "Not reached yet." in page
    later = {**ASKED, "due_on": "2099-10-01", "seen": "1", "reason": "It began late."}
    assert analyst.post(TARGET, later).status_code == 302
    target.refresh_from_db()
    assert (target.version, target.due_on) == (2, date(2099, 10, 1))
    withdrawn = {**later, "seen": "2", "withdrawn": "on"}
    assert analyst.post(TARGET, withdrawn).status_code == 302
    assert gaps.NO_TARGET in client.get(PAGE).content.decode()


def test_without_figures_the_page_says_what_to_do(db, client: Client) -> None:
    assert "No gaps can be shown yet" in client.get(PAGE).content.decode()
    town.make_areas()
    assert gaps.tracker(audience=Audience.PUBLIC, on=ON) == []
    assert gaps.find(town.INDICATOR, indicators.get_area(town.TOWN), audience=Audience.PUBLIC, on=ON) is None


def test_a_gap_that_has_not_grown_asks_for_no_task(grown, board, signed_in) -> None:
    lead = signed_in("programme_lead")
    assert lead.get(f"/gaps-closing/{town.INDICATOR}/{town.DISTRICTS[0]}/task/").status_code == 404


def index(lower: float, upper: float) -> Estimate:
    return Estimate((lower + upper) / 2, lower, upper, 0.95, "any", "times")


@pytest.mark.parametrize(
    ("stands", "on", "says"),
    [
        (index(1.5, 1.9), ON, "Reached"),
        (index(2.5, 3.0), ON, "Not reached yet."),
        (index(1.8, 2.4), ON, "It may be reached"),
        (index(1.8, 2.4), date(2030, 1, 1), "Its day has come"),
        (None, ON, "gives no index"),
    ],
)
def test_a_target_is_judged_by_the_whole_range(stands: Estimate | None, on: date, says: str) -> None:
    assert says in gaps.target_says(stands, GapTarget(aim=2, due_on=date(2028, 1, 1)), on=on)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"due_on": ON}, "gap_target_in_the_past"),
        ({"aim": 0.9}, "gap_target_below_even"),
        ({"aim": 2.5}, "gap_target_within_range"),
        ({"because": "Hope."}, "gap_target_without_reason"),
    ],
)
def test_what_a_gap_target_may_be(facts: dict[str, object], code: str | None) -> None:
    sound = {
        "lower": 2.5,
        "aim": 2.0,
        "due_on": date(2028, 1, 1),
        "because": "Work in the streets.",
        "on": ON,
    }
    refusal = rules.why_not_gap_target(**{**sound, **facts})  # type: ignore[arg-type]
    assert (refusal.code if refusal else None) == code
