"""The measured coverage and false alarms are what the code does: some cases are measured again, with fewer samples and other seeds."""

import importlib
import inspect
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

DOCS = Path(__file__).parents[2] / "docs"
NAMED = ("coverage_cases", "alarm_cases", "measure_methods")
SAMPLES = 300
ERRORS = 4.5  # standard errors apart: once in 150,000 by chance

# limits that are those of another method, or that are no limits of an estimate
RESTS_ON = {
    "intervals.normal_quantile": "no limits",
    "rates.smallest_detectable_change": "no limits",
    "rates.power_to_show": "exact",
    "rates.compare_counts": "rates.rate_ratio",
    "disproportionality.disparity": "rates.rate_ratio",
    "severity.severity_score": "weighted_counts.weighted_sum",
    "weighted_counts.dobson": "weighted_counts.weighted_sum",
    "standardisation.indirectly_standardised_rate": "standardisation.indirectly_standardised_ratio",
    "funnels.proportion_lines": "no estimate",
    "funnels.poisson_lines": "no estimate",
    "overdispersion.widened_lines": "no estimate",
}


@pytest.fixture
def measuring(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    monkeypatch.syspath_prepend(DOCS)
    return {name: importlib.import_module(name) for name in NAMED}


@pytest.mark.parametrize("kind", ["coverage", "alarms"])
def test_measured_again_a_case_says_the_same(kind: str, measuring) -> None:
    """Every third case, so that it takes a second or two."""
    stored = measuring["measure_methods"].read()[kind]
    cases = measuring["coverage_cases" if kind == "coverage" else "alarm_cases"].cases()
    assert set(stored) == {case.key for case in cases}
    for number, case in enumerate(cases[::3]):
        found, of = stored[case.key]
        again = case.measure(np.random.default_rng(1000 + number), SAMPLES)
        share = (found + 1) / (of + 2)
        error = np.sqrt(share * (1 - share) * (1 / SAMPLES + 1 / of))
        assert abs(again / SAMPLES - found / of) <= ERRORS * error + 1 / SAMPLES, case.key


def test_a_case_measured_with_its_own_seed_is_the_stored_one(measuring) -> None:
    measure = measuring["measure_methods"]
    case = next(each for each in measuring["coverage_cases"].cases() if each.method == "intervals.wilson")
    assert measure.measured(case) == measure.read()["coverage"][case.key]


def test_limits_hold_what_they_state_wherever_the_method_is_to_be_used(measuring) -> None:
    stored = measuring["measure_methods"].read()["coverage"]
    short = {
        key: held / of
        for key, (held, of) in stored.items()
        if held / of < 0.93 and "outside its use" not in key
    }
    assert set(short) == {
        "intervals.student: 30 values, exponential (skewed)",
        "unevenness.atkinson: 100 values, log-normal of spread 0.8",
    }


def test_every_method_with_limits_was_measured_or_rests_on_one_that_was(measuring) -> None:
    package = Path(inspect.getfile(importlib.import_module("headwater.statistics"))).parent
    with_limits = set()
    for file in package.glob("*.py"):
        module = importlib.import_module(f"headwater.statistics.{file.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and "confidence" in inspect.signature(function).parameters:
                with_limits.add(f"{file.stem}.{name}")
    measured = {case.method for case in measuring["coverage_cases"].cases()}
    assert with_limits - measured - RESTS_ON.keys() == set()
    assert RESTS_ON.keys() <= with_limits
