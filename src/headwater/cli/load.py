"""`headwater load`: files and folders in, figures brought up to date."""

from pathlib import Path

import click

from headwater.cli import loading, screen
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import queries as indicators


@click.command(no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@screen.AS_JSON
@click.option("--profile", metavar="NAME", help="Read the files by this saved match of headings and codes.")
@click.option("--supplier", default="", metavar="KEY", help="The organisation that sent the files.")
def load(paths: tuple[Path, ...], *, as_json: bool, profile: str | None, supplier: str) -> None:
    """Take files in.

    Each PATH is a file or a folder of files. What a file is, is recognised by what stands in it, whatever its
    name: CSV, XLSX, XML, GeoJSON, GeoPackage or Parquet, plain or in gzip or ZIP. A file that was received
    before is not taken twice.

    Files of records about people land only under a current agreement: sign one with
    `headwater partners sign-agreement`. The others land all the same.

    \b
    Examples:
      headwater load received/2025-04
      headwater load school.xlsx --supplier westfield-trust --profile census
    """
    if supplier:
        partners.get_organisation(supplier)
    meter, files = screen.Meter(), loading.files_in(paths)
    with screen.progress("Reading", quiet=as_json) as steps:
        loaded = loading.load(
            files, steps, by=partners.operator(), wish=loading.Wish(profile=profile, supplier_key=supplier)
        )
    if as_json:
        screen.document(loaded.document())
    else:
        show(loaded, meter)
        _say_what_lacks()
    loaded.check()


def _say_what_lacks() -> None:
    """Without places no figure can stand, and a first load often brings only events."""
    if not indicators.has_areas():
        screen.say(
            "There are no figures yet: no places are known. Load boundaries, and the lookups from neighbourhoods to "
            "districts, too (`headwater contracts list` names them), in any order."
        )


def show(loaded: loading.Loaded, meter: screen.Meter) -> None:
    """What was done: files, rows, problems, seconds, peak memory."""
    rows = [(key, *tally.values()) for key, tally in sorted(loaded.contracts.items())]
    if rows:
        screen.table(("Source", "Files", "Rows read", "Landed", "Quarantined", "Problems"), rows)
    if loaded.already_received:
        screen.say(f"Received before, so not taken twice: {len(loaded.already_received):,} files.")
    if loaded.unrecognised:
        screen.say("Not recognised (match their headings in the browser, or give --profile):")
    for file in loaded.unrecognised:
        screen.say(f"  {file}")
    for refused in loaded.refused:
        screen.say(f"Refused: {refused.file}\n  {refused.says}")
    screen.say(
        f"{loaded.total('files'):,} files, {loaded.total('landed'):,} rows landed of "
        f"{loaded.total('rows_read'):,}, {loaded.total('problems'):,} problems, "
        f"{meter.seconds:,} seconds, {meter.peak_megabytes:,} MB at most."
    )
