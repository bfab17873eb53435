"""The pack says what the declarations say, and leaves to people what only people know."""

import html
from datetime import date
from pathlib import Path

import pytest
from web import town

from headwater.data.contracts import registry
from headwater.data.contracts.language import Sensitivity
from headwater.governance.access import roles
from headwater.insight.reporting import assurance

ON = date(2026, 1, 5)


def written(folder: Path) -> dict[str, str]:
    return {file.stem: html.unescape(file.read_text()) for file in assurance.write_pack(folder, on=ON)}


@pytest.mark.django_db
def test_every_source_about_people_is_in_the_record_with_its_basis_and_time(tmp_path: Path) -> None:
    record = written(tmp_path)["record-of-processing"]
    for contract in registry.contracts().values():
        if contract.about_people:
            assert contract.title in record
            assert contract.lawful_basis in record
            assert f"{contract.retention_months} months" in record


@pytest.mark.django_db
def test_every_column_about_people_has_a_place_to_go(tmp_path: Path) -> None:
    for each in assurance.pack(on=ON).processing:
        placed = [column.name for _, columns in each.goes for column in columns]
        assert sorted(placed) == sorted(column.name for column in each.contract.columns)
    assert set(assurance.GOES) == set(Sensitivity)


@pytest.mark.django_db
def test_records_without_an_agreement_are_named_first(tmp_path: Path) -> None:
    town.make_agreement(contract_key="police_recorded_crime")
    pages = written(tmp_path)
    missing = {each.contract.key for each in assurance.pack(on=ON).without_agreement}
    assert "police_recorded_crime" not in missing
    assert "youth_justice" in missing
    assert registry.get_contract("youth_justice").title in pages["index"]
    assert "Sharing police_recorded_crime" in pages["impact-assessment"]


@pytest.mark.django_db
def test_every_role_and_what_it_may_do_stands_in_the_security_statement(tmp_path: Path) -> None:
    statement = written(tmp_path)["security-statement"]
    for role in roles.ROLES.values():
        assert role.title in statement
    assert roles.PERMISSIONS["retention.purge"] in statement


@pytest.mark.django_db
def test_what_only_people_know_is_left_for_them(tmp_path: Path) -> None:
    pages = written(tmp_path)
    assert all("To fill in" in pages[name] for name in ("impact-assessment", "record-of-processing"))
