"""For whom the demonstration's programmes are, and what its youth panel signed. All made up; nothing is done twice."""

from datetime import date, timedelta

from headwater.cli.demo_evidence import BOXING, CHAPTER, LANTERN, MENTORING
from headwater.governance.evidence import queries as evidence
from headwater.governance.leadership.models import Answer, Voice
from headwater.governance.partners.models import Person
from headwater.insight.indicators import queries as indicators
from headwater.insight.performance import children, populations
from headwater.insight.performance.models import TargetPopulation

EVERYWHERE = -1
POPULATIONS = (  # programme, ages, the district that its return is of by number (or the whole county), who among them
    (MENTORING, 11, 18, 0, "Young people whom school or youth justice sends."),
    (BOXING, 10, 19, 1, ""),
    (CHAPTER, 10, 17, EVERYWHERE, "Children who are brought into police custody."),
    (LANTERN, 0, 90, 3, ""),
)
PANEL = "The youth panel of Aldershire"
SIGNED_BEFORE = timedelta(days=40)
SIGNED = {"safe": "We put “online” in. Adults forget it.", "heard": ""}
STORIES = {"heard": True, "safe": False}  # by part: whether what they said was answered


def make(*, by: Person, today: date) -> None:
    """What is not there yet, where there are areas that it could be of."""
    _populations(by)
    children.seed(by=by)
    _stories(by)
    for key, says in SIGNED.items():
        outcome = children.get_outcome(key)
        if not outcome.signatures.exists():
            children.sign_for_panel(
                outcome,
                panel=PANEL,
                version=outcome.version,
                signed_on=today - SIGNED_BEFORE,
                says=says,
                by=by,
            )


def _populations(by: Person) -> None:
    top, parts = indicators.top_area(), sorted(populations.parts(), key=lambda each: each.code)
    for key, youngest, oldest, part, says in POPULATIONS:
        if top is None or not parts or not evidence.find_intervention(key) or populations.find(key):
            continue
        area = top if part == EVERYWHERE else parts[part % len(parts)]
        said = TargetPopulation(
            intervention_key=key,
            area_codes=[area.code],
            youngest_years=youngest,
            oldest_years=oldest,
            says=says,
        )
        populations.declare(said, by=by)


def _stories(by: Person) -> None:
    """What young people said, and agreed to show, stands with the part that it is about."""
    said = [each for each in children.stories_offered() if each.voice == Voice.YOUNG]
    for key, answered in STORIES.items():
        outcome = children.get_outcome(key)
        stories = [str(each.uuid) for each in said if (each.answer == Answer.WE_DID) is answered][:1]
        if stories and not outcome.stories:
            given = {"stories": stories}
            children.change(outcome, given, seen=outcome.version, by=by, reason="Its tellers agreed.")
