"""Records in XML, as the information standard on violence (ISTV) lets hospitals send them: a header, then
one element a record.

No schema is asked for, because in practice none is kept to: the element that repeats most is the record,
the values outside it are the header and stand on every record that follows. Names of elements are the
headings; what no contract knows is left out later. Declared entities are refused before they can grow.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from headwater.data.ingest.formats.rows_file import RowsFile
from headwater.data.ingest.formats.sheets import Reading, RowProblems, Sheet, Unreadable, said_bytes

_BLOCK = 256 * 1024
_DEEPEST = 50
_MOST_NAMES = 500

Route = tuple[str, ...]


def open_xml(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """The one sheet of a file of records."""
    limit = (
        reading.limits.workbook_bytes
    )  # the parser holds a tag whole, and a tag may be as long as the file
    if path.stat().st_size > limit:
        raise Unreadable("too_large_unpacked", detail=said_bytes(limit))
    survey = _Survey()
    _read(path, survey)
    record = survey.record()
    if record is None:
        raise Unreadable("not_recognised")
    headings = tuple(dict.fromkeys((*survey.header_names(record), *survey.record_names(record))))
    problems = RowProblems()
    target = reading.new_file(".parquet")
    with RowsFile(target, columns=len(headings)) as rows:
        _read(path, _Records(record, headings, rows, problems, reading.limits.cell_characters))
    return (
        Sheet(reading.name, headings, target, "parquet", rows_hint=rows.rows, sparse=True, problems=problems),
    )


def _read(path: Path, reader: "_Reader") -> None:
    """Run a file through a reader. What refuses it is told by the parser's own words and its line, never by
    the file's.
    """
    parser = DefusedXMLParser(target=reader, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    reader.line = lambda: parser.parser.CurrentLineNumber
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                parser.feed(block)
        parser.close()
    except DefusedXmlException as error:
        raise Unreadable("broken_xml", detail="it declares entities of its own") from error
    except ParseError as error:
        said = f"{ErrorString(error.code)} in line {error.position[0]}"
        raise Unreadable("broken_xml", detail=said) from error
    except (ValueError, LookupError) as error:  # an encoding that does not exist
        raise Unreadable("broken_xml", detail="its encoding is unknown") from error


class _Reader:
    """Follows the elements. `leaf` is called for each one that holds a value, `closed` for each that holds
    others.
    """

    def __init__(self) -> None:
        self.line: Callable[[], int] = lambda: 0
        self.route: Route = ()
        self._text: list[str] = []
        self._has_children = [False]

    def start(self, tag: str, attributes: dict[str, Any]) -> None:  # noqa: ARG002  (the parser's own shape)
        self._has_children[-1] = True
        self._has_children.append(False)
        self.route = (*self.route, tag.rpartition("}")[2])
        self._text = []
        if len(self.route) > _DEEPEST:
            raise Unreadable("broken_xml", detail="its elements are nested too deeply")
        self.opened()

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002  (the parser's own shape)
        if self._has_children.pop():
            self.closed()
        else:
            self.leaf("".join(self._text).strip())
        self._text = []
        self.route = self.route[:-1]

    def close(self) -> None:
        pass

    def opened(self) -> None:
        pass

    def leaf(self, value: str) -> None:
        raise NotImplementedError

    def closed(self) -> None:
        raise NotImplementedError


class _Survey(_Reader):
    """The first reading: which elements hold values, which hold others, and how often."""

    def __init__(self) -> None:
        super().__init__()
        self._containers: Counter[Route] = Counter()
        self._leaves: dict[Route, None] = {}

    def data(self, text: str) -> None:
        pass

    def leaf(self, value: str) -> None:  # noqa: ARG002  (the parser's own shape)
        self._leaves[self.route] = None
        if len(self._leaves) > _MOST_NAMES:
            raise Unreadable("not_recognised")

    def closed(self) -> None:
        self._containers[self.route] += 1

    def record(self) -> Route | None:
        """The route of the element that is one record: it repeats most; of equals, the outermost. Where
        nothing repeats, the one with most values in it, as long as it is not the header.
        """
        repeated = [(-times, len(route), route) for route, times in self._containers.items() if times > 1]
        if repeated:
            return min(repeated)[2]
        single = [route for route in self._containers if len(route) > 1 and "header" not in route[-1].lower()]
        return max(single, key=lambda route: (len(self.record_names(route)), -len(route)), default=None)

    def record_names(self, record: Route) -> list[str]:
        return [route[-1] for route in self._leaves if route[: len(record)] == record]

    def header_names(self, record: Route) -> list[str]:
        return [route[-1] for route in self._leaves if route[: len(record)] != record]


class _Records(_Reader):
    """The second reading: a row for each record, with the header's values on it."""

    def __init__(
        self, record: Route, headings: Route, rows: RowsFile, problems: RowProblems, longest: int
    ) -> None:
        super().__init__()
        self._record = record
        self._headings = headings
        self._rows = rows
        self._problems = problems
        self._longest = longest
        self._header: dict[str, str] = {}
        self._values: dict[str, str] | None = None
        self._begun = 0
        self._length = 0
        self._too_long: str | None = None

    def opened(self) -> None:
        self._length = 0
        if self.route == self._record:
            self._values, self._begun, self._too_long = {}, self.line(), None

    def data(self, text: str) -> None:
        self._length += len(text)
        if self._length <= self._longest:
            super().data(text)
        elif self.route:
            self._too_long = self.route[-1]

    def leaf(self, value: str) -> None:
        if self.route == self._record:
            self._values = None  # an empty record
        elif value:
            (self._header if self._values is None else self._values)[self.route[-1]] = value

    def closed(self) -> None:
        if self.route != self._record or self._values is None:
            return
        if self._too_long:
            self._problems.add("too_long", self._begun, column=self._too_long, detail=f"{self._longest:,}")
        else:
            values = self._header | self._values
            self._rows.add([values.get(each) for each in self._headings], self._begun)
        self._values = None
