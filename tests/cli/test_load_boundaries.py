"""Boundaries as they come, loaded by the command: the same shapes from GeoPackage in metres and from GeoJSON in degrees."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from headwater.cli import main
from headwater.data.lake import engine, reading
from headwater.data.synthesis import geopackage
from headwater.places.projection import to_national_grid

SAMPLE = Path(__file__).parents[1] / "samples" / "boundaries_lsoa21" / "good.geojson"

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def in_metres(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: np.column_stack(to_national_grid(xy[:, 0], xy[:, 1])))


def test_load_takes_a_geopackage_as_it_takes_geojson(tmp_path, capsys):
    features = json.loads(SAMPLE.read_text(encoding="utf-8"))["features"]
    wanted = {f["properties"]["LSOA21CD"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features}
    table = {
        heading: np.array([f["properties"][heading] for f in features], dtype=object)
        for heading in ("LSOA21CD", "LSOA21NM")
    }
    path = tmp_path / "from_the_council"  # whatever its name
    geopackage.write_geopackage(path, "areas", table, [in_metres(shape) for shape in wanted.values()])
    assert main.run(["load", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["unrecognised"] == []
    tally = {"files": 1, "rows_read": len(wanted), "landed": len(wanted), "quarantined": 0}
    assert told["contracts"]["boundaries_lsoa21"].items() >= tally.items()
    sql = f"SELECT lsoa21_code, geometry FROM ({reading.rows_sql('boundaries_lsoa21')})"
    found = {code: shapely.from_geojson(text) for code, text in engine.connection().execute(sql).fetchall()}
    assert found.keys() == wanted.keys()
    for code, shape in found.items():
        assert shapely.hausdorff_distance(shape, wanted[code]) < 1e-5  # a metre
