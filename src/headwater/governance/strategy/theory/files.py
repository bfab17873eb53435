"""A theory of change as one TOML file: read with every problem in words, and written so that it reads back the same.

The form is told at the head of `content/theory_of_change.toml`.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from headwater.governance.evidence.models import Grade
from headwater.governance.strategy import queries as plans
from headwater.governance.strategy.models import NodeKind, Plan
from headwater.governance.strategy.theory.queries import Theory
from headwater.governance.strategy.theory.rules import MOST_ARROWS, MOST_BOXES

SHIPPED = "theory_of_change.toml"
LISTS = ("indicators", "evidence")
LARGEST = 2_000_000  # characters of a file: hundreds of times the shipped one


@dataclass(frozen=True)
class BoxRow:
    """A box as a file has it; `clause` is a key."""

    key: str
    clause: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class ArrowRow:
    """An arrow as a file has it, by the keys of its boxes."""

    source: str
    target: str
    assumption: str
    grade: str
    evidence: list[str]


@dataclass(frozen=True)
class Found:
    """What a file holds, and what is wrong with it."""

    boxes: tuple[BoxRow, ...]
    arrows: tuple[ArrowRow, ...]
    problems: tuple[str, ...]


def read(text: str) -> Found:
    """Boxes and arrows of a file. With any problem nothing of it should be brought in."""
    if len(text) > LARGEST:
        return Found((), (), ("The file is too long to be a picture that anybody reads.",))
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Found((), (), (f"The file is not TOML: {error}.",))
    if shapeless := [*_shape_problems(told, "node", "box"), *_shape_problems(told, "arrow", "arrow")]:
        return Found((), (), tuple(shapeless))
    nodes, drawn = told.get("node", []), told.get("arrow", [])
    if len(nodes) > MOST_BOXES or len(drawn) > MOST_ARROWS:
        says = f"The file has {len(nodes):,} boxes and {len(drawn):,} arrows; a picture has at most {MOST_BOXES} and {MOST_ARROWS:,}."
        return Found((), (), (says,))
    problems = [*_box_problems(nodes), *_arrow_problems(drawn, {str(each.get("key")) for each in nodes})]
    if problems:
        return Found((), (), tuple(problems))
    return Found(tuple(map(_box, nodes)), tuple(map(_arrow, drawn)), ())


def write(theory: Theory) -> str:
    """The file of a picture: what `read` reads back the same."""
    lines = [f"plan = {_text(theory.plan.key)}"]
    for node in theory.nodes:
        facts = {
            "key": node.key,
            "kind": node.kind,
            "title": node.title,
            "says": node.says,
            "clause": node.clause.key if node.clause else "",
            "intervention": node.intervention_key,
            "indicators": node.indicator_keys,
        }
        lines += ["", "[[node]]", *_lines(facts)]
    for arrow in theory.arrows:
        facts = {
            "from": arrow.source.key,
            "to": arrow.target.key,
            "assumption": arrow.assumption,
            "grade": arrow.grade,
            "evidence": arrow.evidence_keys,
        }
        lines += ["", "[[arrow]]", *_lines(facts)]
    return "\n".join([*lines, ""])


def shipped() -> str:
    return (resources.files("headwater") / "content" / SHIPPED).read_text(encoding="utf-8")


def shipped_plan() -> Plan | None:
    """The plan that the shipped file belongs to, where this home has it."""
    return plans.find_plan(str(tomllib.loads(shipped())["plan"]))


def _shape_problems(told: dict[str, Any], name: str, words: str) -> Iterator[str]:
    """What is no table, no text or no list of texts where it should be one."""
    found = told.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        yield f"Write [[{name}]], with two brackets, above each {words}."
        return
    for number, each in enumerate(found, start=1):
        for field, value in each.items():
            if field in LISTS and not _is_list_of_texts(value):
                yield f'{words.capitalize()} {number}: {field} is a list of texts, such as ["one", "two"].'
            elif field not in LISTS and not isinstance(value, str):
                yield f'{words.capitalize()} {number}: {field} is a text, such as "one".'


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _box_problems(nodes: list[dict[str, Any]]) -> list[str]:
    problems, seen = [], set()
    for number, node in enumerate(nodes, start=1):
        key = str(node.get("key", ""))
        name = f"Box {number}" + (f" ({key})" if key else "")
        if not key:
            problems.append(f"{name} has no key.")
        if key and key.casefold() in seen:
            problems.append(f"{name} has a key that another box has too.")
        if not str(node.get("title", "")).strip():
            problems.append(f"{name} has no title.")
        if node.get("kind") not in NodeKind.values:
            problems.append(f"{name} is of no known kind. The kinds are {', '.join(NodeKind.values)}.")
        seen.add(key.casefold())
    return problems


def _arrow_problems(arrows: list[dict[str, Any]], boxes: set[str]) -> list[str]:
    problems, seen = [], set()
    for number, arrow in enumerate(arrows, start=1):
        ends = (str(arrow.get("from", "")), str(arrow.get("to", "")))
        name = f"Arrow {number} ({ends[0]} to {ends[1]})"
        missing = [end for end in ends if end not in boxes]
        if missing:
            problems.append(
                f"{name} names {' and '.join(missing) or 'nothing'}, which is no box of the file."
            )
        if ends in seen:
            problems.append(f"{name} is in the file twice.")
        if ends[0] == ends[1]:
            problems.append(f"{name} leads to itself.")
        if arrow.get("grade", Grade.NONE) not in Grade.values:
            problems.append(f"{name} has no known grade. The grades are {', '.join(Grade.values)}.")
        seen.add(ends)
    return problems


def _box(node: dict[str, Any]) -> BoxRow:
    facts = {
        "kind": node["kind"],
        "title": str(node["title"]).strip(),
        "says": str(node.get("says", "")),
        "intervention_key": str(node.get("intervention", "")),
        "indicator_keys": [str(key) for key in node.get("indicators", [])],
    }
    return BoxRow(str(node["key"]), str(node.get("clause", "")), facts)


def _arrow(arrow: dict[str, Any]) -> ArrowRow:
    return ArrowRow(
        source=str(arrow["from"]),
        target=str(arrow["to"]),
        assumption=str(arrow.get("assumption", "")).strip(),
        grade=str(arrow.get("grade", Grade.NONE)),
        evidence=[str(key) for key in arrow.get("evidence", [])],
    )


def _lines(facts: dict[str, Any]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in facts.items() if value]


def _value(value: Any) -> str:
    return f"[{', '.join(map(_text, value))}]" if isinstance(value, list) else _text(str(value))


def _text(text: str) -> str:
    """A basic TOML string: its escapes are JSON's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
