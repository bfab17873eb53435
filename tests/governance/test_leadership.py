"""Boards, their successors and their seats."""

from datetime import date

import pytest

from governance.partnership_makers import make_organisation, make_person
from headwater.governance.leadership import actions, queries, rules
from headwater.governance.partners.queries import operator
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

START = date(2024, 1, 1)


def make_board(key: str = "strategic", **more):
    return actions.register_board(key=key, name=key.title(), starts_on=START, by=operator(), **more)


@pytest.mark.parametrize(
    ("board_holds", "sits_already", "code"),
    [(True, False, None), (True, True, "sits_already"), (False, False, "board_does_not_exist")],
)
def test_why_not_seat(board_holds, sits_already, code):
    refusal = rules.why_not_seat(board_holds=board_holds, sits_already=sits_already)
    assert (refusal.code if refusal else None) == code


@pytest.mark.django_db
def test_board_ends_with_its_seats_and_its_successor_takes_over():
    old, new = make_board("old"), make_board("new")
    person, organisation = make_person(), make_organisation()
    member = actions.seat_member(
        old, person=person, organisation=organisation, starts_on=START, by=operator()
    )
    assert list(queries.members(old, on=START)) == [member]
    actions.end_board(old, ends_on=date(2025, 1, 1), successor=new, by=operator())
    assert list(queries.members(old, on=date(2024, 12, 31))) == [member]
    assert not queries.members(old, on=date(2025, 1, 1)).exists()
    assert queries.current_successor(old, on=date(2024, 12, 31)) == old
    assert queries.current_successor(old, on=date(2025, 1, 1)) == new
    assert list(queries.boards(on=date(2025, 1, 1))) == [new]
    assert set(queries.boards()) == {old, new}
    with pytest.raises(Refused, match="succeed itself"):
        actions.end_board(new, ends_on=date(2026, 1, 1), successor=old, by=operator())


@pytest.mark.django_db
def test_seat_is_taken_once_and_given_up():
    board, person, organisation = make_board(), make_person(), make_organisation()
    seat = {"person": person, "organisation": organisation, "by": operator()}
    member = actions.seat_member(board, starts_on=START, **seat)
    with pytest.raises(Refused, match="already"):
        actions.seat_member(board, starts_on=date(2024, 6, 1), **seat)
    with pytest.raises(Refused, match="does not exist"):
        actions.seat_member(board, starts_on=date(2023, 6, 1), **seat)
    with pytest.raises(Invalid):
        actions.unseat_member(member, ends_on=START, by=operator())
    actions.unseat_member(member, ends_on=date(2024, 6, 1), by=operator())
    actions.seat_member(board, starts_on=date(2024, 6, 1), **seat)


@pytest.mark.django_db
def test_board_is_found_by_its_key_which_is_taken_once():
    board = make_board(area_code="E10000024")
    assert queries.get_board("strategic") == board
    with pytest.raises(NotFound):
        queries.get_board("other")
    with pytest.raises(Conflict):
        make_board()
    with pytest.raises(Invalid, match="GSS"):
        make_board("other", area_code="Notts")
