"""What is wrong with a theory of change: each fault by itself, and none where nothing is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.governance.strategy.theory import graph
from headwater.governance.strategy.theory.graph import Box, Edge, FaultKind

SOUND_BOXES = (
    Box("mentoring", "activity", "Mentoring"),
    Box("meetings", "output", "Weekly meetings"),
    Box("belonging", "outcome", "Young people belong", ("suspensions",)),
    Box("safer", "long_term_outcome", "Fewer are hurt", ("serious_violence",)),
)
SOUND_EDGES = (
    Edge("mentoring", "meetings", "Mentors are found."),
    Edge("meetings", "belonging", "They come back."),
    Edge("belonging", "safer", "Who belongs is safer."),
)


def kinds(boxes=SOUND_BOXES, edges=SOUND_EDGES) -> list[tuple[str, tuple[str, ...]]]:
    return [(fault.kind.value, fault.keys) for fault in graph.faults(boxes, edges)]


def test_a_sound_theory_has_no_fault():
    assert kinds() == []


def test_an_empty_theory_has_no_fault():
    assert kinds((), ()) == []


FAULTY = {
    "dangling": ((*SOUND_EDGES, Edge("mentoring", "nobody", "x")), [("dangling", ("mentoring", "nobody"))]),
    "unassumed": ((*SOUND_EDGES[:2], Edge("belonging", "safer", " ")), [("no_assumption", ("belonging", "safer"))]),
    "backwards": ((*SOUND_EDGES, Edge("safer", "mentoring", "x")), [
        ("cycle", ("belonging", "meetings", "mentoring", "safer")), ("backwards", ("safer", "mentoring"))]),
    "itself": ((*SOUND_EDGES, Edge("safer", "safer", "x")), [("cycle", ("safer",))]),
    "orphans": ((SOUND_EDGES[0], SOUND_EDGES[2]), [("no_way_on", ("meetings",)), ("no_way_in", ("belonging",))]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_each_fault_is_found_and_nothing_else(name):
    edges, expected = FAULTY[name]
    assert kinds(edges=edges) == expected


def test_an_outcome_that_nobody_measures_is_named():
    bare = [Box(box.key, box.kind, box.title) for box in SOUND_BOXES]
    assert kinds(bare) == [("unmeasured", ("belonging",)), ("unmeasured", ("safer",))]


def test_every_fault_says_what_to_do():
    edges = (*FAULTY["backwards"][0], Edge("a", "b"))
    for fault in graph.faults([*SOUND_BOXES, Box("lost", "outcome", "Lost")], edges):
        assert fault.says.endswith(".")
        assert ":" in fault.says or fault.kind is FaultKind.NO_ASSUMPTION


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25)


@given(EDGES)
def test_a_box_is_on_a_cycle_exactly_where_it_reaches_itself(pairs):
    edges = [Edge(str(a), str(b)) for a, b in pairs]
    on_cycles = {key for group in graph.cycles(edges) for key in group}
    assert on_cycles == {str(n) for n in range(8) if str(n) in graph.reached(str(n), edges)}


@given(EDGES)
def test_upstream_is_downstream_the_other_way(pairs):
    edges = [Edge(str(a), str(b)) for a, b in pairs]
    for a in map(str, range(8)):
        for b in graph.reached(a, edges):
            assert a in graph.reached(b, edges, upstream=True)


def test_ten_thousand_boxes_are_checked():
    boxes = [Box(f"b{n}", "outcome", str(n), ("x",)) for n in range(10_000)]
    edges = [Edge(f"b{n}", f"b{n + 1}", "so") for n in range(9_999)]
    found = graph.faults(boxes, [*edges, Edge("b9999", "b0", "so")])
    assert [(fault.kind, len(fault.keys)) for fault in found] == [(FaultKind.CYCLE, 10_000)]
    assert found[0].says.startswith("“0”, “1”, “10”, “100” and 9,996 more lead round to themselves")
