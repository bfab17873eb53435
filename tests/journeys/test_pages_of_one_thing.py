"""Pages about one thing (a file, an agreement, a person, a board), in a real browser; and that no page is left unvisited."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import resolve
from governance import voters
from journeys import browser as browsers
from journeys.test_every_page import PUBLIC, WORKING
from web import led, returned_town, town
from web.test_doors import OURS

from headwater.data import flow
from headwater.data.ingest import mapping_profiles
from headwater.data.ingest.mapping import Mapping
from headwater.governance.access import actions as access
from headwater.governance.audit import clock
from headwater.governance.evidence import actions as evidence
from headwater.governance.evidence import queries as known
from headwater.governance.leadership import actions as leadership
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans
from headwater.governance.strategy.theory import actions as theory
from headwater.governance.strategy.theory import files as theory_files
from headwater.governance.strategy.theory import queries as theories
from headwater.insight.performance import actions as performance
from headwater.insight.performance import children
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions as reports
from headwater.vocabulary.periods import Grain

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]

SAMPLES = Path(__file__).parents[1] / "samples"
CONTRACT = "ambulance_assaults"
# pages that a form leads to: the journeys of a new supplier, of signing in and of reading the vision visit them
ON_THE_WAY = {"match-columns", "match-each-column", "match-codes", "gap-target", "give-gap"}
# what is asked without a page (a file, a layer of a map), or only done
NO_PAGE = {
    *(
        "trends-table",
        "trends-chart",
        "trends-gaps",
        "map-layer",
        "map-file",
        "area-document",
        "area-figures",
    ),
    *("area-harm", "compare-table", "compare-chart", "inequality-table", "inequality-chart"),
    *("area-sources", "health", "icon", "problem-report", "check-again", "assurance-pack", "assurance-pdf"),
    "theory-file",
    "evidence-file",
    *("plan-file", "unlink-clause", "edition-file"),
    *("confirm-place", "dismiss-place", "blank-file", "retry-job"),
    *("partner-map-layer", "partner-map-file", "near-repeats-file", "when-table", "vision-table"),
}


def of_figures() -> Iterator[str]:
    series = release.series(
        town.INDICATOR, town.TOWN, grain=Grain.MONTH, audience=Audience.PUBLIC, on=clock.today()
    )
    yield f"/where-from/{series.provenance.release}/"


def of_files() -> Iterator[str]:
    """One file that landed, with faults, and one whose columns nobody knows."""
    town.make_agreement(contract_key=CONTRACT)
    for name in ("broken.csv", "other_headings.csv"):
        received = flow.receive(SAMPLES / CONTRACT / name, file_name=name, by=partners.operator())
        yield f"/submissions/{flow.walk(received, by=partners.operator()).uuid}/"


def of_governance() -> Iterator[str]:
    landed, waiting = of_files()
    yield from (landed, waiting)
    yield from (f"{landed}{asked}/" for asked in ("hold", "lift-hold", "purge"))
    agreement = partners.agreements().get()
    yield from (f"/agreements/{agreement.uuid}/{asked}" for asked in ("", "renew/", "end/"))


def of_administration() -> Iterator[str]:
    board = leadership.register_board(
        key="strategic", name="Strategic", starts_on=town.SINCE, by=partners.operator()
    )
    person = town.make_person("programme_lead")
    seat = leadership.seat_member(
        board,
        person=person,
        organisation=town.make_organisation(),
        starts_on=town.SINCE,
        by=partners.operator(),
    )
    yield from (f"/boards/strategic/{asked}" for asked in ("", "end/", "seat/", f"seats/{seat.uuid}/end/"))
    yield "/organisations/partnership/end/"
    ends = clock.now() + timedelta(days=30)
    token, _ = access.make_token(
        person, name="Dashboard", scopes=["figures.read_partner"], expires_at=ends, by=person
    )
    [role] = person.role_assignments.all()
    asked = ("", "role/", f"role/{role.uuid}/end/", "password/", "close/", "open/")
    yield from (f"/people/{person.uuid}/{each}" for each in asked)
    yield f"/tokens/{token.uuid}/end/"


def of_evidence() -> Iterator[str]:
    """The library as it is shipped, with one study that may go out and one that is out."""
    evidence.seed(by=partners.operator())
    for key in ("draft", "issued"):
        brief = {"title": key, "asks": "What?", "question": "why", "factor_keys": ["deprivation"]}
        paid = {"lived_experience_role": "Co-researchers", "payment_gbp": "1500"}
        made = evidence.draft_brief(f"study-{key}", {**brief, **paid}, by=partners.operator())
    evidence.issue_brief(made, by=partners.operator())
    arrow = known.drivers().first()
    assert arrow
    yield from (
        "/evidence/",
        "/factors/",
        "/interventions/",
        "/gaps/",
        "/drivers/?indicator=serious_violence",
    )
    for thing in ("evidence/mentoring", "factors/exposure-to-violence", "interventions/mentoring"):
        yield from (f"/{thing}/", f"/{thing}/change/")
    yield f"/drivers/{arrow.uuid}/change/"
    yield from (f"/research/study-draft/{asked}" for asked in ("", "change/", "issue/"))
    yield "/research/study-issued/close/"


def of_reach() -> Iterator[str]:
    """A programme with its return and the people it is for, an area that lacks one, and what matters to children, one part signed."""
    town.make_agreement(contract_key="provider_return")
    returned_town.live_here()
    returned_town.make_programme()
    returned_town.say_for_whom()
    returned_town.send_return()
    returned_town.record_violence(500, 520, 900)
    children.seed(by=partners.operator())
    safe = children.get_outcome("safe")
    signed = {"panel": "The youth council", "version": 1, "signed_on": clock.today()}
    children.sign_for_panel(safe, **signed, by=partners.operator())
    yield from ("/reach/", f"/reach/{returned_town.MENTORING}/for-whom/")
    yield from (f"/outcomes/children/{asked}" for asked in ("", "safe/change/", "learning/sign/"))


def of_votes() -> Iterator[str]:
    """A vote that has closed and is shown by its groups, and one that is open to a member."""
    seats = {"young": [["hope:why"]] * 7, "community": [["hope:why"]], "statutory": [["luck:why"]] * 8}
    voters.seated(young=1, community=1)
    vote = voters.opened()
    voters.voted(vote, seats)
    voters.closed(vote)
    board = led.make_board("panel")
    led.make_seat(board, town.partners.find_person("programme_lead@example.org"))
    now = voters.reopened()
    yield from ("/research/vote/", "/research/vote/cast/", f"/research/vote/{now.uuid}/close/")


def of_matches() -> Iterator[str]:
    """A match that is in use."""
    headings = ("Job", "When", "What")
    columns = dict(zip(headings, ("cad_number", "called_at", "chief_complaint"), strict=True))
    draft = mapping_profiles.Draft("monthly", "ambulance", CONTRACT, headings, Mapping(columns))
    yield f"/mappings/{mapping_profiles.save_mapping_profile(draft, by=partners.operator()).uuid}/end/"


def of_theories() -> Iterator[str]:
    """The shipped theory of change, its forms, and one box with what it leads to."""
    by = partners.operator()
    strategy.seed(by=by)
    theory.seed(by=by)
    plan = theory_files.shipped_plan()
    assert plan is not None
    arrow = theories.arrows(plan)[0]
    asked = ("", "add/", "bring/", "boxes/mentoring/", "boxes/mentoring/change/", "boxes/mentoring/arrow/")
    yield from (f"/strategy/{plan.key}/theory/{each}" for each in (*asked, f"arrows/{arrow.uuid}/"))


def of_plans() -> Iterator[str]:
    """The shipped framework adopted, the draft of its next period, and one clause with everything on it."""
    by, today = partners.operator(), clock.today()
    strategy.seed(by=by)
    old = plans.get_plan("framework-2022")
    asked = strategy.open_consultation(old, asked="The youth council", opened_on=today, by=by)
    yield f"/strategy/{old.key}/consultations/{asked.uuid}/close/"
    closing = {"heard": "Say who answers.", "changed": "It says so.", "closed_on": today}
    strategy.close_consultation(asked, **closing, by=by)
    old = strategy.adopt(plans.get_plan(old.key), adopted_on=today, by=by)
    terms = strategy.PlanTerms("next", "Next", today, today + timedelta(days=999), kind="strategy")
    strategy.roll_over(old, terms=terms, by=by)
    clause = plans.get_clause("next", "O1.1")
    strategy.change_clause(clause, changes={"text": "Better said."}, seen=1, by=by)
    step = strategy.set_milestone(clause, terms=strategy.StepTerms("First visits", today), by=by)
    yield from ("/strategy/", "/strategy/coverage/", "/strategy/draft/", "/strategy/next/")
    about = ("coverage", "alignment", "differences", "change", "adopt", "roll-over", "consult", "import")
    yield from (f"/strategy/next/{each}/" for each in (*about, "add-clause", f"steps/{step.uuid}"))
    on_it = ("", "versions/", "change/", "withdraw/", "link/", "step/")
    yield from (f"/strategy/next/clauses/O1.1/{each}" for each in on_it)


def of_targets() -> Iterator[str]:
    """A target, and an indicator in an area that is set beside others."""
    base, (own, *others) = performance.Baseline(720, 700, 740, "2024"), town.DISTRICTS
    due_on = clock.today() + timedelta(days=365)
    terms = performance.TargetTerms(town.INDICATOR, town.TOWN, base, 650, due_on)
    target = performance.set_target(terms, by=partners.operator())
    yield from (f"/targets/{target.uuid}/{asked}" for asked in ("", "change/"))
    performance.choose_comparators(own, area_codes=others, because="As many people.", by=partners.operator())
    yield from (f"/indicators/{town.INDICATOR}/?area={own}", f"/areas/{own}/beside/")


def of_reports() -> Iterator[str]:
    """A report as it stands, one comment's page, and an edition in each state."""
    by, key = partners.operator(), "annual-report-chapter"
    block = f"indicator-{town.INDICATOR}"
    asked = ("", "freeze/", "year/", "done/", "said/", "next/", f"blocks/{block}/public/comment/")
    yield from (f"/reports/{key}/{each}" for each in asked)
    edition = reports.freeze_edition(key, audience=Audience.PUBLIC, by=by)
    yield f"/reports/editions/{edition.uuid}/sign/"
    reports.sign_edition(edition, signed_as="Chair of the board", by=by)
    yield from (f"/reports/editions/{edition.uuid}/{each}" for each in ("", "read/", "publish/"))
    yield "/reports/"


THINGS = {
    of_figures: "analyst",
    of_matches: "analyst",
    of_targets: "analyst",
    of_governance: "information_governance",
    of_administration: "administrator",
    of_evidence: "programme_lead",
    of_theories: "programme_lead",
    of_reach: "programme_lead",
    of_votes: "programme_lead",
    of_plans: "programme_lead",
    of_reports: "programme_lead",
    led.pages: "programme_lead",
}


@pytest.mark.usefixtures("own_home")
@pytest.mark.parametrize("things", THINGS, ids=lambda things: things.__name__)
def test_pages_of_one_thing(things, chromium, served_town, sign_in):
    with browsers.watched(chromium) as seen:
        sign_in(seen.page, THINGS[things])
        for address in things():
            page = seen.open(served_town + address)
            assert page.get_by_role("heading", level=1).is_visible(), address
            # the frame round it is that of every page
            assert browsers.faults_wide_and_narrow(seen, of="main") == [], address


@pytest.mark.usefixtures("own_home")
def test_no_page_is_left_unvisited():
    town.make_town()
    one = [address for things in THINGS for address in things()]
    listed = [address for addresses in (PUBLIC, *WORKING.values(), one) for address in addresses]
    visited = {resolve(address.partition("?")[0]).url_name for address in listed}
    ours = {pattern.name for _, pattern in OURS}
    assert ours - visited == ON_THE_WAY | NO_PAGE
