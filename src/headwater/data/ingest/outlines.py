"""The engine's own function that says whether a cell is an outline: a surface in degrees, whole and readable.

One that is not would land and then stop every later file from being located.
"""

import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from headwater.data.lake import engine
from headwater.places import boundaries

IS_OUTLINE = "is_outline"


def teach_engine() -> None:
    """Give this thread's engine the function, once."""
    if IS_OUTLINE in engine.functions():
        return
    engine.connection().create_function(
        IS_OUTLINE,
        _are_outlines,
        ["VARCHAR"],
        "BOOLEAN",
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,  # else the engine asks for an answer on no cell at all
    )
    engine.functions().add(IS_OUTLINE)


def _are_outlines(cells: pa.ChunkedArray) -> pa.Array:
    """An empty cell is no outline that is wrong: whether it may be empty is asked apart."""
    texts = cells.to_pylist()
    found = iter(boundaries.are_outlines([text for text in texts if text is not None]))
    return pa.array([text is None or next(found) for text in texts], pa.bool_())
