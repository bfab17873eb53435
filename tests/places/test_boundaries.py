"""Boundaries: every point in one area or none, whatever the order."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.places import boundaries, projection
from headwater.places.boundaries import Boundaries
from headwater.vocabulary import errors


def make_grid(side: int = 3) -> Boundaries:
    """Squares of a hundredth of a degree, coded row by row."""
    boxes = [
        shapely.box(-1.2 + x / 100, 52.9 + y / 100, -1.2 + (x + 1) / 100, 52.9 + (y + 1) / 100)
        for y in range(side)
        for x in range(side)
    ]
    return Boundaries([f"E01{number:06d}" for number in range(side * side)], boxes)


def slowly(areas: dict[str, shapely.Geometry], x: float, y: float) -> str | None:
    held = [code for code, shape in areas.items() if shape.intersects(shapely.Point(x, y))]
    return min(held, default=None)


def test_locate_finds_the_area_and_says_none_outside():
    found = make_grid().locate([-1.195, -1.175, 0.0, np.nan], [52.905, 52.925, 52.905, 52.905])
    assert list(found) == ["E01000000", "E01000008", None, None]


def test_locate_of_a_shared_corner_takes_the_lowest_code():
    areas = [
        shapely.box(0, 0, 1, 1),
        shapely.box(1, 0, 2, 1),
        shapely.box(0, 1, 1, 2),
        shapely.box(1, 1, 2, 2),
    ]
    assert list(Boundaries(["D", "C", "B", "A"], areas).locate([1.0], [1.0])) == ["A"]
    assert list(Boundaries(["A", "B", "C", "D"], areas).locate([1.0], [1.0])) == ["A"]


def test_locate_of_no_points_is_empty():
    assert len(make_grid().locate([], [])) == 0


def test_locate_goes_on_past_one_chunk(monkeypatch):
    grid = make_grid()
    x, y = np.linspace(-1.21, -1.16, 50), np.linspace(52.89, 52.94, 50)
    whole = list(grid.locate(x, y))
    monkeypatch.setattr(boundaries, "CHUNK_POINTS", 7)
    assert list(grid.locate(x, y)) == whole
    assert None in whole
    assert "E01000004" in whole


def test_locate_refuses_unequal_lengths():
    with pytest.raises(errors.Invalid):
        make_grid().locate([1.0], [1.0, 2.0])


@settings(max_examples=40)
@given(
    seeds=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=12, unique=True),
    points=st.lists(st.tuples(st.integers(-4, 44), st.integers(-4, 44)), min_size=1, max_size=30),
    random=st.randoms(use_true_random=False),
)
def test_locate_agrees_with_asking_every_area(seeds, points, random):
    cells = list(shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(seeds))))
    areas = {f"E01{number:06d}": cell for number, cell in enumerate(cells)}
    shuffled = list(areas.items())
    random.shuffle(shuffled)
    x, y = np.array(points, dtype=float).T / 2
    found = Boundaries(*zip(*shuffled, strict=True)).locate(x, y)
    assert list(found) == [slowly(areas, *place) for place in zip(x, y, strict=True)]


def test_neighbours_are_those_that_share_an_edge_or_a_corner():
    neighbours = [list(row) for row in make_grid().neighbours()]
    assert neighbours[0] == [1, 3, 4]
    assert neighbours[4] == [0, 1, 2, 3, 5, 6, 7, 8]


def test_neighbours_of_a_single_area_are_none():
    assert [list(row) for row in make_grid(1).neighbours()] == [[]]


def test_areas_and_centroids_are_measured_on_the_national_grid():
    corner = projection.to_degrees([450_000, 452_000, 452_000, 450_000], [340_000, 340_000, 343_000, 343_000])
    areas = Boundaries(["A"], [shapely.Polygon(np.column_stack(corner))])
    assert areas.areas_km2() == pytest.approx([6.0], rel=1e-6)
    easting, northing = areas.centroids()
    assert (easting[0], northing[0]) == pytest.approx((451_000, 341_500), abs=0.01)


def test_simplified_keeps_neighbours_together():
    wavy = [(x / 1000, 52.9 + (x % 2) / 10_000) for x in range(101)]
    below = shapely.Polygon([*wavy, (0.1, 52.8), (0, 52.8)])
    above = shapely.Polygon([*wavy, (0.1, 53.0), (0, 53.0)])
    coarse = Boundaries(["A", "B"], [below, above]).simplified(tolerance_m=200)
    assert shapely.coverage_is_valid(coarse.geometries)
    assert shapely.get_num_coordinates(coarse.geometries).max() < 20


def test_geojson_carries_code_and_outline():
    collection = json.loads(make_grid(1).geojson(decimals=3))
    (feature,) = collection["features"]
    assert feature["id"] == feature["properties"]["code"] == "E01000000"
    assert [-1.2, 52.9] in feature["geometry"]["coordinates"][0]


def test_from_geojson_texts_reads_what_geojson_writes():
    texts = [json.dumps(feature["geometry"]) for feature in json.loads(make_grid().geojson())["features"]]
    again = boundaries.from_geojson_texts(list(make_grid().codes), texts)
    assert again.geojson() == make_grid().geojson()


def test_boundaries_mend_an_outline_that_crosses_itself():
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert list(Boundaries(["A"], [bow_tie]).locate([0.2, 1.0], [1.0, 1.8])) == ["A", None]


@pytest.mark.parametrize(
    ("codes", "shapes"),
    [
        (["A"], []),
        (["A", "A"], [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]),
        (["A"], [None]),
        (["A"], [shapely.Point(0, 0)]),
        (["A"], [shapely.Polygon()]),
        (["A"], [shapely.Polygon([(0, 0), (1, 1), (0, 0)])]),
    ],
)
def test_boundaries_refuse_what_bounds_nothing(codes, shapes):
    with pytest.raises(errors.Invalid):
        Boundaries(codes, shapes)


@pytest.mark.parametrize(
    "shape",
    [
        "null",
        '"a shape"',
        "[[[",
        '{"type": "Point", "coordinates": [-1, 52]}',
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Polygon", "coordinates": [[[0, 51], [1, 51], [1, 51], [0, 51]]]}',  # encloses nothing
        '{"type": "Polygon", "coordinates": [[[NaN, NaN], [1, 51], [1, 52], [NaN, NaN]]]}',
        '{"type": "Polygon", "coordinates": [[[1e999, 51], [1, 51], [1, 52], [1e999, 51]]]}',
        '{"type": "Polygon", "coordinates": [[["west", 51], [1, 51], [1, 52], ["west", 51]]]}',
        '{"type": "Polygon", "coordinates": [[[455000, 340000], [455100, 340000], [455100, 340100], [455000, 340000]]]}',
    ],
)
def test_what_is_no_outline_is_told_apart_from_one(shape):
    crossing = (
        '{"type": "Polygon", "coordinates": [[[-1, 52], [-1.1, 52.1], [-1, 52.1], [-1.1, 52], [-1, 52]]]}'
    )
    assert boundaries.are_outlines([crossing, shape]) == [True, False]  # what crosses itself can be mended
