"""The county's files: always the same, recognised by what they hold, exactly as bad as `truth.json` says."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from data.synthesis.county_reader import problems, read, rows_of

from headwater.data.contracts.recognition import recognise
from headwater.data.contracts.registry import contracts, get_contract
from headwater.data.synthesis import county
from headwater.vocabulary.errors import Invalid

AGENCIES = {
    "police_recorded_crime", "police_street", "police_outcomes", "ed_assaults", "ambulance_assaults",
    "school_exclusions", "school_attendance", "youth_justice", "childrens_social_care", "provider_return",
    "hes_sharp_object_admissions", "community_survey", "unsafe_places",
}  # fmt: skip


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_generate_writes_the_same_bytes_for_the_same_seed(tiny: Path, tmp_path: Path) -> None:
    county.generate(tmp_path, people=8_000, years=2)
    assert fingerprints(tmp_path) == fingerprints(tiny)


def test_generate_writes_another_county_for_another_seed(tiny: Path, tmp_path: Path) -> None:
    county.generate(tmp_path, people=8_000, years=2, seed=7)
    one, two = (
        json.loads((folder / "truth.json").read_text(encoding="utf-8")) for folder in (tiny, tmp_path)
    )
    assert one["planted"]["counts_by_month"] != two["planted"]["counts_by_month"]


def test_generate_says_how_far_it_is(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    summary = county.generate(
        tmp_path, people=2_000, years=1, progress=lambda done, whole, _: heard.append((done, whole))
    )
    assert [done for done, _ in heard] == list(range(heard[0][1] + 1))
    assert summary.truth.exists()
    assert summary.months == 12


def test_generate_leaves_no_truth_where_it_was_stopped(tmp_path: Path) -> None:
    county.generate(tmp_path, people=2_000, years=1)

    def stop(done: int, _whole: int, _words: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        county.generate(tmp_path, people=2_000, years=1, progress=stop)
    assert not (tmp_path / "truth.json").exists()


@pytest.mark.parametrize(("people", "years"), [(1_999, 5), (5_000_001, 5), (8_000, 0), (8_000, 13)])
def test_generate_refuses_sizes_that_make_no_county(people: int, years: int, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        county.generate(tmp_path, people=people, years=years)
    assert not list(tmp_path.iterdir())


def test_every_file_is_in_the_truth_and_every_agency_sends_some(
    tiny: Path, tiny_truth: dict[str, Any]
) -> None:
    named = {file["path"] for file in tiny_truth["files"]}
    unasked = {file["path"] for file in tiny_truth["needs_profile"]}
    assert named | unasked == set(fingerprints(tiny)) - {"truth.json"}
    assert set(tiny_truth["contracts"]) >= AGENCIES


def test_every_file_is_recognised_as_its_contract(tiny: Path, tiny_truth: dict[str, Any]) -> None:
    for file in tiny_truth["files"]:
        headings, _ = read(tiny / file["path"])
        found = recognise(headings, contracts().values())
        assert found is not None, file["path"]
        assert found.contract.key == file["contract"], file["path"]
        assert not found.duplicated


def test_new_suppliers_file_is_recognised_only_through_its_mapping(
    town: Path, town_truth: dict[str, Any]
) -> None:
    (file,) = town_truth["needs_profile"]
    contract = get_contract(file["contract"])
    headings, rows = read(town / file["path"])
    assert recognise(headings, contracts().values()) is None
    assert len(rows) == file["rows"]
    mapped = [next((name for name, own in file["columns"].items() if own == h), h) for h in headings]
    found = recognise(mapped, contracts().values())
    assert found is not None
    assert found.contract == contract
    for name, codes in file["codes"].items():
        said = {row[headings.index(file["columns"][name])] for row in rows} - {""}
        assert said <= set(codes)
        assert set(codes.values()) <= set(contract.column(name).codes or ())


def test_every_file_has_the_rows_that_the_truth_counts(tiny: Path, tiny_truth: dict[str, Any]) -> None:
    for file in tiny_truth["files"]:
        assert len(read(tiny / file["path"])[1]) == file["rows"], file["path"]
        assert file["good"] == file["rows"] - sum(file["bad"].values())


def test_every_file_has_exactly_the_bad_rows_that_the_truth_counts(
    tiny: Path, tiny_truth: dict[str, Any]
) -> None:
    for file in tiny_truth["files"]:
        found = problems(tiny / file["path"], get_contract(file["contract"]))
        assert found == Counter(file["bad"]), file["path"]


def test_contracts_in_the_truth_add_up_their_files(tiny_truth: dict[str, Any]) -> None:
    for key, total in tiny_truth["contracts"].items():
        files = [file for file in tiny_truth["files"] if file["contract"] == key]
        assert total["files"] == len(files)
        assert total["rows"] == sum(file["rows"] for file in files)
        assert total["good"] + total["bad"] == total["rows"]


def test_current_rows_of_the_police_are_distinct_crimes(tiny: Path, tiny_truth: dict[str, Any]) -> None:
    contract = get_contract("police_recorded_crime")
    refs = Counter(
        row["crime_ref"]
        for file in tiny_truth["files"]
        if file["contract"] == contract.key
        for row in rows_of(tiny / file["path"], contract)
    )
    total = tiny_truth["contracts"][contract.key]
    assert len(refs) == total["current"] + total["bad"]
    assert sum(refs.values()) == total["rows"]
    repeated = [ref for file in tiny_truth["files"] for ref in file.get("repeated_refs", [])]
    assert repeated
    assert all(refs[ref] > 1 for ref in repeated)


@pytest.mark.parametrize(
    "key",
    [
        "ambulance_assaults",
        "school_exclusions",
        "school_attendance",
        "youth_justice",
        "childrens_social_care",
        "provider_return",
    ],
)
def test_row_keys_are_unique_over_all_files(key: str, tiny: Path, tiny_truth: dict[str, Any]) -> None:
    contract = get_contract(key)
    keys = [
        tuple(row.get(name, "") for name in contract.row_key)
        for file in tiny_truth["files"]
        if file["contract"] == key
        for row in rows_of(tiny / file["path"], contract)
    ]
    assert keys
    assert max(Counter(keys).values()) == 1


def test_corrected_file_holds_the_whole_month_that_was_sent_half(
    tiny: Path, tiny_truth: dict[str, Any]
) -> None:
    early = next(file for file in tiny_truth["files"] if "superseded_by" in file)
    whole = next(file for file in tiny_truth["files"] if file.get("corrects") == early["path"])
    assert early["superseded_by"] == whole["path"]
    half_rows, all_rows = (set(map(tuple, read(tiny / path)[1])) for path in (early["path"], whole["path"]))
    assert half_rows < all_rows


def test_suppliers_differ_in_how_they_write(tiny: Path) -> None:
    ambulance = b"".join(path.read_bytes() for path in sorted((tiny / "ambulance").iterdir()))
    assert b";" in ambulance
    with pytest.raises(UnicodeDecodeError):
        (b"".join([ambulance]) + "é".encode("cp1252")).decode("utf-8")
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in (tiny / "ed").glob("*.csv"))
    assert (tiny / "social_care").exists()
    assert all(path.read_bytes().endswith(b"\n\n\n\n\n") for path in (tiny / "social_care").iterdir())
    book = openpyxl.load_workbook(min((tiny / "schools").glob("*.xlsx")))
    assert book.active is not None
    assert book.active.merged_cells.ranges


def test_police_street_changes_its_codes_and_has_rows_without_a_place(
    town: Path, town_truth: dict[str, Any]
) -> None:
    changes_in = town_truth["planted"]["lsoa_codes_of_2021_from"]
    lookup = get_contract("lookup_lsoa11_lsoa21_ltla22")
    rows = rows_of(town / "places" / "lookup_lsoa11_lsoa21_ltla22.csv", lookup)
    only_old = {row["lsoa11_code"] for row in rows} - {row["lsoa21_code"] for row in rows}
    only_new = {row["lsoa21_code"] for row in rows} - {row["lsoa11_code"] for row in rows}
    assert only_old
    assert only_new
    seen_old, seen_new, nowhere, whole, identical = set(), set(), 0, 0, 0
    for path in sorted((town / "police").glob("*street.csv")):
        street = rows_of(path, get_contract("police_street"))
        codes = {row["lsoa_code"] for row in street}
        assert not codes & (only_new if path.name[:7] < changes_in else only_old)
        seen_old |= codes & only_old
        seen_new |= codes & only_new
        nowhere += sum(not row["lsoa_code"] for row in street)
        whole += len(street)
        identical += len(street) - len({tuple(row.values()) for row in street})
    assert seen_old == only_old
    assert seen_new == only_new
    assert 0.007 < nowhere / whole < 0.013
    assert identical > 0


def test_names_and_births_stand_only_where_the_contract_sends_them_to_the_vault(
    tiny: Path, tiny_truth: dict[str, Any]
) -> None:
    named = {"school_exclusions", "youth_justice", "childrens_social_care"}
    for file in tiny_truth["files"]:
        headings = {heading.casefold() for heading in read(tiny / file["path"])[0]}
        has_names = bool(headings & {"surname", "last name"})
        assert has_names == (file["contract"] in named), file["path"]


def test_sizes_grow_in_proportion_to_people(tiny_truth: dict[str, Any], tmp_path: Path) -> None:
    county.generate(tmp_path, people=32_000, years=2)
    large = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    for key in ("police_recorded_crime", "police_street", "school_attendance", "childrens_social_care"):
        ratio = large["contracts"][key]["rows"] / tiny_truth["contracts"][key]["rows"]
        assert 3.3 < ratio < 4.8, key
