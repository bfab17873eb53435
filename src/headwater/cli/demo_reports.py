"""The demonstration's reports: a few comments, a needs assessment that was signed and published, a board pack, and a grant return.

Nothing is done twice: where an edition stands, somebody has begun.
"""

from headwater.governance.partners.models import Person
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions, queries
from headwater.insight.reporting.actions import Beside

NEEDS, PACK, RETURN = "needs-assessment", "performance-and-insight", "grant-return"
PUBLIC, PARTNER = Audience.PUBLIC, Audience.PARTNER
COMMENTS = (
    (
        Beside(NEEDS, "indicator-police_street_violence", PUBLIC),
        "The widest view that everybody can check. It counts many kinds of violence together: read it beside what hospitals see.",
    ),
    (
        Beside(NEEDS, "voices", PUBLIC),
        "Each group agreed that its words stand here. Beside them stands what we did, or why we did nothing.",
    ),
    (
        Beside(NEEDS, "groups-serious_violence-ages", PUBLIC),
        "Read these beside how many people of each age live here. Many of those who are hurt never tell the police.",
    ),
    (
        Beside(NEEDS, "week-ed_assaults", PARTNER),
        "Ask the hospitals how many arrivals have no hour before anybody plans a shift by this.",
    ),
    (
        Beside(PACK, "priorities", PARTNER),
        "Most clauses have no indicator yet. That is the first thing to put right, before any of them is called good or bad.",
    ),
)


def make(*, by: Person) -> None:
    if queries.editions(public_only=False).exists():
        return
    for beside, text in COMMENTS:
        actions.write_commentary(beside, text=text, by=by)
    needs = actions.freeze_edition(NEEDS, audience=PUBLIC, by=by)
    actions.publish_edition(actions.sign_edition(needs, signed_as="Chair of the board", by=by), by=by)
    actions.freeze_edition(NEEDS, audience=PARTNER, by=by)
    pack = actions.freeze_edition(PACK, audience=PARTNER, by=by)
    actions.sign_edition(pack, signed_as="Head of the partnership", by=by)
    actions.freeze_edition(RETURN, audience=PARTNER, by=by)
