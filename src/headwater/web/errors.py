"""Each root of error as a page: its status, its heading and what to do next, in one table.

A page of error says the sentence of the error and nothing of how the program works.
"""

import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.access.rate_limits import TooOften
from headwater.machinery import disk
from headwater.vocabulary.errors import Conflict, HeadwaterError, Invalid, NotFound, Refused, Unavailable


@dataclass(frozen=True)
class ErrorPage:
    """How one root of error is shown."""

    status: int
    heading: str
    next_step: str


PAGES: dict[type[HeadwaterError], ErrorPage] = {
    Refused: ErrorPage(403, "This is not allowed", "Nothing was changed."),
    TooOften: ErrorPage(
        429, "That was too often", "Nothing was changed. Wait that long, then send it again."
    ),
    Invalid: ErrorPage(
        400, "We could not use what was sent", "Nothing was changed. Go back, put it right and try again."
    ),
    NotFound: ErrorPage(
        404, "Page not found", "If you typed the address, check it. If you followed a link, it may be old."
    ),
    Conflict: ErrorPage(409, "Somebody else was quicker", "Open the page again to see how things stand now."),
    Unavailable: ErrorPage(
        503, "This cannot be done just now", "Nothing was lost. Try again in a few minutes."
    ),
}
TOO_MUCH = ErrorPage(
    413,
    "That was too much at once",
    "Nothing was changed. Go back and send less text, or send it as a file where the page takes one.",
)
BROKEN = ErrorPage(
    500,
    "Something went wrong",
    "Nothing was changed. Try again; if it goes on, tell the people who run this site.",
)
NO_ROOM = ErrorPage(
    503,
    "This cannot be done just now",
    "The disk is full. Nothing is lost and nothing is half done. Tell the people who run this site.",
)


def page_for(error: HeadwaterError) -> ErrorPage:
    """The row of the table for an error: by its own type, else by the nearest root."""
    return next(PAGES[root] for root in type(error).__mro__ if root in PAGES)


def page(request: HttpRequest, error: HeadwaterError) -> HttpResponse:
    shown = page_for(error)
    answer = render(request, "errors/error.html", {"shown": shown, "says": error.says}, status=shown.status)
    if isinstance(error, TooOften):
        answer["Retry-After"] = str(error.seconds)
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    return page(request, NotFound("There is no such page."))


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    return page(request, Refused("This page cannot be opened like that."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        shown = {"shown": TOO_MUCH, "says": f"What was sent has more than {most} MB of text."}
        return render(request, "errors/error.html", shown, status=TOO_MUCH.status)
    return page(request, Invalid("The request could not be understood."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's signature)
    return page(
        request,
        Refused(
            "This form was open too long or came from another site. Open the page again and send it again."
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """The last page of all: it asks no database, so that it can be shown when there is none."""
    error = sys.exc_info()[1]
    shown = NO_ROOM if error and disk.is_full(error) else BROKEN
    return render(None, "errors/broken.html", {"shown": shown}, status=shown.status)
