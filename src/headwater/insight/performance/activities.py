"""The partnership's own functions beside its interventions: which clauses each serves, how far their steps are, and what was returned.

Kinds of count stand beside each other and are never added: contacts are not people, people reached are not participants, and the same
person may be among the participants of two interventions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Intervention
from headwater.governance.strategy import progress
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause, LinkKind
from headwater.governance.strategy.progress import Progress
from headwater.insight.indicators import registry, returned
from headwater.insight.indicators.language import Indicator, Returned
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain


@dataclass(frozen=True)
class Count:
    """One kind of count with its newest quarter; None where nobody sent it."""

    kind: Indicator
    figure: ReleasedFigure | None


@dataclass(frozen=True)
class Activity:
    """One function or intervention, with one count of each kind."""

    intervention: Intervention
    serves: tuple[tuple[Clause, Progress], ...]
    counts: tuple[Count, ...]
    says: str  # why there are no counts; empty where there are

    @property
    def has_counts(self) -> bool:
        return not self.says


@dataclass(frozen=True)
class Returns:
    """What providers returned of something that is not in the library of interventions by that name."""

    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Monitored:
    """Everything that is done, side by side."""

    own: tuple[Activity, ...]
    commissioned: tuple[Activity, ...]
    unmatched: tuple[Returns, ...]
    refused: str = ""  # why no count may be read

    @property
    def running(self) -> list[Activity]:
        """What somebody is named for, or something was returned of."""
        return [each for each in self.commissioned if each.intervention.provider_id or each.has_counts]

    @property
    def waiting(self) -> list[Activity]:
        """Kinds of intervention that nobody provides yet."""
        return [each for each in self.commissioned if each not in self.running]

    @property
    def newest(self) -> ReleasedFigure | None:
        """Any figure that is shown, for where it comes from."""
        every = [*self.own, *self.commissioned]
        counts = [*(each.counts for each in every), *(each.counts for each in self.unmatched)]
        return next((count.figure for each in counts for count in each if count.figure), None)


Counts = Mapping[str, Mapping[str, ReleasedFigure]]  # of an intervention's code or key: figures by indicator


def kinds() -> tuple[Indicator, ...]:
    """Every kind of count that providers return, as they are asked for it."""
    order = ("returned_contacts", "returned_reach", "returned_participants", "returned_unique")
    every = registry.indicators().values()
    found = [each for each in every if isinstance(each.of, Returned) and not each.of.is_money]
    return tuple(sorted(found, key=lambda each: order.index(each.key) if each.key in order else len(order)))


def monitored(*, audience: Audience, on: date, public_only: bool = False) -> Monitored:
    """The partnership's own functions and its interventions as they run on a day."""
    asked = kinds()
    try:
        counts, refused = _counts(asked, audience, on), ""
    except Refused as refusal:
        counts, refused = {}, refusal.says
    names = {code: next(iter(found.values())).area_name for code, found in counts.items()}
    running = list(evidence.acting(on=on))
    codes = {each.key: _code(each, running, counts) for each in running}
    serve = _serving(running, on, public_only=public_only)
    found = [
        _activity(each, serve[each.key], _in_order(asked, counts.get(codes[each.key], {})))
        for each in running
    ]
    left = [code for code in counts if code not in codes.values()]
    return Monitored(
        own=tuple(each for each in found if each.intervention.own_function),
        commissioned=tuple(each for each in found if not each.intervention.own_function),
        unmatched=tuple(Returns(names[code], _in_order(asked, counts[code])) for code in sorted(left)),
        refused=refused,
    )


def returned_by(
    asked: tuple[Indicator, ...], running: list[Intervention], *, audience: Audience, on: date
) -> Counts:
    """What was returned of each of these interventions, by its key: the newest quarter of each kind. Refused with the agreement."""
    counts = _counts(asked, audience, on)
    return {each.key: counts.get(_code(each, running, counts), {}) for each in running}


def _counts(asked: tuple[Indicator, ...], audience: Audience, on: date) -> Counts:
    """The newest quarter of every intervention of which something was released."""
    found: dict[str, dict[str, ReleasedFigure]] = {}
    for indicator in asked:
        every = release.series_of_kind(
            indicator.key, returned.KIND, grain=Grain.QUARTER, audience=audience, on=on
        )
        for series in every:
            if series.latest:
                found.setdefault(series.area_code, {})[indicator.key] = series.latest
    return found


def _code(intervention: Intervention, running: list[Intervention], counts: Counts) -> str:
    """Which returned counts are an intervention's: those of its own name; else the only ones of a provider of one intervention."""
    if intervention.provider is None:
        return ""
    exact = returned.code_of(intervention.provider.name, intervention.name)
    theirs = [each for each in running if each.provider_id == intervention.provider_id]
    beginning = f"{returned.provider_code(intervention.provider.name)}:"
    codes = [code for code in counts if code.startswith(beginning)]
    if exact in counts or len(theirs) != 1 or len(codes) != 1:
        return exact
    return codes[0]


def _serving(
    running: list[Intervention], on: date, *, public_only: bool
) -> dict[str, tuple[tuple[Clause, Progress], ...]]:
    """Of each by its key: the clauses that lead to it, each with how far its steps are."""
    leading = strategy.leading_to(LinkKind.ACTIVITY, public_only=public_only)
    told = {clause.pk: clause for each in running for clause in leading.get(each.key, ())}
    steps = progress.of_clauses(told.values(), on=on, public_only=public_only)
    return {
        each.key: tuple((clause, steps[clause.pk]) for clause in leading.get(each.key, ()))
        for each in running
    }


def _activity(
    intervention: Intervention,
    serves: tuple[tuple[Clause, Progress], ...],
    counts: tuple[Count, ...],
) -> Activity:
    sent = any(count.figure for count in counts)
    return Activity(intervention, serves, counts, "" if sent else _why_none(intervention))


def _in_order(asked: tuple[Indicator, ...], counts: Mapping[str, ReleasedFigure]) -> tuple[Count, ...]:
    return tuple(Count(each, counts.get(each.key)) for each in asked)


def _why_none(intervention: Intervention) -> str:
    if intervention.own_function:
        return "No return counts it: it is followed by the steps of what it serves."
    if intervention.provider is None:
        return "Nobody provides it yet."
    return f"Nothing is released of a return of {intervention.provider.name}."
