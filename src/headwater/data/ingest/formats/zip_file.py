"""A zip file: a workbook, or an archive whose members are opened one by one.

No member's name is ever used as a path, no archive inside an archive is opened, and all members together
stay within the limit.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from headwater.data.ingest.formats import package, workbook
from headwater.data.ingest.formats.gzip_file import copy_within
from headwater.data.ingest.formats.sheets import MEGABYTE, Reading, Sheet, Unreadable, said_bytes

OpenMember = Callable[[Path, Reading], tuple[Sheet, ...]]

_DIRECTORY_BYTES = 32 * MEGABYTE
_END = struct.Struct("<4s4H2LH")
_ENCRYPTED = 1
_NOT_TABLES = {
    ".pdf",
    ".doc",
    ".docx",
    ".rtf",
    ".txt",
    ".md",
    ".htm",
    ".html",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".ppt",
    ".pptx",
    ".db",
}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    UnicodeError,
    ValueError,
)


def open_zip(path: Path, reading: Reading, *, open_member: OpenMember) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or of every table in an archive."""
    _check_directory(path, reading)
    try:
        with zipfile.ZipFile(path) as packed:
            if "[Content_Types].xml" in packed.namelist() or "mimetype" in packed.namelist():
                package.check_package(packed, reading.limits)
                return workbook.open_workbook(path, reading)
            if reading.inside:
                raise Unreadable("not_text")
            return _open_archive(packed, reading, open_member)
    except _BROKEN as error:
        raise Unreadable("broken_archive") from error


def _check_directory(path: Path, reading: Reading) -> None:
    """The list of members is read into memory as a whole, so its size is asked for first."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - 66_000))
        tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise Unreadable("broken_archive")
    length = _END.unpack_from(tail, place)[
        5
    ]  # of an archive past 4 GB or 65,535 members it is the largest number
    if length > _DIRECTORY_BYTES:
        raise Unreadable("too_large_unpacked", detail=f"{reading.limits.members:,} members")


def _open_archive(packed: zipfile.ZipFile, reading: Reading, open_member: OpenMember) -> tuple[Sheet, ...]:
    members = [each for each in packed.infolist() if not each.is_dir()]
    if len(members) > reading.limits.members:
        raise Unreadable("too_large_unpacked", detail=f"{reading.limits.members:,} members")
    sheets: list[Sheet] = []
    left = reading.limits.unpacked_bytes
    for member in members:
        if not _is_table(member.filename):
            reading.left_out.append(member.filename)
            continue
        if member.flag_bits & _ENCRYPTED:
            raise Unreadable("encrypted_workbook")
        target = reading.new_file(".member")
        with packed.open(member) as stream:
            left -= _copied(stream, target, left, reading)
        within = replace(reading.within(member.filename), limits=replace(reading.limits, unpacked_bytes=left))
        sheets.extend(open_member(target, within))
    return tuple(sheets)


def _copied(stream: IO[bytes], target: Path, left: int, reading: Reading) -> int:
    try:
        return copy_within(stream, target, limit=left)
    except Unreadable as stop:
        raise Unreadable(stop.problem.code, detail=said_bytes(reading.limits.unpacked_bytes)) from stop


def _is_table(name: str) -> bool:
    """False for what people and their machines add to archives beside tables."""
    member = PurePosixPath(name.replace("\\", "/"))
    hidden = member.name.startswith((".", "~$")) or "__MACOSX" in member.parts
    return not hidden and member.suffix.lower() not in _NOT_TABLES
