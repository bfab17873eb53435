"""Rules about agreements and organisations, as truth tables."""

from datetime import date

import pytest

from headwater.governance.partners import rules

TERMS = {
    "title": "Police data",
    "contract_key": "police",
    "purpose": "duty",
    "fields": ("crime_ref", "offence"),
    "starts_on": date(2025, 1, 1),
    "ends_on": date(2026, 1, 1),
}
DAY = date(2025, 6, 1)
EARLY = {"ended_on": date(2025, 3, 1)}


def terms(**changed) -> rules.Terms:
    return rules.Terms(**{**TERMS, **changed})


LANDING = [
    # terms, day, columns -> code
    (None, DAY, (), "no_agreement"),
    ({"contract_key": "ambulance"}, DAY, (), "no_agreement"),
    ({}, date(2024, 12, 31), (), "agreement_not_started"),
    ({}, date(2025, 1, 1), (), None),
    ({}, date(2025, 12, 31), (), None),
    ({}, date(2026, 1, 1), (), "agreement_expired"),
    (EARLY, date(2025, 2, 28), (), None),
    (EARLY, date(2025, 3, 1), (), "agreement_ended"),
    (EARLY, date(2026, 1, 1), (), "agreement_ended"),
    ({}, DAY, ("offence",), None),
    ({}, DAY, ("offence", "victim_age"), "agreement_fields"),
    ({"fields": ("*",)}, DAY, ("offence", "victim_age"), None),
]


@pytest.mark.parametrize(("changed", "on", "columns", "code"), LANDING)
def test_why_not_land(changed, on, columns, code):
    held = None if changed is None else terms(**changed)
    refusal = rules.why_not_land("police", held, on=on, columns=columns)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(("changed", "on", "columns", "code"), LANDING)
@pytest.mark.parametrize("purpose", ["", "duty"])
def test_why_not_read_for_the_purpose_agreed_is_why_not_land(changed, on, columns, code, purpose):
    held = None if changed is None else terms(**changed)
    landing = rules.why_not_land("police", held, on=on, columns=columns)
    assert rules.why_not_read("police", held, on=on, columns=columns, purpose=purpose) == landing


def test_why_not_read_for_another_purpose_says_both():
    refusal = rules.why_not_read("police", terms(), on=DAY, purpose="research")
    assert refusal.code == "agreement_purpose"
    assert "is for duty, not for research" in refusal.says


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (
            date(2024, 12, 31),
            (
                "The agreement “Police data” starts on 1 January 2025. "
                "Wait until then, or sign one that starts earlier."
            ),
        ),
        (
            date(2026, 1, 1),
            "The agreement “Police data” ran out on 1 January 2026. Nothing of it is sent or shown until it is renewed.",
        ),
    ],
)
def test_sentences_name_the_agreement_the_day_and_what_to_do(on, says):
    assert rules.why_not_land("police", terms(), on=on).says == says


def test_sentence_of_missing_fields_names_them_and_no_others():
    refusal = rules.why_not_land("police", terms(), on=DAY, columns=("offence", "victim_sex", "victim_age"))
    assert "does not cover victim_age, victim_sex." in refusal.says


def test_nearest_refusal_is_the_one_that_lacks_least():
    ran_out, later = terms(ends_on=date(2025, 2, 1)), terms(starts_on=date(2025, 12, 1))
    refusals = [rules.why_not_land("police", held, on=DAY) for held in (None, ran_out, later)]
    assert rules.nearest(refusals).code == "agreement_expired"


SIGNING = [
    ({}, None),
    ({"parties": 1}, "too_few_parties"),
    ({"fields": ()}, "no_fields"),
    ({"ends_on": date(2025, 1, 1)}, "ends_before_it_starts"),
]


@pytest.mark.parametrize(("changed", "code"), SIGNING)
def test_why_not_sign(changed, code):
    facts = {"fields": ("*",), "parties": 2, "starts_on": date(2025, 1, 1), "ends_on": date(2026, 1, 1)}
    refusal = rules.why_not_sign(**{**facts, **changed})
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("changed", "on", "code"),
    [({}, DAY, None), (EARLY, DAY, "already_ended"), ({}, date(2026, 1, 1), "already_expired")],
)
def test_why_not_end_agreement(changed, on, code):
    refusal = rules.why_not_end_agreement(terms(**changed), on=on)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("changed", "starts_on", "ends_on", "code"),
    [
        ({}, date(2026, 1, 1), date(2027, 1, 1), None),
        ({}, date(2025, 12, 1), date(2026, 1, 1), "no_longer"),
        ({}, date(2027, 1, 1), date(2027, 1, 1), "no_longer"),
        (EARLY, date(2026, 1, 1), date(2027, 1, 1), "already_ended"),
    ],
)
def test_why_not_renew(changed, starts_on, ends_on, code):
    refusal = rules.why_not_renew(terms(**changed), starts_on=starts_on, ends_on=ends_on)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"ends_already_on": date(2024, 1, 1)}, "already_ended"),
        ({"ends_on": date(2020, 1, 1)}, "ends_before_it_starts"),
        ({"successor_lineage": ["north", "south"]}, "succeeds_itself"),
        ({"successor_lineage": ["north"]}, None),
    ],
)
def test_why_not_end_what_lasts(changed, code):
    facts = {
        "starts_on": date(2020, 1, 1),
        "ends_already_on": None,
        "ends_on": date(2025, 1, 1),
        "successor_lineage": [],
        "key": "south",
    }
    refusal = rules.why_not_end_lasting(**{**facts, **changed})
    assert (refusal.code if refusal else None) == code
