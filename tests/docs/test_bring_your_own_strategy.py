"""The examples of the how-to are documents that the product reads."""

import re
from pathlib import Path

import pytest

from headwater.governance.strategy import importing
from headwater.governance.strategy.importing import checks
from headwater.insight.indicators import registry

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "bring-your-own-strategy.md"
BLOCKS = dict(re.findall(r"```(csv|markdown)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))


@pytest.mark.parametrize(("kind", "keys"), [("csv", "V SP1 O1.1 L3"), ("markdown", "SP1 O1.1 O1.2 O1.2.1")])
def test_an_example_is_read_without_a_fault(kind, keys):
    found = importing.read_pasted(BLOCKS[kind])
    assert not found.faults
    assert [row.key for row in found.rows] == keys.split()
    assert not checks.unknown_indicators(found.rows, registry.indicators())
