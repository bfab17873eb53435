"""The one clock. Only `@action`, the job worker and the faces read it; everything else is told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day where the partnership is; agreements and roles begin and end on it."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The day on which a moment falls where the partnership is."""
    return moment.astimezone(LOCAL).date()
