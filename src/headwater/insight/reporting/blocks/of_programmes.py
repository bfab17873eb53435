"""Blocks of what providers returned and of groups of children that adults look out for. Counts are of groups; nobody is listed.

What was returned leaves to partners alone: the public edition says so. Kinds of count stand in columns of their own, and no column has a
total.
"""

from collections.abc import Iterable, Mapping, Sequence

from headwater.data.contracts import populations as estimated
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Intervention
from headwater.insight.indicators import figure_words, registry
from headwater.insight.performance import activities, populations
from headwater.insight.performance import cohorts as groups
from headwater.insight.performance import reach as reached
from headwater.insight.performance.cohorts import Cohort
from headwater.insight.performance.programmes import Programme
from headwater.insight.release.draft import Method
from headwater.insight.release.released import ReleasedFigure
from headwater.insight.reporting import words
from headwater.insight.reporting.blocks.block import Asking, Block, Column, Holds, Note, note, own_note
from headwater.vocabulary.errors import Refused

RETURNED = {  # the fields of a return that a figure fills, and its indicator
    "contacts": "returned_contacts",
    "reach": "returned_reach",
    "participants": "returned_participants",
    "unique": "returned_unique",
    "completers": "returned_completers",
    "spend": "returned_spend",
    "match_cash": "returned_match_cash",
    "match_in_kind": "returned_match_in_kind",
}
IN_A_TABLE = (
    "contacts",
    "reach",
    "participants",
    "unique",
    "completers",
    "spend",
)  # as many as a page is wide
PARTNERS_ONLY = "What providers returned is for partners, and not in the edition for everybody."
NONE_HELD = "Nobody holds figures of these groups here yet."
NOT_ADDED = (
    "Kinds of count are never added to each other, nor are services: the same person may be in several."
)
OF_A_QUARTER = f"As providers returned it of the newest quarter that any of them sent. {NOT_ADDED}"
HEADINGS = {  # where the unit alone does not say it
    "spend": "Spend, pounds",
    "match_cash": "Match in cash, pounds",
    "match_in_kind": "Match in kind, pounds",
}
Figures = Mapping[str, ReleasedFigure]  # by field


def of_quarter(asking: Asking, running: Sequence[Intervention]) -> dict[str, Figures]:
    """What each of these returned of the newest quarter, by its key and field. Refused with the agreement."""
    asked = tuple(registry.get_indicator(key) for key in RETURNED.values())
    every = activities.returned_by(asked, list(running), audience=asking.audience, on=asking.on)
    newest = max((each.period.start for figures in every.values() for each in figures.values()), default=None)
    return {
        key: {
            field: figures[indicator]
            for field, indicator in RETURNED.items()
            if indicator in figures and figures[indicator].period.start == newest
        }
        for key, figures in every.items()
    }


def cell(figure: ReleasedFigure | None) -> str:
    """A returned figure as a cell of its own column, whose heading says what it counts; empty where nothing came."""
    if figure is None:
        return ""
    return words.money(figure) if figure.method is Method.AS_PUBLISHED else figure_words.count(figure)


def returned(asking: Asking) -> Block:
    """What was returned of each service: every kind of count and of money in its own column."""
    title = asking.term("title", "What providers returned")
    running = list(evidence.acting(on=asking.on))
    try:
        every = of_quarter(asking, running)
    except Refused as refused:
        return _nothing(title, refused.says, asking)
    named = [(each, every[each.key]) for each in running if every[each.key]]
    told = [figures[field] for _each, figures in named for field in IN_A_TABLE if field in figures]
    if not told:
        return _nothing(
            title, PARTNERS_ONLY if asking.is_public else "No return has been released yet.", asking
        )
    fields = [field for field in IN_A_TABLE if any(field in figures for _each, figures in named)]
    return Block(
        title=title,
        note=_note(told),
        columns=(
            Column("Service"),
            *(Column(_heading(field), Holds.FIGURE) for field in fields),
        ),
        rows=tuple((each.name, *(cell(figures.get(field)) for field in fields)) for each, figures in named),
        figures=tuple(("", figure) for figure in told),
    )


def reach(asking: Asking) -> Block:
    """How many of those that each service is for took part, with the share and its range."""
    title = asking.term("title", "How many of those it is for took part")
    found = reached.reach(audience=asking.audience, on=asking.on)
    told = [each.unique for each in found.declared if each.unique]
    if found.refused or not found.declared:
        return _nothing(title, found.refused or "Nobody has said yet for whom any service is.", asking)
    about = (
        _note(told)
        if told
        else own_note("For whom services are", asking, method=f"Residents as estimated for {estimated.OF}.")
    )
    return Block(
        title=title,
        note=about,
        says=(PARTNERS_ONLY,) if asking.is_public else (),
        columns=(
            Column("Service"),
            Column("For whom"),
            Column("People, about", Holds.DERIVED),
            Column("Share that took part", Holds.DERIVED),
            Column("What it says"),
        ),
        rows=tuple(_covered(each) for each in found.declared),
        figures=tuple(("", figure) for figure in told),
    )


def cohorts(asking: Asking) -> Block:
    """Children whom adults should look out for, group by group: the newest figure of a year, and what nobody holds."""
    found = groups.cohorts(audience=asking.audience, on=asking.on)
    title = asking.term("title", "Children we look out for")
    shown = [each for each in found.cohorts if each.figure]
    told = [figure for each in shown if (figure := each.figure)]
    gaps = _not_held(found.cohorts)
    if not told:
        about = own_note("Released figures", asking, method=groups.NOT_LINKED)
        return Block(title, about, says=gaps, missing=NONE_HELD, listed=True)
    return Block(
        title=title,
        note=note(
            [each.provenance for each in told],
            period="Each line says its own",
            method=f"Newest figure of a year of each group. {groups.NOT_LINKED}",
        ),
        says=gaps,
        listed=True,
        columns=(
            Column("Group"),
            Column("What is counted"),
            Column("When"),
            Column("Figure", Holds.FIGURE),
            Column("Likely range (95%)", Holds.FIGURE),
            Column("What it says"),
        ),
        rows=tuple(_line(each, figure) for each in shown if (figure := each.figure)),
        figures=tuple(("", figure) for figure in told),
    )


def _line(cohort: Cohort, figure: ReleasedFigure) -> tuple[str, ...]:
    measure = cohort.measure
    says = measure.verdict.says if measure and measure.verdict else ""
    counted = cohort.indicator.plain_title if cohort.indicator else ""
    return (
        cohort.asked.title,
        counted,
        figure.period.words(),
        words.value(figure),
        words.likely_range(figure),
        says,
    )


def _not_held(found: Iterable[Cohort]) -> tuple[str, ...]:
    """What no source holds of each group, a sentence each."""
    return tuple(said for each in found if (said := _gap(each)))


def _gap(cohort: Cohort) -> str:
    if cohort.figure is None:
        return f"{cohort.asked.title}: not held. {cohort.why_none}"
    if not cohort.asked.not_held:
        return ""
    lacks = cohort.asked.not_held
    return f"{cohort.asked.title}: what is not held is {lacks[:1].lower()}{lacks[1:]}"


def _covered(programme: Programme) -> tuple[str, ...]:
    people = "" if programme.people_about is None else f"{programme.people_about:,}"
    share = programme.coverage
    told = "-" if share is None else f"{share.value:.1f}% ({share.lower:.1f}% to {share.upper:.1f}%)"
    return programme.intervention.name, programme.for_whom, people, told, _says(programme)


def _says(programme: Programme) -> str:
    unique = programme.unique
    if programme.coverage is None or unique is None:
        return programme.why_none
    ages = populations.ages_in_words(programme.population) if programme.population else ""
    return f"{words.value(unique)} of {ages} there, {unique.period.words()}."


def _heading(field: str) -> str:
    unit = registry.get_indicator(RETURNED[field]).unit
    return HEADINGS.get(field, unit[:1].upper() + unit[1:])


def _note(told: Sequence[ReleasedFigure]) -> Note:
    periods = dict.fromkeys(each.period.words() for each in told)
    return note([each.provenance for each in told], period="; ".join(periods), method=OF_A_QUARTER)


def _nothing(title: str, why: str, asking: Asking) -> Block:
    return Block(title, own_note("Returns of providers", asking, method=NOT_ADDED), missing=why)
