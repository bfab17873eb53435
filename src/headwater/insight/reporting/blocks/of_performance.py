"""Blocks of a board pack and of a return: many indicators in one table, targets, and the register of services as a funder asks for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Intervention
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator, Returned
from headwater.insight.performance import queries as performance
from headwater.insight.performance import standing
from headwater.insight.release.released import ReleasedFigure
from headwater.insight.reporting import words
from headwater.insight.reporting.blocks import of_programmes
from headwater.insight.reporting.blocks.block import (
    Asking,
    Block,
    Column,
    Holds,
    Note,
    note,
    own_note,
)
from headwater.insight.reporting.blocks.of_figures import RANGES, newest, numbers_of, shown_area
from headwater.vocabulary.errors import Invalid, Refused
from headwater.vocabulary.periods import day_words
from headwater.vocabulary.states import FigureState

FIELDS: Mapping[str, Callable[[Intervention], str]] = {
    "name": lambda each: each.name,
    "provider": lambda each: each.provider.name if each.provider else "The partnership",
    "what": lambda each: each.what,
    "tier": lambda each: each.get_tier_display(),
    "setting": lambda each: each.setting,
    "age_band": lambda each: each.age_band,
    "starts_on": lambda each: each.starts_on.isoformat() if each.starts_on else "",
    "ends_on": lambda each: each.ends_on.isoformat() if each.ends_on else "",
    "own_function": lambda each: "Yes" if each.own_function else "No",
    "evidence": lambda each: ", ".join(each.evidence_keys),
    "to_fill_in": lambda _each: "",
}


QUARTER = "quarter"  # that the returned counts are of


def stands_out(asking: Asking) -> Block:
    """Which of several indicators clearly moved, and how the rest stand: what a reader of one page should have read."""
    found = standing.standing(asking.terms.get("of", ()), asking.area, audience=asking.audience, on=asking.on)
    moved = [each for each in found.measures if each.verdict and each.word in standing.MOVED]
    origins = [each.verdict.provenance for each in found.measures if each.verdict]
    method = (
        "The last twelve months beside the twelve before, tested against chance and against usual movement."
    )
    return Block(
        title=asking.term("title", "What stands out"),
        note=replace(
            note(origins, period="Each line says its own", method=method), caveats=()
        )  # they stand with each figure
        if origins
        else own_note("Released figures", asking, method=method),
        says=(found.says,) if origins else (),
        columns=(Column("What"), Column("What it says"), Column("When")) if moved else (),
        rows=tuple(
            (each.title, each.verdict.says, numbers_of(each.verdict)) for each in moved if each.verdict
        ),
        missing="" if origins else "No figure is released yet of which a change could be told.",
    )


def table(asking: Asking) -> Block:
    """Several indicators, a line each: the newest figure, its range and its reading. Where none is named, all of the
    declared but what providers return of their services, which stands where those stand.
    """
    keys = asking.terms.get("of") or [
        key for key, each in registry.indicators().items() if not isinstance(each.of, Returned)
    ]
    found = [_line(registry.get_indicator(key), asking) for key in keys]
    told = [figure for _row, figure in found if figure]
    title = asking.term("title", "The figures")
    about = (
        note(
            [each.provenance for each in told],
            period="Each line says its own",
            method=f"Newest figure of the steadiest length of period. {RANGES}",
        )
        if told
        else own_note("Released figures", asking, method="Nothing is released yet.")
    )
    return Block(
        title=title,
        note=about,
        columns=(
            Column("What"),
            Column("Where"),
            Column("When"),
            Column("Figure", Holds.FIGURE),
            Column("Likely range (95%)", Holds.FIGURE),
            Column("What it says"),
        ),
        rows=tuple(row for row, _figure in found),
        figures=tuple(("", figure) for figure in told),
        missing="" if found else "No indicator is declared.",
    )


def targets(asking: Asking) -> Block:
    """Every target with how it stands: by the whole likely range, never by the figure alone."""
    found = performance.targets(audience=asking.audience, on=asking.on)
    about = own_note(
        "The partnership's targets",
        asking,
        method="A target is met only where the whole likely range of the newest year meets it.",
    )
    rows = tuple(
        (
            each.title,
            each.place,
            _aim(each.target.aim, each.figure),
            day_words(each.target.due_on),
            each.says,
            each.owner_says,
        )
        for each in found
    )
    headings = ("What", "Where", "Target", "By", "How it stands", "Who answers for it")
    return Block(
        "Targets",
        about,
        columns=tuple(Column(each) for each in headings) if rows else (),
        rows=rows,
        figures=tuple(("", each.figure) for each in found if each.figure),
        missing="" if rows else "No target is set yet.",
    )


def _aim(aim: float, figure: ReleasedFigure | None) -> str:
    """What a target asks for, in the unit of the figure that it is held against."""
    return f"{aim:g}" if figure is None else words.value(replace(figure, state=FigureState.VALUE, value=aim))


def services_return(asking: Asking) -> Block:
    """The register of services in the columns that a funder asks for, with what providers returned of the newest quarter. What neither
    holds is left to fill in.
    """
    columns = [_asked(each) for each in asking.terms.get("columns", ())]
    running = list(evidence.acting(on=asking.on))
    try:
        every, refused = of_programmes.of_quarter(asking, running), ""
    except Refused as refusal:
        every, refused = {}, refusal.says
    told = [
        figure
        for each in running
        for field, figure in every.get(each.key, {}).items()
        if field in {asked for _heading, asked in columns}
    ]
    rows = tuple(tuple(_cell(each, field, every) for _heading, field in columns) for each in running)
    return Block(
        asking.term("title", "Services"),
        _note_of(told, asking),
        says=tuple(filter(None, (refused, of_programmes.PARTNERS_ONLY if asking.is_public else ""))),
        columns=tuple(Column(heading, _holds(field, told)) for heading, field in columns) if rows else (),
        rows=rows,
        figures=tuple(("", figure) for figure in told),
        missing="" if rows else "No service is written down yet.",
    )


def _cell(service: Intervention, field: str, every: Mapping[str, of_programmes.Figures]) -> str:
    returned = every.get(service.key, {})
    if field in of_programmes.RETURNED:
        return of_programmes.cell(returned.get(field))
    if field == QUARTER:
        return next((each.period.words() for each in returned.values()), "")
    return FIELDS[field](service)


def _holds(field: str, told: Sequence[ReleasedFigure]) -> Holds:
    return Holds.FIGURE if told and field in of_programmes.RETURNED else Holds.WORDS


def _note_of(told: Sequence[ReleasedFigure], asking: Asking) -> Note:
    method = "One line a service. Empty cells are for the provider: people reached, taking part and completing are never added up."
    if not told:
        return own_note("The partnership's register of services", asking, method=method)
    periods = dict.fromkeys(each.period.words() for each in told)
    return note([each.provenance for each in told], period="; ".join(periods), method=method)


def _asked(column: Mapping[str, str]) -> tuple[str, str]:
    field = column.get("field", "to_fill_in")
    known = (*FIELDS, QUARTER, *of_programmes.RETURNED)
    if field not in known:
        raise Invalid(
            f"A return asks for {field}, which services do not have. There are: {', '.join(known)}."
        )
    return column["heading"], field


def _line(declared: Indicator, asking: Asking) -> tuple[tuple[str, ...], ReleasedFigure | None]:
    area, why = shown_area(declared, asking)
    try:
        figure = newest(declared, area, asking) if area else None
    except Refused as refused:
        figure, why = None, refused.says
    if area is None or figure is None:
        return (
            declared.plain_title,
            "",
            "",
            "No figure",
            "-",
            why or "Nothing is released for this area.",
        ), None
    found = standing.measure(declared.key, area, audience=asking.audience, on=asking.on)
    says = found.verdict.says if found.verdict else found.why_none
    shown = (
        declared.plain_title,
        area.name,
        figure.period.words(),
        words.value(figure),
        words.likely_range(figure),
    )
    return (*shown, says), figure
