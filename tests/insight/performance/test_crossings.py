"""Groups within places: small cells are drawn toward what is expected, hidden ones stay hidden and tell nothing."""

from datetime import date

import numpy as np
import pytest
from django.db import transaction
from insight.crossed import expected, release_counts
from web import town

from headwater.insight.indicators import registry
from headwater.insight.indicators.models import Area
from headwater.insight.performance import asking, crossings, told
from headwater.insight.performance.asking import Page
from headwater.insight.performance.crossings import Beside, Crossing
from headwater.insight.release.draft import Audience, Method

ON = date(2026, 5, 1)


def area() -> Area:
    return Area.objects.get(code=town.TOWN)


def read(key: str = "serious_violence") -> Crossing:
    [found] = crossings.crossings(registry.get_indicator(key), area(), audience=Audience.PUBLIC, on=ON)
    return found


@pytest.mark.django_db
def test_what_group_and_place_lead_to_expect_stands_out_nowhere() -> None:
    release_counts(np.round(expected()))
    found = read()
    assert found.read == len(found.cells) == 20
    assert found.standing_out == 0
    for cell in found.cells:
        assert cell.beside is not None
        assert cell.beside.value == pytest.approx(1, abs=0.05)
        assert cell.steadied is not None
        assert cell.steadied.value == pytest.approx(cell.figure.value, rel=0.1)


@pytest.mark.django_db
def test_the_one_cell_that_is_unlike_its_group_and_place_is_found() -> None:
    counts = np.round(expected())
    counts[0, 1] *= 3
    release_counts(counts)
    found = {(cell.figure.area_name, cell.group): cell for cell in read().cells}
    more = [where for where, cell in found.items() if cell.word is Beside.MORE]
    assert more == [("Part 1", "15 to 24")]
    assert found[more[0]].says == "More than the group and the place lead to expect"


@pytest.mark.django_db
def test_a_small_cell_is_drawn_in_by_more_than_a_large_one() -> None:
    counts = np.round(expected())
    counts[:, 0] = np.round(counts[:, 0] * (0.6, 1.4, 0.7, 1.3))
    counts[:, 1] = np.round(counts[:, 1] * (1.3, 0.8, 1.2, 0.8))
    release_counts(counts)
    kept = {}
    for cell in read().cells:
        plain, steadied = cell.figure, cell.steadied
        assert plain.value is not None
        assert steadied is not None
        assert steadied.lower < steadied.value < steadied.upper
        kept[cell.figure.area_name, cell.group] = (steadied.upper - steadied.lower) / (
            plain.upper - plain.lower
        )
    assert max(kept.values()) < 1.02
    assert kept["Part 1", "0 to 14"] < kept["Part 4", "15 to 24"]


@pytest.mark.django_db
def test_two_counties_that_differ_in_hidden_counts_alone_give_one_table() -> None:
    """Four small counts that are others in each, with the same sums: from what is steadied nobody learns which."""
    one, other = read_with_hidden(1), read_with_hidden(3)
    assert one == other
    hidden = [cell for cell in one if cell[0] is None]
    assert len(hidden) >= 4
    assert set(hidden) == {(None, None, None, "")}


def read_with_hidden(small: int) -> list[tuple[object, ...]]:
    counts = np.round(expected())
    counts[0, 0] = counts[1, 4] = small
    counts[0, 4] = counts[1, 0] = 4 - small
    with transaction.atomic():
        release_counts(counts)
        cells = read().cells
        transaction.set_rollback(True)
    return [(cell.figure.value, cell.steadied, cell.beside, cell.says) for cell in cells]


@pytest.mark.django_db
def test_rows_give_what_happened_and_what_is_read_and_of_a_hidden_cell_neither() -> None:
    counts = np.round(expected())
    counts[0, 0] = counts[1, 4] = 1
    counts[0, 4] = counts[1, 0] = 3
    release_counts(counts)
    cells = {cell.where: cell for cell in read().cells}
    rows = asking.rows(Page.DIFFERENCES, audience=Audience.PUBLIC, on=ON, indicator="serious_violence")
    plain = {row.dimension + row.area: row for row in rows if row.part == "place"}
    steadied = {row.dimension + row.area: row for row in rows if row.part == told.STEADIED}
    assert len(plain) == len(cells)
    for (area_code, category), cell in cells.items():
        where = f"ages/{category}{area_code}"
        assert plain[where].value == cell.figure.value
        if cell.steadied is None:
            assert where not in steadied
            continue
        found = steadied[where]
        assert (found.value, found.lower, found.n) == (cell.steadied.value, cell.steadied.lower, None)
    assert 0 < len(steadied) < len(plain)


@pytest.mark.django_db
def test_shares_of_a_survey_are_read_in_points() -> None:
    shares = np.array([[30.0, 34, 40, 44, 48]] * 4) + np.array([[0.0], [4], [8], [12]])
    shares[0, 0] += 24
    release_counts(shares, method=Method.ESTIMATE)
    found = read("survey_worried")
    assert found.is_survey
    [more] = [cell for cell in found.cells if cell.word is Beside.MORE]
    assert (more.figure.area_name, more.group) == ("Part 1", "Female, 16 to 24")
    assert more.beside is not None
    assert 5 < more.beside.value < 24


@pytest.mark.django_db
def test_where_nothing_was_released_by_place_there_is_no_table() -> None:
    town.make_areas()
    indicator = registry.get_indicator("serious_violence")
    assert crossings.crossings(indicator, area(), audience=Audience.PUBLIC, on=ON) == ()
