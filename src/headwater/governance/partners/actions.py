"""Changing who takes part and what was agreed.

Whether the person may do it is asked by the faces, of `access`.
"""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.partners import lasting, queries, rules
from headwater.governance.partners.models import Agreement, Organisation, OrganisationKind, Person
from headwater.vocabulary.errors import Conflict, Invalid, obey
from headwater.vocabulary.identifiers import checked_key

Thing = TypeVar("Thing", Agreement, Organisation, Person)


@dataclass(frozen=True)
class AgreementText:
    """What the parties sign.

    `fields` are column names, or ("*",); `ends_on` is the first day it no longer holds.
    """

    key: str
    title: str
    parties: Sequence[Organisation]
    purpose: str
    lawful_basis: str
    contract_key: str
    fields: Sequence[str]
    starts_on: date
    ends_on: date


@action
def register_organisation(
    now: datetime, *, key: str, name: str, kind: str, starts_on: date, by: Actor
) -> Organisation:
    """Add an organisation that takes part from a day."""
    if kind not in OrganisationKind.values:
        raise Invalid(f"{kind!r} is not a kind of organisation.")
    organisation = Organisation(
        key=checked_key(key), name=_given(name, "name"), kind=kind, starts_on=starts_on
    )
    return _saved(organisation, f"There is an organisation with the key {key} already.")


@action
def end_organisation(
    now: datetime,
    organisation: Organisation,
    *,
    ends_on: date,
    by: Actor,
    successor: Organisation | None = None,
    reason: str = "",
) -> Organisation:
    """End an organisation; from that day its successor holds its duties, agreements and series."""
    lasting.end(organisation, ends_on=ends_on, successor=successor)
    return organisation


@action
def register_person(
    now: datetime,
    *,
    email: str,
    display_name: str,
    by: Actor,
    organisation: Organisation | None = None,
    password: str | None = None,
) -> Person:
    """Open an account.

    It may do nothing until it is given a role, and cannot sign in until it has a password.
    """
    person = Person(
        email=_checked_email(email),
        display_name=_given(display_name, "name"),
        organisation=organisation,
        registered_at=now,
    )
    _give_password(person, password)
    return _saved(person, "There is an account with this e-mail address already.")


@action
def set_password(now: datetime, person: Person, *, password: str, by: Actor) -> None:
    """Give a person a new password; the faces end the person's other sessions by Django's session hash."""
    if person.is_system:
        raise Invalid("A system principal has no password.")
    _give_password(person, password)
    person.save(update_fields=["password"])


@action
def deactivate_person(now: datetime, person: Person, *, by: Actor, reason: str = "") -> None:
    """Close an account: nobody can sign in with it and its roles give nothing. What it did stays."""
    person.is_active = False
    person.save(update_fields=["is_active"])


@action
def reactivate_person(now: datetime, person: Person, *, by: Actor, reason: str = "") -> None:
    """Open a closed account again."""
    if person.is_system:
        raise Invalid("A system principal cannot sign in.")
    person.is_active = True
    person.save(update_fields=["is_active"])


@action
def sign_agreement(now: datetime, text: AgreementText, *, by: Actor) -> Agreement:
    """Record that the parties signed. From its first day the contract's records may land and be read."""
    return _signed(now, text)


@action
def end_agreement(now: datetime, agreement: Agreement, *, reason: str, by: Actor) -> Agreement:
    """End an agreement today, before its time; from now on its records neither land nor are read."""
    _given(reason, "reason")
    agreement.refresh_from_db(from_queryset=Agreement.objects.select_for_update())
    obey(rules.why_not_end_agreement(queries.terms(agreement), on=clock.local_day(now)))
    agreement.ended_at = now
    agreement.save(update_fields=["ended_at"])
    return agreement


@action
def renew_agreement(
    now: datetime, agreement: Agreement, *, ends_on: date, by: Actor, starts_on: date | None = None
) -> Agreement:
    """Sign the same terms again until a later day; without a start it follows on without a gap."""
    starts_on = starts_on or agreement.ends_on
    obey(rules.why_not_renew(queries.terms(agreement), starts_on=starts_on, ends_on=ends_on))
    text = AgreementText(
        key=f"{agreement.key}-until-{ends_on:%Y%m%d}",
        title=agreement.title,
        parties=[queries.current_successor(party, on=starts_on) for party in agreement.parties.all()],
        purpose=agreement.purpose,
        lawful_basis=agreement.lawful_basis,
        contract_key=agreement.contract_key,
        fields=agreement.fields,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return _signed(now, text, renews=agreement)


def _signed(now: datetime, text: AgreementText, *, renews: Agreement | None = None) -> Agreement:
    parties = {party.pk: party for party in text.parties}
    obey(
        rules.why_not_sign(
            fields=text.fields, parties=len(parties), starts_on=text.starts_on, ends_on=text.ends_on
        )
    )
    agreement = Agreement(
        key=checked_key(text.key),
        title=_given(text.title, "title"),
        purpose=_given(text.purpose, "purpose"),
        lawful_basis=_given(text.lawful_basis, "lawful basis"),
        contract_key=checked_key(text.contract_key),
        fields=list(text.fields),
        starts_on=text.starts_on,
        ends_on=text.ends_on,
        signed_at=now,
        renews=renews,
    )
    saved = _saved(agreement, f"There is an agreement with the key {text.key} already.")
    saved.parties.set(parties.values())
    return saved


def _saved(thing: Thing, taken: str) -> Thing:
    try:
        with transaction.atomic():
            thing.save(force_insert=True)
    except IntegrityError:
        raise Conflict(taken, code="already_there") from None
    return thing


def _given(text: str, what: str) -> str:
    if not text.strip():
        raise Invalid(f"Give a {what}.")
    return text.strip()


def _checked_email(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError:
        raise Invalid("That is not an e-mail address.") from None
    return email.strip().lower()


def _give_password(person: Person, password: str | None) -> None:
    if password is None:
        person.set_unusable_password()
        return
    try:
        password_validation.validate_password(password, person)
    except ValidationError as weak:
        raise Invalid(" ".join(weak.messages), code="weak_password") from None
    person.set_password(password)
