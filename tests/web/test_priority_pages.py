"""The vote on what to find out first, through its pages: opened by those who commission, cast by members, read by everybody."""

from datetime import timedelta

import pytest
from django.test import Client
from governance import voters
from web import led, town

from headwater.governance.audit import clock
from headwater.governance.leadership.priorities import queries

pytestmark = pytest.mark.usefixtures("own_home", "db")


def text(answer) -> str:
    return answer.content.decode()


def test_a_vote_goes_from_the_gap_map_to_a_brief(signed_in):
    lead = signed_in("programme_lead")
    board = led.make_board()
    led.make_seat(board, town.partners.find_person("programme_lead@example.org"))
    people = voters.seated(young=1, community=1, statutory=8)
    for key in ("hope", "luck", "rest"):
        voters.make_factor(key, name=key.title())
    assert "No vote is open" in text(lead.get("/research/vote/cast/"))
    today = clock.today()
    opening = {"opens_on": str(today - timedelta(days=2)), "closes_on": str(today + timedelta(days=2))}
    asked = {"question_1": "hope:why", "question_2": "luck:why"}
    assert "This field is required" in text(lead.post("/research/vote/open/", {**opening, **asked}))
    asked["question_3"] = "luck:why"
    assert "stands there twice" in text(lead.post("/research/vote/open/", {**opening, **asked}))
    asked["question_3"] = "rest:why"
    assert lead.post("/research/vote/open/", {**opening, **asked}).status_code == 302
    assert "A vote is open" in text(lead.get("/desk/"))
    too_many = {"chosen": ["hope:why", "luck:why", "rest:why"]}
    assert "at most 2" in text(lead.post("/research/vote/cast/", too_many))
    assert lead.post("/research/vote/cast/", {"chosen": ["hope:why"]}).status_code == 302
    assert "You have voted" in text(lead.get("/research/vote/cast/"))
    assert "is shown once it has closed" in text(Client().get("/research/vote/"))
    vote = queries.votes().get()
    for person in (*people["young"], *people["community"], *people["statutory"]):
        voters.actions.cast_vote(vote, chosen=["hope:why"], by=person)
    assert lead.post(f"/research/vote/{vote.uuid}/close/", {"closes_on": str(today)}).status_code == 302
    page = text(Client().get("/research/vote/"))
    assert "One question surely comes first: Hope: What drives it?" in page
    assert "fewer than 8 voters" in page
    assert "Draft a brief" not in page, "a reader without an account is offered no page that would refuse"
    assert "/research/draft/?factor=hope&amp;question=why" in text(lead.get("/research/vote/"))
    brief = {"title": "Why hope", "asks": "Why?", "question": "why", "factor_keys": ["hope"]}
    address = lead.post("/research/draft/", brief)["Location"]
    assert "1st of 3" in " ".join(text(lead.get(address)).split()).replace("</a>", "")
    assert "Why hope" not in text(Client().get("/research/vote/")), "a draft is not public"


def test_weights_are_declared_to_everybody_before_anybody_votes():
    page = " ".join(text(Client().get("/research/vote/")).split())
    assert 'Young people</dt><dd class="govuk-summary-list__value">Each counts for 2' in page
    assert 'Statutory partners</dt><dd class="govuk-summary-list__value">Each counts for 1' in page
    assert "No vote yet" in page


def test_only_those_who_commission_open_and_close_a_vote(signed_in):
    voters.seated(young=1, community=1)
    vote = voters.opened()
    analyst = signed_in("analyst")
    for address in ("/research/vote/open/", f"/research/vote/{vote.uuid}/close/"):
        assert analyst.get(address).status_code == 403
    assert Client().get("/research/vote/cast/").status_code == 302
    assert "asks the people who sit on a board" in text(analyst.get("/research/vote/cast/"))
