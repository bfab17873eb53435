"""`headwater performance`: clauses and targets with how they stand, the outcome of serious violence, and what indicators mean."""

from datetime import datetime
from typing import Any

import click

from headwater.cli import audiences, screen
from headwater.governance.audit import clock
from headwater.governance.leadership import queries as leadership
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Plan
from headwater.governance.strategy.theory import queries as theories
from headwater.insight.indicators import queries as indicators
from headwater.insight.performance import actions, dictionary, monitoring, outcome, queries
from headwater.insight.performance.monitoring import Line
from headwater.insight.performance.theory import queries as theory_of_change
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import day_words


@click.group()
def commands() -> None:
    """How the strategy stands."""


@commands.command()
@click.option("--plan", "key", metavar="KEY", help="Which plan; the strategy of today unless given.")
@click.option("--board", metavar="KEY", help="Only what this board looks after.")
@audiences.PUBLIC
@screen.AS_JSON
def clauses(key: str | None, board: str | None, *, public: bool, as_json: bool) -> None:
    """Every clause of a plan with one honest word and what it rests on."""
    lines = _lines(_plan(key), board, audiences.audience_of(public=public))
    if as_json:
        screen.document([_clause(each) for each in lines])
        return
    rows = [
        (each.clause.key, _word(each), each.standing.says if each.standing else "Nobody measures this yet.")
        for each in lines
    ]
    screen.table(("Clause", "Stands", "Because"), rows)


@commands.command()
@audiences.PUBLIC
@screen.AS_JSON
def targets(*, public: bool, as_json: bool) -> None:
    """Every target, and whether it is met, not met, or cannot be told yet."""
    found = queries.targets(audience=audiences.audience_of(public=public), on=clock.today())
    if as_json:
        screen.document([_target(each) for each in found])
        return
    rows = [
        (each.title, each.place, each.target.aim, each.target.due_on, each.stands, each.says, each.owner_says)
        for each in found
    ]
    screen.table(("Of", "Where", "Target", "By", "Stands", "Because", "Who answers"), rows)


@commands.command()
@click.option("--plan", "key", metavar="KEY", help="Which plan; the strategy of today unless given.")
@audiences.PUBLIC
@screen.AS_JSON
def theory(key: str | None, *, public: bool, as_json: bool) -> None:
    """The theory of change: each box with its word and what it leads to, and what is missing in it."""
    drawn = theories.theory(_plan(key))
    found = theory_of_change.shown(drawn, audience=audiences.audience_of(public=public), on=clock.today())
    if as_json:
        boxes = [_box(each) for each in found.rows]
        screen.document({"plan": drawn.plan.key, "boxes": boxes, "missing": found.missing})
        return
    rows = [
        (
            each.node.key,
            each.node.get_kind_display(),
            each.node.title,
            each.standing.word.value if each.standing else None,
            ", ".join(arrow.target.key for arrow in each.leads_to) or None,
        )
        for each in found.rows
    ]
    screen.table(("Box", "Kind", "Says", "Stands", "Leads to"), rows)
    for sentence in found.missing:
        screen.warn(sentence)


@commands.command(name="outcome")
@click.option("--area", "code", metavar="CODE", help="Which area; the whole partnership unless given.")
@audiences.PUBLIC
@screen.AS_JSON
def show_outcome(code: str | None, *, public: bool, as_json: bool) -> None:
    """Is serious violence going down? The Home Office's three measures."""
    area = indicators.get_area(code) if code else None
    found = outcome.outcome(audience=audiences.audience_of(public=public), on=clock.today(), area=area)
    rows = [_side(shown, side) for shown in found.measures for side in shown.sides]
    if as_json:
        names = ("measure", "area", "whom", "stands", "says", "how_old")
        measures = [dict(zip(names, row, strict=True)) for row in rows]
        screen.document(
            {
                "stands": found.standing.word.value,
                "says": found.standing.says,
                "sources_say": found.sources_say,
                "measures": measures,
            }
        )
        return
    screen.say(found.standing.says)
    screen.say(found.sources_say)
    screen.table(("Measure", "Where", "Whom", "Stands", "Says", "How old"), rows)


@commands.command(name="dictionary")
@click.argument("key", required=False)
@screen.AS_JSON
def show_dictionary(key: str | None, *, as_json: bool) -> None:
    """What every indicator means; or one, whole, with what it meant before."""
    found = [dictionary.entry(key)] if key else dictionary.entries()
    if as_json:
        screen.document([_entry(each) for each in found])
    elif key:
        screen.table((found[0].indicator.title, ""), found[0].rows)
        for before in found[0].before:
            screen.table((f"From {day_words(clock.local_day(before.since))}", ""), before.rows)
    else:
        names = ("numerator", "source", "polarity", "freshness")
        rows = [(each.indicator.key, *(each.content[name] for name in names)) for each in found]
        screen.table(("Key", "Counts", "Source", "Which way is good", "How fresh"), rows)


@commands.command(name="set-target")
@click.argument("indicator")
@click.argument("area")
@click.argument("aim", type=float)
@click.option("--by", "due_on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="By which day.")
@click.option("--clause", default="", help='The clause that it serves, as "plan/clause".')
@click.option("--because", default="", help="Why this target.")
def set_target(indicator: str, area: str, aim: float, *, due_on: datetime, clause: str, because: str) -> None:
    """Set a target: INDICATOR in AREA should be AIM. The newest released figure of a year is its baseline."""
    figure = queries.yearlong(indicator, area, audience=Audience.PARTNER, on=clock.today())
    if figure is None or figure.value is None or figure.lower is None or figure.upper is None:
        raise Refused(
            "There is no released figure of a year with a likely range, so there is no baseline.",
            code="no_baseline",
        )
    base = actions.Baseline(figure.value, figure.lower, figure.upper, figure.period.words())
    terms = actions.TargetTerms(indicator, area, base, aim, due_on.date(), clause_key=clause, because=because)
    made = actions.set_target(terms, by=partners.operator())
    screen.say(queries.aimed(made, audience=Audience.PARTNER, on=clock.today()).says)


@commands.command()
@click.argument("area")
@click.argument("others", nargs=-1, required=True)
@click.option("--because", required=True, help="How they are like this one.")
def beside(area: str, others: tuple[str, ...], *, because: str) -> None:
    """Set AREA beside OTHERS, by their codes."""
    actions.choose_comparators(area, area_codes=others, because=because, by=partners.operator())
    screen.say(f"{area} is set beside {', '.join(others)}.")


def _lines(plan: Plan, board: str | None, audience: Audience) -> list[Line]:
    today = clock.today()
    if board:
        return monitoring.by_board(leadership.get_board(board), plan, audience=audience, on=today)
    groups = monitoring.by_priority(plan, audience=audience, on=today)
    return [line for group in groups for line in (group.line, *group.under)]


def _plan(key: str | None) -> Plan:
    found = strategy.get_plan(key) if key else strategy.the_strategy(clock.today())
    if found is None:
        raise NotFound("There is no strategy yet. `headwater strategy list` shows the plans that there are.")
    return found


def _side(shown: outcome.Shown, side: outcome.Side) -> tuple[str | None, ...]:
    return (
        f"{shown.asked.number}. {shown.indicator.title}",
        shown.area.name if shown.area and side.figure else None,
        side.words,
        side.verdict.verdict.value if side.verdict else None,
        side.verdict.says if side.verdict else side.why_none,
        shown.age_says if side.figure else None,
    )


def _box(row: theory_of_change.Row) -> dict[str, Any]:
    return {
        "key": row.node.key,
        "kind": row.node.kind,
        "title": row.node.title,
        "stands": row.standing.word.value if row.standing else None,
        "says": row.standing.says if row.standing else "",
        "leads_to": [
            {"to": arrow.target.key, "assumption": arrow.assumption, "grade": arrow.grade}
            for arrow in row.leads_to
        ],
    }


def _word(line: Line) -> str | None:
    return line.standing.word.value if line.standing else None


def _clause(line: Line) -> dict[str, Any]:
    standing = line.standing
    return {
        "clause": strategy.address_of(line.clause),
        "text": line.clause.text,
        "stands": _word(line),
        "says": standing.says if standing else "Nobody measures this yet.",
        "indicators": {each.key: each.word.value for each in standing.measures} if standing else {},
    }


def _target(each: queries.Aimed) -> dict[str, Any]:
    target = each.target
    return {
        "indicator": target.indicator,
        "area": target.area_code,
        "baseline": [target.baseline, target.baseline_lower, target.baseline_upper],
        "aim": target.aim,
        "due_on": target.due_on,
        "stands": each.stands.value,
        "says": each.says,
        "clause": target.clause_key or None,
        "owner": each.owner.key if each.owner else None,
    }


def _entry(each: dictionary.Entry) -> dict[str, Any]:
    before = [{"since": earlier.since, **earlier.content} for earlier in each.before]
    return {"key": each.indicator.key, **each.content, "before": before}
