"""Ground and people: areas that fit together, codes that no real area has, as many people as asked for."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from data.synthesis import county_reader

from headwater.data.synthesis import people, places, plants


@pytest.fixture(scope="module")
def ground() -> places.Places:
    return places.make_places(60_000, 11)


def shapes(folder: Path, name: str) -> dict[str, shapely.Geometry]:
    [path] = (folder / "places").glob(f"boundaries_{name}.*")
    return {code: shapely.from_geojson(words[-1]) for code, *words in county_reader.read(path)[1]}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["lsoa21", "lsoa11", "msoa21", "ward"])
def test_boundaries_cover_the_county_once(name: str, town: Path) -> None:
    found = list(shapes(town, name).values())
    assert all(shape.is_valid for shape in found)
    whole = shapely.union_all(found)
    assert sum(shape.area for shape in found) == pytest.approx(whole.area, rel=1e-6)
    west, south, east, north = whole.bounds
    assert -2 < west < east < 0.5
    assert 52 < south < north < 54


@pytest.mark.parametrize(
    ("name", "prefix"), [("lsoa21", "E019"), ("lsoa11", "E019"), ("msoa21", "E029"), ("ward", "E059")]
)
def test_codes_lie_in_ranges_that_no_real_area_has(name: str, prefix: str, town: Path) -> None:
    codes = shapes(town, name)
    assert len(set(codes)) == len(codes)
    assert all(code.startswith(prefix) and len(code) == 9 for code in codes)


def test_change_codes_say_which_areas_were_split_and_merged(town: Path) -> None:
    rows = read(town / "places" / "lookup_lsoa11_lsoa21_ltla22.csv")
    old, new = Counter(row["lsoa11_code"] for row in rows), Counter(row["lsoa21_code"] for row in rows)
    for row in rows:
        same = row["lsoa11_code"] == row["lsoa21_code"]
        assert row["change_code"] == ("U" if same else "S" if old[row["lsoa11_code"]] > 1 else "M")
        assert (new[row["lsoa21_code"]] > 1) == (row["change_code"] == "M")
    assert {row["change_code"] for row in rows} == {"U", "S", "M"}
    shape11, shape21 = shapes(town, "lsoa11"), shapes(town, "lsoa21")
    for row in rows:
        shared = shape11[row["lsoa11_code"]].intersection(shape21[row["lsoa21_code"]]).area
        assert shared == pytest.approx(
            min(shape11[row["lsoa11_code"]].area, shape21[row["lsoa21_code"]].area), rel=1e-3
        )


def test_populations_add_up_to_the_people_of_the_truth(town: Path, town_truth: dict[str, Any]) -> None:
    for name in ("population20_lsoa11", "population20_ltla21"):
        rows = read(town / "places" / f"{name}.csv")
        ages = [str(age) for age in range(90)] + ["90+"]
        assert all(float(row["total_population"]) == sum(float(row[age]) for age in ages) for row in rows)
        assert sum(float(row["total_population"]) for row in rows) == town_truth["people"]
    assert town_truth["people"] == town_truth["people_wanted"]


def test_cells_hold_the_points_drawn_in_them(ground: places.Places) -> None:
    cells = np.repeat(np.arange(len(ground.ground.seeds)), 20)
    points = ground.ground.points_in(cells, np.random.default_rng(3))
    assert (ground.ground.cell_at(points) == cells).mean() > 0.999
    longitude_latitude = places.shape.degrees(points)
    assert longitude_latitude.shape == points.shape


def test_hotspots_are_whole_lsoas_of_their_own_district(ground: places.Places) -> None:
    plan = plants.make_plan(ground, 5)
    assert plan.months == 60
    assert plan.days == int(plan.first_days[-1]) == 1_826
    for hotspot in plan.hotspots:
        assert set(ground.district_of_lsoa[hotspot.lsoas]) == {hotspot.district}
        assert set(ground.lsoa21_of_cell[hotspot.cells]) == set(hotspot.lsoas)


def test_people_are_as_many_as_asked_for_and_the_young_do_not_grow_fewer(ground: places.Places) -> None:
    made = people.make_people(ground, 60_000, days=1_826, seed=11)
    assert len(made.alive) == 60_000
    first, last = ((made.age_on(day) >= 0) & (made.age_on(day) < 18) for day in (0, 1_826))
    assert last.sum() / first.sum() == pytest.approx(1, abs=0.08)
    assert made.age_on(0).max() <= people.OLDEST


def test_pupil_numbers_have_a_true_check_letter(ground: places.Places) -> None:
    made = people.make_people(ground, 60_000, days=365, seed=11)
    for number in made.pupil_number(np.array([0, 1, 59_999])):
        total = sum(weight * int(digit) for weight, digit in enumerate(number[1:], start=2))
        assert number[0] == "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23]
