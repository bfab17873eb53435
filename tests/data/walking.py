"""Makers of walks: an agreement, a file received and walked, and what became of it, read without the product's own readers."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pyarrow.parquet as pq

from headwater.data import flow
from headwater.data.ingest import queries
from headwater.data.ingest.models import Submission
from headwater.data.lake import engine, manifest, reading
from headwater.governance.audit import clock
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Agreement

SAMPLES = Path(__file__).parents[1] / "samples"
_numbers = count(1)


def make_agreement(contract_key: str, *, starts_on: date | None = None, days: int = 60) -> Agreement:
    """Two parties share every field of a contract's records, from a month ago unless told."""
    number, by = next(_numbers), partners.operator()
    starts_on = starts_on or clock.today() - timedelta(days=30)
    parties = [
        partner_actions.register_organisation(
            key=f"party-{number}-{kind}", name=kind, kind=kind, starts_on=date(2019, 1, 1), by=by
        )
        for kind in ("police", "partnership")
    ]
    text = partner_actions.AgreementText(
        key=f"sharing-{number}",
        title=f"Sharing of {contract_key}",
        parties=parties,
        purpose="serious-violence-duty",
        lawful_basis="UK GDPR Article 6(1)(e)",
        contract_key=contract_key,
        fields=("*",),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days),
    )
    return partner_actions.sign_agreement(text, by=by)


def receive(path: Path) -> Submission:
    return flow.receive(path, file_name=path.name, by=partners.operator())


def walk(path: Path) -> Submission:
    return flow.walk(receive(path), by=partners.operator())


def problems_of(submission: Submission) -> list[tuple[int | None, str, str]]:
    """(line, column, code) of every problem, in order of line."""
    return [(line, column, code) for line, column, code, _, _ in queries.problem_lines(submission)]


def current_rows(table: str) -> int:
    found = engine.connection().execute(f"SELECT count(*) FROM ({reading.rows_sql(table)})").fetchone()
    assert found is not None
    return int(found[0])


def stored_rows(paths: Iterable[Path]) -> list[str]:
    """Every row of these Parquet files as text, in order, without the number of its submission."""
    rows = [row for path in paths for row in pq.read_table(path).to_pylist()]
    return sorted(repr({k: v for k, v in row.items() if k != "_submission"}) for row in rows)


def active_files(table: str) -> list[Path]:
    return [part.file for part in manifest.parts(table)]
