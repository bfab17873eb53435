"""The pages of the strategy under load: the strategy, its theory of change with 60 boxes and 40 that figures measure, and how we are doing.

A small generated county on SQLite, 50 requests a second for half a minute, while somebody amends a clause every five seconds, after which
every page is assembled anew. Then ten requests a second by somebody who is signed in, for whom no page is remembered. How the load is
made: `under_load.py`.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import own_home
import under_load
from measured import Measured, tell
from under_load import Answer, Load

if TYPE_CHECKING:
    from headwater.governance.strategy.models import Plan

PEOPLE, YEARS = 30_000, 3
BOXES, MEASURED = 60, 40
EVERY_SECONDS = 5.0
ANYBODY, STAFF_A_SECOND = Load(), 10
READER = "programme-lead@demonstration.example"


def main(home: Path | None) -> list[Measured]:
    if home:
        os.environ["HEADWATER_HOME"] = str(home)
    else:
        under_load.make_demo(people=PEOPLE, years=YEARS)
    own_home.made_ready()
    pages = prepared()
    staff = Load(STAFF_A_SECOND, cookies=signed_in())
    with under_load.served() as origin:
        with somebody_amends():
            public = asyncio.run(load(origin, pages, ANYBODY))
        own = asyncio.run(load(origin, pages, staff))
    return [*under_load.rows(public, ANYBODY), *under_load.rows(own, staff, whom=" signed in")]


async def load(origin: str, pages: list[tuple[str, str]], load: Load) -> list[Answer]:
    async with under_load.session(origin, load) as session:
        return await under_load.answers(session, pages, load)


def prepared() -> list[tuple[str, str]]:
    """Today's strategy with a large theory of change, and the addresses of its pages."""
    from headwater.governance.audit import clock
    from headwater.governance.partners.queries import operator
    from headwater.governance.strategy import queries
    from headwater.governance.strategy.theory import actions

    plan = queries.the_strategy(clock.today(), public_only=True)
    assert plan is not None
    actions.bring_theory(plan, text=large_theory(plan), reason="A benchmark.", by=operator())
    return [
        ("strategy", f"/strategy/{plan.key}/"),
        ("theory of change", f"/strategy/{plan.key}/theory/"),
        ("how we are doing", "/performance/"),
    ]


def large_theory(plan: "Plan") -> str:
    """The plan's own boxes and more, until there are enough: every declared indicator is named, most of them twice."""
    from headwater.governance.strategy.theory import files
    from headwater.governance.strategy.theory import queries as theories
    from headwater.insight.indicators import registry

    there = theories.theory(plan)
    lacking = MEASURED - sum(bool(node.indicator_keys) for node in there.nodes)
    indicators = itertools.cycle(sorted(registry.indicators()))
    lines = [files.write(there)]
    for number in range(max(BOXES - len(there.nodes), lacking)):
        key, named = f"more-{number}", [next(indicators), next(indicators)] if number < lacking else []
        lines += ["[[node]]", f"key = '{key}'", "kind = 'outcome'", f"title = 'Outcome {number}'"]
        lines += [f"indicators = {named}"]
        lines += ["[[arrow]]", f"from = '{key}'", f"to = '{there.nodes[-1].key}'", "assumption = 'None.'"]
    return "\n".join(lines)


def signed_in() -> dict[str, str]:
    """The cookie of somebody who works there."""
    from django.conf import settings
    from django.test import Client

    from headwater.governance.partners import queries as partners

    client, person = Client(), partners.find_person(READER)
    assert person is not None
    client.force_login(person)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@contextlib.contextmanager
def somebody_amends() -> Iterator[None]:
    """Meanwhile a clause is amended, again and again."""
    stop = threading.Event()
    thread = threading.Thread(target=amend, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def amend(stop: threading.Event) -> None:
    from headwater.governance.audit import clock
    from headwater.governance.partners.queries import operator
    from headwater.governance.strategy import actions, queries

    plan, by = queries.the_strategy(clock.today(), public_only=True), operator()
    assert plan is not None
    clause = next(iter(queries.clauses(plan)))
    words = itertools.cycle(["Amended.", clause.text])
    while not stop.wait(EVERY_SECONDS):
        changes = {"text": next(words)}
        clause = actions.change_clause(
            clause, changes=changes, seen=clause.version, reason="A benchmark.", by=by
        )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--home", type=Path, help="a home that is loaded already")
    asked.add_argument("--json", action="store_true")
    tell(main(asked.parse_args().home))
