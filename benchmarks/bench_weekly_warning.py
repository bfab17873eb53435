"""One week of one series judged by Farrington flexible: ours beside the same two fits by statsmodels.

R's surveillance 1.24.1, under R 4.5.0 on two cores, is recorded at 6.8 ms and not run here. Expected counts and dispersions must agree.
Series of 264 weeks with season, rise and scatter, mean 20, seed 7. Bar: 1.5 ms for a series alone; many together are told apart.
"""

import argparse
import sys

import numpy as np
import statsmodels.api as sm
from measured import Measured, in_turns, seconds, tell

from headwater.statistics import farrington, quiet_weeks, seasonal_fit

SERIES, TOGETHER = 40, 1_000
MILLISECONDS_AT_MOST = 1.5
DESIGN = seasonal_fit.design(seasonal_fit.Plan(years=5, half_window=3, seasons=10, left_out=26))


def by_statsmodels(series: np.ndarray) -> tuple[float, float]:
    """Expected count and dispersion by two general fits, past outbreaks weighed down in the second."""
    counts, weights = series[-1 - DESIGN.weeks_back], np.ones(DESIGN.weeks_back.size)
    columns = np.column_stack([np.eye(10)[DESIGN.season], DESIGN.years_back])
    for _ in range(2):
        fit = sm.GLM(counts, columns, family=sm.families.Poisson(), var_weights=weights).fit(scale="X2")
        room = max(1.0, fit.scale) * (1 - fit.get_hat_matrix_diag(observed=False))
        off = 1.5 * (np.cbrt(counts) ** 2 * fit.mu ** (-1 / 6) - np.sqrt(fit.mu)) / np.sqrt(room)
        weights = np.where(off > 2.58, off.clip(2.58) ** -2.0, 1.0)
        weights *= counts.size / weights.sum()
    return float(np.exp(fit.params[0])), max(1.0, float(fit.scale))


def main() -> list[Measured]:
    needed = farrington.Settings().weeks_needed + 1
    drawn = quiet_weeks.Quiet().draw(series=TOGETHER, weeks=needed, seed=7)
    few = drawn[:SERIES]
    for row in few:
        _agree(farrington.farrington(row), by_statsmodels(row))
    ours, peer = in_turns(
        lambda: [farrington.farrington(row) for row in few],
        lambda: [by_statsmodels(row) for row in few],
        rounds=3,
    )
    together = seconds(lambda: farrington.farrington(drawn))
    beside = "two fits by statsmodels (R's surveillance: 6.8 ms, recorded)"
    return [
        Measured(
            "Farrington flexible, one week of one series",
            1000 * ours / SERIES,
            "ms",
            at_most=MILLISECONDS_AT_MOST,
            peer=1000 * peer / SERIES,
            of_peer=beside,
        ),
        Measured(f"The same, a week of {TOGETHER:,} series together", 1000 * together / TOGETHER, "ms"),
    ]


def _agree(found: farrington.Exceedances, plain: tuple[float, float]) -> None:
    if not np.allclose((found.expected[0], found.dispersion[0]), plain, rtol=1e-6):
        sys.exit("Ours and statsmodels disagree.")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.parse_args()
    tell(main())
