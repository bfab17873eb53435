"""The metadata of every contract: complete, well-formed, and true of its own examples."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from headwater.data.contracts import metadata, pages, registry
from headwater.data.contracts.language import Contract, Kind, Sensitivity

CONTRACTS = registry.contracts()
each_contract = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.key)


@each_contract
def test_csvw_names_every_column_once_and_all_its_headings(contract: Contract) -> None:
    document = json.loads(json.dumps(metadata.csvw(contract, url=f"{contract.key}.csv")))
    columns = document["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == [column.name for column in contract.columns]
    for described, column in zip(columns, contract.columns, strict=True):
        assert set(described["titles"]) >= set(column.headings)
        if "format" in described["datatype"] and column.example:
            assert re.fullmatch(described["datatype"]["format"], column.example)
    assert document["dc:rights"] == contract.attribution


@each_contract
def test_a_key_stands_in_the_metadata_only_where_no_part_may_be_empty(contract: Contract) -> None:
    key = metadata.table_schema(contract).get("primaryKey")
    assert key == metadata.csvw(contract, url="x.csv")["tableSchema"].get("primaryKey")
    for name in key or ():
        assert contract.column(name).required


@each_contract
def test_table_schema_gives_every_field_its_limits(contract: Contract) -> None:
    fields = {field["name"]: field for field in metadata.table_schema(contract)["fields"]}
    for column in contract.columns:
        limits = fields[column.name]["constraints"]
        assert limits.get("required", False) is column.required
        assert limits.get("minimum") == column.least
        assert limits.get("enum") == (list(column.codes) if column.codes is not None else None)


@each_contract
def test_json_schema_accepts_the_examples_and_names_the_sensitivity(contract: Contract) -> None:
    schema = metadata.json_schema(contract)
    assert schema["required"] == [column.name for column in contract.columns if column.required]
    for column in contract.columns:
        described = schema["properties"][column.name]
        assert described["x-sensitivity"] == column.sensitivity.value
        if column.kind is Kind.TEXT and column.example:
            assert any(accepts(choice, column.example) for choice in described.get("anyOf", [described]))


def accepts(choice: dict[str, Any], cell: str) -> bool:
    fits = re.fullmatch(choice.get("pattern", ".*"), cell, re.DOTALL) is not None
    return choice.get("type") == "string" and fits and cell in choice.get("enum", [cell])


def test_marks_are_missing_values_with_their_bounds_on_the_page() -> None:
    contract = CONTRACTS["hes_sharp_object_admissions"]
    assert metadata.table_schema(contract)["missingValues"] == ["", "*"]
    assert "| `*` | suppressed | 1 | 7 |" in pages.reference_page(contract)


@each_contract
def test_a_page_says_where_each_column_goes(contract: Contract) -> None:
    page = pages.reference_page(contract)
    rows = {line.split("|")[1].strip(" `"): line for line in page.splitlines() if line.startswith("| `")}
    for column in contract.columns:
        assert metadata.GOES[column.sensitivity] in rows[column.name]
    assert contract.notes in page
    assert contract.attribution in page


def test_the_page_of_records_shows_the_vault_and_the_rules() -> None:
    page = pages.reference_page(CONTRACTS["youth_justice"])
    assert metadata.GOES[Sensitivity.IDENTIFIER] in page
    assert "The place is where the person lives" in page
    assert "`outcome_on` is earlier than the start it belongs to." in page
    assert "| YCC | Youth conditional caution |" in page


def test_a_page_says_that_identical_rows_are_genuine() -> None:
    page = pages.reference_page(replace(CONTRACTS["police_street"], slice_by=(), freshness=None))
    assert "* Identical rows are genuine\n" in page
    assert "replaces a whole `falls_within`, `month`" in pages.reference_page(CONTRACTS["police_street"])
