"""Figures of the made town that only a report's tests need: a number that stands nowhere else, for one audience."""

import numpy as np
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Cell, Draft, Origin, Place
from headwater.vocabulary.periods import Grain


def release_months(
    indicator: str, count: float, *, audience: Audience = Audience.PUBLIC, stamp: str = "2"
) -> None:
    """The same count in every month of the county."""
    counts = np.full((1, 1, len(town.MONTHS)), count)
    draft = Draft(
        indicator=indicator,
        version=1,
        policy="already-public",
        grain=Grain.MONTH,
        breakdown="",
        places=(Place(town.TOWN, "Testshire", "utla"),),
        categories=("all",),
        periods=town.MONTHS,
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        origin=Origin(("police_street",), "Made up for a test.", stamp * 64, town.SINCE),
    )
    release_actions.publish(draft, audience=audience, by=partners.operator())
