"""Decisions about access: plain facts in, a refusal or None out. Whatever is not given is refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from headwater.governance.access.roles import PERMISSIONS, Role
from headwater.vocabulary.errors import Refusal


@dataclass(frozen=True)
class Held:
    """A role as a person holds it.

    `organisation` is the key of today's successor of the one it was given for.
    """

    role: Role
    organisation: str | None
    starts_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


def why_not(
    permission: str, held: Collection[Held], *, is_active: bool, on: date, organisation: str | None = None
) -> Refusal | None:
    """Why a person with these roles may not do this on this day, for this organisation or any at all."""
    if not is_active:
        return Refusal("account_closed", "This account is closed.")
    giving = [each for each in held if permission in each.role.permissions]
    if not giving:
        return Refusal("permission", f"Your roles do not let you do this: {_meaning(permission)}")
    current = [each for each in giving if each.holds(on)]
    if not current:
        return Refusal("role_not_current", "Your role for this has ended or has not begun.")
    if organisation and all(each.organisation not in {None, organisation} for each in current):
        return Refusal("other_organisation", "Your role for this is in another organisation.")
    return None


def why_not_grant(
    role: Role, *, for_organisation: bool, organisation_holds: bool, to_oneself: bool, is_active: bool
) -> Refusal | None:
    """Why a role may not be given."""
    if role.of_the_system:
        return Refusal("role_of_the_system", f"{role.title} is no role for a person.")
    if to_oneself:
        return Refusal("own_role", "Nobody gives a role to themselves. Ask another administrator.")
    if not is_active:
        return Refusal("account_closed", "This account is closed, so it is given no role.")
    if role.of_an_organisation != for_organisation:
        says = (
            "is for one organisation: name it" if role.of_an_organisation else "is not for one organisation"
        )
        return Refusal("role_organisation", f"The role {role.title} {says}.")
    if for_organisation and not organisation_holds:
        return Refusal("organisation_ended", "The organisation does not exist on that day.")
    return None


def why_not_make_token(
    *,
    scopes: Collection[str],
    held: Collection[str],
    name_is_taken: bool,
    now: datetime,
    expires_at: datetime,
    most_days: int,
) -> Refusal | None:
    """Why a token may not be made: it never holds more than its owner, and it always ends."""
    if "tokens.make" not in held:
        return Refusal("permission", f"Your roles do not let you do this: {_meaning('tokens.make')}")
    if not scopes:
        return Refusal("no_scopes", "Name at least one permission for the token.")
    beyond = sorted(set(scopes) - set(held))
    if beyond:
        return Refusal(
            "scope_beyond_owner", f"You do not hold {', '.join(beyond)}, so your token cannot either."
        )
    if name_is_taken:
        return Refusal(
            "token_name_taken", "You have a token of that name. End it first, or choose another name."
        )
    if expires_at <= now:
        return Refusal("expires_in_the_past", "A token ends in the future.")
    if (expires_at - now).days > most_days:
        return Refusal("expires_too_late", f"A token lasts at most {most_days} days.")
    return None


def _meaning(permission: str) -> str:
    return PERMISSIONS.get(permission, permission)
