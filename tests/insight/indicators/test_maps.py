"""Maps: planted places are found, noise is not, and a map is drawn from released counts alone."""

from datetime import date

import numpy as np
import pytest
from insight import county

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, clusters, grids, maps, queries
from headwater.insight.indicators.calendar import Months
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release, Series
from headwater.vocabulary.errors import Invalid, NotFound

ON = date(2025, 2, 1)
SIDE = 8


def field(*, hot: bool):  # type: ignore[no-untyped-def]
    """64 neighbourhoods of about a square kilometre; a corner of four has nine times the events."""
    chance = np.random.default_rng(5)
    cells = [(x, y) for x in range(SIDE) for y in range(SIDE)]
    rows = []
    for x, y in cells:
        often = 36 if hot and x < 2 and y < 2 else 4
        for month in range(24):
            for _ in range(chance.poisson(often)):
                east, north = x + chance.random(), y + chance.random()
                rows.append(
                    county.street_row(
                        county.square_code(x, y), county.month_start(2023 * 12 + month), "Robbery"
                    )
                    | {"longitude": -1.2 + east * 0.0149, "latitude": 53.0 + north * 0.009}
                )
    return county.square_tables(cells, police_street_located=rows)


def test_planted_corner_stands_out_on_every_map_and_nothing_else_does(db: None) -> None:
    actions.refresh(field(hot=True), by=partners.operator(), only=["police_street_robbery"])
    found = queries.violence_map("police_street_robbery", audience=Audience.PUBLIC, on=ON)
    high = {cell.code for cell in found.cells if cell.level == "high"}
    assert {county.square_code(x, y) for x in range(2) for y in range(2)} <= high
    assert len(high) <= 9  # those that touch the corner stand beside it
    assert found.period.words() == "January 2024 to December 2024"
    public, partner = (
        queries.violence_map("police_street_robbery", audience=audience, on=ON, kind="grid")
        for audience in Audience
    )
    assert (public.kind, partner.kind) == ("grid_1000m", "grid_500m")
    assert {cell.level for cell in public.cells} >= {"high", "as_elsewhere"}
    total = sum(cell.n or 0 for cell in public.cells)
    assert total == sum(cell.n or 0 for cell in partner.cells)
    assert not Series.objects.filter(area_kind__startswith="grid").exists()
    assert Release.objects.filter(area_kinds=["grid_500m"], audience="partner").exists()


def test_noise_alone_makes_no_place_stand_out_more_often_than_stated(db: None) -> None:
    chance = np.random.default_rng(11)
    square = np.array([(x, y) for x in range(20) for y in range(20)])
    near = maps.beside_on_grid(square)
    alarms = [
        clusters.gi_star(np.sqrt(chance.poisson(30, size=400)), near).significant.any() for _ in range(200)
    ]
    assert np.mean(alarms) <= 0.08  # 5 %, and what 200 trials may stray


def test_a_map_needs_places_and_boundaries(db: None) -> None:
    rows = [
        county.street_row(lsoa, county.month_start(2022 * 12 + m), "Robbery")
        for m in range(24)
        for lsoa in county.LSOAS
    ]
    actions.refresh(county.tables(police_street_located=rows), by=partners.operator())
    with pytest.raises(NotFound):
        queries.violence_map("police_street_robbery", audience=Audience.PUBLIC, on=ON)


def test_density_adds_up_to_the_events_and_flat_maps_have_no_clusters() -> None:
    square = np.array([(x, y) for x in range(41) for y in range(41)], dtype=float) * 100
    weights = np.zeros(len(square))
    weights[len(square) // 2] = 7
    density = clusters.quartic_density(square, weights, bandwidth_m=1500)
    assert density.sum() * 100**2 == pytest.approx(7, rel=0.01)
    assert not clusters.gi_star(np.full(9, 3.0), maps.beside_on_grid(square[:9].astype(np.int64))).z.any()
    with pytest.raises(Invalid):
        clusters.gi_star(np.array([1.0]), [np.array([], dtype=np.int64)])
    with pytest.raises(Invalid):
        clusters.quartic_density(square, weights, bandwidth_m=0)


def test_the_last_whole_year_is_mapped() -> None:
    collected = np.ones(30, dtype=np.bool_)
    assert grids.last_year(Months(100, collected)) == 118
    collected[-3] = False
    assert grids.last_year(Months(100, collected)) == 115
    assert grids.last_year(Months(100, collected[:11])) is None
