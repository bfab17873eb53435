"""Which authority has which duty, and how it stands to it. The duties are `content/duties.toml`; a partnership adds its own
in a file of that name under its home.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

import headwater
from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import papers, rules
from headwater.governance.leadership.models import DutyRecord, DutyState
from headwater.governance.leadership.papers import Edit
from headwater.governance.partners import lasting
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, OrganisationKind
from headwater.vocabulary.errors import NotFound, Refusal

FILE = "duties.toml"
SHIPPED = Path(headwater.__file__).parent / "content" / FILE
IN_ORDER = {DutyState.MET, DutyState.NOT_OURS}


@dataclass(frozen=True)
class Duty:
    """What a law asks of some kinds of organisation; a power is allowed, not asked."""

    key: str
    title: str
    law: str
    section: str
    says: str
    kinds: tuple[OrganisationKind, ...]
    is_power: bool
    source: str


@dataclass(frozen=True)
class Stands:
    """How one organisation stands to one duty. Without a record nobody has said yet."""

    organisation: Organisation
    record: DutyRecord | None
    inherited: bool  # the record is of an organisation that this one took over from
    check_overdue: bool

    @property
    def state(self) -> DutyState:
        return DutyState(self.record.state) if self.record else DutyState.NOT_SAID

    @property
    def in_order(self) -> bool:
        return self.state in IN_ORDER and not self.check_overdue


@dataclass(frozen=True)
class DutyStanding:
    """A duty, how each organisation that it binds stands, and the kinds that nobody is registered of."""

    duty: Duty
    organisations: list[Stands]
    missing_kinds: list[OrganisationKind]

    @property
    def in_order(self) -> int:
        return sum(each.in_order for each in self.organisations)

    @property
    def to_look_at(self) -> int:
        """Of how many it is not met, was not checked in time, or nobody has said."""
        return len(self.organisations) - self.in_order


def duties() -> list[Duty]:
    """Shipped duties, and those that the partnership added or wrote anew under the same key."""
    own = Path(settings.HEADWATER_HOME) / "content" / FILE
    files = [file for file in (SHIPPED, own) if file.is_file()]
    found = {duty.key: duty for file in files for duty in parse(tomllib.loads(file.read_text()))}
    return list(found.values())


def parse(content: Mapping[str, Any]) -> list[Duty]:
    return [
        Duty(
            key=each["key"],
            title=each["title"],
            law=each["law"],
            section=each["section"],
            says=each["says"],
            kinds=tuple(OrganisationKind(kind) for kind in each["kinds"]),
            is_power=bool(each.get("is_power", False)),
            source=each["source"],
        )
        for each in content["duty"]
    ]


def get_duty(key: str) -> Duty:
    found = next((each for each in duties() if each.key == key), None)
    if found is None:
        raise NotFound("There is no such duty.")
    return found


@action
def state_duty(now: datetime, record: DutyRecord, *, by: Actor) -> DutyRecord:
    """Say for the first time how an organisation stands to a duty, and what shows it."""
    return papers.begin(record, _why_not, by=by, now=now)


@action
def restate_duty(
    now: datetime,
    record: DutyRecord,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    reason: str = "",
) -> DutyRecord:
    """Say again how an organisation stands to a duty."""
    return papers.change(record, changes, _why_not, edit=Edit(seen, by, reason), now=now)


def find_record(duty_key: str, organisation: Organisation) -> DutyRecord | None:
    return DutyRecord.objects.filter(duty_key=duty_key, organisation=organisation).first()


def standing(*, on: date) -> list[DutyStanding]:
    """Every duty and how everybody that it binds stands to it on a day. A duty follows an organisation's successor."""
    lines = [[each, *lasting.forebears(each)] for each in partners.organisations(on=on)]
    records = {(each.duty_key, each.organisation_id): each for each in DutyRecord.objects.all()}
    return [_standing(duty, lines, records, on) for duty in duties()]


def not_in_order(found: list[DutyStanding]) -> int:
    """How many organisations have a duty, not a power, that is not in order or that nobody has spoken of."""
    return sum(each.to_look_at for each in found if not each.duty.is_power)


def _standing(
    duty: Duty,
    lines: list[list[Organisation]],
    records: Mapping[tuple[str, int], DutyRecord],
    on: date,
) -> DutyStanding:
    bound = [line for line in lines if line[0].kind in duty.kinds]
    present = {line[0].kind for line in bound}
    return DutyStanding(
        duty=duty,
        organisations=[_stands(duty, each, records, on) for each in bound],
        missing_kinds=[kind for kind in duty.kinds if kind not in present],
    )


def _stands(
    duty: Duty, line: list[Organisation], records: Mapping[tuple[str, int], DutyRecord], on: date
) -> Stands:
    """`line` is the organisation and all that it took over from."""
    record = next((records[duty.key, each.pk] for each in line if (duty.key, each.pk) in records), None)
    return Stands(
        organisation=line[0],
        record=record,
        inherited=record is not None and record.organisation_id != line[0].pk,
        check_overdue=bool(record and record.next_check_on and record.next_check_on < on),
    )


def _why_not(record: DutyRecord, _now: datetime) -> Refusal | None:
    return rules.why_not_state_duty(
        binds=record.organisation.kind in get_duty(record.duty_key).kinds,
        is_met=record.state in {DutyState.MET, DutyState.PARTLY},
        shown_by=record.shown_by,
    )
