"""A resident and a partner read the maps: by mouse and by keyboard, wide and narrow, with and without scripts."""

import pytest
from journeys import browser as browsers
from web import mapped

pytestmark = pytest.mark.browser

PUBLIC = tuple(
    f"/map/?indicator={mapped.STREET}&kind={kind}" for kind in ("stands-out-grid", "density", "ltla")
)
PARTNER = (
    f"/partner-map/?indicator={mapped.RECORDED}&kind=stands-out-lsoa",
    f"/partner-map/?indicator={mapped.STREET}&kind=density",
    f"/partner-map/?indicator={mapped.STREET}&kind=steadied-lsoa",
)
WITHOUT_A_MAP = (f"/partner-map/?indicator={mapped.STREET}&kind=over-years-grid", "/when-and-where/")


@pytest.fixture
def served_maps(transactional_db, live_server) -> str:
    mapped.release_maps()
    return str(live_server.url)


def test_every_map_is_in_order_wide_and_narrow(chromium, served_maps, sign_in):
    with browsers.watched(chromium) as seen:
        for address in PUBLIC:
            _is_in_order(seen, served_maps + address)
        sign_in(seen.page, "analyst")
        for address in PARTNER:
            _is_in_order(seen, served_maps + address)
        for address in WITHOUT_A_MAP:
            _is_in_order(seen, served_maps + address, drawn=False)


def _is_in_order(seen, address, *, drawn=True):
    page = seen.open(address)
    assert page.locator("#map canvas").is_visible() == drawn
    assert browsers.faults_wide_and_narrow(seen) == [], address


def test_a_map_opens_on_a_phone(chromium, served_maps):
    with browsers.watched(chromium, width=browsers.NARROW) as seen:
        page = seen.open(served_maps + PUBLIC[0])
        assert page.locator("#map canvas").is_visible()
        assert seen.complaints == []


def test_a_resident_picks_a_map_reads_a_place_on_it_and_takes_it_home(chromium, served_maps):
    with browsers.watched(chromium) as seen:
        page = seen.open(f"{served_maps}/map/?indicator={mapped.STREET}")
        page.get_by_label("Map of").focus()
        page.keyboard.press("s")  # to "Squares that stand out"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**kind=stands-out-grid*")
        page.wait_for_selector("#map[data-ready]", timeout=30_000)
        box = page.locator("#map canvas").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        said = page.locator(".maplibregl-popup").inner_text()
        assert "chance would give" in said
        assert "Counted:" in said
        with page.expect_download() as taken:
            page.get_by_role("link", name="Download the map (GeoJSON)").click()
        assert taken.value.suggested_filename == f"map-{mapped.STREET}-stands-out-grid.geojson"
        assert seen.complaints == []


def test_a_map_without_scripts_is_its_table(chromium, served_maps):
    with browsers.watched(chromium, javascript=False) as seen:
        seen.page.goto(served_maps + PUBLIC[0])
        assert seen.page.get_by_role("table").is_visible()
        assert seen.page.get_by_text("More than chance would give").first.is_visible()
        assert not seen.page.locator("#map").is_visible()
