"""What the demonstration's members voted to find out first: one vote that has closed. What each chose is made up and kept nowhere."""

from datetime import date, timedelta

from headwater.governance.leadership.priorities import actions, queries
from headwater.governance.partners.models import Person

OPENED, CLOSED = 75, 40  # days ago
WANTED = (  # where nothing is known of it yet
    "housing-insecurity:why",
    "racism:experience",
    "safe-places:why",
    "trusted-adult:why",
    "missing-from-home:experience",
    "parental-monitoring:how_common",
)
LIVED = ((0, 1), (0, 1), (0, 2), (0,), (0, 1, 2))  # what those choose who live with it, by turns
OTHERS = ((0, 3), (0, 4), (0, 4, 2), (5, 0), (3,))


def seed(seated: list[Person], *, by: Person, today: date) -> None:
    gaps = {gap.key for gap in queries.open_gaps()}
    asked = [key for key in WANTED if key in gaps]
    if len(asked) < len(WANTED):
        return
    opened = today - timedelta(days=OPENED)
    vote = actions.open_vote(asked=asked, opens_on=opened, closes_on=today + timedelta(days=1), by=by)
    for at, person in enumerate({person.pk: person for person in seated}.values()):
        lives = queries.voice_of(person.uuid, vote, on=today) in {"young", "community"}
        choices = LIVED if lives else OTHERS
        actions.cast_vote(vote, chosen=[asked[each] for each in choices[at % len(choices)]], by=person)
    actions.close_vote(vote, closes_on=today - timedelta(days=CLOSED), by=by)
