"""What may stand in the library, by truth tables: one row a case."""

from datetime import date, timedelta

import pytest

from headwater.governance.evidence import rules

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("checked_on", "stale"),
    [
        (date(2026, 6, 30), False),
        (date(2025, 7, 1), False),
        (date(2025, 6, 30), True),
        (date(2016, 1, 1), True),
        (None, True),
    ],
)
def test_an_entry_is_stale_from_the_day_after_twelve_months(checked_on, stale):
    assert rules.is_stale(checked_on, TODAY) is stale


@pytest.mark.parametrize(
    ("address", "checked_on", "code"),
    [
        ("https://example.org/a", date(2026, 7, 1), None),
        ("", None, None),
        ("javascript:alert(1)", TODAY, "address"),
        ("example.org", TODAY, "address"),
        ("https://example.org/a", date(2026, 7, 2), "checked_later"),
    ],
)
def test_a_source_can_be_opened_and_was_not_checked_tomorrow(address, checked_on, code):
    refusal = rules.why_not_source(source_url=address, checked_on=checked_on, on=TODAY)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("grade", "founded_on", "refused"),
    [("none", "", False), ("none", "a review", False), ("limited", "a review", False), ("strong", " ", True)],
)
def test_a_grade_stands_on_something(grade, founded_on, refused):
    assert bool(rules.why_not_grade(grade, founded_on=founded_on)) is refused


@pytest.mark.parametrize(
    ("security", "cost", "code"),
    [
        (None, None, None),
        (1, 1, None),
        (5, 3, None),
        (0, None, "security"),
        (6, None, "security"),
        (None, 4, "cost"),
    ],
)
def test_ratings_stay_on_their_scales(security, cost, code):
    refusal = rules.why_not_rate(security=security, cost=cost)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("to_key", "code"),
    [
        ("known", None),
        ("indicator:anything", None),
        ("start", "itself"),
        ("nothing-like-that", "dangling"),
        ("indicator:", "nowhere"),
    ],
)
def test_an_arrow_leads_somewhere_else_that_exists(to_key, code):
    refusal = rules.why_not_arrow("start", to_key, factors={"start", "known"})
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("factors", "own", "refused"), [(["a"], False, False), ([], False, True), ([], True, False)]
)
def test_what_is_done_for_people_acts_on_a_factor(factors, own, refused):
    assert bool(rules.why_not_target(factors, own_function=own)) is refused


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [(None, None, False), (TODAY, None, False), (TODAY, date(2027, 1, 1), False), (TODAY, TODAY, True)],
)
def test_nothing_ends_before_it_starts(starts, ends, refused):
    assert bool(rules.why_not_last(starts, ends)) is refused


@pytest.mark.parametrize(
    ("state", "role", "payment", "code"),
    [
        ("draft", "Co-researchers", 100, None),
        ("draft", "  ", 100, "no_lived_experience"),
        ("draft", "Co-researchers", None, "no_payment"),
        ("draft", "Co-researchers", 0, "no_payment"),
        ("draft", "Co-researchers", -5, "no_payment"),
        ("issued", "Co-researchers", 100, "state"),
        ("closed", "Co-researchers", 100, "state"),
    ],
)
def test_no_study_goes_out_without_lived_experience_and_its_payment(state, role, payment, code):
    refusal = rules.why_not_issue(state, lived_experience_role=role, payment_gbp=payment)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "findings", "uptake", "why", "code"),
    [
        ("issued", "That.", "yes", "Because.", None),
        ("issued", "That.", "no", "Because.", None),
        ("issued", "", "no", "Because.", "no_findings"),
        ("issued", "That.", "", "Because.", "no_uptake"),
        ("issued", "That.", "perhaps", "Because.", "no_uptake"),
        ("issued", "That.", "no", " ", "no_reason"),
        ("draft", "That.", "no", "Because.", "state"),
        ("closed", "That.", "no", "Because.", "state"),
    ],
)
def test_every_study_ends_in_yes_or_no_and_why(state, findings, uptake, why, code):
    refusal = rules.why_not_close(state, findings=findings, uptake=uptake, uptake_why=why)
    assert (refusal.code if refusal else None) == code


def test_what_was_said_of_a_closed_study_stands():
    assert rules.why_not_change_brief("closed").code == "closed"
    assert rules.why_not_change_brief("draft") is rules.why_not_change_brief("issued") is None


def test_states_of_a_brief_lead_to_its_end_and_nowhere_else():
    assert rules.BRIEF_STATES == {("draft", "issue"): "issued", ("issued", "close"): "closed"}


@pytest.mark.parametrize(
    ("evidence", "starts_on", "refused"),
    [
        ([], None, False),
        ([], TODAY, False),
        ([], TODAY + timedelta(days=1), True),
        (["entry"], TODAY + timedelta(days=1), False),
    ],
)
def test_a_proposal_names_at_least_one_entry(evidence, starts_on, refused):
    proposed = rules.is_proposed(starts_on, TODAY)
    assert bool(rules.why_not_propose(evidence, proposed=proposed)) == refused


@pytest.mark.parametrize(
    ("term", "version", "bearing", "level", "wanted"),
    [
        ("Missing school", "0.3", "risk", "school", rules.ALIGNED),
        ("Missing school", "0.2", "risk", "school", rules.OLDER),
        ("Poverty", "0.3", "risk", "community", rules.ALIGNED),
        ("", "", "risk", "individual", rules.NOT_YET),
        ("", "", "risk", "relationship", rules.NOT_YET),
        ("", "", "risk", "community", rules.OUTSIDE),
        ("", "", "risk", "society", rules.OUTSIDE),
        ("", "", "protective", "school", rules.OUTSIDE),
    ],
)
def test_how_a_factor_stands_to_the_national_list(term, version, bearing, level, wanted):
    assert rules.alignment(term, version, current="0.3", bearing=bearing, level=level) == wanted


@pytest.mark.parametrize(
    ("term", "version", "refused"),
    [("", "", False), ("A", "0.3", False), ("A", " ", True), ("", "0.3", True)],
)
def test_a_term_was_read_in_a_version(term, version, refused):
    assert bool(rules.why_not_align(term, version)) == refused
