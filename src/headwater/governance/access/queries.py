"""Questions about access. Deny by default: whatever no role gives on the day is refused."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from headwater.governance.access import rules
from headwater.governance.access.models import ApiToken, RoleAssignment
from headwater.governance.access.roles import ROLES
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.vocabulary.errors import NotFound, Refusal, obey

Visitor = Person | AnonymousUser


def may(
    person: Visitor, permission: str, *, organisation: Organisation | None = None, on: date | None = None
) -> bool:
    """Whether a person may do this.

    With no organisation: for any at all, so name it wherever a thing belongs to one.
    """
    return why_not(person, permission, organisation=organisation, on=on) is None


def why_not(
    person: Visitor, permission: str, *, organisation: Organisation | None = None, on: date | None = None
) -> Refusal | None:
    """Why a person may not do this, in a sentence for that person."""
    on = on or clock.today()
    if not isinstance(person, Person):
        return Refusal("not_signed_in", "Sign in first.")
    heir = partners.current_successor(organisation, on=on).key if organisation else None
    active = person.is_active or person.is_system
    return rules.why_not(permission, _held(person, on), is_active=active, on=on, organisation=heir)


def check(
    person: Visitor, permission: str, *, organisation: Organisation | None = None, on: date | None = None
) -> None:
    """Refused with a sentence unless the person may do this."""
    obey(why_not(person, permission, organisation=organisation, on=on))


def permissions_of(person: Visitor, *, on: date | None = None) -> frozenset[str]:
    """Everything that a person may do on a day, in whichever organisation."""
    on = on or clock.today()
    if not isinstance(person, Person) or not (person.is_active or person.is_system):
        return frozenset()
    return frozenset().union(*(each.role.permissions for each in _held(person, on) if each.holds(on)))


def organisations_of(person: Person, permission: str, *, on: date) -> QuerySet[Organisation]:
    """The organisations for which a person may do this; all of them when a role gives it everywhere."""
    giving = [h for h in _held(person, on) if h.holds(on) and permission in h.role.permissions]
    if not person.is_active and not person.is_system:
        giving = []
    everything = partners.organisations()
    if any(held.organisation is None for held in giving):
        return everything
    heirs = {held.organisation for held in giving}
    within = [org.pk for org in everything if partners.current_successor(org, on=on).key in heirs]
    return everything.filter(pk__in=within)


def assignments(*, person: Person | None = None, on: date | None = None) -> QuerySet[RoleAssignment]:
    """Roles as given: of everybody or one person, ever or on a day."""
    found = RoleAssignment.objects.select_related("person", "organisation")
    if person:
        found = found.filter(person=person)
    if on:
        found = found.filter(starts_on__lte=on).exclude(ends_on__lte=on)
    return found


def get_assignment(assignment_uuid: UUID, *, of: Person) -> RoleAssignment:
    found = assignments(person=of).filter(uuid=assignment_uuid).first()
    if found is None:
        raise NotFound("There is no such role assignment.")
    return found


def wants_second_factor(person: Person, *, on: date) -> bool:
    """Whether one of the person's roles asks for a second factor at sign-in."""
    return any(held.role.wants_second_factor for held in _held(person, on) if held.holds(on))


@dataclass(frozen=True)
class Bearer:
    """Who a token speaks for and what it may do: never more than its owner may do today."""

    person: Person
    token_uuid: UUID
    permissions: frozenset[str]


def authenticate_token(secret: str, *, now: datetime) -> Bearer | None:
    """Who holds this secret; None for one that is unknown, revoked or expired, or of a closed account."""
    token = ApiToken.objects.select_related("person").filter(hashed=hash_of(secret)).first()
    if token is None or token.revoked_at is not None or token.expires_at <= now:
        return None
    owner = token.person
    if not owner.is_active:
        return None
    held = permissions_of(owner, on=clock.local_day(now))
    return Bearer(owner, token.uuid, held & frozenset(token.scopes))


def tokens_of(person: Person, *, at: datetime | None = None) -> QuerySet[ApiToken]:
    """A person's tokens, the newest first; with a moment, only those that open something then."""
    found = ApiToken.objects.filter(person=person).order_by("-created_at")
    return found.filter(revoked_at=None, expires_at__gt=at) if at else found


def get_token(token_uuid: UUID) -> ApiToken:
    found = ApiToken.objects.select_related("person").filter(uuid=token_uuid).first()
    if found is None:
        raise NotFound("There is no such token.")
    return found


def hash_of(secret: str) -> str:
    """Secrets have 256 random bits, so a plain hash cannot be reversed by guessing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _held(person: Person, on: date) -> list[rules.Held]:
    if person.is_system:
        return [rules.Held(ROLES["operator"], None, date.min, None)]
    return list(_as_held(assignments(person=person), on))


def _as_held(given: Iterable[RoleAssignment], on: date) -> Iterable[rules.Held]:
    """A role that was dropped from `roles` gives nothing; one of an organisation follows its successor."""
    for each in given:
        role = ROLES.get(each.role_key)
        if role is not None and not role.of_the_system:
            organisation = (
                partners.current_successor(each.organisation, on=on).key if each.organisation else None
            )
            yield rules.Held(role, organisation, each.starts_on, each.ends_on)
