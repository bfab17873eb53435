"""The traps of real open data, each on the real files where they are here and on generated ones always, counted again from the raw lines.

Codes of two years, rows without a place, whole rows alike that are different incidents, months that nobody collected, and marks that hide
a number.
"""

import csv
import gzip
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from data import walking
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from headwater.data import flow
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import engine, reading
from headwater.data.lake.tables import LakeTables
from headwater.data.synthesis import county
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions as indicators
from headwater.insight.indicators import queries
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain, Month, months_between
from headwater.vocabulary.states import FigureState

REFERENCE = Path(os.environ.get("HEADWATER_REFERENCE", Path(__file__).parents[4] / "shared")) / "data"
VIOLENCE = "Violence and sexual offences"
Lines = list[dict[str, str]]

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@dataclass(frozen=True)
class Source:
    """Files of one kind of origin: some months with codes of 2011, a gap, then months with codes of 2021."""

    old: tuple[Path, ...]
    new: tuple[Path, ...]
    ground: tuple[Path, ...]  # lookups and outlines
    marked: tuple[Path, ...]  # counts with marks in place of numbers

    @property
    def street(self) -> tuple[Path, ...]:
        return self.old + self.new


@dataclass(frozen=True)
class Walked:
    source: Source
    by_file: dict[Path, Submission]

    def lines(self, paths: tuple[Path, ...]) -> Lines:
        return [line for path in paths for line in lines_of(path)]


def lines_of(path: Path) -> Lines:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def generated(folder: Path) -> Source:
    county.generate(folder, people=8_000, years=2)
    street = sorted(folder.glob("police/*-street.csv*"))
    old = street[:2]
    return Source(
        tuple(old),
        tuple(street[-2:]),
        tuple(sorted((folder / "places").glob("*"))),
        tuple(sorted(folder.glob("health/*_total.csv.gz")) + sorted(folder.glob("health/*_age.csv.gz"))),
    )


def real() -> Source:
    street = sorted((REFERENCE / "police_uk" / "nottinghamshire" / "street").glob("*.csv.gz"))
    places = REFERENCE / "places"
    return Source(
        tuple(street[:2]),
        tuple(street[-2:]),
        (*sorted((places / "notts").glob("lookup_*.csv")), places / "boundaries" / "notts_lsoa21.geojson"),
        tuple(
            REFERENCE / "aggregates" / f"hes_assault_sharp_object_region_month_{name}.csv.gz"
            for name in ("total", "age")
        ),
    )


@pytest.fixture(scope="module", params=["generated", pytest.param("real", marks=pytest.mark.reference)])
def walked(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walked]:
    """Walked and settled once for every test here; the databases are rolled back and the home goes when they are done."""
    if request.param == "real" and not REFERENCE.is_dir():
        pytest.skip("the reference folder is not here")
    source = real() if request.param == "real" else generated(tmp_path_factory.mktemp("county"))
    place = tmp_path_factory.mktemp("home")
    homes = override_settings(HEADWATER_HOME=place / "home", HEADWATER_KEYS=place / "keys")
    with homes, django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="vault"):
        files = (*source.ground, *source.street, *source.marked)
        found = Walked(source, {path: walking.walk(path) for path in files})
        flow.settle()
        yield found
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="vault")


def asked(sql: str) -> list[tuple[object, ...]]:
    return engine.connection().execute(sql).fetchall()


def rows_sql(table: str) -> str:
    return f"({reading.rows_sql(table)})"


def test_every_line_lands(walked: Walked) -> None:
    for path in walked.source.street + walked.source.marked:
        submission = walked.by_file[path]
        lines = len(lines_of(path))
        assert (submission.state, submission.rows_read, submission.rows_landed) == (
            SubmissionState.LANDED,
            lines,
            lines,
        )


def test_codes_of_2011_and_of_2021_are_brought_together(walked: Walked) -> None:
    """What changed between the years is counted under the codes of 2021, shared where one became two, and every row counts once."""
    known = {code for (code,) in asked(f"SELECT lsoa21 FROM {rows_sql('places_lsoa21')}")}
    coded = [line["LSOA code"] for line in walked.lines(walked.source.old) if line["LSOA code"]]
    ours = {code for (code,) in asked(f"SELECT lsoa11 FROM {rows_sql('lookup_weights')}")}
    gone = [code for code in coded if code in ours - known]  # a force records a few crimes beyond its border
    assert gone, "months with codes that no longer exist"
    located = rows_sql("police_street_located")
    (moved,) = asked(f"SELECT sum(weight) FROM {located} WHERE lsoa21 <> lsoa_code")[0]
    assert moved == pytest.approx(len(gone))
    (total,) = asked(f"SELECT sum(weight) FROM {located}")[0]
    assert total == len(walked.lines(walked.source.street))
    listed = {code for (code,) in asked(f"SELECT DISTINCT lsoa21 FROM {located} WHERE lsoa21 IS NOT NULL")}
    assert listed <= known
    unplaced = asked(
        f"SELECT sum(weight) FROM {located} WHERE lsoa21 IS NULL AND lsoa_code IN (SELECT lsoa11 FROM {rows_sql('lookup_weights')})"
    )
    assert unplaced == [(None,)]


def test_rows_without_a_place_stay_and_are_counted_as_such(walked: Walked) -> None:
    lines = walked.lines(walked.source.street)
    without = sum(not line["LSOA code"] and not line["Longitude"] for line in lines)
    assert 0.001 * len(lines) < without < 0.05 * len(lines)
    found = asked(
        f"SELECT count(*) FROM {rows_sql('police_street_located')} "
        "WHERE located_by = 'none' AND lsoa21 IS NULL AND longitude IS NULL AND lsoa_code IS NULL"
    )
    assert found == [(without,)]


def test_rows_that_are_alike_are_different_incidents(walked: Walked) -> None:
    lines = Counter(tuple(line.values()) for line in walked.lines(walked.source.street))
    repeated = sum(count - 1 for count in lines.values())
    assert repeated > 0
    table = rows_sql("police_street")
    (total,), (distinct,) = asked(f"SELECT count(*) FROM {table}") + asked(
        f"SELECT count(*) FROM (SELECT DISTINCT * FROM {table})"
    )
    assert (total, total - distinct) == (sum(lines.values()), repeated)


def test_months_that_nobody_collected_are_said_so_and_are_not_zero(walked: Walked) -> None:
    collected = Counter(
        line["Month"] for line in walked.lines(walked.source.street) if line["Crime type"] == VIOLENCE
    )
    indicators.refresh(LakeTables(), by=partners.worker(), only=("police_street_violence",))
    whole = release.series(
        "police_street_violence",
        queries.top_area().code,
        grain=Grain.MONTH,
        audience=Audience.PUBLIC,
        on=clock.today(),
    )
    found = {str(Month.of(start)): n for start, n in zip(whole.starts, whole.n, strict=True)}
    between = {str(each) for each in months_between(Month.parse(min(collected)), Month.parse(max(collected)))}
    assert set(found) == between > set(collected)
    assert {month: n for month, n in found.items() if n is not None} == collected
    assert {state for month, state in zip(found, whole.states, strict=True) if month not in collected} == {
        FigureState.NOT_COLLECTED
    }


def test_marks_are_kept_as_bounds_and_never_as_zero(walked: Walked) -> None:
    published = [line["value_as_published"] for line in walked.lines(walked.source.marked)]
    table = rows_sql("hes_sharp_object_admissions")
    hidden = asked(
        f"SELECT count(*), count(admissions), min(admissions_least), max(admissions_greatest) FROM {table} "
        "WHERE admissions_mark = 'suppressed'"
    )
    assert hidden == [(published.count("*"), 0, 1, 7)]
    assert published.count("*") > 0
    empty = asked(f"SELECT count(*), count(admissions) FROM {table} WHERE admissions_mark = 'missing'")
    assert empty == [(published.count(""), 0)]
    numbers = [int(each) for each in published if each not in {"*", ""}]
    assert asked(f"SELECT count(admissions), sum(admissions) FROM {table}") == [(len(numbers), sum(numbers))]
