"""Every page has a door, and a page without one is shut.

A view is marked `@public`, `@signed_in` or `@needs("permission")`. The middleware reads the mark before the
view runs; an unmarked view is refused whoever asks. The pages of other packages cannot be marked, so each is
listed here by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from headwater.governance.partners.models import Person
from headwater.machinery import disk, unfit
from headwater.vocabulary.errors import HeadwaterError, NotFound, Refused
from headwater.web import context, errors

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, Parameters], Answer]


@dataclass(frozen=True)
class Door:
    """Who may pass: anybody, or a person signed in who holds one of `permissions` (none: any)."""

    open_to_all: bool = False
    permissions: tuple[str, ...] = ()


PUBLIC = Door(open_to_all=True)
SIGNED_IN = Door()

# allauth's pages: what is not listed (signing up, e-mail confirmation) does not exist here
OTHERS: dict[str, Door] = {
    "account_login": PUBLIC,
    "account_logout": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "account_inactive": PUBLIC,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
}
# the API asks for its own token at every operation (headwater.api)
OTHER_NAMESPACES: tuple[str, ...] = ("api",)


def public(view: View[Parameters, Answer]) -> View[Parameters, Answer]:
    """Anybody may open this page; it shows nothing but what was released to the public."""
    return _marked(view, PUBLIC)


def signed_in(view: View[Parameters, Answer]) -> View[Parameters, Answer]:
    """Any person who is signed in may open this page; it shows only what concerns that person."""
    return _marked(view, SIGNED_IN)


def needs(*permissions: str) -> Callable[[View[Parameters, Answer]], View[Parameters, Answer]]:
    """A person who holds one of `permissions`, in any organisation, may open this page."""
    return lambda view: _marked(view, Door(permissions=permissions))


def _marked(view: View[Parameters, Answer], door: Door) -> View[Parameters, Answer]:
    view.door = door  # type: ignore[attr-defined]  # a mark on a function is what Django's own csrf_exempt does
    return view


def door_of(view: Callable[..., Any], *, name: str = "", namespace: str = "") -> Door | None:
    """The door of a view, or None for a page that nobody has marked."""
    door = getattr(view, "door", None)
    if isinstance(door, Door):
        return door
    if namespace and namespace.split("-", maxsplit=1)[0] in OTHER_NAMESPACES:
        return PUBLIC
    return OTHERS.get(name)


def person(request: HttpRequest) -> Person:
    """Whom the door let in."""
    if not isinstance(request.user, Person):
        raise NOT_YOURS
    return request.user


class DenyByDefault:
    """Middleware: opens the door or refuses, and turns errors for people into pages.

    What one reader was let in to see stays with that reader: nobody on the way keeps it, nor does a browser that
    the next person at the desk pages back in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if _says_who_asks(request) and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"
        return answer

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: list[Any],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        door = door_of(view, name=match.url_name or "", namespace=match.namespace) if match else None
        if door is None:
            return errors.page(request, NotFound("There is no such page."))
        if door.open_to_all:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return None if _holds_one(request, door) else errors.page(request, NOT_YOURS)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        known = (
            error if isinstance(error, HeadwaterError) else disk.unavailable(error) or unfit.invalid(error)
        )
        return errors.page(request, known) if known else None


NOT_YOURS = Refused(
    "Your roles do not open this page. Ask the person who manages people and roles if you need it.",
    code="permission",
)


def _says_who_asks(request: HttpRequest) -> bool:
    """Whether the request carries a session or a token: then the answer may be for its sender alone."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def _holds_one(request: HttpRequest, door: Door) -> bool:
    if not door.permissions:
        return True
    held = context.held_by(request)
    return any(permission in held for permission in door.permissions)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")
