"""`headwater` as people run it: a process of its own, real files, and once a home that nobody has used."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
HEADWATER = Path(sys.executable).with_name("headwater")


@pytest.fixture
def environment(stores) -> dict[str, str]:
    return stores.environment


def run(environment, *args) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [HEADWATER, *map(str, args)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.every_store
def test_load_recognises_by_content_and_prints_one_document(empty_stores, tmp_path):
    environment = empty_stores.environment
    files = tmp_path / "in"
    files.mkdir()
    shutil.copy(SAMPLES / "police_street" / "good.csv", files / "anything.dat")
    shutil.copy(SAMPLES / "police_street" / "good.csv", files / "the_same_again.csv")
    shutil.copy(SAMPLES / "lookup_ltla21_utla21" / "good.csv", files / "lookup.csv")
    (files / "shopping.csv").write_text("apples,pears\n1,2\n")
    done = run(environment, "load", files, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    rows = len((SAMPLES / "police_street" / "good.csv").read_text().splitlines()) - 1
    assert told["contracts"]["police_street"] == {
        "files": 1,
        "rows_read": rows,
        "landed": rows,
        "quarantined": 0,
        "problems": 0,
    }
    assert set(told["contracts"]) == {"police_street", "lookup_ltla21_utla21"}
    assert told["unrecognised"] == [str(files / "shopping.csv")]
    assert told["already_received"] == [str(files / "the_same_again.csv")]
    again = json.loads(run(environment, "load", files, "--json").stdout)
    assert again["contracts"] == told["contracts"]
    assert len(again["already_received"]) == 4
    submissions = json.loads(run(environment, "ingest", "submissions", "--json").stdout)
    assert len(submissions) == 3


def test_records_without_an_agreement_are_refused_and_the_rest_lands(environment, tmp_path):
    files = tmp_path / "in"
    files.mkdir()
    shutil.copy(SAMPLES / "police_recorded_crime" / "good.csv", files / "a.csv")
    shutil.copy(SAMPLES / "police_street" / "good.csv", files / "b.csv")
    done = run(environment, "load", files, "--json")
    assert done.returncode == 3
    assert "agreement" in done.stderr
    told = json.loads(done.stdout)
    assert list(told["contracts"]) == ["police_street"]
    assert [each["file"] for each in told["refused"]] == [str(files / "a.csv")]
    assert run(environment, "audit", "verify").returncode == 0


def test_a_damaged_file_ends_with_its_sentence(environment, tmp_path):
    file = tmp_path / "street.csv.gz"
    file.write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b")
    done = run(environment, "load", file)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert "street.csv.gz" in done.stderr


@pytest.mark.every_store
def test_serve_answers_and_stops_when_it_is_told_to(environment):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [HEADWATER, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert serving.stdout is not None
        assert serving.stdout.readline() == f"Ready: http://127.0.0.1:{port}\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/openapi.json", timeout=10) as answer:
            assert json.load(answer)["info"]["version"] == "1"
        second = run(environment, "serve", "--port", port)
        assert second.returncode == 6
    finally:
        serving.send_signal(signal.SIGTERM)
        began = time.monotonic()
        serving.communicate(timeout=20)
    assert time.monotonic() - began < 15


def test_a_load_without_places_says_what_figures_lack(environment):
    lacks = "There are no figures yet: no places are known."
    assert lacks in run(environment, "load", SAMPLES / "police_street" / "good.csv").stdout
    places = [
        SAMPLES / key / name
        for key, name in (
            ("boundaries_lsoa21", "good.geojson"),
            ("boundaries_ltla", "good.geojson"),
            ("lookup_lsoa21_ward24_ltla24", "good.csv"),
        )
    ]
    assert lacks not in run(environment, "load", *places).stdout
