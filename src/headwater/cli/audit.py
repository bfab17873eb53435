"""`headwater audit`: the record of what was done, and whether it is whole."""

import click

from headwater.cli import screen
from headwater.governance.audit import clock, queries
from headwater.vocabulary.errors import Conflict


@click.group()
def commands() -> None:
    """What was done, by whom; and whether that record is whole."""


@commands.command()
def verify() -> None:
    """Read the whole chain and compare it with its keyed hashes and its checkpoint."""
    found = queries.verify()
    if found.is_whole:
        screen.say(f"The audit trail is whole: {found.entries:,} entries.")
        return
    for finding in found.findings:
        screen.say(finding.says)
    raise Conflict(
        "The audit trail is not whole. Keep the database as it is and tell the information governance lead.",
        code="audit_broken",
    )


@commands.command(name="list")
@click.option("--kind", default="", help="A room (partners) or one action (partners.sign_agreement).")
@click.option("--outcome", default="", type=click.Choice(["", "done", "refused"]), help="Only such.")
@click.option("--most", default=50, show_default=True, type=click.IntRange(1, 10_000), help="How many.")
@screen.AS_JSON
def list_entries(*, kind: str, outcome: str, most: int, as_json: bool) -> None:
    """The newest entries. An entry never holds a record's value."""
    found = queries.entries(kind=kind, outcome=outcome)[:most]
    if as_json:
        names = ("number", "at", "kind", "actor_label", "subject_kind", "subject_key", "outcome", "reason")
        screen.document([{name: getattr(entry, name) for name in names} for entry in found])
        return
    rows = [
        (
            str(each.number),
            f"{each.at.astimezone(clock.LOCAL):%Y-%m-%d %H:%M:%S}",
            each.actor_label,
            each.kind,
            f"{each.subject_kind} {each.subject_key}".strip(),
            each.outcome,
        )
        for each in found
    ]
    screen.table(("Number", "When", "Who", "What", "To what", "Outcome"), rows)
