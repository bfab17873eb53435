"""`headwater purge`, as an information-governance lead would try it: what could be read before, and what is left.

Every command is a process of its own. What is read is read with the home's own keys, as somebody could who
holds the whole machine.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import stores_apart
from stores_apart import Stores

from headwater.data.synthesis import county

HEADWATER = Path(sys.executable).with_name("headwater")
CONTRACT, INDICATOR = "youth_justice", "youth_first_time_entrants"
NAMES = ("Zebulonia", "Quickthornley")
LOOK = """
import json, sys, django
django.setup()
from headwater.data.ingest.models import Submission
from headwater.data.lake import manifest
from headwater.data.vault import queries as vault
from headwater.data.vault.models import Identity
from headwater.insight.charts.models import Chart
from headwater.insight.indicators.models import Reading
from headwater.insight.release.models import Series
from headwater.machinery import file_store, home
from headwater.machinery.encryption import keys
from headwater.vocabulary.errors import HeadwaterError
contract, indicator, path = sys.argv[1:]
one = Submission.objects.get(contract_key=contract)
try:
    original = file_store.open_sealed(path or one.original_path).read().decode()
except HeadwaterError as error:
    original = error.says
sealed = Identity.objects.filter(submission_uuid=one.uuid).first()
print(json.dumps({
    "uuid": str(one.uuid),
    "path": one.original_path,
    "original": original,
    "names": [each.value for each in vault.identities(contract, submission_uuid=one.uuid)],
    "sealed_name": bytes(sealed.sealed_value).hex() if sealed else "",
    "lake": [str(home.folder("lake") / file) for file in manifest.files_of(one.pk)],
    "rows": sum(part.rows for table in (contract, contract + "_located") for part in manifest.all_parts(table)),
    "problems": (home.folder("reports") / f"{one.uuid}.parquet").exists(),
    "key_is_gone": keys.destroyed(one.key_id),
    "figures": {
        kind.__name__: kind.objects.filter(release__indicator=indicator).count()
        for kind in (Series, Reading, Chart)
    },
    "tombstone": {"state": one.state, "sha256": one.sha256, "rows_landed": one.rows_landed},
}))
"""


@dataclass(frozen=True)
class Home:
    stores: Stores

    def run(self, *args: object) -> str:
        done = subprocess.run(
            [HEADWATER, *map(str, args)],
            env=self.stores.environment, capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def look(self, path: str = "") -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-c", LOOK, CONTRACT, INDICATOR, path],
            env=self.stores.environment, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        return dict(json.loads(done.stdout))

    def holds(self, content: bytes) -> list[str]:
        """Files anywhere in the home with these bytes."""
        files = (file for file in self.stores.home.rglob("*") if file.is_file())
        return [file.name for file in files if content in file.read_bytes()]


@dataclass(frozen=True)
class Story:
    """One home before and after."""

    home: Home
    file: Path
    before: dict[str, Any]
    said_before: str
    said: str
    after: dict[str, Any]


@pytest.fixture(scope="module")
def story(migrated_stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("purge")
    with stores_apart.copied(migrated_stores, folder / "home") as stores:
        home, file = Home(stores), _file(folder / "county")
        for key, kind in (("the-council", "youth_justice"), ("the-partnership", "partnership")):
            home.run("partners", "register", key, key, "--kind", kind)
        parties = ("--party", "the-council", "--party", "the-partnership")
        home.run("partners", "sign-agreement", CONTRACT, *parties)
        places = folder / "county" / "places"
        home.run("load", *places.glob("lookup_*"), *places.glob("population*"), file)
        before, said_before = home.look(), home.run("indicators", "show", INDICATOR)
        said = home.run("purge", "--submission", before["uuid"], "--reason", "the council asked", "--yes")
        yield Story(home, file, before, said_before, said, home.look(before["path"]))


def _file(folder: Path) -> Path:
    """Five years of a generated youth justice service in one file, with a name that nobody else has."""
    county.generate(folder, people=30_000, years=5)
    files = sorted((folder / CONTRACT).iterdir())
    heading, *_ = files[0].read_text(encoding="utf-8").splitlines()
    rows = [row for file in files for row in file.read_text(encoding="utf-8").splitlines()[1:]]
    reference, _, _, *rest = rows[0].split(",")
    rows[0] = ",".join((reference, *NAMES, *rest))
    whole = folder / "youth_justice.csv"
    whole.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    return whole


def test_before_the_purge_whoever_holds_the_keys_reads_every_name(story: Story) -> None:
    assert story.before["original"] == story.file.read_text(encoding="utf-8")
    assert set(NAMES) <= set(story.before["names"])
    assert story.before["rows"] > 100
    assert min(story.before["figures"].values()) > 0
    assert "first" in story.said_before


def test_names_stood_in_clear_nowhere_even_before(story: Story) -> None:
    assert [story.home.holds(name.encode()) for name in NAMES] == [[], []]


def test_after_it_neither_original_nor_vault_nor_lake_gives_anything(story: Story) -> None:
    assert "1 submissions were purged" in story.said
    assert "purged" in story.after["original"]
    assert story.after["names"] == []
    assert (story.after["lake"], story.after["rows"]) == ([], 0)
    assert not any(Path(file).exists() for file in story.before["lake"])
    assert not story.after["problems"]
    assert story.after["key_is_gone"]
    assert story.home.holds(bytes.fromhex(story.before["sealed_name"])) == []


def test_no_figure_chart_or_verdict_made_of_it_is_shown_any_more(story: Story) -> None:
    assert story.after["figures"] == {"Series": 0, "Reading": 0, "Chart": 0}
    listed = json.loads(story.home.run("indicators", "list", "--json"))
    assert {each["released"] for each in listed if each["key"] == INDICATOR} == {"nothing yet"}
    folder = story.home.stores.home.parent / "pack"
    story.home.run("governance", "assurance-pack", folder)
    pack = "".join(file.read_text(errors="ignore") for file in folder.rglob("*") if file.is_file())
    assert pack
    assert not any(name in pack for name in NAMES)


def test_the_tombstone_stands_and_the_chain_of_the_audit_is_whole(story: Story) -> None:
    assert story.after["tombstone"] == story.before["tombstone"] | {"state": "purged"}
    assert len(story.after["tombstone"]["sha256"]) == 64
    story.home.run("audit", "verify")
