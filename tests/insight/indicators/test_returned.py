"""Counts of providers' returns: each kind by itself, an intervention beside an intervention, and nothing added that may not be."""

from dataclasses import replace
from datetime import date

import ibis
import pytest
from web import town

from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, queries, registry, returned
from headwater.insight.indicators.language import Direction, Returned
from headwater.insight.indicators.tables import GivenTables
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

pytestmark = [pytest.mark.django_db, pytest.mark.every_store]
KEYS = ("contacts", "reach", "participants", "unique", "completers")
QUARTERS = tuple(date(year, month, 1) for year in (2024, 2025) for month in (1, 4, 7, 10))
COUNTS = {"contacts": 300, "reach": 900, "participants": 70, "unique_participants": 50, "completers": 20}
MENTORING = returned.code_of("Northgate Youth Trust", "Street mentoring")


@pytest.fixture(autouse=True)
def agreed(own_home) -> None:
    town.make_agreement(contract_key="provider_return")


def row(quarter: date, *, place: str = "E07000991", **other) -> dict[str, object]:
    told = {"provider": "Northgate Youth Trust", "intervention": "Street mentoring", "place_code": place}
    told |= {"quarter": quarter, "age_band": "All", "sex": "All", "ethnicity": "All"}
    return {**told, **COUNTS, **other}


def refresh(*rows: dict[str, object]) -> None:
    tables = GivenTables({"provider_return": ibis.memtable(list(rows))}, {"provider_return": clock.today()})
    actions.refresh(tables, by=partners.operator(), only=[f"returned_{key}" for key in KEYS])


def series(key: str, code: str = MENTORING, *, audience: Audience = Audience.PARTNER):
    return release.series(f"returned_{key}", code, grain=Grain.QUARTER, audience=audience, on=clock.today())


def verdict(key: str):
    return queries.verdict(f"returned_{key}", MENTORING, audience=Audience.PARTNER, on=date(2026, 2, 1))


def test_each_kind_of_count_stands_by_itself():
    refresh(*(row(quarter) for quarter in QUARTERS))
    assert [series(key).latest.n for key in KEYS] == list(COUNTS.values())
    assert len(series("contacts")) == len(QUARTERS)


def test_no_total_is_ever_made():
    other = {"provider": "Second Chapter", "intervention": "Custody navigators"}
    refresh(*(row(quarter) for quarter in QUARTERS), *(row(quarter, **other) for quarter in QUARTERS))
    for key in KEYS:
        found = release.standing(f"returned_{key}", audience=Audience.PARTNER)
        assert {(each.grain, tuple(each.area_kinds)) for each in found} == {("quarter", ("intervention",))}
        codes = {each.area_code for each in release.of_release(found[0])}
        assert codes == {MENTORING, returned.code_of("Second Chapter", "Custody navigators")}


def test_rows_by_group_are_parts_and_never_counted_again():
    parts = [row(QUARTERS[0], age_band="15-17", contacts=100), row(QUARTERS[0], sex="Male", contacts=150)]
    refresh(row(QUARTERS[0]), *parts)
    assert series("contacts").latest.n == COUNTS["contacts"]


@pytest.mark.parametrize(
    ("key", "n"),
    [("contacts", 600), ("participants", 140), ("completers", 40), ("reach", None), ("unique", None)],
)
def test_two_places_are_added_only_where_nobody_could_be_in_both_counts(key, n):
    refresh(row(QUARTERS[0]), row(QUARTERS[0], place="E07000992"))
    found = series(key).figure(0)
    assert found.n == n
    assert found.state is (FigureState.VALUE if n else FigureState.NOT_APPLICABLE)


def test_small_counts_are_hidden_and_a_quarter_without_a_return_was_not_collected():
    refresh(row(QUARTERS[0], completers=3), row(QUARTERS[2]))
    states = [each.state for each in series("completers")]
    assert states == [FigureState.SUPPRESSED, FigureState.NOT_COLLECTED, FigureState.VALUE]


def test_nobody_but_partners_sees_them_and_only_while_the_agreement_holds():
    refresh(*(row(quarter) for quarter in QUARTERS))
    with pytest.raises(NotFound):
        series("contacts", audience=Audience.PUBLIC)


def test_no_change_is_called_of_what_is_decided_and_more_is_never_good_by_itself():
    later = [row(quarter, contacts=900, unique_participants=500) for quarter in QUARTERS[4:]]
    refresh(*(row(quarter) for quarter in QUARTERS[:4]), *later)
    assert {verdict(key).verdict for key in KEYS} == {Verdict.NOT_COMPARABLE}
    assert "beside what was agreed" in verdict("contacts").says
    assert "may come in several quarters" in verdict("unique").says
    every = [each for each in registry.indicators().values() if isinstance(each.of, Returned)]
    kinds = [each for each in every if not each.of.is_money]
    assert len(kinds) == len(KEYS)
    assert {each.direction for each in every} == {Direction.AMBIGUOUS}


def test_money_is_told_in_pounds_added_over_places_and_never_with_a_range_of_people():
    spent = [row(QUARTERS[-1], spend_gbp=18_250.5), row(QUARTERS[-1], spend_gbp=3.0, place="E07000992")]
    tables = GivenTables({"provider_return": ibis.memtable(spent)}, {"provider_return": clock.today()})
    actions.refresh(tables, by=partners.operator(), only=["returned_spend"])
    found = series("spend").figure(0)
    assert (found.value, found.n, found.lower) == (18_253.5, None, None)
    assert found.state is FigureState.VALUE
    assert verdict("spend").verdict is Verdict.NOT_COMPARABLE
    with pytest.raises(NotFound):
        series("spend", audience=Audience.PUBLIC)


def test_long_names_stay_apart_and_fit_where_they_are_kept():
    long = "A very long name of a programme for young people in the north"
    codes = {returned.code_of(long, f"{long} {end}") for end in ("east", "west")}
    assert len(codes) == 2
    assert all(len(code) <= 40 for code in codes)


def test_without_returns_there_is_nothing():
    indicator = registry.get_indicator("returned_contacts")
    assert returned.compute(indicator, GivenTables({}, {})) == []
    empty = GivenTables(
        {"provider_return": ibis.memtable([row(QUARTERS[0], contacts=None)]).cast({"contacts": "int64"})}, {}
    )
    assert returned.compute(replace(indicator), empty) == []
