"""What a person sees of a command: tables on standard output, progress on standard error if it is a screen."""

import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
_WIDTH_OF_A_FILE = 200


def say(sentence: str = "") -> None:
    click.echo(sentence)


def warn(sentence: str) -> None:
    click.echo(sentence, err=True)


def document(content: Any) -> None:
    """JSON on standard output, and nothing else."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """A table; columns of numbers stand to the right."""
    lines = [list(row) for row in rows]
    shown = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for at, heading in enumerate(headings):
        numbers = bool(lines) and all(isinstance(line[at], int | float) for line in lines)
        shown.add_column(heading, justify="right" if numbers else "left", overflow="fold")
    for line in lines:
        shown.add_row(*(_words(cell) for cell in line))
    width = None if sys.stdout.isatty() else _WIDTH_OF_A_FILE
    Console(width=width, markup=False, highlight=False, emoji=False).print(shown)


def _words(cell: object) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:,}"
    return f"{cell:,.1f}" if isinstance(cell, float) else str(cell)


class Steps:
    """Progress of one piece of work."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar, self._task = bar, task

    def at(self, done: int, total: int, words: str) -> None:
        self._bar.update(self._task, completed=done, total=total, description=words)


@contextmanager
def progress(words: str, *, quiet: bool = False) -> Iterator[Steps]:
    """A bar while the work lasts; nothing where standard error is no screen."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description:<52.52}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
    with bar:
        yield Steps(bar, bar.add_task(words, total=None))


class Meter:
    """How long something took and how much memory this process ever held."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self._began, 1)

    @property
    def peak_megabytes(self) -> int:
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return round(kilobytes / 1024 if sys.platform != "darwin" else kilobytes / 1024**2)
