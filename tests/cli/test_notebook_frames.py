"""Figures as data frames by the notebook's door: what the command line reads, hidden numbers missing, one home a program."""

from datetime import date
from pathlib import Path

import pytest
from insight import county
from insight.drafts import family, make_draft

from headwater.cli import notebook
from headwater.governance.audit import clock
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.insight.release import actions
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.django_db
KEY = "serious_violence"


def publish(audience: Audience = Audience.PUBLIC) -> None:
    county.sign_agreement("police_recorded_crime")
    draft = make_draft(
        [[[60, 9]], [[20, 3]], [[40, 6]]], places=family(2), indicator=KEY, first=date(2024, 4, 1)
    )
    actions.publish(draft, audience=audience, by=partners.operator())


def test_a_series_has_the_name_of_its_area_and_no_number_for_what_is_hidden() -> None:
    publish()
    found = notebook.series(KEY, "E22900001", grain="year")
    assert found["name"].tolist() == ["Part 1", "Part 1"]
    assert found["status"].tolist() == ["value", "suppressed"]
    assert found["n"].isna().tolist() == [False, True]
    assert found["period_start"].dt.year.tolist() == [2024, 2025]


def test_a_table_is_of_the_newest_period() -> None:
    publish()
    found = notebook.table(KEY, "csp", grain="year")
    assert found["area"].tolist() == ["E22900001", "E22900002"]
    assert set(found["period_start"].dt.year) == {2025}


def test_what_partners_were_given_is_not_among_what_is_public() -> None:
    publish(Audience.PARTNER)
    assert len(notebook.series(KEY, "E22900001", grain="year")) == 2
    assert notebook.series(KEY, "E22900001", grain="year", public=True).empty


def test_the_list_of_indicators_says_what_stands() -> None:
    publish()
    found = notebook.indicators().set_index("key")
    assert found.loc[KEY, "grains"] == "year"
    assert found.loc["homicide", "grains"] == ""


def test_an_ended_agreement_stops_a_notebook_too() -> None:
    publish()
    agreement = partners.current_agreement("police_recorded_crime", on=clock.today())
    assert agreement is not None
    partner_actions.end_agreement(agreement, reason="It ran out.", by=partners.operator())
    with pytest.raises(Refused):
        notebook.series(KEY, "E22900001", grain="year")


def test_a_wrong_length_of_period_and_a_second_home_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="fortnight is no length of period"):
        notebook.series(KEY, grain="fortnight")
    with pytest.raises(Conflict, match="start the notebook anew"):
        notebook.open_home(tmp_path / "another")


def test_a_command_that_fails_stops_the_cell() -> None:
    with pytest.raises(Invalid, match="ended with code 2"):
        notebook.run("no-such-command")
