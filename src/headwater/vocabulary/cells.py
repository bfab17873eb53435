"""Cells of tables as spreadsheets have them: where one stands, and that none leaves which would be run as a formula."""

WIDE = "\uff1d\uff0b\uff0d\uff20"  # the same signs at full width: some spreadsheets read them as the narrow
FORMULA_STARTS = tuple(f"=+-@\t\r\n{WIDE}")


def safe_cell(cell: object) -> str | int | float:
    """Numbers as they are; words in a form that no spreadsheet runs.

    >>> safe_cell("=1+1"), safe_cell(-3.5), safe_cell(None)
    ("'=1+1", -3.5, '')
    """
    if isinstance(cell, int | float):
        return cell
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain_cell(text: str) -> str:
    """The words of a cell that came back, without the mark that kept a spreadsheet from running it.

    >>> plain_cell(" '=1+1 "), plain_cell("'tis")
    ('=1+1', "'tis")
    """
    words = text.strip()
    return words[1:] if words[:1] == "'" and words[1:2] in FORMULA_STARTS else words


def column_number(letters: bytes) -> int:
    """The number of a column that a spreadsheet names by letters, from 1.

    >>> column_number(b"A"), column_number(b"z"), column_number(b"AA")
    (1, 26, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("@")
    return number
