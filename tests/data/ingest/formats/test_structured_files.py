"""ISTV XML, GeoJSON, GeoPackage and Parquet: what each becomes, and how each is refused."""

import json
import resource
import sqlite3

import duckdb
import pytest
from samples.bad_input import makers

from headwater.data.ingest.formats import opening
from headwater.data.ingest.formats.sheets import MEGABYTE, current_limits
from headwater.vocabulary.errors import Unavailable

RECORD = (
    "<Record><AssaultDateTime>2024-03-16T23:30</AssaultDateTime><AssaultMethod>02</AssaultMethod></Record>"
)
LOLS = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_the_header_of_an_xml_file_stands_on_every_record(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_istv(tmp_path, RECORD + "\n" + RECORD.replace(">02", ">05"))).sheets
    assert sheet.headings == (
        "ReportingPeriodStartDate",
        "SiteCodeOfTreatment",
        "AssaultDateTime",
        "AssaultMethod",
    )
    assert rows(sheet) == [
        ("2024-03-01", "RX1RA", "2024-03-16T23:30", "02", 3),
        ("2024-03-01", "RX1RA", "2024-03-16T23:30", "05", 4),
    ]


def test_one_record_is_enough_and_nested_and_missing_values_are_fine(tmp_path, opened, rows):
    record = "<Record><Place><Type>01</Type><Text>the old mill</Text></Place></Record>"
    (sheet,) = opened(makers.make_istv(tmp_path, record)).sheets
    assert rows(sheet) == [("2024-03-01", "RX1RA", "01", "the old mill", 3)]
    (sheet,) = opened(makers.make_istv(tmp_path, record + RECORD + "<Record/>")).sheets
    assert rows(sheet)[1][2:6] == (None, None, "2024-03-16T23:30", "02")
    assert sheet.rows_hint == 2


@pytest.mark.parametrize("before", [LOLS, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'])
def test_an_entity_bomb_or_a_reach_outside_is_refused(tmp_path, opened, before):
    (problem,) = opened(makers.make_istv(tmp_path, RECORD, before=before)).problems
    assert problem.says() == "The XML cannot be read: it declares entities of its own."


def test_broken_xml_says_where_and_shows_no_value(tmp_path, opened):
    (problem,) = opened(makers.make_istv(tmp_path, "<Record><Method>secret</Record>")).problems
    assert problem.says() == "The XML cannot be read: mismatched tag in line 3."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<a>1</a>", "not_recognised"),
        ("<a>", "broken_xml"),
        ('<?xml version="1.0" encoding="nowhere"?><a/>', "broken_xml"),
        ("<a>" * 60 + "</a>" * 60, "broken_xml"),
        ("<a>" + "".join(f"<b{n}>1</b{n}>" for n in range(600)) + "</a>", "not_recognised"),
    ],
)
def test_xml_without_records_is_refused(tmp_path, refusal, text, code):
    assert refusal(makers.make_file(tmp_path, text)) == code


def test_a_value_too_long_in_xml_is_named(tmp_path, opened, rows):
    long = f"<Record><AssaultMethod>{'x' * 1_100_000}</AssaultMethod></Record>"
    (sheet,) = opened(makers.make_istv(tmp_path, long + RECORD)).sheets
    assert [(p.code, p.line, p.column) for p in sheet.problems] == [("too_long", 3, "AssaultMethod")]
    assert sheet.rows_hint == 1


def test_xml_in_utf_16_is_read(tmp_path, opened, rows):
    text = '<?xml version="1.0" encoding="utf-16"?><a><b><c>é</c></b><b><c>2</c></b></a>'
    (sheet,) = opened(makers.make_file(tmp_path, text.encode("utf-16"))).sheets
    assert [row[0] for row in rows(sheet)] == ["é", "2"]


def test_geojson_gives_properties_and_geometry(tmp_path, opened, rows):
    features = [
        makers.make_feature(LSOA21CD="E01013810", pop=1947.0),
        makers.make_feature(LSOA21CD="E01013811", extra=None),
    ]
    (sheet,) = opened(makers.make_geojson(tmp_path, features)).sheets
    assert sheet.headings == ("LSOA21CD", "pop", "extra", "geometry")
    code, people, extra, geometry, line = rows(sheet)[0]
    assert (code, people, extra, line) == ("E01013810", "1947", None, 1)
    assert json.loads(geometry) == {"type": "Point", "coordinates": [-1.15, 52.95]}


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::27700", ""])
@pytest.mark.parametrize("crs_last", [False, True])
def test_geojson_in_the_national_grid_comes_out_in_degrees(tmp_path, opened, rows, crs, crs_last):
    path = makers.make_geojson(
        tmp_path, [makers.make_feature(x=457000, y=340000)], crs=crs, crs_last=crs_last
    )
    (sheet,) = opened(path).sheets
    x, y = json.loads(rows(sheet)[0][0])["coordinates"]
    assert (x, y) == (pytest.approx(-1.1529, abs=1e-3), pytest.approx(52.9543, abs=1e-3))


def test_another_coordinate_system_is_refused(tmp_path, refusal):
    crs = "urn:ogc:def:crs:EPSG::3857"
    assert refusal(makers.make_geojson(tmp_path, [makers.make_feature()], crs=crs)) == "wrong_form"


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [1]}',
        '{"type": "FeatureCollection", "features": {"a": 1}}',
        '{"features": [{"properties": {"a": 1}}',
        '{"type": "Topology", "objects": {}}',
        '{"a": ' + "[" * 100_000,
    ],
)
def test_json_without_whole_features_is_refused(tmp_path, refusal, text):
    assert refusal(makers.make_file(tmp_path, text)) in {"not_recognised", "broken_archive"}


def test_half_a_character_in_json_does_not_stop_the_file(tmp_path, opened, rows):
    text = '{"features": [{"properties": {"name": "a\\ud800"}, "geometry": null}]}'
    (sheet,) = opened(makers.make_file(tmp_path, text)).sheets
    assert rows(sheet) == [("a?", None, 1)]


def test_geojson_larger_than_a_window_is_read_whole(tmp_path, opened):
    features = [makers.make_feature(name="x" * 50_000, number=n) for n in range(40)]
    assert opened(makers.make_geojson(tmp_path, features)).sheets[0].rows_hint == 40


@pytest.mark.parametrize(("system", "x", "y"), [(27700, 457000, 340000), (4326, -1.1529, 52.9543)])
def test_a_geopackage_layer_comes_out_in_degrees(tmp_path, opened, rows, system, x, y):
    (sheet,) = opened(makers.make_geopackage(tmp_path, system=system, x=x, y=y)).sheets
    assert (sheet.name, sheet.headings) == ("areas", ("fid", "LSOA21CD", "area", "geometry"))
    ((fid, code, area, geometry, line),) = rows(sheet)
    assert (fid, code, area, line) == ("1", "E01013810", "12", 1)
    assert json.loads(geometry)["coordinates"] == pytest.approx([-1.1529, 52.9543], abs=1e-3)


def test_each_layer_is_a_sheet_and_a_strange_name_is_only_a_name(tmp_path, opened):
    layers = ["a", 'b" UNION SELECT 1 --']
    with pytest.raises(Exception, match="syntax error"):
        makers.make_geopackage(tmp_path, layers=layers)
    (tmp_path / "areas.gpkg").unlink()
    found = opened(makers.make_geopackage(tmp_path, layers=["a", "b; DROP TABLE a"]))
    assert [sheet.name for sheet in found.sheets] == ["a", "b; DROP TABLE a"]


def test_a_database_that_is_no_geopackage_is_not_recognised(tmp_path, refusal):
    assert refusal(makers.make_geopackage(tmp_path, layers=[])) == "not_recognised"
    assert refusal(makers.make_file(tmp_path, b"SQLite format 3\x00" + bytes(2000))) in {
        "not_recognised",
        "broken_archive",
    }


def test_parquet_comes_out_as_the_text_a_csv_would_hold(tmp_path, opened, rows):
    path = tmp_path / "a.parquet"
    duckdb.sql(
        "SELECT 1947.0::DOUBLE AS people, 0.25::DOUBLE AS share, DATE '2024-03-01' AS d, "
        "TIMESTAMP '2024-03-01 10:00' AS t, "
        "TIMESTAMP '2024-03-01' AS m, 7 AS n, true AS y, NULL::VARCHAR AS e, "
        "12.50::DECIMAL(9,2) AS cost, 3.00::DECIMAL(9,2) AS whole "
    ).write_parquet(str(path))
    (sheet,) = opened(path).sheets
    assert sheet.headings == ("people", "share", "d", "t", "m", "n", "y", "e", "cost", "whole")
    assert rows(sheet) == [
        (
            "1947",
            "0.25",
            "2024-03-01",
            "2024-03-01T10:00:00",
            "2024-03-01",
            "7",
            "true",
            None,
            "12.50",
            "3",
            1,
        )
    ]


def test_a_parquet_file_cut_short_is_broken(tmp_path, refusal):
    path = tmp_path / "a.parquet"
    duckdb.sql("SELECT range AS n FROM range(1000)").write_parquet(str(path))
    path.write_bytes(path.read_bytes()[:-20])
    assert refusal(path) == "broken_archive"


def test_a_geopackage_whose_contents_are_a_view_is_not_read(tmp_path, refusal):
    """A view could be made to run for ever."""
    path = makers.make_geopackage(tmp_path)
    endless = "WITH RECURSIVE n(table_name) AS (SELECT 'a' UNION ALL SELECT table_name FROM n)"
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE gpkg_contents")
        database.execute(
            f"CREATE VIEW gpkg_contents AS {endless} SELECT table_name, 'features' AS data_type FROM n"
        )
    database.close()
    assert refusal(path) == "not_recognised"


@pytest.mark.parametrize(
    "blob", [b"GP", b"XX000000", b"GP\x00\x0f\x00\x00\x00\x00", b"GP\x00\x01\x00\x00\x00\x00\x07"]
)
def test_a_broken_shape_in_a_geopackage_refuses_it(tmp_path, refusal, blob):
    path = makers.make_geopackage(tmp_path)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE areas SET geom = ?", (blob,))
    database.close()
    assert refusal(path) == "broken_archive"


def test_an_area_without_a_shape_is_still_an_area(tmp_path, opened, rows):
    path = makers.make_geopackage(tmp_path)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE areas SET geom = NULL, LSOA21CD = NULL")
    database.close()
    (sheet,) = opened(path).sheets
    assert rows(sheet) == [("1", None, "12", None, 1)]


def test_a_full_disk_while_parquet_is_written_says_so(tmp_path, work):
    path = tmp_path / "a.parquet"
    duckdb.sql("SELECT md5(range::VARCHAR) AS n FROM range(200000)").write_parquet(str(path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, before[1]))
    try:
        with pytest.raises(Unavailable) as refused:
            opening.open_file(path, work=work, limits=current_limits())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.code == "disk_full"
    assert list(work.iterdir()) == []
