"""Persistent absence: pupils who miss a tenth or more of the school year's half days."""

import ibis

from headwater.insight.indicators import cuts
from headwater.insight.indicators.language import Direction, Events, Indicator, Speaks
from headwater.insight.release.draft import Method

SHARE_MISSED = 10  # one half day in ten


def pupils(rows: ibis.Table) -> ibis.Table:
    """One row a pupil and school year, whichever schools and terms the sessions were in."""
    year = rows.group_by(["upn", "academic_year"])
    return year.agg(
        term_starts_on=rows.term_starts_on.min(),
        lsoa21=rows.lsoa21.max(),
        weight=rows.weight.max(),
        possible=rows.sessions_possible.sum(),
        missed=(rows.authorised_absence + rows.unauthorised_absence).sum(),
    )


def keep(rows: ibis.Table) -> ibis.Table:
    each = pupils(rows)
    return each.filter(each.missed * SHARE_MISSED >= each.possible)


INDICATOR = Indicator(
    key="persistent_absence",
    version=1,
    title="Persistent absence from school",
    plain_title="Children who miss a tenth of school or more",
    question="Do more or fewer children miss a lot of school?",
    of=Events(contract="school_attendance", keep=keep, among=pupils, when="term_starts_on", covers_months=5),
    counts="pupils who missed a tenth or more of the half days they were due at school",
    unit="% of pupils",
    per=100,
    method=Method.SHARE,
    cuts=cuts.SCHOOL,
    policy="ons",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-causes",
    speaks_of=Speaks.CAUSES,
    owner="The partnership's education lead",
    caveats=("By where the child lives.", "The attendance codes changed in August 2024."),
)
