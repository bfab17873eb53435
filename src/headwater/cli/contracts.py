"""`headwater contracts`: the sources that can be loaded, what a file must hold, an empty file to fill in."""

import json

import click

from headwater.cli import screen
from headwater.data.contracts import blank_files, metadata, registry
from headwater.data.contracts.language import Column
from headwater.data.ingest import standing
from headwater.data.ingest.standing import Standing
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners


@click.group()
def commands() -> None:
    """The sources that can be loaded, and what they must hold."""


@commands.command(name="list")
@screen.AS_JSON
def list_contracts(*, as_json: bool) -> None:
    """Every contract, and whether its records may land today."""
    rows = [
        (each.key, each.title, each.supplier, _may_land(each.key, each.licence.needs_agreement))
        for each in registry.contracts().values()
    ]
    names = ("key", "title", "supplier", "lands")
    if as_json:
        screen.document([dict(zip(names, row, strict=True)) for row in rows])
    else:
        screen.table(("Key", "Title", "Sent by", "May land today"), rows)


@commands.command(name="standing")
@click.option("--late", is_flag=True, help="Only those that are late.")
@screen.AS_JSON
def standing_of_all(*, late: bool, as_json: bool) -> None:
    """How each source stands: until when it speaks, when the next file is expected, how good it was."""
    found = [each for each in standing.standings(on=clock.today()) if each.is_late or not late]
    names = ("key", "data_to", "expected_by", "is_late", "rows_read", "rows_landed", "located_share")
    if as_json:
        screen.document([dict(zip(names, _facts(each), strict=True)) for each in found])
    else:
        rows = [["-" if fact is None else fact for fact in _facts(each)] for each in found]
        screen.table(("Key", "Data to", "Expected by", "Late", "Rows", "Landed", "Located"), rows)


def _facts(found: Standing) -> tuple[object, ...]:
    located = found.located_share
    return (
        found.contract.key,
        str(found.last_period) if found.last_period else None,
        str(found.expected_by) if found.expected_by else None,
        found.is_late,
        found.rows_read,
        found.rows_landed,
        None if located is None else round(located, 4),
    )


@commands.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print its JSON Schema and nothing else.")
def show(key: str, *, as_json: bool) -> None:
    """One contract: every column with its type and meaning."""
    contract = registry.get_contract(key)
    if as_json:
        screen.document(metadata.json_schema(contract))
        return
    screen.say(f"{contract.title}: one row is {contract.one_row_is}")
    screen.say(f"Sent by {contract.supplier}. Purpose: {contract.purpose}. {contract.licence.value}.")
    rows = [(each.name, each.kind.value, _needed(each), each.meaning) for each in contract.columns]
    screen.table(("Column", "Type", "Needed", "Meaning"), rows)
    if contract.notes:
        screen.say(contract.notes)


@commands.command()
@click.argument("key")
def template(key: str) -> None:
    """An empty CSV file with the headings of a contract, and one line of examples where it has them."""
    click.echo(blank_files.as_csv(registry.get_contract(key)), nl=False)


@commands.command()
@click.argument("key")
@click.option("--url", default="", help="The address of the file that the metadata describes.")
def csvw(key: str, *, url: str) -> None:
    """The metadata of a contract's files as CSV on the Web."""
    contract = registry.get_contract(key)
    click.echo(json.dumps(metadata.csvw(contract, url=url or f"{key}.csv"), ensure_ascii=False, indent=2))


def _needed(column: Column) -> str:
    if column.optional:
        return "column may be absent"
    return "always" if column.required else "may be empty"


def _may_land(key: str, needs_agreement: bool) -> str:
    if not needs_agreement:
        return "yes, it is open"
    agreement = partners.current_agreement(key, on=clock.today())
    return f"yes, until {agreement.ends_on}" if agreement else "no agreement"
