"""The trend of every neighbourhood and month from landed rows: the product's one expression beside hand-written SQL on the same files.

Both give Arrow from the same engine with the same threads, and must agree. `--rows N` takes another number than five million.
"""

import argparse
import sys

import own_home
import pyarrow as pa
import street_files
from measured import Measured, in_turns, tell

RATIO_AT_MOST = 1.3
INDICATOR = "police_street_violence"


def main(rows: int) -> list[Measured]:
    folder = own_home.made_ready()
    from headwater.data import flow
    from headwater.data.lake import engine, manifest, sql
    from headwater.data.lake.tables import LakeTables
    from headwater.governance.partners import queries as partners
    from headwater.insight.indicators import compute, registry
    from headwater.insight.indicators.language import Events

    by = partners.operator()
    for path in street_files.write(folder / "files", rows=rows):
        flow.walk(flow.receive(path, file_name=path.name, by=by), by=by)
    flow.settle()
    indicator = registry.get_indicator(INDICATOR)
    of = indicator.of
    if not isinstance(of, Events):
        sys.exit(f"{INDICATOR} counts no events.")
    lake = LakeTables()

    def ours() -> pa.Table:
        return compute.counted(indicator, of.keep(lake.get(of.table)), None).to_pyarrow()

    files = sql.files(part.file for part in manifest.parts(of.table))
    by_hand = (
        f"SELECT lsoa21, month, sum(weight) AS n FROM {files} "
        "WHERE crime_type IN ('Violence and sexual offences', 'Violent crime') GROUP BY lsoa21, month"
    )

    def peer() -> pa.Table:
        return engine.connection().execute(by_hand).to_arrow_table()

    _agree(ours(), peer())
    taken, beside = in_turns(ours, peer, rounds=9)
    what = f"Trend of every neighbourhood and month, {rows / 1e6:g} million rows"
    return [
        Measured(what, taken, "s", ratio_at_most=RATIO_AT_MOST, peer=beside, of_peer="SQL written by hand")
    ]


def _agree(ours: pa.Table, peer: pa.Table) -> None:
    found = {
        (lsoa, month): n
        for lsoa, month, n in zip(*(ours[name].to_pylist() for name in ("lsoa21", "month", "n")), strict=True)
    }
    expected = {
        (lsoa, month.year * 12 + month.month - 1): n
        for lsoa, month, n in zip(*(peer[name].to_pylist() for name in ("lsoa21", "month", "n")), strict=True)
    }
    if found != expected:
        sys.exit("The product and the hand-written SQL disagree.")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=5_000_000)
    asked.add_argument("--json", action="store_true")
    tell(main(asked.parse_args().rows))
