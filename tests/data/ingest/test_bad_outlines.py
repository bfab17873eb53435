"""An outline that nobody could draw is named and set aside: landed, it would stop every later file from being located."""

import json
from pathlib import Path

import pytest
from data import walking
from samples.bad_input import makers

from headwater.data import flow
from headwater.data.ingest import queries
from headwater.governance.partners import queries as partners

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("own_home")]

GOOD = {"type": "Polygon", "coordinates": [[[-1.2, 52.9], [-1.1, 52.9], [-1.1, 53.0], [-1.2, 52.9]]]}
BAD = [
    {"type": "Polygon", "coordinates": [[[float("nan"), 52.9], [-1.1, 52.9], [-1.1, 53.0], [-1.2, 52.9]]]},
    {"type": "Polygon", "coordinates": [[["west", 52.9], [-1.1, 52.9], [-1.1, 53.0], [-1.2, 52.9]]]},
    {"type": "LineString", "coordinates": [[-1.2, 52.9], [-1.1, 52.9]]},
    {"type": "Nothing"},
    "a shape",
]


def feature(code: str, shape: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"LSOA21CD": code, "LSOA21NM": "A place"}, "geometry": shape}


@pytest.mark.parametrize("shape", BAD, ids=lambda each: str(each)[:40])
def test_a_shape_that_is_no_outline_is_set_aside_and_the_others_land(shape: object, tmp_path: Path) -> None:
    features = [feature("E01013810", GOOD), feature("E01013811", shape)]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    submission = flow.walk(walking.receive(makers.make_file(tmp_path, text)), by=partners.operator())
    assert (submission.contract_key, submission.rows_landed) == ("boundaries_lsoa21", 1)
    ((line, column, code, says, _),) = queries.problem_lines(submission)
    assert (line, column, code) == (2, "geometry", "wrong_form")
    assert says.endswith("does not have the form that this column asks for (a surface in degrees).")
