"""Performance, the outcome of serious violence, targets, comparators and the dictionary, by their pages."""

import re
from datetime import date, timedelta

import numpy as np
import pytest
from web import town

from headwater.governance.audit import clock
from headwater.governance.evidence import actions as evidence
from headwater.governance.leadership import actions as leadership
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans
from headwater.insight.indicators.returned import KIND, code_of
from headwater.insight.performance import actions, queries
from headwater.insight.performance.models import Definition
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Draft, Origin, Place
from headwater.vocabulary.periods import Grain

pytestmark = pytest.mark.usefixtures("own_home")
SETTER, READER = "analyst", "board_member"


@pytest.fixture
def adopted(db):
    strategy.seed(by=operator())
    return strategy.adopt(plans.get_plan("framework-2022"), adopted_on=date(2022, 4, 1), by=operator())


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def sent(**other):
    """What the form of a target sends."""
    due = clock.today() + timedelta(days=400)
    told = {"baseline": 720, "baseline_lower": 700, "baseline_upper": 740, "baseline_words": "2024"}
    told |= {"aim": 650, "due_on": due.isoformat(), "because": "Others did."}
    return {**told, "indicator": town.INDICATOR, "area_code": town.TOWN, **other}


def set_target(client) -> str:
    answer = client.post("/targets/add/", sent())
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_before_a_strategy_is_adopted_the_page_says_what_to_do(client, db):
    assert "No strategy is adopted yet" in words(client, "/performance/")


def test_every_priority_stands_on_the_page_and_what_nobody_measures_is_listed(client, adopted):
    shown = words(client, "/performance/")
    assert f"/strategy/{adopted.key}/clauses/SP2/" in shown
    assert "What no figure measures" in shown
    assert "No target is set yet" in shown
    assert "Set a target" not in shown


def test_a_board_reads_what_it_looks_after(client, adopted):
    leadership.register_board(key="young", name="Young voices", starts_on=town.SINCE, by=operator())
    assert "It looks after no clause yet" in words(client, "/performance/?board=young")
    strategy.link(plans.get_clause(adopted.key, "L3"), kind="board", key="young", by=operator())
    shown = words(client, "/performance/?board=young")
    assert "What Young voices looks after" in shown
    assert "clauses/L3/" in shown
    assert client.get("/performance/?board=nobody").status_code == 404


def test_the_clause_and_its_plan_show_the_live_word(client, adopted, figures):
    shown = words(client, f"/strategy/{adopted.key}/clauses/L3/")
    assert "What the figures say" in shown
    assert "The source does not publish this below region level." in shown
    assert "No figures" in words(client, f"/strategy/{adopted.key}/")


def test_all_three_measures_stand_on_one_page_of_everybody_and_the_young(client, figures):
    shown = words(client, "/outcomes/serious-violence/")
    for told in ("1. People admitted", "2. Serious violence with a knife", "3. People killed", "Everybody"):
        assert told in shown
    assert shown.count("Under 25") == 2
    assert "this source does not divide at 25" in shown
    assert "under an agreement. Nobody has sent that yet" in shown
    assert "No source can be judged" in shown
    assert client.get("/outcomes/serious-violence/?area=E99999999").status_code == 404


def test_who_may_not_set_targets_is_offered_none(client, figures, signed_in):
    reader = signed_in(READER)
    for address in ("/targets/add/", f"/areas/{town.TOWN}/beside/"):
        assert reader.get(address).status_code == 403
        assert client.get(address).status_code == 302
    assert "Set a target" not in words(reader, f"/indicators/{town.INDICATOR}/")


def test_a_target_is_set_with_the_newest_figure_as_its_baseline(figures, signed_in):
    setter = signed_in(SETTER)
    opened = words(setter, f"/targets/add/?indicator={town.INDICATOR}&area={town.TOWN}")
    assert "January 2025 to December 2025" in opened
    assert "police_street_weapons" not in opened  # it can have no target
    address = set_target(setter)
    assert "Nobody answers for it yet" in words(setter, address)
    assert address in words(setter, f"/indicators/{town.INDICATOR}/")


def test_a_target_tells_nobody_of_a_draft(client, figures, signed_in):
    strategy.seed(by=operator())
    setter = signed_in(SETTER)
    address = setter.post("/targets/add/", sent(clause_key="framework-2022/L3"))["Location"]
    assert "Serious violence is reduced" in words(setter, address)
    assert "Serious violence is reduced" not in words(client, address)


def test_a_target_in_the_past_is_answered_with_a_sentence(figures, signed_in):
    setter = signed_in(SETTER)
    answer = setter.post("/targets/add/", sent(due_on="2020-01-01"))
    assert (answer.status_code, "is past. Give the target a day" in answer.content.decode()) == (400, True)
    inside = setter.post("/targets/add/", sent(aim=705))
    assert "holds 705 already" in inside.content.decode()


def test_two_who_move_a_target_both_keep_their_words(figures, signed_in):
    setter = signed_in(SETTER)
    address = set_target(setter)
    theirs = sent(aim=640, seen=1, reason="Others did more.")
    without = setter.post(f"{address}change/", sent(aim=640, seen=1))
    assert "Say why the target changes" in without.content.decode()
    assert setter.post(f"{address}change/", theirs).status_code == 302
    answer = setter.post(f"{address}change/", sent(aim=630, seen=1, reason="More still."))
    assert answer.status_code == 400
    assert "640" in answer.content.decode()
    assert "630" in answer.content.decode()
    [aimed] = queries.targets(audience=Audience.PUBLIC, on=clock.today())
    assert (aimed.target.aim, aimed.target.version) == (640, 2)


def test_areas_to_set_beside_are_chosen_and_chosen_again(client, figures, signed_in):
    setter, (own, *others) = signed_in(SETTER), town.DISTRICTS
    address = f"/areas/{own}/beside/"
    assert setter.post(address, {"area_codes": others, "because": "As many people."}).status_code == 302
    again = {"area_codes": others[:1], "because": "As poor.", "seen": 1, "reason": "Nearer."}
    assert setter.post(address, again).status_code == 302
    assert setter.post(address, {**again, "because": "As green."}).status_code == 400
    shown = words(client, f"/indicators/{town.INDICATOR}/?area={own}")
    assert "As poor." in shown
    assert "District 2" in shown
    assert "District 3" not in shown
    assert "Areas are not ranked" in shown


def test_the_dictionary_keeps_what_an_indicator_meant(client, db):
    actions.keep_definitions(by=operator())
    assert "What it meant from" not in words(client, "/indicators/harm/")
    earlier = {"question": "How many died?", "numerator": "deaths"}
    Definition.objects.create(
        indicator="homicide", number=0, content=earlier, content_hash="1" * 64, since=clock.now()
    )
    shown = words(client, "/indicators/homicide/")
    assert "What it meant from" in shown
    assert "How many died?" in shown
    assert "It can have no target" in words(client, "/indicators/police_street_weapons/")


def test_a_kind_of_count_leads_to_what_is_done_and_has_no_target(client, figures):
    shown = words(client, "/indicators/returned_unique/")
    assert "/performance/activities/" in shown
    assert "/trends/?indicator" not in shown
    assert "It can have no target" in shown


def test_coverage_tells_the_indicators_that_nobody_declared(client, adopted):
    address = f"/strategy/{adopted.key}/coverage/"
    assert "nobody has declared" not in words(client, address)
    strategy.link(plans.get_clause(adopted.key, "P1"), kind="indicator", key="next_year", by=operator())
    shown = words(client, address)
    assert "Indicators that nobody has declared" in shown
    assert "names “next_year”" in shown


def returned(provider: str, intervention: str, **counts: float) -> None:
    """One quarter of one intervention, let out as returns are."""
    for key, n in counts.items():
        draft = Draft(
            indicator=f"returned_{key}",
            version=1,
            policy="local",
            grain=Grain.QUARTER,
            breakdown="",
            places=(Place(code_of(provider, intervention), intervention, KIND),),
            categories=("all",),
            periods=(date(2025, 10, 1),),
            counts=np.full((1, 1, 1), float(n)),
            states=np.zeros((1, 1, 1), dtype=np.int8),
            origin=Origin(("provider_return",), "Made up for a test.", "2" * 64, date(2026, 1, 5)),
        )
        release_actions.publish(draft, audience=Audience.PARTNER, by=operator())


def test_own_functions_stand_beside_interventions_with_counts_that_are_never_added(
    client, adopted, signed_in
):
    evidence.seed(by=operator())
    town.make_agreement(contract_key="provider_return")
    trust = town.make_organisation("northgate-trust", kind="voluntary")
    told = {"name": "Steady steps", "what": "A mentor for a year.", "tier": "targeted", "provider": trust}
    evidence.write_intervention("steady-steps", {**told, "factor_keys": ["trusted-adult"]}, by=operator())
    returned("Northgate Trust", "Street mentoring", contacts=411, unique=61, completers=3)
    returned("Somebody Else", "Theatre", participants=77)
    public = words(client, "/performance/activities/")
    assert "Sharing and understanding data" in public
    assert "O2.1" in public
    assert "411" not in public
    shown = words(signed_in(SETTER), "/performance/activities/")
    assert re.search("Contacts: <a[^>]+area=northgate-trust%3A[^>]+><strong>411</strong>", shown)
    assert re.search("Different people: <a[^>]+><strong>61</strong>", shown)
    assert "Participations: <strong>not sent</strong>" in shown
    assert "472" not in shown  # 411 and 61 are of different kinds
    assert "488" not in shown  # 411 and 77 are of different interventions
    assert "Hidden: a small number" in shown
    beneath = shown.split("Returned under a name that the library does not have")[1]
    assert "Theatre" in beneath
    assert "Street mentoring" not in beneath


def test_when_the_agreement_ends_the_counts_go_and_the_page_says_why(adopted, signed_in):
    evidence.seed(by=operator())
    ended = town.make_agreement(contract_key="provider_return")
    returned("Northgate Trust", "Street mentoring", contacts=411)
    partner_actions.end_agreement(ended, reason="It ends.", by=operator())
    shown = words(signed_in(SETTER), "/performance/activities/")
    assert "411" not in shown
    assert "agreement" in shown
