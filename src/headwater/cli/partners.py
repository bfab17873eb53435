"""`headwater partners`: organisations, and the agreements without which no record lands."""

from datetime import date, datetime, timedelta

import click

from headwater.cli import screen
from headwater.data.contracts import registry
from headwater.governance.audit import clock
from headwater.governance.partners import actions, queries
from headwater.governance.partners.models import OrganisationKind
from headwater.vocabulary.periods import day_words

DAY = click.DateTime(["%Y-%m-%d"])
YEAR = timedelta(days=365)


@click.group()
def commands() -> None:
    """Organisations and the agreements between them."""


@commands.command()
def organisations() -> None:
    """Every organisation that takes part or took part."""
    rows = [
        (each.key, each.name, each.get_kind_display(), str(each.starts_on), str(each.ends_on or "-"))
        for each in queries.organisations()
    ]
    screen.table(("Key", "Name", "Kind", "From", "Until"), rows)


@commands.command()
@click.argument("key")
@click.argument("name")
@click.option("--kind", required=True, type=click.Choice(OrganisationKind.values))
@click.option("--starts-on", type=DAY, help="Its first day here; today unless given.")
def register(key: str, name: str, *, kind: str, starts_on: datetime | None) -> None:
    """Add an organisation: a KEY such as westfield-trust, and its NAME."""
    actions.register_organisation(
        key=key, name=name, kind=kind, starts_on=_day(starts_on), by=queries.operator()
    )
    screen.say(f"{name} takes part as {key}.")


@commands.command()
def agreements() -> None:
    """Every agreement: whose, about what, until when."""
    rows = [
        (
            each.key,
            each.contract_key,
            ", ".join(party.key for party in each.parties.all()),
            str(each.starts_on),
            "ended early" if each.ended_at else str(each.ends_on),
        )
        for each in queries.agreements()
    ]
    screen.table(("Key", "Source", "Parties", "From", "Until"), rows)


@commands.command(name="sign-agreement")
@click.argument("contract")
@click.option(
    "--party", "parties", multiple=True, required=True, metavar="KEY", help="Each party; two or more."
)
@click.option("--title", help="What it is called.")
@click.option("--purpose", help="Why the records are shared; the contract's own purpose unless given.")
@click.option("--lawful-basis", help="The contract's own unless given.")
@click.option(
    "--field", "fields", multiple=True, metavar="COLUMN", help="Columns that it covers; all unless given."
)
@click.option("--starts-on", type=DAY, help="Its first day; today unless given.")
@click.option(
    "--ends-on", type=DAY, help="The first day on which it no longer holds; a year on unless given."
)
def sign_agreement(contract: str, **given: object) -> None:
    """Record that the parties signed an agreement for a CONTRACT's records.

    `headwater contracts list` shows the contracts, `headwater partners organisations` the parties.
    """
    agreement = actions.sign_agreement(_text(contract, given), by=queries.operator())
    screen.say(f"{agreement.title}: records may land and be read until {day_words(agreement.ends_on)}.")


def _text(key: str, given: dict[str, object]) -> actions.AgreementText:
    contract = registry.get_contract(key)
    parties, fields = given["parties"], given["fields"]
    assert isinstance(parties, tuple)
    assert isinstance(fields, tuple)
    starts_on = _day(given["starts_on"])
    return actions.AgreementText(
        key=f"{key.replace('_', '-')}-from-{starts_on:%Y%m%d}",
        title=str(given["title"] or contract.title),
        parties=[queries.get_organisation(party) for party in parties],
        purpose=str(given["purpose"] or contract.purpose),
        lawful_basis=str(given["lawful_basis"] or contract.lawful_basis),
        contract_key=key,
        fields=fields or ("*",),
        starts_on=starts_on,
        ends_on=_day(given["ends_on"]) if given["ends_on"] else starts_on + YEAR,
    )


def _day(given: object) -> date:
    return given.date() if isinstance(given, datetime) else clock.today()
