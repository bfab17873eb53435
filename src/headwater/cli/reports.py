"""`headwater reports`: the needs assessment, packs and returns, as they stand or as an edition keeps them. Nothing is fetched."""

from pathlib import Path
from uuid import UUID

import click

from headwater.cli import screen
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions, outlines, printing, queries
from headwater.insight.reporting import content as contents
from headwater.insight.reporting.content import Content
from headwater.insight.reporting.printing import Stamp
from headwater.machinery import disk, home
from headwater.vocabulary.errors import Invalid

DOCUMENTS, TABLES = ("html", "pdf", "docx", "json"), ("xlsx", "csv", "json")
FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
EDITION = click.option(
    "--edition",
    "audience",
    type=click.Choice([each.value for each in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="For everybody, or for partners.",
)
FORM = click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice(list(printing.FORMS)),
    help="Only this form; may be given again. Without it: a page, PDF, Word and JSON; of a return a workbook, CSV and JSON.",
)
FREEZE = click.option("--freeze", is_flag=True, help="Keep it as an edition that never changes.")
REASON = click.option(
    "--reason", default="", help="Why it is frozen though its commentary is questioned. It is printed."
)


@click.group()
def commands() -> None:
    """The needs assessment, packs and returns."""


@commands.command("list")
def list_reports() -> None:
    """Every report that there is a template for. Templates of your own go into the folder content/reports of the home."""
    screen.table(
        ("Key", "Title", "For"), [(each.key, each.title, each.about) for each in outlines.outlines()]
    )


@commands.command("needs-assessment")
@FOLDER
@EDITION
@FORM
@FREEZE
@REASON
def needs_assessment(
    folder: Path, *, audience: str, forms: tuple[str, ...], freeze: bool, reason: str
) -> None:
    """Write the whole needs assessment into FOLDER, as it stands now."""
    _make("needs-assessment", folder, Audience(audience), forms, reason=reason if freeze else None)


@commands.command()
@click.argument("key")
@FOLDER
@EDITION
@FORM
@FREEZE
@REASON
def make(key: str, folder: Path, *, audience: str, forms: tuple[str, ...], freeze: bool, reason: str) -> None:
    """Write the report KEY into FOLDER, as it stands now."""
    _make(key, folder, Audience(audience), forms, reason=reason if freeze else None)


@commands.command()
@screen.AS_JSON
def editions(*, as_json: bool) -> None:
    """Every edition, newest first."""
    found = queries.editions(public_only=False)
    rows = [
        (
            str(each.uuid),
            each.report,
            each.audience,
            each.number,
            each.state,
            clock.local_day(each.frozen_at),
            each.sha256,
        )
        for each in found
    ]
    names = ("edition", "report", "audience", "number", "state", "frozen_on", "sha256")
    if as_json:
        screen.document({"editions": [dict(zip(names, row, strict=True)) for row in rows]})
    elif rows:
        screen.table(("Edition", "Report", "For", "Number", "State", "Frozen on", "SHA-256"), rows)
    else:
        screen.say("No edition is frozen yet. `headwater reports make KEY FOLDER --freeze` makes one.")


@commands.command()
@click.argument("edition", type=click.UUID)
@FOLDER
@FORM
def again(edition: UUID, folder: Path, *, forms: tuple[str, ...]) -> None:
    """Write the files of an EDITION once more: the same bytes as the first time."""
    found = queries.get_edition(edition, public_only=False)
    name = f"{found.report}-{found.audience}-{found.number}"
    _write(queries.read(found, on=clock.today()), printing.stamp(found), folder / name, forms)


def _make(key: str, folder: Path, audience: Audience, forms: tuple[str, ...], *, reason: str | None) -> None:
    """As it stands now; frozen first where a reason, even an empty one, is given, and only if its files have somewhere to go."""
    _open(folder)
    if reason is None:
        _write(actions.gather(key, audience=audience), Stamp(), folder / f"{key}-{audience.value}", forms)
        return
    kept = actions.freeze_edition(key, audience=audience, by=partners.operator(), reason=reason)
    screen.say(f"It is kept as edition {kept.uuid}.")
    _write(kept.content, printing.stamp(kept), folder / f"{key}-{audience.value}-{kept.number}", forms)


def _open(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if disk.is_full(error):
            raise
        raise Invalid(f"No folder {folder} can be made: {error.strerror}. Choose another.") from None


def _write(content: Content, stamp: Stamp, name: Path, forms: tuple[str, ...]) -> None:
    meter = screen.Meter()
    _open(name.parent)
    chosen = forms or (TABLES if content["is_return"] else DOCUMENTS)
    with screen.progress("Writing") as steps:
        for at, form in enumerate(chosen):
            steps.at(at, len(chosen), form)
            home.write_whole(name.with_name(f"{name.name}.{form}"), printing.printed(content, form, of=stamp))
    figures = sum(len(block["figures"]) for block in contents.blocks_in(content))
    screen.say(
        f"{content['title']}, {len(content['chapters'])} chapters, {figures:,} figures, "
        f"{', '.join(chosen)} in {meter.seconds} seconds: {name}.*"
    )
