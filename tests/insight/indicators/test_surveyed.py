"""Figures of the survey: weighted, hidden under thirty answers, of comparable waves only, and read for what they say."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from insight import county

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, queries, registry, surveyed
from headwater.insight.indicators.geography import frame
from headwater.insight.indicators.tables import GivenTables
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Cell, Draft
from headwater.insight.release.released import ReleasedSeries
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

SOURCE, KEY = "community_survey", "survey_safe_after_dark"
ON = date(2026, 1, 15)
WAVES = (date(2022, 10, 1), date(2023, 10, 1), date(2024, 10, 1))
Row = dict[str, Any]


def answer(number: int, wave: date, *, says: bool, **facts: Any) -> Row:
    """One address, in one of four neighbourhoods by its number."""
    lsoa = county.LSOAS[number % 4]
    return {
        "wave_starts": wave,
        "question_version": 2,
        "status": "A",
        "stratum": f"S{1 + number % 4 // 2}",
        "sampling_point": f"P{number % 16}",
        "survey_weight": 1.0,
        "lsoa21": lsoa,
        "weight": 1.0,
        "age_band": "25-44",
        "sex": "F" if number % 8 < 4 else "M",
        "ethnicity": "White",
        **dict.fromkeys(("safe_by_day", "safe_after_dark", "get_on_well", "worried"), "2" if says else "3"),
        "hurt_last_year": "1" if says else "2",
        **facts,
    }


def wave_of(wave: date, count: int, share: float, **facts: Any) -> list[Row]:
    """So many answers, and half as many addresses where nobody was reached."""
    rng = np.random.default_rng(wave.year)
    told = [answer(n, wave, says=bool(rng.random() < share), **facts) for n in range(count)]
    silent = [
        {**answer(n, wave, says=False, **facts), "status": "N", "survey_weight": None}
        for n in range(count // 2)
    ]
    return [*told, *silent]


def tables(*rows: list[Row]) -> GivenTables:
    return county.tables(**{f"{SOURCE}_located": [row for wave in rows for row in wave]})


def draft(given: GivenTables, breakdown: str = "", key: str = KEY) -> Draft:
    areas = frame(given)
    assert areas is not None
    made = surveyed.compute(registry.get_indicator(key), given, areas)
    return next(each.draft for each in made if each.cut.breakdown == breakdown)


def released(
    given: GivenTables, breakdown: str = "", key: str = KEY
) -> dict[tuple[str, str], ReleasedSeries]:
    county.sign_agreement(SOURCE)
    actions.refresh(given, by=partners.operator(), only=[key])
    codes = (county.PFA, *sorted(set(county.CSPS.values())))
    found = release.all_series(
        key, codes, grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON, breakdown=breakdown
    )
    return {(each.area_code, each.category): each for each in found}


def test_a_share_is_weighted_and_the_number_is_of_answers() -> None:
    wave = [answer(n, WAVES[0], says=n < 40, survey_weight=3.0 if n < 40 else 1.0) for n in range(160)]
    found = draft(tables(wave))
    assert found.counts[0, 0, 0] == 160
    assert found.scores is not None
    assert found.scores[0, 0, 0] == pytest.approx(50)
    assert found.periods == (date(2022, 4, 1),)


def test_who_will_not_say_is_not_among_them() -> None:
    wave = [
        *wave_of(WAVES[0], 80, 0.5),
        *(answer(n, WAVES[0], says=True, safe_after_dark="8") for n in range(99)),
    ]
    assert draft(tables(wave)).counts[0, 0, 0] == 80


def test_waves_that_asked_in_other_words_are_left_out_and_said() -> None:
    found = draft(tables(wave_of(WAVES[0], 80, 0.9, question_version=1), wave_of(WAVES[1], 80, 0.5)))
    assert found.periods == (date(2023, 4, 1),)
    assert "Asked in other words before, and left out for that: October 2022" in found.origin.notes
    assert "In October 2023 67% of the addresses that were asked answered" in found.origin.notes


def test_a_year_without_a_wave_was_not_collected() -> None:
    found = draft(tables(wave_of(WAVES[0], 80, 0.5), wave_of(WAVES[2], 80, 0.5)))
    assert found.states[0, 0].tolist() == [Cell.VALUE, Cell.NOT_COLLECTED, Cell.VALUE]


def test_no_answers_make_no_table() -> None:
    silent = [row for row in wave_of(WAVES[0], 80, 0.5) if row["status"] == "N"]
    areas = frame(tables(silent))
    assert areas is not None
    assert surveyed.compute(registry.get_indicator(KEY), tables(silent), areas) == []
    assert surveyed.compute(registry.get_indicator(KEY), county.tables(), areas) == []


@pytest.mark.django_db
def test_a_share_leaves_in_whole_per_cents_with_the_answers_behind_it() -> None:
    series = released(tables(wave_of(WAVES[0], 400, 0.4)))[county.PFA, "all"]
    figure = series.latest
    assert figure is not None
    assert figure.n == 400
    numbers = (figure.lower, figure.value, figure.upper)
    assert all(number is not None and number == round(number) for number in numbers)
    assert figure.lower < figure.value < figure.upper
    assert "asked answered" in " ".join(figure.provenance.notes)


@pytest.mark.django_db
def test_fewer_than_thirty_answers_are_hidden_and_cannot_be_worked_out() -> None:
    """Of four neighbourhoods in two districts one district has twenty answers: with the whole, the other would tell them."""
    many = [row for row in wave_of(WAVES[0], 400, 0.4) if row["lsoa21"] in county.LSOAS[:2]]
    few = [answer(n, WAVES[0], says=n % 2 == 0, lsoa21=county.LSOAS[2 + n % 2]) for n in range(20)]
    found = released(tables([*many, *few]))
    states = {code: series.states[0] for (code, _), series in found.items()}
    assert states["E22900002"] is FigureState.SUPPRESSED
    assert FigureState.SUPPRESSED in {states[county.PFA], states["E22900001"]}
    assert found["E22900002", "all"].values == (None,)


@pytest.mark.django_db
@pytest.mark.parametrize("yes", [0, 4, 36, 40])
def test_a_share_that_few_stand_behind_on_one_side_is_hidden(yes: int) -> None:
    rows = [answer(n, WAVES[0], says=n < yes) for n in range(40)]
    found = released(tables(rows))[county.PFA, "all"]
    assert (found.states, found.values) == ((FigureState.SUPPRESSED,), (None,))


@pytest.mark.django_db
def test_a_share_that_five_stand_behind_is_shown() -> None:
    rows = [answer(n, WAVES[0], says=n < 5) for n in range(40)]
    assert released(tables(rows))[county.PFA, "all"].values == (13.0,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shares", "verdict", "says"),
    [
        ((0.3, 0.6), Verdict.IMPROVING, "more than chance would bring"),
        ((0.6, 0.3), Verdict.WORSENING, "more than chance would bring"),
        ((0.5, 0.5), Verdict.NO_CLEAR_CHANGE, "no clear change"),
    ],
)
def test_the_newest_wave_is_read_beside_the_one_before(
    shares: tuple[float, float], verdict: Verdict, says: str
) -> None:
    released(tables(*(wave_of(wave, 400, share) for wave, share in zip(WAVES[1:], shares, strict=True))))
    found = queries.verdict(KEY, county.PFA, audience=Audience.PUBLIC, on=date(2025, 6, 1))
    assert found.verdict is verdict
    assert says in found.says


@pytest.mark.django_db
def test_one_wave_and_hidden_waves_are_not_compared() -> None:
    released(tables(wave_of(WAVES[2], 400, 0.5)))
    found = queries.verdict(KEY, county.PFA, audience=Audience.PUBLIC, on=date(2025, 6, 1))
    assert (found.verdict, "not yet two waves" in found.says) == (Verdict.NO_DATA, True)


@pytest.mark.django_db
def test_groups_of_whom_nothing_is_known_are_no_hiding_place() -> None:
    found = released(tables(wave_of(WAVES[2], 400, 0.5)), breakdown="sex")
    assert {category for code, category in found if code == county.PFA} == {"all", "female", "male"}


@pytest.mark.django_db
@pytest.mark.parametrize(("shares", "says"), [((0.4, 0.45, 0.5), True), ((0.45, 0.5, 0.45), False)])
def test_small_steps_of_one_way_show_beside_the_first_wave(
    shares: tuple[float, float, float], says: bool
) -> None:
    """No two waves that follow each other differ beyond chance; the last and the first may."""
    rows = [
        [answer(n, wave, says=n % 20 < share * 20) for n in range(400)]
        for wave, share in zip(WAVES, shares, strict=True)
    ]
    released(tables(*rows))
    found = queries.verdict(KEY, county.PFA, audience=Audience.PUBLIC, on=date(2025, 6, 1))
    assert found.verdict is Verdict.NO_CLEAR_CHANGE
    assert ("Beside the first wave in these words (April 2022 to March 2023)" in found.says) is says


@pytest.mark.django_db
def test_age_and_sex_together_are_hidden_where_few_answered_and_cannot_be_worked_out() -> None:
    """Of those of 16 to 24 few are women: with the women and the ages released beside them, their number would follow."""
    rows = wave_of(WAVES[0], 800, 0.5)
    young = [answer(n, WAVES[0], says=n % 2 == 0, age_band="16-24", sex="M") for n in range(80)]
    few = [answer(n, WAVES[0], says=n % 2 == 0, age_band="16-24", sex="F") for n in range(12)]
    found = released(tables([*rows, *young, *few]), breakdown="age_and_sex")
    states = {category: series.states[0] for (code, category), series in found.items() if code == county.PFA}
    assert states["16_to_24-female"] is FigureState.SUPPRESSED
    hidden = [key for key, state in states.items() if state is FigureState.SUPPRESSED]
    assert any(key.startswith("16_to_24") or key.endswith("female") for key in hidden[1:])
    assert FigureState.VALUE in states.values()
