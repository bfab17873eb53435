"""The name by which pages call what keeps a spreadsheet from running a cell."""

from headwater.vocabulary.cells import FORMULA_STARTS, safe_cell

__all__ = ["FORMULA_STARTS", "safe_cell"]
