"""Keys and codes, errors, problems, and what is declared one to a file."""

import sys
from dataclasses import dataclass
from importlib import import_module, invalidate_caches

import pytest

from headwater.vocabulary import errors
from headwater.vocabulary.declarations import declared
from headwater.vocabulary.errors import Invalid, Refusal
from headwater.vocabulary.identifiers import checked_key, is_gss_code
from headwater.vocabulary.problems import CATALOGUE, Problem


@pytest.mark.parametrize("key", ["police", "police_street", "north-notts", "imd2025_lsoa21"])
def test_a_key_stays_as_it_is(key):
    assert checked_key(key) == key


@pytest.mark.parametrize("text", ["", "Police", "2024", "a b", "a-", "-a", "a/b", "é", "a\n"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(Invalid, match="not a key"):
        checked_key(text)


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ("E01013810", True),
        ("W06000001", True),
        ("e01013810", False),
        ("E0101381", False),
        ("X01013810", False),
        ("E0101381\u0660", False),
        ("E01013810\n", False),
    ],
)
def test_a_gss_code_has_a_letter_and_eight_digits(text, is_code):
    assert is_gss_code(text) is is_code


def test_an_error_says_its_sentence_and_is_coded_by_its_name_or_its_own():
    assert str(errors.NotFound("There is no such thing.")) == "There is no such thing."
    assert errors.NotFound("There is no such thing.").code == "not_found"
    assert errors.Conflict("It is there.", code="already_there").code == "already_there"


def test_a_refusal_is_raised_with_its_code_and_sentence():
    raised = Refusal("no_agreement", "Sign one.").raised()
    assert isinstance(raised, errors.Refused)
    assert (raised.code, raised.says) == ("no_agreement", "Sign one.")


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_problem_is_a_sentence_for_any_column(code):
    says = Problem(code, line=3, column="upn", detail="S6").says()
    assert says.endswith(".")
    assert "{" not in says


@dataclass(frozen=True)
class Thing:
    key: str


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty package of declarations."""
    (tmp_path / "some_things").mkdir()
    (tmp_path / "some_things" / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    invalidate_caches()
    yield tmp_path / "some_things"
    for name in [each for each in sys.modules if each.partition(".")[0] == "some_things"]:
        del sys.modules[name]


def _written(folder, name, text):
    (folder / f"{name}.py").write_text(f"from {__name__} import Thing\n{text}\n", encoding="utf-8")


@pytest.fixture
def known(monkeypatch):
    """This module by its name, for what the files of the folder import."""
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or import_module(__name__))


@pytest.mark.usefixtures("known")
def test_what_is_declared_is_found_in_order_of_key(folder):
    _written(folder, "second", "THING = Thing('second')")
    _written(folder, "first", "THING = Thing('first')")
    assert list(declared(import_module("some_things"), "THING", Thing)) == ["first", "second"]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("THING = Thing('other')", "declares other"),
        ("THING = 'one'", "does not declare"),
        ("", "does not declare"),
    ],
)
def test_a_file_that_declares_nothing_or_something_else_is_refused(folder, text, says):
    _written(folder, "one", text)
    with pytest.raises(Invalid, match=says):
        declared(import_module("some_things"), "THING", Thing)
