"""When a submission's time has run out. Pure: no database."""

from collections.abc import Iterable
from datetime import date

from headwater.data.contracts.language import Contract
from headwater.vocabulary.periods import Month

UNKNOWN_MONTHS = 3  # nobody knows what is in it, so nobody has a reason to hold it for longer


def ends_on(received_on: date, contracts: Iterable[Contract]) -> date | None:
    """The day from which a file is purged: the shortest retention of what is in it. None: kept as long as
    its source is published. A file that no contract knows is kept for `UNKNOWN_MONTHS`.

    The day is the first of the month after, so that nothing goes before its months have passed.

    >>> from headwater.data.contracts import registry
    >>> ends_on(date(2024, 1, 31), [registry.get_contract("police_street")]) is None
    True
    >>> ends_on(date(2024, 1, 31), [])
    datetime.date(2024, 5, 1)
    """
    found = list(contracts)
    months = [contract.retention_months for contract in found if contract.retention_months is not None]
    if not found:
        months = [UNKNOWN_MONTHS]
    return (Month.of(received_on) + (min(months) + 1)).start if months else None
