"""The demonstration's boards: something overdue, something changed, something nobody was asked about; and no rule is passed by."""

import pytest

from headwater.cli import demo_evidence, demo_leadership, demo_people, demo_priorities
from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.leadership import (
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    queries,
    system_changes,
)
from headwater.governance.leadership.models import InsightUse, Voice
from headwater.governance.leadership.priorities import queries as votes
from headwater.governance.leadership.pulse import queries as pulses
from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions as strategy_actions
from headwater.governance.strategy import queries as strategy
from headwater.insight.indicators.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded():
    Area.objects.create(code="E22900001", kind="csp", name="Aldercaster", people=1_000)
    strategy_actions.seed(by=operator())
    demo_people.register(by=operator(), today=clock.today())
    demo_leadership.seed(by=operator(), today=clock.today())
    return clock.today()


def test_every_page_of_leadership_has_something_to_show(seeded):
    told = decisions.you_said(on=seeded)
    assert min(map(len, (told.did, told.did_not, told.overdue, told.waiting))) > 0
    assert meetings.overdue_tasks(on=seeded).exists()
    assert decisions.nobody_involved(public=True).count() == 1
    assert {each.kind for each in system_changes.system_changes()} == {
        "policy",
        "practice",
        "resource",
        "power",
    }
    assert {each.use for each in insights.insights()} == set(InsightUse)
    assert sum(each.in_order for each in duties.standing(on=seeded)) > 0
    assert duties.not_in_order(duties.standing(on=seeded)) > 0
    board = queries.get_board("violence-reduction-board")
    parts = {each.voice: each for each in queries.voice_shares(board, on=seeded)}
    assert parts[Voice.YOUNG].items == 2
    assert (parts[Voice.VOLUNTARY].seats, parts[Voice.VOLUNTARY].votes) == (2, 1)
    local = queries.get_board("csp-e22900001")
    assert (local.area_code, queries.members(local, on=seeded).count()) == ("E22900001", 3)
    kinds = {each.kind for each in queries.boards(on=seeded)}
    assert {"community_safety", "safeguarding_children", "safeguarding_adults"} <= kinds


def test_one_objective_is_shared_and_funded_and_one_is_not(seeded):
    plan = strategy.the_strategy(seeded)
    objectives = [each for each in strategy.clauses(plan) if each.kind == "objective"]
    found = {each.key.split("/")[1]: each for each in commitments.alignment(objectives, [], on=seeded)}
    assert (found["O1.3"].lacks_partners, found["O1.3"].is_unfunded) == (0, False)
    assert (found["O1.5"].lacks_partners, len(found["O1.5"].promised)) == (1, 1)
    assert found["O1.1"].is_unfunded


def test_the_pulse_says_how_it_moved_and_a_second_run_does_nothing(seeded):
    newest = pulses.pulses()[0]
    moved = {each.moved for each in pulses.results(newest, on=seeded)}
    assert {"more than in the pulse before", "as in the pulse before"} <= moved
    before = decisions.decisions().count()
    demo_leadership.seed(by=operator(), today=seeded)
    assert decisions.decisions().count() == before


def test_members_voted_what_to_find_out_first_and_one_question_leads(seeded):
    assert not votes.votes().exists(), "without the library there are no gaps to vote on"
    demo_evidence.register(by=operator(), today=seeded)
    seated = [
        seat.person for board in queries.boards(on=seeded) for seat in queries.members(board, on=seeded)
    ]
    demo_priorities.seed(seated, by=operator(), today=seeded)
    found = votes.result(votes.votes().get(), on=seeded)
    assert found.says.startswith("One question surely comes first: Housing")
    assert all(len(each.chosen_by) == 2 for each in found.placed), "both sides are large enough to show"
    draft = evidence.get_brief("moving-home-moving-school", drafts=True)
    assert [placed.place_words for _, placed in votes.placed_in_votes(draft, on=seeded)] == ["1st"]
