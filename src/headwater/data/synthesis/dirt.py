"""The faults of real exports, each counted: cells that break one rule, words typed in a hurry, names that
vary.

A row that must be refused is an extra row, copied from a good one with exactly one cell broken, so that
what should land is the county's truth and what should not is a known number for each problem.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.data.synthesis import person_names
from headwater.data.synthesis.chance import Ints, Texts
from headwater.data.synthesis.writing import Table, rows_in

HALF, LOWER_CASE = 0.5, 0.6
SHORT_FORM, SLIP, NO_HYPHEN, CAPITALS = 0.12, 0.04, 0.4, 0.05  # shares of names, as linkage work finds them
SHORTEST = 4  # letters: a slip in less could not be read
TYPOS_IN = 0.35  # share of typed places with a slip of the finger


@dataclass(frozen=True)
class Fault:
    """One way to break a row: the heading, what to write there, and the problem it must become. `among`: a
    heading that the
    copied row must have a value in, where the fault shows only then."""

    heading: str
    value: str | None
    code: str
    count: int = 1
    among: str = ""


@dataclass(frozen=True)
class Spoiled:
    """A table with bad rows among the good, where each good row now stands, and how many of each
    problem there are.
    """

    table: Table
    place_of_good: Ints
    problems: dict[str, int]


def spoil(
    table: Table,
    faults: Sequence[Fault],
    rng: np.random.Generator,
    renew: Callable[[Table], None] | None = None,
) -> Spoiled:
    """Put bad rows in at random places. `renew` gives the copies keys of their own."""
    count = rows_in(table)
    options = {fault: _sources(table, fault) for fault in faults}
    wanted = [fault for fault in faults for _ in range(fault.count) if len(options[fault])]
    source = np.array([rng.choice(options[fault]) for fault in wanted], dtype=np.int64)
    bad = {heading: column[source].copy() for heading, column in table.items()} if wanted else {}
    if wanted and renew:
        renew(bad)
    for row, fault in enumerate(wanted):
        bad[fault.heading][row] = fault.value
    after = rng.integers(0, count + 1, len(wanted)) - 0.5
    order = np.argsort(np.concatenate([np.arange(count), after]), kind="stable")
    spoiled = {h: np.concatenate([c, bad[h]])[order] for h, c in table.items()} if wanted else table
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    problems: dict[str, int] = {}
    for fault in wanted:
        problems[fault.code] = problems.get(fault.code, 0) + 1
    return Spoiled(spoiled, place[:count], problems)


def _sources(table: Table, fault: Fault) -> Ints:
    """Rows in which this fault would show."""
    if not fault.among:
        return np.arange(rows_in(table))
    return np.array([n for n, cell in enumerate(table[fault.among]) if cell is not None], dtype=np.int64)


def blank(column: Texts, share: float, rng: np.random.Generator) -> Texts:
    """The column with some cells empty."""
    found = column.copy()
    found[rng.random(len(found)) < share] = None
    return found


def instead(column: Texts, word: str, share: float, rng: np.random.Generator) -> Texts:
    """The column with some cells replaced: not known, not stated."""
    found = column.copy()
    found[rng.random(len(found)) < share] = word
    return found


def typed(words: Texts, rng: np.random.Generator) -> Texts:
    """Places as somebody types them at three in the morning: lower case, without the article, a letter
    wrong.
    """
    return np.array([_typed(word, rng) for word in words], dtype=object)


def _typed(word: str, rng: np.random.Generator) -> str:
    style = rng.random(3)
    found = word.removeprefix("The ") if style[0] < HALF else word
    found = found.lower() if style[1] < LOWER_CASE else found
    found = slip(found, rng) if style[2] < TYPOS_IN else found
    lead = ("", "outside ", "nr ", "o/s ", "in ")[int(rng.choice(5, p=(0.6, 0.15, 0.1, 0.1, 0.05)))]
    return lead + found


def slip(word: str, rng: np.random.Generator) -> str:
    """One letter lost, doubled or swapped with its neighbour."""
    if len(word) < SHORTEST:
        return word
    at, kind = int(rng.integers(1, len(word) - 1)), int(rng.integers(3))
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def names_varied(first: Texts, last: Texts, rng: np.random.Generator) -> tuple[Texts, Texts]:
    """Names as another agency spells them: short forms, slips, capitals, hyphens lost."""
    draw = rng.random((len(first), 3))
    varied_first = np.array([_first(n, d, rng) for n, d in zip(first, draw, strict=True)], dtype=object)
    varied_last = np.array([_last(n, d, rng) for n, d in zip(last, draw, strict=True)], dtype=object)
    return varied_first, varied_last


def _first(name: str, draw: Sequence[float], rng: np.random.Generator) -> str:
    if draw[0] < SHORT_FORM:
        return person_names.SHORT_FORMS.get(name, name)
    return slip(name, rng) if draw[0] < SHORT_FORM + SLIP else name


def _last(name: str, draw: Sequence[float], rng: np.random.Generator) -> str:
    if "-" in name and draw[1] < NO_HYPHEN:
        return name.split("-", maxsplit=1)[0] if draw[2] < HALF else name.replace("-", " ")
    if draw[1] < CAPITALS:
        return name.upper()
    return slip(name, rng) if draw[1] < CAPITALS + SLIP else name
