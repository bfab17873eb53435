"""GeoJSON: properties as columns, and `geometry` as GeoJSON text in degrees (WGS84).

Features are read one at a time and twice over: once for what columns there are, once to write them. Files
in the British National Grid are turned into degrees; other systems are refused. JSON that holds no features
is not recognised.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from headwater.data.ingest.formats.geometry import GRID, Mover, is_degrees, system_of
from headwater.data.ingest.formats.rows_file import RowsFile
from headwater.data.ingest.formats.sheets import Reading, Sheet, Unreadable

_BLOCK = 256 * 1024
_LARGEST = 48 * 1024 * 1024  # one feature, as text: read into numbers it takes twenty times as much
_SPACE = re.compile(r"[\s,:]*")
_MOST_COLUMNS = 1_000
GEOMETRY = "geometry"


def open_json(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """The one sheet of a feature collection."""
    survey = _survey(path)
    if not survey.features or len(survey.headings) > _MOST_COLUMNS:
        raise Unreadable("not_recognised")
    mover = Mover(survey.system)
    headings = tuple(survey.headings)
    target = reading.new_file(".parquet")
    with RowsFile(target, columns=len(headings) + 1) as rows:
        for number, feature in enumerate(_features(path, _Survey()), start=1):
            properties = feature.get("properties") or {}
            rows.add(
                [*(_text(properties.get(each)) for each in headings), mover.moved(feature.get(GEOMETRY))],
                number,
            )
    return (Sheet(reading.name, (*headings, GEOMETRY), target, "parquet", rows_hint=rows.rows),)


@dataclass
class _Survey:
    """What a first reading finds."""

    features: int = 0
    headings: dict[str, None] = field(default_factory=dict)  # in order of appearance
    system: str = ""


def _survey(path: Path) -> _Survey:
    found = _Survey()
    in_degrees = True
    for feature in _features(path, found):
        found.features += 1
        found.headings.update(dict.fromkeys(feature.get("properties") or {}))
        in_degrees = in_degrees and is_degrees(feature.get(GEOMETRY))
    if not in_degrees and not found.system:
        found.system = GRID  # a common slip of desktop tools: grid metres, and no word of it
    return found


def _features(path: Path, found: _Survey) -> Iterator[dict[str, Any]]:
    """Each feature of the collection. Notes the coordinate system in `found` when it passes it."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = _Text(file)
            text.expect("{")
            while text.peek() != "}":
                key = text.value()
                if key == "features":
                    yield from _listed(text)
                elif key == "crs":
                    found.system = system_of(text.value())
                else:
                    text.value()
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Unreadable("not_recognised") from error


def _listed(text: "_Text") -> Iterator[dict[str, Any]]:
    text.expect("[")
    while text.peek() != "]":
        feature = text.value()
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise Unreadable("not_recognised")
        yield feature
    text.expect("]")


class _Text:
    """A window on JSON text that is parsed a value at a time."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._window = ""
        self._at = 0
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is not space or punctuation between values."""
        while True:
            self._at = _SPACE.match(self._window, self._at).end()  # type: ignore[union-attr]  # it matches nothing too
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more(_BLOCK):
                raise Unreadable("broken_archive")

    def expect(self, character: str) -> None:
        if self.peek() != character:
            raise Unreadable("not_recognised")
        self._at += 1

    def value(self) -> Any:
        """The next whole value, reading on until it is whole."""
        self.peek()
        more = _BLOCK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window, self._at)
            except json.JSONDecodeError:
                if len(self._window) - self._at > _LARGEST or not self._more(more):
                    raise
                more *= 2
                continue
            if end == len(self._window) and isinstance(value, int | float) and self._more(more):
                continue  # a number may go on
            self._at = end
            return value

    def _more(self, characters: int) -> bool:
        block = self._file.read(characters)
        self._window = self._window[self._at :] + block
        self._at = 0
        return bool(block)


def _text(value: Any) -> str | None:
    """A property as a CSV would hold it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
