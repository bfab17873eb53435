"""A private ambulance provider's export: its own headings, its own words for codes, months in letters.

No contract knows it unasked: it is what a column mapping is for, and `truth.json` holds the right one.
"""

import numpy as np

from headwater.data.synthesis import writing
from headwater.data.synthesis.calendar_words import WITH_MONTH_NAME, minute_words
from headwater.data.synthesis.chance import Ints, Texts
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table

HEADINGS = {
    "CAD number": "Job ref",
    "Call time": "Received",
    "Chief complaint": "Nature of job",
    "Easting": "Grid E",
    "Northing": "Grid N",
    "Location": "Where",
    "Patient age": "Pt years",
    "Patient sex": "Pt M/F",
    "Conveyed": "Taken in",
}
COLUMNS = {
    "cad_number": "Job ref",
    "called_at": "Received",
    "chief_complaint": "Nature of job",
    "easting": "Grid E",
    "northing": "Grid N",
    "location": "Where",
    "age": "Pt years",
    "sex": "Pt M/F",
    "conveyed": "Taken in",
}
CODES = {
    "chief_complaint": {
        "Assault": "ASSAULT",
        "Stab or shot": "PENETRATING",
        "Injury": "TRAUMATIC",
        "Bleeding": "HAEMORRHAGE",
        "Collapse": "UNCONSCIOUS",
        "Fallen": "FALL",
        "Other": "UNKNOWN",
    },
    "sex": {"Male": "M", "Female": "F", "?": "U"},
}


def write(world: World, table: Table, minute: Ints) -> None:
    """One file for all years, and its mapping in the truth. `table` has the ambulance service's headings."""
    if not len(minute):
        return
    export = {HEADINGS[heading]: column for heading, column in table.items()}
    export["Received"] = minute_words(minute, world.start, WITH_MONTH_NAME)
    for name, codes in CODES.items():
        export[COLUMNS[name]] = _own_words(export[COLUMNS[name]], codes)
    path = world.folder / "new_supplier" / "private_ambulance_jobs.csv"
    writing.write_csv(path, export)
    world.truth.needs_profile.append(
        {
            "path": path.relative_to(world.folder).as_posix(),
            "contract": "ambulance_assaults",
            "rows": len(minute),
            "columns": COLUMNS,
            "codes": CODES,
            "date_formats": {"called_at": f"{WITH_MONTH_NAME} %H:%M"},
        }
    )


def _own_words(column: Texts, codes: dict[str, str]) -> Texts:
    own = {code: word for word, code in codes.items()}
    return np.array([None if cell is None else own[cell] for cell in column], dtype=object)
