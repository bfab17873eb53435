"""Questions about organisations, people and agreements.

Every question that depends on a day is told the day.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from headwater.governance.audit import clock
from headwater.governance.partners import lasting, rules
from headwater.governance.partners.models import Agreement, Organisation, Person
from headwater.vocabulary.errors import NotFound, Refusal, obey

OPERATOR = "operator"
WORKER = "worker"
_NAMES = {OPERATOR: "Operator (command line)", WORKER: "Worker (background jobs)"}


def operator() -> Person:
    """The system principal for whom the command line acts."""
    return _system(OPERATOR)


def worker() -> Person:
    """The system principal for whom background jobs act when no person asked."""
    return _system(WORKER)


def people() -> QuerySet[Person]:
    """People with accounts, without the system principals."""
    return Person.objects.filter(system_key="")


def find_person(email: str) -> Person | None:
    return Person.objects.filter(email__iexact=email.strip()).first()


def get_person(person_uuid: UUID) -> Person:
    found = Person.objects.filter(uuid=person_uuid).first()
    if found is None:
        raise NotFound("There is no such person.")
    return found


def organisations(*, on: date | None = None) -> QuerySet[Organisation]:
    """All organisations, or those that exist on a day."""
    return Organisation.objects.filter(lasting.holding(on)) if on else Organisation.objects.all()


def find_organisation(key: str) -> Organisation | None:
    return Organisation.objects.filter(key=key).first()


def get_organisation(key: str) -> Organisation:
    found = find_organisation(key)
    if found is None:
        raise NotFound("There is no such organisation.")
    return found


def find_organisation_by(name: str) -> Organisation | None:
    """The organisation with this key or name, without regard to capitals."""
    return find_organisation(name) or Organisation.objects.filter(name__iexact=name.strip()).first()


def current_successor(organisation: Organisation, *, on: date) -> Organisation:
    """Who holds the organisation's duties on a day: itself, or the last successor that has taken over."""
    return lasting.current_successor(organisation, on=on)


def agreements(*, contract_key: str = "") -> QuerySet[Agreement]:
    found = Agreement.objects.prefetch_related("parties")
    return found.filter(contract_key=contract_key) if contract_key else found


def get_agreement(agreement_uuid: UUID) -> Agreement:
    found = agreements().filter(uuid=agreement_uuid).first()
    if found is None:
        raise NotFound("There is no such agreement.")
    return found


def current_agreement(contract_key: str, *, on: date) -> Agreement | None:
    """The agreement that covers the contract's records on a day; of several the one that started last."""
    return next(
        (a for a in agreements(contract_key=contract_key) if _why_not_land(contract_key, a, on=on) is None),
        None,
    )


def agreements_running_out(*, on: date, before: date) -> QuerySet[Agreement]:
    """Agreements that hold on a day and run out before another: those to renew."""
    return agreements().filter(ended_at=None, starts_on__lte=on, ends_on__gt=on, ends_on__lt=before)


def why_not_land(contract_key: str, *, on: date, columns: Collection[str] = ()) -> Refusal | None:
    """Why records of a contract may not come in on a day; None when some agreement allows it."""
    refusals = [
        _why_not_land(contract_key, a, on=on, columns=columns) for a in agreements(contract_key=contract_key)
    ]
    return _unless_allowed(refusals, contract_key, on)


def why_not_read(
    contract_key: str, *, on: date, purpose: str = "", columns: Collection[str] = ()
) -> Refusal | None:
    """Why records of a contract may not be read on a day; None when some agreement allows it."""
    refusals = [
        rules.why_not_read(contract_key, terms(a), on=on, purpose=purpose, columns=columns)
        for a in Agreement.objects.filter(contract_key=contract_key)  # of every figure: without the parties
    ]
    return _unless_allowed(refusals, contract_key, on)


def check_read(contract_key: str, *, on: date, purpose: str = "", columns: Collection[str] = ()) -> None:
    """Refused with a sentence unless some agreement lets these columns of the contract be read."""
    obey(why_not_read(contract_key, on=on, purpose=purpose, columns=columns))


def terms(agreement: Agreement) -> rules.Terms:
    """The plain facts of an agreement, for the rules."""
    return rules.Terms(
        title=agreement.title,
        contract_key=agreement.contract_key,
        purpose=agreement.purpose,
        fields=tuple(agreement.fields),
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        ended_on=clock.local_day(agreement.ended_at) if agreement.ended_at else None,
    )


def _why_not_land(
    contract_key: str, agreement: Agreement, *, on: date, columns: Collection[str] = ()
) -> Refusal | None:
    return rules.why_not_land(contract_key, terms(agreement), on=on, columns=columns)


def _unless_allowed(refusals: list[Refusal | None], contract_key: str, on: date) -> Refusal | None:
    found = [refusal for refusal in refusals if refusal is not None]
    if len(found) < len(refusals):
        return None
    return rules.nearest(found) if found else rules.why_not_land(contract_key, None, on=on)


def _system(key: str) -> Person:
    principal, _made = Person.objects.get_or_create(
        system_key=key,
        defaults={
            "email": f"{key}@system.invalid",
            "display_name": _NAMES[key],
            "password": "!",  # no password opens it
            "is_active": False,
            "registered_at": clock.now(),
        },
    )
    return principal
