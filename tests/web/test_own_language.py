"""What people name in any script, or with a number first, gets an address; what is sent twice is there once."""

import pytest
from web import led

from headwater.governance.leadership.models import Board, Decision, Insight
from headwater.governance.strategy.models import Plan
from headwater.web import keys

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.django_db]
BOARD = {"kind": "other", "starts_on": "2026-01-01"}
PLAN = {"starts_on": "2026-04-01", "last_day": "2027-03-31", "kind": "local"}
DECISION = {"decided_on": "2026-03-02", "decided": "Yes.", "public_words": "Yes.", "is_public": "on"}
INSIGHT = {"found_on": "2026-03-02", "speaks_of": "nature", "level": "strategic"}


@pytest.mark.parametrize("title", ["Рада за безопасность", "安全", "24/7 help", "A" * 190 + " " + "b" * 9])
def test_a_plan_and_a_board_are_named_in_any_script(title, signed_in):
    client = signed_in("programme_lead")
    board = client.post("/boards/add/", {**BOARD, "name": title})
    plan = client.post("/strategy/draft/", {**PLAN, "title": title})
    for answer in (board, plan):
        assert answer.status_code == 302, answer.content.decode()
        assert client.get(answer["Location"]).status_code == 200
    assert Plan.objects.filter(title=title).exists()
    assert Board.objects.filter(name=title).exists()


def test_two_decisions_and_two_insights_of_one_time_in_another_script_are_both_kept(signed_in):
    client, board = signed_in("programme_lead"), led.make_board()
    for words in ("Решение один", "Решение два"):
        made = client.post(f"/boards/{board.key}/decisions/add/", {**DECISION, "title": words})
        assert client.get(made["Location"]).status_code == 200
        assert client.post("/insights/add/", {**INSIGHT, "finding": words}).status_code == 302
    assert Decision.objects.count() == Insight.objects.count() == 2


def test_what_is_sent_twice_is_there_once_and_the_second_time_is_told_kindly(signed_in):
    client, board = signed_in("programme_lead"), led.make_board()
    address = f"/boards/{board.key}/decisions/add/"
    client.post(address, {**DECISION, "title": "Решение"})
    again = client.post(address, {**DECISION, "title": "Решение"})
    assert again.status_code == 400
    assert "There is one of that time with these words already" in again.content.decode()
    assert Decision.objects.count() == 1


def test_words_that_begin_alike_and_are_too_long_for_a_key_get_keys_of_their_own():
    one, two = (keys.key_of("long " * 30 + end, kind="plan") for end in ("one", "two"))
    assert one != two
    assert len(one) == len(two) == keys.LONGEST
