"""The auditor: exact ends against every table written out and against the reference's programmes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics import auditor
from headwater.statistics.auditor import Audit, audit
from headwater.statistics.differencing import Range, Sum
from headwater.vocabulary.errors import Invalid, Refused


def test_two_hidden_parts_share_what_is_left() -> None:
    found = audit([Sum("all", ("a", "b", "c"))], {"all": Range(20, 20), "a": Range(12, 12)})
    assert (found.cells, found.least.tolist(), found.greatest.tolist()) == (("b", "c"), [0, 0], [8, 8])
    assert found.determined == {}
    assert found.narrower_than(8) == []
    assert found.narrower_than(9) == ["b", "c"]


def test_one_hidden_part_is_told() -> None:
    found = audit([Sum("all", ("a", "b"))], {"all": Range(20, 20), "a": Range(17, 17)})
    assert found.determined == {"b": 3}


def test_one_whole_number_between_the_ends_is_told_too() -> None:
    found = Audit(("a", "b"), np.array([3.9, 3.0]), np.array([4.1, 4.1]), programmes=2)
    assert found.determined == {"a": 4}


def test_a_cell_whose_total_is_hidden_too_has_no_end() -> None:
    found = audit([Sum("all", ("a", "b"))], {"a": Range(4, 4)})
    assert dict(zip(found.cells, zip(found.least, found.greatest, strict=True), strict=True)) == {
        "all": (4, np.inf),
        "b": (0, np.inf),
    }


def test_a_cell_without_an_end_does_not_hide_the_end_of_another() -> None:
    sums = [Sum("all", ("a", "b")), Sum("a", ("c", "d"))]
    found = audit(sums, {"a": Range(9, 9), "b": Range(2, None)})
    assert dict(zip(found.cells, found.greatest, strict=True)) == {"all": np.inf, "b": np.inf, "c": 9, "d": 9}


@settings(max_examples=60)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.lists(st.booleans(), min_size=12, max_size=12))
def test_ends_are_those_of_all_tables_that_fit(make_table, every_table, inner, hide) -> None:
    """Two-way tables have whole ends, so that writing every table out gives the same."""
    counts, sums = make_table(np.array(inner).reshape(2, 3))
    known = {
        cell: (Range(0, max(4, n)) if hidden else Range(n, n))
        for (cell, n), hidden in zip(counts.items(), hide, strict=True)
    }
    least = np.array([each.least for each in known.values()])
    greatest = np.array([each.greatest for each in known.values()])
    fitting = every_table[((least <= every_table) & (greatest >= every_table)).all(axis=1)]
    found = audit(sums, known)
    at = {cell: place for place, cell in enumerate(counts)}
    ends = fitting[:, [at[cell] for cell in found.cells]]
    if found.cells:
        assert found.least == pytest.approx(ends.min(axis=0), abs=1e-6)
        assert found.greatest == pytest.approx(ends.max(axis=0), abs=1e-6)


def test_the_order_of_sums_and_cells_changes_nothing(make_table) -> None:
    counts, sums = make_table(np.random.default_rng(4).poisson(3, (6, 5)))
    shown = {cell: Range(n, n) for cell, n in counts.items() if n > 5}
    one, other = audit(sums, shown), audit(sums[::-1], dict(reversed(shown.items())))
    ends = dict(zip(other.cells, zip(other.least, other.greatest, strict=True), strict=True))
    for cell, low, high in zip(one.cells, one.least, one.greatest, strict=True):
        assert ends[cell] == pytest.approx((low, high), abs=1e-6)


def test_releases_that_contradict_one_another_by_programme_only_are_refused() -> None:
    sums = [Sum("now", ("a", "b", "c")), Sum("before", ("a", "b", "c"))]
    with pytest.raises(Invalid, match="contradict"):
        audit(sums, {"now": Range(6, 6), "before": Range(5, 5)})


def test_an_audit_beyond_the_budget_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditor, "MOST_PROGRAMMES", 0)
    with pytest.raises(Refused) as refused:
        audit([Sum("r", ("a", "b")), Sum("s", ("b", "c"))], {"r": Range(9, 9), "s": Range(4, 4)})
    assert refused.value.code == "disclosure_unproven"


@pytest.mark.reference
def test_every_interval_of_the_reference_is_reached(reference_table, oracle) -> None:
    audits = oracle("suppression_audit.json")["audits"]
    for table in oracle("suppression.json")["tables"]:
        cells, sums = reference_table(table)
        for pattern, name in (("suppressed", "reference"), ("primary", "primary_only")):
            rows = zip(cells, table["expected"], strict=True)
            found = audit(
                sums, {cell: Range(row["freq"], row["freq"]) for cell, row in rows if not row[pattern]}
            )
            ends = {cells[at]: (low, high) for at, _, low, high in audits[table["id"]][name]["intervals"]}
            assert set(found.cells) == set(ends)
            assert found.least == pytest.approx([ends[cell][0] for cell in found.cells], abs=1e-6)
            assert found.greatest == pytest.approx([ends[cell][1] for cell in found.cells], abs=1e-6)
            assert len(found.determined) == audits[table["id"]][name]["exactly_disclosed"]
