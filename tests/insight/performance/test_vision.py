"""The vision's card calls nothing better that few said, and fear is set beside risk in words that the ranges bear out."""

from dataclasses import replace
from datetime import date

import pytest
from web import asked, town

from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import perception, scorecard
from headwater.insight.performance.perception import Beside
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

SOON, LATE = date(2026, 5, 1), date(2029, 1, 1)
WORD = {
    "cohesion": Verdict.IMPROVING,
    "violence": Verdict.NO_CLEAR_CHANGE,
    "fear": Verdict.WORSENING,
}


@pytest.fixture
def figure(db) -> ReleasedFigure:
    town.make_areas()
    town.make_agreement(contract_key=asked.SOURCE)
    asked.release_share("survey_get_on_well", (60, 70))
    return release.figure(
        "survey_get_on_well", town.TOWN, grain=Grain.YEAR, audience=Audience.PUBLIC, on=SOON
    )


def test_the_word_beside_a_figure(figure: ReleasedFigure) -> None:
    assert scorecard.word_of(Verdict.IMPROVING, figure) is Verdict.IMPROVING
    assert scorecard.word_of(Verdict.IMPROVING, replace(figure, n=30)) is Verdict.IMPROVING
    assert scorecard.word_of(Verdict.STALE, figure) is Verdict.STALE


def test_nothing_is_better_that_fewer_than_thirty_said_or_that_is_not_shown(figure: ReleasedFigure) -> None:
    for word in (Verdict.IMPROVING, Verdict.WORSENING, Verdict.CHANGED, Verdict.NO_CLEAR_CHANGE):
        for unfit in (replace(figure, n=29), replace(figure, n=None), replace(figure, value=None), None):
            assert scorecard.word_of(word, unfit) is Verdict.SUPPRESSED


@pytest.mark.django_db
def test_each_part_has_its_word_and_none_is_better_once_it_is_old() -> None:
    town.make_areas()
    asked.ask_the_town()
    card = scorecard.scorecard(audience=Audience.PUBLIC, on=SOON)
    assert {part.asked.key: part.standing.word for part in card.parts} == WORD
    assert card.area is not None
    assert card.area.code == town.TOWN
    late = scorecard.scorecard(audience=Audience.PUBLIC, on=LATE)
    words = {line.word for part in late.parts for line in part.lines}
    assert words <= {Verdict.STALE, Verdict.NO_DATA}


@pytest.mark.django_db
def test_few_answers_are_never_good_news() -> None:
    town.make_areas()
    town.make_agreement(contract_key=asked.SOURCE)
    asked.release_share("survey_get_on_well", (40, 90), answers=29)
    cohesion = scorecard.scorecard(audience=Audience.PUBLIC, on=SOON).parts[0]
    assert cohesion.standing.word is Verdict.SUPPRESSED


@pytest.mark.django_db
def test_without_areas_or_figures_the_card_is_empty() -> None:
    assert scorecard.scorecard(audience=Audience.PUBLIC, on=SOON).is_empty
    assert perception.perception(audience=Audience.PUBLIC, on=SOON) is None
    town.make_areas()
    assert scorecard.scorecard(audience=Audience.PUBLIC, on=SOON).is_empty
    found = perception.perception(audience=Audience.PUBLIC, on=SOON)
    assert found is not None
    assert found.is_empty


@pytest.mark.django_db
def test_day_dark_groups_and_districts_stand_beside_one_another() -> None:
    town.make_areas()
    asked.ask_the_town()
    found = perception.perception(audience=Audience.PUBLIC, on=SOON)
    assert found is not None
    assert found.says.startswith("By day about 88 in every 100")
    (by_sex,) = found.groupings
    dark = {row.title: row.after_dark.value for row in by_sex.rows if row.after_dark}
    assert dark == {"Female": 42, "Male": 60}
    assert [each.fear.value for each in found.districts] == [35, 40, 55]
    assert {each.says for each in found.districts} == {perception.NOT_KNOWN}  # nothing is recorded by part


def times(lower: float, upper: float) -> Estimate:
    return Estimate((lower + upper) / 2, lower, upper, 0.95, "any", "times")


@pytest.mark.parametrize(
    ("found", "beside"),
    [
        (None, Beside.UNKNOWN),
        (times(1.1, 1.5), Beside.MORE),
        (times(0.5, 0.9), Beside.LESS),
        (times(0.9, 1.1), Beside.NO_OTHER),
    ],
)
def test_risk_beside_elsewhere(found: Estimate | None, beside: Beside) -> None:
    assert perception.risk_beside(found) is beside


@pytest.mark.parametrize(
    ("lower", "upper", "beside"),
    [
        (71, 75, Beside.MORE),
        (60, 69, Beside.LESS),
        (65, 75, Beside.NO_OTHER),
        (None, None, Beside.UNKNOWN),
    ],
)
def test_fear_beside_the_whole(figure: ReleasedFigure, lower, upper, beside: Beside) -> None:
    assert perception.fear_beside(replace(figure, lower=lower, upper=upper), figure) is beside
    assert perception.fear_beside(figure, None) is Beside.UNKNOWN


def test_every_pair_that_can_be_told_has_its_own_sentence() -> None:
    told = (Beside.MORE, Beside.NO_OTHER, Beside.LESS)
    assert set(perception.SAYS) == {(fear, risk) for fear in told for risk in told}
    assert len(set(perception.SAYS.values())) == len(perception.SAYS)


def test_nothing_is_said_of_day_and_dark_where_one_is_hidden(figure: ReleasedFigure) -> None:
    assert perception.says(figure, None) == ""
    assert perception.says(replace(figure, value=None), figure) == ""
