"""Leadership at one glance, the system map for everybody, and how any paper read before."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.leadership import (
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    system_changes,
    system_map,
)
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.models import (
    Board,
    Commitment,
    Contribution,
    Decision,
    DutyRecord,
    Insight,
    Meeting,
    SystemChange,
    Task,
)
from headwater.governance.leadership.queries import VoiceShare
from headwater.governance.partners import written
from headwater.governance.partners.models import Version
from headwater.governance.partners.written import Difference
from headwater.vocabulary.errors import NotFound
from headwater.web.doors import needs, public
from headwater.web.leadership.boards import READERS
from headwater.web.pages import page_of

PAPERS = {
    each.__name__: str(each._meta.verbose_name)
    for each in (Commitment, Contribution, Decision, DutyRecord, Insight, Meeting, SystemChange, Task)
}
NEWEST = 5
MOST_OVERDUE = 20  # tasks that are named here; the page of tasks has them all


@dataclass(frozen=True)
class Step:
    """One version of a paper, and what it changed."""

    version: Version
    changed: list[Difference]


@dataclass(frozen=True)
class Voices:
    """A board and the part that each voice has in it."""

    board: Board
    shares: list[VoiceShare]


@needs(*READERS)
def cockpit(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    aligned = commitments.shared_objectives(on=today)
    boards = page_of(request, leadership.boards(on=today))
    shares = leadership.all_voice_shares(boards.object_list, on=today)
    page = {
        "page": boards,
        "voices": [Voices(each, shares[each.pk]) for each in boards.object_list],
        "overdue": meetings.overdue_tasks(on=today).count(),
        "first_due": meetings.overdue_tasks(on=today)[:MOST_OVERDUE],
        "replies": decisions.overdue_replies(on=today).count(),
        "nobody": decisions.nobody_involved().count(),
        "duties_open": duties.not_in_order(duties.standing(on=today)),
        "objectives": aligned,
        "lacking": [each for each in aligned if each.lacks_partners],
        "unfunded": [each for each in aligned if each.is_unfunded],
        "undecided": insights.undecided().count(),
        "changes": system_changes.system_changes()[:NEWEST],
        "unserved": system_map.unserved(system_map.acted_on(evidence.factors(), on=today)),
    }
    return render(request, "leadership/cockpit.html", page)


@public
def map_of_the_system(request: HttpRequest) -> HttpResponse:
    found = system_map.acted_on(evidence.factors(), on=clock.today())
    page = {"found": found, "unserved": system_map.unserved(found)}
    return render(request, "leadership/system_map.html", page)


@needs(*READERS)
def history(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every version of one paper, the newest first."""
    versions = [each for each in written.versions(uuid) if each.subject_kind in PAPERS]
    if not versions:
        raise NotFound("There is no such paper.")
    before = [*versions[1:], None]
    steps = [
        Step(each, written.differences(earlier.content if earlier else {}, each.content))
        for each, earlier in zip(versions, before, strict=True)
    ]
    page = {"steps": steps, "what": PAPERS[versions[0].subject_kind]}
    return render(request, "leadership/history.html", page)
