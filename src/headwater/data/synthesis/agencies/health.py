"""Hospital admissions for assault by a sharp object, as published: region and month, 1 to 7 hidden as `*`,
the rest rounded to 5.
"""

import numpy as np

from headwater.data.synthesis import place_names, writing
from headwater.data.synthesis.chance import Ints, Texts
from headwater.data.synthesis.world import World

ADMISSIONS_A_MONTH = 26.0  # the region, of which the county is one part
HIDDEN_UP_TO, ROUNDED_TO = 7, 5
APRIL = 4  # begins the financial year
EPISODES_PER_ADMISSION = 1.06
BREAKDOWNS = {
    "sex": {"Male": 0.86, "Female": 0.14},
    "age": {
        "Under 10": 0.0,
        "10-19": 0.22,
        "20-29": 0.34,
        "30-39": 0.22,
        "40-49": 0.13,
        "50-59": 0.06,
        "60-69": 0.02,
        "70-79": 0.01,
    },
    "ethnicity": {
        "White": 0.62,
        "Black or Black British": 0.12,
        "Asian or Asian British": 0.09,
        "Mixed": 0.05,
        "Not stated": 0.12,
    },
}
HEADING = {"sex": "sex", "age": "age_group", "ethnicity": "ethnicity"}


def write(world: World) -> None:
    rng = world.stream("health")
    months = np.repeat(np.arange(world.plan.months), 2)
    admissions = rng.poisson(ADMISSIONS_A_MONTH, world.plan.months)
    counts = np.stack([admissions, np.round(admissions * EPISODES_PER_ADMISSION)], axis=1).astype(np.int64)
    _write(world, "total", months, None, counts.ravel())
    for name, shares in BREAKDOWNS.items():
        parts = rng.multinomial(admissions, np.array(list(shares.values())) / sum(shares.values()))
        both = np.stack([parts, np.round(parts * EPISODES_PER_ADMISSION).astype(np.int64)], axis=2)
        words = np.tile(np.repeat(np.array(list(shares), dtype=object), 2), world.plan.months)
        _write(world, name, np.repeat(np.arange(world.plan.months), 2 * len(shares)), words, both.ravel())


def _write(world: World, name: str, months: Ints, words: Texts | None, counts: Ints) -> None:
    hidden = (counts > 0) & (counts <= HIDDEN_UP_TO)
    rounded = ROUNDED_TO * np.round(counts / ROUNDED_TO).astype(np.int64)
    published = writing.texts(rounded)
    published[hidden] = "*"
    when = [world.plan.month(m) for m in months.tolist()]
    years = [m.year - (m.number < APRIL) for m in when]
    table = {
        "financial_year": np.array([f"{y}-{(y + 1) % 100:02d}" for y in years], dtype=object),
        "month": np.array([str(m) for m in when], dtype=object),
        "region": writing.same(place_names.REGION, len(counts)),
        "measure": np.where(np.arange(len(counts)) % 2 == 0, "FAE", "FCE").astype(object),
    }
    if words is not None:
        table[HEADING[name]] = words
    table["value_as_published"] = published
    table["value"] = writing.texts(rounded.astype(float), empty=hidden)
    table["suppressed"] = np.where(hidden, "True", "False").astype(object)
    world.send(
        f"health/hes_assault_sharp_object_region_month_{name}.csv.gz",
        "hes_sharp_object_admissions",
        table,
        hidden=int(hidden.sum()),
    )
