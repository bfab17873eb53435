"""How names, texts and lists of files are written in SQL."""

from collections.abc import Iterable
from pathlib import Path


def quoted(text: str) -> str:
    """A text as SQL writes it.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """A column as SQL writes it."""
    return '"' + text.replace('"', '""') + '"'


def names(texts: Iterable[str]) -> str:
    return ", ".join(name(text) for text in texts)


def files(paths: Iterable[Path]) -> str:
    """Parquet files as one relation. The paths are the lake's own, so that no letter of them is a pattern."""
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}])"
