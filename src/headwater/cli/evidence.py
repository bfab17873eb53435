"""`headwater evidence`: the library, what has grown old in it, what nobody knows yet, and taking it in and out as a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from headwater.cli import screen
from headwater.governance.audit import clock
from headwater.governance.evidence import actions, library, queries, rules
from headwater.governance.evidence.models import Evidence
from headwater.governance.leadership.priorities import queries as votes
from headwater.governance.leadership.priorities.models import PriorityVote
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import registry
from headwater.vocabulary.errors import Invalid

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def commands() -> None:
    """What is known about violence and how to prevent it."""


@commands.command(name="list")
@screen.AS_JSON
def list_entries(*, as_json: bool) -> None:
    """Every entry of the library: what it says, and when its source was last checked."""
    today = clock.today()
    if as_json:
        screen.document([_document(entry) for entry in queries.evidence()])
        return
    rows = [
        (
            entry.key,
            entry.approach,
            entry.get_knowledge_display(),
            entry.get_effect_display(),
            str(entry.checked_on),
            "not checked for a year" if rules.is_stale(entry.checked_on, today) else "",
        )
        for entry in queries.evidence()
    ]
    screen.table(("Key", "About", "Knowledge", "Says", "Checked", ""), rows)


@commands.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def import_file(file: Path) -> None:
    """Take in a library: a FILE as `headwater evidence export` writes it. All of it, or nothing."""
    try:
        rows = library.read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Invalid(f"{file.name} is not text in UTF-8. Save it as UTF-8 and try again.") from None
    done = actions.import_library(rows, by=partners.operator())
    screen.say(f"{len(done.added)} added, {len(done.changed)} changed, {done.unchanged} as they were.")
    for key, names in queries.unknown_indicators(registry.indicators()).items():
        screen.warn(f"There is no indicator called {key} yet ({', '.join(names)}).")


@commands.command()
@click.argument("file", type=FILE, required=False)
def export(file: Path | None) -> None:
    """Write the library out, to FILE or to the screen. Taken in again, it changes nothing."""
    text = library.written_out()
    if file is None:
        screen.say(text)
        return
    file.write_text(text, encoding="utf-8")
    screen.say(f"The library is in {file}.")


@commands.command()
@screen.AS_JSON
def stale(*, as_json: bool) -> None:
    """What nobody has checked for more than twelve months."""
    found = queries.stale(clock.today())
    rows: list[tuple[str, str, str, str]] = [
        *(("evidence", each.key, each.approach, str(each.checked_on)) for each in found.evidence),
        *(("factor", each.key, each.name, str(each.checked_on or "never")) for each in found.factors),
    ]
    if as_json:
        names = ("kind", "key", "name", "checked_on")
        screen.document([dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        screen.table(("Kind", "Key", "Name", "Checked"), rows)
    else:
        screen.say("Everything was checked within the last twelve months.")


@commands.command()
@screen.AS_JSON
def gaps(*, as_json: bool) -> None:
    """What nobody knows yet: by factor and question, all people together; and what nothing acts on."""
    today = clock.today()
    rows = list(_gaps())
    unserved = [factor.key for factor in queries.unserved_factors(on=today)]
    untargeted = [each.key for each in queries.untargeted_interventions()]
    if as_json:
        screen.document(
            {
                "gaps": [{"factor": factor, "question": question} for factor, question in rows],
                "factors_without_intervention": unserved,
                "interventions_without_factor": untargeted,
            }
        )
        return
    screen.table(("Factor", "Nobody knows"), rows)
    screen.say(f"Factors that nothing acts on: {', '.join(unserved) or 'none'}.")
    screen.say(f"Interventions that act on no factor: {', '.join(untargeted) or 'none'}.")


@commands.command()
@screen.AS_JSON
def priorities(*, as_json: bool) -> None:
    """What members voted to find out first: the places that each question may have."""
    today = clock.today()
    found = [(vote, votes.result(vote, on=today)) for vote in votes.votes()]
    if as_json:
        screen.document([_vote(vote, result) for vote, result in found])
        return
    if not found:
        screen.say("No vote yet. Open one on the page “What to find out first”.")
    for vote, result in found:
        screen.say(f"{vote}: {result.says}")
        if result.placed:
            screen.table(
                ("Question", "Place"), [(each.gap.words, each.place_words) for each in result.placed]
            )


def _vote(vote: PriorityVote, result: votes.Result) -> dict[str, Any]:
    placed = [
        {**each.gap.as_kept(), "first_place": each.places.first, "last_place": each.places.last}
        for each in result.placed
    ]
    return {
        "opens_on": vote.opens_on,
        "closes_on": vote.closes_on,
        "weights": vote.weights,
        "says": result.says,
        "placed": placed,
    }


def _gaps() -> Iterator[tuple[str, str]]:
    found = queries.gaps()
    for factor in found.factors:
        for question, cell in found.row(factor.key):
            if cell.is_gap and not cell.asked:
                yield factor.key, question.value


def _document(entry: Evidence) -> dict[str, Any]:
    return {"key": entry.key, **{name: getattr(entry, name) for name in Evidence.WRITTEN}}
