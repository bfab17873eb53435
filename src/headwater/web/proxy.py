"""Who asks, behind a proxy: the proxy's own word for the visitor's address, in place of the proxy's address.

Limits count by address. Without this, everybody behind one proxy would share one count, and anybody could use up
everybody's sign-ins.
"""

from collections.abc import Callable, Iterable
from typing import Any

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


def visitors_address(application: Application) -> Application:
    """The application, told the last address of `X-Forwarded-For`: the one that our own proxy added.

    Those before it are whatever the visitor claims.
    """

    def answer(environment: Environment, start: Callable[..., Any]) -> Iterable[bytes]:
        told = str(environment.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if told:
            environment["REMOTE_ADDR"] = told
        return application(environment, start)

    return answer
