"""The templates of reports: `content/reports/*.toml`, shipped and the partnership's own. One file a report, file name = key.

A template names chapters, and in each the blocks by kind. A partnership's own file of the same name takes the shipped one's place.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from headwater.insight.indicators.partnership import SHIPPED
from headwater.insight.reporting.blocks.kinds import KINDS
from headwater.vocabulary.errors import Invalid, NotFound

FOLDER = "reports"
KEPT_APART = ("kind", "key")


@dataclass(frozen=True)
class Wanted:
    """One block that a template asks for. Its key is stable, so that commentary stays beside it."""

    key: str
    kind: str
    terms: Mapping[str, Any]


@dataclass(frozen=True)
class Chapter:
    key: str
    title: str
    about: str
    blocks: tuple[Wanted, ...]


@dataclass(frozen=True)
class Outline:
    """One report: what it is for and its chapters. A return is a report that is sent away as a file of tables."""

    key: str
    title: str
    about: str
    is_return: bool
    chapters: tuple[Chapter, ...]


def outlines() -> list[Outline]:
    """Every report, by title, returns last."""
    return sorted((_read(file) for file in _files().values()), key=lambda each: (each.is_return, each.title))


def get_outline(key: str) -> Outline:
    file = _files().get(key)
    if file is None:
        raise NotFound(f"There is no report called {key}. There are: {', '.join(sorted(_files()))}.")
    return _read(file)


def parse(key: str, content: Mapping[str, Any]) -> Outline:
    chapters = tuple(_chapter(each) for each in content.get("chapter", ()))
    keys = [block.key for chapter in chapters for block in chapter.blocks]
    if twice := sorted({each for each in keys if keys.count(each) > 1}):
        raise Invalid(f"The report {key} has the block {twice[0]} twice: give one of them a key of its own.")
    return Outline(
        key, str(content["title"]), str(content["about"]), bool(content.get("is_return", False)), chapters
    )


def _files() -> dict[str, Path]:
    own = Path(settings.HEADWATER_HOME) / "content" / FOLDER
    return {file.stem: file for folder in (SHIPPED / FOLDER, own) for file in sorted(folder.glob("*.toml"))}


def _read(file: Path) -> Outline:
    try:
        return parse(file.stem, tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise Invalid(f"{file.name} cannot be read as a report: {error}.") from None


def _chapter(content: Mapping[str, Any]) -> Chapter:
    blocks = tuple(_wanted(each) for each in content.get("blocks", ()))
    return Chapter(str(content["key"]), str(content["title"]), str(content.get("about", "")), blocks)


def _wanted(content: Mapping[str, Any]) -> Wanted:
    kind = str(content["kind"])
    if kind not in KINDS:
        raise Invalid(f"There is no kind of block called {kind}. There are: {', '.join(KINDS)}.")
    terms = {name: value for name, value in content.items() if name not in KEPT_APART}
    named = [kind, *(str(terms[name]) for name in ("of", "by") if isinstance(terms.get(name), str))]
    return Wanted(str(content.get("key", "-".join(named))), kind, terms)
