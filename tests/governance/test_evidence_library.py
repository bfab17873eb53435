"""The library: what is shipped, what is written, what it is taken in from and written out to."""

import json
from datetime import date

import pytest

from governance.evidence_makers import CHECKED, make_driver, make_evidence, make_factor, make_intervention
from governance.partnership_makers import make_organisation, make_person
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.evidence import actions, library, queries, rules, standard
from headwater.governance.evidence.models import Knowledge
from headwater.governance.leadership import system_map
from headwater.governance.partners import queries as partners
from headwater.governance.partners import written
from headwater.vocabulary.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.django_db

ENTRY = '[[evidence]]\nkey = "one"\napproach = "A"\nfinding = "B"\neffect = "less"\nsource = "S"\nchecked_on = 2026-06-30\n'
DEED = '[[intervention]]\nkey = "x"\nname = "X"\nwhat = "Y"\ntier = "targeted"\n'


def take_in(text: str) -> library.Imported:
    return actions.import_library(library.read(text), by=partners.operator())


def test_everything_that_is_shipped_is_taken_in_once_with_its_source():
    done = actions.seed(by=partners.operator())
    assert done is not None
    assert len(done.added) == len(library.shipped().rows)
    assert actions.seed(by=partners.operator()) is None
    for entry in queries.evidence():
        assert entry.version == 1
        assert entry.source_url.startswith("https://"), entry.key
        assert entry.security is None, "no rating was read at a source, so none is shipped"


def test_no_term_of_the_national_list_is_shipped_that_nobody_read_there():
    actions.seed(by=partners.operator())
    assert all(not factor.standard_term for factor in queries.factors())
    ways = standard.counted(queries.factors())
    assert set(ways) == {standard.SAYS["not_yet"], standard.SAYS["outside"]}
    assert sum(ways.values()) == queries.factors().count()
    named = standard.standard()
    assert (named.version, named.source_url.startswith("https://www.gov.uk/")) == ("0.3", True)


def test_a_term_stands_with_the_version_in_which_it_was_read_and_goes_out_with_the_library():
    factor = make_factor("missing")
    term = {"standard_term": "Missing from home", "standard_version": "0.3"}
    with pytest.raises(Refused, match="or neither"):
        actions.change_factor(factor, {"standard_term": "Missing"}, seen=1, by=partners.operator())
    factor = actions.change_factor(factor, term, seen=1, by=partners.operator())
    assert standard.alignment(factor) == "aligned"
    assert 'standard_term = "Missing from home"' in library.written_out()
    actions.change_factor(factor, {"standard_version": "0.1"}, seen=2, by=partners.operator())
    assert standard.alignment(queries.get_factor("missing")) == "older"


def test_each_pressing_factor_that_is_shipped_names_the_functions_that_act_on_it():
    actions.seed(by=partners.operator())
    found = system_map.acted_on(queries.factors(), on=clock.today())
    assert sum(each.is_pressing for each in found) >= 15
    assert system_map.unserved(found) == []


def test_too_little_is_known_of_trauma_training_and_the_library_says_so():
    actions.seed(by=partners.operator())
    assert queries.get_evidence("trauma-informed-training").effect == "insufficient"
    assert queries.get_evidence("focused-deterrence-inconclusive").effect == "insufficient"
    assert "33%" in queries.get_evidence("focused-deterrence-average").effect_words


def test_research_practice_and_lived_knowledge_are_all_there_and_apart():
    actions.seed(by=partners.operator())
    assert {entry.knowledge for entry in queries.evidence()} == set(Knowledge.values)


def test_what_the_partnership_changed_or_withdrew_is_not_shipped_again():
    actions.seed(by=partners.operator())
    entry, factor = queries.get_evidence("mentoring"), queries.get_factor("racism")
    actions.change_evidence(entry, {"caveat": "Ours."}, seen=1, by=partners.operator())
    actions.change_factor(factor, {"withdrawn": True}, seen=1, by=partners.operator())
    assert actions.seed(by=partners.operator()) is None
    assert queries.get_evidence("mentoring").caveat == "Ours."
    assert "racism" not in {each.key for each in queries.factors()}


def test_a_library_that_was_written_out_reads_back_the_same():
    actions.seed(by=partners.operator())
    make_organisation(key="the-trust")
    make_intervention(
        "odd-words",
        factor_keys=["racism"],
        what='Quotes " and \\ and\nlines, ω and 言葉',
        provider=partners.get_organisation("the-trust"),
    )
    done = take_in(library.written_out())
    assert (done.added, done.changed) == ((), ())
    assert done.unchanged == len(library.shipped().rows) + 1


def test_a_changed_row_makes_a_version_and_keeps_the_one_before_it():
    take_in(ENTRY)
    done = take_in(ENTRY.replace('"B"', '"C"'))
    entry = queries.get_evidence("one")
    assert (done.changed, entry.finding, entry.version) == (("evidence one",), "C", 2)
    assert [each.content["finding"] for each in written.history(entry)] == ["C", "B"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("key = ", "cannot be read as TOML"),
        ('[[verdict]]\nkey = "a"', "no kind of entry called verdict"),
        ('[factor]\nkey = "a"', "two brackets"),
        ('[[factor]]\nname = "A"', "factor number 1 has no key"),
        (ENTRY + 'colour = "red"', "colour, which is no field"),
        (ENTRY + ENTRY, "evidence one stands in the file twice"),
        (ENTRY.replace("2026-06-30", '"yesterday"'), "Checked on"),
        (ENTRY.replace('"less"', '"lots"'), "Effect"),
        (ENTRY + 'factor_keys = ["nobody-wrote-it"]', "no factor called nobody-wrote-it"),
        (ENTRY + 'factor_keys = "a"', "Factor is a list"),
        (ENTRY + "security = 9", "Security runs from 1"),
        (ENTRY + 'source_url = "javascript:alert(1)"', "begins with https"),
        (ENTRY.replace('"one"', '"One Two"'), "is not a key"),
        ('[[driver]]\nfrom = "a"\nto = "b"', "no factor called a"),
        (DEED, "at least one"),
        (DEED + 'own_function = true\nprovider = "gone"', "no organisation called gone"),
        ("factor = [1, 2]", "two brackets"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_in_a_sentence_and_nothing_is_taken_in(text, says):
    with pytest.raises(Invalid, match=says):
        take_in(text)
    assert not queries.evidence().exists()
    assert not queries.interventions().exists()


def test_a_file_with_one_bad_row_leaves_nothing_of_its_good_ones():
    with pytest.raises(Invalid, match=r"evidence two: .*Nothing was taken in"):
        take_in(ENTRY + ENTRY.replace('"one"', '"two"').replace('"less"', '"lots"'))
    assert not queries.evidence().exists()


def test_thousands_of_rows_are_read_and_their_faults_named():
    text = "\n".join(ENTRY.replace('"one"', f'"entry-{at}"') for at in range(10_000))
    assert len(library.read(text).rows) == 10_000
    with pytest.raises(Invalid, match="entry-7 stands in the file twice"):
        library.read(text + ENTRY.replace('"one"', '"entry-7"'))


def test_two_who_edit_one_entry_are_told_and_nobodys_words_are_lost():
    entry = make_evidence()
    hers, his = make_person(), make_person()
    actions.change_evidence(entry, {"finding": "Hers."}, seen=1, by=hers)
    with pytest.raises(Conflict, match="finding"):
        actions.change_evidence(queries.get_evidence(entry.key), {"finding": "His."}, seen=1, by=his)
    actions.change_evidence(queries.get_evidence(entry.key), {"caveat": "His."}, seen=1, by=his)
    stands = queries.get_evidence(entry.key)
    assert (stands.finding, stands.caveat) == ("Hers.", "His.")


def test_a_key_is_given_once_and_each_change_is_in_the_audit_trail():
    factor = make_factor()
    with pytest.raises(Conflict, match="already"):
        make_factor()
    make_driver(factor, "indicator:homicide")
    with pytest.raises(Conflict, match="already"):
        make_driver(factor, "indicator:homicide")
    kinds = [entry.kind for entry in audit.entries(kind="evidence")]
    assert sorted(kinds) == ["evidence.draw_driver", "evidence.write_factor"]


def test_an_arrow_is_graded_only_on_entries_of_the_library():
    start, end = make_factor("start"), make_factor("end")
    with pytest.raises(Refused, match="needs a source"):
        make_driver(start, end.key, grade="strong")
    with pytest.raises(Refused, match="evidence library called nothing"):
        make_driver(start, end.key, grade="strong", evidence_keys=["nothing"])
    make_evidence()
    assert make_driver(start, end.key, grade="strong", evidence_keys=["entry-a"]).grade == "strong"


def test_what_nobody_checked_for_a_year_is_stale_and_checking_it_again_is_a_version():
    entry, _claim = make_evidence(), make_factor(grade="limited", source="A review", checked_on=CHECKED)
    make_factor("claims-nothing")
    late = date(2027, 7, 1)
    assert queries.stale(CHECKED) == queries.Stale((), ())
    found = queries.stale(late)
    assert ([each.key for each in found.evidence], [each.key for each in found.factors]) == (
        ["entry-a"],
        ["factor-a"],
    )
    assert rules.check_again_by(entry.checked_on) == date(2027, 6, 30)


def test_partners_functions_name_a_kind_of_organisation_and_the_audit_keeps_no_words():
    with pytest.raises(Invalid, match="Partner functions is a list"):
        make_factor(partner_functions=[{"kind": "wizards", "function": "Spells"}])
    make_factor(partner_functions=[{"kind": "school", "function": "Pastoral care"}])
    assert "Pastoral" not in json.dumps([str(vars(each)) for each in audit.entries(kind="evidence")])
