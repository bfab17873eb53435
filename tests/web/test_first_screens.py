"""A long page begins with its answer: what each part of it says in a word, as links that lead to the parts."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client
from governance.evidence_makers import make_factor
from web import asked, beside_town, town

from headwater.governance.evidence import actions as evidence
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans
from headwater.insight.indicators import registry
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.web import home
from headwater.web.figures import Reading

LONG = (
    "/vision/",
    "/gaps-closing/",
    "/outcomes/serious-violence/",
    "/children-we-look-out-for/",
    "/factors/",
    "/evidence/",
    "/interventions/",
    "/gaps/",
    "/strategy/framework-2022/",
)


@pytest.fixture
def told(db, own_home) -> None:
    town.make_areas()
    asked.ask_the_town()
    beside_town.release_fifths()
    evidence.seed(by=partners.operator())
    strategy.seed(by=partners.operator())
    strategy.adopt(
        plans.get_plan("framework-2022"),
        adopted_on=date(2022, 4, 1),
        reason="The board",
        by=partners.operator(),
    )


def test_long_pages_begin_with_links_to_all_their_parts(told, client: Client) -> None:
    for address in LONG:
        page = client.get(address).content.decode()
        contents = "".join(re.findall(r'<nav class="hw-contents".*?</nav>', page, re.DOTALL))
        leads = re.findall(r'href="#([^"]+)"', contents)
        assert leads, address
        assert [each for each in leads if f'id="{each}"' not in page] == [], address
        assert page.index('class="hw-contents"') < page.index(f'id="{leads[0]}"'), address


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((Verdict.NO_CLEAR_CHANGE, Verdict.NO_CLEAR_CHANGE), "No clear change"),
        ((Verdict.WORSENING, Verdict.NO_CLEAR_CHANGE), "1 of 2 gets worse"),
    ],
)
def test_the_home_says_in_short_what_its_numbers_say(words, says) -> None:
    indicator, area = registry.get_indicator(town.INDICATOR), Area(code=town.TOWN)
    bare = dict.fromkeys(ReleasedVerdict.__dataclass_fields__)
    judged = [
        Reading(indicator, area, verdict=ReleasedVerdict(**{**bare, "verdict": word})) for word in words
    ]
    page = render_to_string(
        "public/home.html", {"in_short": home.in_short([*judged, Reading(indicator, area)])}
    )
    assert says in page.split("In short:")[1].split("</p>")[0]
    assert page.index("In short:") < page.index("What is happening</h2>")
    assert home.in_short([]) is None


def test_what_lies_far_behind_a_cause_is_folded(told, client: Client) -> None:
    page = client.get("/drivers/?indicator=serious_violence").content.decode()
    whole = page.split('class="hw-tree hw-tree--whole"')[1]
    assert whole.index("hw-tree__cause") < whole.index("<details") < whole.index('<ul class="hw-tree">')
    assert "<details" not in whole.split('<ul class="hw-tree">')[1].split("</details>")[0]


def test_the_page_of_an_indicator_answers_its_question_before_it_defines_it(told, client: Client) -> None:
    page = client.get("/indicators/survey_safe_after_dark/").content.decode()
    assert page.index("How it stands</h2>") < page.index("What exactly it means</h2>")


def test_a_share_is_told_with_one_mark(told, client: Client) -> None:
    make_factor("fear", proxy_indicators=["survey_safe_after_dark"])
    page = client.get("/factors/fear/").content.decode()
    assert "% of people" in re.sub("<[^>]+>", "", page)
    assert "% %" not in re.sub("<[^>]+>", "", page)
