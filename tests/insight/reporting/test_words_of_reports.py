"""What reports write of figures passes the product's own guard, for the public and for partners."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from web import asked, beside_town, town

from headwater.governance.evidence import actions as evidence
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.insight.performance.claims import guard
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import content, outlines

REPORTS = ("needs-assessment", "performance-and-insight", "annual-report-chapter", "grant-return")


@pytest.fixture
def county(db) -> None:
    town.make_town()
    town.release_groups()
    beside_town.release_fifths()
    beside_town.release_ages()
    beside_town.release_harm()
    asked.ask_the_town()
    strategy.seed(by=partners.operator())
    evidence.seed(by=partners.operator())


def texts(part: Any) -> Iterator[str]:
    """Every text of a report's content, however deep."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from texts(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from texts(each)


@pytest.mark.usefixtures("county")
def test_no_report_says_more_than_it_may():
    on = date(2026, 5, 1)
    told = {
        text
        for report in REPORTS
        for audience in Audience
        for text in texts(content.content_of(outlines.get_outline(report), audience=audience, on=on))
    }
    assert any("no clear change" in text for text in told), "a verdict is told of"
    assert [text for text in sorted(told) if guard.check(text)] == []
