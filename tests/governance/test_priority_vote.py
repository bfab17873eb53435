"""What to find out first: voted once, without a name; weights as declared; no small group shown, no order told that is none."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from governance.evidence_makers import make_brief, make_evidence, make_factor
from governance.leadership_makers import make_board, make_seat
from governance.voters import ASKED, closed, opened, seated, voted
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.evidence import actions as evidence
from headwater.governance.leadership.models import Voice
from headwater.governance.leadership.priorities import actions, places, queries, rules, weights
from headwater.governance.leadership.priorities.models import PriorityTally, PriorityTurn
from headwater.governance.leadership.priorities.places import Places, Poll
from headwater.governance.partners.queries import operator
from headwater.vocabulary.errors import Invalid, Refused

HOPE, LUCK, REST, WORK = ASKED
DAY, LATER = date(2026, 3, 1), date(2026, 4, 1)
OPEN = {
    "opens_on": DAY,
    "closes_on": LATER,
    "asked": ASKED,
    "gaps": ASKED,
    "voices": {"young", "community", "statutory"},
    "one_is_open": False,
}
VOTE = {
    "is_open": True,
    "has_a_seat": True,
    "voted_already": False,
    "chosen": [HOPE],
    "asked": ASKED,
    "choose": 2,
}
EVEN = dict.fromkeys(Voice.values, 1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, None),
        ({"closes_on": DAY}, "closes_before_it_opens"),
        ({"one_is_open": True}, "one_is_open"),
        ({"asked": (HOPE, HOPE, LUCK)}, "twice"),
        ({"asked": (HOPE, LUCK)}, "how_many"),
        ({"gaps": (HOPE, LUCK, REST)}, "no_gap"),
        ({"voices": {"statutory", "community"}}, "nobody_lived_it"),
        ({"voices": {"statutory", "young"}}, "nobody_lived_it"),
    ],
)
def test_why_not_open(given, code):
    refusal = rules.why_not_open(**{**OPEN, **given})
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, None),
        ({"is_open": False}, "not_open"),
        ({"has_a_seat": False}, "no_seat"),
        ({"voted_already": True}, "voted_already"),
        ({"chosen": ["love:why"]}, "unknown_question"),
        ({"chosen": [HOPE, HOPE]}, "unknown_question"),
        ({"chosen": []}, "how_many"),
        ({"chosen": [HOPE, LUCK, REST]}, "how_many"),
    ],
)
def test_why_not_vote(given, code):
    refusal = rules.why_not_vote(**{**VOTE, **given})
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        (EVEN, None),
        ({**EVEN, "young": 5}, None),
        ({**EVEN, "young": 0}, "weight"),
        ({**EVEN, "young": 6}, "weight"),
        ({"young": 1}, "voices"),
        ({**EVEN, "police": 1}, "voices"),
    ],
)
def test_why_not_weigh(declared, code):
    refusal = rules.why_not_weigh(declared, voices=Voice.values)
    assert (refusal and refusal.code) == code


def test_shipped_weights_give_young_people_and_lived_experience_more():
    shipped = weights.declared().weights
    assert min(shipped["young"], shipped["community"]) > max(shipped["statutory"], shipped["voluntary"])


def own_file(own_home: Path) -> Path:
    folder = own_home / "home" / "content"
    folder.mkdir(parents=True)
    return folder / weights.FILE


def test_a_partnership_declares_its_own_weights(own_home):
    file = own_file(own_home)
    file.write_text(weights.SHIPPED.read_text().replace("young = 2 ", "young = 4 "))
    assert weights.declared().weights["young"] == 4
    file.write_text(weights.SHIPPED.read_text().replace("young = 2 ", "young = 9 "))
    with pytest.raises(Invalid, match="at most 5"):
        weights.declared()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("choose =", "see the file that is shipped"),
        ("choose = 3", "see the file that is shipped"),
        ('choose = 3\nweights = "more"', "see the file that is shipped"),
        ('choose = 3\n[weights]\nyoung = "many"', "see the file that is shipped"),
        ("choose = 3\n[weights]\nyoung = 2", "Declare a weight for each"),
        ("choose = 0\n[weights]\nyoung = 2", "at least one question"),
    ],
)
def test_a_declaration_that_nobody_can_count_by_is_told(text, says):
    with pytest.raises(Invalid, match=says):
        weights.parse(text)


def test_no_shown_group_is_small_and_shown_groups_are_everybody():
    sizes = (0, 1, 7, 8, 9)
    for counts in product(sizes, repeat=4):
        voters = dict(zip(Voice.values, counts, strict=True))
        groups = places.shown_groups(voters)
        assert all(sum(voters[voice] for voice in group) >= 8 for group in groups), voters
        assert not groups or set().union(*groups) == set(voters), "no group follows from the whole"
    assert places.shown_groups({"statutory": 20, "voluntary": 9, "young": 7, "community": 0}) == ()


def poll(*counts: int, voters: int = 20, young: int = 0, chose: tuple[int, ...] = ()) -> Poll:
    by_question = {
        key: {"statutory": count, "young": chose[at] if chose else 0}
        for at, (key, count) in enumerate(zip(ASKED, counts, strict=True))
    }
    everybody = {"statutory": voters, "voluntary": 0, "young": young, "community": 0}
    return Poll(everybody, by_question, {**EVEN, "young": 2})


def test_a_question_is_placed_surely_only_where_chance_would_not_turn_it_round():
    assert places.places(poll(20, 1, 1, 1))[HOPE] == Places(1, 1)
    assert places.places(poll(20, 1, 1, 1))[LUCK] == Places(2, 4)
    assert set(places.places(poll(8, 7, 6, 5)).values()) == {Places(1, 4)}, "too close to call"
    tie = places.places(poll(19, 19, 0, 0))
    assert tie[HOPE] == tie[LUCK] == Places(1, 2)


def test_weights_count_for_as_many_as_was_declared():
    mixed = poll(20, 0, 0, 0, young=10, chose=(0, 10, 0, 0))
    assert places.share(mixed, HOPE, list(mixed.voters)) == places.share(mixed, LUCK, list(mixed.voters))
    plain = mixed.unweighted()
    assert places.share(plain, HOPE, list(plain.voters)) == 2 * places.share(plain, LUCK, list(plain.voters))


def test_where_nobody_prefers_anything_an_order_is_seldom_told():
    """Of 300 votes in which 24 people choose 3 of 4 by lot, a lead is told in 1 of 20 at most."""
    chance = np.random.default_rng(4)
    told = 0
    for _ in range(300):
        lots = np.argsort(chance.random((24, 4)), axis=1)[:, :3]
        counts = np.bincount(lots.ravel(), minlength=4)
        told += sum(each.first == 1 for each in places.places(poll(*counts, voters=24)).values()) == 1
    assert told <= 15


@pytest.mark.django_db
def test_a_vote_is_opened_on_gaps_only():
    seated(young=1, community=1)
    vote = opened()
    assert next(each["words"] for each in vote.asked) == "Hope: What drives it?"
    closed(vote)
    make_evidence("known", factor_keys=["hope"], question="why")
    days = {"opens_on": clock.today(), "closes_on": clock.today() + timedelta(days=5)}
    with pytest.raises(Refused, match="is no gap"):
        actions.open_vote(asked=ASKED, **days, by=operator())


@pytest.mark.django_db
def test_without_young_people_and_residents_no_vote_opens():
    seated(statutory=2, community=1)
    with pytest.raises(Refused, match="No seat speaks for young people"):
        opened()


@pytest.mark.django_db
def test_a_member_votes_once_and_what_was_chosen_leads_back_to_nobody():
    people = seated(young=1, community=1)
    vote = opened()
    young = people["young"][0]
    actions.cast_vote(vote, chosen=[HOPE, LUCK], by=young)
    with pytest.raises(Refused, match="You have voted"):
        actions.cast_vote(vote, chosen=[REST], by=young)
    counted = PriorityTally.objects.filter(count__gt=0).order_by("question")
    assert [(each.voice, each.question, each.count) for each in counted] == [
        ("young", "", 1),
        ("young", HOPE, 1),
        ("young", LUCK, 1),
    ]
    assert not hasattr(PriorityTally, "person"), "a tally knows no person"
    assert {field.name for field in PriorityTurn._meta.fields} == {"id", "vote", "person"}
    trail = str(list(audit.entries().values()))
    assert HOPE not in trail
    assert LUCK not in trail


@pytest.mark.django_db
def test_who_sits_for_several_votes_for_the_voice_that_counts_most():
    people = seated(young=1, community=1)
    vote = opened()
    seat = make_seat(make_board(), voice=Voice.STATUTORY)
    from_both = seat.person
    assert queries.voice_of(from_both.uuid, vote, on=clock.today()) == "statutory"
    assert queries.voice_of(people["young"][0].uuid, vote, on=clock.today()) == "young"
    stranger = operator()
    assert queries.voice_of(stranger.uuid, vote, on=clock.today()) is None
    with pytest.raises(Refused, match="asks the people who sit on a board"):
        actions.cast_vote(vote, chosen=[HOPE], by=stranger)


@pytest.mark.django_db
def test_nothing_is_said_before_it_closes_nor_of_fewer_than_eight():
    seated(young=1, community=1)
    vote = opened()
    voted(vote, {"statutory": [[HOPE]] * 7})
    before = queries.result(vote, on=clock.today())
    assert (before.placed, "not closed yet" in before.says) == ((), True)
    after = queries.result(closed(vote), on=clock.today())
    assert (after.placed, after.says) == ((), "Fewer than 8 members voted, so nothing is shown.")


@pytest.mark.django_db
def test_weights_decide_openly_and_it_is_said_where_they_did():
    seated(young=1, community=1)
    vote = opened()
    voted(vote, {"statutory": [[LUCK]] * 22 + [[REST]] * 4, "young": [[HOPE]] * 24})
    found = queries.result(closed(vote), on=clock.today())
    assert found.says == "One question surely comes first: Hope: What drives it?"
    assert found.weights_say == (
        "If everybody counted the same, these could come first: Hope: What drives it?; Luck: What drives it?"
    )
    hope = found.placed[0]
    assert hope.place_words == "1st"
    assert dict(hope.chosen_by) == {
        "Young people, residents and people with lived experience": "8 in 10 or more",
        "Statutory partners and the voluntary sector": "2 in 10 or fewer",
    }


@pytest.mark.django_db
def test_a_small_group_is_not_shown_and_a_tie_is_called_one():
    seated(young=1, community=1)
    vote = opened()
    voted(vote, {"statutory": [[HOPE], [LUCK], [REST], [WORK]] * 3, "young": [[HOPE]] * 2})
    found = queries.result(closed(vote), on=clock.today())
    assert all(each.chosen_by == () for each in found.placed)
    assert "fewer than 8 voters" in found.groups_say
    assert found.weights_say == "", "what the weights did would tell what the few chose"
    assert found.says.startswith("The vote sets no question surely before another.")
    assert [each.gap.words for each in found.placed] == sorted(each.gap.words for each in found.placed)


@pytest.mark.django_db
def test_weights_stand_as_they_were_declared_on_the_first_day(own_home):
    seated(young=1, community=1)
    vote = opened()
    own_file(own_home).write_text(weights.SHIPPED.read_text().replace("young = 2 ", "young = 5 "))
    vote.refresh_from_db()
    assert (vote.weights["young"], weights.declared().weights["young"]) == (2, 5)


@pytest.mark.django_db
def test_a_closed_vote_stays_closed_and_one_is_open_at_a_time():
    seated(young=1, community=1)
    vote = closed(opened())
    with pytest.raises(Refused, match="closed already"):
        closed(vote)
    days = {"opens_on": clock.today(), "closes_on": clock.today() + timedelta(days=5)}
    actions.open_vote(asked=ASKED, **days, by=operator())
    with pytest.raises(Refused, match="open already"):
        actions.open_vote(asked=ASKED, **days, by=operator())


@pytest.mark.django_db
def test_a_study_that_asks_it_is_found_and_knows_its_place():
    seated(young=1, community=1)
    vote = opened()
    voted(vote, {"statutory": [[HOPE]] * 12})
    closed(vote)
    paid = {"lived_experience_role": "Co-researchers", "payment_gbp": "1500"}
    study = make_brief("study", factor_keys=["hope"], **paid)
    other = make_brief("other", factor_keys=["hope"], question="what_works")
    [placed] = queries.result(vote, on=clock.today()).placed[:1]
    assert queries.briefs_of(placed.gap, [study, other]) == [study]
    [(of, found)] = queries.placed_in_votes(study, on=clock.today())
    assert (of, found.place_words) == (vote, "1st")
    assert queries.placed_in_votes(other, on=clock.today()) == []
    evidence.issue_brief(study, by=operator())
    make_factor("new", name="New")
    assert "hope:why" not in {gap.key for gap in queries.open_gaps()}, "what is asked needs no vote"
