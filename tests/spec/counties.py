"""Generated counties walked through the product, and what of them its pages would be given."""

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from data import walking
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from scipy import stats

from headwater.data import flow
from headwater.data.contracts import registry
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake.tables import LakeTables
from headwater.data.synthesis import county
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, partnership, queries
from headwater.insight.indicators.said import ReleasedChart, ReleasedVerdict
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Month

BY_MONTH = ("police_recorded_crime", "police_street", "ambulance_assaults")  # files of one year are joined
EVERY_WAVE = "community_survey"  # one wave alone says nothing of a change
COUNTY = "E23900001"
PARTNER = Audience.PARTNER


@dataclass
class County:
    """A county's files, walked a stretch of years at a time."""

    folder: Path
    truth: dict[str, Any]
    waiting: list[Path]
    walked: dict[str, Submission] = field(default_factory=dict)  # by file name

    @property
    def planted(self) -> dict[str, Any]:
        return dict(self.truth["planted"])

    @property
    def seen_on(self) -> date:
        """A day soon after the last month."""
        return (Month.parse(self.truth["first_month"]) + (self.truth["months"] + 1)).start

    def month_at(self, position: int) -> str:
        return str(Month.parse(self.truth["first_month"]) + position)

    def position(self, month: str) -> int:
        return Month.parse(month).index - Month.parse(self.truth["first_month"]).index

    def walk(self, *, up_to_year: str = "9999") -> None:
        """Walk the files of these years, and of no year; bring the derived tables up to date."""
        now = [path for path in self.waiting if _year_in(path) <= up_to_year]
        self.waiting = [path for path in self.waiting if path not in now]
        self.walked |= {path.name: walking.walk(path) for path in now}
        assert {s.state for s in self.walked.values()} == {SubmissionState.LANDED}
        flow.settle()

    def refresh(self, *only: str) -> None:
        actions.refresh(LakeTables(), by=partners.operator(), only=only or None)

    def chart(self, indicator: str, area: str = COUNTY, *, on: date | None = None) -> ReleasedChart:
        return queries.chart(indicator, area, audience=PARTNER, on=on or self.seen_on)

    def verdict(self, indicator: str, area: str = COUNTY, *, on: date | None = None) -> ReleasedVerdict:
        return queries.verdict(indicator, area, audience=PARTNER, on=on or self.seen_on)


@contextmanager
def generated(
    folder: Path, blocker: DjangoDbBlocker, *, contracts: tuple[str, ...], **asked: Any
) -> Iterator[County]:
    """A county of five years, not walked yet; afterwards the databases are as they were.

    Months of one year and contract are joined in one file, as many agencies send them; hospitals send
    the last fourteen months only, and surveys every wave.
    """
    made = county.generate(folder / "county", **asked)
    truth = json.loads(made.truth.read_text(encoding="utf-8"))
    homes = override_settings(HEADWATER_HOME=folder / "home", HEADWATER_KEYS=folder / "keys")
    with homes, blocker.unblock(), transaction.atomic(), transaction.atomic(using="vault"):
        partnership.partnership.cache_clear()
        for key in contracts:
            if registry.get_contract(key).licence.needs_agreement:
                walking.make_agreement(key, starts_on=date(2021, 1, 1), days=4_000)
        yield County(folder / "county", truth, _files(folder / "county", truth, contracts))
        partnership.partnership.cache_clear()
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="vault")


def most(count: int, share: float) -> int:
    """What is exceeded once in a thousand."""
    return int(stats.binom.ppf(0.999, count, share))


def _files(folder: Path, truth: dict[str, Any], contracts: tuple[str, ...]) -> list[Path]:
    mine = [file for file in truth["files"] if file["contract"] in contracts]
    places = [folder / file["path"] for file in truth["files"] if file["path"].startswith("places/")]
    joined = [path for key in contracts if key in BY_MONTH for path in _by_year(folder, key, mine)]
    others = [file for file in mine if file["contract"] not in BY_MONTH]
    late = str(Month.parse(truth["first_month"]) + (truth["months"] - 14))
    return [
        *places,
        *joined,
        *(path for file in others if _is_wanted(path := folder / file["path"], file["contract"], late)),
    ]


def _is_wanted(path: Path, contract: str, late: str) -> bool:
    return contract == EVERY_WAVE or _month_in(path) >= late


def _month_in(path: Path) -> str:
    """The month in a file's name: the first, where it holds a quarter."""
    found = re.search(r"20\d\d-\d\d", path.name)
    assert found is not None, path
    return found[0]


def _year_in(path: Path) -> str:
    found = re.search(r"_(20\d\d)[-.]", path.name)
    return found[1] if found else "0000"


def _by_year(folder: Path, contract: str, mine: list[dict[str, Any]]) -> Iterator[Path]:
    whole = [file for file in mine if file["contract"] == contract and "superseded_by" not in file]
    months = [folder / file["path"] for file in whole]
    for year, of_year in groupby(months, key=lambda path: _month_in(path)[:4]):
        joined = folder / f"{contract}_{year}.csv"
        with joined.open("wb") as out:
            for number, path in enumerate(of_year):
                heading, _, rows = _content(path).partition(b"\n")
                out.write((heading + b"\n" if not number else b"") + rows)
        yield joined


def _content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
