"""How each source stands: what came last, what is due and late, how good it was. From what is kept of the files, never from their rows.

A source is late when the period after its newest one has ended, the supplier's usual delay has passed, and nothing of it is here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from headwater.data.contracts.language import Contract, Precision
from headwater.data.contracts.registry import contracts
from headwater.data.ingest import locate, rules
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import footers, manifest, reading
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Agreement
from headwater.vocabulary.periods import Month

_LASTS = {Precision.QUARTER: 3, Precision.YEAR: 12}  # months that one dated row stands for


@dataclass(frozen=True)
class Standing:
    """One source as it stands on a day."""

    contract: Contract
    agreement: Agreement | None
    newest: Submission | None  # of the files in use, the one that came last
    files: int  # in use
    rows_read: int
    rows_landed: int
    last_period: Month | None  # the last month that a row of it speaks of
    expected_by: date | None  # the day by which the next file should have come
    located_share: float | None
    on: date

    @property
    def is_late(self) -> bool:
        return self.expected_by is not None and self.expected_by < self.on

    @property
    def good_share(self) -> float | None:
        """The share of rows that landed, of all that were read."""
        return self.rows_landed / self.rows_read if self.rows_read else None

    @property
    def may_land(self) -> bool:
        return self.agreement is not None or not self.contract.licence.needs_agreement


@dataclass
class _Files:
    """The files of one source that are in use."""

    newest: Submission | None = None
    files: int = 0
    rows_read: int = 0
    rows_landed: int = 0


def standings(*, on: date) -> list[Standing]:
    """Every source, in the order of the contracts."""
    files = _files()
    return [_standing(each, files, on) for each in contracts().values()]


def standing_of(contract: Contract, *, on: date) -> Standing:
    return _standing(contract, _files(), on)


def _files() -> dict[str, _Files]:
    """The files in use by source, oldest first; one that was replaced is not."""
    landed = Submission.objects.filter(state=SubmissionState.LANDED, superseded_by=None).defer("problems")
    found: dict[str, _Files] = {}
    for submission in landed.order_by("received_at", "id"):
        for key, tally in submission.tallies.items():
            of_source = found.setdefault(key, _Files())
            of_source.newest = submission
            of_source.files += 1
            of_source.rows_read += int(tally["rows_read"])
            of_source.rows_landed += int(tally["landed"])
    return found


def _standing(contract: Contract, files: Mapping[str, _Files], on: date) -> Standing:
    of_source = files.get(contract.key, _Files())
    needs = contract.licence.needs_agreement
    agreement = partners.current_agreement(contract.key, on=on) if needs else None
    last = _last_period(contract)
    due = needs is (agreement is not None)  # nothing is owed without an agreement where one is needed
    return Standing(
        contract=contract,
        agreement=agreement,
        newest=of_source.newest,
        files=of_source.files,
        rows_read=of_source.rows_read,
        rows_landed=of_source.rows_landed,
        last_period=last,
        expected_by=_expected_by(contract, of_source.newest, last, agreement) if due else None,
        located_share=_located_share(contract),
        on=on,
    )


def _last_period(contract: Contract) -> Month | None:
    if contract.period is None:
        return None
    day = footers.last_day(manifest.parts(contract.key), contract.period)
    return Month.of(day) + (_LASTS.get(contract.precision, 1) - 1) if day else None


def _expected_by(
    contract: Contract, newest: Submission | None, last: Month | None, agreement: Agreement | None
) -> date | None:
    """From the newest period; else from the day the newest file came; else from the day the agreement began."""
    fresh = contract.freshness
    if fresh is None:
        return None
    if last:
        return rules.expected_by(last, every=fresh.every_months, lag=fresh.lag_months)
    if newest:
        return rules.expected_by(
            Month.of(clock.local_day(newest.received_at)), every=fresh.every_months, lag=0
        )
    if agreement:
        return rules.expected_by(
            Month.of(agreement.starts_on), every=fresh.every_months, lag=fresh.lag_months
        )
    return None


def _located_share(contract: Contract) -> float | None:
    """Of the rows that landed, those whose place is known; None where the source has no places or nothing is located."""
    if not locate.has_place(contract):
        return None
    placed = manifest.parts(f"{contract.key}{reading.LOCATED}")
    of_these = {part.of for part in placed}
    rows = sum(part.rows for part in manifest.parts(contract.key) if part.path in of_these)
    return 1 - footers.empty_cells(placed, "lsoa21") / rows if rows else None
