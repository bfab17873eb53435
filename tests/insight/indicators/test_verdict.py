"""The truth table of verdicts, with the anchors of the domain reference (30 to 20; 70 to 65; 30 to 8)."""

import numpy as np
import pytest

from headwater.insight.indicators.language import Direction
from headwater.insight.indicators.verdict import Facts, Verdict, Window, grown_stale, judge
from headwater.statistics import process_control
from headwater.vocabulary.periods import Month, Period

LOWER, HIGHER, AMBIGUOUS = Direction.LOWER_IS_BETTER, Direction.HIGHER_IS_BETTER, Direction.AMBIGUOUS


def make_facts(before: float | None = 30, after: float | None = 20, **facts: object) -> Facts:
    windows = {
        "before": None if before is None else Window(before, before, 1),
        "after": None if after is None else Window(after, after, 1),
    }
    return Facts(**{"direction": LOWER, "periods": 24, "needed": 24, **windows, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "verdict", "says"),
    [
        (
            make_facts(30, 20),
            Verdict.NO_CLEAR_CHANGE,
            "30 to 20: no clear change. Only a fall of 59% or more",
        ),
        (make_facts(70, 65), Verdict.NO_CLEAR_CHANGE, "70 to 65: no clear change."),
        (make_facts(30, 8), Verdict.IMPROVING, "30 to 8: a clear improvement."),
        (make_facts(8, 30), Verdict.WORSENING, "8 to 30: clearly worse."),
        (make_facts(8, 30, direction=HIGHER), Verdict.IMPROVING, "8 to 30: a clear improvement."),
        (
            make_facts(8, 30, direction=AMBIGUOUS),
            Verdict.CHANGED,
            "8 to 30: a clear change, neither good nor bad",
        ),
        (make_facts(0, 0), Verdict.NO_CLEAR_CHANGE, "0 to 0: no clear change. The numbers are too small"),
        (
            make_facts(break_says="The codes changed."),
            Verdict.NOT_COMPARABLE,
            "Before and after cannot be compared: The codes",
        ),
        (make_facts(None, 20), Verdict.SUPPRESSED, "The numbers are too small to show"),
        (make_facts(periods=0), Verdict.NO_DATA, "There is nothing to compare"),
        (make_facts(periods=17), Verdict.NO_DATA, "There are not yet two full years"),
        (make_facts(has_counts=False), Verdict.NOT_COMPARABLE, "The source gives no counts"),
        (
            make_facts(10_000, 9_700, usual=120),
            Verdict.NO_CLEAR_CHANGE,
            "10,000 to 9,700: no clear change. It moves this much",
        ),
        (make_facts(10_000, 9_700, usual=20), Verdict.IMPROVING, "10,000 to 9,700: a clear improvement."),
    ],
)
def test_verdict(facts: Facts, verdict: Verdict, says: str) -> None:
    judged = judge(facts)
    assert judged.verdict is verdict
    assert judged.says.startswith(says)


def test_bounds_of_hidden_numbers_decide_where_they_can() -> None:
    clear = make_facts(before=None, after=None)
    clear = Facts(LOWER, 24, 24, Window(300, 314, 1), Window(150, 171, 1))
    assert judge(clear).verdict is Verdict.IMPROVING
    assert judge(clear).says.startswith("300 or up to 314 to 150 or up to 171")
    unclear = Facts(LOWER, 24, 24, Window(60, 130, 1), Window(50, 120, 1))
    assert judge(unclear).verdict is Verdict.SUPPRESSED


def test_more_people_explain_more_events() -> None:
    assert (
        judge(Facts(LOWER, 24, 24, Window(100, 100, 1000), Window(150, 150, 1500))).verdict
        is Verdict.NO_CLEAR_CHANGE
    )


def test_a_verdict_grows_stale_only_after_the_sources_usual_delay() -> None:
    assert grown_stale(9, stale_after=9) is None
    judged = grown_stale(10, stale_after=9)
    assert judged is not None
    assert judged.verdict is Verdict.STALE
    assert "10 months old" in judged.says


def test_noise_alone_gets_a_verdict_no_more_often_than_stated() -> None:
    """One in twenty at most: 1,000 series of 24 months from one rate, 400 of them over-dispersed."""
    chance = np.random.default_rng(7)
    called = []
    for at in range(1000):
        rate = chance.gamma(40, 3, size=24) if at < 400 else np.full(24, float(chance.integers(5, 200)))
        counts = chance.poisson(rate)
        chart = process_control.xmr(counts)
        usual = float(chart.upper[-1] - chart.mean[-1]) / 3
        before, after = float(counts[:12].sum()), float(counts[12:].sum())
        called.append(judge(make_facts(before, after, usual=usual)).verdict is not Verdict.NO_CLEAR_CHANGE)
    assert np.mean(called[400:]) <= 0.05
    assert np.mean(called[:400]) <= 0.08  # moving ranges of 24 months know the spread only so well


@pytest.mark.parametrize(
    ("absent", "words"),
    [
        ((4,), "August 2024"),
        ((4, 5, 6), "August 2024 to October 2024"),
        ((4, 5, 9), "August 2024 to September 2024 and January 2025"),
        ((1, 4, 7), "May 2024, August 2024 and November 2024"),
        ((1, 3, 5, 7, 9, 11), "May 2024, July 2024, September 2024, November 2024 and 2 other times"),
    ],
)
def test_a_verdict_that_cannot_be_given_names_the_months_that_are_missing(absent, words):
    periods = tuple(Period.months(Month(2024, 4) + at, 1) for at in absent)
    judged = judge(make_facts(periods=24 - len(absent), absent=periods))
    assert judged.verdict is Verdict.NO_DATA
    assert judged.says == f"Two full years are needed to compare, and there are no figures for {words}."
