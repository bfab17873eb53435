"""Empty files to fill in: what comes back in them is recognised, and holds no line that nobody wrote."""

import csv
import io

import openpyxl
import pytest

from headwater.data.contracts import blank_files, recognition, registry
from headwater.data.contracts.language import Contract

CONTRACTS = registry.contracts()
WORKBOOKS = [contract for contract in CONTRACTS.values() if "xlsx" in contract.formats]


@pytest.mark.parametrize("contract", WORKBOOKS, ids=lambda each: each.key)
def test_a_workbook_has_the_headings_of_its_contract_and_no_row(contract: Contract) -> None:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(blank_files.as_workbook(contract))).worksheets
    (row,) = sheet.iter_rows(values_only=True)
    found = recognition.recognise([str(cell) for cell in row], CONTRACTS.values())
    assert found is not None
    assert found.contract is contract
    assert found.fits


def test_a_heading_says_what_belongs_under_it_and_codes_are_there_to_choose() -> None:
    contract = registry.get_contract("provider_return")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(blank_files.as_workbook(contract))).worksheets
    at = {cell.value: cell for cell in sheet[1]}
    assert at["Age band"].comment.text == blank_files.note(contract.column("age_band"))
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    letter = at["Age band"].column_letter
    assert (
        lists[f"{letter}2:{letter}{blank_files.ROWS + 1}"]
        == f'"{",".join(contract.column("age_band").codes)}"'
    )
    assert sheet.column_dimensions[at["Quarter starting"].column_letter].width > 12


def test_csv_has_one_line_of_examples_where_there_is_one_for_every_column_that_must_be_filled() -> None:
    heading, example = csv.reader(io.StringIO(blank_files.as_csv(registry.get_contract("police_street"))))
    assert "Crime type" in heading
    assert len(example) == len(heading)
