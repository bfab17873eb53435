"""The framework that ships: 57 clauses, none lost, and no qualifier of section K of the product's map."""

import pytest

from headwater.governance.evidence import queries as evidence
from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions, bringing, queries
from headwater.governance.strategy.models import LinkKind
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Returned

pytestmark = pytest.mark.django_db

# the map of the product, clause by clause: 57, of which the four parts of O1.2 and of O3.2 are one clause each
MAP = [
    *("H0", "H1", "V", "M1", "M2", "M3", "M4"),
    *("P1", "P2", "P3", "P4", "P5", "C1", "C2", "C3", "C4", "SP1", "SP2", "SP3"),
    *(f"O1.{at}" for at in range(1, 6)),
    *(f"O2.{at}" for at in range(1, 4)),
    *(f"O3.{at}" for at in range(7)),
    *(f"Oc1.{at}" for at in range(1, 6)),
    *(f"Oc2.{at}" for at in range(1, 5)),
    *(f"Oc3.{at}" for at in range(1, 4)),
    *(f"Oc3.3{letter}" for letter in "abcdefg"),
    *("L1", "L2", "L3", "L4"),
]
# words of the strategy that a paraphrase must not lose
SECTION_K = {
    "H1": ["preventing crime", "protecting people from harm"],
    "SP1": ["safeguarding", "community safety partnerships"],
    "SP2": ["nature and causes"],
    "M4": ["evidence based"],
    "P5": ["evidence informed"],
    "O3.0": ["evidence based or evidence informed"],
    "O1.2": ["consistently"],
    "O1.3": ["empower communities"],
    "O1.4": ["in collaboration with"],
    "O2.3": ["approaches and interventions"],
    "O3.2": ["place based", "including"],
    "O3.6": ["access to tailored support"],
    "Oc2.3": ["operational and strategic"],
    "Oc3.2": ["reduce the causes"],
    "Oc3.3c": ["school and college", "behaviour"],
}


@pytest.fixture
def shipped():
    actions.seed(by=operator())
    return queries.get_plan("framework-2022")


def test_all_57_clauses_are_there_and_none_is_lost(shipped):
    assert len(MAP) == 57
    assert sorted(clause.key for clause in queries.clauses(shipped)) == sorted(MAP)
    assert all(clause.version == 1 for clause in queries.clauses(shipped))


def test_it_is_a_draft_until_a_partnership_adopts_it(shipped):
    assert shipped.status == "draft"
    assert queries.the_strategy(shipped.starts_on) == shipped
    assert queries.the_strategy(shipped.starts_on, public_only=True) is None


@pytest.mark.parametrize("key", SECTION_K)
def test_a_paraphrase_keeps_every_qualifier_of_section_k(shipped, key):
    clause = queries.get_clause(shipped.key, key)
    for words in SECTION_K[key]:
        assert words in clause.text.lower()
        assert words in [each.lower() for each in clause.qualifiers]


def test_every_text_keeps_its_own_qualifiers(shipped):
    for clause in queries.clauses(shipped):
        for words in clause.qualifiers:
            assert words.lower() in clause.text.lower(), clause.key


def test_every_indicator_that_ships_is_named_by_a_clause(shipped):
    named = {
        key for clause in queries.clauses(shipped) for key in queries.linked_keys(clause, LinkKind.INDICATOR)
    }
    nobodys = {
        key
        for key, each in registry.indicators().items()
        if key not in named and not isinstance(each.of, Returned)
    }
    assert nobodys == set()  # providers' returns belong to what is done, not to a clause


def test_it_leads_to_nothing_that_is_not_there(shipped):
    from headwater.governance.evidence import actions as evidence_actions

    evidence_actions.seed(by=operator())
    for clause in queries.clauses(shipped):
        assert set(queries.linked_keys(clause, LinkKind.INDICATOR)) <= set(registry.indicators()), clause.key
        for key in queries.linked_keys(clause, LinkKind.ACTIVITY):
            assert evidence.find_intervention(key), key
        for key in queries.linked_keys(clause, LinkKind.EVIDENCE):
            assert evidence.find_evidence(key), key
        for key in queries.linked_keys(clause, LinkKind.CLAUSE):
            assert queries.find_address(key), key


def test_both_halves_of_the_plan_that_it_serves_are_shown(shipped):
    served = queries.get_plan("police-and-crime-plan")
    by = {
        clause.text: {each.key for each in queries.aligned_clauses(clause)}
        for clause in queries.clauses(served)
    }
    assert set(by) == {"Preventing crime.", "Protecting people from harm."}
    assert all({"H1", "L3"} <= keys for keys in by.values())
    assert all(keys - {"H1", "L3"} for keys in by.values())  # each half has clauses of its own


def test_what_people_wrote_is_never_overwritten_by_what_ships(shipped):
    clause = queries.get_clause(shipped.key, "V")
    actions.change_clause(clause, changes={"text": "Our own vision."}, seen=1, by=operator())
    actions.seed(by=operator())
    assert queries.get_clause(shipped.key, "V").text == "Our own vision."
    assert queries.plans().count() == len(bringing.shipped_plans())
