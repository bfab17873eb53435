"""The claims over the API: open to anybody, as the pages have them, and kept nowhere."""

import pytest
from django.test import Client

from headwater.governance.audit import queries as audit

pytestmark = pytest.mark.django_db


def test_a_text_is_checked_without_a_token():
    newest = audit.newest_hash()
    answer = Client().post(
        "/api/v1/claims/check",
        {"text": "Robbery fell by 50%, from 900 to 700."},
        content_type="application/json",
    )
    assert answer.status_code == 200
    [found] = answer.json()
    assert found["kind"] == "percentage"
    assert found["numbers"] == [900, 700, 50, -22.2]
    assert audit.newest_hash() == newest


def test_a_text_too_long_is_refused():
    answer = Client().post("/api/v1/claims/check", {"text": "a" * 300_001}, content_type="application/json")
    assert answer.status_code == 422
    assert "300000" in answer.json()["says"]


@pytest.mark.parametrize(
    ("asked", "headline"),
    [
        ("before=30&after=20", "30 to 20: no clear change."),
        (
            "before=300&after=300&people_before=1000&people_after=1500",
            "300 to 300: a clear fall of the rate.",
        ),
        ("before=0&after=3", "0 to 3: no clear change."),
    ],
)
def test_two_numbers_are_compared(asked, headline):
    answer = Client().get(f"/api/v1/claims/change?{asked}")
    assert answer.status_code == 200
    assert answer.json()["headline"] == headline


def test_half_a_question_is_refused_with_a_sentence():
    answer = Client().get("/api/v1/claims/change?before=3&after=2&months_before=12")
    assert answer.status_code == 400
    assert "for both numbers" in answer.json()["says"]
