"""The public pages under load: 50 requests a second for half a minute, as `headwater serve` answers them on this machine.

A small generated county on SQLite. The load generator is aiohttp on a fixed schedule (an open loop): a request leaves when it is due,
whether or not earlier ones were answered, and its time runs from when it was due, so that a stall is counted against everybody who waits.
The generator runs on the same cores. Every indicator, area and kind of page takes its turn.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import numpy as np
import own_home  # noqa: F401  (sets the home that the site is served from)
from measured import Measured, tell

PER_SECOND = 50
SECONDS = 30
P95_MS_AT_MOST = 300
PEOPLE, YEARS = 30_000, 3
HEADWATER = Path(sys.executable).with_name("headwater")
READY_WITHIN_SECONDS = 60
LONGEST_SECONDS = 30  # a reader has left by then


@dataclass(frozen=True)
class Answer:
    """One request: which kind of page, how long from when it was due, and its status (0 for none)."""

    page: str
    ms: float
    status: int


def main(home: Path | None) -> list[Measured]:
    if home:
        os.environ["HEADWATER_HOME"] = str(home)
    else:
        subprocess.run(
            [HEADWATER, "demo", f"--people={PEOPLE}", f"--years={YEARS}", "--no-serve"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    with served() as origin:
        answers = asyncio.run(load(origin))
    failed = [each for each in answers if each.status != 200]
    return [
        *(row(page, answers) for page in ("home", "trends", "map", "area")),
        Measured("Answers other than 200", len(failed), f"of {len(answers):,}", at_most=0),
    ]


def row(page: str, answers: list[Answer]) -> Measured:
    taken = [each.ms for each in answers if each.page == page]
    what = f"Page {page}: slowest of the quickest 95 %, at {PER_SECOND} requests a second"
    return Measured(what, float(np.percentile(taken, 95)), "ms", at_most=P95_MS_AT_MOST)


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The site as anybody serves it, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [HEADWATER, "serve", f"--port={port}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        if not any("Ready:" in line for line in server.stdout or ()):
            sys.exit("The site did not start.")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(READY_WITHIN_SECONDS)


async def load(origin: str) -> list[Answer]:
    """Every page in turn, each when it is due."""
    async with aiohttp.ClientSession(origin, timeout=aiohttp.ClientTimeout(LONGEST_SECONDS)) as session:
        pages = await addresses(session)
        for _, address in pages:  # whoever reads first after a start is not measured
            await (await session.get(address)).read()
        due = itertools.cycle(pages)
        began = time.perf_counter()
        tasks = []
        for number in range(PER_SECOND * SECONDS):
            when = began + number / PER_SECOND
            await asyncio.sleep(max(0.0, when - time.perf_counter()))
            tasks.append(asyncio.create_task(ask(session, *next(due), when)))
        return await asyncio.gather(*tasks)


async def ask(session: aiohttp.ClientSession, page: str, address: str, when: float) -> Answer:
    try:
        async with session.get(address) as answer:
            await answer.read()
            status = answer.status
    except (TimeoutError, aiohttp.ClientError):
        status = 0
    return Answer(page, (time.perf_counter() - when) * 1000, status)


async def addresses(session: aiohttp.ClientSession) -> list[tuple[str, str]]:
    """The pages that readers open, as the site itself links them: as often home, trends, the map, areas."""
    trends = await text(session, "/trends/")
    indicators = re.findall(r'<option value="(\w+)"', trends.split('name="area"')[0])
    areas = re.findall(r"/areas/(\w+)/", await text(session, "/areas/"))
    if not indicators or not areas:
        sys.exit("The site shows no indicator or no area.")
    shown = itertools.cycle([f"/trends/?indicator={each}" for each in indicators])
    listed = itertools.cycle([f"/areas/{each}/" for each in areas])
    rounds = max(len(indicators), len(areas))
    kinds = (
        ("home", itertools.cycle(["/"])),
        ("trends", shown),
        ("map", itertools.cycle(["/map/"])),
        ("area", listed),
    )
    return [(page, next(those)) for _ in range(rounds) for page, those in kinds]


async def text(session: aiohttp.ClientSession, address: str) -> str:
    async with session.get(address) as answer:
        return await answer.text()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--home", type=Path, help="a home that is loaded already")
    asked.add_argument("--json", action="store_true")
    tell(main(asked.parse_args().home))
