"""Standardised rates: the reference, hand-worked sums, coverage for independent and for repeated events."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import standardisation
from headwater.statistics.standardisation import Reference
from headwater.vocabulary.errors import Invalid

EUROPE = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500,
          1500, 1000]  # fmt: skip
DSR = standardisation.directly_standardised_rate


def test_a_standard_of_the_places_own_ages_gives_the_crude_rate() -> None:
    people = [8000, 5000, 3000]
    found = DSR([10, 30, 40], people, people, counts="admissions")
    assert found.value == pytest.approx(80 / 16_000 * 100_000)
    assert found.method == "Dobson"


def test_direct_rate_by_hand() -> None:
    # 6/10 of 20/10,000 and 4/10 of 40/5,000
    assert DSR([20, 40], [10_000, 5_000], [6, 4], counts="x", per=1000).value == pytest.approx(4.4)


@given(
    events=st.lists(st.integers(1, 500), min_size=3, max_size=3),
    times=st.floats(0.001, 1000),
    seed=st.integers(0, 99),
)
def test_scaling_the_standard_and_the_order_of_bands_change_nothing(
    events: list[int], times: float, seed: int
) -> None:
    people, standard = np.array([9000, 7000, 4000]), np.array([5.0, 4.0, 2.0])
    found = DSR([each + 9 for each in events], people, standard, counts="x")
    order = np.random.default_rng(seed).permutation(3)
    other = DSR((np.array(events) + 9)[order], people[order], standard[order] * times, counts="x")
    assert found.lower <= found.value <= found.upper
    assert (other.value, other.lower, other.upper) == pytest.approx((found.value, found.lower, found.upper))


def test_people_with_one_event_each_are_the_plain_rate() -> None:
    once = standardisation.standardised_rate_of_repeats({1: [20, 40]}, [9000, 5000], [6, 4], counts="x")
    plain = DSR([20, 40], [9000, 5000], [6, 4], counts="x")
    assert (once.value, once.lower, once.upper) == (plain.value, plain.lower, plain.upper)
    assert once.method == "Dobson, allowing for repeats"


def test_repeats_widen_the_limits_about_the_same_rate() -> None:
    people = {1: [10, 20], 4: [5, 10]}
    found = standardisation.standardised_rate_of_repeats(people, [9000, 5000], [6, 4], counts="x")
    plain = DSR([30, 60], [9000, 5000], [6, 4], counts="x")
    assert found.value == pytest.approx(plain.value)
    assert found.lower < plain.lower < plain.upper < found.upper


def _covered(found: list, truth: float) -> float:
    return float(np.mean([each.lower <= truth <= each.upper for each in found]))


def test_direct_limits_cover_the_rate_about_as_often_as_stated() -> None:
    people, standard = np.array([9000, 7000, 4000]), np.array([5.0, 4.0, 2.0])
    means = np.array([6.0, 9, 14])
    draws = np.random.default_rng(5).poisson(means, (2000, 3))
    found = [DSR(draw, people, standard, counts="x", per=1) for draw in draws if draw.sum() >= 10]
    truth = float((standard / standard.sum() * means / people).sum())
    assert _covered(found, truth) == pytest.approx(0.96, abs=0.015)  # as the exact limits of 29 events do


def test_only_limits_that_allow_for_repeats_cover_as_stated_where_people_come_again() -> None:
    """A third of the people have three events: the plain limits miss in more than 12 % of draws, not in 5."""
    people, standard = np.array([9000, 7000]), np.array([5.0, 4.0])
    once, thrice = np.array([15.0, 20]), np.array([8.0, 10])
    chance = np.random.default_rng(6)
    truth = float((standard / standard.sum() * (once + 3 * thrice) / people).sum())
    draws = [(chance.poisson(once), chance.poisson(thrice)) for _ in range(1500)]
    rate = standardisation.standardised_rate_of_repeats
    found = [rate({1: a, 3: b}, people, standard, counts="x", per=1) for a, b in draws]
    plain = [DSR(a + 3 * b, people, standard, counts="x", per=1) for a, b in draws]
    assert _covered(found, truth) == pytest.approx(0.95, abs=0.015)
    assert _covered(plain, truth) < 0.88


def test_ratio_turns_from_exact_to_byar_at_ten() -> None:
    ratio = standardisation.indirectly_standardised_ratio
    few, many = ratio(9, 12.0, counts="deaths"), ratio(10, 12.0, counts="deaths", per=100)
    assert (few.method, many.method) == ("exact Poisson", "Byar")
    assert few.lower == pytest.approx(4.1154 / 12, abs=1e-4)  # Garwood (1936), p. 441
    assert many.value == pytest.approx(83.3333, abs=1e-4)


def test_a_place_that_is_the_reference_has_the_ratio_one() -> None:
    own = Reference([30, 20], [10_000, 8_000])
    assert standardisation.expected_events([10_000, 8_000], own) == pytest.approx(50)
    found = standardisation.indirectly_standardised_rate(50, [10_000, 8_000], own, counts="deaths")
    assert found.value == pytest.approx(own.crude_rate * 100_000)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: DSR([4, 5], [10, 10], [1, 1], counts="x"), "fewer than 10"),
        (lambda: DSR([40, 5], [10, 0], [1, 1], counts="x"), "above zero"),
        (lambda: DSR([40, 5], [10, 10, 10], [1, 1], counts="x"), "differ in length"),
        (lambda: DSR([40, 5], [10, 10], [1], counts="x"), "differ in length"),
        (lambda: DSR([40, 5], [10, 10], [0, 0], counts="x"), "empty"),
        (lambda: DSR([40, None], [10, 10], [1, 1], counts="x"), "missing"),
        (lambda: DSR(40, 10, 1, counts="x"), "one series"),
        (lambda: DSR([40], [10], [1], counts="x", per=0), "above zero"),
        (lambda: DSR([40], [10], [1], counts="x", confidence=95), "share between 0 and 1"),
        (
            lambda: standardisation.standardised_rate_of_repeats({}, [10], [1], counts="x"),
            "how many people had one",
        ),
        (
            lambda: standardisation.standardised_rate_of_repeats({0: [40]}, [10], [1], counts="x"),
            "whole numbers from 1",
        ),
        (lambda: standardisation.expected_events([10], Reference([1, 2], [10, 10])), "differ in length"),
        (lambda: standardisation.expected_events([10], Reference([1], [0])), "above zero"),
        (lambda: standardisation.indirectly_standardised_ratio(5, 0, counts="x"), "above zero"),
        (lambda: standardisation.indirectly_standardised_ratio(-5, 3, counts="x"), "below zero"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


def _levels(args: dict, row: dict) -> list[tuple[float, tuple[float, float]]]:
    """Each confidence that the reference was asked for, as a share, with its limits."""
    if "lowercl" in row:
        given = args["confidence"]
        return [(given / 100 if given > 1 else given, (row["lowercl"], row["uppercl"]))]
    names = {0.95: "95_0cl", 0.998: "99_8cl"}
    return [(level, (row[f"lower{name}"], row[f"upper{name}"])) for level, name in names.items()]


def _agree(found, row: dict, limits: tuple[float, float]) -> None:
    expected = (row["value"], *limits)
    assert (found.value, found.lower, found.upper) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def _of(rows: list[dict], **chosen: object) -> list[dict]:
    return [row for row in rows if all(row[key] == value for key, value in chosen.items())]


@pytest.mark.reference
def test_direct_rates_agree_with_the_public_health_reference(oracle) -> None:
    reference, checked = oracle("phe_dsr.json"), 0
    for case in reference["cases"]:
        for row in case["expected"]:
            bands = _of(reference["input"], area=row["area"])
            columns = [[band[name] for band in bands] for name in ("x", "pop", "esp2013")]
            for confidence, limits in _levels(case["args"], row):
                asked = {"counts": "x", "per": case["args"]["multiplier"], "confidence": confidence}
                checked += 1
                if row["value"] is None:
                    with pytest.raises(Invalid, match="fewer than 10"):
                        DSR(*columns, **asked)
                else:
                    _agree(DSR(*columns, **asked), row, limits)
    assert checked == 48


@pytest.mark.reference
def test_direct_rates_of_missing_and_of_fewer_bands_agree_with_the_reference(oracle) -> None:
    reference = oracle("phe_dsr.json")
    missing, fewer = reference["na_as_zero"], reference["mixed_agebands"]
    groups = [(missing["input"], missing["expected"][0])]
    groups += [(_of(fewer["input"], grp=row["grp"]), row) for row in fewer["expected"]]
    for bands, row in groups:
        events = [band["x"] or 0 for band in bands]  # the reference reads a missing count as none
        people, standard = ([band[name] for band in bands] for name in ("pop", "esp2013"))
        _agree(DSR(events, people, standard, counts="x"), row, (row["lowercl"], row["uppercl"]))


@pytest.mark.reference
def test_rates_of_repeat_victims_agree_with_the_reference_and_are_a_third_wider(oracle) -> None:
    reference = oracle("phe_dsr.json")
    rows, expected = reference["nonindependent"]["input"], reference["nonindependent"]["expected"][0]
    once = _of(rows, freq=1)
    people = {times: [row["persons"] for row in _of(rows, freq=times)] for times in {r["freq"] for r in rows}}
    bands = [[row[name] for row in once] for name in ("pop", "esp2013")]
    wrong = reference["independent_wrong"]["expected"][0]
    for confidence, limits in _levels({}, expected):
        found = standardisation.standardised_rate_of_repeats(
            people, *bands, counts="x", confidence=confidence
        )
        _agree(found, expected, limits)
    events = [sum(times * people[times][at] for times in people) for at in range(len(once))]
    plain = DSR(events, *bands, counts="x", confidence=0.998)
    _agree(plain, wrong, (wrong["lower99_8cl"], wrong["upper99_8cl"]))
    assert (found.upper - found.lower) / (plain.upper - plain.lower) == pytest.approx(1.34, abs=0.01)


@pytest.mark.reference
def test_indirect_rates_and_ratios_agree_with_the_reference(oracle) -> None:
    file, checked = oracle("phe_isr.json"), 0
    whole = [[row[name] for row in file["ref_population"]] for name in ("refcount", "refpop")]
    reference = Reference(*whole)
    for case in file["israte"] + file["isratio"]:
        for row in case["expected"]:
            people = [band["pop"] for band in _of(file["input"], area=row["area"])]
            expected = standardisation.expected_events(people, reference)
            assert expected == pytest.approx(row["expected"], rel=1e-9)
            for confidence, limits in _levels(case["args"], row):
                checked += 1
                asked = {"counts": "x", "confidence": confidence}
                if "refvalue" in case["args"]:
                    found = standardisation.indirectly_standardised_ratio(
                        row["observed"], expected, per=case["args"]["refvalue"], **asked
                    )
                else:
                    found = standardisation.indirectly_standardised_rate(
                        row["observed"], people, reference, per=case["args"]["multiplier"], **asked
                    )
                _agree(found, row, limits)
    assert checked == 72
