"""Matching the columns of a file that waits: asked in three pages, decided once, found again next month."""

import re

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from web import town

from headwater.cli.worker import HANDLERS
from headwater.data.ingest import actions, mapping_profiles, mapping_questions
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import Submission
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners
from headwater.machinery.jobs import queue
from headwater.machinery.jobs.worker import run_until_idle
from headwater.web import matching

HEADINGS = "Job ref,Received,Nature of job,Grid E,Grid N,Where,Pt years,Pt M/F,Taken in,Crew"
FIRST = (
    HEADINGS
    + """
AL-0000043,22-Apr-2024 12:58,Assault,454000,340000,Market Square,56,Female,Y,Zebedee Quux
AL-0000044,23-Apr-2024 01:10,Stab or shot,454010,340010,,23,Male,N,Zebedee Quux
AL-0000045,24-Apr-2024 02:20,Collapse,454020,340020,,31,?,Y,Ada Quux
"""
)
NEXT = FIRST.replace("Apr-2024", "May-2024").replace("AL-00000", "AL-10000")
COLUMNS = (
    "cad_number",
    "called_at",
    "chief_complaint",
    "easting",
    "northing",
    "location",
    "age",
    "sex",
    "conveyed",
    "",
)
CODES = {"Stab or shot": "PENETRATING", "Collapse": "UNCONSCIOUS", "?": "U"}
SOURCE = "ambulance_assaults"

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.django_db(databases=["default", "vault"])]


@pytest.fixture
def analyst(signed_in):
    town.make_agreement(contract_key=SOURCE)
    town.make_organisation("private-ambulance", kind="ambulance")
    return signed_in("analyst")


def send(client, text: str, *, supplier: str = "private-ambulance") -> Submission:
    """Send a file by the page and let the worker walk it; what became of it."""
    file = SimpleUploadedFile("jobs.csv", text.encode())
    page = client.post("/submissions/send/", {"supplier": supplier, "file": file})["Location"]
    run_until_idle(HANDLERS)
    return ingest.get_submission(page.rstrip("/").rsplit("/", 1)[-1])


def columns_page(found: Submission, *, supplier: str = "private-ambulance") -> str:
    return f"/submissions/{found.uuid}/match/columns/?source={SOURCE}&supplier={supplier}"


def chosen(*columns: str) -> dict[str, str]:
    return {f"column_{place}": column for place, column in enumerate(columns)}


def decided(page: str) -> dict[str, str]:
    """What the last page would send if a person chose for each code what CODES says."""
    said = re.search(r'name="said" value="([^"]+)"', page)
    assert said is not None
    given = {"said": said[1], "name": "ambulance-jobs"}
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, flags=re.DOTALL):
        guess = re.search(r'<option value="([^"]*)" selected', inside)
        given[name] = guess[1] if guess else ""
    for label, name in re.findall(r'<label[^>]*for="id_(code_\w+)">“([^”]+)”', page):
        given[label] = CODES.get(name, given[label])
    return given


def matched(client, found: Submission) -> None:
    page = client.post(columns_page(found), chosen(*COLUMNS)).content.decode()
    answer = client.post(f"/submissions/{found.uuid}/match/codes/", decided(page))
    assert answer.status_code == 302, answer.content.decode()
    run_until_idle(HANDLERS)
    found.refresh_from_db()


def test_a_waiting_file_is_matched_lands_and_the_next_one_goes_by_itself(analyst):
    first = send(analyst, FIRST)
    assert first.state == "needs_mapping"
    assert first.file_name in analyst.get("/mappings/").content.decode()
    start = analyst.get(f"/submissions/{first.uuid}/match/").content.decode()
    assert f'value="{SOURCE}" selected' in start
    asked = analyst.post(f"/submissions/{first.uuid}/match/", {"source": SOURCE})
    assert asked["Location"] == columns_page(first)
    matched(analyst, first)
    assert (first.state, first.rows_landed, first.rows_quarantined) == ("landed", 3, 0)
    profile = mapping_profiles.find_profile(tuple(HEADINGS.split(",")), supplier_key="private-ambulance")
    assert profile is not None
    assert profile.codes["chief_complaint"]["Stab or shot"] == "PENETRATING"
    following = send(analyst, NEXT)
    assert (following.state, following.rows_landed) == ("landed", 3)
    assert following.profile_uuid == profile.uuid
    kinds = set(audit.entries(kind="ingest").values_list("kind", flat=True))
    assert {"ingest.match_submission", "ingest.save_mapping_profile"} <= kinds


def test_other_files_of_the_supplier_that_wait_go_on_too(analyst):
    first, second = send(analyst, FIRST), send(analyst, NEXT)
    matched(analyst, first)
    second.refresh_from_db()
    assert (first.state, second.state) == ("landed", "landed")


def test_a_file_that_nobody_sent_takes_the_supplier_that_the_person_names(analyst):
    found = send(analyst, FIRST, supplier="")
    assert "Who sends such files?" in analyst.get(f"/submissions/{found.uuid}/match/").content.decode()
    given = {"source": SOURCE, "supplier": "private-ambulance"}
    assert analyst.post(f"/submissions/{found.uuid}/match/", given)["Location"] == columns_page(found)
    matched(analyst, found)
    assert (found.state, found.supplier_key) == ("landed", "private-ambulance")


def test_what_cells_look_like_is_said_and_no_cell_that_may_name_somebody_shown(analyst):
    page = analyst.get(columns_page(send(analyst, FIRST))).content.decode()
    assert "Numbers of 6 digits" in page
    assert "Zebedee" not in page
    assert "Market Square" not in page
    assert matching.HIDDEN_CELL in page


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (("cad_number", "cad_number"), "Choose one"),
        (("cad_number", "called_at"), "Still to find: chief_complaint"),
    ],
)
def test_columns_that_will_not_do_are_refused_with_a_sentence(analyst, columns, says):
    answer = analyst.post(columns_page(send(analyst, FIRST)), chosen(*columns))
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_a_heading_with_more_values_than_a_list_has_codes_is_refused_and_not_listed(analyst):
    lines = [f"AL-{n},22-Apr-2024 12:58,Assault,454000,340000,,56,Name{n} Quux,Y," for n in range(100)]
    answer = analyst.post(columns_page(send(analyst, "\n".join([HEADINGS, *lines]))), chosen(*COLUMNS))
    assert answer.status_code == 400
    assert f"more than {mapping_questions.MOST_CODES} different values" in answer.content.decode()
    assert "Name7 Quux" not in answer.content.decode()


def test_codes_of_rows_beyond_the_sample_are_asked_too(analyst):
    row = "AL-{},22-Apr-2024 12:58,{},454000,340000,,56,Male,Y,"
    lines = [row.format(n, "Assault") for n in range(1_500)] + [row.format(9_999, "Struck by lightning")]
    page = analyst.post(columns_page(send(analyst, "\n".join([HEADINGS, *lines]))), chosen(*COLUMNS))
    assert "Struck by lightning" in page.content.decode()


def test_a_changed_match_or_one_of_another_file_is_refused(analyst):
    found, other = send(analyst, FIRST), send(analyst, NEXT.replace("Crew", "Team"))
    given = decided(analyst.post(columns_page(found), chosen(*COLUMNS)).content.decode())
    forged = signing.dumps({"submission": str(found.uuid)}, salt="another")
    assert (
        analyst.post(f"/submissions/{found.uuid}/match/codes/", {**given, "said": forged}).status_code == 400
    )
    assert analyst.post(f"/submissions/{other.uuid}/match/codes/", given).status_code == 400
    assert not mapping_profiles.current_profiles()


def test_a_name_that_is_no_key_is_refused_beside_the_reason_and_nothing_is_lost(analyst):
    found = send(analyst, FIRST)
    given = decided(analyst.post(columns_page(found), chosen(*COLUMNS)).content.decode())
    answer = analyst.post(f"/submissions/{found.uuid}/match/codes/", {**given, "name": "Big Letters"})
    assert answer.status_code == 400
    assert "Stab or shot" in answer.content.decode()


def test_a_file_that_landed_is_matched_no_more(analyst):
    found = send(analyst, FIRST)
    matched(analyst, found)
    assert analyst.get(f"/submissions/{found.uuid}/match/").status_code == 409


def test_only_those_who_match_columns_are_let_in(analyst, signed_in):
    found = send(analyst, FIRST)
    assert signed_in("programme_lead").get(f"/submissions/{found.uuid}/match/").status_code == 403


def test_a_match_that_is_ended_is_used_no_more(analyst):
    matched(analyst, send(analyst, FIRST))
    profile = mapping_profiles.current_profiles()[0]
    assert analyst.post(f"/mappings/{profile.uuid}/end/").status_code == 302
    assert send(analyst, NEXT).state == "needs_mapping"
    assert analyst.post(f"/mappings/{profile.uuid}/end/").status_code == 400


def test_a_waiting_file_is_walked_by_one_job_however_often_it_is_asked(analyst):
    found = send(analyst, FIRST)
    for _ in range(2):
        actions.check_again(found, by=partners.operator())
    assert queue.jobs(state="queued").count() == 1
