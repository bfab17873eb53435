"""A plan as an outline in Markdown.

    ## Objectives
    - **O1.1** Develop a trauma strategy
      - Owner: county-council
      - O1.1a A part of it

A heading that names a kind gives it to the items below; an item stands under the item that it is indented to; an item such
as "Owner: ..." says something of the item above. An item without a key is given one.
"""

import re
from dataclasses import dataclass, field

from headwater.governance.strategy.importing.rows import Fault, Reading, Row, column_of, kind_of, row_of

_HEADING = re.compile(r"#{1,6}\s+(?P<words>.+)")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d+[.)])\s+(?P<words>.+)")
_KEYED = re.compile(r"(?:\*\*|`)(?P<marked>[^*`]+?):?(?:\*\*|`):?\s*(?P<rest>.*)")
_PLAIN = re.compile(r"(?P<marked>\w*\d[\w.\-]*|\w{1,4})[:–—]\s+(?P<rest>.+)")  # noqa: RUF001  (people type dashes)
_SAID = re.compile(r"(?P<name>[A-Za-z ]{3,20}):\s*(?P<value>.+)")


@dataclass
class _Item:
    line: int
    indent: int
    given: dict[str, str] = field(default_factory=dict)


def read(text: str) -> Reading:
    """The rows of an outline."""
    kind, items, faults = "", list[_Item](), list[Fault]()
    for line, words in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(words):
            kind = kind_of(heading["words"]) or kind
        elif item := _ITEM.match(words):
            _take(line, len(item["indent"].expandtabs(4)), item["words"].strip(), kind, items)
        elif words.strip() and items:
            items[-1].given["text"] += " " + words.strip()
    rows = tuple(_row(item, faults) for item in items)
    columns = frozenset(name for item in items for name in item.given)
    return Reading(rows, columns, tuple(faults))


def _take(line: int, indent: int, words: str, kind: str, items: list[_Item]) -> None:
    said = _SAID.fullmatch(words)
    column = column_of(said["name"]) if said else ""
    above = next((item for item in reversed(items) if item.indent < indent), None)
    if said and column and above is not None:
        name = kind_of(said["value"]) if column == "kind" else said["value"]
        above.given[column] = name
        return
    keyed = _KEYED.fullmatch(words) or _PLAIN.fullmatch(words)
    parent = above.given["key"] if above else ""
    key = keyed["marked"].strip() if keyed else _made_up(parent, kind, items)
    text = keyed["rest"].strip() if keyed else words
    items.append(_Item(line, indent, {"key": key, "kind": kind, "text": text, "parent": parent}))


def _made_up(parent: str, kind: str, items: list[_Item]) -> str:
    """A key for an item without one: its parent's, or its kind's, with a number."""
    stem = parent or kind.replace("_", "-") or "clause"
    taken = {item.given["key"].casefold() for item in items}
    join = "." if parent else "-"
    return next(key for n in range(1, len(items) + 2) if (key := f"{stem}{join}{n}").casefold() not in taken)


def _row(item: _Item, faults: list[Fault]) -> Row:
    if not item.given["kind"]:
        says = "No heading above this item names a kind. Put one such as “## Objectives” over it."
        faults.append(Fault(item.line, says))
    if not item.given["text"]:
        faults.append(Fault(item.line, "The text is empty."))
    return row_of(item.line, item.given)
