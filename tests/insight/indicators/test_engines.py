"""The one expression of every indicator gives the same on every engine that is here. DuckDB is always; Spark is where it was installed
(requirements/spark.txt) and a JDK is found, and is otherwise named as not run.
"""

import importlib.util
import os
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from insight import engines

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import compute, registry
from headwater.insight.indicators.language import Breakdown, Events, Indicator

OF_EVENTS = {key: each for key, each in registry.indicators().items() if isinstance(each.of, Events)}
ROWS = 3_000

pytestmark = pytest.mark.spark


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("Spark not run: it is not installed (requirements/spark.txt)")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark not run: no JDK")
    from pyspark.sql import SparkSession

    quietly = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    session = SparkSession.builder.master("local[2]").config(map=quietly).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield ibis.pyspark.connect(session)
    session.stop()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("key", OF_EVENTS)
def test_engines_agree(key: str, spark: Any, tmp_path: Path) -> None:
    indicator = OF_EVENTS[key]
    assert isinstance(indicator.of, Events)
    contract = contracts.get_contract(indicator.of.contract)
    file = tmp_path / "rows.parquet"
    pq.write_table(engines.rows(contract, count=ROWS, seed=zlib.crc32(key.encode())), file)
    fast, grown = ibis.duckdb.connect().read_parquet(file), spark.read_parquet(str(file))
    whole = 0
    for breakdown in (None, *indicator.breakdowns):
        one, other = (counted(indicator, rows, breakdown) for rows in (fast, grown))
        assert one.keys() == other.keys(), breakdown
        for cell, sums in one.items():
            assert other[cell] == pytest.approx(sums, rel=1e-12), (breakdown, cell)
        whole += len(one)
    assert whole > 0


def counted(indicator: Indicator, rows: ibis.Table, breakdown: Breakdown | None) -> dict[Any, Any]:
    """By area, category and month: the count and the score."""
    assert isinstance(indicator.of, Events)
    expression = compute.counted(indicator, indicator.of.keep(rows), breakdown)
    found: pa.Table = expression.to_pyarrow()
    listed = found.select(["lsoa21", "category", "month", "n", "score"]).to_pylist()
    return {
        (row["lsoa21"], row["category"], row["month"]): (float(row["n"]), float(row["score"]))
        for row in listed
    }
