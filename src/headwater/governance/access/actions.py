"""Giving and ending roles and tokens; and what a person may ask of the machinery, which knows no person."""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

import secrets
from collections.abc import Collection
from datetime import date, datetime

from headwater.governance.access import queries, rules
from headwater.governance.access.models import ApiToken, RoleAssignment
from headwater.governance.access.roles import checked_permissions, get_role
from headwater.governance.audit import clock
from headwater.governance.audit.action import action
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.machinery.jobs import queue
from headwater.machinery.jobs.models import Job
from headwater.vocabulary.errors import Invalid, Refused, obey

TOKEN_DAYS = 366


@action
def grant_role(
    now: datetime,
    person: Person,
    *,
    role: str,
    by: Person,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleAssignment:
    """Give a person a role from a day (today), until a day (no end)."""
    queries.check(by, "people.manage")
    start = starts_on or clock.local_day(now)
    exists = organisation is not None and partners.organisations(on=start).filter(pk=organisation.pk).exists()
    obey(
        rules.why_not_grant(
            get_role(role),
            for_organisation=organisation is not None,
            organisation_holds=exists,
            to_oneself=by.uuid == person.uuid,
            is_active=person.is_active,
        )
    )
    if ends_on is not None and ends_on <= start:
        raise Invalid("A role ends after it starts.")
    return RoleAssignment.objects.create(
        person=person, role_key=role, organisation=organisation, starts_on=start, ends_on=ends_on
    )


@action
def end_role(now: datetime, assignment: RoleAssignment, *, by: Person, reason: str = "") -> RoleAssignment:
    """End a role today: from now on it gives nothing."""
    queries.check(by, "people.manage")
    assignment.refresh_from_db(from_queryset=RoleAssignment.objects.select_for_update())
    today = clock.local_day(now)
    if assignment.ends_on is not None and assignment.ends_on <= today:
        raise Refused("This role ended already.", code="already_ended")
    assignment.ends_on = max(today, assignment.starts_on)
    assignment.save(update_fields=["ends_on"])
    return assignment


@action
def make_token(
    now: datetime, person: Person, *, name: str, scopes: Collection[str], expires_at: datetime, by: Person
) -> tuple[ApiToken, str]:
    """Make a token for oneself. The secret is returned this once and cannot be shown again."""
    if by.uuid != person.uuid:
        raise Refused("A token is made by the person it speaks for.", code="not_your_token")
    obey(
        rules.why_not_make_token(
            scopes=checked_permissions(scopes),
            held=queries.permissions_of(person),
            name_is_taken=queries.tokens_of(person, at=now).filter(name=name).exists(),
            now=now,
            expires_at=expires_at,
            most_days=TOKEN_DAYS,
        )
    )
    secret = f"hw_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        person=person,
        name=name,
        hashed=queries.hash_of(secret),
        scopes=sorted(scopes),
        created_at=now,
        expires_at=expires_at,
    )
    return token, secret


@action
def revoke_token(now: datetime, token: ApiToken, *, by: Person) -> None:
    """End a token at once; its owner may, and whoever manages people."""
    if token.person.uuid != by.uuid:
        queries.check(by, "people.manage")
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


@action
def retry_job(now: datetime, job: Job, *, by: Person) -> Job:
    """Queue a failed job again, with all its attempts."""
    queries.check(by, "jobs.retry")
    return queue.retry(job.uuid, now=now)
