"""Makers of the partnership's people and papers: plain functions with defaults."""

from collections.abc import Sequence
from datetime import date
from itertools import count

from headwater.governance.access import actions as access
from headwater.governance.access.models import RoleAssignment
from headwater.governance.partners import actions, queries
from headwater.governance.partners.models import Agreement, Organisation, Person

START = date(2020, 1, 1)
_numbers = count(1)


def make_organisation(*, key: str = "", kind: str = "police", starts_on: date = START) -> Organisation:
    key = key or f"organisation-{next(_numbers)}"
    return actions.register_organisation(
        key=key, name=key.title(), kind=kind, starts_on=starts_on, by=queries.operator()
    )


def make_person(*, name: str = "Alex Analyst", organisation: Organisation | None = None) -> Person:
    return actions.register_person(
        email=f"person{next(_numbers)}@example.org",
        display_name=name,
        organisation=organisation,
        by=queries.operator(),
    )


def make_holder(role: str, *, organisation: Organisation | None = None) -> Person:
    person = make_person()
    give(person, role, organisation=organisation)
    return person


def give(
    person: Person,
    role: str,
    *,
    organisation: Organisation | None = None,
    starts_on: date = START,
    ends_on: date | None = None,
) -> RoleAssignment:
    return access.grant_role(
        person,
        role=role,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        by=queries.operator(),
    )


def make_text(
    *,
    contract_key: str = "police_recorded_crime",
    parties: Sequence[Organisation] = (),
    fields: Sequence[str] = ("*",),
    starts_on: date = date(2025, 1, 1),
    ends_on: date = date(2026, 1, 1),
    purpose: str = "serious-violence-duty",
) -> actions.AgreementText:
    number = next(_numbers)
    return actions.AgreementText(
        key=f"agreement-{number}",
        title=f"Agreement {number}",
        parties=parties or [make_organisation(), make_organisation(kind="partnership")],
        purpose=purpose,
        lawful_basis="UK GDPR Article 6(1)(e)",
        contract_key=contract_key,
        fields=fields,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def make_agreement(
    *,
    contract_key: str = "police_recorded_crime",
    fields: Sequence[str] = ("*",),
    starts_on: date = date(2025, 1, 1),
    ends_on: date = date(2026, 1, 1),
) -> Agreement:
    text = make_text(contract_key=contract_key, fields=fields, starts_on=starts_on, ends_on=ends_on)
    return actions.sign_agreement(text, by=queries.operator())
