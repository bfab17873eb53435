"""Pages under load, as `headwater serve` answers them on this machine: an open loop.

A request leaves when it is due, whether or not earlier ones were answered, and its time runs from when it was due, so that a stall is
counted against everybody who waits. The generator (aiohttp) runs on the same cores.
"""

import asyncio
import contextlib
import itertools
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import numpy as np
from measured import Measured

P95_MS_AT_MOST = 300
HEADWATER = Path(sys.executable).with_name("headwater")
READY_WITHIN_SECONDS = 60
LONGEST_SECONDS = 30  # a reader has left by then


@dataclass(frozen=True)
class Load:
    """So many requests a second for so long, by readers who bring these cookies."""

    per_second: int = 50
    seconds: int = 30
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """One request: which kind of page, how long from when it was due, and its status (0 for none)."""

    page: str
    ms: float
    status: int


def make_demo(*, people: int, years: int) -> None:
    """A small generated county in the home that is set."""
    subprocess.run(
        [HEADWATER, "demo", f"--people={people}", f"--years={years}", "--no-serve"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def rows(answers: Sequence[Answer], load: Load, *, whom: str = "") -> list[Measured]:
    """One row a kind of page, in the order in which they were asked, and how many answers were none."""
    failed = sum(each.status != 200 for each in answers)
    return [
        *(_row(page, answers, load, whom) for page in dict.fromkeys(each.page for each in answers)),
        Measured("Answers other than 200", failed, f"of {len(answers):,}", at_most=0),
    ]


def _row(page: str, answers: Sequence[Answer], load: Load, whom: str) -> Measured:
    taken = [each.ms for each in answers if each.page == page]
    what = f"Page {page}{whom}: slowest of the quickest 95 %, at {load.per_second} requests a second"
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


def session(origin: str, load: Load) -> aiohttp.ClientSession:
    limit = aiohttp.ClientTimeout(LONGEST_SECONDS)
    return aiohttp.ClientSession(origin, timeout=limit, cookies=load.cookies)


async def answers(
    asking: aiohttp.ClientSession, pages: Sequence[tuple[str, str]], load: Load
) -> list[Answer]:
    """Every page in turn, each when it is due; `pages` are kinds and addresses."""
    for _, address in pages:  # whoever reads first after a start is not measured
        await text(asking, address)
    due = itertools.cycle(pages)
    began = time.perf_counter()
    tasks = []
    for number in range(load.per_second * load.seconds):
        when = began + number / load.per_second
        await asyncio.sleep(max(0.0, when - time.perf_counter()))
        tasks.append(asyncio.create_task(_ask(asking, *next(due), when)))
    return await asyncio.gather(*tasks)


async def _ask(asking: aiohttp.ClientSession, page: str, address: str, when: float) -> Answer:
    try:
        async with asking.get(address) as answer:
            await answer.read()
            status = answer.status
    except (TimeoutError, aiohttp.ClientError):
        status = 0
    return Answer(page, (time.perf_counter() - when) * 1000, status)


async def text(asking: aiohttp.ClientSession, address: str) -> str:
    async with asking.get(address) as answer:
        return await answer.text()
