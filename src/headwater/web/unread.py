"""What of a request nobody has read when its answer is ready: it is read and thrown away, so that the answer arrives.

A browser sends all that it has before it looks for an answer. Were the connection closed meanwhile, as happens after a
text that is too long, people would see that the connection broke and no page that says why.
"""

from collections.abc import Callable, Iterable
from typing import Any

from headwater.web.proxy import Application, Environment

MOST_THROWN_AWAY = 128 * 1024 * 1024  # who sends more than that has no page of ours
AT_A_TIME = 64 * 1024


class Reading:
    """A request's body that knows how much of it was read."""

    def __init__(self, body: Any) -> None:
        self.body, self.read_bytes = body, 0

    def read(self, *most: int) -> bytes:
        return self._read(self.body.read(*most))

    def readline(self, *most: int) -> bytes:
        return self._read(self.body.readline(*most))

    def _read(self, part: bytes) -> bytes:
        self.read_bytes += len(part)
        return part


def throw_away(application: Application) -> Application:
    """The application, whose answers are given when the whole request has come."""

    def answer(environment: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
        reading = Reading(environment["wsgi.input"])
        environment["wsgi.input"] = reading
        answered = application(environment, start)
        left = min(_length(environment) - reading.read_bytes, MOST_THROWN_AWAY)
        while left > 0 and (part := reading.read(min(left, AT_A_TIME))):
            left -= len(part)
        return answered

    return answer


def _length(environment: Environment) -> int:
    told = str(environment.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdigit() else 0
