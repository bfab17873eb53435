"""Profiles: saved as versions, found again by next month's headings, ended and never changed."""

from dataclasses import replace

import pytest

from headwater.data.ingest import mapping_profiles
from headwater.data.ingest.mapping import Mapping
from headwater.data.ingest.mapping_fit import DateForm
from headwater.data.ingest.mapping_profiles import Draft
from headwater.data.ingest.models import MappingProfile
from headwater.governance.audit.models import AuditEntry
from headwater.governance.partners import queries as partners
from headwater.vocabulary.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

HEADINGS = ("Month of crime", "Reported by", "Falls within", "Crime type")
DRAFT = Draft(
    name="monthly",
    supplier_key="county-police",
    contract_key="police_street",
    headings=HEADINGS,
    mapping=Mapping({"Month of crime": "month"}, codes={"crime_type": {"ASB": "Anti-social behaviour"}}),
)


def test_a_saved_profile_is_found_by_the_headings_of_next_month():
    saved = mapping_profiles.save_mapping_profile(DRAFT, by=partners.operator())
    found = mapping_profiles.find_profile((*reversed(HEADINGS), ""), supplier_key="county-police")
    assert found == saved
    assert mapping_profiles.find_profile(HEADINGS) == saved
    assert mapping_profiles.find_profile(HEADINGS[:-1]) is None
    assert mapping_profiles.find_profile(HEADINGS, supplier_key="other") is None
    assert mapping_profiles.mapping_of(saved) == DRAFT.mapping


def test_a_later_edit_is_the_next_version_and_the_earlier_stays():
    first = mapping_profiles.save_mapping_profile(DRAFT, by=partners.operator())
    later = replace(DRAFT, mapping=Mapping({"Month of crime": "month"}))
    second = mapping_profiles.save_mapping_profile(later, by=partners.operator())
    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert first.codes == {"crime_type": {"ASB": "Anti-social behaviour"}}
    assert first.ended_at is not None
    assert mapping_profiles.get_profile("monthly") == second
    assert mapping_profiles.current_profiles() == [second]


def test_two_suppliers_with_the_same_headings_must_be_named():
    for supplier in ("county-police", "city-police"):
        mapping_profiles.save_mapping_profile(replace(DRAFT, supplier_key=supplier), by=partners.operator())
    assert mapping_profiles.find_profile(HEADINGS) is None
    assert mapping_profiles.find_profile(HEADINGS, supplier_key="city-police").supplier_key == "city-police"
    with pytest.raises(Invalid, match="More than one supplier"):
        mapping_profiles.get_profile("monthly")
    assert mapping_profiles.get_profile("monthly", supplier_key="city-police")


def test_an_ended_profile_is_no_longer_used():
    saved = mapping_profiles.save_mapping_profile(DRAFT, by=partners.operator())
    ended = mapping_profiles.end_mapping_profile(saved, by=partners.operator())
    assert ended.ended_at is not None
    assert mapping_profiles.find_profile(HEADINGS) is None
    with pytest.raises(NotFound):
        mapping_profiles.get_profile("monthly")


def test_a_mapping_that_the_contract_cannot_bear_is_not_saved():
    wrong = replace(DRAFT, mapping=Mapping({"Month of crime": "nobody"}))
    with pytest.raises(Invalid):
        mapping_profiles.save_mapping_profile(wrong, by=partners.operator())
    assert not MappingProfile.objects.exists()


def test_a_name_belongs_to_one_contract():
    mapping_profiles.save_mapping_profile(DRAFT, by=partners.operator())
    with pytest.raises(Invalid, match="under another name"):
        mapping_profiles.save_mapping_profile(
            replace(DRAFT, contract_key="ed_assaults", mapping=Mapping({})), by=partners.operator()
        )


def test_date_forms_survive_being_saved():
    draft = replace(
        DRAFT,
        contract_key="ed_assaults",
        headings=("Seen",),
        mapping=Mapping({"Seen": "arrived_at"}, dates={"arrived_at": DateForm.MONTH_FIRST}),
    )
    saved = mapping_profiles.save_mapping_profile(draft, by=partners.operator())
    assert mapping_profiles.mapping_of(saved) == draft.mapping


def test_saving_leaves_an_audit_line_and_no_value():
    saved = mapping_profiles.save_mapping_profile(DRAFT, by=partners.operator())
    entry = AuditEntry.objects.latest("number")
    assert (entry.kind, entry.subject_key) == ("ingest.save_mapping_profile", str(saved.uuid))
