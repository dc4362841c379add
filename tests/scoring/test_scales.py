import numpy as np
import pytest
from scipy import stats

from wijkkaart.scoring.scales import minmax_limits, skewness_and_kurtosis, stretch, winsorise, z_limits

FIVE = np.array([2.0, 4, 4, 8, 10])


def test_min_max_by_hand():
    assert stretch(FIVE, minmax_limits(FIVE)).tolist() == [0.0, 25.0, 25.0, 75.0, 100.0]


def test_z_scores_by_hand():
    z = [-1.224744871391589, -0.5443310539518172, -0.5443310539518172, 0.8164965809277261, 1.4969103983674978]
    assert stretch(FIVE, z_limits(FIVE)) == pytest.approx([50 + 20 * score for score in z])


def test_the_z_scale_stops_at_0_and_100():
    assert stretch(np.array([-100.0, 100.0]), z_limits(FIVE)).tolist() == [0.0, 100.0]


def test_without_spread_everybody_is_in_the_middle_and_missing_stays_missing():
    same = np.array([3.0, 3.0])
    assert stretch(same, minmax_limits(same)).tolist() == [50.0, 50.0]
    assert stretch(same, z_limits(same)).tolist() == [50.0, 50.0]
    assert np.isnan(stretch(np.array([np.nan]), (0.0, 1.0))).all()


def test_winsorising_draws_in_one_outermost_point():
    x = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100])
    treated = winsorise(x)
    assert treated.tolist() == [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 30]
    assert x[-1] == 100
    assert [stats.skew(x, bias=False), stats.kurtosis(x, bias=False)] == pytest.approx([3.063, 9.741], abs=0.001)
    assert [stats.skew(treated, bias=False), stats.kurtosis(treated, bias=False)] == pytest.approx(
        [1.712, 1.816], abs=0.001
    )


def test_winsorising_also_works_at_the_low_end_and_leaves_few_values_alone():
    assert winsorise(-np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100])).min() == -30
    assert winsorise(np.array([1.0, 100.0])).tolist() == [1.0, 100.0]


def test_winsorising_stops_after_five_points():
    x = np.append(np.zeros(60), 10.0 ** np.arange(1, 9))
    assert winsorise(x).max() == 1000.0


@pytest.mark.parametrize("number", [2, 3, 4, 5, 60])
def test_skewness_and_kurtosis_are_those_of_scipy(number):
    x = np.random.default_rng(number).gamma(1, size=number)
    assert skewness_and_kurtosis(x) == pytest.approx((stats.skew(x, bias=False), stats.kurtosis(x, bias=False)))


def test_winsorising_does_not_depend_on_the_size_of_the_figures():
    tiny = 1e-200 * np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100])
    assert winsorise(tiny).max() == tiny[-2]
