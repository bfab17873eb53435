"""Whether what was written of a thing of this room may stand: its fields, and what it names. Called by the actions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DecimalField, ForeignKey, ForeignObjectRel, JSONField

from headwater.governance.evidence import queries, rules
from headwater.governance.evidence.models import Driver, Evidence, Factor, Intervention, ResearchBrief
from headwater.governance.partners import written
from headwater.governance.partners.models import OrganisationKind
from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Invalid, Refusal, obey

_TOUCHES = {"kind", "function"}  # what is said of a partner's function


def cleaned(thing: Written, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes as their fields keep them: a day that was written as text becomes a day."""
    unknown = sorted(set(changes) - set(thing.WRITTEN))
    if unknown:
        raise Invalid(f"{', '.join(unknown)} cannot be written here.")
    return {name: _cleaned(thing, name, value) for name, value in changes.items()}


def _cleaned(thing: Written, name: str, value: Any) -> Any:
    field = thing._meta.get_field(name)
    if isinstance(field, ForeignKey | ForeignObjectRel):
        return value
    try:
        given = field.to_python(value)
    except ValidationError as wrong:
        raise Invalid(f"{written.field_words(name).capitalize()}: {wrong.messages[0]}") from None
    if isinstance(field, DecimalField) and isinstance(given, Decimal) and given.is_finite():
        return round(given, field.decimal_places)  # as it is read back, or 2 and 2.00 would be two versions
    return given


def check(thing: Written, *, on: date) -> None:
    """Raises the first reason why it may not stand, in a sentence."""
    _check_fields(thing)
    for refusal in _reasons(thing, on):
        obey(refusal)


def _check_fields(thing: Written) -> None:
    for name in thing.WRITTEN:
        field = thing._meta.get_field(name)
        if isinstance(field, JSONField) and not _is_list(name, getattr(thing, name)):
            raise Invalid(f"{written.field_words(name).capitalize()} is a list.")
    try:
        thing.clean_fields()
    except ValidationError as wrong:
        name, [first, *_] = next(iter(wrong.message_dict.items()))
        raise Invalid(f"{written.field_words(name).capitalize()}: {first}") from None


def _is_list(name: str, value: Any) -> bool:
    if not isinstance(value, list):
        return False
    if name == "partner_functions":
        kinds = set(OrganisationKind.values)
        return all(isinstance(e, dict) and set(e) == _TOUCHES and e["kind"] in kinds for e in value)
    return all(isinstance(each, str) for each in value)


def _reasons(thing: Written, on: date) -> list[Refusal | None]:
    match thing:
        case Factor():
            return [
                rules.why_not_source(source_url=thing.source_url, checked_on=thing.checked_on, on=on),
                rules.why_not_grade(thing.grade, founded_on=thing.source),
                rules.why_not_align(thing.standard_term, thing.standard_version),
            ]
        case Evidence():
            return [
                rules.why_not_source(source_url=thing.source_url, checked_on=thing.checked_on, on=on),
                rules.why_not_rate(security=thing.security, cost=thing.cost),
                _factors(thing.factor_keys),
            ]
        case Driver():
            return [
                rules.why_not_arrow(
                    thing.from_factor.key, thing.to_key, factors=queries.factor_keys([thing.to_key])
                ),
                rules.why_not_grade(thing.grade, founded_on="".join(thing.evidence_keys)),
                _entries(thing.evidence_keys),
            ]
        case Intervention():
            return [
                rules.why_not_target(thing.factor_keys, own_function=thing.own_function),
                _factors(thing.factor_keys),
                _entries(thing.evidence_keys),
                rules.why_not_last(thing.starts_on, thing.ends_on),
                rules.why_not_propose(thing.evidence_keys, proposed=rules.is_proposed(thing.starts_on, on)),
            ]
        case ResearchBrief():
            return [_factors(thing.factor_keys), _entries(thing.evidence_keys)]
    return []


def _factors(keys: list[str]) -> Refusal | None:
    return rules.why_not_known(keys, queries.factor_keys(keys), what="factor") if keys else None


def _entries(keys: list[str]) -> Refusal | None:
    return (
        rules.why_not_known(keys, queries.evidence_keys(keys), what="entry of the evidence library")
        if keys
        else None
    )
