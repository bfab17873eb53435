"""Maps over the years: what was planted to stay, to come and to go is told apart, and chance is not."""

from datetime import date

import numpy as np
import pytest
from insight import planting

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import (
    actions,
    grids,
    map_history,
    maps,
    queries,
    said_of_years,
    standing_out,
)
from headwater.insight.indicators.calendar import Months
from headwater.insight.indicators.map_history import Years
from headwater.insight.indicators.squares import Squares
from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import Provenance, ReleasedSeries
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

SIDE = 16
CELLS = [(x, y) for x in range(SIDE) for y in range(SIDE)]
NEAR = Squares(1000, np.array(CELLS) * 1000 + 400_000).beside()
STARTS = tuple(date(year, 4, 1) for year in range(2020, 2025))
MEAN = 20
ON = date(2025, 2, 1)
KEY = "police_street_robbery"


def corner(x: int, y: int) -> list[int]:
    """Four squares that touch."""
    return [CELLS.index((x + right, y + up)) for right in (0, 1) for up in (0, 1)]


STAYS, COMES, GOES = corner(2, 2), corner(12, 2), corner(2, 12)


def planted(*, seed: int = 1) -> np.ndarray:
    mean = np.full((5, len(CELLS)), float(MEAN))
    mean[:, STAYS] = mean[-1:, COMES] = 5 * MEAN
    mean[:2, GOES] = 5 * MEAN
    return np.random.default_rng(seed).poisson(mean).astype(float)


def years(counts: np.ndarray, *, starts: tuple[date, ...] = STARTS) -> Years:
    return Years(starts[-len(counts) :], counts, np.ones(counts.shape[1]), high_only=True)


def read(facts: dict) -> said_of_years.ReleasedHistory:
    found = said_of_years.read(facts, "grid_1000m")
    assert found is not None
    return found


def test_what_stays_comes_and_goes_is_told_apart() -> None:
    found = map_history.of_years(years(planted()), NEAR)
    for places, word in ((STAYS, "persistent"), (COMES, "emerging"), (GOES, "former")):
        assert {found.patterns[at] for at in places} == {word}
    touched = {at for place in (*STAYS, *COMES, *GOES) for at in (place, *NEAR[place].tolist())}
    assert {at for at, word in enumerate(found.patterns) if word != "none"} <= touched
    says = read(found.facts).pattern_says
    assert says.startswith(
        f"Over 5 years, {found.patterns.count('persistent')} squares stand out in most years"
    )


def test_chance_alone_makes_patterns_no_more_often_than_five_years_of_alarms() -> None:
    chance = np.random.default_rng(6)
    found = [
        map_history.of_years(years(chance.poisson(MEAN, (5, len(CELLS))).astype(float)), NEAR).patterns
        for _ in range(60)
    ]
    stated = 1 - 0.95**5
    alarms = np.mean([set(each) != {"none"} for each in found])
    assert alarms <= stated + 3 * np.sqrt(stated * (1 - stated) / 60)
    assert not any("persistent" in each for each in found)


def test_squares_with_less_have_no_pattern_but_areas_have() -> None:
    counts = np.full((5, len(CELLS)), float(MEAN))
    counts[:, ::2] += 2
    counts[:, STAYS] = 0
    squares = map_history.of_years(years(counts), NEAR)
    assert {squares.patterns[at] for at in STAYS} == {"none"}
    people = np.where(np.arange(len(CELLS)) % 2, 1500.0, 1600.0)
    areas = map_history.of_years(Years(STARTS, counts, people, high_only=False), NEAR)
    assert {areas.patterns[at] for at in STAYS} == {"low_persistent"}


def test_too_few_years_have_no_pattern_and_say_how_many_it_takes() -> None:
    few = map_history.of_years(years(planted()[:4]), NEAR)
    assert few.patterns == ()
    assert read(few.facts).pattern_says == (
        "To tell places that stay from those that come and go takes 5 years in a row; here are 4."
    )
    one = read(map_history.of_years(years(planted()[:1]), NEAR).facts)
    assert one.pattern_says.endswith("here is 1.")
    assert (one.change_says, one.forecast_says, one.forecasts) == ("", "", ())


def test_what_changed_since_the_year_before_is_counted() -> None:
    facts = map_history.of_years(years(planted()), NEAR).facts
    assert facts["changed"]["more"] == len(COMES)
    assert "4 squares gained and 0 lost otherwise than the whole map" in read(facts).change_says
    still = map_history.of_years(years(np.full((2, len(CELLS)), 20.0)), NEAR).facts
    assert "changed as the whole map did" in read(still).change_says


def test_each_year_is_scored_by_the_one_before_it() -> None:
    """Forty squares, of which 5 % are two: worked out by hand."""
    before, after = np.ones(40), np.ones(40)
    before[:2], after[:1], after[5] = 10, 10, 20
    near = Squares(1000, np.array([(x, 0) for x in range(40)]) * 1000 + 400_000).beside()
    facts = map_history.of_years(years(np.array([before, after])), near).facts
    score = read(facts).forecasts[0]
    held, total = 10 + 1, 38 + 10 + 20
    assert score.year.start == STARTS[-1]
    assert score.hit_rate == pytest.approx(held / total, abs=0.001)
    assert score.pai == pytest.approx(held / total / (2 / 40), abs=0.001)
    assert score.pei == pytest.approx(held / 30, abs=0.001)
    assert score.rri == pytest.approx(held / total / (20 / 58), abs=0.001)
    assert "The 5% of squares with most in one year held 16%" in read(facts).forecast_says


def test_a_year_without_events_is_neither_scored_nor_compared() -> None:
    counts = planted()[:2]
    counts[-1] = 0
    facts = map_history.of_years(years(counts), NEAR).facts
    assert (facts["accuracy"], facts["changed"]) == (None, None)


@pytest.mark.parametrize("mean", [12, 30])
def test_rates_of_very_unequal_people_stand_out_by_chance_no_more_often_than_stated(mean: float) -> None:
    """Gi* of counts for each person alone alarms in 9 to 12 of 100 such maps."""
    chance, alarms = np.random.default_rng(9), 0
    for _ in range(150):
        people = chance.integers(300, 6000, len(CELLS)).astype(float)
        counts = chance.poisson(people * mean / people.mean()).astype(float)
        found = standing_out.stand_out(counts, people, NEAR)
        assert found.method == standing_out.GI_RATES
        alarms += set(found.levels) != {standing_out.AS_ELSEWHERE}
    assert alarms / 150 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 150)


def test_a_second_test_keeps_what_was_planted_and_nothing_that_is_not_there() -> None:
    counts = planted()[-1]
    levels = standing_out.stand_out(counts, np.ones(len(CELLS)), NEAR).levels
    kept = standing_out.shuffled_too(counts, NEAR, levels)
    assert len(STAYS) <= kept <= levels.count("high")
    assert standing_out.shuffled_too(counts, NEAR, [standing_out.AS_ELSEWHERE] * len(CELLS)) == 0


def test_the_years_before_are_on_the_map_of_squares_and_of_areas(db) -> None:
    actions.refresh(planting.field(hot=True), by=partners.operator(), only=[KEY])
    for kind in ("grid", "lsoa"):
        found = queries.violence_map(KEY, audience=Audience.PARTNER, on=ON, kind=kind)
        assert found.history is not None
        assert found.history.starts == (date(2023, 1, 1), date(2024, 1, 1))
        assert found.history.forecasts[0].pai > 3
        assert {cell.pattern for cell in found.cells} == {"none"}
    assert found.shuffled_too is None


def test_rates_of_areas_are_drawn_toward_the_maps_and_never_past_it(db) -> None:
    actions.refresh(planting.field(hot=True, often=0.5), by=partners.operator(), only=[KEY])
    found = queries.violence_map(KEY, audience=Audience.PARTNER, on=ON, kind="lsoa")
    mean = sum(cell.value for cell in found.cells) / len(found.cells)  # all have as many people
    for cell in found.cells:
        low, high = sorted((cell.value, mean))
        assert low - 0.01 <= cell.smoothed <= high + 0.01
        assert 0 < cell.kept < 1


def test_years_go_back_while_enough_is_told_of_every_place() -> None:
    def series(at: int, hidden: int) -> ReleasedSeries:
        starts = tuple(date(2022 + year, 4, 1) for year in range(3))
        states = [FigureState.VALUE] * 3
        if at < hidden:
            states[0] = FigureState.SUPPRESSED
        n = tuple(None if state is FigureState.SUPPRESSED else 9.0 for state in states)
        nothing: tuple[None, ...] = (None,) * 3
        place = (f"E01{at:06d}", f"Place {at}", "lsoa", "all", "")
        return ReleasedSeries(
            *(KEY, *place, Grain.YEAR, Method.RATE, 100_000.0, starts, tuple(states), n, n),
            *(nothing, nothing, nothing, nothing, (1000.0,) * 3, _origin()),
        )

    told = maps.of_areas([series(at, 10) for at in range(40)], {})
    hiding = maps.of_areas([series(at, 20) for at in range(40)], {})
    assert told is not None
    assert hiding is not None
    assert (len(told.history["starts"]), len(hiding.history["starts"])) == (3, 2)


def test_the_last_years_that_follow_one_another_are_mapped() -> None:
    collected = np.ones(40, dtype=np.bool_)
    assert grids.last_years(Months(100, collected)) == [104, 116, 128]
    assert grids.last_years(Months(100, np.ones(90, dtype=np.bool_))) == [130, 142, 154, 166, 178]
    collected[20] = False
    assert grids.last_years(Months(100, collected)) == [128]
    assert grids.last_years(Months(100, collected[:11])) == []


def test_positions_that_others_share_are_counted() -> None:
    one, two = np.array([0.0, 1.0, 2.0]), np.array([[0.0, 3.0], [5.0, 1.0], [0.0, 0.0]])
    assert grids.Points(STARTS[:2], one, one, two, 1.0).shared == 0.75
    assert grids.Points(STARTS[:1], one, one, np.zeros((3, 1)), 1.0).shared is None


def _origin() -> Provenance:
    words = dict.fromkeys(
        ("attribution", "policy", "policy_words", "policy_hash", "made_from", "code_version"), ""
    )
    return Provenance(
        release=None,
        indicator=KEY,
        indicator_version=1,
        sources=(),
        extracted_on=ON,
        audience=Audience.PARTNER,
        located_share=None,
        notes=(),
        **words,
    )
