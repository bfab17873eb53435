"""What publishers' marks in place of a number mean. A mark is never zero; known bounds stand with it."""

from collections.abc import Mapping

from headwater.data.contracts.language import Marked
from headwater.vocabulary.states import Mark

BLANK: Mapping[str, Marked] = {"": Marked(Mark.MISSING)}

# Hospital statistics of NHS England: counts of 1 to 7 below national level.
HES: Mapping[str, Marked] = {"*": Marked(Mark.SUPPRESSED, least=1, greatest=7), **BLANK}

# The Department for Education and other official statistics of education.
DFE: Mapping[str, Marked] = {
    "c": Marked(Mark.SUPPRESSED),
    "z": Marked(Mark.NOT_APPLICABLE),
    "x": Marked(Mark.NOT_AVAILABLE),
    "u": Marked(Mark.NOT_AVAILABLE),  # too unreliable to publish
    "k": Marked(Mark.LOW, least=0),  # rounds to zero, and is not zero
    "low": Marked(Mark.LOW, least=0),
    ":": Marked(Mark.NOT_AVAILABLE),
    "..": Marked(Mark.NOT_AVAILABLE),
    "-": Marked(Mark.NOT_AVAILABLE),
    **BLANK,
}
