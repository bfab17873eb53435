"""Maps: planted places are found, noise is not, and a map is drawn from released counts alone."""

from datetime import date

import numpy as np
import pytest
from insight import county, planting

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, grids, maps, partnership, queries, standing_out
from headwater.insight.indicators.calendar import Months
from headwater.insight.indicators.squares import Squares
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release, Series
from headwater.statistics import hotspots
from headwater.vocabulary.errors import Invalid, NotFound

ON = date(2025, 2, 1)
KEY = "police_street_robbery"
EVENTS = 4606  # of the last year of the planted field


@pytest.fixture
def planted_corner(db) -> None:
    actions.refresh(planting.field(hot=True), by=partners.operator(), only=[KEY])


def codes(found, level: str) -> set[str]:
    return {cell.code for cell in found.cells if cell.level == level}


def test_the_planted_corner_is_the_map_of_neighbourhoods(planted_corner) -> None:
    """The golden map: the corner and nothing that does not touch it."""
    found = queries.violence_map(KEY, audience=Audience.PUBLIC, on=ON)
    corner = {county.square_code(x, y) for x, y in planting.CORNER}
    touching = {county.square_code(x, y) for x in range(3) for y in range(3)}
    assert corner <= codes(found, "high") <= touching
    assert codes(found, "low") == set()
    assert found.period.words() == "January 2024 to December 2024"
    assert found.says == (
        f"{len(codes(found, 'high'))} of 64 places stand out, together with those around them, "
        "with more than chance would give."
    )
    assert (found.method, found.places) == ("gi_star", 64)
    assert all(cell.p <= 0.05 for cell in found.cells if cell.level == "high")


def test_the_planted_corner_stands_out_on_both_grids_and_holds_the_densest_squares(planted_corner) -> None:
    public, partner = (
        queries.violence_map(KEY, audience=audience, on=ON, kind="grid") for audience in Audience
    )
    assert (public.kind, partner.kind) == ("grid_1000m", "grid_500m")
    total = sum(cell.n or 0 for cell in partner.cells)
    assert total == EVENTS
    for found in (public, partner):
        corners = Squares.of([cell.code for cell in found.cells]).corners
        south_west = corners.min(axis=0) + 3_000  # the corner of 2 km and what touches it
        high = [cell.level == "high" for cell in found.cells]
        densest = [cell.densest == 0 for cell in found.cells]
        assert (corners[high] < south_west + 4_000).all()
        assert (corners[densest] < south_west + 3_000).all()
        assert sum(densest) >= 2
        assert sum(cell.n for cell in found.cells if cell.densest is not None) >= 0.75 * total
    assert not Series.objects.filter(area_kind__startswith="grid").exists()
    assert Release.objects.filter(area_kinds=["grid_500m"], audience="partner").exists()
    assert public.provenance.located_share == 1


def test_the_public_is_not_told_a_count_below_the_partnerships_fewest(db, monkeypatch) -> None:
    actions.refresh(planting.field(hot=True, often=0.4), by=partners.operator(), only=[KEY])
    public, partner = (
        queries.violence_map(KEY, audience=audience, on=ON, kind="grid") for audience in Audience
    )
    assert min(cell.n for cell in public.cells if cell.n) >= partnership.partnership().public_fewest
    assert any(cell.n is None for cell in public.cells)
    assert min(cell.n for cell in partner.cells if cell.n) < 5


def test_squares_are_called_by_map_reference_and_ward(planted_corner) -> None:
    found = queries.violence_map(KEY, audience=Audience.PUBLIC, on=ON, kind="grid")
    assert {cell.name.split(",")[0][:2] for cell in found.cells} == {"SK"}
    assert {cell.name.partition(", ")[2] for cell in found.cells} <= {"", "ward24"}
    assert len({cell.name for cell in found.cells}) == len(found.cells)


@pytest.mark.parametrize("mean", [0.05, 0.5, 1, 4, 30])
def test_noise_alone_makes_no_place_stand_out_more_often_than_stated(mean: float) -> None:
    """However few the events: Gi* alone would alarm in 87 of 100 maps of 0.05 a square."""
    chance = np.random.default_rng(11)
    near = Squares(1000, np.array([(x, y) for x in range(20) for y in range(20)]) * 1000 + 400_000).beside()
    flat = np.ones(400)
    alarms = [
        any(level != standing_out.AS_ELSEWHERE for level in standing_out.stand_out(each, flat, near).levels)
        for each in chance.poisson(mean, (200, 400)).astype(float)
        if each.sum()
    ]
    assert np.mean(alarms) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_noise_among_unequal_populations_is_no_more_than_stated() -> None:
    chance = np.random.default_rng(12)
    near = Squares(1000, np.array([(x, y) for x in range(20) for y in range(20)]) * 1000 + 400_000).beside()
    alarms = []
    for _ in range(200):
        people = chance.integers(1000, 3000, 400).astype(float)
        found = standing_out.stand_out(chance.poisson(people * 0.002).astype(float), people, near)
        alarms.append(any(level != standing_out.AS_ELSEWHERE for level in found.levels))
    assert np.mean(alarms) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_few_events_are_tested_exactly_and_many_by_gi_star() -> None:
    near = Squares(1000, np.array([(x, 0) for x in range(40)]) * 1000 + 400_000).beside()
    few, flat = np.zeros(40), np.ones(40)
    few[3:5] = 8
    found = standing_out.stand_out(few, flat, near)
    assert found.method == standing_out.EXACT
    assert [at for at, level in enumerate(found.levels) if level == "high"] == [2, 3, 4, 5]
    assert standing_out.stand_out(few + 5, flat, near).method == standing_out.GI_STAR


def test_a_map_without_events_shades_nothing() -> None:
    assert maps.holds(np.zeros(3), np.zeros(3)) == [None, None, None]
    content = maps.Map(date(2024, 1, 1), standing_out.EXACT, 40, {"high": 0, "low": 0}, ())
    assert content.says == "None of the 40 places stands out from what chance would spread."


def test_a_sentence_counts_what_stands_out() -> None:
    def says(high: int, low: int) -> str:
        return maps.Map(date(2024, 1, 1), standing_out.GI_STAR, 40, {"high": high, "low": low}, ()).says

    assert says(1, 0).startswith("1 of 40 places stands out, together with those around it, with more")
    assert says(3, 2).endswith("with more than chance would give, and 2 with less.")


def test_a_map_needs_places_and_boundaries(db) -> None:
    rows = [
        county.street_row(lsoa, county.month_start(2022 * 12 + m), "Robbery")
        for m in range(24)
        for lsoa in county.LSOAS
    ]
    actions.refresh(county.tables(police_street_located=rows), by=partners.operator())
    assert queries.mapped(audience=Audience.PARTNER) == {}
    with pytest.raises(NotFound):
        queries.violence_map(KEY, audience=Audience.PUBLIC, on=ON)


def test_maps_are_listed_for_whom_they_were_released(planted_corner) -> None:
    assert queries.mapped(audience=Audience.PUBLIC) == {KEY: ["grid"]}
    assert queries.mapped(audience=Audience.PARTNER) == {KEY: ["lsoa", "grid"]}


def test_density_adds_up_to_the_events_and_falls_away_from_them() -> None:
    squares = Squares(100, np.array([(x, y) for x in range(41) for y in range(41)]) * 100 + 400_000)
    weights = np.zeros(41 * 41)
    weights[41 * 41 // 2] = 7
    density = squares.density(weights, bandwidth_m=1500)
    assert density.sum() * 0.1**2 == pytest.approx(7, rel=0.01)
    assert density.argmax() == 41 * 41 // 2


def test_squares_know_their_neighbours_though_some_are_missing() -> None:
    corners = np.array([(0, 0), (1, 0), (0, 2), (1, 1)]) * 1000 + 400_000
    near = [set(each.tolist()) for each in Squares(1000, corners).beside()]
    assert near == [{1, 3}, {0, 3}, {3}, {0, 1, 2}]


def test_a_square_is_drawn_where_it_lies() -> None:
    drawn = Squares.of(["grid_500m:457500:340500"]).outlines()[0]
    ring = drawn["coordinates"][0]
    assert ring[0] == ring[-1]
    assert ring[0] == pytest.approx([-1.1448, 52.9588], abs=0.001)
    assert ring[2][0] > ring[0][0]
    assert ring[2][1] > ring[0][1]


def test_squares_so_small_that_they_show_the_snapping_are_refused() -> None:
    facts = vars(partnership.partnership())
    fine = hotspots.FINEST_SNAPPED_CELL_M
    assert partnership.parse({**facts, "partner_grid_m": fine}).partner_grid_m == fine
    with pytest.raises(Invalid, match="shared points"):
        partnership.parse({**facts, "partner_grid_m": fine - 1})


def test_the_last_whole_year_is_mapped() -> None:
    collected = np.ones(30, dtype=np.bool_)
    assert grids.last_year(Months(100, collected)) == 118
    collected[-3] = False
    assert grids.last_year(Months(100, collected)) == 115
    assert grids.last_year(Months(100, collected[:11])) is None
