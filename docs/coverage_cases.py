"""How often the limits of each method hold the truth, where the truth is known because it was made up.

A case draws samples from a stated truth and counts the samples whose limits hold it. Everything is drawn from one generator that
the caller seeds, so that each case can be measured again alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from headwater.statistics import (
    count_slopes,
    gradients,
    inequality,
    intervals,
    life_tables,
    proportions,
    rates,
    shrinkage,
    slope_index,
    standardisation,
    survey_estimates,
    unevenness,
    weighted_counts,
)
from headwater.statistics.slope_index import Ladder
from headwater.statistics.survey_estimates import Design, SurveyEstimate
from headwater.vocabulary.estimates import Estimate

STATED = 0.95
PEOPLE = np.array([21_000, 19_500, 20_500, 18_800, 20_200])
FIFTHS = np.array([42.0, 31, 24, 19, 14])  # events expected in each fifth, most deprived first
BANDS = np.array([14_000, 12_500, 13_000, 11_000, 9_000, 5_500])
STANDARD = np.array([16_000, 11_500, 13_500, 13_500, 14_000, 9_000])
AGES = np.array([0, 1, *range(5, 95, 5)])
DYING = np.array([0.004, 0.0002, *np.exp(np.linspace(np.log(0.0001), np.log(0.18), 18))])
ALIVE = np.array([1200, 4800, *np.full(15, 6000), 4500, 3000, 2000])


@dataclass(frozen=True)
class Case:
    """`measure` draws so many samples and says of how many the limits held the truth."""

    method: str  # module and function
    drawn: str
    measure: Callable[[np.random.Generator, int], int]
    samples: int = 4000

    @property
    def key(self) -> str:
        return f"{self.method}: {self.drawn}"


def cases() -> list[Case]:
    return [
        *_counts(),
        *_shares_and_means(),
        *_compared(),
        *_weighted(),
        *_surveys(),
        *_standardised(),
        *_slopes(),
        *_inequality(),
        *_shrunken(),
        *_others(),
    ]


def _counts() -> Iterator[Case]:
    for method, limits, means in (
        ("intervals.exact_poisson", intervals.exact_poisson, (2, 5, 20, 100)),
        ("intervals.byar", intervals.byar, (10, 20, 100)),
        ("intervals.poisson_limits", intervals.poisson_limits, (2, 5, 10, 20, 100)),
    ):
        for mean in means:
            yield Case(method, f"{mean} events expected", _at_once(limits, mean), 40_000)


def _at_once(limits: Callable[[Any], intervals.Limits], mean: float) -> Callable[..., int]:
    def measure(chance: np.random.Generator, samples: int) -> int:
        lower, upper = limits(chance.poisson(mean, samples))
        return int(((lower <= mean) & (mean <= upper)).sum())

    return measure


def _shares_and_means() -> Iterator[Case]:
    for total, share in ((20, 0.1), (100, 0.02), (100, 0.3), (1000, 0.05)):
        yield Case(
            "intervals.wilson", f"{share:.0%} of {total}",
            lambda chance, samples, total=total, share=share: _wilson(chance, samples, total, share), 40_000,
        )  # fmt: skip
    yield _one_by_one(
        "proportions.proportion", "30% of 60",
        lambda chance: proportions.proportion(chance.binomial(60, 0.3), 60, counts="x"), 0.3,
    )  # fmt: skip
    for size, name, draw, truth in (
        (6, "normal", lambda chance, size: chance.normal(50, 10, size), 50.0),
        (30, "normal", lambda chance, size: chance.normal(50, 10, size), 50.0),
        (30, "exponential (skewed)", lambda chance, size: chance.exponential(10, size), 10.0),
    ):
        yield _one_by_one(
            "intervals.student", f"{size} values, {name}",
            lambda chance, size=size, draw=draw: intervals.student(draw(chance, size), counts="x"), truth,
        )  # fmt: skip


def _wilson(chance: np.random.Generator, samples: int, total: int, share: float) -> int:
    lower, upper = intervals.wilson(chance.binomial(total, share, samples), total)
    return int(((lower <= share) & (share <= upper)).sum())


def _one_by_one(
    method: str,
    drawn: str,
    estimate: Callable[[np.random.Generator], Estimate],
    truth: float,
    samples: int = 4000,
) -> Case:
    def measure(chance: np.random.Generator, many: int) -> int:
        found = (estimate(chance) for _ in range(many))
        return sum(each.lower <= truth <= each.upper for each in found)

    return Case(method, drawn, measure, samples)


def _compared() -> Iterator[Case]:
    for before, after in ((10, 10), (30, 20), (100, 80)):
        for how in ("exact", "wald"):
            yield _one_by_one(
                "rates.rate_ratio", f"{how} limits, {before} events expected and then {after}",
                lambda chance, before=before, after=after, how=how: rates.rate_ratio(
                    max(1, chance.poisson(after)), max(1, chance.poisson(before)), method=how
                ),
                after / before,
            )  # fmt: skip
    for before, after in ((3, 5), (30, 20), (100, 80)):
        yield _one_by_one(
            "rates.rate_difference", f"{before} events expected and then {after}",
            lambda chance, before=before, after=after: rates.rate_difference(
                chance.poisson(after), chance.poisson(before)
            ),
            after - before,
        )  # fmt: skip
    yield Case("rates.crude_rate", "15 events expected among 50,000 people", _crude, 40_000)


def _crude(chance: np.random.Generator, samples: int) -> int:
    found = rates.crude_rate(chance.poisson(15, samples), 50_000)
    return int(((found.lower <= 30) & (found.upper >= 30)).sum())  # noqa: PLR2004  (15 among 50,000 is 30 per 100,000)


def _weighted() -> Iterator[Case]:
    weights, means = np.array([1.0, 2, 5, 10]), np.array([40.0, 20, 10, 5])
    heavy, rare = np.array([1.0, 10, 100, 1000]), np.array([60.0, 12, 3, 0.5])
    for how, w, m, drawn in (
        ("dobson", weights, means, "75 events, weights 1 to 10"),
        ("gamma", weights, means, "75 events, weights 1 to 10"),
        ("gamma", heavy, rare, "75 events, weights 1 to 1,000"),
        ("dobson", heavy, rare, "75 events, weights 1 to 1,000 (outside its use)"),
    ):
        yield _one_by_one(
            "weighted_counts.weighted_sum", f"{how}, {drawn}",
            lambda chance, how=how, w=w, m=m: weighted_counts.weighted_sum(
                chance.poisson(m), w, counts="x", method=how
            ),
            float(w @ m),
        )  # fmt: skip
    left = np.array([60.0, 45, 30, 15])
    yield _one_by_one(
        "life_tables.years_of_life_lost", "40 deaths",
        lambda chance: life_tables.years_of_life_lost(chance.poisson([5, 10, 10, 15]), left), 1275.0,
    )  # fmt: skip


def _surveys() -> Iterator[Case]:
    """Weighted answers from sampling points, whose people are more like each other than like everybody."""
    for points, share in ((30, 0.4), (60, 0.06)):
        yield _one_by_one(
            "survey_estimates.weighted_share", f"{share:.0%}, {points} points of 12",
            lambda chance, points=points, share=share: _asked(chance, points, share).estimate, share, 2000,
        )  # fmt: skip
    yield _one_by_one(
        "survey_estimates.weighted_mean", "40 points of 12",
        lambda chance: _scored(chance, 40).estimate, 50.0, 2000,
    )  # fmt: skip
    yield _one_by_one(
        "survey_estimates.difference", "40% after 50%, 30 points of 12 each",
        lambda chance: survey_estimates.difference(
            _asked(chance, 30, 0.4).estimate, _asked(chance, 30, 0.5).estimate, counts="x"
        ), -0.1, 2000,
    )  # fmt: skip


def _design(chance: np.random.Generator, points: int) -> Design:
    return Design(chance.lognormal(0, 0.5, 12 * points), points=np.repeat(np.arange(points), 12))


def _asked(chance: np.random.Generator, points: int, share: float) -> SurveyEstimate:
    each = np.repeat(chance.beta(15 * share, 15 * (1 - share), points), 12)
    return survey_estimates.weighted_share(chance.binomial(1, each), _design(chance, points), counts="x")


def _scored(chance: np.random.Generator, points: int) -> SurveyEstimate:
    values = np.repeat(chance.normal(50, 4, points), 12) + chance.normal(0, 10, 12 * points)
    return survey_estimates.weighted_mean(values, _design(chance, points), counts="x")


def _standardised() -> Iterator[Case]:
    share = STANDARD / STANDARD.sum() / BANDS
    for events in (20, 60, 300):
        means = events * np.array([0.1, 0.4, 0.25, 0.15, 0.07, 0.03])
        yield _one_by_one(
            "standardisation.directly_standardised_rate", f"{events} events expected in six bands",
            lambda chance, means=means: standardisation.directly_standardised_rate(
                _at_least_ten(chance, means), BANDS, STANDARD, counts="x"
            ),
            float(share @ means) * 100_000,
        )  # fmt: skip
    yield from _repeats(share)
    yield _one_by_one(
        "standardisation.indirectly_standardised_ratio", "18 events expected",
        lambda chance: standardisation.indirectly_standardised_ratio(chance.poisson(18), 18, counts="x"), 1.0,
    )  # fmt: skip


def _repeats(share: np.ndarray[Any, Any]) -> Iterator[Case]:
    """Some people are victims three times: with and without knowing who."""
    once, thrice = np.array([6.0, 24, 15, 9, 4, 2]), np.array([2.0, 8, 5, 3, 1, 1])
    truth = float(share @ (once + 3 * thrice)) * 100_000

    def by_person(chance: np.random.Generator) -> Estimate:
        drawn = {1: chance.poisson(once), 3: chance.poisson(thrice)}
        return standardisation.standardised_rate_of_repeats(drawn, BANDS, STANDARD, counts="x")

    def by_event(chance: np.random.Generator) -> Estimate:
        seen = chance.poisson(once) + 3 * chance.poisson(thrice)
        return standardisation.directly_standardised_rate(seen, BANDS, STANDARD, counts="x")

    yield _one_by_one(
        "standardisation.standardised_rate_of_repeats", "20 of 80 people three times", by_person, truth
    )
    yield _one_by_one(
        "standardisation.directly_standardised_rate", "20 of 80 people three times (outside its use)", by_event, truth
    )  # fmt: skip


def _at_least_ten(chance: np.random.Generator, means: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The method refuses fewer: such samples are drawn again."""
    while (drawn := chance.poisson(means)).sum() < 10:  # noqa: PLR2004  (the method's own bound)
        pass
    return drawn


def _slopes() -> Iterator[Case]:
    share = PEOPLE / PEOPLE.sum()
    ridit = np.cumsum(share) - share / 2
    straight = 0.002 - 0.0014 * ridit
    bent = np.exp(-6.2 - 1.1 * ridit)
    yield _one_by_one(
        "count_slopes.slope", "130 events in fifths on a straight line",
        lambda chance: count_slopes.slope(chance.poisson(PEOPLE * straight), PEOPLE, counts="x", per=1).index, -0.0014,
    )  # fmt: skip
    yield _one_by_one(
        "count_slopes.relative_index", "120 events in fifths on a curve of one ratio",
        lambda chance: count_slopes.relative_index(chance.poisson(PEOPLE * bent), PEOPLE, counts="x").index, float(np.exp(-1.1)),
    )  # fmt: skip
    yield from _ladders(ridit)


def _ladders(ridit: np.ndarray[Any, Any]) -> Iterator[Case]:
    errors = np.full(5, 0.5)
    values = 71 + 4.5 * ridit

    def ladder(chance: np.random.Generator) -> slope_index.SlopeIndex:
        return slope_index.slope_index(Ladder(PEOPLE, chance.normal(values, errors), errors))

    yield _one_by_one(
        "slope_index.slope_index", "the slope of five life expectancies",
        lambda chance: ladder(chance).slope_at(counts="x"), 4.5,
    )  # fmt: skip
    yield _one_by_one(
        "slope_index.slope_index", "their relative index",
        lambda chance: _present(ladder(chance).relative_at(counts="x")), 75.5 / 71,
    )  # fmt: skip
    rate, error = np.exp(4.2 - 0.9 * ridit), np.full(5, 0.08)

    def on_log(chance: np.random.Generator) -> Estimate:
        drawn = np.exp(chance.normal(np.log(rate), error))
        found = slope_index.slope_index(Ladder(PEOPLE, drawn, error, scale="log"), transformed=True)
        return _present(found.relative_at(counts="x"))

    yield _one_by_one(
        "slope_index.slope_index",
        "the relative index of five rates, on the log scale",
        on_log,
        float(np.exp(-0.9)),
    )


def _present(found: Estimate | None) -> Estimate:
    assert found is not None
    return found


def _inequality() -> Iterator[Case]:
    means, small = FIFTHS * 4, FIFTHS
    for name, measure in (
        ("gradients.absolute_concentration", gradients.absolute_concentration),
        ("gradients.relative_concentration", gradients.relative_concentration),
        ("inequality.between_group_variance", inequality.between_group_variance),
        ("inequality.coefficient_of_variation", inequality.coefficient_of_variation),
        ("inequality.index_of_disparity", inequality.index_of_disparity),
        ("inequality.theil", inequality.theil),
        ("inequality.mean_log_deviation", inequality.mean_log_deviation),
    ):
        truth = measure(inequality.groups_of_counts(means.astype(int), PEOPLE), counts="x").value
        yield _one_by_one(
            name, "520 events in fifths",
            lambda chance, measure=measure: measure(
                inequality.groups_of_counts(chance.poisson(means), PEOPLE), counts="x"
            ),
            truth,
        )  # fmt: skip
    overall, last = small.sum() / PEOPLE.sum(), small[-1] / PEOPLE[-1]
    yield _one_by_one(
        "gradients.attributable_fraction", "130 events in fifths",
        lambda chance: gradients.attributable_fraction(chance.poisson(small), PEOPLE, counts="x"), float(1 - last / overall),
    )  # fmt: skip
    yield _one_by_one(
        "gradients.attributable_rate", "130 events in fifths",
        lambda chance: gradients.attributable_rate(chance.poisson(small), PEOPLE, counts="x"), float(overall - last) * 100_000,
    )  # fmt: skip


def _shrunken() -> Iterator[Case]:
    """One cell of twenty, whose true value is drawn anew each time, as are those of the others."""
    for spread in (0.05, 0.2):
        yield Case(
            "shrinkage.shrunken_ratios", f"20 cells of 12 events expected, true ratios of variance {spread:g}",
            lambda chance, samples, spread=spread: sum(_ratio_held(chance, spread) for _ in range(samples)), 2000,
        )  # fmt: skip
    for spread in (1.0, 3.0):
        yield Case(
            "shrinkage.shrunken_estimates", f"12 cells, true values {spread:g} of their standard errors apart",
            lambda chance, samples, spread=spread: sum(_value_held(chance, spread) for _ in range(samples)), 2000,
        )  # fmt: skip


def _ratio_held(chance: np.random.Generator, spread: float) -> bool:
    truth = chance.gamma(1 / spread, spread, 20)
    found = shrinkage.shrunken_ratios(chance.poisson(12 * truth), np.full(20, 12.0))
    return bool(found.lower[0] <= truth[0] <= found.upper[0])


def _value_held(chance: np.random.Generator, spread: float) -> bool:
    truth = chance.normal(50, 2 * spread, 12)
    half = 2 * intervals.normal_quantile(STATED)
    told = [Estimate(v, v - half, v + half, STATED, "any", "x") for v in chance.normal(truth, 2.0)]
    found = shrinkage.shrunken_estimates(told)
    return bool(found.lower[0] <= truth[0] <= found.upper[0])


def _others() -> Iterator[Case]:
    truth = float(life_tables.life_table(AGES, ALIVE * 1e6, ALIVE * 1e6 * DYING).expectation[0])
    yield _one_by_one(
        "life_tables.life_table", "life expectancy at birth among 100,000 people",
        lambda chance: life_tables.life_table(AGES, ALIVE, _somebody_old(chance)).expectation_at(0), truth,
    )  # fmt: skip
    gamma = 2.0
    yield _one_by_one(
        "unevenness.gini", "100 values, gamma of shape 2",
        lambda chance: unevenness.gini(chance.gamma(gamma, size=100), corrected=True, counts="x"), 0.375, 2000,
    )  # fmt: skip
    yield _one_by_one(
        "unevenness.atkinson", "100 values, log-normal of spread 0.8",
        lambda chance: unevenness.atkinson(chance.lognormal(0, 0.8, 100), aversion=0.5, counts="x"),
        float(1 - np.exp(-0.5 * 0.8**2 / 2)), 2000,
    )  # fmt: skip


def _somebody_old(chance: np.random.Generator) -> np.ndarray[Any, Any]:
    died = chance.poisson(ALIVE * DYING)
    died[-1] = max(1, died[-1])
    return died
