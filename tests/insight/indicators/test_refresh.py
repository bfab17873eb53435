"""The whole walk of a figure: tables in, released series, verdicts and areas out."""

import random
import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from insight import county
from insight.drafts import make_draft

from headwater.data.ingest.models import Submission
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, queries, registry
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release import actions as publishing
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release, Series
from headwater.machinery import turns
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

STREET = "police_street_violence"
ON = date(2025, 2, 1)


def street_rows(per_month: int, *, missing: tuple[int, ...] = (), seed: int = 1) -> list[dict[str, object]]:
    """Three years from January 2022; `missing` months (counted from 0) have no row at all."""
    chance = random.Random(seed)
    return [
        county.street_row(
            chance.choice([*county.LSOAS * 5, None]), county.month_start(2022 * 12 + month), "Violent crime"
        )
        for month in range(36)
        if month not in missing
        for _ in range(per_month)
    ]


def refreshed(**rows: list[dict[str, object]]) -> actions.Refreshed:
    return actions.refresh(county.tables(**rows), by=partners.operator())


@pytest.mark.django_db
def test_refresh_counts_every_row_once_and_says_how_many_were_located() -> None:
    rows = street_rows(20)
    done = refreshed(police_street_located=rows)
    assert STREET in done.computed
    assert "serious_violence" in done.absent
    whole = release.series(STREET, county.PFA, grain=Grain.MONTH, audience=Audience.PUBLIC, on=ON)
    assert sum(n or 0 for n in whole.n) == len(rows)
    small = release.series_of_kind(STREET, "lsoa", grain=Grain.MONTH, audience=Audience.PUBLIC, on=ON)
    assert {series.area_code for series in small} == set(county.LSOAS)
    located = sum(n or 0 for series in small for n in series.n)
    assert located == sum(row["lsoa21"] is not None for row in rows)
    assert whole.provenance.located_share == round(located / len(rows), 3)


@pytest.mark.django_db
def test_a_month_never_collected_is_not_zero_and_breaks_every_window_over_it() -> None:
    refreshed(police_street_located=street_rows(20, missing=(14,)))
    months = release.series(STREET, county.PFA, grain=Grain.MONTH, audience=Audience.PUBLIC, on=ON)
    gap = months.starts.index(date(2023, 3, 1))
    assert months.states[gap] is FigureState.NOT_COLLECTED
    assert months.n[gap] is None
    rolling = release.series(STREET, county.PFA, grain=Grain.ROLLING_12, audience=Audience.PUBLIC, on=ON)
    for start, state in zip(rolling.starts, rolling.states, strict=True):
        over_gap = start <= date(2023, 3, 1) < date(start.year + 1, start.month, 1)
        assert (state is FigureState.NOT_COLLECTED) == over_gap


@pytest.mark.every_store
@pytest.mark.django_db
def test_refresh_does_nothing_twice() -> None:
    tables = county.tables(police_street_located=street_rows(20))
    first = actions.refresh(tables, by=partners.operator())
    count = Release.objects.count(), Series.objects.count()
    second = actions.refresh(tables, by=partners.operator())
    assert first.released
    assert not second.computed
    assert not second.released
    third = actions.refresh(tables, by=partners.operator(), again=True)
    assert third.computed == first.computed
    assert (Release.objects.count(), Series.objects.count()) == count


@pytest.mark.every_store
@pytest.mark.django_db
def test_new_rows_supersede_the_standing_release_and_keep_its_record() -> None:
    refreshed(police_street_located=street_rows(20))
    mine = Release.objects.filter(indicator=STREET)
    before = mine.count()
    refreshed(police_street_located=street_rows(21))
    assert mine.filter(superseded_by=None).count() == before
    assert mine.exclude(superseded_by=None).count() == before
    assert not Series.objects.exclude(release__superseded_by=None).exists()


@pytest.mark.every_store
@pytest.mark.django_db
@pytest.mark.parametrize(("purged_after", "stands"), [(timedelta(days=-1), True), (timedelta(days=1), False)])
def test_what_cannot_be_made_again_stands_only_until_a_file_of_it_is_purged(
    purged_after: timedelta, stands: bool
) -> None:
    rows = {"police_street_located": street_rows(20)}
    refreshed(**rows)
    draft = make_draft([[[40]]], indicator=STREET, policy="already-public", grain=Grain.QUARTER)
    draft = replace(draft, origin=replace(draft.origin, sources=("police_street",)))
    (left,) = publishing.publish(draft, audience=Audience.PUBLIC, by=partners.operator())
    landed = left.released_at - timedelta(days=2)
    facts = {
        "landed_at": landed,
        "received_at": landed,
        "received_by": uuid4(),
        "size": 1,
        "sha256": "a" * 64,
    }
    tallies = {"police_street": {"landed": 3}}
    purged_at = left.released_at + purged_after
    Submission.objects.create(state="purged", purged_at=purged_at, tallies=tallies, **facts)
    actions.refresh(county.tables(**rows), by=partners.operator(), again=True)
    left.refresh_from_db()
    assert (left.withdrawn_at is None) == stands
    assert release.standing(STREET, audience=Audience.PUBLIC)  # what could be made again was


@pytest.mark.django_db
def test_verdict_of_a_steady_series_is_no_clear_change_and_of_a_halved_one_improving() -> None:
    steady = street_rows(20)
    halved = [row for at, row in enumerate(steady) if row["month"] < date(2024, 1, 1) or at % 2]  # type: ignore[operator]
    refreshed(police_street_located=steady)
    found = queries.verdict(STREET, county.PFA, audience=Audience.PUBLIC, on=ON)
    assert found.verdict is Verdict.NO_CLEAR_CHANGE
    assert found.says.startswith("240 to 240: no clear change.")
    refreshed(police_street_located=halved)
    found = queries.verdict(STREET, county.PFA, audience=Audience.PUBLIC, on=ON)
    assert found.verdict is Verdict.IMPROVING
    assert found.says.startswith("240 to 120: a clear improvement.")
    assert (
        queries.verdict(STREET, county.PFA, audience=Audience.PUBLIC, on=date(2026, 6, 1)).verdict
        is Verdict.STALE
    )


@pytest.mark.django_db
def test_weapons_found_are_neither_good_nor_bad() -> None:
    rows = [
        {**row, "crime_type": "Possession of weapons"}
        for row in street_rows(20)
        if row["month"] < date(2024, 1, 1)
    ]  # type: ignore[operator]
    more = [
        {**row, "crime_type": "Possession of weapons"}
        for row in street_rows(40)
        if row["month"] >= date(2024, 1, 1)
    ]  # type: ignore[operator]
    refreshed(police_street_located=rows + more)
    assert (
        queries.verdict("police_street_weapons", county.PFA, audience=Audience.PUBLIC, on=ON).verdict
        is Verdict.CHANGED
    )


@pytest.mark.django_db
def test_monthly_series_has_a_chart_and_a_small_area_has_the_sentence_why_not() -> None:
    refreshed(police_street_located=street_rows(20))
    chart = queries.chart(STREET, county.PFA, audience=Audience.PUBLIC, on=ON)
    assert chart.is_charted
    assert len(chart.mean) == len(chart.series)
    assert chart.mean[0] == pytest.approx(20)
    small = queries.chart(STREET, county.LSOAS[0], audience=Audience.PUBLIC, on=ON)
    assert not small.is_charted
    assert small.says.startswith("Too few to chart")


@pytest.mark.every_store
@pytest.mark.django_db
def test_areas_are_filled_with_parents_and_people() -> None:
    refreshed(police_street_located=street_rows(5))
    top = queries.top_area()
    assert top is not None
    assert top.code == county.PFA
    assert top.people == 4 * 91 * 20
    assert [area.code for area in queries.areas("csp")] == ["E22900001", "E22900002"]
    assert queries.get_area("E22900001").parent_code == county.PFA
    with pytest.raises(NotFound):
        queries.get_area("E99999999")


@pytest.mark.every_store
@pytest.mark.django_db
def test_who_lives_in_an_area_is_kept_by_year_of_age_and_of_none_smaller_than_a_district() -> None:
    refreshed(police_street_located=street_rows(1))
    rows = county.people_rows()
    told = queries.find_people(county.PFA, youngest_years=10, oldest_years=17)
    assert told == sum(row["people"] for row in rows if 10 <= row["age_years"] <= 17)
    everybody = queries.find_people(county.PFA, youngest_years=0, oldest_years=90)
    assert everybody == queries.get_area(county.PFA).people
    assert queries.find_people(county.LSOAS[0], youngest_years=0, oldest_years=90) is None


@pytest.mark.every_store
@pytest.mark.django_db
def test_figures_under_an_agreement_are_refused_with_one_sentence_without_it() -> None:
    rows = [
        county.crime_row(lsoa, date(2022 + m // 12, m % 12 + 1, 9))
        for m in range(36)
        for lsoa in county.LSOAS
        for _ in range(9)
    ]
    refreshed(police_recorded_crime_located=rows)
    with pytest.raises(Refused, match="No data-sharing agreement covers police_recorded_crime"):
        release.series("serious_violence", county.PFA, grain=Grain.MONTH, audience=Audience.PUBLIC, on=ON)
    with pytest.raises(Refused, match="No data-sharing agreement covers police_recorded_crime"):
        queries.verdict("serious_violence", county.PFA, audience=Audience.PUBLIC, on=ON)
    assert queries.verdicts(county.PFA, audience=Audience.PUBLIC, on=ON) == []
    agreement = county.sign_agreement("police_recorded_crime", ends_on=date(2026, 1, 1))
    assert release.series(
        "serious_violence", county.PFA, grain=Grain.MONTH, audience=Audience.PUBLIC, on=ON
    ).latest
    with pytest.raises(Refused, match=f"“{agreement.title}” ran out on 1 January 2026"):
        release.series(
            "serious_violence", county.PFA, grain=Grain.MONTH, audience=Audience.PUBLIC, on=date(2026, 1, 1)
        )


@pytest.mark.django_db
def test_small_areas_of_a_protected_source_are_for_partners_only() -> None:
    rows = [
        county.crime_row(lsoa, date(2022 + m // 12, m % 12 + 1, 9))
        for m in range(36)
        for lsoa in county.LSOAS
        for _ in range(9)
    ]
    refreshed(police_recorded_crime_located=rows)
    kinds = {kind for each in Release.objects.filter(audience="public") for kind in each.area_kinds}
    assert "lsoa" not in kinds
    assert Release.objects.filter(
        audience="partner", area_kinds=["pfa", "csp", "lsoa"], grain="year"
    ).exists()


def test_every_indicator_names_things_that_exist() -> None:
    for indicator in registry.indicators().values():
        registry.check(indicator)


@pytest.mark.django_db
def test_days_between_homicides_are_for_partners() -> None:
    days = [date(2022, 1, 10), date(2022, 3, 10), date(2022, 9, 10), date(2023, 1, 10), date(2024, 6, 10)]
    rows = [county.crime_row(county.LSOAS[0], day, ho_class="1", age=19, knife=True) for day in days]
    rows += [county.crime_row(county.LSOAS[0], date(2023, 2, 1), ho_class="1", domestic=True)]
    rows += [
        county.crime_row(lsoa, date(2022 + m // 12, m % 12 + 1, 9))
        for m in range(36)
        for lsoa in county.LSOAS
    ]
    refreshed(police_recorded_crime_located=rows)
    county.sign_agreement("police_recorded_crime")
    found = queries.days_between("homicide", county.PFA, audience=Audience.PARTNER, on=ON)
    assert found.gaps_days == (59, 184, 122, 517)
    assert found.ends == ("2022-03", "2022-09", "2023-01", "2024-06")
    assert found.open_gap_days == (date(2025, 1, 1) - days[-1]).days
    young = queries.days_between(
        "homicide", county.PFA, audience=Audience.PARTNER, on=ON, category="under_25"
    )
    assert young.gaps_days == found.gaps_days
    with pytest.raises(NotFound):
        queries.days_between("homicide", county.PFA, audience=Audience.PUBLIC, on=ON)


@pytest.mark.django_db
def test_triangulation_is_an_index_of_each_sources_own_first_common_year() -> None:
    rows = [row for month in range(36) for row in street_rows(20)[month * 20 : month * 20 + 20 - month // 3]]
    robberies = [{**row, "crime_type": "Robbery"} for row in street_rows(10)]
    refreshed(police_street_located=rows + robberies)
    found = queries.triangulation(
        county.PFA, audience=Audience.PUBLIC, on=ON, of=(STREET, "police_street_robbery", "ed_assaults")
    )
    assert [each.series.indicator for each in found.sources] == [STREET, "police_street_robbery"]
    falling, steady = (each.values for each in found.sources)
    assert falling[0] == steady[0] == steady[-1] == 100
    assert falling[-1] is not None
    assert falling[-1] < 80
    with pytest.raises(NotFound, match="no two sources"):
        queries.triangulation(county.PFA, audience=Audience.PUBLIC, on=ON, of=(STREET,))


@pytest.mark.every_store
@pytest.mark.django_db
def test_refresh_waits_for_the_one_that_is_under_way() -> None:
    """Otherwise the slower of two would let figures of an older lake leave last."""
    held, order = threading.Event(), []

    def refresh_slowly() -> None:
        with turns.alone("figures"):
            held.set()
            time.sleep(0.5)
            order.append("first")

    first = threading.Thread(target=refresh_slowly)
    first.start()
    held.wait()
    refreshed()
    order.append("second")
    first.join()
    assert order == ["first", "second"]
