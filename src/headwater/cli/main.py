"""`headwater`: the table of commands. A command's module is imported when it runs, so that help is quick.

Errors for people end with their sentence and their exit code; no trace of the program is printed but with
HEADWATER_TRACE=yes.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from headwater.cli import exits
from headwater.machinery import disk
from headwater.vocabulary.errors import HeadwaterError


@dataclass(frozen=True)
class Place:
    """Where a command is: its module, the name in it, and a line for the list."""

    module: str
    name: str
    line: str
    walks: bool = False  # writes to the lake, so it also clears what killed runs left there
    walking: str = ""  # the one command of a group that walks; the others only look
    alone: bool = False  # reads nothing that is kept, so there need be nothing

    def walks_with(self, args: Sequence[str]) -> bool:
        return self.walks and (not self.walking or self.walking in args[1:2])


COMMANDS = {
    "load": Place(
        "load", "load", "Take files in: recognise, check, land, and bring figures up to date.", walks=True
    ),
    "serve": Place("serve", "serve", "Serve the site and do background work.", walks=True),
    "demo": Place("demo", "demo", "Make a county of generated people, load it and serve it.", walks=True),
    "check": Place("check", "check", "Look whether everything that is declared and kept fits together."),
    "check-claims": Place(
        "claims", "check_claims", "Look for sentences that say more than their figures do.", alone=True
    ),
    "is-it-a-change": Place(
        "claims", "is_it_a_change", "Whether one count is a change from another.", alone=True
    ),
    "purge": Place("purge", "purge", "Destroy a submission, or all whose retention has run out.", walks=True),
    "areas": Place("areas", "commands", "Areas side by side, and how unequal they are."),
    "audit": Place("audit", "commands", "What was done, by whom; and whether that record is whole."),
    "charts": Place("charts", "commands", "What charts of released figures say, and unusual weeks."),
    "contracts": Place("contracts", "commands", "The sources that can be loaded, and what they must hold."),
    "evidence": Place(
        "evidence", "commands", "What is known, what has grown old, and what nobody knows yet."
    ),
    "governance": Place("governance", "commands", "The assurance pack, retention and legal holds."),
    "indicators": Place("indicators", "commands", "The figures that were released."),
    "ingest": Place("ingest", "commands", "What was received, and how suppliers' headings are matched."),
    "jobs": Place("jobs", "commands", "Background work.", walks=True, walking="work"),
    "keys": Place("keys", "commands", "The keys that everything is sealed with."),
    "leadership": Place(
        "leadership", "commands", "What boards decided, what is overdue, who promised what, and what changed."
    ),
    "maps": Place("maps", "commands", "What stands out from chance on a released map, and near repeats."),
    "partners": Place("partners", "commands", "Organisations and the agreements between them."),
    "performance": Place(
        "performance", "commands", "How clauses, targets and the outcome of serious violence stand, and why."
    ),
    "reports": Place(
        "reports", "commands", "The needs assessment, packs and returns: made, frozen, and given again."
    ),
    "strategy": Place(
        "strategy", "commands", "Plans and their clauses, what stands behind each, and the way in and out."
    ),
    "people": Place("people", "commands", "Accounts and roles."),
    "vision": Place(
        "vision", "commands", "Whether the vision comes nearer: safety, children, differences and gaps."
    ),
    "when": Place("when", "commands", "When in the week, and in what kinds of place, violence happens."),
}


class Commands(click.Group):
    """Finds commands in the table and imports the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        _start_django()
        found = getattr(importlib.import_module(f"headwater.cli.{place.module}"), place.name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.line) for name, place in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        found = super().resolve_command(ctx, args)
        if "--help" not in args and not COMMANDS[args[0]].alone:
            from headwater.cli import start

            start.make_ready(walks=COMMANDS[args[0]].walks_with(args))
        return found


@click.group(cls=Commands, no_args_is_help=True, context_settings={"max_content_width": 100})
@click.version_option(package_name="headwater")
def headwater() -> None:
    """The working system of a violence reduction partnership.

    Everything it keeps lies under the folder that HEADWATER_HOME names. Begin with `headwater demo`, or with
    `headwater load FOLDER` and `headwater serve`.
    """


def main(args: Sequence[str] | None = None) -> None:
    """What the installed command calls."""
    sys.exit(run(sys.argv[1:] if args is None else args))


def run(args: Sequence[str]) -> int:
    """Run one command and say how it ended."""
    try:
        answer: Any = headwater.main(args=list(args), prog_name="headwater", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return exits.INTERRUPTED
    except HeadwaterError as error:
        click.echo(error.says, err=True)
        return exits.code_of(error)
    except BrokenPipeError:  # whoever read our output has gone
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  (held until the process ends)
        return exits.BROKEN
    except Exception as error:
        return _full(error) or _broken(error)
    return answer if isinstance(answer, int) else exits.DONE


def _full(error: Exception) -> int:
    """An error of a full disk, wherever it was met; 0 for any other."""
    if full := disk.unavailable(error):
        click.echo(full.says, err=True)
        return exits.code_of(full)
    return exits.DONE


def _broken(error: Exception) -> int:
    """An error of the program: its kind and place only, because its words may hold a record's value."""
    if os.environ.get("HEADWATER_TRACE") == "yes":
        raise error
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "nowhere"
    click.echo(
        f"Something is wrong with the program itself: {type(error).__name__} at {where}. "
        "Nothing was half-done. Run it again with HEADWATER_TRACE=yes to see more, and report it.",
        err=True,
    )
    return exits.BROKEN


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from headwater.vocabulary.errors import Invalid

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise Invalid(str(wrong)) from None
