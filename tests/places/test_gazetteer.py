"""The gazetteer finds what people write, and refuses to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.places.gazetteer import ACCEPTED, ALIAS_CONFIDENCE, Gazetteer, Place

PLACES = (
    Place("The Rose and Crown", "pub", -1.15, 52.95, aliases=("Rosie's",)),
    Place("Mansfield Road", "street", -1.14, 52.96),
    Place("St Ann's Road", "street", -1.13, 52.96),
    Place("The Park", "park", -1.16, 52.95),
    Place("Crown Inn", "pub", -1.20, 52.90),
    Place("Crown Inn", "pub", -1.30, 52.99),
    Place("Victoria Leisure Centre", "leisure", -1.13, 52.95),
    Place("Junction 26 Services", "services", -1.2, 53.0),
    Place("Pryzm", "club", -1.15, 52.95),
)
ROSE, MANSFIELD, ST_ANNS, VICTORIA, JUNCTION, PRYZM = 0, 1, 2, 6, 7, 8
GAZETTEER = Gazetteer(PLACES)


def answer(text: str | None, gazetteer: Gazetteer = GAZETTEER) -> tuple[int, float, bool]:
    found = gazetteer.match([text])
    return int(found.index[0]), float(found.confidence[0]), bool(found.needs_review[0])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rose and crown", ROSE),
        ("ROSE & CROWN pub", ROSE),
        ("o/s the Rose and Crown", ROSE),
        ("nr Mansfield Rd", MANSFIELD),
        ("Saint Anns Rd", ST_ANNS),
    ],
)
def test_match_of_the_name_in_other_writing_is_certain(text, place):
    assert answer(text) == (place, 1.0, False)


def test_match_of_an_alias_is_nearly_certain():
    assert answer("rosies") == (ROSE, ALIAS_CONFIDENCE, False)


@pytest.mark.parametrize(
    "text", ["Victoria Liesure Centre", "victoria leisure center", "Vicotria Leisure Centre"]
)
def test_match_of_a_misspelling_finds_the_place(text):
    index, confidence, _ = answer(text)
    assert index == VICTORIA
    assert 0.8 <= confidence < 1


def test_match_of_a_house_named_with_its_street_is_the_house():
    index, confidence, review = answer("Rose and Crown, Mansfield Road, Nottingham")
    assert (index, review) == (ROSE, False)
    assert confidence >= ACCEPTED


def test_match_of_one_word_inside_a_longer_text_asks_for_review():
    assert answer("pryzm nottingham doorway") == (PRYZM, 0.82, True)


@pytest.mark.parametrize(
    "text",
    [
        "street",
        "home",
        "park",
        "the park",
        "Public place",
        "own home",
        "12 High St",
        "n/a",
        "",
        None,
        "?!",
        "zzzz",
    ],
)
def test_match_of_words_for_any_place_is_nothing(text):
    assert answer(text) == (-1, 0.0, False)


@pytest.mark.parametrize("text", ["Crown Inn", "crown in", "Crown Inn by the bridge"])
def test_match_of_two_equal_places_chooses_neither_and_asks(text):
    index, confidence, review = answer(text)
    assert (index, review) == (-1, True)
    assert confidence > 0.8


def test_match_keeps_numbers_apart():
    assert answer("Junction 27 Services")[0] == -1
    assert answer("Junction 26 Services")[0] == JUNCTION


@pytest.mark.parametrize("text", ["Wollaton somewhere else entirely", "Mansfield Street", "Queens Road"])
def test_match_of_another_place_is_nothing_and_needs_nobody(text):
    index, _, review = answer(text)
    assert (index, review) == (-1, False)


def test_match_in_an_empty_gazetteer_finds_nothing():
    assert answer("Rose and Crown", Gazetteer(())) == (-1, 0.0, False)


@given(
    st.permutations(range(len(PLACES))),
    st.lists(st.sampled_from(["rose crown", "Crown Inn", "mansfeild road", "home"])),
)
def test_match_does_not_depend_on_order(order, texts):
    shuffled = Gazetteer([PLACES[position] for position in order])
    first, second = GAZETTEER.match(texts), shuffled.match(texts)
    named = [PLACES[order[index]] if index >= 0 else None for index in second.index]
    assert named == [PLACES[index] if index >= 0 else None for index in first.index]
    assert list(first.confidence) == list(second.confidence)
