"""A broken row is a value, not an exception.

A `Problem` names what is wrong in one place of a supplied file, by a code from one catalogue that also prints into the docs.
It never carries the value that was found: a problem report may travel further than the file may.
"""

from dataclasses import dataclass
from enum import Enum


class Consequence(Enum):
    """What a problem does to its row or its file."""

    NOTED = "noted"  # the row lands, the report says so
    QUARANTINED = "quarantined"  # the row stays out of the lake
    FILE_REFUSED = "file_refused"  # nothing of the file lands


@dataclass(frozen=True)
class ProblemKind:
    """One entry of the catalogue. `says` is a sentence with {column} and the names in `detail`."""

    code: str
    says: str
    remedy: str


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `line` counts from 1 in the file as supplied (headings included); None means the whole file."""

    code: str
    line: int | None = None
    column: str | None = None
    detail: str = ""

    def says(self) -> str:
        kind = CATALOGUE[self.code]
        return kind.says.format(column=self.column or "", detail=self.detail)


def _catalogue(*kinds: ProblemKind) -> dict[str, ProblemKind]:
    return {kind.code: kind for kind in kinds}


CATALOGUE: dict[str, ProblemKind] = _catalogue(
    # rows
    ProblemKind(
        "missing_value",
        "{column} is empty, and this column may not be.",
        "Fill it in at the source and send the file again.",
    ),
    ProblemKind(
        "not_a_number", "{column} is not a number.", "Check for text, units or a thousands mark in the cell."
    ),
    ProblemKind(
        "not_a_whole_number",
        "{column} is not a whole number.",
        "Counts of people and events have no decimals.",
    ),
    ProblemKind(
        "not_a_date", "{column} is not a date that we can read.", "Write dates as 2024-03-31 or 31/03/2024."
    ),
    ProblemKind(
        "impossible_date", "{column} is not a day that exists.", "Check day and month; 31/02 does not exist."
    ),
    ProblemKind("not_a_month", "{column} is not a month.", "Write months as 2024-03."),
    ProblemKind(
        "too_small",
        "{column} is less than it can be ({detail}).",
        "Check the cell and its unit.",
    ),
    ProblemKind(
        "too_large",
        "{column} is more than it can be ({detail}).",
        "Check the cell and its unit.",
    ),
    ProblemKind(
        "unknown_code",
        "{column} has a code that is not in its list.",
        "Use a code of the list on the page of its source, or match your own codes to it once.",
    ),
    ProblemKind(
        "wrong_form",
        "{column} does not have the form that this column asks for ({detail}).",
        "Look for a slip of the keyboard, a missing zero, or the wrong column.",
    ),
    ProblemKind(
        "too_long",
        "{column} is longer than {detail} characters.",
        "Shorten it, or check that a quote is not missing.",
    ),
    ProblemKind("not_a_yes_or_no", "{column} is neither yes nor no.", "Use Y or N, true or false, 1 or 0."),
    ProblemKind("in_the_future", "{column} lies in the future.", "Check the date."),
    ProblemKind(
        "ends_before_it_starts", "{column} is earlier than the start it belongs to.", "Check both dates."
    ),
    ProblemKind(
        "outside_the_country",
        "The place lies outside Great Britain.",
        "Check that longitude and latitude are the right way round and in degrees.",
    ),
    ProblemKind(
        "swapped_coordinates",
        "Longitude and latitude look swapped.",
        "Swap the two columns and send the file again.",
    ),
    ProblemKind(
        "disagrees", "{column} does not agree with {detail}.", "Correct whichever of the two is wrong."
    ),
    ProblemKind("half_a_place", "Only one of the two coordinates is there.", "Give both, or neither."),
    ProblemKind(
        "code_of_another_vintage",
        "{column} is a code of another year's geography ({detail}).",
        "Nothing to do: it was moved to the current areas, and the figure says so.",
    ),
    ProblemKind(
        "repeated_key",
        "A later row of this file has the same {column} and says something else.",
        "Send each record once. The last one was kept; look whether that is the right one.",
    ),
    ProblemKind(
        "repeats_landed_period",
        "This row belongs to a month that has landed whole; this file holds only part of it.",
        "Send the whole month if it is a correction.",
    ),
    ProblemKind(
        "too_few_cells",
        "The row has fewer cells than the heading.",
        "Check for a missing separator or a broken quote.",
    ),
    ProblemKind(
        "cut_short",
        "The last row breaks off: the file may have been cut short on its way.",
        "Compare the number of rows with the source, and send the whole file again.",
    ),
    ProblemKind(
        "too_many_cells",
        "The row has more cells than the heading.",
        "Check for an unquoted separator in a text.",
    ),
    ProblemKind("nul_bytes", "The row holds bytes that are not text.", "Export the file again as plain CSV."),
    ProblemKind(
        "looks_like_a_name",
        "{column} looks as if it holds a person's name.",
        "Take names out of this column; the row was kept out of the lake.",
    ),
    # whole files
    ProblemKind(
        "empty_file",
        "The file is empty.",
        "Export it again; if there was nothing to report, send the headings with no rows.",
    ),
    ProblemKind(
        "headings_only",
        "The file has headings and no rows.",
        "If there was nothing to report this period, say so when you send it.",
    ),
    ProblemKind("not_text", "The file is not text that we can read.", "Save it as CSV (UTF-8) or XLSX."),
    ProblemKind(
        "is_a_web_page",
        "The file is a web page, probably an error or sign-in page saved as a file.",
        "Open the link again, sign in and download the file itself.",
    ),
    ProblemKind(
        "encrypted_workbook",
        "The workbook is protected by a password.",
        "Save it without the password and send it through Headwater, which encrypts it.",
    ),
    ProblemKind("macro_workbook", "The workbook can run macros.", "Save it as .xlsx (no macros) or CSV."),
    ProblemKind(
        "broken_archive", "The compressed file is cut short or damaged.", "Compress it and send it again."
    ),
    ProblemKind("too_large_unpacked", "The file unpacks to more than {detail}.", "Send it in smaller parts."),
    ProblemKind(
        "not_recognised",
        "The headings match no contract.",
        "Match its columns to a contract once: the answer is kept for next month.",
    ),
    ProblemKind(
        "too_many_columns",
        "The headings match no contract, and there are more than {detail} of them to match.",
        "Send the columns that belong to the source, and no others.",
    ),
    ProblemKind(
        "missing_column", "The column {column} is missing.", "Add it, or match another column to it."
    ),
    ProblemKind("duplicated_column", "The heading {column} stands twice.", "Rename or remove one of them."),
    ProblemKind(
        "unknown_column",
        "The column {column} is not in the contract and was left out.",
        "Nothing to do, unless it should be used.",
    ),
    ProblemKind("broken_xml", "The XML cannot be read: {detail}.", "Export it again."),
    ProblemKind(
        "no_agreement",
        "No current agreement covers these records.",
        "Sign or renew the data-sharing agreement first.",
    ),
)
