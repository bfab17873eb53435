"""What is known, over the API: public, with its age, and no draft."""

from datetime import date

import pytest
from governance import voters
from governance.evidence_makers import (
    make_brief,
    make_driver,
    make_evidence,
    make_factor,
    make_intervention,
)

from headwater.governance.evidence import actions
from headwater.governance.partners import queries as partners

pytestmark = pytest.mark.django_db


def test_what_is_known_needs_no_token(ask):
    factor = make_factor("hope", proxy_indicators=["homicide"])
    make_evidence("old-one", checked_on=date(2020, 1, 1), factor_keys=["hope"], effect="insufficient")
    make_driver(factor, "indicator:homicide")
    make_intervention("deed", factor_keys=["hope"])
    [entry] = ask("evidence").json()
    assert (entry["key"], entry["is_stale"], entry["security"]) == ("old-one", True, None)
    [told] = ask("evidence/factors").json()
    assert (told["proxy_indicators"], told["alignment"]) == (["homicide"], "not_yet")
    assert ask("evidence/drivers").json()[0]["grade"] == "none"
    assert ask("evidence/interventions").json()[0]["factor_keys"] == ["hope"]
    [gap] = ask("evidence/gaps").json()
    assert (gap["research"], gap["insufficient"], gap["strongest"]) == (1, 1, None)


def test_research_is_shown_once_it_is_issued(ask):
    brief = make_brief("study", lived_experience_role="Co-researchers", payment_gbp="1500")
    assert ask("evidence/research").json() == []
    actions.issue_brief(brief, by=partners.operator())
    assert [each["state"] for each in ask("evidence/research").json()] == ["issued"]


def test_a_vote_is_told_once_it_has_closed_with_its_weights_and_no_small_group(ask):
    voters.seated(young=1, community=1)
    vote = voters.opened()
    voters.voted(vote, {"statutory": [["hope:why"]] * 20, "young": [["luck:why"]] * 2})
    [told] = ask("evidence/priorities").json()
    assert (told["placed"], told["weights"]["young"]) == ([], 2)
    voters.closed(vote)
    [told] = ask("evidence/priorities").json()
    first = told["placed"][0]
    assert (first["factor"], first["question"], first["first_place"], first["last_place"]) == (
        "hope",
        "why",
        1,
        1,
    )
    assert all(each["chosen_by"] == [] for each in told["placed"])
    assert "fewer than 8 voters" in told["groups_say"]
