"""How far plans are is told of many clauses with no more questions to the database than of one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.plan_makers import make_clause, make_plan, make_step
from headwater.governance.audit import clock
from headwater.governance.strategy import progress, queries

pytestmark = pytest.mark.django_db
TODAY = clock.today()


def asked(ask) -> int:
    with CaptureQueriesContext(connection) as queries_of_it:
        ask()
    return len(queries_of_it)


def with_child(strategy, key: str) -> None:
    clause = make_clause(strategy, key=key)
    make_step(clause, done=True)
    child = make_plan(key=f"child-{key}".lower(), kind="local", parent_clause=f"ours/{key}")
    make_step(make_clause(child, key="1"), days=10)


def test_a_page_of_many_clauses_asks_no_more_than_a_page_of_one():
    strategy = make_plan()
    with_child(strategy, "O1")
    of_one = asked(lambda: progress.of_clauses(queries.clauses(strategy), on=TODAY))
    of_plans = asked(lambda: progress.of_every_plan(on=TODAY))
    for number in range(2, 6):
        with_child(strategy, f"O{number}")
    many = list(queries.clauses(strategy))
    assert asked(lambda: progress.of_clauses(many, on=TODAY)) <= of_one
    assert asked(lambda: progress.of_every_plan(on=TODAY)) == of_plans
    found = progress.of_clauses(many, on=TODAY + timedelta(days=11))
    assert [vars(each) for each in found.values()] == [{"steps": 2, "done": 1, "overdue": 1}] * 5
    assert vars(progress.of_every_plan(on=TODAY)["ours"]) == {"steps": 10, "done": 5, "overdue": 0}


def test_counting_ends_where_plans_came_to_stand_beneath_each_other():
    """No action lets that happen; a home put together by hand may have it."""
    one, two = make_plan(key="one", starts_on=date(2024, 4, 1)), make_plan(key="two")
    make_step(make_clause(one, key="A"))
    make_step(make_clause(two, key="B"))
    for plan, above in ((one, "two/B"), (two, "one/A")):
        type(plan).objects.filter(pk=plan.pk).update(parent_clause=above)
    assert progress.of_clause(queries.get_clause("one", "A"), on=TODAY).steps == 3
    assert progress.of_every_plan(on=TODAY)["one"].steps == 2
