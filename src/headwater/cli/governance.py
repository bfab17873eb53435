"""`headwater governance`: what an information governance lead asks for."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import click

from headwater.cli import screen
from headwater.data.ingest import purging
from headwater.data.ingest import queries as ingest
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.reporting import assurance
from headwater.insight.stewardship import queries


@click.group()
def commands() -> None:
    """Documents for information governance, retention and legal holds."""


@commands.command("assurance-pack")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def assurance_pack(folder: Path) -> None:
    """Write the impact assessment, data-flow map, record of processing and security statement into FOLDER.

    They are filled in from the contracts, agreements and roles as they stand today.
    """
    written = assurance.write_pack(folder, on=clock.today())
    screen.say(f"{len(written):,} pages were written. Begin with {written[0]}.")


@commands.command()
@click.option(
    "--days", default=92, show_default=True, type=click.IntRange(0, 36_500), help="How far to look ahead."
)
def retention(*, days: int) -> None:
    """Which files must be purged by when, and which a legal hold keeps."""
    last = clock.today() + timedelta(days=days + 1)
    rows = [
        (str(ends_on), each.file_name, each.contract_key or "-", str(each.uuid))
        for each, ends_on in queries.ending(before=last)
    ]
    rows += [
        ("held", each.submission.file_name, each.submission.contract_key or "-", str(each.submission.uuid))
        for each in queries.held()
    ]
    if rows:
        screen.table(("Until", "File", "Source", "Submission"), rows)
    else:
        screen.say(f"Nothing has to be purged in the next {days} days, and nothing is held.")


@commands.command()
@click.argument("submission", type=click.UUID)
@click.option("--reason", required=True, help="Kept in the audit trail.")
def hold(submission: UUID, *, reason: str) -> None:
    """Place a SUBMISSION under a legal hold, so that nobody purges it."""
    held = purging.set_legal_hold(ingest.get_submission(submission), by=partners.operator(), reason=reason)
    screen.say(f"{held.file_name} is under a legal hold.")


@commands.command(name="lift-hold")
@click.argument("submission", type=click.UUID)
@click.option("--reason", required=True, help="Kept in the audit trail.")
def lift_hold(submission: UUID, *, reason: str) -> None:
    """Lift the legal hold on a SUBMISSION."""
    lifted = purging.lift_legal_hold(ingest.get_submission(submission), by=partners.operator(), reason=reason)
    screen.say(f"The hold on {lifted.file_name} was lifted.")
