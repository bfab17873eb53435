"""The public pages under load: 50 requests a second for half a minute, as `headwater serve` answers them on this machine.

A small generated county on SQLite. Every indicator, area and kind of page takes its turn. How the load is made: `under_load.py`.
"""

import argparse
import asyncio
import itertools
import os
import re
import sys
from pathlib import Path

import aiohttp
import own_home  # noqa: F401  (sets the home that the site is served from)
import under_load
from measured import Measured, tell
from under_load import Answer, Load, text

PEOPLE, YEARS = 30_000, 3
LOAD = Load()


def main(home: Path | None) -> list[Measured]:
    if home:
        os.environ["HEADWATER_HOME"] = str(home)
    else:
        under_load.make_demo(people=PEOPLE, years=YEARS)
    with under_load.served() as origin:
        answers = asyncio.run(load(origin))
    return under_load.rows(answers, LOAD)


async def load(origin: str) -> list[Answer]:
    async with under_load.session(origin, LOAD) as session:
        return await under_load.answers(session, await addresses(session), LOAD)


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


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--home", type=Path, help="a home that is loaded already")
    asked.add_argument("--json", action="store_true")
    tell(main(asked.parse_args().home))
