"""`headwater people`: accounts and roles. The first administrator of a site is made here."""

import click

from headwater.cli import screen
from headwater.governance.access import actions as access
from headwater.governance.access import queries as access_queries
from headwater.governance.access.roles import ROLES
from headwater.governance.audit import clock
from headwater.governance.partners import actions, queries
from headwater.vocabulary.errors import NotFound

GIVEN = [role.key for role in ROLES.values() if not role.of_the_system]


@click.group()
def commands() -> None:
    """Accounts and roles."""


@commands.command(name="list")
def list_people() -> None:
    """Everybody with an account, and what each may do."""
    roles: dict[int, list[str]] = {}
    for each in access_queries.assignments(on=clock.today()):
        roles.setdefault(each.person.pk, []).append(each.role_key)
    rows = [
        (
            each.email,
            each.display_name,
            ", ".join(roles.get(each.pk, [])) or "-",
            "" if each.is_active else "closed",
        )
        for each in queries.people()
    ]
    screen.table(("E-mail address", "Name", "Roles", ""), rows)


@commands.command()
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice(GIVEN), help="What the person does here.")
@click.option("--organisation", metavar="KEY", help="Whom the person works for.")
@click.password_option(help="At least 12 characters. Asked for, if it is not given.")
def add(email: str, name: str, *, role: str | None, organisation: str | None, password: str) -> None:
    """Open an account for EMAIL with a NAME and perhaps a role."""
    by = queries.operator()
    works_for = queries.get_organisation(organisation) if organisation else None
    person = actions.register_person(
        email=email, display_name=name, organisation=works_for, password=password, by=by
    )
    if role:
        within = works_for if ROLES[role].of_an_organisation else None
        access.grant_role(person, role=role, organisation=within, by=by)
    screen.say(f"{person.label} may sign in.")


@commands.command()
@click.argument("email")
@click.option("--reason", default="", help="Kept in the audit trail.")
def close(email: str, *, reason: str) -> None:
    """Close an account. What it did stays."""
    person = queries.find_person(email)
    if person is None or person.is_system:
        raise NotFound("There is no account with this e-mail address.")
    actions.deactivate_person(person, by=queries.operator(), reason=reason)
    screen.say(f"{person.label} can no longer sign in.")
