"""A problem in the words of whoever sent the file: the column by its usual heading, and what may stand in it.

All of it comes from the contract. What stood in the cell is told to nobody.
"""

from headwater.data.contracts import registry
from headwater.data.contracts.language import Column
from headwater.vocabulary.problems import CATALOGUE

MOST_CODES = 13  # that a remedy lists; a longer list is on the page of the source


def said(contract_key: str, code: str, column: str | None, detail: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    kind, known = CATALOGUE[code], _column(contract_key, column)
    heading = known.headings[0] if known and known.headings else column or ""
    remedy = _codes(known) if code == "unknown_code" and known else ""
    return kind.says.format(column=heading, detail=detail), remedy or kind.remedy


def _column(contract_key: str, name: str | None) -> Column | None:
    contract = registry.contracts().get(contract_key)
    return next((each for each in contract.columns if each.name == name), None) if contract else None


def _codes(column: Column) -> str:
    """Which codes there are, where a person can still choose among so many."""
    codes = [code for code in column.codes or () if code]
    return f"Use one of these: {', '.join(codes)}." if 0 < len(codes) <= MOST_CODES else ""
