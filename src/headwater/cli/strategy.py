"""`headwater strategy`: plans and their clauses, what stands behind each, and the way in and out as a file."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from headwater.cli import screen
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions, bringing, comparing, exporting, importing, queries
from headwater.governance.strategy.importing import checks
from headwater.governance.strategy.models import Clause, Plan
from headwater.vocabulary.errors import Invalid, NotFound

DAY = click.DateTime(["%Y-%m-%d"])
PLAN = click.option("--plan", "key", metavar="KEY", help="Which plan; the strategy of today unless given.")


@click.group()
def commands() -> None:
    """Plans and their clauses."""


@commands.command(name="list")
@screen.AS_JSON
def list_plans(*, as_json: bool) -> None:
    """Every plan: the strategy, those that roll up to it, and those that it is aligned with."""
    rows = [
        (
            plan.key,
            plan.title,
            plan.get_kind_display(),
            plan.get_status_display(),
            plan.starts_on,
            plan.ends_on,
        )
        for plan in queries.plans()
    ]
    if as_json:
        names = ("key", "title", "kind", "status", "starts_on", "ends_on")
        screen.document([dict(zip(names, row, strict=True)) for row in rows])
    else:
        screen.table(("Key", "Title", "Kind", "Status", "From", "Until"), rows)


@commands.command()
@PLAN
@screen.AS_JSON
def coverage(key: str | None, *, as_json: bool) -> None:
    """Every clause with its owner, activities, indicators and evidence; what nobody has said stays empty."""
    from headwater.insight.performance import monitoring  # indicators take seconds to import

    plan = _plan(key)
    found = queries.coverage(plan, on=clock.today())
    if as_json:
        screen.document({"clauses": [_covered(each) for each in found]})
        return
    rows = [
        (
            each.key,
            each.owner,
            *(", ".join(getattr(each, name)) or None for name in _LEADS_TO),
            each.text[:60],
        )
        for each in found
    ]
    screen.table(("Clause", "Owner", "Activities", "Indicators", "Evidence", "Says"), rows)
    lacking = sum(1 for each in found if each.lacks)
    screen.say(f"{len(found)} clauses; {lacking} lack an owner, an activity, an indicator or evidence.")
    for clause, indicator in monitoring.undeclared(plan):
        screen.warn(f"{clause} names the indicator {indicator}, which nobody has declared.")


@commands.command()
@click.argument("named", metavar="[KEY]", required=False)
@PLAN
@screen.AS_JSON
def show(named: str | None, key: str | None, *, as_json: bool) -> None:
    """What a plan says, as an outline: the plan KEY, or the strategy of today. Of a clause's KEY, that clause and what stands behind it."""
    clause = _clause(named, key) if named else None
    if clause is not None:
        _show_clause(clause, as_json=as_json)
        return
    plan = _plan(named or key)
    outline = list(queries.in_outline(queries.clauses(plan)))
    if as_json:
        rows = [
            {"key": each.key, "kind": each.kind, "depth": depth, "text": each.text} for depth, each in outline
        ]
        screen.document({"plan": plan.key, "title": plan.title, "status": plan.status, "clauses": rows})
        return
    screen.say(f"{plan.title} ({plan.get_status_display()})")
    for depth, each in outline:
        screen.say(f"{'  ' * depth}{each.key}  {each.text}")


@commands.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@PLAN
@click.option("--leave-out", is_flag=True, help="Withdraw the clauses that the file does not have.")
@click.option("--reason", default="", help="Why; asked for where the plan is adopted.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def import_file(file: Path, key: str | None, *, leave_out: bool, reason: str, dry_run: bool) -> None:
    """Bring a FILE's clauses into a plan: CSV, XLSX, a DOCX with a table, or an outline in Markdown."""
    plan = _plan(key)
    reading = importing.read_file(file.name, file.read_bytes())
    faults = _faults(reading)
    for fault in faults:
        screen.warn(str(fault))
    if any(fault.stops for fault in faults):
        raise Invalid("Nothing was brought in. Put the lines above right and try again.")
    found = bringing.preview(plan, reading)
    _show_preview(found, leave_out=leave_out)
    if not dry_run:
        incoming = bringing.Incoming(reading, found.mark, leave_out)
        actions.import_plan(plan, incoming=incoming, reason=reason, by=partners.operator())
        screen.say(f"Brought into {plan.title}.")


@commands.command(name="export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@PLAN
def export_file(file: Path, key: str | None) -> None:
    """Write a plan's clauses to a FILE that ends in .csv or .xlsx; `import` reads it again."""
    plan = _plan(key)
    makers = {".csv": exporting.as_csv, ".xlsx": exporting.as_workbook}
    if file.suffix not in makers:
        raise Invalid("The file's name ends in .csv or .xlsx.")
    file.write_bytes(makers[file.suffix](plan))
    screen.say(f"{plan.title} is in {file}.")


@commands.command(name="roll-over")
@click.argument("new_key")
@click.argument("title")
@click.option("--starts-on", type=DAY, required=True, help="First day of the next period.")
@click.option("--ends-on", type=DAY, required=True, help="First day that it does not cover.")
@PLAN
def roll_over(new_key: str, title: str, *, starts_on: datetime, ends_on: datetime, key: str | None) -> None:
    """Begin the next period of a plan as a draft NEW_KEY with a TITLE: every clause, link and unfinished step goes with it."""
    plan = _plan(key)
    terms = actions.PlanTerms(
        key=new_key,
        title=title,
        starts_on=starts_on.date(),
        ends_on=ends_on.date(),
        kind=plan.kind,
        owner=queries.owner_on(plan.owner, on=clock.today()),
        area_code=plan.area_code,
        parent_clause=plan.parent_clause,
        about=plan.about,
    )
    made = actions.roll_over(plan, terms=terms, by=partners.operator())
    screen.say(
        f"{made.title} is a draft with {queries.clauses(made).count()} clauses. It follows {plan.title}."
    )


@commands.command()
@click.argument("key")
@click.option("--on", "adopted_on", type=DAY, help="The day; today unless given.")
def adopt(key: str, *, adopted_on: datetime | None) -> None:
    """Adopt the plan KEY. From then on its text is amended with a reason, and anybody may read it."""
    day: date = adopted_on.date() if adopted_on else clock.today()
    plan = actions.adopt(queries.get_plan(key), adopted_on=day, by=partners.operator())
    screen.say(f"{plan.title} is adopted.")


@commands.command()
@PLAN
def differences(key: str | None) -> None:
    """What reads otherwise: since the plan was adopted, and since the plan that it follows."""
    plan = _plan(key)
    for words, found in (
        ("Amended since it was adopted", comparing.since_adoption(plan)),
        (f"Against {plan.follows or 'the plan before'}", comparing.since_earlier_plan(plan)),
    ):
        rows = [(each.key, each.state, each.before or None, each.after or None) for each in found]
        screen.say(f"{words}: {len(rows)}")
        if rows:
            screen.table(("Clause", "", "Before", "Now"), rows)


_LEADS_TO = ("activities", "indicators", "evidence")


def _plan(key: str | None) -> Plan:
    found = queries.get_plan(key) if key else queries.the_strategy(clock.today())
    if found is None:
        raise NotFound("There is no strategy yet. `headwater strategy list` shows the plans that there are.")
    return found


def _clause(named: str, plan_key: str | None) -> Clause | None:
    """The clause that is named: by "plan/clause", or by its own key in a plan. None where the key is a plan's."""
    if "/" in named:
        return queries.get_clause(*named.split("/", maxsplit=1))
    if plan_key is None and queries.find_plan(named):
        return None
    try:
        return queries.get_clause(_plan(plan_key).key, named)
    except NotFound:
        raise NotFound(
            f"There is neither a plan nor a clause called {named}. `headwater strategy list` shows the plans, and "
            "`headwater strategy show` the clauses."
        ) from None


def _show_clause(clause: Clause, *, as_json: bool) -> None:
    found = queries.covered(clause, on=clock.today())
    if as_json:
        screen.document({"plan": clause.plan.key, **_covered(found)})
        return
    screen.say(clause.text)
    rows = [
        ("Plan", clause.plan.title),
        ("Kind", clause.get_kind_display()),
        ("Owner", found.owner),
        *((name.capitalize(), ", ".join(getattr(found, name)) or None) for name in _LEADS_TO),
    ]
    screen.table((clause.key, ""), rows)


def _covered(each: queries.Covered) -> dict[str, Any]:
    return {
        "key": each.key,
        "kind": each.kind,
        "text": each.text,
        "owner": each.owner,
        **{name: list(getattr(each, name)) for name in _LEADS_TO},
    }


def _faults(reading: importing.Reading) -> list[importing.Fault]:
    from headwater.insight.indicators import registry  # indicators take seconds to import

    owners = bringing.owners(on=clock.today())
    found = checks.unknown_owners(reading.rows, owners)
    return [*reading.faults, *found, *checks.unknown_indicators(reading.rows, registry.indicators())]


def _show_preview(found: bringing.Preview, *, leave_out: bool) -> None:
    rows: list[tuple[str, str, str]] = [(row.key, "new", row.text[:80]) for row in found.added]
    rows += [(each.clause.key, "changed", _words(each)) for each in found.changed]
    if leave_out:
        rows += [(clause.key, "withdrawn", clause.text[:80]) for clause in found.missing]
    screen.say(f"{found.same} clauses stay as they are.")
    if found.missing and not leave_out:
        screen.say(f"{len(found.missing)} more stay, though the file lacks them.")
    if rows:
        screen.table(("Clause", "", "What"), rows)


def _words(changed: bringing.Changed) -> str:
    return ", ".join(each.field.replace("_", " ") for each in changed.differences)
