"""What a phone does differently: links behind one button, tables of words as a list, captions that are read whole."""

from datetime import date

import pytest
from journeys import browser as browsers
from web import town

from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans

pytestmark = pytest.mark.browser

LINKS = "#pages"


def test_the_links_fold_behind_one_button(chromium, served_town):
    with browsers.watched(chromium, width=browsers.NARROW) as seen:
        page = seen.open(f"{served_town}/")
        menu = page.get_by_role("button", name="Menu")
        assert not page.locator(LINKS).is_visible()
        assert browsers.out_of_reach(page) == []
        menu.press("Enter")
        assert browsers.out_of_reach(page) == []
        page.locator(LINKS).get_by_role("link", name="Strategy").click()
        assert page.url.endswith("/strategy/")
        page.set_viewport_size({"width": browsers.WIDE, "height": browsers.HEIGHT})
        page.wait_for_selector(LINKS, state="visible")
        assert not menu.is_visible()
        assert seen.complaints == []


def test_links_within_a_part_fold_too(chromium, served_town):
    with browsers.watched(chromium, width=browsers.NARROW) as seen:
        page = seen.open(f"{served_town}/evidence/")
        assert not page.locator("#sections").is_visible()
        page.get_by_role("button", name="More of what we know").click()
        page.locator("#sections").get_by_role("link", name="Causes of the causes").click()
        assert page.url.endswith("/drivers/")
        assert seen.complaints == []


def test_without_scripts_every_link_stands_there(chromium, served_town):
    with browsers.watched(chromium, width=browsers.NARROW, javascript=False) as seen:
        page = seen.open(f"{served_town}/accessibility/")
        assert page.locator(LINKS).is_visible()
        assert not page.get_by_role("button", name="Menu").is_visible()


def test_tables_are_read_without_being_moved_or_with_their_caption_whole(chromium, served_town):
    with browsers.watched(chromium, width=browsers.NARROW) as seen:
        page = seen.open(f"{served_town}/about-the-data/")
        first = page.locator("table.hw-stack tbody tr").first
        assert first.locator("td").first.bounding_box()["x"] == first.locator("th").bounding_box()["x"]
        page = seen.open(f"{served_town}/trends/?indicator={town.INDICATOR}&area={town.TOWN}&grain=month")
        captions = page.locator("caption").evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect().right)"
        )
        assert captions
        assert max(captions) <= browsers.NARROW


def test_many_boxes_to_tick_do_not_push_what_follows_away(chromium, served_town, sign_in):
    strategy.seed(by=operator())
    strategy.adopt(
        plans.get_plan("framework-2022"), adopted_on=date(2022, 4, 1), reason="The board", by=operator()
    )
    with browsers.watched(chromium, width=browsers.NARROW) as seen:
        sign_in(seen.page, "programme_lead")
        page = seen.open(f"{served_town}/insights/add/")
        boxes = page.locator(".govuk-checkboxes")
        assert boxes.locator("input").count() > 12
        assert boxes.bounding_box()["height"] < browsers.HEIGHT / 2
        boxes.locator("input").last.check()
        assert boxes.locator("input").last.is_checked()
        assert browsers.faults_of_access(page, colour=False) == []
