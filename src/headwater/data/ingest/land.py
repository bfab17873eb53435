"""Land: checked rows into the lake, as immutable files, one for each slice. Direct identifiers and free text stay behind.

Files are moved in first and committed last, in one transaction with the submission's own state: a kill leaves files that nothing names.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headwater.data.contracts.language import Contract, Kind
from headwater.data.ingest import check, rules
from headwater.data.ingest.check import COMPRESSION, Checked
from headwater.data.ingest.formats.sheets import LINE
from headwater.data.lake import engine, manifest, parts
from headwater.data.lake.parts import Part
from headwater.data.lake.sql import files, name, names, quoted

MOST_SLICES = 400  # a sheet of more slices than this lands whole; it is a history, not a month


@dataclass(frozen=True)
class Landing:
    """What landing one sheet will commit: parts to add, paths to retire, and the slices that only repeat what has landed.

    `overtakes` is the number of the newest earlier submission whose rows this one holds again by their keys, 0 for none.
    """

    contract: Contract
    add: tuple[Part, ...]
    retire: tuple[str, ...]
    repeated: tuple[tuple[str, int], ...] = field(default=())  # (slice in words, rows)
    overtakes: int = 0

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.add)

    @property
    def rows_repeated(self) -> int:
        return sum(rows for _, rows in self.repeated)


def land(checked: Checked, *, submission: int, work: Path) -> Landing:
    """Move the good rows into the lake; nothing is visible before `manifest.commit`."""
    if checked.rows_good == 0:
        return Landing(checked.contract, (), ())
    overtaken = _overtaken(checked, submission)  # asked of the checked file while it is still there
    add: list[Part] = []
    retire: list[str] = []
    repeated: list[tuple[str, int]] = []
    for words, where, rows in _slices(checked):
        what, older = _repeat(checked, words, where, rows, submission)
        if what is rules.Repeat.PARTIAL:
            repeated.append((words, rows))
            continue
        if what is rules.Repeat.CORRECTS:
            retire += [part.path for part in older]
        finished = _finish(checked, where, rows, work)
        add.append(
            parts.move_in(checked.contract.key, finished, rows=rows, submission=submission, slice=words)
        )
    return Landing(checked.contract, tuple(add), tuple(retire), tuple(repeated), 0 if retire else overtaken)


def _overtaken(checked: Checked, submission: int) -> int:
    """Readers pass over earlier rows of the same key, so nothing is retired: it is only said which file that was."""
    contract = checked.contract
    landed: Counter[int] = Counter()
    standing = [part for part in manifest.parts(contract.key) if part.submission < submission]
    if not contract.row_key or not standing:
        return 0
    for part in standing:
        landed[part.submission] += part.rows
    same = " AND ".join(f"old.{name(c)} IS NOT DISTINCT FROM new.{name(c)}" for c in contract.row_key)
    query = f"""
        SELECT _submission, count(*) FROM {files(part.file for part in standing)} old
        SEMI JOIN (SELECT {names(contract.row_key)} FROM {files([checked.good])}) new ON {same} GROUP BY _submission"""
    shared = engine.connection().execute(query).fetchall()
    return max(
        (number for number, rows in shared if rules.overtakes(landed=landed[number], shared=rows)), default=0
    )


def _slices(checked: Checked) -> Sequence[tuple[str, str, int]]:
    """(words, condition, rows) of each slice; one for the whole where the contract has none."""
    by = checked.contract.slice_by
    if not by:
        return [("", "true", checked.rows_good)]
    query = f"SELECT {names(by)}, count(*) FROM {files([checked.good])} GROUP BY ALL ORDER BY ALL"
    found = engine.connection().execute(query).fetchall()
    if len(found) > MOST_SLICES:
        return [("", "true", checked.rows_good)]
    return [(_words(row[:-1]), _where(by, row[:-1]), int(row[-1])) for row in found]


def _words(values: Sequence[object]) -> str:
    return " | ".join("" if value is None else str(value) for value in values)


def _where(by: Sequence[str], values: Sequence[object]) -> str:
    """A condition on the columns as they are, so that the engine passes over the row groups of other slices."""
    tests = [
        f"{name(c)} IS NULL" if v is None else f"{name(c)} = {quoted(str(v))}"
        for c, v in zip(by, values, strict=True)
    ]
    return " AND ".join(tests)


def _repeat(
    checked: Checked, words: str, where: str, rows: int, submission: int
) -> tuple[rules.Repeat, list[Part]]:
    contract = checked.contract
    standing = manifest.parts(contract.key) if contract.slice_by and words else ()
    older = [part for part in standing if part.slice == words and part.submission != submission]
    if not older:
        return rules.Repeat.ADDS, []
    same = names(identity(contract))
    new = f"SELECT {same} FROM {files([checked.good])} WHERE {where}"
    old = f"SELECT {same} FROM {files(part.file for part in older)}"
    shared = engine.connection().execute(f"SELECT count(*) FROM ({new} INTERSECT ALL {old})").fetchone()
    landed = sum(part.rows for part in older)
    return rules.what_a_repeat_is(landed=landed, new=rows, shared=shared[0] if shared else 0), older


def identity(contract: Contract) -> tuple[str, ...]:
    """The columns by which a row of a resent file is known again: its key, or else when, where and what it was."""
    if contract.row_key:
        return contract.row_key
    place = contract.geography
    where = [place.code, place.longitude, place.latitude, place.easting, place.northing]
    what = [c.name for c in contract.landed_columns if c.required and c.kind is Kind.TEXT]
    wanted = {
        *(contract.period or "",),
        *contract.happened,
        *(each for each in where if each),
        *what,
        *contract.slice_by,
    }
    return tuple(column.name for column in contract.landed_columns if column.name in wanted)


def _finish(checked: Checked, where: str, rows: int, work: Path) -> Path:
    """The file of one slice: the checked file itself where it is the whole of it and may land as it stands."""
    if rows == checked.rows_good and not check.set_aside(checked.contract):
        return checked.good
    kept = list(check.staged_columns(checked.contract))
    if check.keeps_lines(checked.contract):
        kept.append(LINE)
    target = work / f"landed-{len(list(work.iterdir()))}.parquet"
    query = f"SELECT {names([*kept, '_submission'])} FROM {files([checked.good])} WHERE {where}"
    engine.connection().execute(f"COPY ({query}) TO {quoted(str(target))} ({COMPRESSION})")
    return target
