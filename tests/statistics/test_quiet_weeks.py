"""What the weekly warnings say when nothing happens, and when something does: 1,000 made-up series each."""

import numpy as np
import pytest

from headwater.statistics import farrington, quiet_weeks
from headwater.statistics.quiet_weeks import Quiet
from headwater.vocabulary.errors import Invalid


@pytest.mark.parametrize("quiet", [Quiet(), Quiet(mean=3), Quiet(mean=100), Quiet(dispersion=3)])
def test_farrington_raises_no_more_than_twice_the_alarms_it_states(quiet: Quiet) -> None:
    found = quiet_weeks.farrington_alarms(quiet=quiet)
    assert found.lower <= 2 * farrington.Settings().tail
    assert found.upper > 0.001


def test_where_counts_are_poisson_farrington_raises_what_it_states() -> None:
    found = quiet_weeks.farrington_alarms(quiet=Quiet(dispersion=1))
    assert found.lower <= 0.005 <= found.upper


def test_no_trend_and_no_season_is_no_more_of_a_riddle() -> None:
    found = quiet_weeks.farrington_alarms(quiet=Quiet(season=0, rise=0), seed=5)
    assert found.lower <= 0.01


@pytest.mark.parametrize(("mean", "least"), [(20, 0.5), (100, 0.95)])
def test_farrington_sees_an_outbreak_of_twice_the_size(mean: float, least: float) -> None:
    assert quiet_weeks.farrington_alarms(quiet=Quiet(mean=mean), times=2).value > least


@pytest.mark.parametrize(("method", "at_most"), [("C1", 0.045), ("C2", 0.045), ("C3", 0.09)])
def test_ears_raises_the_alarms_that_it_states(method, at_most: float) -> None:
    found = quiet_weeks.ears_alarms(method=method)
    assert found.value < at_most
    assert quiet_weeks.ears_alarms(method=method, times=2).value > 0.5


def test_the_rate_is_the_same_each_time_and_says_what_it_counts() -> None:
    found = quiet_weeks.ears_alarms(series=50)
    assert found == quiet_weeks.ears_alarms(series=50)
    assert found.lower <= found.value <= found.upper
    assert found.counts == "weeks with an alarm"


def test_quiet_weeks_are_as_ordered() -> None:
    drawn = Quiet(mean=50, dispersion=2, season=0, rise=0).draw(series=200, weeks=100, seed=1)
    assert drawn.shape == (200, 100)
    assert drawn.mean() == pytest.approx(50, rel=0.01)
    assert drawn.var() / drawn.mean() == pytest.approx(2, rel=0.05)
    assert (drawn == np.floor(drawn)).all()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: quiet_weeks.ears_alarms(series=0), "above zero"),
        (lambda: quiet_weeks.ears_alarms(times=0), "above zero"),
        (lambda: quiet_weeks.farrington_alarms(quiet=Quiet(mean=0)), "above zero"),
        (lambda: quiet_weeks.farrington_alarms(quiet=Quiet(dispersion=0.5)), "scatter no less"),
    ],
)
def test_bad_orders_are_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()
