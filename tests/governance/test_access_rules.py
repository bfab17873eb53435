"""Rules about access, as truth tables; and what the roles promise."""

from datetime import UTC, date, datetime, timedelta

import pytest

from headwater.governance.access import rules
from headwater.governance.access.roles import PERMISSIONS, ROLES, Role, checked_permissions, get_role
from headwater.vocabulary.errors import Invalid

DAY = date(2025, 6, 1)
NOW = datetime(2025, 6, 1, tzinfo=UTC)


def held(
    role: str = "submitter", organisation: str | None = "school", ends_on: date | None = None
) -> rules.Held:
    return rules.Held(ROLES[role], organisation, date(2025, 1, 1), ends_on)


WHY_NOT = [
    # held, active, day, organisation -> code
    ([], True, DAY, None, "permission"),
    ([held()], True, DAY, None, None),
    ([held()], False, DAY, None, "account_closed"),
    ([held("board_member", None)], True, DAY, None, "permission"),
    ([held()], True, date(2024, 12, 31), None, "role_not_current"),
    ([held()], True, date(2025, 1, 1), None, None),
    ([held(ends_on=DAY)], True, DAY, None, "role_not_current"),
    ([held(ends_on=DAY)], True, date(2025, 5, 31), None, None),
    ([held()], True, DAY, "school", None),
    ([held()], True, DAY, "other", "other_organisation"),
    ([held(), held(organisation="other")], True, DAY, "other", None),
    ([held("analyst", None)], True, DAY, "other", None),
    ([held(), held("analyst", None, ends_on=DAY)], True, DAY, "other", "other_organisation"),
]


@pytest.mark.parametrize(("roles", "is_active", "on", "organisation", "code"), WHY_NOT)
def test_why_not(roles, is_active, on, organisation, code):
    refusal = rules.why_not(
        "submissions.upload", roles, is_active=is_active, on=on, organisation=organisation
    )
    assert (refusal.code if refusal else None) == code


def test_why_not_says_what_the_permission_would_allow():
    assert "Send files" in rules.why_not("submissions.upload", [], is_active=True, on=DAY).says
    assert "fly" in rules.why_not("fly", [held("operator", None)], is_active=True, on=DAY).says


@pytest.mark.parametrize(
    ("role", "changed", "code"),
    [
        ("analyst", {}, None),
        ("operator", {}, "role_of_the_system"),
        ("analyst", {"to_oneself": True}, "own_role"),
        ("analyst", {"is_active": False}, "account_closed"),
        ("analyst", {"for_organisation": True}, "role_organisation"),
        ("submitter", {}, "role_organisation"),
        ("submitter", {"for_organisation": True}, None),
        ("submitter", {"for_organisation": True, "organisation_holds": False}, "organisation_ended"),
    ],
)
def test_why_not_grant(role, changed, code):
    facts = {"for_organisation": False, "organisation_holds": True, "to_oneself": False, "is_active": True}
    refusal = rules.why_not_grant(ROLES[role], **{**facts, **changed})
    assert (refusal.code if refusal else None) == code


HELD = {"tokens.make", "figures.read_partner"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"held": {"figures.read_partner"}}, "permission"),
        ({"scopes": []}, "no_scopes"),
        ({"scopes": ["audit.read"]}, "scope_beyond_owner"),
        ({"name_is_taken": True}, "token_name_taken"),
        ({"expires_at": NOW}, "expires_in_the_past"),
        ({"expires_at": NOW + timedelta(days=367)}, "expires_too_late"),
    ],
)
def test_why_not_make_token(changed, code):
    facts = {"scopes": ["figures.read_partner"], "held": HELD, "expires_at": NOW + timedelta(days=30)}
    facts["name_is_taken"] = False
    refusal = rules.why_not_make_token(**{**facts, **changed}, now=NOW, most_days=366)
    assert (refusal.code if refusal else None) == code


def test_administrator_looks_after_people_and_reads_nothing_that_agencies_sent():
    theirs = ROLES["administrator"].permissions
    assert "people.manage" in theirs
    assert not {
        p for p in theirs if p.startswith(("submissions.", "figures.", "hotspots.", "locations.", "audit."))
    }


def test_purging_and_reading_the_audit_trail_belong_to_information_governance_alone():
    for permission in ("retention.purge", "audit.read"):
        holders = {key for key, role in ROLES.items() if permission in role.permissions}
        assert holders == {"information_governance", "operator"}


def test_roles_that_send_are_of_an_organisation_unless_they_work_for_all():
    sending = {key for key, role in ROLES.items() if "submissions.upload" in role.permissions}
    assert {key for key in sending if not ROLES[key].of_an_organisation} == {"analyst", "operator"}


def test_every_permission_is_given_by_some_role_and_says_what_it_is():
    given = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert given == set(PERMISSIONS)
    assert all(meaning.endswith(".") for meaning in PERMISSIONS.values())


def test_role_or_permission_that_does_not_exist_is_invalid():
    with pytest.raises(Invalid, match="is not a role"):
        get_role("superuser")
    with pytest.raises(Invalid, match="no permission fly"):
        checked_permissions(["fly", "audit.read"])


def test_role_that_names_an_unknown_permission_cannot_be_declared():
    from headwater.governance.access import roles

    with pytest.raises(ValueError, match="fly"):
        roles._roles(Role("pilot", "Pilot", "", frozenset({"fly"})))
