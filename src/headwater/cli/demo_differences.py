"""What the demonstration says of differences between groups, and by when one gap should close. A second run does nothing twice."""

from datetime import date, timedelta

from headwater.governance.partners.models import Person
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance import actions, gaps, lens
from headwater.insight.performance.models import DifferenceNote, GapTarget, Stance
from headwater.insight.release.draft import Audience

LOOK_AGAIN_DAYS, CLOSE_WITHIN_DAYS = 180, 730
OF_TODAY = 0.8  # of the least that the gap may be today
GAP = "serious_violence"
NOTES = (
    (
        "survey_safe_after_dark",
        "sex",
        "female",
        Stance.ACT,
        "Women told us which ways home they avoid. Lights come first there, and the last buses stop nearer to homes.",
    ),
    (
        "serious_violence",
        "deprivation",
        "most_deprived",
        Stance.ACT,
        "Youth work and street mentoring begin where there is most harm, and their money goes there first.",
    ),
    (
        "serious_violence",
        "ethnicity",
        "black",
        Stance.FIND_OUT,
        "We do not know why yet. Of one victim in four nobody wrote down the group. We ask the people concerned.",
    ),
)


def make(*, by: Person, today: date) -> None:
    """Notes on differences and a target for a gap, where there are figures that they could be of."""
    area = indicators.top_area()
    if area is None:
        return
    for indicator, breakdown, category, stance, says in NOTES:
        if lens.find_note(indicator, area.code, breakdown, category) is None:
            note = DifferenceNote(
                indicator=indicator,
                area_code=area.code,
                breakdown=breakdown,
                category=category,
                stance=stance,
                says=says,
                look_again_on=today + timedelta(days=LOOK_AGAIN_DAYS),
            )
            actions.note_difference(note, by=by)
    _target(area, by, today)


def _target(area: Area, by: Person, today: date) -> None:
    found = gaps.find(GAP, area, audience=Audience.PUBLIC, on=today)
    if found is None or found.target or found.index is None or found.index.lower * OF_TODAY < 1:
        return
    index = found.index
    target = GapTarget(
        indicator=GAP,
        area_code=area.code,
        baseline=index.value,
        baseline_lower=index.lower,
        baseline_upper=index.upper,
        baseline_words=found.found.newest.period.words(),
        aim=round(index.lower * OF_TODAY, 1),
        due_on=today + timedelta(days=CLOSE_WITHIN_DAYS),
        because="Street mentoring and youth work in the most deprived fifth of neighbourhoods.",
    )
    actions.set_gap_target(target, by=by)
