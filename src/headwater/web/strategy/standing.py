"""How a plan stands: what nobody owns, does, measures or knows; what it serves in other plans; what was changed; and its file."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.governance.audit import clock
from headwater.governance.strategy import comparing, exporting, queries
from headwater.governance.strategy.models import Clause, LinkKind, Plan
from headwater.insight.performance import monitoring
from headwater.web import downloads
from headwater.web.doors import public
from headwater.web.pages import page_of
from headwater.web.strategy import readers
from headwater.web.strategy.plans import LACKS


@dataclass(frozen=True)
class Served:
    """A clause of another plan, and which clauses of this one serve it; none is shown as none."""

    clause: Clause
    by: tuple[Clause, ...]


@public
def coverage(request: HttpRequest, key: str = "") -> HttpResponse:
    """Every clause with what stands behind it; or only those that lack one thing."""
    found = readers.plan_of(request, key) if key else _todays(request)
    if found is None:
        return redirect("strategy")  # which says that none is adopted yet
    rows = queries.coverage(found, on=clock.today())
    wanted = request.GET.get("lacks", "")
    page = {
        "plan": found,
        "rows": [row for row in rows if not wanted or wanted in row.lacks],
        "all": len(rows),
        "whole": sum(1 for row in rows if not row.lacks),
        "lacking": [(name, sum(1 for row in rows if name in row.lacks)) for name in LACKS],
        "wanted": wanted,
        "undeclared": monitoring.undeclared(found),
    }
    return render(request, "strategy/coverage.html", page)


@public
def alignment(request: HttpRequest, key: str) -> HttpResponse:
    """The plans that this one serves, clause by clause, and the plans that serve it."""
    found, seen = readers.plan_of(request, key), readers.public_only(request)
    clauses, serving = list(queries.clauses(found)), queries.alignments(found, public_only=seen)
    serves = {address for clause in clauses for address in queries.linked_keys(clause, LinkKind.CLAUSE)}
    others = [each.plan for each in queries.find_addresses(sorted(serves), public_only=seen).values()]
    served = [(clause, each) for clause in clauses for each in serving.get(clause.key, ())]
    page = {
        "plan": found,
        "serves": [(other, _served(other, clauses)) for other in dict.fromkeys(others)],
        "page": page_of(request, served),
    }
    return render(request, "strategy/alignment.html", page)


@public
def differences(request: HttpRequest, key: str) -> HttpResponse:
    """What was amended since adoption, and what reads otherwise than in the plan before."""
    found = readers.plan_of(request, key)
    before = found.follows
    page = {
        "plan": found,
        "amended": comparing.since_adoption(found),
        "before": before,
        "rewritten": comparing.since_earlier_plan(found),
    }
    return render(request, "strategy/differences.html", page)


@public
def file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The plan's clauses, in the columns that importing reads. Who may not read drafts is told of none."""
    found = readers.plan_of(request, key)
    make = exporting.as_csv if kind == "csv" else exporting.as_workbook
    content = make(found, public_only=readers.public_only(request))
    return downloads.attached(content, kind, found.key)


def _todays(request: HttpRequest) -> Plan | None:
    return queries.the_strategy(clock.today(), public_only=readers.public_only(request))


def _served(other: Plan, clauses: list[Clause]) -> list[Served]:
    leading = [(clause, set(queries.linked_keys(clause, LinkKind.CLAUSE))) for clause in clauses]
    return [
        Served(theirs, tuple(ours for ours, keys in leading if queries.address_of(theirs) in keys))
        for theirs in queries.clauses(other)
    ]
