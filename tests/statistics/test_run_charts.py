"""The run chart: runs and crossings by hand, how often chance gives a signal, the reference's charts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import process_control, run_charts
from headwater.vocabulary.errors import Invalid


def test_runs_and_crossings_are_counted_and_values_on_the_line_are_not() -> None:
    found = run_charts.anhoej([1, 2, 0, 5, 2, 7, 8, 1], 2)
    assert (found.useful, found.longest, found.crossings) == (6, 3, 2)


@pytest.mark.parametrize(
    ("n", "longest", "crossings"), [(10, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8), (60, 9, 23)]
)
def test_what_chance_allows_depends_on_the_number_of_values(n: int, longest: int, crossings: int) -> None:
    """Longest runs and fewest crossings of Anhoej & Olesen (2014), worked from their two formulas."""
    found = run_charts.anhoej(np.arange(n), n / 2 - 0.5)
    assert (found.longest_by_chance, found.crossings_by_chance) == (longest, crossings)


@pytest.mark.parametrize(
    ("values", "signal"),
    [
        ([1, 2] * 12, False),
        ([1] * 6 + [2] * 6 + [1] * 6 + [2] * 6, True),  # few crossings
        ([1, 2] * 8 + [2] * 9 + [1, 1, 1, 2] * 3, True),  # one long run
    ],
)
def test_a_series_that_moves_is_a_signal(values: list[float], signal: bool) -> None:
    assert run_charts.anhoej(values, 1.5).signal is signal


def test_too_few_values_off_the_line_are_provisional() -> None:
    assert run_charts.anhoej([1, 2] * 4, 1.5).provisional
    assert not run_charts.anhoej([1, 2] * 5, 1.5).provisional


@pytest.mark.parametrize("values", [[3.0] * 12, [3.0, 3.0, 4.0]])
def test_a_series_on_its_median_has_no_signal(values: list[float]) -> None:
    found = run_charts.run_chart(values).runs[0]
    assert (found.signal, found.provisional, found.crossings) == (False, True, 0)
    assert found.longest == found.useful


def test_each_segment_has_its_median_and_its_runs() -> None:
    values = [1, 3, 2, 1, 3, 2, None, 11, 13, 12, 11, 13, 12]
    chart = run_charts.run_chart(values, breaks=[7])
    assert chart.median.tolist() == [2.0] * 7 + [12.0] * 6
    assert [found.signal for found in chart.runs] == [False, False]
    assert chart.values[6] is None
    assert run_charts.run_chart(values).runs[0].signal


def test_a_baseline_sets_the_median_and_all_values_are_tested() -> None:
    chart = run_charts.run_chart([*[1, 3] * 6, *[3] * 12], baseline=12)
    assert chart.median[0] == 2
    assert chart.runs[0].useful == 24
    assert chart.runs[0].signal


def test_what_is_excluded_is_not_judged() -> None:
    assert run_charts.run_chart([1, 3, 900, 2, 4], exclude=[2]).median[0] == 2.5


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=60))
def test_runs_and_crossings_add_up(values: list[float]) -> None:
    found = run_charts.run_chart(values).runs[0]
    assert found.longest <= found.useful <= len(values)
    assert found.crossings <= max(0, found.useful - 1)
    assert found.longest * (found.crossings + 1) >= found.useful
    upside_down = run_charts.run_chart([-value for value in values]).runs[0]
    assert upside_down == found


def test_signals_of_chance_alone_are_as_stated() -> None:
    drawn = np.random.default_rng(3).normal(size=(1000, 24))
    own = np.mean([run_charts.run_chart(row).runs[0].signal for row in drawn])
    beforehand = np.mean([run_charts.anhoej(row, 0.0).signal for row in drawn])
    assert 0.01 < own < 0.05
    assert 0.04 < beforehand < 0.09


def test_a_shift_of_two_standard_deviations_is_mostly_seen() -> None:
    drawn = np.random.default_rng(4).normal(size=(200, 24))
    drawn[:, 12:] += 2
    assert np.mean([run_charts.run_chart(row).runs[0].signal for row in drawn]) > 0.5


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: run_charts.run_chart([1.0]), "at least two"),
        (lambda: run_charts.run_chart([1.0, 2, 3], baseline=1), "baseline"),
        (lambda: run_charts.run_chart([1.0, 2, None], breaks=[2]), "take that break away"),
        (lambda: run_charts.anhoej([1.0, float("nan")], 1), "missing"),
        (lambda: run_charts.anhoej([1.0, 2], [1.0, 2, 3]), "differ in length"),
        (lambda: run_charts.anhoej([], 1), "at least one"),
        (lambda: run_charts.anhoej([[1.0]], 1), "one series"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_runs_agree_with_the_reference_on_every_chart(oracle) -> None:
    compared = 0
    for case in oracle("spc_qic.json")["cases"]:
        excluded = set(case["extra"].get("exclude", ()))
        points = [each for each in case["expected"] if each["x"] not in excluded and each["y"] is not None]
        for part in {point["part"] for point in points}:
            here = [point for point in points if point["part"] == part]
            _same(run_charts.anhoej([each["y"] for each in here], [each["cl"] for each in here]), here[0])
            compared += 1
    assert compared == 14


@pytest.mark.reference
def test_the_median_and_the_frozen_limits_are_those_of_the_reference(oracle) -> None:
    cases = oracle("spc_qic.json")["cases"]
    run = next(case for case in cases if case["chart"] == "run")
    assert run_charts.run_chart(run["y"]).median[0] == run["expected"][0]["cl"]
    frozen = next(case for case in cases if case["extra"].get("freeze"))
    chart = process_control.xmr(frozen["y"], baseline=frozen["extra"]["freeze"])
    point = frozen["expected"][0]
    assert chart.mean[0] == pytest.approx(point["cl"], rel=1e-8)
    assert chart.upper[0] == pytest.approx(point["ucl"], rel=1e-4)  # 2.66, not 3/1.128


def _same(found: run_charts.Runs, expected: dict) -> None:
    ours = (found.useful, found.longest, found.longest_by_chance, found.crossings, found.crossings_by_chance)
    names = ("n.useful", "longest.run", "longest.run.max", "n.crossings", "n.crossings.min")
    assert ours == tuple(expected[name] for name in names)
    assert found.signal is expected["runs.signal"]


def test_small_counts_that_are_mostly_the_median_are_not_even() -> None:
    mostly_nought = run_charts.run_chart([0] * 14 + [1, 2] * 6).runs[0]
    assert not mostly_nought.is_even
    assert run_charts.run_chart([1, 3] * 12).runs[0].is_even


@pytest.mark.parametrize("mean", [1.0, 2.0, 4.0])
def test_small_counts_that_are_even_raise_no_more_alarms_than_stated(mean: float) -> None:
    drawn = np.random.default_rng(6).poisson(mean, size=(1500, 60))
    found = [runs for row in drawn if (runs := run_charts.run_chart(row).runs[0]).is_even]
    assert np.mean([runs.signal for runs in found]) <= 0.085
