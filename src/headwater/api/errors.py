"""Each root of error as a status, in one table, and every error as the same small document."""

from http import HTTPStatus
from typing import Any

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError

from headwater.governance.access.rate_limits import TooOften
from headwater.machinery import unfit
from headwater.vocabulary.errors import Conflict, HeadwaterError, Invalid, NotFound, Refused, Unavailable

STATUSES: dict[type[HeadwaterError], HTTPStatus] = {
    Refused: HTTPStatus.FORBIDDEN,
    Invalid: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
BY_CODE = {
    "not_signed_in": HTTPStatus.UNAUTHORIZED,
    "too_many_requests": HTTPStatus.TOO_MANY_REQUESTS,
}
NO_SUCH_TOKEN = Refused(
    "This token is unknown, revoked or expired. Make a new one, or leave it out to read what is public.",
    code="not_signed_in",
)


class Error(Schema):
    """Why not, for a program (`code`) and in a sentence for a person (`says`)."""

    code: str
    says: str


ANSWERS: dict[Any, type[Schema]] = dict.fromkeys(
    (*STATUSES.values(), *BY_CODE.values(), HTTPStatus.UNPROCESSABLE_ENTITY), Error
)


def status_of(error: HeadwaterError) -> HTTPStatus:
    """The row of the table for an error: by its code, by its own type, else by the nearest root."""
    if error.code in BY_CODE:
        return BY_CODE[error.code]
    return next(STATUSES[root] for root in type(error).__mro__ if root in STATUSES)


def register(api: NinjaAPI) -> None:
    """Have the API answer every error by the table."""

    def answer(request: HttpRequest, error: HeadwaterError | type[HeadwaterError]) -> HttpResponse:
        assert isinstance(error, HeadwaterError)  # an error that was raised, whatever ninja's types say
        status = status_of(error)
        response = api.create_response(request, {"code": error.code, "says": error.says}, status=status)
        if isinstance(error, TooOften):
            response["Retry-After"] = str(error.seconds)
        if status == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = "Bearer"
        return response

    def invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
        assert isinstance(error, ValidationError)
        wrong = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors)
        content = {"code": "invalid", "says": f"The request could not be understood. {wrong}."}
        return api.create_response(request, content, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    api.add_exception_handler(HeadwaterError, answer)
    api.add_exception_handler(DataError, lambda request, _error: answer(request, unfit.UNFIT))
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, lambda request, _error: answer(request, NO_SUCH_TOKEN))
    api.add_exception_handler(
        Http404, lambda request, _error: answer(request, NotFound("There is no such thing."))
    )
