"""Writes the reference data under `places/`: boundaries, lookups, population, deprivation and the
gazetteer, with the headings that the real publications have.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from headwater.data.synthesis import geopackage, place_names, shape, writing
from headwater.data.synthesis.chance import Floats, Ints, Texts
from headwater.data.synthesis.people import BROAD, ETHNIC_CODES, FEMALE
from headwater.data.synthesis.places import PFA, UTLA, Areas, Places
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table

OLDEST_BAND = 90
BROAD_NAMES = {
    "Asian": "Asian, Asian British or Asian Welsh",
    "Black": "Black, Black British, Black Welsh, Caribbean or African",
    "Mixed": "Mixed or Multiple ethnic groups",
    "White": "White",
    "Other": "Other ethnic group",
}
GAZETTEER_KINDS = {
    "pub": "licensed",
    "club": "licensed",
    "street": "street",
    "park": "park",
    "primary school": "school",
    "secondary school": "school",
}
BROAD_AGES = (16, 65)  # where the census begins to call people of working age, and older
DOMAINS_2019 = (
    "IMD",
    "Income",
    "Employment",
    "Education",
    "Health",
    "Crime",
    "Housing_and_Access",
    "Environment",
)
DOMAINS_2025 = (*DOMAINS_2019[:6], "Housing_and_Services", "Environment")


def write(world: World) -> None:
    folder = world.folder / "places"
    _write_boundaries(world, folder)
    for name, contract, table in (
        *_lookups(world.places),
        *_populations(world),
        *_deprivation(world),
        _gazetteer(world),
    ):
        world.send(f"places/{name}.csv", contract, table)


def _write_boundaries(world: World, folder: Path) -> None:
    places = world.places
    msoa_of_cell, ward_of_cell = (
        places.msoa_of_lsoa[places.lsoa21_of_cell],
        places.ward_of_lsoa[places.lsoa21_of_cell],
    )
    for name, prefix, areas, position in (
        ("lsoa21", "LSOA21", places.lsoa21, places.lsoa21_of_cell),
        ("lsoa11", "LSOA11", places.lsoa11, places.lsoa11_of_cell),
        ("ward", "WD24", places.ward, ward_of_cell),
    ):
        path = folder / f"boundaries_{name}.geojson"
        writing.write_json(path, _features(name, prefix, areas, position, places))
        world.truth.wrote(path, f"boundaries_{name}", len(areas))
    _write_geopackage(world, folder / "boundaries_msoa21.gpkg", msoa_of_cell)


def _write_geopackage(world: World, path: Path, msoa_of_cell: Ints) -> None:
    """One kind of area comes from the county's mapping system, in metres."""
    places = world.places
    shapes = [_whole(places, msoa_of_cell, area) for area in range(len(places.msoa))]
    geopackage.write_geopackage(
        path, "msoa_2021", {"MSOA21CD": places.msoa.codes, "MSOA21NM": places.msoa.names}, shapes
    )
    world.truth.wrote(path, "boundaries_msoa21", len(places.msoa))


def _whole(places: Places, position: Ints, area: int) -> shapely.Geometry:
    cells = np.flatnonzero(position == area)
    return shapely.union_all(np.array(places.ground.cells, dtype=object)[cells])


def _features(name: str, prefix: str, areas: Areas, position: Ints, places: Places) -> dict[str, Any]:
    district = places.district_of_cell
    features = []
    for area in range(len(areas)):
        first = district[np.flatnonzero(position == area)[0]]
        whole = _whole(places, position, area)
        properties = {
            f"{prefix}CD": areas.codes[area],
            f"{prefix}NM": areas.names[area],
            "LADCD_ACTIVE": places.district.codes[first],
            "UTLACD": UTLA,
        }
        if name == "ward":  # ward files carry their district twice
            properties |= {
                "LAD24CD": places.district.codes[first],
                "LAD24NM": places.district.names[first],
            }
        features.append({"type": "Feature", "properties": properties, "geometry": _geometry(whole)})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    return {"type": "FeatureCollection", "name": f"aldershire_{name}", "crs": crs, "features": features}


def _geometry(whole: shapely.Geometry) -> dict[str, Any]:
    """GeoJSON in degrees; an area of two parts keeps both."""
    parts = [shapely.orient_polygons(part) for part in shapely.get_parts(whole)]
    rings = [
        [shape.degrees(shapely.get_coordinates(ring)).tolist() for ring in (p.exterior, *p.interiors)]
        for p in parts
    ]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def _lookups(places: Places) -> Iterable[tuple[str, str, Table]]:
    lsoa, district = places.lsoa21, places.district_of_lsoa
    msoa, ward = places.msoa_of_lsoa, places.ward_of_lsoa
    yield (
        "lookup_lsoa21_msoa21_ward24_ltla24",
        "lookup_lsoa21_msoa21_ward24_ltla24",
        {
            "LSOA21CD": lsoa.codes,
            "LSOA21NM": lsoa.names,
            "MSOA21CD": places.msoa.codes[msoa],
            "MSOA21NM": places.msoa.names[msoa],
            "ward24_code": places.ward.codes[ward],
            "ward24_name": places.ward.names[ward],
            "ltla24_code": places.district.codes[district],
            "ltla24_name": places.district.names[district],
            "pfa_name": writing.same(place_names.COUNTY, len(lsoa)),
        },
    )
    yield (
        "lookup_lsoa21_ward24_ltla24",
        "lookup_lsoa21_ward24_ltla24",
        {
            "lsoa21_name": lsoa.names,
            "lsoa21_code": lsoa.codes,
            "ward24_name": places.ward.names[ward],
            "ward24_code": places.ward.codes[ward],
            "ltla24_name": places.district.names[district],
            "ltla24_code": places.district.codes[district],
        },
    )
    yield "lookup_lsoa11_lsoa21_ltla22", "lookup_lsoa11_lsoa21_ltla22", _changes(places)
    yield from _higher_lookups(places)


def _changes(places: Places) -> Table:
    """Each pair of an LSOA of 2011 and one of 2021 that share ground, with U, S or M."""
    pairs = np.unique(np.stack([places.lsoa11_of_cell, places.lsoa21_of_cell], axis=1), axis=0)
    old, new = pairs[:, 0], pairs[:, 1]
    district = places.district_of_lsoa[new]
    split, merged = np.bincount(old)[old] > 1, np.bincount(new)[new] > 1
    return {
        "lsoa11_name": places.lsoa11.names[old],
        "lsoa11_code": places.lsoa11.codes[old],
        "change_code": np.where(split, "S", np.where(merged, "M", "U")).astype(object),
        "lsoa21_name": places.lsoa21.names[new],
        "lsoa21_code": places.lsoa21.codes[new],
        "ltla22_name": places.district.names[district],
        "ltla22_code": places.district.codes[district],
    }


def _higher_lookups(places: Places) -> Iterable[tuple[str, str, Table]]:
    districts = places.district
    count = len(districts)
    county = writing.same(place_names.COUNTY, count)
    csp = np.array([f"E22{900_001 + n}" for n in range(count)], dtype=object)
    yield (
        "lookup_ltla24_csp24_pfa24",
        "lookup_ltla24_csp24_pfa24",
        {
            "ltla24_code": districts.codes,
            "ltla24_name": districts.names,
            "csp24_code": csp,
            "csp24_name": districts.names,
            "pfa24_code": writing.same(PFA, count),
            "pfa24_name": county,
        },
    )
    utla = {
        "ltla21_name": districts.names,
        "ltla21_code": districts.codes,
        "utla21_name": county,
        "utla21_code": writing.same(UTLA, count),
    }
    yield "lookup_ltla21_utla21", "lookup_ltla21_utla21", utla
    parent = places.msoa11_of_lsoa11
    msoa = {
        "lsoa11_name": places.lsoa11.names,
        "lsoa11_code": places.lsoa11.codes,
        "msoa11_name": places.msoa.names[parent],
        "msoa11_code": places.msoa.codes[parent],
    }
    yield "lookup_lsoa11_msoa11", "lookup_lsoa11_msoa11", msoa


def _populations(world: World) -> Iterable[tuple[str, str, Table]]:
    people, places = world.people, world.places
    alive = people.alive
    ages = np.minimum(people.age_on(0)[alive], OLDEST_BAND)
    for name, contract, areas, position, order in (
        (
            "population20_lsoa11",
            "population_lsoa11",
            places.lsoa11,
            places.lsoa11_of_cell,
            ("lsoa11_name", "lsoa11_code"),
        ),
        (
            "population20_ltla21",
            "population_ltla21",
            places.district,
            places.district_of_cell,
            ("ltla21_name", "ltla21_code"),
        ),
    ):
        table = np.zeros((len(areas), OLDEST_BAND + 1), dtype=np.int64)
        np.add.at(table, (position[people.cell[alive]], ages), 1)
        bands = {
            ("90+" if age == OLDEST_BAND else str(age)): _decimals(table[:, age])
            for age in range(OLDEST_BAND + 1)
        }
        yield (
            name,
            contract,
            {
                order[0]: areas.names,
                order[1]: areas.codes,
                "total_population": _decimals(table.sum(axis=1)),
                **bands,
            },
        )
    yield "ethnicity21_lsoa21", "ethnicity_lsoa21", _ethnicity(world, alive)
    yield "age_gender21_ltla21", "age_sex_ltla21", _sexes(world, alive, ages)


def _sexes(world: World, alive: Ints, ages: Ints) -> Table:
    """By district, sex and three broad ages."""
    people, places = world.people, world.places
    woman = people.sex[alive] == FEMALE
    broad = np.searchsorted(BROAD_AGES, ages, side="right")
    counts = np.zeros((len(places.district), 2, len(BROAD_AGES) + 1), dtype=np.int64)
    np.add.at(counts, (places.district_of_cell[people.cell[alive]], (~woman).astype(int), broad), 1)
    words = ("younger", "working_age", "older")
    return {
        "ltla21_code": places.district.codes,
        "total_population": _decimals(counts.sum(axis=(1, 2))),
        "total_females": _decimals(counts[:, 0].sum(axis=1)),
        "total_males": _decimals(counts[:, 1].sum(axis=1)),
        **{f"{word}_females": _decimals(counts[:, 0, at]) for at, word in enumerate(words)},
        **{f"{word}_males": _decimals(counts[:, 1, at]) for at, word in enumerate(words)},
    }


def _decimals(counts: Ints) -> Texts:
    """Whole numbers with `.0`, as the publication has them."""
    return writing.texts(counts.astype(float))


def _ethnicity(world: World, alive: Ints) -> Table:
    places, people = world.places, world.people
    groups = list(BROAD_NAMES)
    broad = np.array([groups.index(BROAD[code[0]]) for code in ETHNIC_CODES])
    counts = np.zeros((len(places.lsoa21), len(groups)), dtype=np.int64)
    np.add.at(counts, (places.lsoa21_of_cell[people.cell[alive]], broad[people.ethnic[alive]]), 1)
    total = counts.sum(axis=1)
    return {
        "lsoa21_code": np.repeat(places.lsoa21.codes, len(groups)),
        "total_residents": np.repeat(_decimals(total), len(groups)),
        "ethnic_group": np.tile(np.array(list(BROAD_NAMES.values()), dtype=object), len(total)),
        "n": _decimals(counts.ravel()),
        "prop": writing.texts((counts / np.maximum(total, 1)[:, None]).ravel()),
    }


def _deprivation(world: World) -> Iterable[tuple[str, str, Table]]:
    places, rng = world.places, world.stream("deprivation")
    decile11 = np.zeros(len(places.lsoa11), dtype=np.int64)
    decile11[places.lsoa11_of_cell] = places.decile_of_cell
    for name, contract, code, areas, decile, domains in (
        ("imd2019_lsoa11", "imd2019_lsoa11", "lsoa11_code", places.lsoa11, decile11, DOMAINS_2019),
        (
            "imd2025_lsoa21",
            "imd2025_lsoa21",
            "lsoa21_code",
            places.lsoa21,
            places.decile_of_lsoa,
            DOMAINS_2025,
        ),
    ):
        own = {domain: _near(decile, rng) if domain != "IMD" else decile for domain in domains}
        table: Table = {code: areas.codes}
        table |= {f"{domain}_decile": writing.texts(own[domain].astype(float)) for domain in domains}
        ranks = {
            domain: (own[domain] - 1) * 3_300 + rng.permutation(3_000)[: len(areas)] + 1 for domain in domains
        }
        table |= {f"{domain}_rank": writing.texts(ranks[domain].astype(float)) for domain in domains}
        table |= _scores(ranks, ("IMD",) if code == "lsoa11_code" else domains)
        yield name, contract, table


def _near(decile: Ints, rng: np.random.Generator) -> Ints:
    """A domain's decile: the whole's, give or take one or two."""
    return np.asarray(np.clip(decile + rng.integers(-2, 3, len(decile)), 1, 10))


def _scores(ranks: dict[str, Ints], domains: Iterable[str]) -> Table:
    """Higher scores for lower ranks."""

    def score(rank: Ints) -> Floats:
        return np.round(60 * np.exp(-rank / 9_000), 3)

    return {f"{domain}_score": writing.texts(score(ranks[domain])) for domain in domains}


def _gazetteer(world: World) -> tuple[str, str, Table]:
    lonlat = shape.degrees(world.gazetteer.xy)
    aliases = writing.known(world.gazetteer.aliases, world.gazetteer.aliases != "")
    table = {
        "place_key": np.array([f"place-{n:05d}" for n in range(1, len(world.gazetteer) + 1)], dtype=object),
        "name": world.gazetteer.name,
        "kind": np.array([GAZETTEER_KINDS[kind] for kind in world.gazetteer.kind], dtype=object),
        "aliases": aliases,
        "longitude": writing.texts(lonlat[:, 0]),
        "latitude": writing.texts(lonlat[:, 1]),
    }
    return "gazetteer", "gazetteer", table
