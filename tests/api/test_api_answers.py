"""The API gives what was released, to whom it was released, and says why not in a sentence."""

import pytest
from web import town

from headwater.data.ingest import actions as ingest
from headwater.governance.access import rate_limits
from headwater.governance.audit import clock
from headwater.governance.partners import actions as partners
from headwater.governance.partners import queries as partner_queries
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain

ROW = (
    "area",
    "period",
    "indicator",
    "dimension",
    "value",
    "n",
    "lower",
    "upper",
    "status",
    "source",
    "extracted_on",
)


def test_figures_are_long_rows_with_their_source(figures, ask):
    answer = ask("figures", indicator=town.INDICATOR, area=town.TOWN, grain="month")
    assert answer.status_code == 200
    rows = answer.json()["rows"]
    assert len(rows) == 24
    assert set(ROW) <= set(rows[0])
    assert rows[0]["period"] == "2024-01-01"
    assert rows[0]["source"] == "Made up for a test."


def test_figures_are_those_of_the_release(figures, ask):
    released = release.series(
        town.INDICATOR, town.TOWN, grain=Grain.MONTH, audience=Audience.PUBLIC, on=clock.today()
    )
    rows = ask("figures", indicator=town.INDICATOR, area=town.TOWN, grain="month").json()["rows"]
    assert [row["value"] for row in rows] == list(released.values)
    assert [row["n"] for row in rows] == list(released.n)


def test_figures_come_in_pages_that_join_up(figures, ask):
    asked = {"indicator": town.INDICATOR, "area_kind": "ltla", "grain": "month"}
    whole = ask("figures", **asked).json()
    joined, offset = [], 0
    while offset is not None:
        page = ask("figures", **asked, limit=13, offset=offset).json()
        joined += page["rows"]
        offset = page["next_offset"]
    assert joined == whole["rows"]
    assert whole["total"] == 72


def test_figures_can_be_cut_by_time(figures, ask):
    asked = {"indicator": town.INDICATOR, "area": town.TOWN, "grain": "month"}
    rows = ask("figures", **asked, since="2025-01-01", before="2025-03-01").json()["rows"]
    assert [row["period"] for row in rows] == ["2025-01-01", "2025-02-01"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"indicator": "nosuch"}, 404),
        ({"indicator": "ed_assaults"}, 404),
        ({}, 422),
        ({"indicator": town.INDICATOR, "limit": 0}, 422),
        ({"indicator": town.INDICATOR, "grain": "fortnight"}, 422),
        ({"indicator": town.INDICATOR, "area": town.TOWN, "area_kind": "ltla"}, 400),
        ({"indicator": town.INDICATOR, "audience": "partner"}, 401),
    ],
)
def test_a_wrong_question_gets_a_status_and_a_sentence(figures, ask, asked, status):
    answer = ask("figures", **asked)
    assert answer.status_code == status
    assert answer.json()["says"].endswith(".")


def test_partners_figures_need_a_token_with_that_permission(db, ask, token_of):
    town.make_areas()
    town.release_figures(audience=Audience.PARTNER)
    asked = {"indicator": town.INDICATOR, "area": town.TOWN, "grain": "month"}
    assert ask("figures", **asked).status_code == 404
    analyst = token_of("analyst", "figures.read_partner", "jobs.read")
    assert ask("figures", token=analyst, **asked).json()["audience"] == "partner"
    assert ask("figures", token=analyst, audience="public", **asked).status_code == 404
    other = token_of("programme_lead", "jobs.read")
    assert ask("figures", token=other, **asked).status_code == 404
    assert ask("figures", token=other, audience="partner", **asked).status_code == 403


def test_figures_of_an_ended_agreement_stop_with_the_sentence_of_the_pages(db, ask):
    town.make_areas()
    agreement = town.make_agreement(contract_key="police_recorded_crime")
    town.release_figures(source="police_recorded_crime")
    asked = {"indicator": town.INDICATOR, "area": town.TOWN, "grain": "month"}
    assert ask("figures", **asked).status_code == 200
    partners.end_agreement(agreement, reason="The test is over.", by=partner_queries.operator())
    answer = ask("figures", **asked)
    assert answer.status_code == 403
    why = partner_queries.why_not_read("police_recorded_crime", on=clock.today())
    assert why is not None
    assert answer.json()["says"] == why.says


def test_a_wrong_token_is_refused_even_where_none_is_needed(figures, ask):
    answer = ask("indicators", token="wrong")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_too_many_questions_are_refused_until_later(figures, ask, monkeypatch):
    monkeypatch.setattr(rate_limits, "OPEN", rate_limits.Limit("open", 2, rate_limits.OPEN.window))
    assert [ask("indicators").status_code for _ in range(3)] == [200, 200, 429]
    assert int(ask("indicators")["Retry-After"]) >= 1


def test_areas_come_with_outlines(figures, ask):
    assert [each["code"] for each in ask("areas", kind="ltla").json()] == list(town.DISTRICTS)
    shapes = ask("areas/outlines", kind="ltla").json()
    assert shapes["type"] == "FeatureCollection"
    assert {each["geometry"]["type"] for each in shapes["features"]} == {"Polygon"}
    assert ask(f"areas/{town.TOWN}").json()["properties"]["name"] == "Testshire"
    assert ask("areas/E99999999").status_code == 404


def test_indicators_say_what_was_released_of_them(figures, ask):
    found = ask(f"indicators/{town.INDICATOR}").json()
    assert {(each["grain"], *each["area_kinds"]) for each in found["released"]} >= {("month", "utla", "ltla")}
    assert found["question"].endswith("?")


def test_sources_are_for_those_who_see_the_catalogue(db, ask, token_of):
    assert ask("sources").status_code == 401
    token = token_of("analyst", "catalogue.read")
    found = {each["key"]: each for each in ask("sources", token=token).json()}
    assert found["police_street"]["may_land"] is True
    assert found["police_recorded_crime"]["may_land"] is False
    assert ask("sources/police_street/schema", token=token).json()["type"] == "object"


def test_submissions_are_seen_by_their_own_organisation_and_by_those_who_see_all(db, ask, token_of, tmp_path):
    hospital = town.make_organisation("hospital", kind="health")
    school = town.make_organisation("westfield-school", kind="school")
    theirs, others = (keep(tmp_path / f"{each.key}.csv", each.key) for each in (hospital, school))
    own = token_of("analyst", "submissions.read_own", organisation=hospital)
    everybody = token_of("programme_lead", "submissions.read_all")
    assert seen(ask("submissions", token=own)) == {str(theirs.uuid)}
    assert seen(ask("submissions", token=everybody)) == {str(theirs.uuid), str(others.uuid)}
    assert ask(f"submissions/{others.uuid}", token=own).status_code == 404
    assert ask(f"submissions/{theirs.uuid}", token=own).json()["supplier"] == "hospital"
    assert ask(f"submissions/{theirs.uuid}/problems", token=own).json() == []
    assert ask("submissions").status_code == 401


def test_submissions_follow_the_role_and_not_the_employer(db, ask, token_of, tmp_path):
    """Somebody of the council who sends files for a school sees the school's, as on the pages."""
    council = town.make_organisation("council", kind="local_authority")
    school = town.make_organisation("westfield-school", kind="school")
    secret = token_of("analyst", "submissions.read_own", organisation=school)
    person = partner_queries.find_person("analyst@example.org")
    assert person is not None
    type(person).objects.filter(pk=person.pk).update(organisation=council)
    theirs, others = (keep(tmp_path / f"{each.key}.csv", each.key) for each in (school, council))
    assert seen(ask("submissions", token=secret)) == {str(theirs.uuid)}
    assert ask(f"submissions/{others.uuid}", token=secret).status_code == 404


def keep(file, supplier_key):
    file.write_text(f"a,b\n{supplier_key},2\n")
    return ingest.keep_file(
        file, file_name=file.name, by=partner_queries.operator(), supplier_key=supplier_key
    )


def seen(answer):
    return {each["uuid"] for each in answer.json()["submissions"]}
