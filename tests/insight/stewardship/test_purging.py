"""A purge leaves hash and counts, and nothing that anybody can read."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from insight import county

from headwater.data import flow
from headwater.data.contracts import registry
from headwater.data.ingest import actions as ingest
from headwater.data.ingest import purging
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import manifest, parts
from headwater.data.vault import actions as vault
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners
from headwater.insight.stewardship import actions, queries, rules
from headwater.machinery import file_store, home
from headwater.machinery.encryption import keys
from headwater.machinery.jobs import queue
from headwater.vocabulary.errors import Invalid, Refused

NOW = datetime(2026, 1, 5, tzinfo=UTC)
CONTRACT = "ambulance_assaults"
SAMPLE = Path(__file__).parents[2] / "samples" / CONTRACT / "good.csv"
DATABASES = ["default", "vault"]


def received(folder: Path, content: bytes = b"one,two\n1,2\n") -> Submission:
    file = folder / "assaults.csv"
    file.write_bytes(content)
    return ingest.keep_file(file, file_name=file.name, by=partners.operator())


def landed(folder: Path) -> Submission:
    """A submission with a part in the lake and an identifier in the vault."""
    submission = received(folder)
    finished = folder / "part.parquet"
    pq.write_table(pa.table({"a": [1, 2]}), finished)
    part = parts.move_in(CONTRACT, finished, rows=2, submission=submission.pk)
    manifest.commit(CONTRACT, add=[part], now=NOW)
    vault.store(submission.uuid, CONTRACT, [("record", {"name": "Somebody"})], by=partners.operator())
    submission.contract_key, submission.state = CONTRACT, SubmissionState.LANDED
    submission.tallies = {CONTRACT: {"files": 1, "rows_read": 2, "landed": 2, "quarantined": 0}}
    submission.save()
    return submission


@pytest.mark.django_db(databases=DATABASES)
def test_a_purge_leaves_hash_and_counts_and_nothing_to_read(tmp_path: Path) -> None:
    submission = landed(tmp_path)
    original, [part] = submission.original_path, manifest.all_parts(CONTRACT)
    ended = actions.end_submission(submission, by=partners.operator(), reason="asked")
    removed = actions.destroy(submission, ended.files, by=partners.operator())
    assert (removed, ended.tables) == (1, (CONTRACT,))
    assert not part.file.exists()
    assert not manifest.all_parts(CONTRACT)
    with pytest.raises(Refused, match="purged"):
        file_store.open_sealed(original)
    assert not list(home.folder("originals").glob(f"{submission.key_id}/*"))
    kept = Submission.objects.get(pk=submission.pk)
    assert (kept.state, kept.rows_landed, len(kept.sha256)) == (SubmissionState.PURGED, 2, 64)
    entry = audit.entries(kind="stewardship.end_submission")[0]
    assert entry.reason == "asked"


@pytest.mark.django_db(databases=DATABASES)
def test_a_legal_hold_refuses_and_the_refusal_is_on_record(tmp_path: Path) -> None:
    submission = landed(tmp_path)
    purging.set_legal_hold(submission, by=partners.operator(), reason="a claim")
    with pytest.raises(Refused, match="legal hold"):
        actions.purge_submission(submission, by=partners.operator(), reason="asked")
    assert len(manifest.all_parts(CONTRACT)) == 1
    file_store.open_sealed(submission.original_path).close()
    purging.lift_legal_hold(submission, by=partners.operator(), reason="settled")
    assert actions.end_submission(submission, by=partners.operator(), reason="asked").tables


@pytest.mark.django_db(databases=DATABASES)
def test_a_purge_that_was_killed_is_finished_by_the_next_round(tmp_path: Path) -> None:
    submission = received(tmp_path)
    actions.end_submission(submission, by=partners.operator(), reason="asked")
    assert [each.pk for each in queries.unfinished()] == [submission.pk]
    actions.purge_due(date(2026, 1, 5), by=partners.operator())
    assert not list(queries.unfinished())


@pytest.mark.django_db(databases=DATABASES)
def test_a_purge_that_was_killed_before_its_figures_were_made_again_is_finished_by_asking_again(
    tmp_path: Path,
) -> None:
    county.sign_agreement(CONTRACT)
    submission = flow.walk(received(tmp_path, SAMPLE.read_bytes()), by=partners.operator())
    flow.settle()
    ended = actions.end_submission(submission, by=partners.operator(), reason="asked")
    actions.destroy(submission, ended.files, by=partners.operator())  # and here it was killed
    submission.refresh_from_db()
    done = actions.purge_submission(submission, by=partners.operator(), reason="asked")
    assert done.submissions == 0
    assert flow.settle() == []  # nothing was left to make again


@pytest.mark.django_db(databases=DATABASES)
def test_the_job_that_makes_figures_again_is_written_with_the_tombstone(tmp_path: Path) -> None:
    actions.end_submission(landed(tmp_path), by=partners.operator(), reason="asked", rebuild_later=True)
    assert queue.jobs().filter(name=ingest.REFRESH).exists()


@pytest.mark.django_db(databases=DATABASES)
def test_what_outlived_its_contract_is_due_and_nothing_sooner(tmp_path: Path) -> None:
    submission = landed(tmp_path)
    months = registry.get_contract(CONTRACT).retention_months
    assert months is not None
    Submission.objects.filter(pk=submission.pk).update(received_at=datetime(2020, 1, 31, 12, tzinfo=UTC))
    last = rules.ends_on(date(2020, 1, 31), [registry.get_contract(CONTRACT)])
    assert last is not None
    assert last > date(2020 + months // 12, 1, 31)
    assert [each.pk for each in queries.due(last)] == [submission.pk]
    assert not list(queries.due(date.fromordinal(last.toordinal() - 1)))


@pytest.mark.django_db(databases=DATABASES)
def test_a_purge_wants_a_reason(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        actions.purge_submission(received(tmp_path), by=partners.operator(), reason=" ")


@pytest.mark.django_db(databases=DATABASES)
def test_after_the_whole_walk_a_purge_leaves_no_value_anywhere_in_the_home(tmp_path: Path) -> None:
    county.sign_agreement(CONTRACT)
    submission = flow.walk(received(tmp_path, SAMPLE.read_bytes()), by=partners.operator())
    assert submission.state == SubmissionState.LANDED
    flow.settle()
    files = [home.folder("lake") / path for path in manifest.files_of(submission.pk)]
    tables = {file.parent.name for file in files}
    assert {CONTRACT, f"{CONTRACT}_located"} <= tables
    done = actions.purge_submission(submission, by=partners.operator(), reason="the supplier asked")
    assert (done.submissions, set(done.tables)) == (1, tables)
    assert not any(file.exists() for file in files)
    assert not manifest.files_of(submission.pk)
    for table in tables:
        assert sum(part.rows for part in manifest.all_parts(table)) == 0
    everything = b"".join(file.read_bytes() for file in home.home().rglob("*") if file.is_file())
    assert b"EM-240316" not in everything
    assert b"taxi rank" not in everything
    assert keys.destroyed(submission.key_id)
