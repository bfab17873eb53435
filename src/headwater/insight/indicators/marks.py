"""The columns that a landed number with marks has, in the words that `published` reads."""

from collections.abc import Callable

import ibis


def mark_of(number: ibis.Value, mark: ibis.Value) -> ibis.Value:
    """`value` where there is a number, else what the mark means."""
    return ibis.cases((number.notnull(), "value"), else_=mark.fill_null("missing"))


def rates_of_authorities(key: str, *, first_month: int) -> Callable[[ibis.Table, str], ibis.Table]:
    """One of the Department for Education's rates of local authorities, by year. Its years begin with
    `first_month` of the year that the publisher's label begins with.
    """

    def rows(table: ibis.Table, _breakdown: str) -> ibis.Table:
        kept = table.filter((table.indicator == key) & table.years.re_search("^20[0-9]{2}"))
        return kept.select(
            area_name=kept.area,
            start=ibis.date(kept.years.substr(0, 4).cast("int32"), first_month, 1),
            category=ibis.literal("all"),
            n=ibis.null("float64"),
            value=kept.value,
            mark=mark_of(kept.value, kept.value_mark),
            least=kept.value_least,
            greatest=kept.value_greatest,
        )

    return rows
