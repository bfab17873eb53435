"""The needs assessment says what was released and nothing else: to the public, and to partners, from one source."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import pytest
from insight.reported import release_months
from web import town

from headwater.insight.indicators import figure_words
from headwater.insight.indicators import queries as indicators
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import content as contents
from headwater.insight.reporting import outlines, printing, words
from headwater.insight.reporting.blocks.block import Asking, Holds
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain

KEY = "needs-assessment"
PARTNERS_ONLY = "ambulance_assaults"
HIDDEN = "Hidden: a small number"
BOTH = pytest.mark.parametrize("audience", list(Audience))


@pytest.fixture
def figures(db) -> None:
    """Open figures, groups of which one is too small to show, and figures that only partners were given."""
    town.make_town()
    town.release_groups()
    release_months(PARTNERS_ONLY, 1234, audience=Audience.PARTNER)


def made(audience: Audience = Audience.PUBLIC, *, report: str = KEY) -> dict[str, Any]:
    return contents.content_of(outlines.get_outline(report), audience=audience, on=date(2026, 2, 1))


def facts(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (fact for block in contents.blocks_in(content) for fact in block["figures"])


def released(fact: dict[str, Any], audience: Audience):
    """The figure as anybody else would ask for it."""
    return release.figure(
        fact["indicator"],
        fact["area_code"],
        grain=Grain(fact["grain"]),
        audience=audience,
        on=date(2026, 2, 1),
        start=date.fromisoformat(fact["start"]),
        breakdown=fact["breakdown"],
        category=fact["category"],
    )


@BOTH
@pytest.mark.parametrize("report", ["needs-assessment", "performance-and-insight", "annual-report-chapter"])
def test_every_number_equals_the_figure_that_was_released_to_this_audience(audience, report, figures) -> None:
    content = made(audience, report=report)
    assert list(facts(content))
    for fact in facts(content):
        figure = released(fact, audience)
        assert (fact["state"], fact["value"], fact["lower"], fact["upper"]) == (
            figure.state.value,
            figure.value,
            figure.lower,
            figure.upper,
        )
        assert fact["words"] == words.value(figure)


@BOTH
def test_no_table_shows_a_figure_that_is_not_among_the_released(audience, figures) -> None:
    for block in contents.blocks_in(made(audience)):
        found = [released(fact, audience) for fact in block["figures"]]
        known = {
            said(figure) for figure in found for said in (words.value, words.likely_range, figure_words.count)
        }
        at = [n for n, column in enumerate(block["columns"]) if column["holds"] == Holds.FIGURE]
        assert {row[n] for row in block["rows"] for n in at} <= known


def test_the_public_edition_hides_what_is_small_and_what_only_partners_were_given(figures) -> None:
    public, partner = made(Audience.PUBLIC), made(Audience.PARTNER)
    mixed = [fact for fact in facts(public) if fact["state"] == "suppressed"]
    assert all(fact["value"] is None and fact["words"] == HIDDEN for fact in mixed)
    assert PARTNERS_ONLY in {fact["indicator"] for fact in facts(partner)}
    assert PARTNERS_ONLY not in {fact["indicator"] for fact in facts(public)}
    theirs = {fact["words"] for fact in facts(partner) if fact["indicator"] == PARTNERS_ONLY}
    page = printing.page(public, printing.Stamp())
    open_words = {fact["words"] for fact in facts(public)}
    assert theirs - open_words
    assert not [said for said in theirs - open_words if said in page]


def test_a_hidden_group_is_told_as_hidden_and_has_no_number_in_any_form(figures) -> None:
    wanted = outlines.Wanted("groups", "groups", {"of": "serious_violence", "by": "ethnicity"})
    outline = outlines.Outline("one", "One", "One.", False, (outlines.Chapter("c", "C", "", (wanted,)),))
    content = contents.content_of(outline, audience=Audience.PUBLIC, on=date(2026, 2, 1))
    [block] = contents.blocks_in(content)
    hidden = [fact for fact in block["figures"] if fact["state"] == "suppressed"]
    assert "mixed" in {fact["category"] for fact in hidden}
    assert all(fact["value"] is fact["lower"] is fact["upper"] is None for fact in hidden)
    assert HIDDEN in printing.page(content, printing.Stamp())
    assert HIDDEN.encode() in printing.printed(content, "csv", of=printing.Stamp())


@BOTH
def test_it_has_the_twelve_chapters_and_every_block_says_where_it_comes_from(audience, figures) -> None:
    content = made(audience)
    assert len(content["chapters"]) == 12
    for block in contents.blocks_in(content):
        note = block["note"]
        assert all(note[name] for name in ("source", "period", "taken", "method", "disclosure")), block["key"]
        assert block["rows"] or block["says"] or block["missing"], block["key"]


@pytest.mark.django_db
def test_an_empty_home_makes_the_whole_report_and_says_what_is_missing() -> None:
    content = made()
    assert len(content["chapters"]) == 12
    assert not list(facts(content))
    for block in contents.blocks_in(content):
        assert all(block["note"][name] for name in ("source", "period", "taken", "method", "disclosure"))
    page = printing.page(content, printing.Stamp())
    assert "No area is loaded yet" in page
    assert "No strategy is adopted yet." in page


def test_what_the_source_does_not_publish_here_is_said_and_the_region_stands_in_its_place(figures) -> None:
    [block] = [each for each in contents.blocks_in(made()) if each["key"] == "indicator-hes_sharp_object"]
    assert "No figures are held" in block["missing"]
    assert block["note"]["source"].startswith("Hospital") or "(" in block["note"]["source"]


@pytest.mark.pdf
@BOTH
def test_it_is_a_tagged_pdf_and_a_word_document_with_the_twelve_chapters_as_headings(
    audience, figures
) -> None:
    content = made(audience)
    printed = printing.printed(content, "pdf", of=printing.Stamp())
    assert printed.startswith(b"%PDF")
    assert printed == printing.printed(content, "pdf", of=printing.Stamp())
    found = docx.Document(io.BytesIO(printing.printed(content, "docx", of=printing.Stamp())))
    headings = [each.text for each in found.paragraphs if each.style.name == "Heading 1"]
    expected = [f"{n}. {each['title']}" for n, each in enumerate(content["chapters"], start=1)]
    assert headings == ["Contents", *expected, "What each figure means"]


def test_a_report_is_made_in_known_forms_only(figures) -> None:
    with pytest.raises(NotFound, match="html, pdf, docx"):
        printing.printed(made(), "odt", of=printing.Stamp())


def test_groups_whose_people_nobody_counted_are_all_told_as_numbers(figures) -> None:
    wanted = outlines.Wanted("groups", "groups", {"of": "serious_violence", "by": "ethnicity"})
    block = contents.block_of(wanted, Asking(indicators.top_area(), Audience.PUBLIC, date(2026, 2, 1)))
    assert [column.heading for column in block.columns] == ["Group", "Number counted"]
    assert dict(block.rows)["White"] == f"{next(f.n for _, f in block.figures if f.category == 'white'):,.0f}"


def test_no_map_is_told_where_the_partnership_publishes_none(figures) -> None:
    wanted = outlines.Wanted("places", "places", {"of": town.INDICATOR})
    block = contents.block_of(wanted, Asking(indicators.top_area(), Audience.PUBLIC, date(2026, 2, 1)))
    assert block.missing == "No map of this is shown to these readers."
