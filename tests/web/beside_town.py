"""The town's figures by deprivation, by age and by weight, let out by the real door, for pages of areas side by side."""

from datetime import date
from typing import Any

import numpy as np
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.indicators.sorting import AGE_BANDS
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.vocabulary.periods import Grain

FIFTHS = ("most_deprived", "second", "third", "fourth", "least_deprived")
COUNTY = (Place(town.TOWN, "Testshire", "utla"),)
DISTRICTS = tuple(
    Place(code, f"District {at + 1}", "ltla", town.TOWN) for at, code in enumerate(town.DISTRICTS)
)
YEARS = tuple(date(year, 4, 1) for year in range(2022, 2025))


def release_fifths(*, source: str = "police_street", audience: Audience = Audience.PUBLIC) -> None:
    """Three years of a county in which the poorest fifth has three times the violence, and lately more."""
    by_year = np.array([[600, 600, 900], [450, 450, 450], [330, 330, 330], [250, 250, 250], [200, 200, 200]])
    _release(by_year.astype(float), FIFTHS, "deprivation", people=60_000, source=source, audience=audience)


def release_ages() -> None:
    """Serious violence of the county and its districts by five bands of age."""
    rates = np.array([0.002, 0.02, 0.01, 0.004, 0.001])
    people = np.array(
        [[60_000, 45_000, 90_000, 60_000, 45_000], *[[20_000, 15_000, 30_000, 20_000, 15_000]] * 3]
    )
    counts = (people * rates).round()[:, :, None] * np.ones(len(YEARS))
    draft = _draft(
        counts, tuple(AGE_BANDS), "ages", people=people.astype(float), places=(*COUNTY, *DISTRICTS)
    )
    release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())


def release_serious_violence() -> None:
    """The districts' years, everybody together."""
    counts = np.array([500.0, 640.0, 560.0])[:, None, None] * np.ones(len(YEARS))
    draft = Draft(
        **_facts("serious_violence", DISTRICTS, ("all",), ""),
        grain=Grain.YEAR,
        periods=YEARS,
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        method=Method.RATE,
        per=100_000,
        people=np.full(counts.shape, 100_000.0),
    )
    release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())


def release_harm() -> None:
    """Two years of months of weighted offences of the county."""
    counts = np.full((1, 1, len(town.MONTHS)), 50.0)
    months = np.arange(len(town.MONTHS))
    draft = Draft(
        **_facts("harm", COUNTY, ("all",), ""),
        grain=Grain.MONTH,
        periods=town.MONTHS,
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        method=Method.SCORE,
        per=100_000,
        people=np.full(counts.shape, 300_000.0),
        scores=(5_000.0 + 100 * months).reshape(counts.shape),
    )
    release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())


def _release(
    by_year: np.ndarray,
    keys: tuple[str, ...],
    breakdown: str,
    *,
    people: float,
    source: str,
    audience: Audience,
) -> None:
    draft = _draft(
        by_year[None], keys, breakdown, people=np.full((1, len(keys)), float(people)), source=source
    )
    release_actions.publish(draft, audience=audience, by=partners.operator())


def _draft(
    groups: np.ndarray,
    keys: tuple[str, ...],
    breakdown: str,
    *,
    people: np.ndarray,
    places: tuple[Place, ...] = COUNTY,
    source: str = "police_street",
) -> Draft:
    """Years of places by groups, with everybody before them."""
    counts = np.concatenate([groups.sum(axis=1, keepdims=True), groups], axis=1)
    many = np.concatenate([people.sum(axis=1, keepdims=True), people], axis=1)[:, :, None]
    indicator = "serious_violence" if breakdown == "ages" else town.INDICATOR
    return Draft(
        **_facts(indicator, places, ("all", *keys), breakdown, source),
        grain=Grain.YEAR,
        periods=YEARS,
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        method=Method.RATE,
        per=100_000,
        people=np.broadcast_to(many, counts.shape),
    )


def _facts(
    indicator: str,
    places: tuple[Place, ...],
    categories: tuple[str, ...],
    breakdown: str,
    source: str = "police_street",
) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "version": 1,
        "policy": "already-public",
        "breakdown": breakdown,
        "places": places,
        "categories": categories,
        "origin": Origin((source,), "Made up for a test.", "2" * 64, date(2026, 1, 5)),
    }
