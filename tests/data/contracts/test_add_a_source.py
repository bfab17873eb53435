"""The how-to page on adding a source: its code runs as it stands."""

import re
from pathlib import Path
from typing import Any

from headwater.data.contracts.language import Contract

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-source.md"


def test_the_blocks_of_the_page_run_in_order() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 5
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
    assert isinstance(names["CONTRACT"], Contract)
