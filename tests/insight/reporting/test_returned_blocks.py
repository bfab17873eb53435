"""Returns of providers and groups of children in reports: each number is one that was released to those who read it."""

import hashlib
from datetime import date

import pytest
from web import returned_town, town

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.partners import queries as partners
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions, printing
from headwater.insight.reporting.blocks import of_performance, of_programmes
from headwater.insight.reporting.blocks.block import Asking, Block, Holds
from headwater.insight.reporting.outlines import get_outline
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.sentences import listed

pytestmark = pytest.mark.django_db
PUBLIC, PARTNER = Audience.PUBLIC, Audience.PARTNER
COLUMNS = next(
    block.terms["columns"]
    for chapter in get_outline("grant-return").chapters
    for block in chapter.blocks
    if block.kind == "services_return"
)


@pytest.fixture(autouse=True)
def returned(tmp_path, settings, db) -> None:
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    town.make_areas()
    town.make_agreement(contract_key="provider_return")
    returned_town.live_here()
    returned_town.make_programme()
    returned_town.send_return()


def asking(audience: Audience = PARTNER, on: date | None = None, **terms: object) -> Asking:
    return Asking(None, audience, on or clock.today(), terms)


def return_of(audience: Audience = PARTNER, on: date | None = None) -> Block:
    return of_performance.services_return(asking(audience, on, columns=COLUMNS))


def cells(block: Block) -> dict[str, str]:
    [row] = block.rows
    return dict(zip((column.heading for column in block.columns), row, strict=True))


def test_the_grant_return_carries_what_providers_returned_and_leaves_the_rest_to_fill_in():
    told = cells(return_of())
    assert told["Quarter"] == "April 2026 to June 2026"
    assert told["Contacts (not people)"] == "300"
    assert told["Took part (different people)"] == "50"
    assert told["Completed"] == "20"
    assert told["Spend, pounds"] == "18,250.40"
    assert told["Match in cash, pounds"] == "3,000.00"
    assert (told["Referred"], told["Budget, pounds"], told["Evaluation"]) == ("", "", "")


def test_every_number_of_the_return_is_a_released_figure():
    block = return_of()
    released = {of_programmes.cell(figure) for _breakdown, figure in block.figures}
    numbers = [at for at, column in enumerate(block.columns) if column.holds is Holds.FIGURE]
    assert numbers
    assert {block.rows[0][at] for at in numbers} <= released
    assert {figure.provenance.audience for _breakdown, figure in block.figures} == {PARTNER}


def test_small_counts_are_hidden_in_the_return_too():
    returned_town.send_return(completers=2, contacts=310)
    assert cells(return_of())["Completed"] == "Hidden: a small number"


@pytest.mark.parametrize("given", [{"audience": PUBLIC}, {"on": date(2100, 1, 1)}])
def test_neither_everybody_nor_an_ended_agreement_gets_a_count(given):
    block = return_of(**given)
    assert block.figures == ()
    assert cells(block)["Completed"] == cells(block)["Spend, pounds"] == ""
    assert block.says
    for kind in (of_programmes.returned, of_programmes.reach):
        other = kind(asking(**given))
        assert other.figures == ()
        assert other.missing


def test_a_later_quarter_of_one_service_leaves_the_other_empty_and_adds_nothing():
    returned_town.make_programme("club-south", provider="Second Chapter")
    later = {"provider": "Second Chapter", "intervention": "Club south", "quarter": date(2026, 7, 1)}
    returned_town.send_returns({}, later)
    [service, *_] = [row for row in return_of().rows if row[0] == "Mentoring north"]
    assert "300" not in service
    block = of_programmes.returned(asking())
    assert [row[0] for row in block.rows] == ["Club south"]


def test_each_kind_of_count_has_a_column_and_no_column_a_total():
    block = of_programmes.returned(asking())
    assert [column.heading for column in block.columns] == [
        "Service",
        "Contacts",
        "People, estimated",
        "Participations",
        "Different people",
        "People who finished",
        "Spend, pounds",
    ]
    assert len(block.rows) == 1
    assert "never added" in block.note.method


def test_the_share_that_took_part_stands_with_its_range():
    returned_town.say_for_whom()
    block = of_programmes.reach(asking())
    [row] = block.rows
    assert row[:4] == ("Mentoring north", "Ages 10 to 17, District 1", "800", "6.2% (4.8% to 8.1%)")
    public = of_programmes.reach(asking(PUBLIC))
    assert public.rows[0][3] == "-"
    assert public.figures == ()


def test_groups_of_children_are_told_with_what_nobody_holds():
    town.make_agreement(contract_key="childrens_social_care")
    town.release_groups("children_missing")
    block = of_programmes.cohorts(asking(PUBLIC))
    assert [row[0] for row in block.rows] == ["Children who go missing"]
    assert [figure.indicator for _breakdown, figure in block.figures] == ["children_missing"]
    neet = [said for said in block.says if said.startswith("Young people not in education")]
    assert "not held" in listed(neet)


def test_without_figures_of_children_the_block_says_so():
    block = of_programmes.cohorts(asking(PUBLIC))
    assert block.rows == ()
    assert block.missing == of_programmes.NONE_HELD
    assert all("not held" in each for each in block.says)


def test_the_return_is_the_same_bytes_after_other_returns_landed():
    edition = actions.freeze_edition("grant-return", audience=PARTNER, by=partners.operator(), reason="Due.")
    stamp = printing.stamp(edition)
    before = [_hash(edition, form, stamp) for form in ("csv", "xlsx")]
    returned_town.send_return(contacts=999, quarter=date(2026, 7, 1))
    edition.refresh_from_db()
    assert [_hash(edition, form, stamp) for form in ("csv", "xlsx")] == before
    assert "300" in printing.printed(edition.content, "csv", of=stamp).decode()


def _hash(edition, form: str, stamp: printing.Stamp) -> str:
    return hashlib.sha256(printing.printed(edition.content, form, of=stamp)).hexdigest()


def test_a_field_that_no_return_has_is_refused_with_those_that_there_are():
    with pytest.raises(Invalid, match="match_in_kind"):
        of_performance.services_return(asking(columns=[{"heading": "x", "field": "magic"}]))
    assert evidence.interventions().exists()
