"""Saved mappings: kept by name and supplier, found again by the headings of next month's file, never
changed, only followed.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headwater.data.contracts import registry
from headwater.data.ingest import mapping
from headwater.data.ingest.mapping import Mapping
from headwater.data.ingest.mapping_fit import DateForm
from headwater.data.ingest.models import MappingProfile
from headwater.governance.audit.action import Actor, action
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.identifiers import checked_key


@dataclass(frozen=True)
class Draft:
    """A mapping about to be saved."""

    name: str
    supplier_key: str
    contract_key: str
    headings: tuple[str, ...]  # of the file that it was made on
    mapping: Mapping


@action
def save_mapping_profile(now: datetime, draft: Draft, *, by: Actor) -> MappingProfile:
    """Keep a mapping. Under a name that the supplier has already, it becomes the next version."""
    mapping.check(draft.mapping, registry.get_contract(draft.contract_key), draft.headings)
    name = checked_key(draft.name)
    earlier = MappingProfile.objects.select_for_update().filter(supplier_key=draft.supplier_key, name=name)
    last = earlier.order_by("-version").first()
    if last and last.contract_key != draft.contract_key:
        raise Invalid(f"{name} is a profile for {last.contract_key}. Save this one under another name.")
    earlier.filter(ended_at=None).update(ended_at=now)
    return MappingProfile.objects.create(
        name=name,
        supplier_key=draft.supplier_key,
        contract_key=draft.contract_key,
        fingerprint=mapping.fingerprint(draft.headings),
        columns=dict(draft.mapping.columns),
        codes={column: dict(codes) for column, codes in draft.mapping.codes.items()},
        dates={column: form.name for column, form in draft.mapping.dates.items()},
        version=last.version + 1 if last else 1,
        created_by=by.uuid,
        created_at=now,
    )


@action
def end_mapping_profile(now: datetime, profile: MappingProfile, *, by: Actor) -> MappingProfile:  # noqa: ARG001  (for the audit)
    """Stop using a profile. Its versions stay, for the submissions that were read by them."""
    MappingProfile.objects.filter(pk=profile.pk, ended_at=None).update(ended_at=now)
    profile.refresh_from_db()
    return profile


def find_profile(headings: tuple[str, ...], *, supplier_key: str | None = None) -> MappingProfile | None:
    """The current profile made for just these headings: of this supplier, or of the only supplier that has
    one.
    """
    fitting = MappingProfile.objects.filter(fingerprint=mapping.fingerprint(headings), ended_at=None)
    if supplier_key is not None:
        return fitting.filter(supplier_key=supplier_key).order_by("-created_at").first()
    found = list(fitting.order_by("-created_at"))
    suppliers = {each.supplier_key for each in found}
    return found[0] if len(suppliers) == 1 else None


def get_profile(name: str, *, supplier_key: str | None = None) -> MappingProfile:
    """The current version of a named profile."""
    current = MappingProfile.objects.filter(name=name, ended_at=None)
    found = list(current if supplier_key is None else current.filter(supplier_key=supplier_key))
    if not found:
        raise NotFound(f"There is no mapping profile called {name}.")
    if len(found) > 1:
        raise Invalid(f"More than one supplier has a profile called {name}. Say whose it is.")
    return found[0]


def get_profile_by_uuid(uuid: UUID) -> MappingProfile:
    found = MappingProfile.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such match.")
    return found


def current_profiles() -> list[MappingProfile]:
    return list(MappingProfile.objects.filter(ended_at=None))


def mapping_of(profile: MappingProfile) -> Mapping:
    """The mapping that a profile holds."""
    dates = {column: DateForm[form] for column, form in profile.dates.items()}
    return Mapping(columns=profile.columns, codes=profile.codes, dates=dates)
