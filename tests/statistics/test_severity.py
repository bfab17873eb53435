"""Severity scores: what a table must be, what a score must say, coverage whatever the weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import severity
from headwater.statistics.severity import Weights
from headwater.vocabulary.errors import Invalid

TABLE = Weights("Own", "2026", "days", {"homicide": 5475.0, "robbery": 365.0, "theft": 2.0, "caution": 0.0})
ROWS = [{"code": " 1 ", "days": "5,475"}, {"code": "34B", "days": 365}, {"code": "49", "days": "2.5"}]
NAMED = {"code": "code", "weight": "days", "name": "Own", "version": "2026", "unit": "days"}


def test_a_table_is_read_from_rows_of_text() -> None:
    found = severity.import_weights(ROWS, **NAMED)
    assert dict(found.by_code) == {"1": 5475.0, "34B": 365.0, "49": 2.5}


def test_the_stamp_is_the_tables_own_whatever_the_order_of_rows() -> None:
    found = severity.import_weights(ROWS, **NAMED)
    assert found.stamp == severity.import_weights(ROWS[::-1], **NAMED).stamp
    assert found.stamp.startswith("Own 2026 (")


@pytest.mark.parametrize(
    "rows",
    [ROWS[:2], [*ROWS, {"code": "50", "days": 1}], [*ROWS[:2], {"code": "49", "days": 2}], [*ROWS[:2], {"code": "4", "days": 2.5}]],
)  # fmt: skip
def test_any_other_table_has_another_stamp(rows: list[dict]) -> None:
    assert severity.import_weights(rows, **NAMED).stamp != severity.import_weights(ROWS, **NAMED).stamp


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "empty"),
        ([{"code": "1"}], "Row 1 of the weights has no 'code' or no 'days'"),
        ([{"code": "1", "days": 1}, {"code": " ", "days": 1}], "Row 2 of the weights has no code"),
        ([{"code": "1", "days": 1}, {"code": "1", "days": 2}], "given before: '1'"),
        ([{"code": None, "days": 1}], "Row 1 of the weights has no code"),
        ([{"code": "1", "days": "many"}], "'many' is no weight"),
        ([{"code": "1", "days": ""}], "'' is no weight"),
        ([{"code": "1", "days": -1}], "-1 is no weight"),
        ([{"code": "1", "days": float("nan")}], "is no weight"),
        ([{"code": "1", "days": "inf"}], "is no weight"),
    ],
)
def test_a_bad_table_is_refused_by_row(rows: list[dict], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        severity.import_weights(rows, **NAMED)


@pytest.mark.parametrize("missing", ["name", "version", "unit"])
def test_a_table_without_name_version_or_unit_is_refused(missing: str) -> None:
    with pytest.raises(Invalid, match="a name, a version and a unit"):
        severity.import_weights(ROWS, **{**NAMED, missing: " "})


def test_a_score_says_what_it_was_made_with_and_what_it_left_out() -> None:
    events = {"homicide": 1, "robbery": 10, "theft": 200, "fraud": 7, "bigamy": 0}
    found = severity.severity_score(events, TABLE, population=50_000, per=1000)
    total = 5475 + 3650 + 400
    assert found.score.value == pytest.approx(total / 50)
    assert found.score.counts == f"days of severity, {TABLE.stamp}"
    assert (found.events, found.mean_weight) == (211, total / 211)
    assert (found.heaviest, found.heaviest_share) == ("homicide", 5475 / total)
    assert dict(found.left_out) == {"fraud": 7}
    assert found.stamp == TABLE.stamp


def test_no_offences_have_a_score_of_nought_with_an_upper_limit() -> None:
    found = severity.severity_score({}, TABLE, among=["theft"])
    assert (found.score.value, found.score.lower, found.mean_weight) == (0, 0, None)
    assert found.score.upper == pytest.approx(3.688879 * 2, rel=1e-6)
    assert (found.heaviest, found.heaviest_share) == (None, 0.0)


def test_offences_all_without_weight_add_nothing_and_are_named() -> None:
    found = severity.severity_score({"caution": 4}, TABLE)
    assert (found.score.value, found.events, found.heaviest) == (0, 4, None)


def test_what_could_have_happened_widens_the_upper_limit_only() -> None:
    seen = {"theft": 40}
    narrow = severity.severity_score(seen, TABLE, among=["theft"])
    wide = severity.severity_score(seen, TABLE)
    assert narrow.score.lower == pytest.approx(wide.score.lower)
    assert wide.score.upper > 100 * narrow.score.upper


@given(counts=st.lists(st.integers(0, 60), min_size=3, max_size=3), people=st.integers(1, 10**7))
def test_limits_contain_the_score(counts: list[int], people: int) -> None:
    found = severity.severity_score(dict(zip(TABLE.by_code, counts, strict=False)), TABLE, population=people)
    assert found.score.lower <= found.score.value * (1 + 1e-9)
    assert found.score.value < found.score.upper


def test_limits_cover_the_truth_at_least_as_often_as_stated() -> None:
    """A town with one homicide in four years: the score covers, though most years see none."""
    means = {"homicide": 0.25, "robbery": 12.0, "theft": 300.0}
    truth = sum(TABLE.by_code[code] * mean for code, mean in means.items())
    draws = np.random.default_rng(19).poisson(list(means.values()), (1000, 3))
    found = [
        severity.severity_score(dict(zip(means, draw.tolist(), strict=True)), TABLE).score for draw in draws
    ]
    assert np.mean([each.lower <= truth <= each.upper for each in found]) >= 0.945


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: severity.severity_score({"fraud": 3}, TABLE, among=["bigamy"]), "None of these codes"),
        (lambda: severity.severity_score({"theft": -3}, TABLE), "below zero"),
        (lambda: severity.severity_score({"theft": 2.5}, TABLE), "not whole"),
        (lambda: severity.severity_score({"theft": 2}, TABLE, population=0), "above zero"),
        (lambda: severity.severity_score({"theft": 2}, TABLE, per=0), "above zero"),
        (lambda: severity.severity_score({"theft": 2}, TABLE, confidence=95), "share between 0 and 1"),
        (lambda: severity.severity_score({"caution": 2}, TABLE, among=["caution"]), "Every weight is zero"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()
