"""`headwater ingest`: what was received, what became of it, and how suppliers' headings are matched."""

from uuid import UUID

import click

from headwater.cli import screen
from headwater.data.ingest import mapping_profiles, queries
from headwater.governance.audit import clock
from headwater.vocabulary import errors


@click.group()
def commands() -> None:
    """What was received, and how suppliers' headings are matched."""


@commands.command()
@click.option("--most", default=50, show_default=True, type=click.IntRange(1, 100_000), help="How many.")
@screen.AS_JSON
def submissions(*, most: int, as_json: bool) -> None:
    """The newest submissions and what became of each."""
    found = queries.submissions()[:most]
    names = ("uuid", "file_name", "supplier_key", "contract_key", "state", "received_at")
    counts = ("rows_read", "rows_landed", "rows_quarantined")
    if as_json:
        screen.document([{name: getattr(each, name) for name in (*names, *counts)} for each in found])
        return
    rows = [
        (
            f"{each.received_at.astimezone(clock.LOCAL):%Y-%m-%d %H:%M}",
            each.file_name,
            each.contract_key or "-",
            each.state,
            *(getattr(each, name) for name in counts),
            str(each.uuid),
        )
        for each in found
    ]
    headings = ("Received", "File", "Source", "State", "Rows", "Landed", "Quarantined", "Submission")
    screen.table(headings, rows)


@commands.command()
@click.argument("submission", type=click.UUID, required=False)
def problems(submission: UUID | None) -> None:
    """What is wrong with one submission, how often, and what to do. Never a value of the file.

    Without a SUBMISSION it is the newest that is meant.
    """
    found = queries.get_submission(submission) if submission else queries.submissions().first()
    if found is None:
        raise errors.NotFound("Nothing has been received yet. Send a file with `headwater load FILE`.")
    if found.refusal_says:
        screen.say(found.refusal_says)
    rows = queries.problem_counts(found)
    if rows:
        screen.table(("Code", "What is wrong", "What to do", "Column", "How many"), rows)
    elif not found.refusal_says:
        screen.say("Nothing is wrong with it.")


@commands.command()
def profiles() -> None:
    """Saved matches of suppliers' headings and codes, by name."""
    rows = [
        (each.name, each.supplier_key, each.contract_key, each.version)
        for each in mapping_profiles.current_profiles()
    ]
    if rows:
        screen.table(("Name", "Supplier", "Source", "Version"), rows)
    else:
        screen.say(
            "None is saved. Send a file whose headings are unknown in the browser, and match them there."
        )
