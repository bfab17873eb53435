"""What the indicators of providers' returns share: where they come from, how they leave, and what must be known of every one."""

from headwater.insight.indicators.language import Cut, Returned
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain

CONTRACT = "provider_return"
CUTS = (Cut(("intervention",), Grain.QUARTER, Audience.PARTNER),)
POLICY, MONEY_POLICY = "local", "money"
OUTCOME = "fewer-causes"
OWNER = "The partnership's programme lead"
CAVEATS = (
    "As each provider counts. Kinds of count are never added to each other, and neither are interventions.",
    "How much was done says nothing of what came of it.",
)
MONEY_CAVEATS = ("As each provider accounts for it. What was spent says nothing of what came of it.",)
NOT_ACROSS_TIME = "It cannot be added across quarters or places: the same person may be in several."


def count_of(column: str, *, adds: bool) -> Returned:
    """One kind of count. `adds`: whether places and quarters of one intervention may be added."""
    return Returned(CONTRACT, column, adds)


def money_of(column: str) -> Returned:
    """One kind of money. Pounds may be added: nobody spends the same one twice."""
    return Returned(CONTRACT, column, adds=True, is_money=True)
