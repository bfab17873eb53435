"""Blocks of what the partnership wrote and agreed: causes, voices, services, evidence, priorities. Nothing in them counts people.

The public edition holds what is public already: adopted plans, decisions marked public, words whose speakers agreed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from headwater.data.contracts import areas, populations
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Factor
from headwater.governance.leadership import decisions, insights, meetings
from headwater.governance.leadership.models import Contribution
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause, LinkKind
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator, Returned
from headwater.insight.performance import standing
from headwater.insight.performance.standing import Standing
from headwater.insight.reporting.blocks.block import Asking, Block, Column, Holds, Note, own_note
from headwater.vocabulary.periods import day_words

MOST = 12  # of what grows without end: the newest
CLAUSES = ("priority", "objective", "outcome")
NOT_SAID = "Not said"
NO_STRATEGY = "No strategy is adopted yet."
NO_PRIORITY = "The strategy has no priority or outcome yet."


def people(asking: Asking) -> Block:
    """How many people live in the area and in its parts, by the census."""
    parts = [each for each in indicators.areas("ltla") if asking.area and each.code != asking.area.code]
    found = [each for each in (asking.area, *parts) if each and each.people]
    about = Note(
        source=f"Population estimates. {areas.ONS.removeprefix('Source: ')}",
        period=populations.OF,
        taken=day_words(asking.on),
        method="Estimated residents, to the nearest hundred. Rates are of them, whichever year they are of, unless they say otherwise.",
        caveats=("Who moved here or away since is not in it, and the Census of 2021 put some of it right.",),
        disclosure="Whole areas only.",
    )
    return Block(
        "People and places",
        about,
        columns=(Column("Area"), Column("People, about", Holds.DERIVED)) if found else (),
        rows=tuple((each.name, f"{each.people_about:,}") for each in found),
        missing="" if found else "How many people live here is not loaded yet.",
    )


def factors(asking: Asking) -> Block:
    """Risk and protective factors by level, with how well each is founded and how what shows it here stands."""
    rows = [
        (
            each.get_level_display(),
            each.name,
            each.get_bearing_display(),
            each.get_grade_display(),
            _here(each, asking),
        )
        for each in evidence.factors()
    ]
    about = own_note(
        "The partnership's list of risk and protective factors",
        asking,
        method="Ecological model of the World Health Organization. The grade is of the factor in general; the last column of here.",
    )
    return _block(
        "Risk and protective factors",
        about,
        ("Level", "Factor", "Bearing", "How well founded", "Here"),
        rows,
        missing="No factor is written down yet.",
    )


def voices(asking: Asking) -> Block:
    """What groups told the partnership and what came of it; only words whose speakers agreed that they are shown."""
    found = decisions.contributions().filter(may_be_shown=True)[:MOST]
    rows = [(each.who, each.said, each.get_answer_display(), each.answer_words) for each in found]
    about = own_note(
        "What groups told the partnership",
        asking,
        method="Each group agreed that its words are shown. They are told as they were said, and never counted.",
    )
    return _block(
        "What people told us",
        about,
        ("Who", "What they said", "Answer", "What came of it"),
        rows,
        missing="Nobody's words may be shown yet: ask the groups that told you something whether theirs may.",
    )


def services(asking: Asking) -> Block:
    """What is done, for whom, and on which factor it acts."""
    names = {each.key: each.name for each in evidence.factors()}
    rows = [
        (
            each.name,
            each.provider.name if each.provider else "The partnership",
            each.get_tier_display(),
            each.setting or NOT_SAID,
            each.age_band or NOT_SAID,
            _listed(names.get(key, key) for key in each.factor_keys) or NOT_SAID,
        )
        for each in evidence.acting(on=asking.on)
    ]
    about = own_note(
        "The partnership's register of services",
        asking,
        method="Services that run on the day of this report. Who takes part is never kept here.",
    )
    return _block(
        "What is offered",
        about,
        ("Service", "Who provides it", "For whom", "Where", "Ages", "Acts on"),
        rows,
        missing="No service is written down yet.",
    )


def unserved(asking: Asking) -> Block:
    """Factors on which nothing acts: the gaps of the pathway."""
    rows = [
        (each.name, each.get_level_display(), each.get_grade_display())
        for each in evidence.unserved_factors(on=asking.on)
    ]
    about = own_note(
        "The partnership's lists of factors and of services",
        asking,
        method="A factor is listed where no service that runs today names it.",
    )
    return _block(
        "Causes that nothing acts on",
        about,
        ("Factor", "Level", "How well founded"),
        rows,
        missing="Something acts on every factor that is written down.",
    )


def what_works(asking: Asking) -> Block:
    """Evidence on what helps, as its sources grade it; that too little is known is said."""
    found = evidence.evidence().filter(question="what_works")
    rows = [
        (
            each.approach,
            each.get_effect_display(),
            each.effect_words or each.finding,
            _rated(each.security, 5),
            _rated(each.cost, 3),
            f"{each.source}. Checked {day_words(each.checked_on)}",
        )
        for each in found
    ]
    about = own_note(
        "The partnership's evidence library",
        asking,
        method="Effect, security and cost as the source gives them. What was found elsewhere may be otherwise here.",
    )
    return _block(
        "What is known to help",
        about,
        ("Approach", "Effect", "What was found", "Security (of 5)", "Cost (of 3)", "Source"),
        rows,
        missing="The evidence library is empty.",
    )


def data_gaps(asking: Asking) -> Block:
    """Every indicator of areas that has no figure here, by the reason. What providers return is told where services are, and what is
    for partners alone is no gap of what everybody reads.
    """
    keys = [key for key, each in registry.indicators().items() if _is_asked_for(each, asking)]
    measured = standing.measures(keys, asking.area, audience=asking.audience, on=asking.on)
    reasons: dict[str, list[str]] = {}
    for each in measured.values():
        if each.why_none:
            reasons.setdefault(each.why_none, []).append(each.title)
    about = own_note(
        "The list of indicators and of what was released",
        asking,
        method="An indicator is listed where nothing may be said of this area.",
    )
    return _block(
        "What nobody can measure here yet",
        about,
        ("Why", "What"),
        [(why, "; ".join(titles)) for why, titles in reasons.items()],
        missing="Every indicator has a figure here.",
    )


def _is_asked_for(indicator: Indicator, asking: Asking) -> bool:
    return not (isinstance(indicator.of, Returned) or (asking.is_public and indicator.for_partners_alone))


def evidence_gaps(asking: Asking) -> Block:
    """What has grown old, and the questions that research was asked."""
    old = evidence.stale(asking.on)
    rows = [("Not checked for a year", each.approach) for each in old.evidence]
    rows += [("Not checked for a year", each.name) for each in old.factors]
    rows += [("Being asked", each.title) for each in evidence.briefs(drafts=False).exclude(state="closed")]
    about = own_note(
        "The evidence library and research briefs",
        asking,
        method="Evidence that nobody checked for twelve months is not relied on.",
    )
    return _block(
        "What is not known well enough",
        about,
        ("How it stands", "What"),
        rows,
        missing="Nothing is old, and no research is under way.",
    )


def priorities(asking: Asking) -> Block:
    """The strategy's priorities and outcomes: how each that is measured stands, then those that nobody measures, in one line."""
    plan = strategy.the_strategy(asking.on, public_only=asking.is_public)
    about = own_note(
        "The strategy",
        asking,
        method="A clause never reads better than its indicators: stale, hidden or unclear figures are told as such.",
    )
    if plan is None:
        return _block("Priorities", about, missing=NO_STRATEGY)
    found = list(strategy.clauses(plan).filter(kind__in=CLAUSES))
    told = [(each, _stands(keys, asking)) for each in found if (keys := _indicators(each))]
    told.sort(key=lambda each: not each[1].is_measured)
    others = len(found) - len(told)
    block = _block(
        f"Priorities: {plan.title}",
        about,
        ("What", "It says", "How it stands"),
        [(each.get_kind_display(), each.text, _says(stands, asking)) for each, stands in told],
        missing="Nobody measures any of its clauses yet." if others else NO_PRIORITY,
    )
    more = f"Nobody measures {others} more yet: they are listed below."
    return replace(block, says=(more,)) if told and others else block


def unmeasured(asking: Asking) -> Block:
    """The strategy's priorities and outcomes that no indicator is named for, a point each."""
    title = "Priorities that nobody measures yet"
    plan = strategy.the_strategy(asking.on, public_only=asking.is_public)
    about = own_note("The strategy", asking, method="Clauses for which nobody has named an indicator.")
    if plan is None:
        return _block(title, about, missing=NO_STRATEGY)
    found = list(strategy.clauses(plan).filter(kind__in=CLAUSES))
    says = tuple(f"{each.get_kind_display()}: {each.text}" for each in found if not _indicators(each))
    missing = "An indicator is named for each of them." if found else NO_PRIORITY
    return Block(title, about, says=says, missing="" if says else missing, listed=True)


def _stands(keys: Sequence[str], asking: Asking) -> Standing:
    return standing.standing(keys, asking.area, audience=asking.audience, on=asking.on)


def _says(stands: Standing, asking: Asking) -> str:
    """What is said of a standing. Where all that measures it is for partners, it is not said to have no figures."""
    declared = [each.indicator for each in stands.measures if each.indicator]
    if asking.is_public and declared and all(each.for_partners_alone for each in declared):
        return "Its figures are for partners."
    return stands.says


def _indicators(clause: Clause) -> tuple[str, ...]:
    return strategy.linked_keys(clause, LinkKind.INDICATOR)


def findings(asking: Asking) -> Block:
    """What was found and what was decided on it. For partners: findings quote what they may see."""
    about = own_note(
        "The insight register",
        asking,
        method="Each finding with the decision it led to, or why there was none.",
    )
    if asking.is_public:
        return _block(
            "What was found",
            about,
            missing="The register of findings is for partners. What was decided stands below.",
        )
    rows = [
        (
            each.finding,
            each.get_use_display(),
            each.decision.title if each.decision else each.not_used_because,
        )
        for each in insights.insights()[:MOST]
    ]
    return _block(
        "What was found",
        about,
        ("Finding", "Used?", "Decision, or why not"),
        rows,
        missing="No finding is written down yet.",
    )


def decided(asking: Asking) -> Block:
    """Decisions, with who was involved; where nobody was, that is printed."""
    found = decisions.decisions(public=asking.is_public)[:MOST]
    rows = [
        (
            day_words(each.decided_on),
            each.board.name,
            each.title,
            (each.public_words or each.decided) if asking.is_public else each.decided,
            _involved(each.contributions.all()),
        )
        for each in found
    ]
    about = own_note(
        "The decision ledger", asking, method="Newest first. Where nobody was involved, that is printed."
    )
    return _block(
        "What was decided",
        about,
        ("When", "Board", "Decision", "In words", "Who was involved"),
        rows,
        missing="No decision is in the ledger yet.",
    )


def overdue(asking: Asking) -> Block:
    """What boards gave to organisations and is not done in time. For partners."""
    about = own_note("Actions of boards", asking, method="An action is listed from the day after it was due.")
    if asking.is_public:
        return _block("What is overdue", about, missing="Actions of boards are for partners.")
    rows = [
        (each.what, each.board.name, each.owner.name, day_words(each.due_on))
        for each in meetings.overdue_tasks(on=asking.on)
    ]
    return _block(
        "What is overdue", about, ("What", "Board", "Who", "Due"), rows, missing="Nothing is overdue."
    )


def points(asking: Asking) -> Block:
    """Sentences of the template itself: how to read a report, or what no source tells, so that silence is not read as none."""
    about = own_note(
        "The template of this report",
        asking,
        method="Written into the template; the partnership may change it.",
    )
    says = tuple(str(each) for each in asking.terms.get("of", ()))
    missing = "" if says else "The template says nothing here."
    return Block(asking.term("title", "To know"), about, says=says, missing=missing, listed=True)


def _block(
    title: str,
    about: Note,
    headings: Iterable[str] = (),
    rows: Iterable[tuple[str, ...]] = (),
    *,
    missing: str,
) -> Block:
    found = tuple(rows)
    columns = tuple(Column(each) for each in headings)
    return Block(title, about, columns=columns if found else (), rows=found, missing="" if found else missing)


def _here(factor: Factor, asking: Asking) -> str:
    """How the indicators that show a factor stand here."""
    return standing.standing(
        factor.proxy_indicators, asking.area, audience=asking.audience, on=asking.on
    ).says


def _involved(found: Iterable[Contribution]) -> str:
    return _listed(dict.fromkeys(each.who for each in found)) or "Nobody"


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _rated(value: int | None, most: int) -> str:
    return "Not rated" if value is None else f"{value} of {most}"
