"""The pulse: answered once, without a name; said in bands, from five answers on, once it has closed."""

from datetime import timedelta
from itertools import product

import pytest

from governance.leadership_makers import make_board, make_seat
from governance.partnership_makers import make_person
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.leadership.pulse import actions, queries, rules
from headwater.governance.leadership.pulse.models import PulseTally, PulseTurn
from headwater.governance.partners.queries import operator
from headwater.vocabulary.errors import Invalid, NotFound, Refused

pytestmark = pytest.mark.django_db
QUESTIONS = (actions.Question("heard", "We are heard."), actions.Question("aim", "We have one aim."))


def opened(*, days: int = 30):
    today = clock.today()
    return actions.open_pulse(
        opens_on=today - timedelta(days=days),
        closes_on=today + timedelta(days=1),
        questions=QUESTIONS,
        by=operator(),
    )


def answer(pulse, board, heard: int, aim: int = 3):
    by = make_seat(board).person
    return actions.answer_pulse(pulse, answers={"heard": heard, "aim": aim}, by=by)


def closed(pulse):
    return actions.close_pulse(pulse, closes_on=clock.today(), by=operator())


def says(pulse) -> str:
    return queries.results(pulse, on=clock.today())[0].said.says


def test_nothing_is_said_before_it_closes_nor_of_fewer_than_five():
    board, pulse = make_board(), opened()
    for _ in range(4):
        answer(pulse, board, 5)
    assert "still open" in says(pulse)
    assert "Fewer than 5" in says(closed(pulse))


def test_what_five_said_is_told_in_a_band_and_beside_the_pulse_before():
    board = make_board()
    for days, scores, wanted, moved in (
        (60, (1, 1, 1, 4, 4), "Fewer agree than not: 4 in 10 or fewer", ""),
        (30, (4, 4, 4, 5, 1), "More agree than not: 6 in 10 or more", "more than in the pulse before"),
        (20, (1, 2, 3, 1, 1), "Fewer agree than not: 4 in 10 or fewer", "less than in the pulse before"),
        (10, (1, 2, 3, 1, 1), "Fewer agree than not: 4 in 10 or fewer", "as in the pulse before"),
    ):
        pulse = opened(days=days)
        for score in scores:
            answer(pulse, board, score)
        first = queries.results(closed(pulse), on=clock.today())[0]
        assert (first.said.says, first.moved) == (wanted, moved)


def test_answers_that_were_all_alike_read_as_others_do():
    """Whoever knows the bands and all answers but one cannot always tell that one; nobody reads that all agreed."""
    for answers in ((5, 5, 5, 5, 5), (5, 5, 5, 5, 1)):
        counts = {score: answers.count(score) for score in rules.SCALE}
        assert rules.said_of(counts, closed=True).band == 4
    for answers in ((1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 5)):
        counts = {score: answers.count(score) for score in rules.SCALE}
        assert rules.said_of(counts, closed=True).band == 0


@pytest.mark.parametrize("total", range(rules.FEWEST, 41))
def test_who_knows_how_many_answered_and_the_own_answer_does_not_learn_that_all_others_were_alike(total):
    told: dict[str, set[int]] = {}
    for agree in range(total + 1):
        told.setdefault(rules.said_of({5: agree, 1: total - agree}, closed=True).says, set()).add(agree)
    for agrees in told.values():
        assert agrees not in ({0}, {total})
        for own in (0, 1):
            others = {agree - own for agree in agrees if 0 <= agree - own < total}
            assert others not in ({0}, {total - 1})


def test_no_words_hold_a_count_or_a_share():
    for yes, no in product(range(12), repeat=2):
        said = rules.said_of({5: yes, 1: no}, closed=True)
        assert (said.band is None) == (yes + no < rules.FEWEST)
        assert said.says in {*rules.BANDS, *rules.BANDS_OF_FEW.values()} | {
            "Fewer than 5 answers, so nothing is shown."
        }


def test_no_way_leads_from_an_answer_to_a_person():
    board, pulse = make_board(), opened()
    member = make_seat(board).person
    before = list(PulseTally.objects.order_by("pk").values_list("pk", flat=True))
    actions.answer_pulse(pulse, answers={"heard": 2, "aim": 5}, by=member)
    assert {field.name for field in PulseTurn._meta.fields} == {"id", "pulse", "person"}
    assert {field.name for field in PulseTally._meta.fields} == {"id", "pulse", "question", "answer", "count"}
    assert list(PulseTally.objects.order_by("pk").values_list("pk", flat=True)) == before
    entry = audit.entries().filter(kind="pulse.answer_pulse").get()
    assert (entry.subject_kind, entry.subject_key, entry.reason) == ("pulse", str(pulse.uuid), "")
    assert queries.has_answered(pulse, member.uuid)
    with pytest.raises(Refused, match="answered"):
        actions.answer_pulse(pulse, answers={"heard": 4, "aim": 5}, by=member)


def test_only_people_with_a_seat_answer_every_question_while_it_is_open():
    board, pulse = make_board(), opened()
    member = make_seat(board).person
    with pytest.raises(Refused, match="sit on a board"):
        actions.answer_pulse(pulse, answers={"heard": 4, "aim": 5}, by=make_person())
    for wrong in ({"heard": 4, "aim": 6}, {"heard": 4, "other": 1}):
        with pytest.raises(Refused, match="from 1 to 5"):
            actions.answer_pulse(pulse, answers=wrong, by=member)
    with pytest.raises(Refused, match="every question"):
        actions.answer_pulse(pulse, answers={"heard": 4}, by=member)
    closed(pulse)
    with pytest.raises(Refused, match="not open"):
        actions.answer_pulse(pulse, answers={"heard": 4, "aim": 5}, by=member)
    with pytest.raises(Refused, match="closed already"):
        closed(pulse)


def test_one_pulse_at_a_time_and_each_asks_something():
    pulse = opened()
    assert queries.open_pulse(on=clock.today()) == pulse
    assert queries.get_pulse(pulse.uuid) == pulse
    with pytest.raises(Refused, match="open already"):
        opened()
    with pytest.raises(Refused, match="after it opened"):
        actions.close_pulse(pulse, closes_on=pulse.opens_on, by=operator())
    closed(pulse)
    today = clock.today()
    with pytest.raises(Refused, match="after it opens"):
        actions.open_pulse(opens_on=today, closes_on=today, by=operator())
    with pytest.raises(Refused, match="at least one"):
        actions.open_pulse(opens_on=today, closes_on=today + timedelta(days=1), questions=(), by=operator())
    bad = (actions.Question("Not A Key", "?"),)
    with pytest.raises(Invalid):
        actions.open_pulse(opens_on=today, closes_on=today + timedelta(days=1), questions=bad, by=operator())
    with pytest.raises(NotFound):
        queries.get_pulse(make_person().uuid)
    assert list(queries.pulses()) == [pulse]
