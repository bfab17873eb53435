"""`headwater leadership`: what boards decided, what is overdue, who has which duty, what partners promised, what changed."""

from collections.abc import Sequence
from typing import Any

import click

from headwater.cli import audiences, screen
from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.leadership import (
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    queries,
    system_changes,
    system_map,
)
from headwater.governance.leadership.models import Answer, Contribution

OVERDUE = "overdue"


@click.group()
def commands() -> None:
    """What boards decided, what is overdue, who has which duty, what partners promised and what changed."""


@commands.command()
@screen.AS_JSON
def boards(*, as_json: bool) -> None:
    """Boards that meet today: their seats and votes by voice, and what is overdue."""
    today = clock.today()
    found, late = list(queries.boards(on=today)), meetings.overdue_by_board(on=today)
    shares = queries.all_voice_shares(found, on=today)
    rows = [
        (board.key, each.voice.value, each.seats, each.votes, each.items, late.get(board.pk, 0))
        for board in found
        for each in shares[board.pk]
        if each.seats or each.items
    ]
    _show(as_json, ("board", "voice", "seats", "votes", "items", "overdue_tasks"), rows)


@commands.command()
@click.option("--board", metavar="KEY", help="One board's; without it those of all boards.")
@click.option("--overdue", is_flag=True, help="Only those whose day has passed.")
@screen.AS_JSON
def tasks(*, board: str | None, overdue: bool, as_json: bool) -> None:
    """Open tasks of all boards, the first due first."""
    today, of = clock.today(), queries.get_board(board) if board else None
    found = meetings.overdue_tasks(on=today, board=of) if overdue else meetings.open_tasks(board=of)
    rows = [
        (each.due_on, each.board.key, each.owner.key, each.what, OVERDUE if each.due_on < today else "open")
        for each in found
    ]
    _show(as_json, ("due_on", "board", "owner", "what", "state"), rows)


@commands.command(name="decisions")
@audiences.PUBLIC
@screen.AS_JSON
def list_decisions(*, public: bool, as_json: bool) -> None:
    """The decision ledger, and who was involved in each. Where nobody was, it says so."""
    rows = [
        (
            each.decided_on,
            each.board.key,
            each.key,
            each.title,
            "; ".join(said.who for said in each.contributions.all()) or "nobody was involved",
        )
        for each in decisions.decisions(public=public)
    ]
    _show(as_json, ("decided_on", "board", "key", "title", "involved"), rows)


@commands.command(name="you-said")
@screen.AS_JSON
def you_said(*, as_json: bool) -> None:
    """What people told the partnership, and what became of it. Words that a group did not release are left out."""
    today = clock.today()
    rows = [
        (
            each.heard_on,
            each.who,
            each.said if each.may_be_shown else None,
            _answer(each, late=each.answer == Answer.NOT_YET and each.reply_due_on < today),
            each.answer_words or None,
            each.reply_due_on,
        )
        for each in decisions.contributions()
    ]
    _show(as_json, ("heard_on", "who", "said", "answer", "answer_words", "reply_due_on"), rows)


@commands.command(name="duties")
@screen.AS_JSON
def list_duties(*, as_json: bool) -> None:
    """Which authority has which duty, how it stands, and what shows it."""
    rows: list[Sequence[Any]] = []
    for standing in duties.standing(on=clock.today()):
        duty = standing.duty
        rows += [
            (
                duty.key,
                duty.section,
                each.organisation.key,
                each.state.value,
                each.record.shown_by if each.record else "",
                OVERDUE if each.check_overdue else "",
            )
            for each in standing.organisations
        ]
        rows += [
            (duty.key, duty.section, f"any {kind.value}", "nobody_registered", "", "")
            for kind in standing.missing_kinds
        ]
    _show(as_json, ("duty", "section", "organisation", "state", "shown_by", "check"), rows)


@commands.command()
@screen.AS_JSON
def changes(*, as_json: bool) -> None:
    """What is different in the system: policy, practice, resource, and who decides."""
    rows = [
        (
            each.changed_on,
            each.kind,
            each.organisation.key,
            each.title,
            each.before,
            each.after,
            each.shown_by,
        )
        for each in system_changes.system_changes()
    ]
    _show(as_json, ("changed_on", "kind", "organisation", "title", "before", "after", "shown_by"), rows)


@commands.command(name="commitments")
@screen.AS_JSON
def list_commitments(*, as_json: bool) -> None:
    """Shared objectives: which partners signed, how many more are needed, and which are unfunded."""
    rows = [
        (
            each.key,
            ", ".join(partner.key for partner in each.partners) or "none",
            each.lacks_partners,
            float(each.money_gbp),
            "unfunded" if each.is_unfunded else "funded",
        )
        for each in commitments.shared_objectives(on=clock.today())
    ]
    _show(as_json, ("objective", "signed_by", "partners_wanted", "money_gbp", "state"), rows)


@commands.command(name="insights")
@screen.AS_JSON
def list_insights(*, as_json: bool) -> None:
    """The insight register: each finding, and the decision or the reason that it ended in."""
    rows = [
        (
            each.found_on,
            each.speaks_of,
            each.level,
            each.finding,
            each.use,
            each.decision.key if each.decision else each.not_used_because,
        )
        for each in insights.insights()
    ]
    _show(as_json, ("found_on", "speaks_of", "level", "finding", "use", "decision_or_reason"), rows)


@commands.command(name="system-map")
@screen.AS_JSON
def show_system_map(*, as_json: bool) -> None:
    """Each risk and protective factor, and whose work acts on it."""
    rows = [
        (
            each.factor.key,
            each.factor.level,
            "; ".join(f"{one.kind}: {one.does}" for one in each.functions) or "nobody named",
        )
        for each in system_map.acted_on(evidence.factors(), on=clock.today())
    ]
    _show(as_json, ("factor", "level", "acted_on_by"), rows)


def _answer(found: Contribution, *, late: bool) -> str:
    return OVERDUE if late else found.answer


def _show(as_json: bool, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    if as_json:
        screen.document([dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        screen.table([name.replace("_", " ").capitalize() for name in names], rows)
    else:
        screen.say("Nothing is recorded yet. Record it on the pages of leadership.")
