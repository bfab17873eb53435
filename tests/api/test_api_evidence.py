"""What is known, over the API: public, with its age, and no draft."""

from datetime import date

import pytest
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
    assert ask("evidence/factors").json()[0]["proxy_indicators"] == ["homicide"]
    assert ask("evidence/drivers").json()[0]["grade"] == "none"
    assert ask("evidence/interventions").json()[0]["factor_keys"] == ["hope"]
    [gap] = ask("evidence/gaps").json()
    assert (gap["research"], gap["insufficient"], gap["strongest"]) == (1, 1, None)


def test_research_is_shown_once_it_is_issued(ask):
    brief = make_brief("study", lived_experience_role="Co-researchers", payment_gbp="1500")
    assert ask("evidence/research").json() == []
    actions.issue_brief(brief, by=partners.operator())
    assert [each["state"] for each in ask("evidence/research").json()] == ["issued"]
