"""A part: one immutable Parquet file of a table, and what it came from."""

import os
import shutil
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from headwater.machinery import home


@dataclass(frozen=True)
class Part:
    """`path` is relative to the lake; `submission` is the number of the submission it came from, 0 for none; `of` the part it derives from."""

    path: str
    rows: int
    submission: int = 0
    slice: str = ""
    of: str = ""
    active: bool = True

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Part":
        return cls(**fields)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def file(self) -> Path:
        return home.folder("lake") / self.path


def move_in(table: str, finished: Path, **facts: Any) -> Part:
    """Take a finished file into the lake under a name of its own. Nothing refers to it until a manifest is committed."""
    folder = home.folder("lake") / table
    folder.mkdir(exist_ok=True, mode=home.PRIVATE_FOLDER)
    target = folder / f"{uuid.uuid4().hex}.parquet"
    with finished.open("rb") as file:
        os.fsync(file.fileno())
    shutil.move(finished, target)
    home.sync_folder(folder)
    return Part(path=f"{table}/{target.name}", **facts)
