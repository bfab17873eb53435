"""Targets and comparators as they are set, changed and read, and the definitions that are kept of indicators."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.template.loader import render_to_string
from web import town

from headwater.governance.audit import clock
from headwater.governance.audit.models import AuditEntry
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners import written
from headwater.insight.indicators import registry
from headwater.insight.performance import actions, dictionary, queries
from headwater.insight.performance.actions import Baseline, TargetTerms
from headwater.insight.performance.models import Definition
from headwater.insight.performance.rules import Stands
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused
from headwater.vocabulary.periods import Grain, Month

pytestmark = pytest.mark.django_db
VIOLENCE, FOUND = "police_street_violence", "police_street_weapons"
IN_A_YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def areas(tmp_path, settings):
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    town.make_areas()


def terms(**other) -> TargetTerms:
    base = TargetTerms(VIOLENCE, town.TOWN, Baseline(720, 700, 740, "2024"), 650, clock.today() + IN_A_YEAR)
    return replace(base, **other)


def set_target(**other):
    return actions.set_target(terms(**other), by=partners.operator())


def release_year(count: float, *, ends_ago: int = 0, state: Cell = Cell.VALUE) -> None:
    """A year of the county: its count is its rate for every 100,000 people."""
    today = clock.today()
    start = (Month.of(today) + -12 * (1 + ends_ago)).start
    shape = (1, 1, 1)
    draft = Draft(
        indicator=VIOLENCE,
        version=1,
        policy="already-public",
        grain=Grain.YEAR,
        breakdown="",
        places=(Place(town.TOWN, "Testshire", "utla"),),
        categories=("all",),
        periods=(start,),
        counts=np.full(shape, count),
        states=np.full(shape, state, dtype=np.int8),
        origin=Origin(("police_street",), "Made up for a test.", "0" * 64, today),
        method=Method.RATE,
        per=100_000,
        people=np.full(shape, 100_000.0),
    )
    release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())


def stands(target) -> Stands:
    return queries.aimed(target, audience=Audience.PUBLIC, on=clock.today()).stands


@pytest.mark.parametrize(
    ("count", "how"),
    [(500, Stands.MET), (640, Stands.CANNOT_TELL), (660, Stands.CANNOT_TELL), (800, Stands.NOT_MET)],
)
def test_a_target_is_met_when_the_whole_range_is_on_its_good_side(count, how):
    release_year(count)
    assert stands(set_target()) is how


def test_before_its_day_a_target_is_told_as_not_met_yet():
    release_year(800)
    early = queries.aimed(set_target(), audience=Audience.PUBLIC, on=clock.today())
    told = [early, replace(early, is_due=True)]
    assert [each.told_as for each in told] == ["not_met_yet", "not_met"]
    page = render_to_string("performance/aimed.html", {"aimed": told[0]})
    assert "Not met yet</strong>" in page
    assert "Not met</strong>" in render_to_string("performance/aimed.html", {"aimed": told[1]})


def test_without_a_released_figure_nothing_is_said_of_a_target():
    found = queries.aimed(set_target(), audience=Audience.PUBLIC, on=clock.today())
    assert found.stands is Stands.CANNOT_TELL
    assert "No figure of a whole year" in found.says


def test_a_hidden_figure_meets_no_target():
    release_year(3, state=Cell.SUPPRESSED)
    assert stands(set_target()) is Stands.CANNOT_TELL


def test_a_figure_that_is_too_old_meets_no_target_and_says_so():
    release_year(500, ends_ago=5)
    found = queries.aimed(set_target(), audience=Audience.PUBLIC, on=clock.today())
    assert found.stands is Stands.CANNOT_TELL
    assert "too old to say what is happening now" in found.says


def test_a_target_in_the_past_is_refused_and_so_is_one_that_chance_would_reach():
    for other, says in (
        ({"due_on": clock.today()}, "lies ahead"),
        ({"aim": 705}, "holds 705 already"),
        ({"aim": 800}, "worse than the baseline"),
        ({"indicator": FOUND}, "neither good nor bad by itself"),
    ):
        with pytest.raises(Refused, match=says):
            set_target(**other)


def test_a_target_names_what_is_there():
    for other in ({"indicator": "nothing"}, {"area_code": "E99999999"}, {"clause_key": "no/clause"}):
        with pytest.raises(NotFound):
            set_target(**other)


def test_a_target_that_moves_is_seen_to_move():
    target, by = set_target(), partners.operator()
    with pytest.raises(Refused, match="Say why the target changes"):
        actions.change_target(target, changes={"aim": 600.0}, seen=1, by=by)
    actions.change_target(target, changes={"aim": 600.0}, seen=1, by=by, reason="More is possible.")
    with pytest.raises(Conflict):
        actions.change_target(target, changes={"aim": 500.0}, seen=1, by=by, reason="Even more.")
    aims = [version.content["aim"] for version in written.history(target)]
    assert aims == [600, 650]
    day = clock.today() - timedelta(days=1)
    with pytest.raises(Refused, match="lies ahead"):
        actions.change_target(target, changes={"due_on": day}, seen=2, by=by, reason="Sooner.")


def test_a_withdrawn_target_is_listed_nowhere():
    target = set_target()
    assert len(queries.targets(audience=Audience.PUBLIC, on=clock.today())) == 1
    actions.change_target(
        target, changes={"withdrawn": True}, seen=1, by=partners.operator(), reason="It is done."
    )
    assert queries.targets(audience=Audience.PUBLIC, on=clock.today(), indicator=VIOLENCE) == []


def test_an_owner_who_ended_is_told_and_chosen_no_more():
    old, new = (town.make_organisation(key) for key in ("old", "new"))
    target = set_target(owner=old)
    partner_actions.end_organisation(old, ends_on=clock.today(), by=partners.operator())
    old.refresh_from_db()
    told = queries.aimed(queries.get_target(target.uuid), audience=Audience.PUBLIC, on=clock.today())
    assert (told.owner, told.owner_says) == (None, "Old has ended, and nobody has taken over.")
    with pytest.raises(Refused, match="Old ended on"):
        set_target(owner=old)
    kept = actions.change_target(
        target, changes={"aim": 640.0}, seen=1, by=partners.operator(), reason="Stricter."
    )
    assert kept.aim == 640
    mine = queries.aimed(set_target(owner=new, owner_role="Head"), audience=Audience.PUBLIC, on=clock.today())
    assert mine.owner_says == "New (Head) answers for it."
    assert (
        queries.aimed(set_target(), audience=Audience.PUBLIC, on=clock.today()).owner_says
        == "Nobody answers for it yet."
    )


def test_comparators_are_of_one_kind_with_a_reason_and_every_choice_is_kept():
    by, (own, *others) = partners.operator(), town.DISTRICTS
    with pytest.raises(Refused, match="districts beside districts"):
        actions.choose_comparators(own, area_codes=[town.TOWN], because="Near.", by=by)
    with pytest.raises(Invalid, match="Say why these areas"):
        actions.choose_comparators(own, area_codes=others, because=" ", by=by)
    actions.choose_comparators(own, area_codes=others, because="As many people.", by=by)
    actions.choose_comparators(own, area_codes=others[:1], because="As poor.", by=by, seen=1)
    with pytest.raises(Conflict):
        actions.choose_comparators(own, area_codes=others, because="As many people.", by=by, seen=1)
    chosen = queries.find_comparators(own)
    assert (chosen.area_codes, chosen.because, chosen.version) == (others[:1], "As poor.", 2)


def test_an_area_stands_first_among_those_it_is_set_beside():
    own, *others = town.DISTRICTS
    town.release_figures()
    actions.choose_comparators(own, area_codes=others, because="As many people.", by=partners.operator())
    area = queries.indicators.get_area(own)
    found = queries.beside(VIOLENCE, area, audience=Audience.PUBLIC, on=clock.today())
    assert [each.area.code for each in found] == [own, *others]
    assert all(each.figure and each.figure.lower < each.figure.value < each.figure.upper for each in found)
    [alone] = queries.beside(
        FOUND, queries.indicators.get_area(town.TOWN), audience=Audience.PUBLIC, on=clock.today()
    )
    assert alone.why_none == "Nothing is released for this area."


def test_definitions_are_kept_once_and_again_only_when_they_change(monkeypatch):
    by = partners.operator()
    assert actions.keep_definitions(by=by) == len(registry.indicators())
    entries = AuditEntry.objects.count()
    assert actions.keep_definitions(by=by) == 0
    assert AuditEntry.objects.count() == entries
    changed = {**registry.indicators()}
    changed["homicide"] = replace(changed["homicide"], question="Do more or fewer people die?", version=2)
    monkeypatch.setattr(registry, "indicators", lambda: changed)
    assert actions.keep_definitions(by=by) == 1
    assert [each.number for each in Definition.objects.filter(indicator="homicide")] == [2, 1]
    [before] = dictionary.entry("homicide").before
    assert before.content["question"] == "How many people are killed?"
    assert dict(dictionary.entry("homicide").rows)["Question"] == "Do more or fewer people die?"


def test_every_entry_of_the_dictionary_says_what_is_counted_from_where_and_what_is_hidden():
    for entry in dictionary.entries():
        words = dict(entry.rows)
        assert {"Counts", "Over", "Source", "Which way is good", "What is hidden", "Answers for it"} <= set(
            words
        )
    weapons = dict(dictionary.entry(FOUND).rows)
    assert weapons["Which way is good"] == "Neither way is good by itself"
