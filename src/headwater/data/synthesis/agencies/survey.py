"""The community survey: one wave a year, drawn in districts and neighbourhoods, answered by some and not by others.

The old answer oftener than the young and each district gives as many addresses, so that shares without their weights are wrong by a
known amount. The first wave asked in other words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.chance import Flags, Floats, Ints, Texts, chosen, flip
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.people import FEMALE
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table
from headwater.vocabulary.periods import MONTHS_IN_YEAR

CONTRACT = "community_survey"
ASKED_AT = 6  # months into each of the county's years
POINTS, ADDRESSES = 40, 26  # sampling points of a district, addresses of a point
YOUNGEST_ASKED = 16
BAND_STARTS, BANDS = (25, 45, 65), ("16-24", "25-44", "45-64", "65+")
ANSWERED = np.array([0.26, 0.36, 0.50, 0.64])  # by age band
STATUS_OF_OTHERS = {"N": 0.68, "R": 0.27, "I": 0.05}
STRONGLY = 0.4  # of those who say so, and of those who do not
UNSTATED = 0.04  # of answers; half as many would rather not say
QUESTIONS = {
    "safe_by_day": "Safe by day",
    "safe_after_dark": "Safe after dark",
    "get_on_well": "Get on well",
    "worried": "Worried about attack",
    "hurt_last_year": "Hurt in last year",
}
NEW_WORDS_FROM = 1  # the wave from which the questions are those of today
FAULTS = (
    Fault("Response status", "MAYBE", "unknown_code", 3),
    Fault("Question version", "0", "too_small", 2),
    Fault("Stratum", "NORTH", "wrong_form", 2),
    Fault("Serial number", None, "missing_value", 1),
)


@dataclass(frozen=True)
class Wave:
    """One year's asking: everybody who could be drawn, and how likely each is to say so."""

    number: int
    month: str
    adults: Ints
    band: Ints
    likely: dict[str, Floats]  # by question, one share an adult

    @property
    def version(self) -> int:
        return 1 if self.number < NEW_WORDS_FROM else 2


@dataclass(frozen=True)
class Sample:
    """Positions among a wave's adults, in order of district, with the chance that each had."""

    rows: Ints
    point: Ints
    answered: Flags
    weight: Floats  # nothing where nobody answered


def write(world: World) -> None:
    rng = world.stream("community survey")
    waves = list(_waves(world))
    for wave in waves:
        sample = _sample(world, wave, rng)
        table = _table(world, wave, sample, rng)
        bad: dict[str, int] = {}
        if wave.number == len(waves) // 2:
            spoiled = dirt.spoil(table, FAULTS, rng, _new_serials)
            table, bad = spoiled.table, spoiled.problems
        world.send(f"survey/community_survey_{wave.month}.csv", CONTRACT, table, bad=bad)
    world.truth.planted["community_survey"] = _truth(world, waves)


def _waves(world: World) -> Iterator[Wave]:
    for number in range(world.plan.months // MONTHS_IN_YEAR):
        position = number * MONTHS_IN_YEAR + ASKED_AT
        age = world.people.age_on(int(world.plan.first_days[position]))
        adults = np.flatnonzero(age >= YOUNGEST_ASKED)
        band = np.searchsorted(BAND_STARTS, age[adults], side="right").astype(np.int64)
        likely = _likely(world, adults, number)
        yield Wave(number, str(world.plan.month(position)), adults, band, likely)


def _likely(world: World, adults: Ints, number: int) -> dict[str, Floats]:
    """How likely each adult is to say so. Where nothing is planted, everybody is alike in every wave."""
    sizes, people, places = world.plan.sizes, world.people, world.places
    cell = people.cell[adults]
    woman = people.sex[adults] == FEMALE
    poor = (10 - places.decile_of_cell[cell]) / 9 * (sizes.deprivation > 1)
    afraid = places.district_of_cell[cell] == len(places.district) - 1
    dark = 0.64 - sizes.women_after_dark * woman - 0.14 * poor - sizes.fear_without_risk * afraid
    dark = dark + sizes.other_words * (number < NEW_WORDS_FROM)
    risk = people.risk[adults] / people.risk[adults].mean() if sizes.deprivation > 1 else 1.0
    found = {
        "safe_by_day": 0.90 - 0.08 * poor - sizes.fear_without_risk / 3 * afraid,
        "safe_after_dark": dark,
        "get_on_well": 0.62 - 0.10 * poor + sizes.cohesion_per_wave * number,
        "worried": 0.20 + 0.08 * poor + sizes.fear_without_risk * afraid,
        "hurt_last_year": 0.05 * risk * np.ones(len(adults)),
    }
    return {key: np.clip(share * np.ones(len(adults)), 0.005, 0.98) for key, share in found.items()}


def _sample(world: World, wave: Wave, rng: np.random.Generator) -> Sample:
    """As many points in each district, as many addresses in each point."""
    lsoa = world.places.lsoa21_of_cell[world.people.cell[wave.adults]]
    order = np.argsort(lsoa, kind="stable")
    starts = np.searchsorted(lsoa[order], np.arange(len(world.places.lsoa21) + 1))
    rows, points, design = [], [], []
    for district in range(len(world.places.district)):
        all_points = np.flatnonzero(world.places.district_of_lsoa == district)
        drawn = np.sort(rng.permutation(all_points)[:POINTS])
        for point in drawn.tolist():
            living = order[starts[point] : starts[point + 1]]
            picked = np.sort(rng.permutation(living)[:ADDRESSES])
            rows.append(picked)
            points.append(np.full(len(picked), point))
            chance = len(drawn) / len(all_points) * len(picked) / max(len(living), 1)
            design.append(np.full(len(picked), 1 / max(chance, 1e-9)))
    chosen_rows = np.concatenate(rows)
    answered = flip(rng, ANSWERED[wave.band[chosen_rows]], len(chosen_rows))
    weight = _weights(world, wave, chosen_rows, answered, np.concatenate(design))
    return Sample(chosen_rows, np.concatenate(points), answered, weight)


def _weights(world: World, wave: Wave, rows: Ints, answered: Flags, design: Floats) -> Floats:
    """The weight of the draw, brought to the county's people by age band and sex; on average one."""
    group = wave.band * 2 + world.people.sex[wave.adults]
    living = np.bincount(group, minlength=2 * len(BANDS))
    weight = np.where(answered, design, 0.0)
    stands_for = np.bincount(group[rows], weights=weight, minlength=2 * len(BANDS))
    weight = weight * (living / np.maximum(stands_for, 1e-9))[group[rows]]
    return np.asarray(weight / weight[answered].mean() if answered.any() else weight)


def _table(world: World, wave: Wave, sample: Sample, rng: np.random.Generator) -> Table:
    who = wave.adults[sample.rows]
    cell, count = world.people.cell[who], len(who)
    status = chosen(rng, STATUS_OF_OTHERS, count)
    status[sample.answered] = "A"
    district = world.places.district_of_cell[cell]
    about = {
        "Age band": np.array(BANDS, dtype=object)[wave.band[sample.rows]],
        "Sex": world.sex_words(who),
        "Ethnic group": dirt.instead(world.people.broad[who], "Not known", 0.03, rng),
        **{heading: _answers(wave.likely[key][sample.rows], key, rng) for key, heading in QUESTIONS.items()},
    }
    return {
        "Serial number": np.array([f"CS{wave.number + 1}{n:05d}" for n in range(count)], dtype=object),
        "Fieldwork from": writing.same(wave.month, count),
        "Question version": writing.same(str(wave.version), count),
        "Response status": status,
        "Stratum": np.array([f"S{1 + d:02d}" for d in district.tolist()], dtype=object),
        "Sampling point": np.array([f"P{1 + p:04d}" for p in sample.point.tolist()], dtype=object),
        "Weight": writing.texts(np.round(sample.weight, 4), empty=~sample.answered),
        "Home LSOA": world.lsoa_of(cell, np.zeros(count, dtype=bool)),
        **{heading: writing.known(words, sample.answered) for heading, words in about.items()},
    }


def _answers(likely: Floats, question: str, rng: np.random.Generator) -> Texts:
    """Codes: 1 or 2 who would say so, 3 or 4 who would not (1 and 2 where there is only yes and no), 8 and 9 neither."""
    says, strongly = rng.random(len(likely)) < likely, flip(rng, STRONGLY, len(likely))
    lot = rng.random(len(likely))
    if question == "hurt_last_year":
        found = np.where(says, "1", "2").astype(object)
    else:
        found = np.where(says, np.where(strongly, "1", "2"), np.where(strongly, "4", "3")).astype(object)
        found[lot < UNSTATED] = "8"
    found[lot < UNSTATED / 2] = "9"
    return found


def _new_serials(table: Table) -> None:
    table["Serial number"] = np.array([f"CS9{n:05d}" for n in range(writing.rows_in(table))], dtype=object)


def _truth(world: World, waves: list[Wave]) -> dict[str, Any]:
    sizes = world.plan.sizes
    return {
        "contract": CONTRACT,
        "what": "The share of all adults who live here and would say so, whoever was asked and whoever answered.",
        "differences": {
            "cohesion_per_wave": sizes.cohesion_per_wave,
            "women_after_dark": -sizes.women_after_dark,
            "fear_without_risk": sizes.fear_without_risk,
            "fear_without_risk_in": str(world.places.district.codes[-1]),
            "other_words_in_the_first_wave": sizes.other_words,
        },
        "waves": [_truth_of(world, wave) for wave in waves],
    }


def _truth_of(world: World, wave: Wave) -> dict[str, Any]:
    district = world.places.district_of_cell[world.people.cell[wave.adults]]
    woman = world.people.sex[wave.adults] == FEMALE

    def share(of: Flags) -> dict[str, float]:
        return {key: round(float(likely[of].mean()), 4) for key, likely in wave.likely.items() if of.any()}

    return {
        "wave": wave.month,
        "question_version": wave.version,
        "age_band": {band: round(float((wave.band == at).mean()), 4) for at, band in enumerate(BANDS)},
        "all": share(np.ones(len(woman), dtype=bool)),
        "sex": {"F": share(woman), "M": share(~woman)},
        "district": {str(code): share(district == at) for at, code in enumerate(world.places.district.codes)},
    }
