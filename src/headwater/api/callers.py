"""Who asks: somebody with a token, or anybody. Counted against the rate limit before anything is done.

A token may do what its owner may today and what it was made for, whichever is less. A wrong token is refused,
never taken for nobody.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import HttpBearer

from headwater.api.errors import NO_SUCH_TOKEN
from headwater.governance.access import queries as access
from headwater.governance.access import rate_limits
from headwater.governance.access.queries import Bearer
from headwater.governance.audit import clock
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Refused

SEND_A_TOKEN = Refused(
    "This is not public. Send a token with the request: `Authorization: Bearer ...`.", code="not_signed_in"
)


@dataclass(frozen=True)
class Caller:
    """Whoever asks, and what they may do here."""

    bearer: Bearer | None

    @property
    def permissions(self) -> frozenset[str]:
        return self.bearer.permissions if self.bearer else frozenset()

    def holds(self, permission: str) -> bool:
        return permission in self.permissions

    def check(self, *permissions: str) -> Bearer:
        """The bearer, if it holds one of these; else refused with a sentence."""
        if self.bearer is None:
            raise SEND_A_TOKEN
        if not any(map(self.holds, permissions)):
            wanted = " or ".join(permissions)
            raise Refused(
                f"This needs a token with the permission {wanted}, and your role must give it too.",
                code="permission",
            )
        return self.bearer

    def audience(self, wanted: Audience | None) -> Audience:
        """Partners' figures for those who may read them; the public ones for everybody else, or if asked for."""
        if wanted is Audience.PARTNER:
            self.check("figures.read_partner")
        if wanted is None:
            return Audience.PARTNER if self.holds("figures.read_partner") else Audience.PUBLIC
        return wanted


class TokenOrNobody(HttpBearer):
    """Reads the token, if one was sent."""

    def __call__(self, request: HttpRequest) -> Caller:
        now = clock.now()
        if not request.headers.get(self.header):
            rate_limits.check(rate_limits.OPEN, _address(request), now=now)
            return _kept(request, Caller(None))
        found: Caller | None = super().__call__(request)
        if found is None:
            rate_limits.check(rate_limits.OPEN, _address(request), now=now)
            raise NO_SUCH_TOKEN
        return _kept(request, found)

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:  # noqa: ARG002  (ninja's signature)
        now = clock.now()
        bearer = access.authenticate_token(token, now=now)
        if bearer is None:
            return None
        rate_limits.check(rate_limits.API_WITH_TOKEN, str(bearer.token_uuid), now=now)
        return Caller(bearer)


def caller(request: HttpRequest) -> Caller:
    """Who asks, as `TokenOrNobody` found out."""
    found = getattr(request, "caller", None)
    return found if isinstance(found, Caller) else Caller(None)


def _kept(request: HttpRequest, found: Caller) -> Caller:
    request.caller = found  # type: ignore[attr-defined]  # Django's request takes attributes of its own
    return found


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR") or "unknown")
