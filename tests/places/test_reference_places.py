"""The room on real places of Nottinghamshire and England; skipped where the reference folder is absent."""

import csv
import json
import os
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely

from headwater.places import boundaries, lookups, population, projection

PLACES = Path(os.environ.get("HEADWATER_REFERENCE", "../shared")) / "data" / "places"
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not PLACES.is_dir(), reason="the reference folder is absent (HEADWATER_REFERENCE)"),
]


def read_features(name: str) -> list[dict]:
    return json.loads((PLACES / "boundaries" / name).read_text())["features"]


def make_boundaries(name: str, code: str) -> boundaries.Boundaries:
    features = read_features(name)
    codes = [feature["properties"][code] for feature in features]
    return boundaries.from_geojson_texts(codes, [json.dumps(feature["geometry"]) for feature in features])


def read_rows(name: str) -> list[dict[str, str]]:
    with (PLACES / "notts" / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "code", "areas"),
    [
        ("notts_lsoa21.geojson", "LSOA21CD", 684),
        ("notts_lsoa11.geojson", "LSOA11CD", 679),
        ("notts_msoa21.geojson", "MSOA21CD", 137),
        ("notts_ward.geojson", "WD25CD", 188),
    ],
)
def test_boundaries_of_nottinghamshire_cover_it_and_touch(name, code, areas):
    found = make_boundaries(name, code)
    assert len(found.codes) == areas
    assert found.areas_km2().sum() == pytest.approx(2159, abs=1)
    neighbours = found.neighbours()
    assert min(map(len, neighbours)) >= 1
    assert all(one in neighbours[other] for one, row in enumerate(neighbours) for other in row)
    coarse = found.simplified(tolerance_m=100)
    assert shapely.coverage_is_valid(coarse.geometries)
    assert coarse.areas_km2().sum() == pytest.approx(found.areas_km2().sum(), rel=0.001)
    assert len(coarse.geojson()) < 0.7 * len(found.geojson())


def test_locate_agrees_with_the_slow_way_on_real_outlines():
    areas = make_boundaries("notts_lsoa21.geojson", "LSOA21CD")
    random = np.random.default_rng(20211)
    x, y = random.uniform(-1.35, -0.75, 300), random.uniform(52.8, 53.45, 300)
    slow = [
        min(
            (code for code, shape in zip(areas.codes, areas.geometries, strict=True) if shape.covers(point)),
            default=None,
        )
        for point in shapely.points(x, y)
    ]
    assert list(areas.locate(x, y)) == slow
    assert {type(code) for code in slow} == {str, type(None)}


def test_to_national_grid_agrees_with_the_published_centres():
    properties = [feature["properties"] for feature in read_features("notts_lsoa11.geojson")]
    found = projection.to_national_grid(*([row[name] for row in properties] for name in ("LONG", "LAT")))
    published = np.array([[row["BNG_E"], row["BNG_N"]] for row in properties]).T
    assert np.hypot(*(np.array(found) - published)).max() < 5


def test_changes_of_england_agree_with_ons():
    table = pq.read_table(PLACES / "england" / "lookup_lsoa11_lsoa21_ltla22.parquet")
    pairs = list(zip(table["lsoa11_code"].to_pylist(), table["lsoa21_code"].to_pylist(), strict=True))
    lookup = lookups.weights_from_population(pairs, {})
    published = dict(zip(pairs, table["change_code"].to_pylist(), strict=True))
    found = zip(zip(lookup.sources, lookup.targets, strict=True), lookup.changes(), strict=True)
    differing = Counter(
        (published[pair], change.value) for pair, change in found if published[pair] != change.value
    )
    assert not differing


def test_population_moves_to_2021_without_losing_anybody():
    old = read_rows("population20_lsoa11_notts.csv")
    pairs = [
        (row["lsoa11_code"], row["lsoa21_code"]) for row in read_rows("lookup_lsoa11_lsoa21_ltla22_notts.csv")
    ]
    census = Counter()
    for row in read_rows("ethnicity21_lsoa21_notts.csv"):
        census[row["lsoa21_code"]] += float(row["n"])
    ages = [[float(row[str(age)]) for age in range(90)] + [float(row["90+"])] for row in old]
    lookup = lookups.weights_from_population(pairs, census)
    moved = lookup.move([row["lsoa11_code"] for row in old], ages)
    assert moved.problems == ()
    assert lookup.assumed == ()
    assert np.array_equal(moved.counts.sum(axis=0), np.sum(ages, axis=0))
    assert population.collapse(moved.counts, population.STANDARD_BANDS).sum() == np.sum(ages)
