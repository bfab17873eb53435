"""Meetings, who was at them, and the tasks that boards give. Attendance is of organisations, never of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import papers, queries, rules
from headwater.governance.leadership.models import Attendance, Board, Meeting, Task, Voice
from headwater.governance.leadership.papers import Edit
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.searching import having as with_words
from headwater.vocabulary.errors import Refusal, obey


@dataclass(frozen=True)
class Part:
    """What one organisation did of what was expected: meetings it came to, or tasks it finished."""

    organisation: Organisation
    done: int
    expected: int

    @property
    def share(self) -> float | None:
        return self.done / self.expected if self.expected else None


@action
def record_meeting(now: datetime, meeting: Meeting, *, by: Actor) -> Meeting:
    """Keep that a board met: where, with which papers, and who brought which item."""
    return papers.begin(meeting, _why_not_meet, by=by, now=now)


@action
def change_meeting(
    now: datetime, meeting: Meeting, changes: Mapping[str, Any], *, seen: int, by: Actor, reason: str = ""
) -> Meeting:
    """Correct what is written of a meeting."""
    return papers.change(meeting, changes, _why_not_meet, edit=Edit(seen, by, reason), now=now)


@action
def note_attendance(
    now: datetime,  # noqa: ARG001  (for the entry)
    meeting: Meeting,
    *,
    came: Mapping[Organisation, bool],
    by: Actor,  # noqa: ARG001  (for the entry)
) -> list[Attendance]:
    """Note which of the organisations with a seat came; what was noted before is corrected."""
    seated = queries.seated_organisations(meeting.board, on=meeting.held_on)
    obey(
        rules.why_not_note_attendance(
            seated=[each.name for each in seated], named=[each.name for each in came]
        )
    )
    return [
        Attendance.objects.update_or_create(
            meeting=meeting, organisation=organisation, defaults={"came": there}
        )[0]
        for organisation, there in came.items()
    ]


@action
def set_task(now: datetime, task: Task, *, by: Actor) -> Task:
    """Give an organisation a task with its day."""
    given_on = task.decision.decided_on if task.decision else clock.local_day(now)
    obey(
        rules.why_not_set_task(
            due_on=task.due_on, given_on=given_on, owner_takes_part=_takes_part(task.owner, now)
        )
    )
    return papers.begin(task, _why_not_close, by=by, now=now)


@action
def change_task(
    now: datetime, task: Task, changes: Mapping[str, Any], *, seen: int, by: Actor, reason: str = ""
) -> Task:
    """Move, finish or drop a task, or give it to another organisation."""
    if "owner" in changes:
        takes_part = _takes_part(changes["owner"], now)
        obey(rules.why_not_set_task(due_on=task.due_on, given_on=task.due_on, owner_takes_part=takes_part))
    return papers.change(task, changes, _why_not_close, edit=Edit(seen, by, reason), now=now)


def attendance(board: Board) -> list[Part]:
    """How often each organisation came to the board's meetings, of those where it was noted; least often first."""
    noted = Attendance.objects.filter(meeting__board=board).select_related("organisation")
    return _parts((each.organisation, each.came) for each in noted)


def tasks(*, board: Board | None = None) -> QuerySet[Task]:
    """Every task, or one board's, with its owner and board; the first due first."""
    found = Task.objects.select_related("owner", "board", "decision")
    return found.filter(board=board) if board else found


def open_tasks(*, board: Board | None = None, having: str = "") -> QuerySet[Task]:
    """Tasks that are neither done nor dropped; or of them those that have certain words."""
    found = tasks(board=board).filter(done_on=None, dropped_because="")
    return with_words(found, having, "what", "says", "owner__name", "owner_role", "board__name")


def overdue_by_board(*, on: date) -> dict[int, int]:
    """How many open tasks of each board, by its number, are past their day; a board without any is left out."""
    late = overdue_tasks(on=on).order_by().values_list("board").annotate(Count("pk"))
    return dict(late)


def overdue_tasks(*, on: date, board: Board | None = None) -> QuerySet[Task]:
    """Open tasks whose day has passed."""
    return open_tasks(board=board).filter(due_on__lt=on)


def finished(*, on: date, board: Board | None = None) -> list[Part]:
    """Of each organisation's tasks that were due by a day, how many are done; dropped ones do not count."""
    due = tasks(board=board).filter(due_on__lt=on, dropped_because="")
    return _parts((each.owner, each.done_on is not None) for each in due)


def _parts(found: Iterable[tuple[Organisation, bool]]) -> list[Part]:
    counted: dict[Organisation, list[bool]] = {}
    for organisation, did in found:
        counted.setdefault(organisation, []).append(did)
    parts = [Part(organisation, sum(did), len(did)) for organisation, did in counted.items()]
    return sorted(parts, key=lambda each: (each.done / each.expected, each.organisation.name))


def _takes_part(organisation: Organisation, now: datetime) -> bool:
    return partners.organisations(on=clock.local_day(now)).filter(pk=organisation.pk).exists()


def _why_not_meet(meeting: Meeting, now: datetime) -> Refusal | None:
    return rules.why_not_meet(
        held_on=meeting.held_on,
        today=clock.local_day(now),
        board_holds=queries.holds(meeting.board, on=meeting.held_on),
    ) or rules.why_not_items(meeting.items, voices=Voice.values)


def _why_not_close(task: Task, now: datetime) -> Refusal | None:
    return rules.why_not_close_task(
        done_on=task.done_on, dropped_because=task.dropped_because, today=clock.local_day(now)
    )
