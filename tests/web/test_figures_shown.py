"""Only a released figure can be written on a page, and never without its state and range."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.template import Context, Template

from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import Provenance, ReleasedFigure, period_of
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState
from headwater.web.figures import each_source_once
from headwater.web.templatetags import figures

ORIGIN = Provenance(
    uuid4(), "x", 1, (), "A source.", date(2026, 1, 1), Audience.PUBLIC, "local", "", "", "", "", None, ()
)
FIGURE = ReleasedFigure(
    "x", "E07000991", "District 1", "ltla", "all", Grain.MONTH, period_of(date(2025, 3, 1), Grain.MONTH),
    FigureState.VALUE, 1234.56, 1235.0, 1166.7, 1305.3, None, None, 100_000.0, Method.RATE, 100_000.0, ORIGIN,
)  # fmt: skip


def shown(value: object) -> str:
    return Template("{% figure value %}").render(Context({"value": value}))


@pytest.mark.parametrize("raw", [30, 30.5, "30", None, {"value": 30}])
def test_a_raw_number_cannot_be_shown(raw):
    for template in (
        "{% figure raw %}",
        "{% figure_cells raw %}",
        "{{ raw|value_of }}",
        "{{ raw|range_of }}",
    ):
        with pytest.raises(TypeError, match="Only a released figure"):
            Template(template).render(Context({"raw": raw}))


def test_a_figure_is_shown_with_unit_range_period_and_area():
    page = shown(FIGURE)
    for words in ("1,234.6", "per 100,000 people", "Likely 1,166.7 to 1,305.3", "March 2025", "District 1"):
        assert words in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (FigureState.ZERO, "None"),
        (FigureState.SUPPRESSED, "Hidden: a small number"),
        (FigureState.NOT_COLLECTED, "Not collected"),
        (FigureState.NOT_APPLICABLE, "Does not apply"),
    ],
)
def test_each_state_has_its_own_words(state, words):
    assert words in shown(replace(FIGURE, state=state, value=None, n=None, lower=None, upper=None))


def test_a_hidden_figure_shows_what_is_known_and_never_its_count():
    hidden = replace(FIGURE, state=FigureState.SUPPRESSED, value=None, n=3.0, least=1.0, greatest=4.0)
    assert "We know it is 1 to 4" in shown(hidden)
    cells = Template("{% figure_cells value %}").render(Context({"value": hidden}))
    assert ">3<" not in cells


@pytest.mark.parametrize(("method", "words"), [(Method.COUNT, "1,235"), (Method.SHARE, "1,234.6%")])
def test_numbers_are_written_by_their_method(method, words):
    assert figures.value_of(replace(FIGURE, method=method)) == words


@pytest.mark.parametrize("svg", ["<p>no drawing</p>", "<svg><script>alert(1)</script></svg>"])
def test_only_a_stored_drawing_is_put_on_a_page(svg):
    with pytest.raises(TypeError, match="Only a stored drawing"):
        figures.drawing(svg)


def test_every_source_of_a_page_stands_once():
    other = replace(FIGURE, provenance=replace(ORIGIN, attribution="Another source."))
    told = [each.provenance.attribution for each in each_source_once([FIGURE, other, FIGURE, other])]
    assert told == ["A source.", "Another source."]
