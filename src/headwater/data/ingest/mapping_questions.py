"""What a person must still say once every heading has its column: what the supplier's codes mean, how dates are written.

Codes are read from the whole file, so that none turns up only when it is checked. A column with more codes
than anybody would list is not offered: its heading stands for something else, and its cells may be names.
"""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from headwater.data.contracts.cells import stripped
from headwater.data.contracts.language import Column, Contract, Kind
from headwater.data.ingest import mapping, mapping_fit
from headwater.data.ingest.formats.sheets import Sheet, relation
from headwater.data.ingest.mapping_fit import DateForm
from headwater.vocabulary.errors import Invalid

MOST_CODES = 60


@dataclass(frozen=True)
class Questions:
    """Codes with the best guess for each ("" where there is none), and dates that can be read in two ways."""

    codes: Table[str, Table[str, str]]  # column -> theirs -> ours
    dates: Table[str, tuple[DateForm, ...]]
    decided: Table[str, DateForm]  # dates that can be read in one way only


def why_not_columns(contract: Contract, headings: Sequence[str], columns: Table[str, str]) -> str:
    """Why these matches will not do, as a sentence; empty where they will."""
    try:
        mapping.check(mapping.Mapping(columns), contract, headings)
    except Invalid as error:
        return error.says
    missing = [c.name for c in contract.columns if not c.optional and c.name not in columns.values()]
    if not missing:
        return ""
    return (
        f"Still to find: {', '.join(missing)}. Match each of them. If the file does not have them, ask the supplier "
        "for one that has."
    )


def questions(contract: Contract, sheet: Sheet, columns: Table[str, str]) -> Questions:
    """What is still open, when `columns` (heading -> column) is what a person chose."""
    places = {name: sheet.headings.index(heading) for heading, name in columns.items()}
    rows = mapping.sample(sheet)
    codes: dict[str, Table[str, str]] = {}
    forms: dict[str, tuple[DateForm, ...]] = {}
    for name, place in places.items():
        column = contract.column(name)
        if column.codes is not None:
            codes[name] = _codes(column, sheet, place)
        elif column.kind in {Kind.DATE, Kind.TIMESTAMP}:
            forms[name] = mapping_fit.date_forms(row[place] for row in rows)
    return Questions(
        codes={name: found for name, found in codes.items() if found},
        dates={name: found for name, found in forms.items() if len(found) > 1},
        decided={name: found[0] for name, found in forms.items() if len(found) == 1},
    )


def likeliest(contracts: Sequence[Contract], sheet: Sheet) -> Contract:
    """The contract whose columns this sheet seems to hold: a place to start from, for a person to put right."""
    return max(contracts, key=lambda contract: _likeness(contract, sheet))


def _likeness(contract: Contract, sheet: Sheet) -> float:
    """Shared columns in proportion to all of both, each by how sure its match is."""
    found = mapping.suggest(contract, sheet)
    guessed = {offer.heading: offer.score for offer in found.offers}
    shared = sum(guessed.get(heading, 1.0) for heading in found.mapping.columns)
    return 2 * shared / (len(sheet.headings) + len(contract.columns))


def _codes(column: Column, sheet: Sheet, place: int) -> Table[str, str]:
    """Every code of the file that the column does not know, with the best guess at what it means."""
    theirs = _different(sheet, place, most=MOST_CODES + len(column.codes or ()))
    guesses, unknown = mapping.code_guesses(column, theirs)
    if len(guesses) + len(unknown) > MOST_CODES:
        raise Invalid(
            f"“{sheet.headings[place]}” holds more than {MOST_CODES} different values, and {column.name} is a list of "
            f"{len(column.codes or ())} codes. Choose another heading for it."
        )
    return {**guesses, **dict.fromkeys(unknown, "")}


def _different(sheet: Sheet, place: int, *, most: int) -> list[str]:
    """The different filled cells of one column, in order of their number; one more than `most` at the most."""
    cell = f"c{place}"
    query = f"SELECT {cell}, count(*) FROM {relation(sheet)} WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most + 1}"
    with duckdb.connect() as engine:
        found = (stripped(row[0]) for row in engine.execute(query).fetchall())
        return [cell for cell in dict.fromkeys(found) if cell]
