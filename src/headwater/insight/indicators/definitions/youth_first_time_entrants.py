"""Children who enter the youth justice system for the first time, from the service's own records."""

import ibis

from headwater.insight.indicators import cuts, sorting
from headwater.insight.indicators.language import Ages, Cut, Direction, Events, Indicator
from headwater.vocabulary.periods import Grain


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(rows.first_time_entrant)


INDICATOR = Indicator(
    key="youth_first_time_entrants",
    version=1,
    title="First-time entrants to the youth justice system (local records)",
    plain_title="Children in the justice system for the first time",
    question="Do more or fewer children come into the justice system?",
    of=Events(contract="youth_justice", keep=keep, when="outcome_on"),
    counts="children with a first caution or conviction",
    unit="per 100,000 children aged 10 to 17",
    ages=Ages(10, 17),
    cuts=(Cut(("pfa", "ltla"), Grain.YEAR), cuts.BY_SEX, cuts.BY_ETHNICITY),
    breakdowns=(sorting.by_sex("sex"), sorting.by_ethnicity("ethnicity")),
    policy="ons",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-children-harmed",
    owner="The youth justice service",
    caveats=("By where the child lives.", "How the police use community resolutions moves it."),
)
