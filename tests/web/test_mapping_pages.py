"""Matching a supplier's headings by the pages: looked at, decided, kept, found again next month."""

import re
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from web import town

from headwater.data.ingest import mapping_profiles

SAMPLES = Path(__file__).parents[1] / "samples"
FILE = SAMPLES / "ed_assaults" / "other_headings.csv"


def look(client, content: bytes):
    given = {"contract_key": "ed_assaults", "supplier": town.make_organisation("hospital", kind="health").key}
    return client.post("/mappings/match/", {**given, "file": SimpleUploadedFile("assaults.csv", content)})


def decided(page: str) -> dict[str, str]:
    """What the form would send if nothing were changed."""
    given = {"offered": re.search(r'name="offered" value="([^"]+)"', page)[1], "name": "assaults"}
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, flags=re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        given[name] = chosen[1] if chosen else ""
    return given


def test_a_match_is_offered_kept_and_found_next_month(signed_in):
    client = signed_in("analyst")
    answer = look(client, FILE.read_bytes())
    assert answer.status_code == 200
    kept = client.post("/mappings/keep/", decided(answer.content.decode()))
    assert kept.status_code == 302, re.findall(r"<li>(.*?)</li>", kept.content.decode())
    headings = tuple(FILE.read_text().splitlines()[0].split(","))
    profile = mapping_profiles.find_profile(headings, supplier_key="hospital")
    assert profile.name == "assaults"
    assert "assaults" in client.get("/mappings/").content.decode()


def test_two_headings_for_one_column_are_refused_with_a_sentence(signed_in):
    client = signed_in("analyst")
    given = decided(look(client, FILE.read_bytes()).content.decode())
    columns = [name for name in given if name.startswith("column_") and given[name]]
    given[columns[1]] = given[columns[0]]
    answer = client.post("/mappings/keep/", given)
    assert answer.status_code == 400
    assert "Choose one" in answer.content.decode()


def test_a_file_that_is_no_table_says_why_beside_the_field(signed_in):
    answer = look(signed_in("analyst"), b"<!DOCTYPE html><html><body>Sign in</body></html>")
    assert answer.status_code == 400
    assert "web page" in answer.content.decode()


def test_cells_that_nobody_matched_are_not_shown(signed_in):
    content = b"Arrival Date,Nickname\n2024-03-01,Zebedee Quux\n2024-03-02,Zebedee Quux\n"
    page = look(signed_in("analyst"), content).content.decode()
    assert "Nickname" in page
    assert "Zebedee" not in page


def test_a_changed_offer_is_refused(signed_in):
    client = signed_in("analyst")
    given = decided(look(client, FILE.read_bytes()).content.decode())
    given["offered"] = "x" + given["offered"]
    assert client.post("/mappings/keep/", given).status_code == 400
