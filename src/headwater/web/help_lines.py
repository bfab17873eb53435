"""The help lines that stand on every page, with or without the internet: `content/help_lines.toml`, and what the
partnership's own file under the home folder adds of help that is near.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from headwater.insight.indicators import partnership

FILE = "help_lines.toml"
# where "Exit this page" goes: a page that nobody asks about
EXIT_TO = "https://www.bbc.co.uk/weather"


@dataclass(frozen=True)
class HelpLine:
    """Whom to call: `number` as people read it, `link` as a phone dials it."""

    name: str
    when: str
    number: str = ""
    address: str = ""
    source: str = ""

    @property
    def link(self) -> str:
        return "tel:" + self.number.replace(" ", "") if self.number else self.address

    @property
    def shown(self) -> str:
        """The number, or the address as people say it."""
        return self.number or self.address.removeprefix("https://").removeprefix("www.").rstrip("/")


@cache
def lines() -> tuple[HelpLine, ...]:
    """The national lines, on every page."""
    return _read("line")


@cache
def near() -> tuple[HelpLine, ...]:
    """Help that the partnership names near its people; none until it does."""
    return _read("near")


def parse(facts: Iterable[dict[str, Any]]) -> tuple[HelpLine, ...]:
    return tuple(HelpLine(**each) for each in facts)


def _read(kind: str) -> tuple[HelpLine, ...]:
    files = (tomllib.loads(file.read_text()) for file in partnership.files(FILE))
    return tuple(line for facts in files for line in parse(facts.get(kind, ())))
