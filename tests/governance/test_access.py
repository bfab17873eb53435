"""Access in the database: roles over time, organisations with successors, tokens."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from governance.partnership_makers import give, make_holder, make_organisation, make_person
from headwater.governance.access import actions, queries
from headwater.governance.access.models import ApiToken, RoleAssignment
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners.queries import operator
from headwater.machinery.jobs import queue
from headwater.machinery.jobs.models import Job
from headwater.machinery.jobs.states import JobState
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

pytestmark = pytest.mark.django_db

UPLOAD = "submissions.upload"
DAY = date(2025, 6, 1)


def test_nobody_may_do_anything_without_a_role():
    person = make_person()
    assert not queries.may(person, UPLOAD)
    assert queries.permissions_of(person) == frozenset()
    assert not queries.may(AnonymousUser(), UPLOAD)
    assert queries.permissions_of(AnonymousUser()) == frozenset()
    with pytest.raises(Refused, match="Sign in first"):
        queries.check(AnonymousUser(), UPLOAD)


def test_role_gives_its_permissions_from_its_first_day_until_its_last():
    person = make_person()
    give(person, "analyst", starts_on=date(2025, 1, 1), ends_on=date(2025, 7, 1))
    answers = [queries.may(person, UPLOAD, on=on) for on in (date(2024, 12, 31), DAY, date(2025, 7, 1))]
    assert answers == [False, True, False]
    assert UPLOAD in queries.permissions_of(person, on=DAY)
    assert queries.permissions_of(person, on=date(2025, 7, 1)) == frozenset()


def test_role_of_an_organisation_holds_there_and_nowhere_else():
    school, other = make_organisation(kind="school"), make_organisation(kind="school")
    person = make_holder("submitter", organisation=school)
    assert queries.may(person, UPLOAD)
    assert queries.may(person, UPLOAD, organisation=school)
    assert not queries.may(person, UPLOAD, organisation=other)
    assert list(queries.organisations_of(person, UPLOAD, on=DAY)) == [school]
    assert not queries.organisations_of(person, "audit.read", on=DAY).exists()
    assert set(queries.organisations_of(make_holder("analyst"), UPLOAD, on=DAY)) == {school, other}


def test_role_follows_to_the_successor_and_keeps_what_the_old_one_had():
    old, new = make_organisation(), make_organisation()
    person, newcomer = make_holder("submitter", organisation=old), make_holder("submitter", organisation=new)
    partner_actions.end_organisation(old, ends_on=DAY, successor=new, by=operator())
    old.refresh_from_db()
    before = DAY - timedelta(days=1)
    assert not queries.may(person, UPLOAD, organisation=new, on=before)
    assert queries.may(person, UPLOAD, organisation=new, on=DAY)
    assert queries.may(person, UPLOAD, organisation=old, on=DAY)
    assert queries.may(newcomer, UPLOAD, organisation=old, on=DAY)
    assert not queries.may(newcomer, UPLOAD, organisation=old, on=before)
    assert set(queries.organisations_of(person, UPLOAD, on=DAY)) == {old, new}


def test_closed_account_may_do_nothing():
    person = make_holder("analyst")
    partner_actions.deactivate_person(person, by=operator())
    assert not queries.may(person, UPLOAD)
    assert queries.permissions_of(person) == frozenset()
    assert not queries.organisations_of(person, UPLOAD, on=DAY).exists()


def test_role_that_no_longer_exists_or_is_of_the_system_gives_nothing():
    person = make_person()
    for role in ("superuser", "operator"):
        RoleAssignment.objects.create(person=person, role_key=role, starts_on=date(2020, 1, 1))
    assert queries.permissions_of(person) == frozenset()


def test_operator_holds_its_role_without_an_assignment():
    assert queries.may(operator(), "people.manage")
    assert not queries.assignments(person=operator()).exists()


def test_only_who_manages_people_gives_roles_and_never_to_oneself():
    administrator, analyst, person = make_holder("administrator"), make_holder("analyst"), make_person()
    actions.grant_role(person, role="analyst", by=administrator)
    assert queries.may(person, UPLOAD)
    with pytest.raises(Refused, match="Your roles do not let you"):
        actions.grant_role(person, role="analyst", by=analyst)
    with pytest.raises(Refused, match="themselves"):
        actions.grant_role(administrator, role="analyst", by=administrator)
    with pytest.raises(Invalid, match="ends after"):
        give(person, "analyst", starts_on=DAY, ends_on=DAY)
    with pytest.raises(Refused, match="name it"):
        give(person, "submitter")


def test_role_ends_today_and_only_once():
    administrator, person = make_holder("administrator"), make_person()
    given = actions.grant_role(person, role="analyst", by=administrator)
    assert queries.get_assignment(given.uuid, of=person) == given
    actions.end_role(given, reason="Moved on.", by=administrator)
    assert not queries.may(person, UPLOAD)
    assert not queries.assignments(person=person, on=clock.today()).exists()
    with pytest.raises(Refused, match="already"):
        actions.end_role(given, by=administrator)
    with pytest.raises(Refused):
        actions.end_role(given, by=person)
    with pytest.raises(NotFound):
        queries.get_assignment(uuid.uuid4(), of=person)
    with pytest.raises(NotFound):
        queries.get_assignment(given.uuid, of=administrator)


def test_second_factor_is_wanted_by_some_roles():
    assert queries.wants_second_factor(make_holder("administrator"), on=DAY)
    assert not queries.wants_second_factor(make_holder("board_member"), on=DAY)


SCOPES = ["figures.read_partner"]


def make_token(person, *, scopes=SCOPES, days: float = 30):
    expires_at = datetime.now(UTC) + timedelta(days=days)
    return actions.make_token(person, name="Dashboard", scopes=scopes, expires_at=expires_at, by=person)


def test_token_speaks_for_its_owner_within_its_scopes():
    person = make_holder("analyst")
    token, secret = make_token(person)
    bearer = queries.authenticate_token(secret, now=datetime.now(UTC))
    assert (bearer.person, bearer.token_uuid) == (person, token.uuid)
    assert bearer.permissions == {"figures.read_partner"}
    assert list(queries.tokens_of(person)) == [token]


def test_secret_of_a_token_is_kept_nowhere():
    _token, secret = make_token(make_holder("analyst"))
    assert secret not in str(ApiToken.objects.values().get())


def test_token_that_is_unknown_revoked_expired_or_of_a_closed_account_opens_nothing():
    person, now = make_holder("analyst"), datetime.now(UTC)
    assert queries.authenticate_token("hw_guess", now=now) is None
    token, secret = make_token(person)
    assert queries.authenticate_token(secret, now=now + timedelta(days=31)) is None
    actions.revoke_token(token, by=person)
    assert queries.authenticate_token(secret, now=now) is None
    _token, secret = make_token(person)
    partner_actions.deactivate_person(person, by=operator())
    assert queries.authenticate_token(secret, now=now) is None


def test_token_loses_what_its_owner_loses():
    person = make_person()
    given = give(person, "analyst")
    _token, secret = make_token(person)
    actions.end_role(given, by=operator())
    assert queries.authenticate_token(secret, now=datetime.now(UTC)).permissions == frozenset()


def test_token_is_made_for_oneself_and_revoked_by_oneself_or_who_manages_people():
    person, other = make_holder("analyst"), make_holder("analyst")
    with pytest.raises(Refused, match="the person it speaks for"):
        actions.make_token(person, name="x", scopes=SCOPES, expires_at=datetime.now(UTC), by=other)
    with pytest.raises(Refused, match="You do not hold"):
        make_token(person, scopes=["audit.read"])
    token, secret = make_token(person)
    with pytest.raises(Refused):
        actions.revoke_token(token, by=other)
    actions.revoke_token(token, by=make_holder("administrator"))
    assert queries.authenticate_token(secret, now=datetime.now(UTC)) is None


def make_failed_job() -> Job:
    now = clock.now()
    queue.enqueue("walk", {}, queued_by=operator().uuid, now=now)
    claimed = queue.claim(["walk"], now=now)
    assert claimed is not None
    queue.fail(claimed, says="The disk was full.", now=now)
    return queue.get_job(claimed.job_uuid)


def entries_of(job: Job) -> list[tuple[str, str, str, str]]:
    found = audit.entries(subject_key=str(job.uuid))
    return [(each.kind, each.subject_kind, each.outcome, each.actor_label) for each in found]


def test_failed_job_is_tried_again_and_the_trail_says_by_whom():
    job, analyst = make_failed_job(), make_holder("analyst")
    assert actions.retry_job(job, by=analyst).state == JobState.QUEUED
    assert entries_of(job) == [("access.retry_job", "job", "done", analyst.label)]


def test_failed_job_is_not_tried_again_by_who_may_not_and_the_trail_says_so():
    job, member = make_failed_job(), make_holder("board_member")
    with pytest.raises(Refused):
        actions.retry_job(job, by=member)
    assert queue.get_job(job.uuid).state == JobState.FAILED
    assert entries_of(job) == [("access.retry_job", "job", "refused", member.label)]


def test_job_that_did_not_fail_is_not_tried_again_and_nothing_is_written():
    job = make_failed_job()
    actions.retry_job(job, by=operator())
    with pytest.raises(Conflict, match="cannot be asked to retry"):
        actions.retry_job(job, by=operator())
    assert len(entries_of(job)) == 1
