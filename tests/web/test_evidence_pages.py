"""What is known, through the pages: read by anybody, written by those who may, with nobody's words lost."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from governance.evidence_makers import make_brief, make_evidence, make_factor, make_intervention

from headwater.governance.audit import clock
from headwater.governance.evidence import actions, queries
from headwater.governance.partners import queries as partners
from headwater.insight.performance import drivers

pytestmark = pytest.mark.usefixtures("own_home", "db")

ENTRY = {
    "approach": "Night walks",
    "finding": "People felt safer.",
    "knowledge": "practice",
    "question": "experience",
    "effect": "describes",
    "source": "The walkers",
    "checked_on": "2026-06-30",
}
STUDY = {"lived_experience_role": "Co-researchers", "payment_gbp": "1500"}


@pytest.fixture
def shipped(own_home, db) -> None:
    actions.seed(by=partners.operator())


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/evidence/", "/factors/", "/interventions/", "/gaps/", "/research/", "/drivers/"]
)
def test_an_empty_home_says_what_to_do_next(address):
    assert "hw-empty" in read(address) or "Nothing yet" in read(address) or address == "/interventions/"


@pytest.mark.usefixtures("shipped")
def test_the_library_shows_kinds_of_knowledge_apart_and_too_little_as_a_finding():
    page = read("/evidence/")
    headings = re.findall(r'<h2 class="govuk-heading-l"[^>]*>([^<]+)</h2>', page)
    assert headings == ["Research", "Practice", "Lived experience"]
    assert page.count("Insufficient evidence</strong>") == 5
    only = read("/evidence/?knowledge=lived")
    assert "1 of 28 entries" in only
    assert "Mentoring" not in only


def test_an_entry_that_nobody_checked_for_a_year_is_amber():
    make_evidence("fresh-one", checked_on=clock.today())
    make_evidence("old-one", checked_on=date(2020, 1, 1))
    amber = '<strong class="hw-tag hw-tag--care">Not checked for a year</strong>'
    assert amber in read("/evidence/old-one/")
    assert "to be checked again by 1 January 2021" in read("/evidence/old-one/")
    assert amber not in read("/evidence/fresh-one/")
    assert "Old-One" in read("/evidence/?stale=yes")
    assert "Fresh-One" not in read("/evidence/?stale=yes")


def test_an_entry_is_written_and_changed_and_its_version_stays(signed_in):
    client = signed_in("analyst")
    answer = client.post("/evidence/add/", ENTRY)
    assert answer["Location"] == "/evidence/night-walks/"
    changed = {**ENTRY, "finding": "Most felt safer.", "seen": 1, "reason": "They asked more people."}
    assert client.post("/evidence/night-walks/change/", changed).status_code == 302
    page = read("/evidence/night-walks/", client)
    assert "<del>People felt safer.</del>" in page
    assert "They asked more people." in page
    assert "They asked more people." not in read("/evidence/night-walks/"), (
        "who wrote what is for those who work here"
    )


def test_two_writers_see_both_texts_and_the_second_try_goes_through(signed_in):
    entry = make_evidence("walks", finding="First.")
    client = signed_in("analyst")
    actions.change_evidence(entry, {"finding": "Theirs."}, seen=1, by=partners.operator())
    mine = {**ENTRY, "finding": "Mine.", "seen": 1}
    answer = client.post("/evidence/walks/change/", mine)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Theirs." in page
    assert "Mine." in page
    assert queries.get_evidence("walks").finding == "Theirs."
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    assert seen[1] == "2"
    assert client.post("/evidence/walks/change/", {**mine, "finding": "Both.", "seen": 2}).status_code == 302
    assert queries.get_evidence("walks").finding == "Both."


def test_what_is_refused_is_said_beside_the_form(signed_in):
    client = signed_in("analyst")
    make_evidence("walks")
    page = client.post("/evidence/add/", {**ENTRY, "source_url": "javascript:alert(1)"}).content.decode()
    assert "begins with https://" in page
    assert "<title>Error:" in page
    factor = {
        "name": "Hope",
        "bearing": "protective",
        "level": "individual",
        "definition": "Hope.",
        "grade": "strong",
    }
    assert "needs a source behind it" in client.post("/factors/add/", factor).content.decode()
    deed = {"name": "Deed", "what": "Done.", "tier": "universal"}
    assert "at least one" in client.post("/interventions/add/", deed).content.decode()


def test_a_factor_is_written_with_the_partners_whose_work_touches_it(signed_in):
    client = signed_in("programme_lead")
    factor = {
        "name": "Late buses",
        "bearing": "risk",
        "level": "community",
        "definition": "No way home.",
        "grade": "none",
        "proxy_indicators": ["homicide"],
        "partner_functions": "local_authority: Transport\n\nschool: Timetables",
    }
    assert client.post("/factors/add/", factor)["Location"] == "/factors/late-buses/"
    page = read("/factors/late-buses/")
    assert "Local authority: Transport" in page
    assert "No figures have been released yet." in page
    made = queries.get_factor("late-buses")
    again = read("/factors/late-buses/change/", client)
    assert "local_authority: Transport" in again
    assert made.partner_functions[1] == {"kind": "school", "function": "Timetables"}
    arrow = {"from_factor": "late-buses", "to_key": "indicator:homicide", "says": "Waiting.", "grade": "none"}
    assert client.post("/drivers/draw/", arrow).status_code == 302
    assert "hw-tree__cause--unevidenced" in read("/drivers/?indicator=homicide")
    [drawn] = queries.drivers()
    gone = {"says": "Waiting.", "grade": "none", "withdrawn": "on", "seen": 1}
    assert client.post(f"/drivers/{drawn.uuid}/change/", gone).status_code == 302
    assert "Nobody has said what drives it" in read("/drivers/?indicator=homicide")


@pytest.mark.usefixtures("shipped", "figures")
def test_the_tree_shows_released_values_and_dashes_what_has_no_evidence():
    page = read("/drivers/?indicator=police_street_violence&area=E10000099")
    assert "hw-tree__cause--unevidenced" in page
    assert "Limited evidence" in page
    assert re.search(
        r"Violence recorded by the police</a>: <strong>[\d,.]+</strong> per 100,000 people", page
    )
    assert "Testshire" in page
    for indicator in drivers.explained():
        assert "hw-tree__cause" in read(f"/drivers/?indicator={indicator.key}")


def test_what_nothing_acts_on_is_listed():
    make_factor("served", name="Served factor")
    make_factor("alone", name="Lonely factor")
    make_intervention("deed", factor_keys=["served"])
    page = read("/interventions/")
    assert "1 factor has no intervention" in page
    assert "Lonely factor" in page
    actions.change_factor(queries.get_factor("served"), {"withdrawn": True}, seen=1, by=partners.operator())
    assert "The factors that these named were withdrawn" in read("/interventions/")


def test_a_proposal_is_shown_with_what_it_is_founded_on():
    make_factor("hope")
    make_evidence("open", effect="insufficient", checked_on=date(2020, 1, 1))
    later = clock.today() + timedelta(days=30)
    make_intervention("plan", factor_keys=["hope"], evidence_keys=["open"], starts_on=later)
    for address in ("/interventions/", "/interventions/plan/"):
        page = read(address)
        assert "Insufficient evidence</strong>" in page
        assert "Not checked for a year</strong>" in page
    assert "None of it has begun" in read("/interventions/")
    assert "Proposed</strong>" in read("/interventions/plan/")


def test_a_factor_says_how_it_stands_to_the_national_list(signed_in):
    make_factor("hope", bearing="protective")
    factor = make_factor("away", name="Away", level="school")
    assert "Not yet aligned" in read("/factors/away/")
    assert "Outside the standard" in read("/factors/hope/")
    given = {"name": "Away", "bearing": "risk", "level": "school", "definition": "In words.", "grade": "none"}
    form = {**given, "standard_term": "Missing school", "seen": factor.version}
    client = signed_in("analyst")
    assert "or neither" in client.post("/factors/away/change/", form).content.decode()
    assert client.post("/factors/away/change/", {**form, "standard_version": "0.3"}).status_code == 302
    assert "Missing school" in read("/factors/away/")
    page = " ".join(read("/factors/").split())
    assert "Said in the words of the standard</dt>" in page
    assert page.count("1 factor</dd>") == 2


def test_the_system_map_names_who_acts_on_each_pressing_factor():
    actions.seed(by=partners.operator())
    make_factor("lonely", name="Lonely factor")
    page = read("/system-map/")
    assert "Nobody's work is named yet for: Lonely factor." in page
    assert "Support for special educational needs" in page
    assert "Nobody of this kind takes part" in page


def test_the_gap_map_leads_to_a_brief_and_the_brief_to_its_end(signed_in):
    make_factor("hope", name="Hope")
    client = signed_in("programme_lead")
    ask = "/research/draft/?factor=hope&amp;question=why&amp;population="
    assert ask in read("/gaps/", client)
    assert ask not in read("/gaps/"), "a reader without an account is offered no page that would refuse"
    brief = {"title": "Why hope", "asks": "Why?", "question": "why", "factor_keys": ["hope"]}
    address = client.post("/research/draft/", brief)["Location"]
    assert address == "/research/why-hope/"
    assert Client().get(address).status_code == 404, "a draft is not public"
    assert "It cannot be issued without them" in read(address, client)
    page = client.post(f"{address}issue/").content.decode()
    assert "It cannot be issued without them" in page
    assert client.post(f"{address}change/", {**brief, **STUDY, "seen": 1}).status_code == 302
    assert client.post(f"{address}issue/").status_code == 302
    assert "Being asked" in read("/gaps/")
    ending = {"findings": "This.", "uptake": "no", "uptake_why": "", "seen": 2}
    assert "Say why" in client.post(f"{address}close/", ending).content.decode()
    assert client.post(f"{address}close/", {**ending, "uptake_why": "No money."}).status_code == 302
    public = read(address)
    assert "Not taken up" in public
    assert "No money." in public


def test_only_those_who_commission_issue_a_study(signed_in):
    make_brief("study", **STUDY)
    assert signed_in("analyst").post("/research/study/issue/").status_code == 403
    assert queries.get_brief("study", drafts=True).state == "draft"


@pytest.mark.usefixtures("shipped")
def test_the_whole_library_leaves_as_a_file_that_reads_back():
    answer = Client().get("/evidence/library.toml")
    done = actions.import_library(actions.library.read(answer.content.decode()), by=partners.operator())
    assert (done.added, done.changed) == ((), ())
    make_evidence("formula", finding="=HYPERLINK(1)")
    table = Client().get("/evidence/library.csv").content.decode()
    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK" not in table
