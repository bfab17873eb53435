"""The Knox test: the reference's tables, the exact expectation, planted and absent near repeats."""

from itertools import combinations

import numpy as np
import pytest

from headwater.statistics import near_repeat
from headwater.vocabulary.errors import Invalid

BANDS = {"distance_bands_m": [0, 1, 100, 200, 400], "day_bands": [0, 2, 7, 14]}


def events(count: int = 150, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    return chance.integers(0, 3000, (count, 2)).astype(float), chance.integers(0, 200, count)


def slow_table(points: np.ndarray, days: np.ndarray) -> list[list[int]]:
    metres, spans = BANDS["distance_bands_m"], BANDS["day_bands"]
    table = [[0] * (len(spans) - 1) for _ in metres[1:]]
    for one, other in combinations(range(len(days)), 2):
        far, long = np.hypot(*(points[one] - points[other])), abs(int(days[one]) - int(days[other]))
        for row in range(len(metres) - 1):
            for column in range(len(spans) - 1):
                near = metres[row] <= far < metres[row + 1] and spans[column] <= long < spans[column + 1]
                table[row][column] += near
    return table


def test_observed_pairs_are_those_of_every_pair_compared() -> None:
    points, days = events()
    assert near_repeat.knox(points, days, permutations=0, seed=1, **BANDS).observed.tolist() == slow_table(
        points, days
    )


def test_expected_is_the_mean_of_permutations() -> None:
    points, days = events()
    chance = np.random.default_rng(5)
    tables = [
        near_repeat.knox(points, chance.permutation(days), permutations=0, seed=1, **BANDS).observed
        for _ in range(300)
    ]
    exact = near_repeat.knox(points, days, permutations=0, seed=1, **BANDS).expected
    assert np.mean(tables, axis=0) == pytest.approx(exact, rel=0.25, abs=0.15)


def test_planted_near_repeats_are_found() -> None:
    points, days = events(400, seed=2)
    again_at, again_on = points[:40] + 20, days[:40] + 1
    found = near_repeat.knox(
        np.vstack([points, again_at]), np.append(days, again_on), permutations=199, seed=3, **BANDS
    )
    assert found.p[1, 0] == 1 / 200
    assert found.ratio()[1, 0] > 5


def test_noise_gives_no_more_low_p_than_stated() -> None:
    low = []
    for seed in range(60):
        points, days = events(200, seed=100 + seed)
        bands = {"distance_bands_m": [0, 300], "day_bands": [0, 14]}
        low.append(near_repeat.knox(points, days, permutations=99, seed=seed, **bands).p[0, 0] <= 0.05)
    assert np.mean(low) <= 0.12  # 0.05 and three standard errors of 60 series


def test_the_seed_decides_and_the_order_of_rows_does_not_count() -> None:
    points, days = events()
    first = near_repeat.knox(points, days, permutations=50, seed=9, **BANDS)
    assert near_repeat.knox(points, days, permutations=50, seed=9, **BANDS).p.tolist() == first.p.tolist()
    turned = near_repeat.knox(points[::-1], days[::-1], permutations=0, seed=9, **BANDS)
    assert turned.observed.tolist() == first.observed.tolist()


def test_a_band_that_expects_nothing_has_the_ratio_one() -> None:
    points = [[0, 0], [5000, 0], [0, 5000]]
    assert (
        near_repeat.knox(points, [1, 2, 3], permutations=5, seed=1, **BANDS).ratio().tolist()
        == [[1.0] * 3] * 4
    )


def test_bands_may_have_no_end() -> None:
    points, days = events(30)
    found = near_repeat.knox(
        points, days, distance_bands_m=[0, float("inf")], day_bands=[0, float("inf")], permutations=9, seed=1
    )
    assert found.observed.tolist() == [[30 * 29 // 2]]
    assert found.p.tolist() == [[1.0]]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"days": [1, 2]}, "one day for each place"),
        ({"points_xy": [[0, 0], [1, 1]], "days": [1, 2]}, "three events"),
        ({"days": [1, 2.5, 3]}, "Days must be whole"),
        ({"distance_bands_m": [0]}, "Bands of distances"),
        ({"day_bands": [5, 5]}, "Bands of days"),
        ({"day_bands": [-1, 5]}, "Bands of days"),
        ({"day_bands": [0, float("nan")]}, "Bands of days"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(changed: dict, says: str) -> None:
    given = {"points_xy": [[0, 0], [1, 1], [2, 2]], "days": [1, 2, 3], "seed": 1, **BANDS} | changed
    with pytest.raises(Invalid, match=says):
        near_repeat.knox(**given)


def test_more_pairs_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_repeat, "MOST_PAIRS", 10)
    points, days = events()
    with pytest.raises(Invalid, match="shorter distances"):
        near_repeat.knox(points, days, seed=1, **BANDS)


CLOSED = {
    (False, False): "left",
    (False, True): "left and last",
    (True, False): "right",
    (True, True): "right and first",
}


def test_each_way_to_close_bands_puts_a_pair_on_an_edge_where_it_says() -> None:
    """Three pairs, at 0, 100 and 100 metres; on a line of bands from 0 to 50 to 100."""
    points, days = [[0, 0], [0, 0], [100, 0]], [1, 1, 1]
    found = {
        closed: near_repeat.knox(
            points,
            days,
            distance_bands_m=[0, 50, 100],
            day_bands=[0, 1],
            permutations=0,
            seed=1,
            closed=closed,
        )
        for closed in ("left", "left and last", "right and first")
    }
    assert [each.observed.ravel().tolist() for each in found.values()] == [[1, 0], [1, 2], [1, 2]]


def test_days_of_centuries_are_taken() -> None:
    found = near_repeat.knox(
        [[0, 0], [1, 0], [2, 0]],
        [0, 5, 90_000],
        distance_bands_m=[0, 10],
        day_bands=[0, 10],
        permutations=9,
        seed=1,
    )
    assert found.observed.tolist() == [[1]]


def test_a_way_to_close_that_there_is_not_is_refused() -> None:
    with pytest.raises(Invalid, match="choose one of left"):
        near_repeat.knox([[0, 0]] * 3, [1, 2, 3], seed=1, closed="both", **BANDS)


@pytest.mark.reference
def test_tables_agree_with_the_reference_however_bands_are_closed(oracle) -> None:
    rows = oracle("knox_events.csv")
    points, days = [[float(row["x"]), float(row["y"])] for row in rows], [int(row["day"]) for row in rows]
    cases = oracle("knox.json")["cases"]
    assert len(cases) == 8
    for case in cases:
        bands = {"distance_bands_m": case["args"]["sds"], "day_bands": case["args"]["tds"]}
        closed = CLOSED[case["args"]["right_closed"], case["args"]["include_lowest"]]
        found = near_repeat.knox(
            points, days, permutations=999, seed=4, metric=case["args"]["method"], closed=closed, **bands
        )
        p = np.array(case["pvalues"])
        error = 4 * np.sqrt(p * (1 - p) * (1 / 999 + 1 / case["args"]["nrep"])) + 2 / 1000
        assert found.observed.tolist() == case["observed"]
        assert found.expected == pytest.approx(np.array(case["exact_expected"]), rel=1e-9)
        assert (np.abs(found.p - p) <= error).all()
