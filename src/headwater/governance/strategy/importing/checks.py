"""Whether rows make a plan: keys once, parents that are there, no circle, not too many.

Each finding says which line and what to do. All are looked for, so that somebody puts a file right in one go.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from headwater.governance.partners.rules import why_not_write
from headwater.governance.strategy import rules
from headwater.governance.strategy.importing.rows import Fault, Reading, Row


def checked(reading: Reading) -> Reading:
    """The reading with what is wrong among its rows."""
    if len(reading.rows) > rules.MOST_CLAUSES:
        says = (
            f"The file has {len(reading.rows):,} rows, and a plan has at most {rules.MOST_CLAUSES:,} clauses. "
            "Is it the right file? Nothing was read."
        )
        return Reading(faults=(Fault(0, says),))
    if not reading.rows and not reading.faults:
        return Reading(faults=(Fault(0, "No clause was found under the headings."),))
    found = (
        *_keys(reading.rows),
        *_parents(reading.rows),
        *_circles(reading.rows),
        *_lengths(reading.rows),
    )
    return replace(reading, faults=tuple(sorted((*reading.faults, *found), key=lambda fault: fault.line)))


def unknown_indicators(rows: Iterable[Row], known: Collection[str]) -> list[Fault]:
    """Indicators that are not there. They may come later, so the name is kept and it is said."""
    says = "There is no indicator {key} yet. The name is kept, and the page says that it is not there."
    missing = ((row.line, key) for row in rows for key in row.indicators if key not in known)
    return [Fault(line, says.format(key=key), stops=False) for line, key in missing]


def unknown_owners(rows: Iterable[Row], owners: Mapping[str, str]) -> list[Fault]:
    """Owners that cannot answer for a clause. `owners` has keys and names in small letters, and why each cannot; empty
    where it can."""
    nobody = "There is no organisation called {owner}. Add it first, or leave the owner empty."
    named = [
        (row, owners.get(row.owner.casefold(), nobody.format(owner=row.owner))) for row in rows if row.owner
    ]
    return [Fault(row.line, why_not) for row, why_not in named if why_not]


def parents_first(rows: Iterable[Row]) -> list[Row]:
    """The rows in an order in which each comes after what it stands under."""
    waiting, placed, order = list(rows), set[str](), list[Row]()
    keys = {row.key for row in waiting}
    while waiting:
        ready = [row for row in waiting if row.parent in placed or row.parent not in keys]
        if not ready:
            return order + waiting
        order += ready
        placed |= {row.key for row in ready}
        waiting = [row for row in waiting if row.key not in placed]
    return order


def _keys(rows: Iterable[Row]) -> Iterable[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        if not row.key:
            continue
        if len(row.key) > rules.LONGEST_KEY:
            says = f"The key “{row.key[:40]}…” is too long. A key has at most {rules.LONGEST_KEY} characters."
            yield Fault(row.line, says)
        elif not rules.is_clause_key(row.key):
            says = f"“{row.key}” is not a key. Use letters and digits, with dots, hyphens or underscores between them."
            yield Fault(row.line, says)
        if (folded := row.key.casefold()) in first:
            yield Fault(
                row.line,
                f"The key {row.key} stands in line {first[folded]} already. Give one of them another.",
            )
        first.setdefault(folded, row.line)


def _parents(rows: Iterable[Row]) -> Iterable[Fault]:
    rows = list(rows)
    keys = {row.key for row in rows}
    for row in rows:
        if row.parent and row.parent not in keys:
            says = (
                f"{row.key} stands under {row.parent}, and no line has that key. Add it, or correct the name."
            )
            yield Fault(row.line, says)


def _circles(rows: Iterable[Row]) -> Iterable[Fault]:
    rows = list(rows)
    parent = {row.key: row.parent for row in rows}
    said, ends = set[str](), set[str]()
    for row in rows:
        line = _line_above(row.key, parent, ends)
        if len(line) == len(set(line)):
            ends |= set(line)
        elif line[-1] == row.key and row.key not in said:
            said |= set(line)
            says = f"These clauses stand in a circle: {rules.in_line(line)}. Take one parent away."
            yield Fault(row.line, says)


def _line_above(key: str, parent: Mapping[str, str], ends: Collection[str]) -> list[str]:
    """The keys from one upwards, until the top, one whose line is known to end there, or a key that comes again."""
    line, passed = [key], {key}
    while (above := parent.get(line[-1], "")) and above in parent and above not in ends:
        line.append(above)
        if above in passed:
            break
        passed.add(above)
    return line


def _lengths(rows: Iterable[Row]) -> Iterable[Fault]:
    for row in rows:
        for name, text in (
            ("text", row.text),
            ("owner role", row.owner_role),
            *(("qualifiers", each) for each in row.qualifiers),
        ):
            if refusal := why_not_write(name=name, text=text):
                yield Fault(row.line, refusal.says)
