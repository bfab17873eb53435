"""Places that people marked on a map because they do not feel safe there, counted by area and never shown one by one."""

import ibis

from headwater.data.contracts.definitions.unsafe_places import REASONS, WHEN
from headwater.insight.indicators import cuts
from headwater.insight.indicators.language import Breakdown, Cut, Direction, Events, Indicator
from headwater.insight.release.draft import Method
from headwater.vocabulary.periods import Grain

NOT_SAID = "not_said"


def keep(rows: ibis.Table) -> ibis.Table:
    return rows


def by_code(key: str, title: str, column: str, codes: dict[str, str]) -> Breakdown:
    """As whoever marked the place chose among the codes of a column."""
    return Breakdown(
        key=key,
        title=title,
        categories={code.lower(): words for code, words in codes.items()} | {NOT_SAID: "Not said"},
        sort=lambda rows: rows[column].lower().fill_null(NOT_SAID),
    )


INDICATOR = Indicator(
    key="places_marked_unsafe",
    version=1,
    title="Places marked as unsafe",
    plain_title="Places that people marked as unsafe",
    question="Do people mark more or fewer places where they do not feel safe?",
    of=Events(contract="unsafe_places", keep=keep, when="marked_on"),
    counts="marks that people put on a map where they do not feel safe",
    unit="marks",
    not_by_chance="One person may mark many places, so no test can tell a change from chance here. "
    "Set the marks beside how many people were asked to mark.",
    cuts=(
        *cuts.COMMON,
        Cut(("pfa",), Grain.YEAR, breakdown="unsafe_when"),
        Cut(("pfa",), Grain.YEAR, breakdown="reason"),
    ),
    breakdowns=(
        by_code("unsafe_when", "When it feels unsafe", "unsafe_when", WHEN),
        by_code("reason", "Why it feels unsafe", "reason", REASONS),
    ),
    policy="local",
    method=Method.COUNT,
    per=1,
    direction=Direction.AMBIGUOUS,
    outcome="less-fear",
    owner="The partnership's analyst",
    caveats=(
        "Anybody may mark, as often as they like: these are marks, not people, and nobody was drawn by lot.",
        "More marks may mean more fear, or that more people were asked to mark.",
        "A mark says where somebody was afraid, not where something happened.",
    ),
)
