"""What leaves is recorded for good; what cannot leave safely is recorded as withheld and is not served."""

import threading
import time
from datetime import date

import numpy as np
import pytest
from django.db import connection, transaction
from insight import county
from insight.drafts import family, make_draft

from headwater.governance.audit.models import AuditEntry
from headwater.governance.partners import queries as partners
from headwater.insight.release import actions, memory, queries
from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.models import Release, Series
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

ON = date(2025, 6, 1)
COUNTY = "E23900001"


@pytest.fixture(autouse=True)
def _agreed(db: None) -> None:
    county.sign_agreement("police_recorded_crime")


def publish(draft, audience: Audience = Audience.PUBLIC) -> list[Release]:  # type: ignore[no-untyped-def]
    return actions.publish(draft, audience=audience, by=partners.operator())


def months(*counts: float):  # type: ignore[no-untyped-def]
    return make_draft([[list(counts)]], grain=Grain.MONTH)


def test_a_release_serves_figures_with_their_policy_and_hash() -> None:
    (release,) = publish(make_draft([[[12, 3, 0, np.nan]]]))
    found = queries.series("violence", COUNTY, grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON)
    assert [state.value for state in found.states] == ["value", "suppressed", "zero", "not_collected"]
    assert found.n == (12, None, 0, None)
    assert found.provenance.release == release.uuid
    assert found.provenance.policy_words.startswith("Counts from 1 to 4 are hidden")
    assert len(found.provenance.policy_hash) == 64
    figure = queries.figure("violence", COUNTY, grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON)
    assert figure.state is FigureState.ZERO
    assert figure.period.words() == "April 2024 to March 2025"


def test_the_same_table_again_is_the_same_release() -> None:
    first = publish(make_draft([[[12]]]))
    assert publish(make_draft([[[12]]])) == first
    (other,) = publish(make_draft([[[13]]]))
    assert Release.objects.get(id=first[0].id).superseded_by == other
    assert not Series.objects.filter(release=first[0]).exists()


def test_no_true_value_of_a_hidden_cell_is_kept() -> None:
    publish(make_draft([[[12, 3]]]))
    (kept,) = Release.objects.all()
    assert memory.unpacked(bytes(kept.contents)).cells == ((12, 12, False), (1, 4, True))


def test_rolling_years_come_from_released_months_alone() -> None:
    publish(months(*[20.0] * 12, 3.0, *[20.0] * 12))
    rolling = queries.series("violence", COUNTY, grain=Grain.ROLLING_12, audience=Audience.PUBLIC, on=ON)
    assert rolling.n[0] == 240
    assert rolling.states[1:13] == (FigureState.SUPPRESSED,) * 12
    assert rolling.n[13] == 240


def test_a_year_that_would_give_a_hidden_month_away_is_hidden_with_it() -> None:
    publish(months(*[20.0] * 12, 3.0, *[20.0] * 11))
    publish(make_draft([[[240, 223]]]))
    year = queries.series("violence", COUNTY, grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON)
    assert year.states == (FigureState.VALUE, FigureState.SUPPRESSED)


def test_small_areas_leave_by_one_grain_and_the_refusal_is_recorded() -> None:
    places = family(3, kind="lsoa")
    publish(make_draft([[[60]], [[20]], [[20]], [[20]]], places=places))
    (withheld,) = publish(make_draft([[[60]], [[20]], [[20]], [[20]]], places=places, grain=Grain.QUARTER))
    assert withheld.withheld
    assert withheld.refusal_code == "second_grain"
    assert [each.uuid for each in queries.withheld(audience=Audience.PUBLIC)] == [withheld.uuid]
    with pytest.raises(NotFound):
        queries.series("violence", "E22900001", grain=Grain.QUARTER, audience=Audience.PUBLIC, on=ON)
    again = publish(make_draft([[[60]], [[20]], [[20]], [[20]]], places=places, grain=Grain.QUARTER))
    assert again == [withheld]


def test_what_left_to_partners_is_remembered_when_the_public_is_served() -> None:
    places = family(2)
    publish(make_draft([[[30]], [[27]], [[3]]], places=places), Audience.PARTNER)
    publish(make_draft([[[30]], [[27]], [[3]]], places=places))
    for audience in Audience:
        states = [
            queries.figure("violence", place.code, grain=Grain.YEAR, audience=audience, on=ON).state.value
            for place in places
        ]
        assert states == ["value", "suppressed", "suppressed"]


def test_the_public_does_not_see_what_is_for_partners() -> None:
    publish(make_draft([[[12]]]), Audience.PARTNER)
    with pytest.raises(NotFound):
        queries.series("violence", COUNTY, grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON)
    assert queries.figure("violence", COUNTY, grain=Grain.YEAR, audience=Audience.PARTNER, on=ON).n == 12


def test_a_withdrawn_release_is_served_no_more_and_remembered() -> None:
    (release,) = publish(make_draft([[[12]]]))
    actions.withdraw(release, by=partners.operator(), reason="The force sent the wrong file.")
    with pytest.raises(NotFound):
        queries.series("violence", COUNTY, grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON)
    assert Release.objects.filter(id=release.id).exists()
    assert AuditEntry.objects.get(kind="release.withdraw").reason == "The force sent the wrong file."


def test_a_table_of_areas_has_one_period() -> None:
    publish(make_draft([[[60, 70]], [[20, 30]], [[40, 40]]], places=family(2)))
    table = queries.table("violence", "csp", grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON)
    assert [(row.area_code, row.n) for row in table.rows] == [("E22900001", 30), ("E22900002", 40)]
    first = queries.table(
        "violence", "csp", grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON, start=date(2022, 4, 1)
    )
    assert [row.n for row in first.rows] == [20, 40]
    with pytest.raises(NotFound, match="no such period"):
        queries.table(
            "violence", "csp", grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON, start=date(1999, 4, 1)
        )


@pytest.mark.postgres  # SQLite has one writer
@pytest.mark.django_db(transaction=True)
def test_what_leaves_meanwhile_is_remembered() -> None:
    places = family(3, kind="lsoa")
    found: list[Release] = []

    def publish_quarters() -> None:
        cube = [[[60]], [[20]], [[20]], [[20]]]
        found.extend(publish(make_draft(cube, places=places, grain=Grain.QUARTER)))
        connection.close()

    other = threading.Thread(target=publish_quarters)
    with transaction.atomic():
        publish(make_draft([[[60]], [[20]], [[20]], [[20]]], places=places))
        other.start()
        time.sleep(1)  # long enough to leave, were it not for the turn
        assert found == []
    other.join(30)
    assert [each.refusal_code for each in found] == ["second_grain"]


def test_a_score_that_leaves_is_in_steps_and_so_is_its_rolling_year() -> None:
    scores = np.full((1, 1, 12), 5 * 184 + 4663.0)
    given = {
        "method": Method.SCORE,
        "scores": scores,
        "weights": (184.0, 4663.0, 7979.0),
        "grain": Grain.MONTH,
    }
    made = publish(make_draft([[[6] * 12]], **given))
    months, year = (queries.of_release(each)[0] for each in made)
    middle = 6 * 184 + 7979 - 184  # of the lowest step above the least that six events weigh
    assert set(months.values) == {middle}
    assert year.values == (12 * middle,)


@pytest.mark.parametrize(("counts", "people"), [([0, 40], [3, 90]), ([2, 40], [3, 90]), ([38, 40], [40, 90])])
def test_a_share_of_few_or_of_all_but_few_is_withheld(counts: list[int], people: list[int]) -> None:
    among = np.array([[people]], dtype=float)
    (release,) = publish(make_draft([[counts]], method=Method.SHARE, per=100, people=among))
    assert (release.withheld, release.refusal_code) == (True, "shares_of_few")
