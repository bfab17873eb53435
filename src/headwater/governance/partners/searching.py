"""Looking for words in what people wrote: every word must stand somewhere in the fields that are named.

For lists of some thousands of entries. SQLite tells capital letters from small ones outside of English.
"""

from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

Thing = TypeVar("Thing", bound=Model)
MOST_WORDS = 10


def having(
    found: QuerySet[Thing], words: str, *fields: str, only_where: dict[str, Q] | None = None
) -> QuerySet[Thing]:
    """Those in which each word stands in one of the fields; all of them where no word is given.

    A field of `only_where` is looked into where its condition holds, so that a search tells of no words that are not shown.
    """
    conditions = only_where or {}
    for word in words.split()[:MOST_WORDS]:
        places = [Q(**{f"{field}__icontains": word}) for field in fields]
        places += [Q(**{f"{field}__icontains": word}) & shown for field, shown in conditions.items()]
        found = found.filter(reduce(or_, places))
    return found
