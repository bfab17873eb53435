"""Files sent by the pages: received, walked, told line by line, and seen by nobody whom they do not concern."""

import csv
import io
import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from web import town

from headwater.data import flow
from headwater.data.ingest import problem_words
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import PlaceReview, SubmissionState
from headwater.governance.access import rate_limits
from headwater.governance.access.models import RequestCount
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners
from headwater.machinery.jobs import queue

SAMPLES = Path(__file__).parents[1] / "samples"
GOOD, BROKEN = "police_street/good.csv", "police_street/broken.csv"
UNKNOWN = b"Colour,Weight\nred,1\nblue,2\n"

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def police(signed_in):
    """A browser of somebody who sends files for the police alone."""
    return signed_in("submitter", organisation=town.make_organisation("police", kind="police"))


def send(client, content: bytes, name: str = "street.csv", supplier: str = "police"):
    given = {"supplier": supplier, "file": SimpleUploadedFile(name, content)}
    return client.post("/submissions/send/", given)


def sent(client, sample: str) -> str:
    """Send a sample and walk it; the address of its page."""
    answer = send(client, (SAMPLES / sample).read_bytes())
    assert answer.status_code == 302, answer.content.decode()
    flow.walk(ingest.submissions().get(), by=partners.worker())
    return answer["Location"]


def test_a_file_that_is_sent_waits_for_its_walk_and_the_page_says_so(police):
    answer = send(police, (SAMPLES / GOOD).read_bytes())
    page = police.get(answer["Location"]).content.decode()
    assert "Waiting to be checked" in page
    assert 'hx-trigger="every 2s"' in page
    submission = ingest.submissions().get()
    assert (submission.file_name, submission.supplier_key) == ("street.csv", "police")
    job = queue.jobs().get()
    assert (job.name, job.payload) == ("walk", {"submission": str(submission.uuid)})


def test_a_walked_file_shows_its_rows_and_stands_in_the_list_and_among_the_sources(police):
    address = sent(police, GOOD)
    queue.jobs().update(state="done")
    page = police.get(address).content.decode()
    submission = ingest.submissions().get()
    assert submission.state == SubmissionState.LANDED
    assert "hw-tag--good" in page
    assert f"{submission.rows_read} read, {submission.rows_landed} landed" in page
    assert "every 2s" not in page
    assert address in police.get("/submissions/").content.decode()
    assert address in police.get("/sources/police_street/").content.decode()
    assert address not in police.get("/submissions/?source=ed_assaults").content.decode()
    assert address in police.get("/submissions/?source=police_street&state=landed").content.decode()


def test_the_page_names_the_lines_in_the_senders_own_words_and_says_what_to_do_next(police):
    page = police.get(sent(police, BROKEN)).content.decode()
    submission = ingest.submissions().get()
    assert f"{submission.rows_quarantined} rows are kept out and not counted" in page
    assert "LSOA code does not have the form that this column asks for (such as E01013810)." in page
    assert "lsoa_code" not in page
    counts, places = ingest.problem_counts(submission), ingest.problem_places(submission)
    told = {(code, column): lines for (code, _, _, column, _), lines in zip(counts, places, strict=True)}
    written = json.loads((SAMPLES / BROKEN).with_suffix(".json").read_text())
    for key, lines in told.items():
        assert (
            lines == [each["line"] for each in written if (each["code"], each["column"]) == key][: len(lines)]
        )
        assert lines


def test_a_code_that_is_in_no_list_is_answered_with_the_list():
    says, remedy = problem_words.said("provider_return", "unknown_code", "age_band", "")
    assert says == "Age band has a code that is not in its list."
    assert remedy.startswith("Use one of these: ")
    assert "10-14" in remedy
    assert (
        problem_words.said("a_source_of_long_ago", "not_a_month", "month", "")[0] == "month is not a month."
    )


def test_the_problem_report_names_line_and_remedy_and_no_value(police):
    address = sent(police, BROKEN)
    submission = ingest.submissions().get()
    assert submission.problems
    page = police.get(address).content.decode()
    for _, says, *_ in ingest.problem_counts(submission):
        assert says.split("{")[0][:20] in page
    answer = police.get(f"{address}problems.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    text = b"".join(answer.streaming_content).decode()
    heading, *lines = csv.reader(io.StringIO(text))
    assert heading == ["line", "column", "code", "what is wrong", "what to do"]
    assert len(lines) == sum(count for *_, count in ingest.problem_counts(submission))
    assert "2024-13" not in text


def test_another_organisation_sees_neither_the_file_nor_its_problems(police, signed_in):
    address = sent(police, BROKEN)
    stranger = signed_in("provider", organisation=town.make_organisation("charity", kind="health"))
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"{address}problems.csv").status_code == 404
    assert address not in stranger.get("/submissions/").content.decode()
    assert signed_in("analyst").get(address).status_code == 200


def test_nobody_sends_for_an_organisation_that_is_not_theirs(police):
    town.make_organisation("hospital", kind="health")
    answer = send(police, (SAMPLES / GOOD).read_bytes(), supplier="hospital")
    assert answer.status_code == 400
    assert 'href="#id_supplier"' in answer.content.decode()
    assert not ingest.submissions().exists()


def test_the_same_file_of_another_organisation_is_refused_without_saying_whose(police, signed_in):
    sent(police, GOOD)
    charity = town.make_organisation("charity", kind="health")
    other = signed_in("provider", organisation=charity)
    answer = send(other, (SAMPLES / GOOD).read_bytes(), supplier="charity")
    assert answer.status_code == 400
    assert "Another organisation sent it" in answer.content.decode()


def test_an_analyst_sends_open_data_that_nobody_supplied(signed_in):
    answer = send(signed_in("analyst"), (SAMPLES / GOOD).read_bytes(), supplier="")
    assert answer.status_code == 302
    assert ingest.submissions().get().supplier_key == ""


def test_an_empty_and_a_too_large_file_are_told_beside_the_field(police, settings):
    assert "The file is empty" in send(police, b"").content.decode()
    settings.HEADWATER_UPLOAD_LIMIT = 10
    assert "Send it in parts" in send(police, b"x" * 11).content.decode()


def test_sending_too_often_is_refused_with_a_sentence(police):
    person = partners.find_person("submitter@example.org")
    now = clock.now()
    for window in (now, now + rate_limits.UPLOADS.window):  # the next one too, should it begin just now
        start = rate_limits.window_start(rate_limits.UPLOADS, now=window)
        RequestCount.objects.create(
            key=f"uploads {person.uuid}", window_starts_at=start, count=rate_limits.UPLOADS.most
        )
    assert "too often" in send(police, (SAMPLES / GOOD).read_bytes()).content.decode()
    assert not ingest.submissions().exists()


def test_unknown_columns_are_matched_by_an_analyst_and_the_file_checked_again(police, signed_in):
    address = send(police, UNKNOWN)["Location"]
    submission = flow.walk(ingest.submissions().get(), by=partners.worker())
    assert submission.state == SubmissionState.NEEDS_MAPPING
    queue.jobs().update(state="done", finished_at=clock.now() - timedelta(minutes=1))
    assert "You need do nothing" in police.get(address).content.decode()
    assert police.post(f"{address}check-again/").status_code == 403
    analyst = signed_in("analyst")
    assert f"{address}match/" in analyst.get(address).content.decode()
    assert analyst.post(f"{address}check-again/").status_code == 302
    assert queue.jobs(state="queued").count() == 1
    assert "every 2s" in analyst.get(address).content.decode()


def test_a_file_that_landed_is_not_checked_again(police, signed_in):
    address = sent(police, GOOD)
    assert signed_in("analyst").post(f"{address}check-again/").status_code == 409


def make_review(**given) -> PlaceReview:
    hashed = uuid.uuid4().hex
    return PlaceReview.objects.create(
        contract_key="ambulance_assaults", words_hash=hashed, confidence=0.81, rows=12, **given
    )


@pytest.mark.parametrize(("verb", "decision"), [("confirm", "yes"), ("dismiss", "no")])
def test_a_place_is_decided_once_and_audited(verb, decision, signed_in):
    review = make_review(suggestion="Market Square")
    client = signed_in("analyst")
    assert "Market Square" in client.get("/places-to-review/").content.decode()
    address = f"/places-to-review/{review.uuid}/{verb}/"
    assert client.post(address).status_code == 302
    review.refresh_from_db()
    assert review.decision == decision
    assert audit.entries(kind=f"ingest.{verb}_place").count() == 1
    assert queue.jobs().get().name == "refresh"
    assert client.post(address).status_code == 409
    assert "Nothing to decide" in client.get("/places-to-review/").content.decode()
