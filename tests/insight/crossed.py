"""Figures of groups within places, released for a county of four parts through `publish` as any other."""

from datetime import date

import numpy as np
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import registry
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.sorting import AGE_BANDS
from headwater.insight.release import actions as release
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.vocabulary.periods import Grain

PARTS = tuple(f"E2200099{n}" for n in range(1, 5))
BANDS = tuple(AGE_BANDS)
RATES = (0.004, 0.016, 0.014, 0.007, 0.005)  # by band
LEVELS = (0.5, 0.8, 1.2, 1.5)  # by place
PEOPLE = 8_000.0  # of each band in each place


def release_counts(counts: np.ndarray, *, method: Method = Method.RATE) -> None:
    """Places by bands; the whole county and all bands are their sums. A survey's are shares, of so many hundred answers."""
    town.make_areas()
    for at, code in enumerate(PARTS):
        Area.objects.create(code=code, kind="csp", name=f"Part {at + 1}", parent_code=town.TOWN)
    is_survey = method is Method.ESTIMATE
    town.make_agreement(contract_key="community_survey" if is_survey else "police_recorded_crime")
    together = np.mean if is_survey else np.sum
    table = np.vstack([together(counts, axis=0), counts])
    table = np.hstack([together(table, axis=1, keepdims=True), table])[:, :, None].astype(float)
    people = np.full(table.shape, PEOPLE)
    people[0] *= len(PARTS)
    people[:, 0] *= len(BANDS)
    keys = tuple(registry.get_indicator("survey_worried").breakdown("age_and_sex").categories)[: len(BANDS)]
    draft = Draft(
        indicator="survey_worried" if is_survey else "serious_violence",
        version=2,
        policy="survey" if is_survey else "local",
        grain=Grain.YEAR,
        breakdown="age_and_sex" if is_survey else "ages",
        places=(
            Place(town.TOWN, "Testshire", "utla"),
            *(Place(code, f"Part {at + 1}", "csp", town.TOWN) for at, code in enumerate(PARTS)),
        ),
        categories=("all", *(keys if is_survey else BANDS)),
        periods=(date(2025, 4, 1),),
        counts=np.full(table.shape, 400.0) if is_survey else table,
        states=np.full(table.shape, Cell.VALUE, dtype=np.int8),
        origin=Origin(("community_survey" if is_survey else "police_recorded_crime",), "Made for a test.", "3" * 64, date(2026, 4, 20)),
        method=method,
        per=1.0 if is_survey else 100_000,
        people=None if is_survey else people,
        scores=table if is_survey else None,
        lower=table - 5 if is_survey else None,
        upper=table + 5 if is_survey else None,
        said=table * 4 if is_survey else None,
        exhaustive=False,
    )  # fmt: skip
    for each in release.publish(draft, audience=Audience.PUBLIC, by=partners.operator()):
        assert not each.withheld


def expected() -> np.ndarray:
    return np.outer(LEVELS, RATES) * PEOPLE
