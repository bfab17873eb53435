"""Makes a draft safe, or says why it cannot be: hides what small counts demand, then asks what follows by
addition, and hides more.

The outsider is assumed to know everything that ever left of the source, the policy, and how many rows could
not be located. A hidden count may not follow exactly, nor more narrowly than its policy says (`narrowest`). Where figures are revised, the
outsider is taken to have kept the old ones (`revisions`).
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor, isnan

import numpy as np

from headwater.insight.release import cells as arithmetic
from headwater.insight.release import inference, memory, nesting, reach, revisions
from headwater.insight.release.draft import Cells, Draft, Flags
from headwater.insight.release.memory import Contents, Node, Statement
from headwater.insight.release.nesting import Equation
from headwater.insight.release.policies import Policy
from headwater.insight.release.reach import Reach
from headwater.insight.release.revisions import Kept
from headwater.vocabulary.errors import Refused

ROUNDS = 40


@dataclass(frozen=True)
class Safe:
    """A draft as it may leave, what the next auditor must know of it, and how narrowly its hidden counts are told."""

    cells: Cells
    contents: Contents
    reach: Reach | None = None  # of a protected source


@dataclass(frozen=True)
class Case:
    """One draft under audit: its cells by node, the sums they stand in, and what was known before."""

    draft: Draft
    policy: Policy
    at: dict[Node, int]  # position in the flattened cube
    sums: dict[Node, list[Equation]]
    equations: list[Equation]
    before: dict[Node, Statement]
    already_out: dict[Node, int]  # small counts that followed before, as they were
    already_narrow: frozenset[Node]  # counts that were told more narrowly than the policy asks before
    is_kept: bool = False  # asked as if what was said before stood, whatever the draft revises


def secure(draft: Draft, policy: Policy, *, earlier: Sequence[Contents]) -> Safe:
    """The draft with as much hidden as needed. Refused where hiding its own cells cannot help.

    First the outsider is taken to know which cells the policy hid for themselves. Where nothing helps
    against that, and the table has sums, so that any hidden cell may be hidden to protect another, they are
    taken not to know: on the page all look alike.
    """
    primary = arithmetic.primary(draft, policy)
    if not policy.protects:
        return _safe(draft, policy, primary, primary)
    try:
        return _secure(draft, policy, earlier, known_small=primary)
    except Refused:
        if len(draft.places) * len(draft.categories) == 1:
            raise
        return _secure(draft, policy, earlier, known_small=np.zeros_like(primary))


def _secure(draft: Draft, policy: Policy, earlier: Sequence[Contents], *, known_small: Flags) -> Safe:
    hidden = arithmetic.primary(draft, policy).copy()
    contents = _safe(draft, policy, known_small, hidden).contents
    case = _case(draft, policy, contents, earlier)
    cases = [case, *_as_it_was(case, contents, earlier)]
    for _ in range(ROUNDS):
        safe = _safe(draft, policy, known_small, hidden)
        leaks = [_unsafe(each, safe) for each in cases]
        if not any(leaks):
            return _without_vain(cases, safe, known_small)
        hid_more = [_hide_beside(each, found, hidden) for each, found in zip(cases, leaks, strict=True)]
        if not any(hid_more):
            break
    raise _refused()


def _unsafe(case: Case, safe: Safe) -> list[Node]:
    return _leaks(case, safe) or _narrow(case, safe)


def _without_vain(cases: Sequence[Case], safe: Safe, known_small: Flags) -> Safe:
    """Without what was hidden to protect another and follows all the same: hiding it is for show."""
    case = cases[0]
    told = _with_reach(case, safe)
    assert told.reach is not None
    own = [case.at[node] for node, said in memory.nodes(safe.contents) if said.hidden]
    small, counts = arithmetic.primary(case.draft, case.policy), case.draft.counts
    ranges = zip(own, told.reach.ranges, strict=False)  # there are none where they were too much to work out
    vain = [
        place
        for place, (least, greatest) in ranges
        if least == greatest == floor(counts.flat[place] + 0.5) and not small.flat[place]
    ]
    shown = safe.cells.hidden.copy()
    shown.flat[vain] = False
    again = _safe(case.draft, case.policy, known_small, shown)
    if not vain or any(_unsafe(each, again) for each in cases):
        return told
    return _with_reach(case, again)


def _with_reach(case: Case, safe: Safe) -> Safe:
    unshown = [node for node, said in memory.nodes(safe.contents) if said.hidden]
    return replace(safe, reach=reach.of_cells(case.equations, _together(case, safe), unshown))


def derived(draft: Draft, policy: Policy) -> Safe:
    """A draft made of released counts alone, as it stands."""
    nothing = np.zeros(draft.states.shape, dtype=np.bool_)
    return _safe(draft, replace(policy, protects=False, round_base=0), nothing, nothing)


def _safe(draft: Draft, policy: Policy, known_small: Flags, hidden: Flags) -> Safe:
    cells = arithmetic.apply(draft, policy, hidden)
    return Safe(cells, memory.contents_of(draft, cells, policy, known_small))


def _case(draft: Draft, policy: Policy, contents: Contents, earlier: Sequence[Contents]) -> Case:
    known = memory.known(earlier)
    counted = np.flatnonzero(np.array([cell is not None for cell in contents.cells]))
    at = {node: int(place) for (node, _), place in zip(memory.nodes(contents), counted, strict=True)}
    before = _unrevised(draft, at, known)
    equations = _own_first(nesting.equations({*known, *at}, (*earlier, contents)), at)
    old = nesting.equations(known, earlier) if earlier else []
    narrow = _told_narrowly(old, known, at, policy)
    return Case(draft, policy, at, _by_node(equations), equations, before, _small(old, known, policy), narrow)


def _as_it_was(case: Case, contents: Contents, earlier: Sequence[Contents]) -> list[Case]:
    """The same question to somebody who believes the figures before the revision; none where nothing is revised."""
    return [_believing(each, case, contents) for each in revisions.kept(earlier, contents)]


def _believing(kept: Kept, case: Case, contents: Contents) -> Case:
    said = kept.said
    equations = _own_first(nesting.equations({*said, *case.at}, (contents, *kept.releases)), said)
    return replace(
        case,
        sums=_by_node(equations),
        equations=equations,
        before=said,
        already_out=_small(nesting.equations(said, kept.releases), said, case.policy),
        already_narrow=frozenset(case.at),
        is_kept=True,
    )


def _by_node(equations: Iterable[Equation]) -> dict[Node, list[Equation]]:
    sums: dict[Node, list[Equation]] = defaultdict(list)
    for equation in equations:
        for node in (equation.whole, *equation.parts):
            sums[node].append(equation)
    return sums


def _unrevised(draft: Draft, at: dict[Node, int], known: dict[Node, Statement]) -> dict[Node, Statement]:
    """What was said before, but for cells of this draft that have been revised: there only the new is true."""
    revised = {
        node
        for node, place in at.items()
        if (said := known.get(node)) is not None and _contradicts(draft.counts.flat[place], said)
    }
    return {node: said for node, said in known.items() if node not in revised}


def _contradicts(count: float, said: Statement) -> bool:
    return not (isnan(count) or said.least <= floor(count + 0.5) <= said.greatest)


def _own_first(equations: list[Equation], at: Container[Node]) -> list[Equation]:
    """In the order in which they are believed, should old and new figures not add up: those of these cells alone come
    first.
    """
    own = [all(node in at for node in (each.whole, *each.parts)) for each in equations]
    order = sorted(range(len(equations)), key=lambda n: (not own[n], equations[n].whole, equations[n].parts))
    return [equations[n] for n in order]


def _together(case: Case, safe: Safe) -> dict[Node, Statement]:
    """What is held once the draft has left: what was said before, and what it says."""
    together = dict(case.before)
    join = revisions.standing if case.is_kept else memory.both
    for node, statement in memory.nodes(safe.contents):
        together[node] = join(together[node], statement) if node in together else statement
    return together


def _leaks(case: Case, safe: Safe) -> list[Node]:
    """Small counts that nobody showed and that follow now, though they did not before."""
    found = _small(case.equations, _together(case, safe), case.policy)
    return [node for node, count in found.items() if case.already_out.get(node) != count]


def _narrow(case: Case, safe: Safe) -> list[Node]:
    """Small counts of the draft that are told more narrowly than the policy asks, and were not before."""
    if case.policy.narrowest <= 1:
        return []
    small = arithmetic.primary(case.draft, case.policy).ravel()
    wanted = [node for node, place in case.at.items() if small[place] and node not in case.already_narrow]
    return reach.too_narrow(case.equations, _together(case, safe), wanted, fewest=case.policy.narrowest)


def _told_narrowly(
    equations: list[Equation], known: dict[Node, Statement], own: Iterable[Node], policy: Policy
) -> frozenset[Node]:
    if policy.narrowest <= 1:
        return frozenset()
    return frozenset(reach.too_narrow(equations, known, own, fewest=policy.narrowest))


def _small(equations: list[Equation], said: dict[Node, Statement], policy: Policy) -> dict[Node, int]:
    follows = inference.determined(equations, said)
    return {node: count for node, count in follows.items() if policy.hide_from <= count <= policy.hide_to}


def _hide_beside(case: Case, leaks: Sequence[Node], hidden: Flags) -> bool:
    """Hide one more cell for each leak, where there is one; false where there is none for any.

    A leak that stands in a sum with one just hidden waits: that one may do for both.
    """
    before = int(hidden.sum())
    fresh: set[int] = set()
    for leak in leaks:
        if fresh.isdisjoint(_places_beside(case, leak)):
            partner = _partner(case, leak, hidden)
            if partner is not None:
                hidden.flat[partner] = True
                fresh.add(partner)
    return int(hidden.sum()) > before


def _places_beside(case: Case, node: Node) -> set[int]:
    beside = (other for equation in case.sums[node] for other in (equation.whole, *equation.parts))
    return {case.at[other] for other in beside if other in case.at}


def _partner(case: Case, leak: Node, hidden: Flags) -> int | None:
    """The shown cell of the draft whose hiding loses least: near the leak first, parts before wholes, then
    the smallest.

    Where every cell beside the leak is hidden already, it follows through those: the search goes on from
    them.
    """
    seen, edge = {leak}, [leak]
    while edge:
        equations = [equation for node in edge for equation in case.sums[node]]
        candidates = [
            candidate for equation in equations for candidate in _candidates(case, equation, hidden)
        ]
        if candidates:
            return min(candidates)[-1]
        beside = {node for equation in equations for node in (equation.whole, *equation.parts)} - seen
        edge = [node for node in sorted(beside) if _is_open(case, node, hidden)]
        seen |= beside
    return None


def _candidates(case: Case, equation: Equation, hidden: Flags) -> Iterator[tuple[int, bool, float, int]]:
    """Cells of the draft in this sum that are shown, count something, and did not leave before, with how dear they are."""
    for node in (equation.whole, *equation.parts):
        place = case.at.get(node)
        if place is None or hidden.flat[place]:
            continue
        count, before = float(case.draft.counts.flat[place]), case.before.get(node)
        was_shown = before is not None and not before.hidden
        if count > 0 and not _is_known(before, count) and not (case.is_kept and was_shown):
            yield (*_dearness(node, equation, before), count, place)


def _dearness(node: Node, equation: Equation, before: Statement | None) -> tuple[int, bool]:
    """A whole is dearer than a part. A week that two months share comes first: nothing else hides its days in one of them.
    What was hidden before comes before what was not: hidden again it tells nothing new, were the others revised.
    """
    is_new = before is None or not before.hidden
    if node != equation.whole:
        return 0, is_new
    return (-1 if node.months == memory.WEEK else 1), is_new


def _is_open(case: Case, node: Node, hidden: Flags) -> bool:
    """Whether an outsider is not simply told this count."""
    place = case.at.get(node)
    if place is not None:
        return bool(hidden.flat[place])
    return node not in case.before or case.before[node].hidden


def _is_known(statement: Statement | None, count: float) -> bool:
    """Whether this count left already: hiding it would be for show."""
    return statement is not None and not statement.hidden and statement.least <= count <= statement.greatest


def _refused() -> Refused:
    return Refused(
        "This table is withheld: together with what was released before, a hidden count could be "
        "worked out from it by addition.",
        code="follows_by_addition",
    )
