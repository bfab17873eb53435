"""Public pages are assembled once and given again until somebody acts or the day turns.

Whatever a page shows changes by an action alone, and every action writes to the audit trail: while its newest entry stands, nothing has
changed. Only pages marked `@public` are remembered, and only for readers who bring no cookie that says anything; in this process, some
hundreds at most. Who asks while a page is being assembled waits for that one: fifty readers at once after a change cost one assembly.
"""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.web.doors import Door

KEY, TURN = "remembered_as", "assembles_in_turn"
TURNS = tuple(
    Lock() for _ in range(64)
)  # a page has one of them; two pages that share one wait for each other at worst
WAIT_SECONDS = 2.0  # then whoever waits assembles the page as well
LARGEST = 256 * 1024  # documents and long tables are made each time


class RememberPublicPages:
    """Middleware: stands behind the doors, so that nothing is given that the door would not open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            answer = self.get_response(request)
            key = getattr(request, KEY, None)
            if key and _is_for_everybody(request, answer):
                caches["pages"].set(key, (answer.content, dict(answer.headers)))
            return answer
        finally:
            end_turn(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: list[Any],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        newest = audit.newest_hash() if _is_from_anybody(request, view) else ""
        if not newest:
            return None
        key = _key(request, newest)
        found = _remembered(key) or given_or_turn(request, key)
        if found is None:
            setattr(request, KEY, key)
        return found


def given_or_turn(request: HttpRequest, key: str) -> HttpResponse | None:
    """The page as somebody else just assembled it; None where it is this reader's turn to, or the wait was too long."""
    turn = TURNS[int(key[:8], 16) % len(TURNS)]
    if not turn.acquire(timeout=WAIT_SECONDS):
        return None
    found = _remembered(key)
    if found is None:
        setattr(request, TURN, turn)
    else:
        turn.release()
    return found


def end_turn(request: HttpRequest) -> None:
    """Let the next one in, whatever became of the page."""
    turn = getattr(request, TURN, None)
    if turn is not None:
        turn.release()


def _remembered(key: str) -> HttpResponse | None:
    found = caches["pages"].get(key)
    return HttpResponse(found[0], headers=found[1]) if found else None


def _is_from_anybody(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    door = getattr(view, "door", None)
    known = isinstance(door, Door) and door.open_to_all
    return known and request.method == "GET" and not set(request.COOKIES) - {settings.CSRF_COOKIE_NAME}


def _is_for_everybody(request: HttpRequest, answer: HttpResponse) -> bool:
    """A page with a form's own token, a cookie or an error is this reader's alone."""
    return (
        answer.status_code == HTTPStatus.OK
        and not answer.streaming
        and not answer.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and len(answer.content) <= LARGEST
    )


def _key(request: HttpRequest, newest: str) -> str:
    facts = (newest, str(clock.today()), request.scheme or "", request.get_host(), request.get_full_path())
    return sha256("\n".join(facts).encode()).hexdigest()
