"""Returns of the providers of interventions: a workbook a provider and quarter, counts and money, never
names.
"""

import numpy as np

from headwater.data.synthesis import writing
from headwater.data.synthesis.plants import MONTHS_IN_QUARTER
from headwater.data.synthesis.world import World
from headwater.vocabulary.periods import Month

CONTRACT = "provider_return"
PROVIDERS = (
    ("Northgate Youth Trust", "Street mentoring"),
    ("Riverside Boxing and Learning", "Sport-based programme"),
    ("Second Chapter", "Custody navigators"),
    ("The Lantern Collective", "School workshops"),
)
GROUPS = (
    ("All", "All", "All"),
    *((band, "All", "All") for band in ("10-14", "15-17", "18-24")),
    *(("All", sex, "All") for sex in ("Female", "Male", "Not known")),
    *(("All", "All", group) for group in ("Asian", "Black", "Mixed", "White", "Other", "Not known")),
)
HEADINGS = (
    "Provider", "Intervention", "Place code", "Place", "Quarter starting", "Age band", "Sex", "Ethnicity",
    "Contacts", "Reach", "Participants", "Unique participants", "Completers", "Spend (£)", "Match cash (£)",
    "Match in kind (£)",
)  # fmt: skip


def write(world: World) -> None:
    rng = world.stream("providers")
    for number, (provider, intervention) in enumerate(PROVIDERS):
        for quarter in range(world.plan.months // MONTHS_IN_QUARTER):
            month = world.plan.month(MONTHS_IN_QUARTER * quarter)
            rows = _rows(world, number, month, rng)
            path = world.folder / "providers" / f"{provider.lower().replace(' ', '_')}_{month}.xlsx"
            columns = {heading: [row[place] for row in rows] for place, heading in enumerate(HEADINGS)}
            titles = (f"Quarterly return: {provider}", f"{intervention}, quarter starting {month.words()}")
            writing.write_xlsx(path, titles, columns, blank_rows=2)
            world.truth.wrote(path, CONTRACT, len(rows))


def _rows(world: World, number: int, month: Month, rng: np.random.Generator) -> list[list[object]]:
    """One district a provider: the whole, then by age, sex and ethnic group."""
    provider, intervention = PROVIDERS[number]
    district = number % len(world.places.district)
    place = [world.places.district.codes[district], world.places.district.names[district]]
    people = int(rng.integers(40, 90))
    rows = []
    for place_in_list, group in enumerate(GROUPS):
        whole = place_in_list == 0
        unique = people if whole else int(rng.binomial(people, 0.3))
        counts = [
            unique * int(rng.integers(3, 8)),
            int(rng.integers(400, 2_500)) if whole else None,
            unique + int(rng.binomial(unique, 0.3)),
            unique,
            int(rng.binomial(unique, 0.4)),
        ]
        money = (
            [round(float(rng.uniform(9_000, 30_000)), 2), round(float(rng.uniform(0, 5_000)), 2), 1_200.0]
            if whole
            else [None] * 3
        )
        rows.append([provider, intervention, *place, str(month), *group, *counts, *money])
    return rows
