"""Says what was planted, in words and numbers that a test can hold the product to: sizes as planned, and
counts as chance drew them.

`observed` counts are of the police register (by month of recording) unless another source is named; no
agency's faults are in them.
"""

from typing import Any

import numpy as np

from headwater.data.synthesis import plants, shape
from headwater.data.synthesis.agencies.police_recorded import Register
from headwater.data.synthesis.chance import Flags, Floats, Ints
from headwater.data.synthesis.kinds import KINDS, NO_INJURY, PLAIN_STREET
from headwater.data.synthesis.world import World

SERIOUS = tuple(kind.code for kind in KINDS if kind.serious)
PUBLIC = tuple(kind.code for kind in KINDS if kind.public and kind.code)
POWER = (
    "Measured by drawing 120 counties of the default size (330,000 people, 5 years): an XmR chart of "
    "monthly counts signals the step, the recording break and the effect of the intervention within "
    "nine months (limits from the months before) in more than 99 of 100; Gi* of public violence per "
    "resident over the LSOAs (five neighbours and the LSOA itself, false discovery rate 5%) finds at "
    "least one LSOA of a given hotspot in 87 to 98 of 100, least in the district with the step; trend "
    "and season by Poisson regression in more than 99 of 100. In smaller counties chance may hide them."
)
FALSE_ALARMS = (
    "In flat series of 60 months an XmR chart with the NHS rules marks about 5% of the months, and at "
    "least one month in about half of the series. Verdicts and maps are tests at the 5% level."
)

FALSE_ALARM_RATES = {  # of independent series of 60 months; the level of the tests for verdicts and maps
    "months_marked": 0.056,
    "charts_with_a_mark": 0.47,
    "newest_month_marked": 0.015,
    "verdicts_of_change": 0.05,
    "maps_with_a_mark": 0.05,
}


def describe(world: World, register: Register) -> dict[str, Any]:
    """All that was planted, by name, and what is to be found quiet."""
    effects = {} if world.plan.sizes == plants.NOTHING else _effects(world, register)
    return {
        **effects,
        "lsoa_codes_of_2021_from": str(world.plan.month(world.plan.codes_change_at)),
        "null": _null(world),
        "counts_by_month": {
            code: np.bincount(
                register.month[register.kind_codes == code], minlength=world.plan.months
            ).tolist()
            for code in sorted(set(register.kind_codes.tolist()))
        },
    }


def _effects(world: World, register: Register) -> dict[str, Any]:
    return {
        "power": POWER,
        "hotspots": _hotspots(world, register),
        "near_repeat": _near_repeat(world, register),
        "step": _step(world, register),
        "trend": _trend(world, register),
        "seasonality": {
            "contracts": ["police_recorded_crime", "ed_assaults", "ambulance_assaults"],
            "ho_classes": list(PUBLIC),
            "amplitude": world.plan.sizes.season,
            "peak_month": plants.SEASON_PEAK,
            "observed_by_month_of_year": _by_month_of_year(world, register),
        },
        "recording_break": _recording_break(world, register),
        "burden": _burden(world),
        "deprivation_gradient": _gradient(world),
        "intervention": _intervention(world, register),
    }


def _is(register: Register, codes: tuple[str, ...]) -> Flags:
    return np.isin(register.kind_codes.astype(str), codes)


def _monthly(world: World, register: Register, rows: Flags) -> Ints:
    return np.bincount(register.month[rows], minlength=world.plan.months)


def _before_after(counts: Ints, at: int) -> dict[str, Any]:
    before, after = counts[:at], counts[at:]
    return {
        "months_before": len(before),
        "months_after": len(after),
        "count_before": int(before.sum()),
        "count_after": int(after.sum()),
        "ratio": round(float(after.mean() / max(before.mean(), 1e-9)), 4),
    }


def _people_in(world: World, cells: Ints) -> int:
    return int(np.isin(world.people.cell[world.people.alive], cells).sum())


def _hotspots(world: World, register: Register) -> list[dict[str, Any]]:
    public = _is(register, PUBLIC)
    hot = np.concatenate([hotspot.cells for hotspot in world.plan.hotspots])
    cool = public & ~np.isin(register.incidents.cell, hot)
    rate_elsewhere = cool.sum() / max(1, len(world.people.alive) - _people_in(world, hot))
    found = []
    for hotspot in world.plan.hotspots:
        inside = public & np.isin(register.incidents.cell, hotspot.cells)
        centre = world.places.ground.seeds[hotspot.cells].mean(axis=0)
        people = _people_in(world, hotspot.cells)
        found.append(
            {
                "district": world.places.district.codes[hotspot.district],
                "lsoa21": world.places.lsoa21.codes[hotspot.lsoas].tolist(),
                "longitude_latitude": shape.degrees(centre[None, :])[0].tolist(),
                "rate_ratio": world.plan.sizes.hotspot,
                "ho_classes": list(PUBLIC),
                "people": people,
                "observed_count": int(inside.sum()),
                "observed_ratio_to_elsewhere": round(float(inside.sum() / people / rate_elsewhere), 3),
            }
        )
    return found


def _near_repeat(world: World, register: Register) -> dict[str, Any]:
    return {
        "ho_class": "34B",
        "share_with_one_more": world.plan.sizes.near_repeat,
        "within_m": plants.NEAR_REPEAT_METRES,
        "within_days": plants.NEAR_REPEAT_DAYS,
        "time": "committed_from",
        "planted_pairs": int(world.incidents.near_repeat.sum()),
        "recorded_followers": int(register.incidents.near_repeat.sum()),
    }


def _step(world: World, register: Register) -> dict[str, Any]:
    plan = world.plan
    district = world.places.district_of_cell[register.incidents.cell]
    rows = _is(register, SERIOUS) & (district == plan.step_district)
    return {
        "contract": "police_recorded_crime",
        "ho_classes": list(SERIOUS),
        "district": world.places.district.codes[plan.step_district],
        "month": str(plan.month(plan.step_at)),
        "ratio": world.plan.sizes.step,
        "observed": _before_after(_monthly(world, register, rows), plan.step_at),
    }


def _trend(world: World, register: Register) -> dict[str, Any]:
    counts = _monthly(world, register, _is(register, ("10D",)))
    years = [int(counts[start : start + 12].sum()) for start in range(0, world.plan.months, 12)]
    return {
        "contract": "police_recorded_crime",
        "ho_class": "10D",
        "ratio_per_year": world.plan.sizes.trend_per_year,
        "observed_by_year": years,
    }


def _by_month_of_year(world: World, register: Register) -> dict[str, int]:
    counts = _monthly(world, register, _is(register, PUBLIC))
    number = np.array([world.plan.month(m).number for m in range(world.plan.months)])
    return {str(n): int(counts[number == n].sum()) for n in range(1, 13)}


def _recording_break(world: World, register: Register) -> dict[str, Any]:
    counts = _monthly(world, register, _is(register, (NO_INJURY.code,)))
    return {
        "contract": "police_recorded_crime",
        "ho_class": NO_INJURY.code,
        "shows_in": {"contract": "police_street", "crime_type": NO_INJURY.street},
        "month": str(world.plan.month(world.plan.break_at)),
        "ratio": world.plan.sizes.recorded_after / world.plan.sizes.recorded_before,
        "what": "A larger share of what happens is recorded; nothing more happens.",
        "observed": _before_after(counts, world.plan.break_at),
    }


def _burden(world: World) -> dict[str, Any]:
    """Rates of victims of recorded serious violence by broad ethnic group, as they truly are (unstated
    groups come later).
    """
    people = world.people
    serious = np.array([kind.serious for kind in KINDS])[world.incidents.kind] & world.incidents.police
    victims = world.incidents.victim[serious & (world.incidents.victim >= 0)]
    groups = sorted(set(people.broad.tolist()))
    counts = {group: int((people.broad[victims] == group).sum()) for group in groups}
    living = {group: int((people.broad[people.alive] == group).sum()) for group in groups}
    return {
        "ethnic_group": plants.BURDEN_GROUP,
        "ratio_given_age_sex_and_place": world.plan.sizes.burden,
        "ho_classes": list(SERIOUS),
        "victims_in_truth": counts,
        "people": living,
        "ratio_to_white_in_truth": round(
            counts["Black"] / living["Black"] / (counts["White"] / living["White"]), 3
        ),
    }


def _gradient(world: World) -> dict[str, Any]:
    """By the deprivation of the place where it happened, hotspots left out."""
    hot = np.concatenate([hotspot.cells for hotspot in world.plan.hotspots])
    rows = world.incidents.police & ~np.isin(world.incidents.cell, hot)
    alive = world.people.cell[world.people.alive]
    decile = world.places.decile_of_cell
    events = np.bincount(decile[world.incidents.cell[rows]], minlength=11)[1:]
    people = np.bincount(decile[alive[~np.isin(alive, hot)]], minlength=11)[1:]
    rates: Floats = np.round(events / np.maximum(people, 1) * 100_000 / (world.plan.months / 12), 1)
    return {
        "ratio_most_to_least_deprived_tenth": world.plan.sizes.deprivation,
        "rate_per_100_000_a_year_by_decile_outside_hotspots": rates.tolist(),
    }


def _intervention(world: World, register: Register) -> dict[str, Any]:
    plan = world.plan
    rows = _is(register, PUBLIC) & np.isin(register.incidents.cell, plan.treated.cells)
    return {
        "lsoa21": world.places.lsoa21.codes[plan.treated.lsoas].tolist(),
        "district": world.places.district.codes[plan.treated.district],
        "from": str(plan.month(plan.intervention_at)),
        "ratio": world.plan.sizes.intervention,
        "ho_classes": list(PUBLIC),
        "observed": _before_after(_monthly(world, register, rows), plan.intervention_at),
    }


def _null(world: World) -> dict[str, Any]:
    areas = ["all", *world.places.district.codes.tolist()]
    return {
        "contract": "police_street",
        "what": "Flat and without pattern in time: any signal beyond the stated rate is a false alarm.",
        "false_alarms": FALSE_ALARMS,
        "false_alarm_rates": FALSE_ALARM_RATES,
        "series": [{"crime_type": name, "area": area} for name in PLAIN_STREET for area in areas],
    }
