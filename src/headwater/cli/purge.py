"""`headwater purge`: destroy what may no longer be held, and rebuild what was made from it."""

from uuid import UUID

import click

from headwater.cli import screen
from headwater.data.ingest import queries as ingest
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.stewardship import actions


@click.command()
@click.option("--submission", type=click.UUID, help="One submission.")
@click.option("--due", is_flag=True, help="Every submission whose retention has run out.")
@click.option("--reason", default="", help="Why; it stays when the rest is gone.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def purge(*, submission: UUID | None, due: bool, reason: str, yes: bool) -> None:
    """Destroy a submission's key, so that nobody can open it again, and rebuild what was made from it.

    Hash, counts and a line that it was there remain. A legal hold stops it.
    """
    if (submission is None) is not due:
        raise click.UsageError("Say which: --submission NUMBER or --due.")
    if not yes:
        click.confirm("This cannot be undone. Go on?", abort=True)
    by = partners.operator()
    if submission is not None:
        done = actions.purge_submission(ingest.get_submission(submission), by=by, reason=reason)
    else:
        done = actions.purge_due(clock.today(), by=by)
    screen.say(
        f"{done.submissions:,} submissions were purged and {done.identifiers:,} identifiers destroyed. "
        f"Tables that lost rows: {', '.join(done.tables) or 'none'}."
    )
