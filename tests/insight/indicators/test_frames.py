"""Released figures in a notebook: long rows with the columns of the API; what is missing stays missing."""

from datetime import date

import pytest
from insight import county
from insight.drafts import family, make_draft

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import frames
from headwater.insight.release import actions, queries
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain


@pytest.mark.django_db
def test_a_series_and_a_table_become_long_rows() -> None:
    county.sign_agreement("police_recorded_crime")
    draft = make_draft([[[60, 9]], [[20, 3]], [[40, 6]]], places=family(2))
    actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())
    asked = {"grain": Grain.YEAR, "audience": Audience.PUBLIC, "on": date(2025, 1, 1)}
    series = frames.to_frame(queries.series("violence", "E22900001", **asked))
    assert list(series.columns) == list(frames.COLUMNS)
    assert series["status"].tolist() == ["value", "suppressed"]
    assert series["n"].isna().tolist() == [False, True]
    assert series["source"].unique().tolist() == ["police_recorded_crime"]
    table = frames.to_frame(queries.table("violence", "csp", start=date(2022, 4, 1), **asked))
    assert table["area"].tolist() == ["E22900001", "E22900002"]
    assert table["n"].tolist() == [20, 40]
