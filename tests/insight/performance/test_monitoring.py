"""Clauses with their live words, the outcome of serious violence, and that nothing is called better which is not."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from web import town
from web.test_figures_shown import FIGURE

from headwater.governance.audit import clock
from headwater.governance.leadership import actions as leadership
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans
from headwater.insight.indicators import findings, registry
from headwater.insight.indicators.models import Area, Reading
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import monitoring, outcome, standing
from headwater.insight.release import actions as release_actions
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.insight.release.released import ReleasedFigure, period_of
from headwater.vocabulary.periods import Grain

pytestmark = pytest.mark.django_db
PUBLIC, TODAY = Audience.PUBLIC, date(2026, 1, 20)
BETTER, WORSE, SAME, STALE, HIDDEN = (
    Verdict.IMPROVING,
    Verdict.WORSENING,
    Verdict.NO_CLEAR_CHANGE,
    Verdict.STALE,
    Verdict.SUPPRESSED,
)


@pytest.fixture(autouse=True)
def plan(tmp_path, settings):
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    strategy.seed(by=partners.operator())
    return plans.get_plan("framework-2022")


def say(word: Verdict, *, indicator: str = town.INDICATOR, last_end: str = "2026-01", **content) -> None:
    """Keep a verdict of the county beside its released months."""
    [released] = [each for each in release.standing(indicator, audience=PUBLIC) if each.grain == Grain.MONTH]
    facts = {"stale_after": 4, "last_end": last_end, "direction": "lower_is_better", **content}
    Reading.objects.update_or_create(
        release=released,
        kind="verdict",
        area_code=town.TOWN,
        category="all",
        defaults={"word": word, "says": f"It says {word}.", "content": facts},
    )


def link(plan, key: str, *indicators_named: str) -> None:
    for name in indicators_named:
        strategy.link(plans.get_clause(plan.key, key), kind="indicator", key=name, by=partners.operator())


def line(plan, key: str, on: date = TODAY):
    groups = monitoring.by_priority(plan, audience=PUBLIC, on=on)
    every = [each for group in groups for each in (group.line, *group.under)]
    return next(each for each in every if each.clause.key == key)


def test_every_clause_is_shown_and_those_that_nobody_measures_say_so(plan):
    groups = monitoring.by_priority(plan, audience=PUBLIC, on=TODAY)
    assert sum(1 + len(group.under) for group in groups) == 57
    assert line(plan, "P1").standing is None
    told = line(plan, "L3").standing
    assert told.word is Verdict.NO_DATA
    assert all(measure.why_none for measure in told.measures)


def test_a_priority_says_what_all_clauses_under_it_say(plan):
    town.make_town()
    say(WORSE)
    assert line(plan, "Oc2.2").standing.says.startswith("Of eight indicators one gets worse")
    assert line(plan, "SP2").standing.word is WORSE
    assert monitoring.words_of(plan, plans.clauses(plan), audience=PUBLIC, on=TODAY)["Oc2.2"].word is WORSE


def test_a_clause_without_indicators_of_its_own_speaks_by_those_under_it(plan):
    town.make_town()
    say(BETTER)
    own = monitoring.of_clause(plans.get_clause(plan.key, "SP2"), audience=PUBLIC, on=TODAY)
    assert town.INDICATOR in {measure.key for measure in own.standing.measures}
    assert monitoring.of_clause(plans.get_clause(plan.key, "P1"), audience=PUBLIC, on=TODAY).standing is None


@pytest.mark.parametrize(
    ("word", "last_end", "shown"),
    [
        (BETTER, "2026-01", BETTER),
        (BETTER, "2025-01", STALE),  # good news of a year ago is no news
        (HIDDEN, "2026-01", HIDDEN),
        (SAME, "2026-01", SAME),
        (WORSE, "2026-01", WORSE),
    ],
)
def test_nothing_is_better_that_is_stale_hidden_or_not_clear_of_chance(plan, word, last_end, shown):
    town.make_town()
    link(plan, "P1", town.INDICATOR)
    say(word, last_end=last_end)
    assert line(plan, "P1").standing.word is shown


def release_two_years(before: int, after: int, *, indicator: str) -> None:
    """Months of the county that come to these counts by year, with what they say."""
    monthly = [*split(before), *split(after)]
    counts = np.array(monthly, dtype=float).reshape(1, 1, 24)
    draft = Draft(
        indicator=indicator,
        version=1,
        policy="already-public",
        grain=Grain.MONTH,
        breakdown="",
        places=(Place(town.TOWN, "Testshire", "utla"),),
        categories=("all",),
        periods=town.MONTHS,
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        origin=Origin(("police_street",), "Made up for a test.", "3" * 64, date(2026, 1, 5)),
        method=Method.RATE,
        per=100_000,
        people=np.full(counts.shape, 300_000.0),
    )
    released, *_rolled = release_actions.publish(draft, audience=PUBLIC, by=partners.operator())
    findings.keep(released, registry.get_indicator(indicator), {}, None)


def split(total: int) -> list[int]:
    """A year's count spread evenly over its months."""
    return [total // 12 + (month < total % 12) for month in range(12)]


@pytest.mark.parametrize(
    ("indicator", "before", "after", "word"),
    [
        (town.INDICATOR, 30, 20, SAME),  # as chance would have it
        (town.INDICATOR, 300, 200, BETTER),
        (town.INDICATOR, 200, 300, WORSE),
        ("police_street_weapons", 300, 200, Verdict.CHANGED),  # fewer found is no good news by itself
    ],
)
def test_what_a_clause_says_of_two_years(plan, indicator, before, after, word):
    town.make_areas()
    link(plan, "P1", indicator)
    release_two_years(before, after, indicator=indicator)
    told = line(plan, "P1").standing
    assert told.word is word
    assert told.measures[0].verdict.says.startswith(f"{before} to {after}: ")


def test_weapons_found_are_never_good_news_by_themselves():
    ambiguous = {key for key, each in registry.indicators().items() if each.direction == "ambiguous"}
    assert "police_street_weapons" in ambiguous


def test_an_indicator_that_nobody_declared_is_told(plan):
    assert monitoring.undeclared(plan) == []
    link(plan, "P1", "next_year")
    assert monitoring.undeclared(plan) == [("P1", "next_year")]
    [measure] = line(plan, "P1").standing.measures
    assert measure.why_none == "There is no indicator “next_year” yet."


def test_a_board_sees_the_clauses_that_it_looks_after(plan):
    by = partners.operator()
    board = leadership.register_board(key="young", name="Young", starts_on=town.SINCE, by=by)
    assert monitoring.by_board(board, plan, audience=PUBLIC, on=TODAY) == []
    strategy.link(plans.get_clause(plan.key, "L3"), kind="board", key="young", by=by)
    [mine] = monitoring.by_board(board, plan, audience=PUBLIC, on=TODAY)
    assert mine.clause.key == "L3"
    assert monitoring.boards_of(plan, on=clock.today()) == [(board, 1)]


def test_without_figures_the_outcome_says_of_each_measure_what_it_needs():
    found = outcome.outcome(audience=PUBLIC, on=TODAY)
    assert [each.asked.number for each in found.measures] == [1, 2, 3]
    assert found.is_empty
    assert found.standing.word is Verdict.NO_DATA
    why = [each.sides[0].why_none for each in found.measures]
    assert "Nothing is released" in why[0]
    assert all("under an agreement. Nobody has sent that yet" in each for each in why[1:])
    assert all(
        side.certainty == "Nothing can be said for certain." for each in found.measures for side in each.sides
    )


def test_a_measure_is_shown_of_everybody_and_of_the_young_with_its_age(plan):
    town.make_areas()
    town.release_figures(indicator="knife_enabled")
    found = outcome.outcome(audience=PUBLIC, on=TODAY)
    knives = found.measures[1]
    everybody, young = knives.sides
    assert everybody.figure is not None
    assert everybody.figure.grain is Grain.ROLLING_12
    assert young.why_none == "It is not released by age."
    assert knives.age_says == "Its newest figure ends less than a month before today."
    later = outcome.outcome(audience=PUBLIC, on=date(2026, 6, 1))
    assert later.measures[1].age_says == "Its newest figure ends 5 months before today."


def test_a_measure_of_a_wider_area_says_so(plan):
    town.make_areas()
    town.release_elsewhere("hes_sharp_object", (release_place(),))
    Area.objects.create(code="E12000004", kind="region", name="East Midlands", in_partnership=False)
    admissions = outcome.outcome(audience=PUBLIC, on=TODAY).measures[0]
    assert admissions.area.name == "East Midlands"
    assert admissions.reach_says == (
        "This is of East Midlands, not of Testshire. The source does not publish this below region level."
    )


def test_a_quarter_of_the_young_beside_a_year_of_everybody_is_told():
    year, quarter = (figure_of(grain) for grain in (Grain.ROLLING_12, Grain.QUARTER))
    assert outcome.lengths_say(year, figure_of(Grain.YEAR)) == ""
    assert outcome.lengths_say(year, None) == ""
    said = outcome.lengths_say(year, quarter)
    assert "January 2025 to December 2025 and that of the young of January 2025 to March 2025" in said
    assert said.endswith("do not compare the two.")


def figure_of(grain: Grain) -> ReleasedFigure:
    return replace(FIGURE, grain=grain, period=period_of(date(2025, 1, 1), grain))


def release_place() -> Place:
    return Place("E12000004", "East Midlands", "region")


SOURCES = [
    ([], "No source can be judged"),
    ([("serious_violence", STALE), ("ed_assaults", HIDDEN)], "No source can be judged"),
    ([("serious_violence", BETTER), ("ed_assaults", HIDDEN)], "Only the police can be judged"),
    ([("serious_violence", SAME), ("ed_assaults", SAME)], "The sources tell the same: the police and emergency departments"),
    ([("serious_violence", WORSE), ("ed_assaults", SAME)], "The sources do not tell the same: the police get worse"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "begins"), SOURCES)
def test_what_several_sources_tell_together(told, begins):
    assert outcome.sources_say(told).startswith(begins)


CERTAIN = [
    (None, None, None, "Nothing can be said"),
    (HIDDEN, None, None, "Nothing can be said"),
    (STALE, 0.01, 0.2, "Nothing can be said"),
    (BETTER, 0.01, 0.2, "We are fairly sure"),
    (SAME, 0.4, 0.22, "We are not sure either way. There are so few that only a fall of 22%"),
    (SAME, 0.4, None, "We are not sure either way. There are so few that no fall"),
]


@pytest.mark.parametrize(("word", "p", "fall", "begins"), CERTAIN)
def test_how_sure_a_verdict_is_in_plain_words(word, p, fall, begins):
    verdict = None if word is None else made_verdict(word, p, fall)
    assert outcome.certainty(verdict).startswith(begins)


def made_verdict(word: Verdict, p: float | None, fall: float | None) -> ReleasedVerdict:
    town.make_town()
    series = release.series(town.INDICATOR, town.TOWN, grain=Grain.MONTH, audience=PUBLIC, on=TODAY)
    return ReleasedVerdict(
        indicator=town.INDICATOR,
        area_code=town.TOWN,
        area_name="Testshire",
        category="all",
        verdict=word,
        says="",
        grain=Grain.MONTH,
        ratio=None,
        p=p,
        smallest_fall=fall,
        up_to=None,
        provenance=series.provenance,
    )


def asked_for(*keys: str) -> int:
    """How many questions the store is asked to judge indicators of the county."""
    county = Area.objects.get(code=town.TOWN)
    with CaptureQueriesContext(connection) as questions:
        found = standing.measures(keys, county, audience=PUBLIC, on=TODAY)
    assert found[town.INDICATOR].word is WORSE
    return len(questions)


def test_every_indicator_together_costs_as_many_questions_as_one():
    town.make_town()
    say(WORSE)
    assert len(registry.indicators()) > 20
    assert asked_for(*registry.indicators()) == asked_for(town.INDICATOR) > 0


def test_a_plan_costs_as_many_questions_whatever_its_clauses_name(plan):
    town.make_town()
    say(WORSE)

    def questions() -> int:
        with CaptureQueriesContext(connection) as found:
            monitoring.by_priority(plan, audience=PUBLIC, on=TODAY)
        return len(found)

    few = questions()
    for key in ("P1", "H0", "M1"):
        link(plan, key, *list(registry.indicators())[:8])
    assert questions() == few
