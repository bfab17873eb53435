"""Rate limits: so many times in a window of time for each caller, counted in the operations database.

Windows are fixed and begin at whole multiples of their length, so at a border a caller may do twice the
number; that is enough against hammering, and each ask costs one statement. Counts are shared by all
processes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from headwater.governance.access.models import RequestCount
from headwater.vocabulary.errors import Refusal, Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEEP = timedelta(days=1)
# one atomic statement on SQLite and PostgreSQL alike: two callers at once never read the same count
_COUNT_ONE_MORE = f"""
    INSERT INTO {RequestCount._meta.db_table} AS counted (key, window_starts_at, count) VALUES (%s, %s, 1)
    ON CONFLICT (key, window_starts_at) DO UPDATE SET count = counted.count + 1
    RETURNING count
"""  # noqa: S608  (the table's own name)


@dataclass(frozen=True)
class Limit:
    """At most `most` times in each `window`, for what `key` names."""

    key: str
    most: int
    window: timedelta


class TooOften(Refused):
    """Somebody asked too often, and may again after some seconds."""

    def __init__(self, refusal: Refusal, *, seconds: int) -> None:
        super().__init__(refusal.says, code=refusal.code)
        self.seconds = seconds


UPLOADS = Limit("uploads", 120, timedelta(hours=1))
API_WITH_TOKEN = Limit("api-token", 600, timedelta(minutes=1))
OPEN = Limit(
    "open", 120, timedelta(minutes=1)
)  # of an address: the API without a token, and pages that work out an answer
EXPORTS = Limit("exports", 60, timedelta(minutes=1))


def why_not_again(limit: Limit, count: int, *, now: datetime) -> Refusal | None:
    """Why the `count`-th time in this window is too many."""
    if count <= limit.most:
        return None
    seconds = seconds_left(limit, now=now)
    return Refusal("too_many_requests", f"That was too often. Try again in {seconds} seconds.")


def seconds_left(limit: Limit, *, now: datetime) -> int:
    """Whole seconds until the window ends, at least one (for a Retry-After header)."""
    return max(1, -int((now - window_start(limit, now=now) - limit.window).total_seconds() // 1))


def window_start(limit: Limit, *, now: datetime) -> datetime:
    return now - (now - _EPOCH) % limit.window


def ask(limit: Limit, who: str, *, now: datetime) -> Refusal | None:
    """Count one more for `who` (a uuid, an address) and say why not, if it is too often."""
    start = window_start(limit, now=now)
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT_ONE_MORE, [f"{limit.key} {who}"[:200], connection.ops.adapt_datetimefield_value(start)]
        )
        (count,) = cursor.fetchone()
    if count == 1:
        RequestCount.objects.filter(window_starts_at__lt=now - _KEEP).delete()
    return why_not_again(limit, count, now=now)


def check(limit: Limit, who: str, *, now: datetime) -> None:
    """Count one more for `who`, and refuse if it is too often."""
    if refusal := ask(limit, who, now=now):
        raise TooOften(refusal, seconds=seconds_left(limit, now=now))
