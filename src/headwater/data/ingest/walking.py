"""Check and land one received file: each sheet against its contract, all of them committed together or not at all."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from headwater.data.ingest import actions, check, land, opening_up
from headwater.data.ingest.check import Checked
from headwater.data.ingest.land import Landing
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.ingest.opening_up import Recognised
from headwater.data.vault import actions as vault
from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor
from headwater.governance.partners import queries as partners
from headwater.machinery import disk, turns
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.problems import CATALOGUE, Consequence, Problem

MOST_TO_MATCH = 500  # headings that a person could match to a contract by hand
WAITING = (SubmissionState.RECEIVED, SubmissionState.NEEDS_MAPPING)


@disk.full_is_unavailable()
def check_and_land(submission: Submission, *, by: Actor, profile: str | None = None) -> Submission:
    """Take a waiting submission as far as it can go. One that has landed or was refused is left as it is."""
    if submission.state not in WAITING:
        return submission
    unread: duckdb.Error | None = None
    for thorough in (False, True):
        try:
            return _walk(submission, by=by, profile=profile, thorough=thorough)
        except duckdb.Error as error:
            if disk.is_full(error):
                raise
            unread = error
    raise Invalid(
        "The file could not be read as a table. Save it again as CSV (UTF-8) or XLSX and send it again.",
        code="unreadable_table",
    ) from unread


def _walk(submission: Submission, *, by: Actor, profile: str | None, thorough: bool) -> Submission:
    with opening_up.opened(submission, thorough=thorough) as (found, work):
        known = [
            each
            for sheet in found.sheets
            if (each := opening_up.recognised(sheet, profile=profile, supplier_key=submission.supplier_key))
        ]
        if found.refused:
            return _refuse(submission, found.problems, known, by)
        if not known and any(len(sheet.headings) > MOST_TO_MATCH for sheet in found.sheets):
            too_many = Problem("too_many_columns", detail=str(MOST_TO_MATCH))
            return _refuse(submission, [too_many], known, by)
        if not known:
            return actions.ask_for_mapping(submission, by=by)
        why_not = _why_not(known)
        if why_not:
            return _refuse(submission, why_not[1], known, by, says=why_not[0], keep_original=not why_not[2])
        return _land(submission, known, work, by)


def _why_not(known: Sequence[Recognised]) -> tuple[str, tuple[Problem, ...], bool] | None:
    """The sentence, the problems, and whether the file may not even be held."""
    for each in known:
        contract, match = each.match.contract, each.match
        if contract.licence.needs_agreement:
            columns = [c.name for c in contract.columns if c.name in match.places]
            refusal = partners.why_not_land(contract.key, on=clock.today(), columns=columns)
            if refusal:
                return refusal.says, (Problem("no_agreement"),), True
        faults = [Problem("missing_column", column=name) for name in match.missing]
        faults += [Problem("duplicated_column", column=heading) for heading in match.duplicated]
        if faults:
            return faults[0].says() + " " + CATALOGUE[faults[0].code].remedy, tuple(faults), False
    return None


def _refuse(
    submission: Submission,
    problems: Sequence[Problem],
    known: Sequence[Recognised],
    by: Actor,
    *,
    says: str = "",
    keep_original: bool = True,
) -> Submission:
    first = problems[0]
    return actions.refuse_submission(
        submission,
        says=says or f"{first.says()} {CATALOGUE[first.code].remedy}",
        contract_key=known[0].match.contract.key if known else "",
        problems=check.problem_table([(p.line, p.column, p.code, p.detail) for p in problems]),
        keep_original=keep_original,
        by=by,
    )


def _land(submission: Submission, known: Sequence[Recognised], work: Path, by: Actor) -> Submission:
    received_on = clock.local_day(submission.received_at)
    checked = [
        check.check(each.match, each.sheet, received_on=received_on, submission=submission.pk, work=work)
        for each in known
    ]
    refusing = next(
        (c for c in checked if c.rows_bad and c.contract.bad_row is Consequence.FILE_REFUSED), None
    )
    if refusing:
        return actions.refuse_submission(
            submission,
            says=f"{refusing.rows_bad} of {refusing.rows_read} rows do not meet the contract, and this source lands whole or not at all. "
            "Mend the rows in the problem report and send the file again.",
            contract_key=refusing.contract.key,
            problems=refusing.problems,
            keep_original=True,
            by=by,
        )
    for each in checked:
        if identities := check.identities(each):
            vault.store(submission.uuid, each.contract.key, identities, by=by)
    profile = next((each.profile for each in known if each.profile), None)
    submission.profile_uuid = profile.uuid if profile else None
    with turns.alone("landing"):  # what a file repeats or corrects is what stands when it is committed
        landings = [land.land(each, submission=submission.pk, work=work) for each in checked]
        problems = pa.concat_tables([*(c.problems for c in checked), _noted(known, landings)])
        return actions.land_submission(
            submission, landings=landings, tallies=_tallies(checked, landings), problems=problems, by=by
        )


def _noted(known: Sequence[Recognised], landings: Sequence[Landing]) -> pa.Table:
    """What is said of the file as a whole although it landed: columns left out, rows that only repeat what stands."""
    rows: list[tuple[int | None, str | None, str, str]] = [
        (None, heading, "unknown_column", "") for each in known for heading in each.unknown_headings
    ]
    rows += [
        (None, None, "repeats_landed_period", words)
        for landing in landings
        for words, count in landing.repeated
        for _ in range(count)
    ]
    return check.problem_table(rows)


def _tallies(checked: Sequence[Checked], landings: Sequence[Landing]) -> dict[str, dict[str, int]]:
    tallies: dict[str, dict[str, int]] = {}
    for each, landing in zip(checked, landings, strict=True):
        tally = tallies.setdefault(
            each.contract.key, {"files": 1, "rows_read": 0, "landed": 0, "quarantined": 0, "problems": 0}
        )
        tally["rows_read"] += each.rows_read
        tally["landed"] += landing.rows
        tally["quarantined"] += each.rows_read - landing.rows
        tally["problems"] += each.problems.num_rows + landing.rows_repeated
    return tallies
