"""A supplier's own headings and codes, said in a contract's words: once by a person, then silently every
month.

A `Mapping` is what was decided; `suggest` offers one; `apply` gives a sheet that reads as the contract
expects. Nothing is changed in the file, and what still fails the contract after a mapping is a problem like
any other.
"""

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace

import duckdb
from rapidfuzz import fuzz

from headwater.data.contracts.cells import stripped
from headwater.data.contracts.language import Column, Contract, Kind, same_heading
from headwater.data.contracts.recognition import match
from headwater.data.ingest import cell_sql, mapping_fit
from headwater.data.ingest.formats.sheets import LINE, Sheet, relation
from headwater.data.ingest.mapping_fit import DateForm
from headwater.data.lake.sql import quoted
from headwater.vocabulary.errors import Invalid

_HEADING_WEIGHT = 0.6
_OFFERED_FROM = 0.6
_WORDS_AT_LEAST = 0.5  # any number suits many columns, so cells alone offer nothing
_CODE_OFFERED_FROM = 70
_CODES_MAY_BE_MAPPED = 0.5
_SAMPLE_ROWS = 1_000
_PREVIEW_ROWS = 10


@dataclass(frozen=True)
class Mapping:
    """Which heading stands for which column, which code for which, and how each date is written."""

    columns: Table[str, str]  # heading as found -> name of the contract's column
    codes: Table[str, Table[str, str]] = field(
        default_factory=dict
    )  # column -> theirs -> ours ("" for empty)
    dates: Table[str, DateForm] = field(default_factory=dict)  # column -> form


@dataclass(frozen=True)
class Offer:
    """One suggested match of a heading to a column. `score` runs from 0 to 1, `fit` is the share of cells
    that the column would take, `likeness` that of the words.
    """

    heading: str
    column: str
    score: float
    fit: float
    likeness: float


@dataclass(frozen=True)
class Suggestion:
    """What a person is offered: a mapping to start from, and what they must still decide."""

    mapping: Mapping
    offers: tuple[Offer, ...]
    missing: tuple[str, ...]  # columns that the contract needs and nothing was found for
    unknown: tuple[str, ...]  # headings that stand for nothing
    unknown_codes: Table[str, tuple[str, ...]]  # column -> codes with no good guess
    undecided_dates: tuple[str, ...]  # columns whose cells fit day first and month first alike
    preview: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class Mapped:
    """A sheet under a mapping: its headings are the contract's names where mapped."""

    sheet: Sheet
    codes: Table[str, Table[str, str]]
    dates: Table[str, DateForm]

    def relation(self) -> str:
        """SQL like that of any sheet, c0..cN and `_line`, with codes and dates in the contract's own
        writing.
        """
        cells = [
            f"{self.expression(heading, place)} AS c{place}"
            for place, heading in enumerate(self.sheet.headings)
        ]
        return f"(SELECT {', '.join([*cells, LINE])} FROM {relation(self.sheet)})"

    def expression(self, column: str, place: int) -> str:
        """SQL for one cell of a column, from its place in the sheet."""
        cell = f"c{place}"
        if self.codes.get(column):
            whens = " ".join(
                f"WHEN lower({quoted(stripped(theirs))}) THEN {quoted(ours) if ours else 'NULL'}"
                for theirs, ours in self.codes[column].items()
            )
            return f"CASE lower({cell_sql.stripped(cell)}) {whens} ELSE {cell} END"
        if column in self.dates:
            return _iso(cell, self.dates[column])
        return cell


def fingerprint(headings: Iterable[str]) -> str:
    """The same for two files whose headings are the same, in whatever order and spacing."""
    words = sorted(filter(None, map(same_heading, headings)))
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def apply(mapping: Mapping, sheet: Sheet) -> Mapped:
    """The sheet in the contract's words. Headings that the mapping does not name stay as they are."""
    names = {same_heading(heading): column for heading, column in mapping.columns.items()}
    headings = tuple(names.get(same_heading(each), each) for each in sheet.headings)
    return Mapped(replace(sheet, headings=headings), mapping.codes, mapping.dates)


def check(mapping: Mapping, contract: Contract, headings: Sequence[str]) -> None:
    """Refuse a mapping that the contract or the file cannot bear."""
    known = {column.name: column for column in contract.columns}
    found = {same_heading(heading) for heading in headings}
    named = [*mapping.columns.values(), *mapping.codes, *mapping.dates]
    strange = sorted(set(named) - set(known))
    if strange:
        raise Invalid(f"The contract {contract.key} has no column {', '.join(strange)}.")
    absent = sorted(heading for heading in mapping.columns if same_heading(heading) not in found)
    if absent:
        raise Invalid(f"The file has no heading {', '.join(absent)}.")
    targets = list(mapping.columns.values())
    twice = sorted({name for name in targets if targets.count(name) > 1})
    if twice:
        raise Invalid(f"Two headings are matched to {', '.join(twice)}. Choose one.")
    for name, codes in mapping.codes.items():
        _check_codes(known[name], codes)
    dated = {Kind.DATE, Kind.TIMESTAMP}
    undated = sorted(name for name in mapping.dates if known[name].kind not in dated)
    if undated:
        raise Invalid(f"{', '.join(undated)} holds no dates.")


def _check_codes(column: Column, codes: Table[str, str]) -> None:
    if column.codes is None:
        raise Invalid(f"{column.name} has no list of codes to map to.")
    if any(ours and ours not in column.codes for ours in codes.values()):
        raise Invalid(f"A code is mapped to one that is not in the list of {column.name}.")


def suggest(contract: Contract, sheet: Sheet) -> Suggestion:
    """The best guess at a mapping of this sheet to this contract, from its headings and up to a thousand of
    its rows.
    """
    rows = sample(sheet)
    cells = [tuple(row[place] for row in rows) for place in range(len(sheet.headings))]
    known = match(contract, sheet.headings)
    offers = _offers(contract, sheet.headings, cells, known.places)
    columns = {sheet.headings[place]: name for name, place in known.places.items()}
    columns |= {offer.heading: offer.column for offer in offers}
    places = {name: sheet.headings.index(heading) for heading, name in columns.items()}
    values = {name: cells[place] for name, place in places.items()}
    codes = {name: code_guesses(contract.column(name), values[name]) for name in places}
    dates = {name: mapping_fit.date_forms(values[name]) for name in _dated(contract, places)}
    return Suggestion(
        mapping=Mapping(
            columns=columns,
            codes={name: dict(good) for name, (good, _) in codes.items() if good},
            dates={name: forms[0] for name, forms in dates.items() if len(forms) == 1},
        ),
        offers=tuple(offers),
        missing=tuple(c.name for c in contract.columns if not c.optional and c.name not in places),
        unknown=tuple(each for each in sheet.headings if each and each not in columns),
        unknown_codes={name: unknown for name, (_, unknown) in codes.items() if unknown},
        undecided_dates=tuple(name for name, forms in dates.items() if len(forms) > 1),
        preview=tuple(rows[:_PREVIEW_ROWS]),
    )


def sample(sheet: Sheet, *, rows: int = _SAMPLE_ROWS) -> list[tuple[str | None, ...]]:
    """The first rows of a sheet, as text."""
    cells = ", ".join(sheet.columns)
    with duckdb.connect() as engine:
        try:
            found = engine.execute(f"SELECT {cells} FROM {relation(sheet)} LIMIT {int(rows)}")
            return [tuple(row) for row in found.fetchall()]
        except duckdb.Error as error:
            raise Invalid("The rows of the file are not all alike. Open it thoroughly first.") from error


def _offers(
    contract: Contract, headings: Sequence[str], cells: Sequence[Sequence[str | None]], taken: Table[str, int]
) -> list[Offer]:
    """The best pairs of what is left over, each heading and each column once."""
    left = [place for place, each in enumerate(headings) if each and place not in set(taken.values())]
    columns = [column for column in contract.columns if column.name not in taken]
    scored = sorted(
        (_offer(column, headings[place], cells[place]) for column, place in itertools.product(columns, left)),
        key=lambda offer: (-offer.score, offer.heading, offer.column),
    )
    chosen: list[Offer] = []
    for offer in scored:
        free = all(offer.heading != c.heading and offer.column != c.column for c in chosen)
        if free and offer.score >= _OFFERED_FROM and offer.likeness >= _WORDS_AT_LEAST:
            chosen.append(offer)
    return chosen


def _offer(column: Column, heading: str, cells: Sequence[str | None]) -> Offer:
    said = max(_likeness(_words(heading), _words(each)) for each in column.spellings) / 100
    fit = mapping_fit.share(column, cells)
    if column.codes is not None:
        fit = max(fit, _CODES_MAY_BE_MAPPED)  # a supplier's own codes are the rule, and are mapped next
    return Offer(heading, column.name, _HEADING_WEIGHT * said + (1 - _HEADING_WEIGHT) * fit, fit, said)


def _likeness(one: str, other: str) -> float:
    """From 0 to 100: the same words in any order, or, for a little less, the words of one all within the
    other.
    """
    return max(fuzz.token_sort_ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))


def _alike(one: str, other: str) -> float:
    """From 0 to 100, for codes: a word that merely stands somewhere in a long meaning is not that meaning."""
    return (fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2


def _words(heading: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in heading.casefold()).split())


def code_guesses(column: Column, cells: Sequence[str | None]) -> tuple[Table[str, str], tuple[str, ...]]:
    """For the codes found that the column does not know: good guesses, and those with none."""
    if column.codes is None:
        return {}, ()
    guesses: dict[str, str] = {}
    unknown: list[str] = []
    for theirs in dict.fromkeys(mapping_fit.filled_cells(cells)):
        if theirs in column.codes:
            continue
        scores = {
            ours: max(_alike(_words(theirs), _words(text)) for text in (ours, meaning))
            for ours, meaning in column.codes.items()
        }
        best = max(scores, key=lambda ours: scores[ours])
        if scores[best] >= _CODE_OFFERED_FROM:
            guesses[theirs] = best
        else:
            unknown.append(theirs)
    return guesses, tuple(unknown)


def _dated(contract: Contract, names: Iterable[str]) -> list[str]:
    return [name for name in names if contract.column(name).kind in {Kind.DATE, Kind.TIMESTAMP}]


def _iso(cell: str, form: DateForm) -> str:
    """SQL for a date or a moment written in ISO; what does not fit the form stays, so that the check can
    name it.
    """
    clocks = ("%H:%M:%S", "%H:%M")
    moments = ", ".join(quoted(f"{form.value}{gap}{clock}") for clock in clocks for gap in (" ", "T"))
    alone = cell_sql.stripped(cell)
    day = f"strftime(try_strptime({alone}, {quoted(form.value)}), '%Y-%m-%d')"
    moment = f"strftime(try_strptime({alone}, [{moments}]), '%Y-%m-%dT%H:%M:%S')"
    return f"coalesce({day}, {moment}, {cell})"
