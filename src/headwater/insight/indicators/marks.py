"""The columns that a landed number with marks has, in the words that `published` reads."""

import ibis


def mark_of(number: ibis.Value, mark: ibis.Value) -> ibis.Value:
    """`value` where there is a number, else what the mark means."""
    return ibis.cases((number.notnull(), "value"), else_=mark.fill_null("missing"))
