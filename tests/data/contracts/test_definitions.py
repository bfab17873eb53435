"""Every declared contract, held to what the language alone cannot check."""

import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from headwater.data.contracts import cells, codelists, definitions, registry
from headwater.data.contracts.language import Contract, Kind, Licence, Sensitivity, same_heading
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.problems import CATALOGUE

CONTRACTS = list(registry.contracts().values())
AGENCIES = {
    "police_recorded_crime",
    "ed_assaults",
    "ambulance_assaults",
    "school_exclusions",
    "school_attendance",
    "youth_justice",
    "childrens_social_care",
}
TYPES = {
    Kind.WHOLE: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.LONGITUDE: "DOUBLE",
    Kind.LATITUDE: "DOUBLE",
    Kind.DATE: "DATE",
    Kind.MONTH: "DATE",
    Kind.TIMESTAMP: "TIMESTAMP",
    Kind.YES_NO: "BOOLEAN",
}

each_contract = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.key)


def test_the_seven_agencies_are_about_people_and_nothing_open_is() -> None:
    about_people = {contract.key: contract for contract in CONTRACTS if contract.about_people}
    assert about_people.keys() >= AGENCIES
    assert all(contract.licence.needs_agreement for contract in about_people.values())


def test_an_unknown_key_is_not_found() -> None:
    with pytest.raises(NotFound, match="no contract called tea_leaves"):
        registry.get_contract("tea_leaves")


@each_contract
def test_records_need_an_agreement_and_a_lawful_basis(contract: Contract) -> None:
    if contract.about_people or contract.key == "provider_return":
        assert contract.licence is Licence.AGREEMENT
        assert contract.lawful_basis
        assert contract.retention_months
    else:
        assert not contract.licence.needs_agreement
        assert contract.retention_months is None


@each_contract
def test_no_heading_means_two_columns(contract: Contract) -> None:
    spellings = Counter(
        spelling
        for column in contract.columns
        for spelling in {same_heading(each) for each in column.spellings}
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


@each_contract
def test_a_key_or_a_slice_lands(contract: Contract) -> None:
    landed = {column.name for column in contract.landed_columns}
    assert {*contract.row_key, *contract.slice_by} <= landed


@each_contract
def test_every_rule_is_sql_over_the_columns_and_in_the_catalogue(contract: Contract) -> None:
    columns = ", ".join(
        f'NULL::{TYPES.get(column.kind, "VARCHAR")} AS "{column.name}"' for column in contract.columns
    )
    for rule in contract.rules:
        assert rule.code in CATALOGUE
        duckdb.sql(f"SELECT {rule.broken} FROM (SELECT {columns})").fetchall()


@each_contract
def test_every_column_says_enough(contract: Contract) -> None:
    for column in contract.columns:
        assert column.meaning.endswith("."), column.name
        assert column.example or column.optional or column.kind is Kind.GEOMETRY, column.name


@each_contract
def test_every_example_passes_its_own_column(contract: Contract) -> None:
    for column in contract.columns:
        assert not column.example or cells.problem_with(column, column.example) is None, column.name


@each_contract
def test_a_form_means_the_same_in_the_lakes_engine(contract: Contract) -> None:
    for column in contract.columns:
        for cell in (column.example, "", "Jonathan Smith", "0", "E01013810\n") if column.form else ():
            there = duckdb.execute("SELECT regexp_full_match(?, ?)", [cell, column.form]).fetchone()
            assert there == (re.fullmatch(column.form, cell) is not None,), (column.name, cell)


@each_contract
def test_a_supplier_may_leave_out_what_does_not_land(contract: Contract) -> None:
    for column in contract.columns:
        if column.sensitivity in {Sensitivity.IDENTIFIER, Sensitivity.FREE_TEXT}:
            assert not column.required, column.name


@pytest.mark.parametrize("code", [*codelists.ETHNICITY_POLICE, *codelists.ETHNICITY_SCHOOL])
def test_every_ethnicity_code_has_a_broad_group_that_returns_use(code: str) -> None:
    group = codelists.ethnic_group(code)
    assert group in codelists.ETHNIC_GROUP
    words = {**codelists.ETHNICITY_POLICE, **codelists.ETHNICITY_SCHOOL}[code]
    if ":" in words:
        assert words.startswith(group)


def test_no_code_is_the_group_not_known() -> None:
    assert codelists.ethnic_group("") == "Not known"


def test_a_file_whose_name_is_not_its_contracts_key_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tea_leaves.py").write_text(
        "from headwater.data.contracts.definitions.gazetteer import CONTRACT\n", encoding="utf-8"
    )
    monkeypatch.setattr(definitions, "__path__", [*definitions.__path__, str(tmp_path)])
    with pytest.raises(Invalid, match=r"tea_leaves\.py declares gazetteer"):
        registry.contracts.__wrapped__()
