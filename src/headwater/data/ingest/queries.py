"""Questions about supplied files: what came, what became of it, what was wrong line by line."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from uuid import UUID

import pyarrow.parquet as pq
from django.db.models import QuerySet

from headwater.data.ingest import opening_up, problem_words
from headwater.data.ingest.formats.sheets import Sheet
from headwater.data.ingest.models import PlaceReview, Submission, SubmissionState
from headwater.governance.access import queries as access
from headwater.governance.partners.models import Person
from headwater.machinery import home
from headwater.vocabulary.errors import NotFound

SEES_ALL, SEES_OWN = "submissions.read_all", "submissions.read_own"
FIRST_LINES = 8  # of one kind of problem, that a page names
MOST_READ = 20_000  # problems that are looked through for them


def submissions(supplier_key: str | None = None) -> QuerySet[Submission]:
    """Newest first."""
    every = Submission.objects.select_related("supersedes")
    return every if supplier_key is None else every.filter(supplier_key=supplier_key)


def readable(person: Person, *, held: Collection[str], on: date) -> QuerySet[Submission]:
    """Those that a person may see: all, or those of the organisations for which a role of theirs speaks.

    `held` is what the person may do here; a token may leave less of it than their roles give.
    """
    if SEES_ALL in held:
        return submissions()
    if SEES_OWN not in held:
        return submissions().none()
    own = access.organisations_of(person, SEES_OWN, on=on)
    return submissions().filter(supplier_key__in=list(own.values_list("key", flat=True)))


def get_submission(uuid: UUID | str) -> Submission:
    found = Submission.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such submission.")
    return found


def problem_counts(submission: Submission) -> list[tuple[str, str, str, str, int]]:
    """(code, what is wrong, what to do, column, how many), most first."""
    return [
        (code, *problem_words.said(submission.contract_key, code, column, detail), column or "", count)
        for code, column, detail, count in submission.problems
    ]


def problem_places(submission: Submission) -> list[list[int]]:
    """The first lines of each entry of `problem_counts`, in its order; of a very long report only its beginning is read."""
    first: dict[tuple[str, str, str], list[int]] = {}
    for line, column, code, says, _ in islice(problem_lines(submission), MOST_READ):
        found = first.setdefault((code, column, says), [])
        if line is not None and len(found) < FIRST_LINES and line not in found:
            found.append(line)
    return [first.get((code, column, says), []) for code, says, _, column, _ in problem_counts(submission)]


def problem_lines(submission: Submission) -> Iterator[tuple[int | None, str, str, str, str]]:
    """(line, column, code, what is wrong, what to do) of every problem, in order of line. Never a value."""
    file = home.folder("reports") / f"{submission.uuid}.parquet"
    if not file.exists():
        return
    for batch in pq.ParquetFile(file).iter_batches(batch_size=10_000):
        for row in batch.to_pylist():
            code, column = row["code"], row["column"]
            says, remedy = problem_words.said(submission.contract_key, code, column, row["detail"])
            yield row["line"], column or "", code, says, remedy


@contextmanager
def sheet_to_match(submission: Submission) -> Iterator[Sheet]:
    """The first sheet that no contract knows, for matching its columns; readable inside the block."""
    with opening_up.opened(submission) as (found, _work):
        for sheet in found.sheets:
            if opening_up.recognised(sheet, profile=None, supplier_key=submission.supplier_key) is None:
                yield sheet
                return
    raise NotFound("Every sheet of this file matches a contract.")


def places_to_review() -> QuerySet[PlaceReview]:
    return PlaceReview.objects.filter(decision="")


def in_use(contract_key: str, *, at: datetime) -> list[Submission]:
    """The files of a contract that figures made at a moment could stand on, newest first; purged ones are gone."""
    known = Submission.objects.filter(landed_at__lte=at).exclude(state=SubmissionState.PURGED)
    return [
        each
        for each in known.prefetch_related("superseded_by").order_by("-received_at")
        if contract_key in each.tallies and not _was_replaced(each, at)
    ]


def purged_since(contract_keys: Collection[str], *, at: datetime) -> bool:
    """Whether a file that figures made at a moment could stand on was purged after it."""
    purged = Submission.objects.filter(
        state=SubmissionState.PURGED, landed_at__lte=at, purged_at__gt=at
    ).values_list("tallies", flat=True)
    return any(not set(contract_keys).isdisjoint(tallies) for tallies in purged)


def _was_replaced(submission: Submission, at: datetime) -> bool:
    return any(each.landed_at and each.landed_at <= at for each in submission.superseded_by.all())
