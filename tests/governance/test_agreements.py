"""Agreements from signing to their end, in the database."""

from datetime import date, timedelta

import pytest

from governance.partnership_makers import make_agreement, make_organisation, make_text
from headwater.governance.audit import clock
from headwater.governance.audit.models import AuditEntry
from headwater.governance.partners import actions, queries
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

pytestmark = pytest.mark.django_db

CONTRACT = "police_recorded_crime"
DAY = date(2025, 6, 1)


def code(refusal) -> str | None:
    return refusal.code if refusal else None


def test_contract_without_an_agreement_neither_lands_nor_is_read():
    assert code(queries.why_not_land(CONTRACT, on=DAY)) == "no_agreement"
    with pytest.raises(Refused, match="No data-sharing agreement covers police_recorded_crime"):
        queries.check_read(CONTRACT, on=DAY)
    assert queries.current_agreement(CONTRACT, on=DAY) is None


def test_signed_agreement_lets_its_contract_in_and_no_other():
    agreement = make_agreement()
    assert queries.why_not_land(CONTRACT, on=DAY, columns=["offence"]) is None
    queries.check_read(CONTRACT, on=DAY, purpose="serious-violence-duty")
    assert queries.current_agreement(CONTRACT, on=DAY) == agreement
    assert code(queries.why_not_land("ambulance_assaults", on=DAY)) == "no_agreement"
    assert code(queries.why_not_read(CONTRACT, on=DAY, purpose="research")) == "agreement_purpose"
    assert agreement.parties.count() == 2


def test_one_of_several_agreements_is_enough_and_else_the_nearest_is_named():
    make_agreement(ends_on=date(2025, 2, 1))
    assert code(queries.why_not_land(CONTRACT, on=DAY)) == "agreement_expired"
    make_agreement(fields=["offence"])
    assert code(queries.why_not_land(CONTRACT, on=DAY, columns=["victim_age"])) == "agreement_fields"
    make_agreement()
    assert queries.why_not_land(CONTRACT, on=DAY, columns=["victim_age"]) is None


def test_current_agreement_of_several_is_the_one_that_started_last():
    make_agreement()
    later = make_agreement(starts_on=date(2025, 3, 1))
    make_agreement(starts_on=date(2025, 9, 1))
    assert queries.current_agreement(CONTRACT, on=DAY) == later


def running(*, days: int = 100):
    today = clock.today()
    return make_agreement(starts_on=today - timedelta(days=10), ends_on=today + timedelta(days=days))


def test_agreement_ended_early_stops_today_and_is_not_ended_twice():
    agreement = running()
    ended = actions.end_agreement(agreement, reason="The controller withdrew.", by=queries.operator())
    assert ended.ended_at is not None
    assert code(queries.why_not_read(CONTRACT, on=clock.today())) == "agreement_ended"
    assert queries.why_not_read(CONTRACT, on=clock.today() - timedelta(days=1)) is None
    assert AuditEntry.objects.order_by("-number").first().reason == "The controller withdrew."
    with pytest.raises(Refused, match="ended already"):
        actions.end_agreement(agreement, reason="Again.", by=queries.operator())


def test_agreement_is_not_ended_without_a_reason():
    with pytest.raises(Invalid, match="Give a reason"):
        actions.end_agreement(running(), reason=" ", by=queries.operator())


def test_renewal_follows_on_with_the_successors_of_the_parties():
    old, new = make_organisation(), make_organisation()
    text = make_text(parties=[old, make_organisation(kind="partnership")])
    agreement = actions.sign_agreement(text, by=queries.operator())
    actions.end_organisation(old, ends_on=date(2025, 10, 1), successor=new, by=queries.operator())
    renewal = actions.renew_agreement(agreement, ends_on=date(2027, 1, 1), by=queries.operator())
    assert (renewal.starts_on, renewal.renews) == (date(2026, 1, 1), agreement)
    assert new in renewal.parties.all()
    assert old not in renewal.parties.all()
    assert queries.why_not_land(CONTRACT, on=date(2026, 12, 31)) is None
    with pytest.raises(Refused, match="goes beyond"):
        actions.renew_agreement(agreement, ends_on=date(2025, 7, 1), by=queries.operator())


def test_agreement_of_one_party_is_refused_and_the_same_party_twice_is_one():
    party = make_organisation()
    with pytest.raises(Refused, match="at least two parties"):
        actions.sign_agreement(make_text(parties=[party, party]), by=queries.operator())


def test_key_is_taken_once_and_looked_up_by_uuid():
    text = make_text()
    agreement = actions.sign_agreement(text, by=queries.operator())
    assert queries.get_agreement(agreement.uuid) == agreement
    with pytest.raises(Conflict, match="already"):
        actions.sign_agreement(text, by=queries.operator())
    with pytest.raises(NotFound):
        queries.get_agreement(agreement.parties.first().uuid)


def test_agreements_that_run_out_soon_are_listed():
    soon, _later = running(days=20), running(days=200)
    today = clock.today()
    listed = queries.agreements_running_out(on=today, before=today + timedelta(days=60))
    assert list(listed) == [soon]
