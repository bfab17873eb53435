"""How many incidents to expect of each kind in each cell and month: the product of every planted effect,
and nothing else.

Months are taken as equally long, so that a flat series is flat. Chance enters only when counts are drawn
from these means (Poisson).
"""

import numpy as np

from headwater.data.synthesis import plants
from headwater.data.synthesis.chance import Floats
from headwater.data.synthesis.kinds import Kind
from headwater.data.synthesis.places import DECILES, Places
from headwater.data.synthesis.plants import Plan
from headwater.vocabulary.periods import MONTHS_IN_YEAR


def gradient(places: Places, ratio: float = plants.PLANTED.deprivation) -> Floats:
    """How much likelier violence is in each cell for its deprivation alone: 1 in the least deprived tenth."""
    step = (DECILES - places.decile_of_cell) / (DECILES - 1)
    return np.asarray(ratio**step)


def season(plan: Plan) -> Floats:
    """The factor of each month: highest in July, mean 1 over a year."""
    number = np.array([plan.month(m).number for m in range(plan.months)])
    angle = 2 * np.pi * (number - plants.SEASON_PEAK) / MONTHS_IN_YEAR
    return np.asarray(1 + plan.sizes.season * np.cos(angle))


def means(kind: Kind, places: Places, plan: Plan, people: int) -> Floats:
    """Expected incidents of this kind: cells by months. Before step, season and the like are planted, the
    county's yearly number is the kind's own; hotspots only say where it falls.
    """
    share = places.weight_of_cell * gradient(places, plan.sizes.deprivation)
    if kind.public:
        for hotspot in plan.hotspots:
            share[hotspot.cells] *= plan.sizes.hotspot
    a_month = kind.per_100_000 / kind.recorded_or_all * people / 100_000 / MONTHS_IN_YEAR
    table = np.outer(a_month * share / share.sum(), np.ones(plan.months))
    if kind.public:
        table *= season(plan)
        table[plan.treated.cells, plan.intervention_at :] *= plan.sizes.intervention
    if kind.serious:
        stepped = places.district_of_cell == plan.step_district
        table[stepped, plan.step_at :] *= plan.sizes.step
    if kind.code == "10D":
        table *= plan.sizes.trend_per_year ** (np.arange(plan.months) / MONTHS_IN_YEAR)
    return np.asarray(table)
