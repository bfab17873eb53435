"""`headwater keys`: the keys that everything kept is sealed with, and what their loss means."""

import click

from headwater.cli import screen
from headwater.machinery import home
from headwater.machinery.encryption import keys


@click.group()
def commands() -> None:
    """The keys that everything is sealed with."""


@commands.command()
def show() -> None:
    """Where the keys are, and what losing them means."""
    folder = home.keys_folder()
    screen.say(f"{len(list(folder.glob('*.key'))):,} keys stand in {folder}.")
    screen.say(
        "Whoever has this folder and the home can open everything. Without it every original and the "
        "identity vault are lost for good. Copy it to another place than the backups of the home."
    )


@commands.command()
@click.confirmation_option(
    prompt="A copy of the old master key will no longer open anything wrapped from now on. Go on?"
)
def rotate() -> None:
    """Make a new master key and wrap every other key again under it. Files are not sealed again."""
    wrapped = keys.rotate_master()
    screen.say(f"{wrapped:,} keys were wrapped under a new master key. Copy {home.keys_folder()} afresh.")
