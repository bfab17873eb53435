"""A figure in a report has its unit, its period and its place, and one that is not there is told in two lines."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from web import town

from headwater.insight.indicators import findings, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release.draft import Audience, Method, Place
from headwater.insight.release.released import Provenance, ReleasedFigure, period_of
from headwater.insight.reporting import content as contents
from headwater.insight.reporting import words
from headwater.insight.reporting.blocks import block, of_figures, of_partnership, of_performance
from headwater.insight.reporting.blocks.block import Asking, Block
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

ON = date(2026, 2, 1)
ORIGIN = Provenance(
    uuid4(), "x", 1, (), "A source.", date(2026, 1, 1), Audience.PUBLIC, "local", "", "", "", "", None, ()
)
PUBLISHED = ReleasedFigure(
    "school_suspension_rate", "E12000004", "East Midlands", "region", "all", Grain.YEAR, period_of(date(2024, 9, 1), Grain.YEAR),
    FigureState.VALUE, 13.4, None, None, None, None, None, None, Method.AS_PUBLISHED, 0.0, ORIGIN,
)  # fmt: skip
HES, ELSEWHERE = "hes_sharp_object", Place("E12000004", "East Midlands", "region")


def release_judged() -> None:
    """The town's figures with what was read of them."""
    town.release_figures()
    declared = registry.get_indicator(town.INDICATOR)
    for each in findings.standing(declared):
        findings.keep(each, declared, {}, None)


def made(kind, **terms: object) -> Block:
    return kind(Asking(indicators.top_area(), Audience.PUBLIC, ON, terms))


def test_what_was_published_as_a_rate_has_its_publishers_unit() -> None:
    assert words.value(PUBLISHED) == "13.4 suspensions per 100 pupils"
    assert words.value(replace(PUBLISHED, indicator="persistent_absence_rate")) == "13.4% of pupils"


@pytest.mark.parametrize(
    ("greatest", "says"), [(7.0, "Hidden: a small number"), (96.0, "Known only as a range")]
)
def test_a_year_of_hidden_months_is_not_called_a_small_number(greatest: float, says: str) -> None:
    hidden = replace(PUBLISHED, state=FigureState.SUPPRESSED, value=None, least=1.0, greatest=greatest)
    assert words.value(hidden) == says


def test_sources_that_end_as_sentences_need_no_more_stops() -> None:
    other = replace(ORIGIN, attribution="Another.", extracted_on=date(2026, 1, 2))
    told = block.note([ORIGIN, other, ORIGIN], period="", method="")
    assert told.source == "A source. Another."
    assert told.taken == "1 January 2026; 2 January 2026"


def test_what_must_be_known_is_told_in_full_once() -> None:
    def block_of(title: str, *caveats: str, missing: str = "") -> dict[str, Any]:
        return {"title": title, "missing": missing, "note": {"caveats": list(caveats)}}

    blocks = [
        block_of("None", "One.", "Two.", missing="Not held."),
        block_of("First", "One.", "Two.", "Three."),
        block_of("Second", "One.", "Two.", "Four."),
        block_of("Third", "Four."),
    ]
    told = contents.told_once({"chapters": [{"blocks": blocks}]})
    assert [each["note"]["caveats"] for each in contents.blocks_in(told)] == [
        ["One.", "Two."],
        ["One.", "Two.", "Three."],
        ["Four.", "What else must be known stands under “First”."],
        ["Four."],
    ]


@pytest.mark.django_db
def test_the_numbers_of_a_reading_are_of_named_months() -> None:
    town.make_areas()
    release_judged()
    [said] = made(of_figures.indicator, of=town.INDICATOR).says
    assert said.endswith("The numbers are of the twelve months to December 2024 and to December 2025.")


@pytest.mark.parametrize(
    ("verdict", "told"), [(Verdict.WORSENING, True), (Verdict.STALE, False), (Verdict.NO_DATA, False)]
)
def test_months_are_named_only_of_numbers_that_are_told(verdict: Verdict, told: bool) -> None:
    found = ReleasedVerdict(
        "x", "E1", "Here", "all", verdict, "Says.", Grain.MONTH, (1.0, 0.9, 1.1), None, None, date(2025, 3, 1), ORIGIN
    )  # fmt: skip
    named = "The numbers are of the twelve months to February 2024 and to February 2025."
    assert of_figures.numbers_of(found) == (named if told else "")


@pytest.mark.django_db
def test_where_a_region_stands_in_its_parts_that_are_published_stand_beside_it() -> None:
    Area.objects.create(code="E23000018", kind="pfa", name="Nottinghamshire", people=1_000_000)
    for at, name in enumerate(("Nottingham", "Nottinghamshire County")):
        Area.objects.create(
            code=f"E0600001{at}", kind="utla", name=name, people=500_000, parent_code="E23000018"
        )
    Area.objects.create(code=ELSEWHERE.code, kind="region", name="East Midlands", in_partnership=False)
    parts = (Place("E06000010", "Nottingham", "utla"), Place("E06000011", "Nottinghamshire County", "utla"))
    town.release_elsewhere("school_suspension_rate", (ELSEWHERE, *parts))
    found = made(of_figures.indicator, of="school_suspension_rate")
    assert found.says[0] == (
        "This is counted by county or unitary council area and by region of England, and not by police force area. "
        "This is of East Midlands."
    )
    assert [row[0] for row in found.rows] == ["East Midlands", "Nottingham", "Nottinghamshire County"]


@pytest.mark.django_db
def test_what_is_not_held_is_told_shortly_and_by_which_groups() -> None:
    town.make_town()
    ages, sexes = (made(of_figures.groups, of="serious_violence", by=by) for by in ("ages", "sex"))
    assert ages.title != sexes.title
    assert ages.missing
    assert not ages.note.caveats


@pytest.mark.django_db
def test_people_are_of_a_month_and_who_estimated_them_is_named() -> None:
    town.make_town()
    found = made(of_partnership.people)
    assert found.note.period == "June 2020"
    assert found.note.source.startswith("Population estimates. Office for National Statistics")


@pytest.mark.django_db
def test_what_moved_stands_out_and_the_rest_is_counted() -> None:
    town.make_areas()
    assert made(of_performance.stands_out, of=[town.INDICATOR]).missing
    release_judged()
    found = made(of_performance.stands_out, of=[town.INDICATOR, HES])
    assert found.says == ("Of two indicators one shows no clear change and one has no figures.",)
    assert (found.rows, found.missing) == ((), "")
