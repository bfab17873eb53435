"""The demonstration says for whom its programmes are and what its youth panel signed, once."""

import pytest
from web import town

from headwater.cli import demo_evidence, demo_leadership, demo_people, demo_reach
from headwater.governance.audit import clock
from headwater.governance.partners.queries import operator
from headwater.insight.performance import children, populations
from headwater.insight.performance.models import PanelSignature
from headwater.insight.release.draft import Audience


@pytest.mark.django_db
def test_a_second_run_says_nothing_twice() -> None:
    by, today = operator(), clock.today()
    town.make_areas()
    demo_people.register(by=by, today=today)
    demo_evidence.register(by=by, today=today)
    demo_leadership.seed(by=by, today=today)
    for _run in range(2):
        demo_reach.make(by=by, today=today)
    said = populations.by_intervention()
    assert said.keys() == {key for key, *_rest in demo_reach.POPULATIONS}
    assert said[demo_evidence.CHAPTER].area_codes == [town.TOWN]
    assert said[demo_evidence.BOXING].area_codes == [town.DISTRICTS[1]]
    assert PanelSignature.objects.count() == len(demo_reach.SIGNED)
    shown = {each.outcome.key: each for each in children.wheel(audience=Audience.PUBLIC, on=today).spokes}
    assert {key for key, spoke in shown.items() if spoke.signature} == set(demo_reach.SIGNED)
    assert shown["heard"].stories[0].answer == "we_did"


@pytest.mark.django_db
def test_without_areas_only_the_words_are_there() -> None:
    demo_reach.make(by=operator(), today=clock.today())
    assert populations.by_intervention() == {}
    assert children.get_outcome("safe").signatures.exists()
