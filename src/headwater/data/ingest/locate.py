"""Locate: where each row happened, as an LSOA of 2021. Best first: the given code; the point in its polygon; the place in words.

A code of 2011 that was split and has no point is shared between its successors by where people live: the row appears once for each, with
weights that sum to one. What cannot be located says so, and the share of rows that can stands on every figure.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from headwater.data.contracts.language import Contract, Geography
from headwater.data.ingest import words
from headwater.data.ingest.check import COMPRESSION
from headwater.data.ingest.formats.sheets import LINE
from headwater.data.ingest.gazetteers import Ground
from headwater.data.lake import engine, manifest, parts, reading
from headwater.data.lake.parts import Part
from headwater.data.lake.sql import files, name, quoted
from headwater.machinery import home
from headwater.places import projection


@dataclass(frozen=True)
class Located:
    """A located table, ready to be published: what to add, and what it replaces."""

    table: str
    add: tuple[Part, ...]
    drop: tuple[str, ...]
    made_from: str


def has_place(contract: Contract) -> bool:
    place = contract.geography
    return bool(place.code or place.longitude or place.easting or place.place_text)


def locate(contract: Contract, ground: Ground) -> Located | None:
    """Locate what has landed and is not located on this ground yet; None where nothing is to do."""
    table = f"{contract.key}{reading.LOCATED}"
    made_from = hashlib.sha256(f"{ground.stamp}\n{contract.version}".encode()).hexdigest()
    before = manifest.current(table)
    standing = manifest.all_parts(table) if before else ()
    same_ground = bool(before and before.made_from == made_from)
    landed = manifest.parts(contract.key)
    wanted = {part.path for part in landed}
    done = {part.of for part in standing} if same_ground else set()
    drop = tuple(part.path for part in standing if not same_ground or part.of not in wanted)
    todo = [part for part in landed if part.path not in done]
    if not todo and not drop:
        return None
    return Located(table, tuple(_located(contract, part, ground, table) for part in todo), drop, made_from)


def _located(contract: Contract, part: Part, ground: Ground, table: str) -> Part:
    with tempfile.TemporaryDirectory(dir=home.folder("work")) as folder:
        finished = Path(folder) / "located.parquet"
        _prepare_points(contract, part, ground)
        _prepare_words(contract, part, ground)
        query = _query(contract, part, has_codes=ground.has_codes)
        count = (
            engine.connection()
            .execute(f"COPY ({query}) TO {quoted(str(finished))} ({COMPRESSION})")
            .fetchone()
        )
        rows = int(count[0]) if count else 0
        return parts.move_in(
            table, finished, rows=rows, submission=part.submission, slice=part.slice, of=part.path
        )


def _point(place: Geography) -> tuple[str, str] | None:
    if place.longitude and place.latitude:
        return place.longitude, place.latitude
    return (place.easting, place.northing) if place.easting and place.northing else None


def _prepare_points(contract: Contract, part: Part, ground: Ground) -> None:
    """The engine's table `points`: every different point of the part, with its LSOA."""
    x = y = np.empty(0)
    codes: Sequence[str | None] = ()
    point = _point(contract.geography)
    if point and ground.boundaries:
        across, up = name(point[0]), name(point[1])
        query = f"SELECT DISTINCT {across}, {up} FROM {files([part.file])} WHERE {across} IS NOT NULL AND {up} IS NOT NULL"
        found = engine.connection().execute(query).fetchnumpy()
        x, y = (np.asarray(each, dtype=float) for each in found.values())
        degrees = (x, y) if contract.geography.longitude else projection.to_degrees(x, y)
        codes = list(ground.boundaries.locate(*degrees))
    table = {
        "x": pa.array(x, pa.float64()),
        "y": pa.array(y, pa.float64()),
        "lsoa21": pa.array(codes, pa.string()),
    }
    engine.connection().register("points", pa.table(table))


def _prepare_words(contract: Contract, part: Part, ground: Ground) -> None:
    """The engine's table `words`: the rows of the part whose place was found from its words."""
    found = (
        words.found_places(contract, part, ground)
        if contract.geography.place_text and ground.gazetteer
        else []
    )
    lines, codes, confidence = zip(*found, strict=True) if found else ((), (), ())
    table = {
        "line": pa.array(lines, pa.int64()),
        "lsoa21": pa.array(codes, pa.string()),
        "confidence": pa.array(confidence, pa.float64()),
    }
    engine.connection().register("words", pa.table(table))


def _query(contract: Contract, part: Part, *, has_codes: bool) -> str:
    place = contract.geography
    code = f"b.{name(place.code)}" if place.code else "CAST(NULL AS VARCHAR)"
    point = _point(place)
    on_point = f"p.x = b.{name(point[0])} AND p.y = b.{name(point[1])}" if point else "false"
    lines = bool(place.place_text)
    on_words = f"g.line = b.{LINE}" if lines else "false"
    given = code if not has_codes else "d.lsoa21"
    kept = f"b.* EXCLUDE ({LINE})" if lines else "b.*"
    return f"""
        SELECT {kept},
            coalesce({given}, u.lsoa21, p.lsoa21, s.lsoa21, g.lsoa21) AS lsoa21,
            CASE WHEN {given} IS NULL AND u.lsoa21 IS NULL AND p.lsoa21 IS NULL THEN coalesce(s.weight, 1.0) ELSE 1.0 END AS weight,
            CASE WHEN {given} IS NOT NULL OR u.lsoa21 IS NOT NULL THEN 'code' WHEN p.lsoa21 IS NOT NULL THEN 'point'
                WHEN s.lsoa21 IS NOT NULL THEN 'split' WHEN g.lsoa21 IS NOT NULL THEN 'gazetteer' ELSE 'none' END AS located_by,
            CASE WHEN coalesce({given}, u.lsoa21, p.lsoa21, s.lsoa21) IS NULL THEN g.confidence END AS place_confidence
        FROM {files([part.file])} b
        LEFT JOIN ground_codes d ON d.lsoa21 = {code}
        LEFT JOIN ground_moved u ON u.lsoa11 = CASE WHEN d.lsoa21 IS NULL THEN {code} END
        LEFT JOIN points p ON {on_point}
        LEFT JOIN ground_split s ON s.lsoa11 = CASE WHEN d.lsoa21 IS NULL AND p.lsoa21 IS NULL THEN {code} END
        LEFT JOIN words g ON {on_words}"""
