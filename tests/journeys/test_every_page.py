"""Every page in a real browser, wide and narrow: no fault of access, no broken policy, nothing cut off."""

import pytest
from journeys import browser as browsers
from web import town

pytestmark = pytest.mark.browser

PUBLIC = (
    "/",
    "/trends/",
    f"/trends/?indicator={town.INDICATOR}&area={town.DISTRICTS[0]}&grain=month",
    "/map/?kind=ltla",
    "/areas/",
    f"/areas/{town.TOWN}/",
    f"/areas/compare/?indicator={town.INDICATOR}&kind=ltla",
    f"/inequality/?indicator={town.INDICATOR}&area={town.TOWN}",
    "/vision/",
    "/feeling-safe/",
    "/children-we-look-out-for/",
    "/differences/",
    "/gaps-closing/",
    "/indicators/",
    f"/indicators/{town.INDICATOR}/",
    "/performance/",
    "/performance/activities/",
    "/reach/",
    "/outcomes/serious-violence/",
    "/outcomes/children/",
    "/evidence/",
    "/factors/",
    "/drivers/",
    "/interventions/",
    "/gaps/",
    "/research/",
    "/research/vote/",
    "/reports/",
    "/about-the-data/",
    "/check-claims/",
    "/is-it-a-change/?before=30&after=20",
    "/accessibility/",
    "/you-said/",
    "/decisions/",
    "/system-change/",
    "/system-map/",
    "/account/login/",
)
WORKING = {
    "analyst": (
        "/desk/",
        "/submissions/",
        "/submissions/send/",
        "/places-to-review/",
        "/sources/",
        "/sources/ed_assaults/",
        "/jobs/",
        "/partner-map/?kind=ltla",
        "/when-and-where/",
        "/mappings/",
        "/tokens/",
        "/tokens/make/",
        f"/targets/add/?indicator={town.INDICATOR}&area={town.TOWN}",
        f"/areas/{town.DISTRICTS[0]}/beside/",
        "/evidence/add/",
        "/factors/add/",
        "/drivers/draw/",
        "/interventions/add/",
        "/research/draft/",
        f"/differences/survey_worried/{town.TOWN}/sex/female/",
    ),
    "programme_lead": (
        "/leadership/",
        "/boards/",
        "/tasks/",
        "/duties/",
        "/commitments/",
        "/commitments/add/",
        "/insights/",
        "/insights/add/",
        "/you-said/add/",
        "/system-change/add/",
        "/pulse/",
        "/pulse/open/",
        "/pulse/answer/",
        "/research/vote/open/",
        "/research/vote/cast/",
    ),
    "administrator": (
        "/organisations/",
        "/organisations/register/",
        "/boards/",
        "/boards/add/",
        "/people/",
        "/people/register/",
        "/account/2fa/",
        "/account/password/change/",
    ),
    "information_governance": (
        "/agreements/",
        "/agreements/sign/",
        "/audit/",
        "/audit/whole/",
        "/retention/",
        "/retention/purge-due/",
        "/assurance/",
        "/assurance/record-of-processing.html",
    ),
}


def test_public_pages(chromium, served_town):
    with browsers.watched(chromium) as seen:
        for address in PUBLIC:
            seen.open(served_town + address)
            assert browsers.faults_wide_and_narrow(seen) == [], address


@pytest.mark.parametrize("role", WORKING)
def test_working_pages(role, chromium, served_town, sign_in):
    with browsers.watched(chromium) as seen:
        sign_in(seen.page, role)
        for address in WORKING[role]:
            page = seen.open(served_town + address)
            assert page.title()
            assert not page.title().startswith(("Error", "This is not allowed"))
            assert browsers.faults_wide_and_narrow(seen) == [], address


def test_a_page_that_is_not_there_is_as_good_as_any(chromium, served_town):
    with browsers.watched(chromium, width=390) as seen:
        page = seen.open(f"{served_town}/no-such-page/")
        assert page.get_by_role("heading", name="Page not found").is_visible()
        assert browsers.faults_of_access(page) == []


def test_a_break_of_the_policy_is_noticed(chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(served_town)
        page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
        page.wait_for_timeout(100)
        assert any("policy" in complaint.lower() for complaint in seen.complaints)


def test_what_the_keyboard_does_not_come_to_is_noticed(chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(served_town)
        page.evaluate("document.querySelector('main a[href]').tabIndex = -1")
        assert len(browsers.out_of_reach(page)) == 1


@pytest.mark.parametrize(
    ("style", "noticed"),
    [
        ("@media (width < 400px) { main { min-width: 1000px } }", "390: the page is"),
        ("main { min-width: 2000px }", "1280: the page is"),
        ("main p { color: #eee !important }", "1280: color-contrast"),
    ],
)
def test_what_is_wrong_at_one_width_is_noticed(style, noticed, chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(served_town)
        page.evaluate(
            "(rules) => document.styleSheets[0].insertRule(rules, document.styleSheets[0].cssRules.length)",
            style,
        )
        assert browsers.faults_wide_and_narrow(seen)[0].startswith(noticed)


def test_what_the_keyboard_misses_on_a_phone_alone_is_noticed(chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(served_town)
        page.evaluate(
            """() => addEventListener("resize", () => {
              const link = document.querySelector("main a[href]");
              link.tabIndex = -1;
              link.insertAdjacentHTML("afterend", "<button>Only here</button>");
            }, { once: true })"""
        )
        faults = browsers.faults_wide_and_narrow(seen)
        assert [fault[:8] for fault in faults] == ["390: <a "]
