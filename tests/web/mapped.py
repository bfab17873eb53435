"""A field with a planted corner and runs of robberies, let out as maps by the real door, for tests of the faces."""

from datetime import date

from insight import county, planting

from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Agreement
from headwater.insight.indicators import actions

STREET, RECORDED = "police_street_robbery", "serious_violence"


def release_maps() -> Agreement:
    """Maps of open robbery for all, of serious violence for partners, and near repeats. Gives the agreement."""
    agreement = county.sign_agreement("police_recorded_crime", ends_on=date(2099, 1, 1))
    lsoa = county.square_code(0, 0)
    runs = planting.with_runs(planting.scattered(150, lsoa=lsoa), of=50)
    spread = [
        planting.crime(day, 10 * x, 10 * y, ho_class="8N", lsoa=county.square_code(x, y))
        for x in range(planting.SIDE)
        for y in range(planting.SIDE)
        for day in range(0, 360, 60)
    ]
    tables = planting.field(hot=True, often=1, police_recorded_crime_located=[*runs, *spread])
    actions.refresh(tables, by=partners.operator(), only=[STREET, RECORDED])
    return agreement
