"""Days and minutes, counted from the county's first day, in the words that each supplier's system writes."""

from datetime import date, timedelta

import numpy as np

from headwater.data.synthesis.chance import Flags, Ints, Texts

ISO, BRITISH, WITH_MONTH_NAME = "%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y"
_CLOCK = np.array([f"{m // 60:02d}:{m % 60:02d}" for m in range(1_440)], dtype=object)


def day_words(days: Ints, start: date, form: str = ISO, *, empty: Flags | None = None) -> Texts:
    """Dates, each written once and then looked up."""
    if not len(days):
        return np.array([], dtype=object)
    low = int(days.min())
    table = np.array(
        [(start + timedelta(days=d)).strftime(form) for d in range(low, int(days.max()) + 1)], dtype=object
    )
    found = table[days - low]
    if empty is not None:
        found[empty] = None
    return found


def minute_words(
    minutes: Ints, start: date, form: str = ISO, *, seconds: str = "", empty: Flags | None = None
) -> Texts:
    """Date and time of day; `seconds` is what a system adds without knowing it."""
    found: Texts = day_words(minutes // 1_440, start, form) + " " + _CLOCK[minutes % 1_440] + seconds
    if empty is not None:
        found[empty] = None
    return found
