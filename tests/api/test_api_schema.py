"""The API keeps to its own description, whatever it is asked."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from headwater.governance.access import rate_limits
from headwater.web.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


@pytest.fixture
def described(transactional_db, figures, monkeypatch):
    """Transactional: a request of the real application ends the connection of whoever is in a transaction."""
    often = rate_limits.Limit("open", 1_000_000, rate_limits.OPEN.window)
    monkeypatch.setattr(rate_limits, "OPEN", often)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_the_api_answers_as_its_description_says(described):
    operations = [found.ok() for found in described.get_all_operations()]
    assert {each.method for each in operations if each.path != "/api/v1/claims/check"} == {"get"}
    for operation in operations:
        _keeps_to_its_description(operation)


def _keeps_to_its_description(operation):
    @settings(
        max_examples=8,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=operation.as_strategy())
    def answers(case):
        case.call_and_validate(checks=CHECKS, headers={"Host": "localhost"})

    answers()
