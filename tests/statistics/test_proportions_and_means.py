"""Shares as estimates, and means of samples, against the reference at every confidence it was asked for."""

import pytest

from headwater.statistics import intervals, proportions
from headwater.vocabulary.errors import Invalid


def test_a_share_carries_its_limits() -> None:
    # Newcombe R.G. (1998), Statistics in Medicine 17, p. 857-872, table I, method 3: 81 of 263
    found = proportions.proportion(81, 263, counts="patients")
    assert (round(found.lower, 4), round(found.upper, 4)) == (0.2553, 0.3662)
    assert (found.value, found.method) == (81 / 263, "Wilson")


@pytest.mark.parametrize(
    ("count", "total", "says"),
    [
        (5, 3, "above their total"),
        (1, 0, "above zero"),
        ([1], [2], "one count and one total"),
        (1, [2], "one count and one total"),
    ],
)
def test_bad_shares_are_refused_with_a_sentence(count, total, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        proportions.proportion(count, total, counts="x")


def test_a_share_per_nothing_is_refused() -> None:
    with pytest.raises(Invalid, match="above zero"):
        proportions.proportion(1, 2, counts="x", per=0)


def _levels(args: dict, row: dict) -> list[tuple[float, float, float]]:
    if isinstance(args["confidence"], list):
        return [
            (level, row[f"lower{n}cl"], row[f"upper{n}cl"]) for level, n in ((0.95, "95_0"), (0.998, "99_8"))
        ]
    share = args["confidence"] / 100 if args["confidence"] > 1 else args["confidence"]
    return [(share, row["lowercl"], row["uppercl"])]


@pytest.mark.reference
def test_proportions_agree_with_the_public_health_reference(oracle) -> None:
    checked = 0
    for case in oracle("phe_proportion.json")["cases"]:
        for row in case["expected"]:
            for confidence, *limits in _levels(case["args"], row):
                found = proportions.proportion(
                    row["x"], row["n"], counts="x", per=case["args"]["multiplier"], confidence=confidence
                )
                expected = (row["value"], *limits)
                assert (found.value, found.lower, found.upper) == pytest.approx(expected, rel=1e-9, abs=1e-12)
                checked += 1
    assert checked == 140


@pytest.mark.reference
def test_means_agree_with_the_reference_at_every_confidence(oracle) -> None:
    file, checked = oracle("phe_mean.json"), 0
    for case in file["cases"]:
        for row in case["expected"]:
            values = [each["v"] for each in file["input"] if each["area"] == row["area"]]
            for confidence, *limits in _levels(case["args"], row):
                found = intervals.student(values, counts="values", confidence=confidence)
                expected = (row["value"], *limits)
                assert (found.value, found.lower, found.upper) == pytest.approx(expected, rel=1e-9)
                checked += 1
    assert checked == 12
