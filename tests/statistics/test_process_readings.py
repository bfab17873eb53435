"""Readings in plain words, and the false-alarm rate that a page may state."""

from dataclasses import replace

import numpy as np
import pytest

from headwater.statistics import count_charts, process_control, process_readings, run_charts
from headwater.statistics.process_control import Improvement, XmR
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid

RUN = (Rule.RUN_ABOVE,) * 9
STEADY = [4.0, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4]


def chart_of(*tail: float | None) -> tuple[XmR, list[str]]:
    values = [*STEADY, *tail]
    return process_control.xmr(values, baseline=13), [f"month {at}" for at in range(len(values))]


@pytest.mark.parametrize(
    ("tail", "says"),
    [
        ([5], "Common cause: month 13 is within the usual variation."),
        ([19], "Special cause: month 13 is above the upper limit."),
        ([-9], "Special cause: month 13 is below the lower limit."),
        ([5.5] * 8, "Special cause: 8 points above the mean since month 13."),
        ([4.5, None, *[4.5] * 7], "Special cause: 9 points below the mean since month 12."),
        ([2, 3, 4, 5, 6, 7, 8], "Special cause: 7 points rising since month 13."),
        ([8, 7, 6, 5, 4, 3, 2], "Special cause: 7 points falling since month 13."),
        ([7.8, 6, 7.8], "Special cause: two of three points close to the upper limit since month 13."),
        ([6, 2, 4, 2], "Special cause: two of three points close to the lower limit since month 14."),
    ],
)
def test_reading_names_the_rule_and_where_it_began(tail: list[float], says: str) -> None:
    assert process_readings.reading(*chart_of(*tail)) == says


def test_reading_of_a_trend_begins_at_its_first_point() -> None:
    chart = process_control.xmr([10, 30, 10, 30, 10, 11, 12, 13, 14, 15, 16, 17, 18])
    says = process_readings.reading(chart, [str(at) for at in range(13)])
    assert says == "Special cause: 9 points rising since 4."


def test_reading_of_a_trend_that_fills_the_chart_begins_at_its_start() -> None:
    chart = process_control.xmr([0, 5, 6, 7, 8, 9, 10])
    says = process_readings.reading(chart, list("abcdefg"))
    assert says.startswith("Special cause: 7 points rising since a.")


def test_reading_looks_no_further_back_than_the_break() -> None:
    chart = process_control.xmr([*[8.0] * 7, 4, 6, *[5.5] * 7], breaks=[7], baseline=2)
    says = process_readings.reading(chart, [str(at) for at in range(16)])
    assert (
        says == "Special cause: 8 points above the mean since 8. The limits are provisional: 9 of 13 values."
    )


def test_reading_of_a_run_that_fills_its_segment_begins_at_the_break() -> None:
    chart = process_control.xmr([5.0, 6, *[8.0] * 7], breaks=[2])
    lowered = replace(chart, rules=RUN, mean=np.full(9, 7.0))
    says = process_readings.reading(lowered, [str(at) for at in range(9)])
    assert says.startswith("Special cause: 7 points above the mean since 2.")


def test_reading_speaks_of_the_newest_value_that_is_judged() -> None:
    values = [*STEADY, 5.0, 90.0]
    says = process_readings.reading(process_control.xmr(values, exclude=[14]), [str(at) for at in range(15)])
    assert says == "Common cause: 13 is within the usual variation."


def test_reading_tells_a_chart_of_rates_as_well() -> None:
    chart = count_charts.count_chart([*[10] * 13, 40], [1000] * 14, baseline=13)
    says = process_readings.reading(chart, [f"month {at}" for at in range(14)])
    assert says == "Special cause: month 13 is above the upper limit."


def test_reading_says_when_limits_are_provisional() -> None:
    chart = process_control.xmr([4.0, 6, 5])
    says = process_readings.reading(chart, ["a", "b", "c"])
    assert (
        says == "Common cause: c is within the usual variation. The limits are provisional: 3 of 13 values."
    )


def test_reading_wants_one_label_a_period() -> None:
    with pytest.raises(Invalid, match="2 labels for 3 periods"):
        process_readings.reading(process_control.xmr([4.0, 6, 5]), ["a", "b"])


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (99, "As it stands, the target will be met every time."),
        (-9, "As it stands, the target will be missed every time: only a change of the process can meet it."),
        (5, "As it stands, the target will be met or missed by chance."),
        (None, ""),
    ],
)
def test_a_target_has_a_reading_of_its_own(target: float | None, says: str) -> None:
    chart = process_control.xmr(STEADY, improvement=Improvement.DECREASE, target=target)
    assert process_readings.assurance_reading(chart) == says


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([1, 2] * 8, "Common cause: the values mix around the middle as chance would have it."),
        (
            [1, 2] * 2,
            "Common cause: the values mix around the middle as chance would have it. Provisional: 4 of 10 values off the middle.",
        ),
        (
            [2] * 9 + [1] * 3,
            "Special cause: 9 points in a row on one side of the middle, where chance makes up to 7.",
        ),
        (
            ([1] * 6 + [2] * 6) * 2,
            "Special cause: the middle is crossed 3 times, where chance makes 8 or more.",
        ),
    ],
)
def test_a_run_chart_has_a_reading_too(values: list[float], says: str) -> None:
    assert process_readings.runs_reading(run_charts.anhoej(values, 1.5)) == says


def test_false_alarms_are_as_stated() -> None:
    """Two years of months: about one chart in six holds some signal, about one in fifty says so now."""
    found = process_readings.false_alarms(length=24)
    assert found.latest == pytest.approx(0.02, abs=0.01)
    assert found.per_series == pytest.approx(0.17, abs=0.03)
    assert found.per_point == pytest.approx(0.035, abs=0.01)
    assert found == process_readings.false_alarms(length=24)


def test_false_alarms_need_a_series() -> None:
    with pytest.raises(Invalid, match="above zero"):
        process_readings.false_alarms(series=0)
