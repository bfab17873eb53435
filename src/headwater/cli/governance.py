"""`headwater governance`: what an information governance lead asks for."""

from pathlib import Path

import click

from headwater.cli import screen
from headwater.governance.audit import clock
from headwater.insight.reporting import assurance


@click.group()
def commands() -> None:
    """Documents for information governance."""


@commands.command("assurance-pack")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def assurance_pack(folder: Path) -> None:
    """Write the impact assessment, data-flow map, record of processing and security statement into FOLDER.

    They are filled in from the contracts, agreements and roles as they stand today.
    """
    written = assurance.write_pack(folder, on=clock.today())
    screen.say(f"{len(written):,} pages were written. Begin with {written[0]}.")
