"""What happens in the county: incidents of violence in place and time, before any agency has seen them.

Each agency sees some of them; the same incident may be in three extracts. Times are local minutes from the
county's first midnight.
"""

from dataclasses import dataclass, fields

import numpy as np

from headwater.data.synthesis import intensity, plants, who
from headwater.data.synthesis.chance import Flags, Floats, Ints, flip, picks, picks_within, stream
from headwater.data.synthesis.gazetteer import Gazetteer
from headwater.data.synthesis.kinds import KINDS, NO_INJURY
from headwater.data.synthesis.people import People
from headwater.data.synthesis.places import Places
from headwater.data.synthesis.plants import Plan

MINUTES_IN_DAY = 1_440
NIGHT = np.array(
    [9, 8, 7, 4, 2, 1, 1, 1.5, 2.5, 2.5, 2.5, 3, 3.5, 3.5, 3.5, 5.5, 6, 5.5, 5, 5, 5.5, 6.5, 8, 9.5]
)
WEEKDAY = np.array([0.9, 0.88, 0.9, 0.95, 1.15, 1.35, 1.15])  # Monday first
AT_A_NAMED_PLACE = 0.55
PLACE_WEIGHT = {
    "pub": 3.0,
    "club": 4.0,
    "street": 1.0,
    "park": 1.5,
    "primary school": 0.1,
    "secondary school": 0.6,
}


@dataclass(frozen=True)
class Incidents:
    """One place in each array an incident, in order of time. -1 stands for nobody and nowhere."""

    kind: Ints
    cell: Ints
    xy: Floats
    minute: Ints
    month: Ints
    place: Ints  # in the gazetteer
    victim: Ints
    suspect: Ints
    knife: Flags
    domestic: Flags
    police: Flags
    ed: Flags
    ambulance: Flags
    near_repeat: Flags

    def __len__(self) -> int:
        return len(self.kind)

    def only(self, rows: Flags | Ints) -> "Incidents":
        return Incidents(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True)
class _Spots:
    """Kind, place and time of incidents, before the people in them."""

    kind: Ints
    cell: Ints
    xy: Floats
    minute: Ints
    place: Ints
    repeat: Flags


@dataclass(frozen=True)
class _Setting:
    """What incidents are laid out on."""

    places: Places
    gazetteer: Gazetteer
    plan: Plan


def make_incidents(places: Places, people: People, gazetteer: Gazetteer, plan: Plan, seed: int) -> Incidents:
    rng = stream(seed, "incidents")
    spots = _spots(places, gazetteer, plan, len(people.alive), rng)
    order = np.argsort(spots.minute, kind="stable")
    spots = _Spots(**{f.name: getattr(spots, f.name)[order] for f in fields(_Spots)})
    month = np.searchsorted(plan.first_days, spots.minute // MINUTES_IN_DAY, side="right") - 1
    traits = {
        n: np.array([getattr(k, n) for k in KINDS])[spots.kind]
        for n in ("knife", "domestic", "ed", "ambulance", "recorded", "code")
    }
    knife = rng.random(len(month)) < traits["knife"]
    recorded = traits["recorded"].astype(float)
    recorded[(traits["code"] == NO_INJURY.code) & (month >= plan.break_at)] = plan.sizes.recorded_after
    more = np.where(knife, 1.5, 1.0)
    return Incidents(
        kind=spots.kind,
        cell=spots.cell,
        xy=spots.xy,
        minute=spots.minute,
        month=month,
        place=spots.place,
        victim=_victims(places, people, spots, knife, who.burdened(people, plan.sizes.burden), rng),
        suspect=_suspects(places, people, spots, rng),
        knife=knife,
        domestic=_domestic(spots, traits["domestic"].astype(float), rng),
        police=rng.random(len(month)) < recorded,
        ed=rng.random(len(month)) < traits["ed"] * more,
        ambulance=rng.random(len(month)) < traits["ambulance"] * more,
        near_repeat=spots.repeat,
    )


def _domestic(spots: _Spots, share: Floats, rng: np.random.Generator) -> Flags:
    """Domestic abuse, hardly ever at a named place; so oftener elsewhere, to keep the kind's share."""
    public = np.array([kind.public for kind in KINDS])[spots.kind]
    elsewhere = np.where(public, np.minimum(share / (1 - AT_A_NAMED_PLACE), 0.95), share)
    return (spots.place < 0) & (rng.random(len(share)) < elsewhere)


def _spots(places: Places, gazetteer: Gazetteer, plan: Plan, people: int, rng: np.random.Generator) -> _Spots:
    parts = []
    for number, kind in enumerate(KINDS):
        table = intensity.means(kind, places, plan, people)
        repeats = kind.code == "34B"
        counts = rng.poisson(table / (1 + plan.sizes.near_repeat) if repeats else table)
        cell, month = (np.repeat(axis, counts.ravel()) for axis in np.indices(counts.shape).reshape(2, -1))
        parts.append(_placed(number, cell, month, _Setting(places, gazetteer, plan), rng))
        if repeats:
            parts.append(_near_repeats(parts[-1], places, plan, rng))
    return _Spots(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(_Spots)})


def _placed(kind: int, cell: Ints, month: Ints, setting: _Setting, rng: np.random.Generator) -> _Spots:
    places, gazetteer, plan = setting.places, setting.gazetteer, setting.plan
    place = _named_places(cell, gazetteer, public=KINDS[kind].public, rng=rng)
    xy = places.ground.points_in(cell, rng)
    near = gazetteer.xy[place] + rng.normal(0, 12, xy.shape)
    xy = np.where((place >= 0)[:, None] & (places.ground.cell_at(near) == cell)[:, None], near, xy)
    minute = _minutes(month, plan, rng)
    return _Spots(
        np.full(len(cell), kind), cell, np.round(xy, 1), minute, place, np.zeros(len(cell), dtype=bool)
    )


def _named_places(cell: Ints, gazetteer: Gazetteer, *, public: bool, rng: np.random.Generator) -> Ints:
    """A place of the gazetteer in the cell for about half of what happens in public."""
    if not public or not len(cell):
        return np.full(len(cell), -1)
    order = np.argsort(gazetteer.cell, kind="stable")
    weights = np.array([PLACE_WEIGHT[kind] for kind in gazetteer.kind[order]])
    steps = np.concatenate([[0.0], np.cumsum(weights)])
    start = np.searchsorted(gazetteer.cell[order], cell, side="left")
    end = np.searchsorted(gazetteer.cell[order], cell, side="right")
    named = (flip(rng, AT_A_NAMED_PLACE, len(cell))) & (end > start)
    return np.where(named, order[picks_within(rng, steps, start, end)], -1)


def _minutes(month: Ints, plan: Plan, rng: np.random.Generator) -> Ints:
    """A minute in each month: more at night and at the end of the week."""
    first = plan.first.start.weekday()
    weekday = (np.arange(plan.days) + first) % 7
    steps = np.concatenate([[0.0], np.cumsum(WEEKDAY[weekday])])
    day = picks_within(rng, steps, plan.first_days[month], plan.first_days[month + 1])
    hour = picks(rng, NIGHT, len(month))
    return day * MINUTES_IN_DAY + hour * 60 + rng.integers(0, 60, len(month))


def _near_repeats(parents: _Spots, places: Places, plan: Plan, rng: np.random.Generator) -> _Spots:
    """For some, one more within the planted distance and days, inside the county and its years."""
    rows = np.flatnonzero(rng.random(len(parents.kind)) < plan.sizes.near_repeat)
    angle, reach = (
        rng.uniform(0, 2 * np.pi, len(rows)),
        plants.NEAR_REPEAT_METRES * np.sqrt(rng.random(len(rows))),
    )
    xy = parents.xy[rows] + np.column_stack([reach * np.cos(angle), reach * np.sin(angle)])
    cell = places.ground.cell_at(xy)
    stays = cell == parents.cell[rows]
    xy = np.asarray(np.round(np.where(stays[:, None], xy, parents.xy[rows]), 1), dtype=np.float64)
    minute = parents.minute[rows] + rng.integers(60, int(plants.NEAR_REPEAT_DAYS * MINUTES_IN_DAY), len(rows))
    keep = minute < plan.days * MINUTES_IN_DAY
    rows, nowhere = rows[keep], np.full(int(keep.sum()), -1)
    return _Spots(
        parents.kind[rows],
        parents.cell[rows],
        xy[keep],
        minute[keep],
        nowhere,
        np.ones(len(rows), dtype=bool),
    )


def _victims(
    places: Places, people: People, spots: _Spots, knife: Flags, burden: Floats, rng: np.random.Generator
) -> Ints:
    """Somebody for every kind that has a victim. The planted burden is in serious violence and wherever
    a knife was.
    """
    found = np.full(len(spots.kind), -1)
    has, young, serious = (
        np.array([getattr(k, n) for k in KINDS])[spots.kind] for n in ("victim", "young", "serious")
    )
    groups = (
        (has & (young | knife), who.YOUNG, 0.74, burden),
        (has & ~(young | knife) & serious, who.GENERAL, 0.55, burden),
        (has & ~(young | knife) & ~serious, who.GENERAL, 0.45, None),
    )
    for rows, by_band, male, extra in groups:
        found[rows] = who.choose(
            people,
            places,
            cell=spots.cell[rows],
            day=spots.minute[rows] // MINUTES_IN_DAY,
            by_band=by_band,
            male=male,
            extra=extra,
            rng=rng,
        )
    return found


def _suspects(places: Places, people: People, spots: _Spots, rng: np.random.Generator) -> Ints:
    """A suspect in three of five."""
    found = np.full(len(spots.kind), -1)
    known = flip(rng, 0.6, len(spots.kind))
    found[known] = who.choose(
        people,
        places,
        cell=spots.cell[known],
        day=spots.minute[known] // MINUTES_IN_DAY,
        by_band=who.SUSPECTS,
        male=0.8,
        extra=people.risk,
        rng=rng,
    )
    return found
