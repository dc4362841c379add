"""More often than by chance: counts by hand, the null model held against what it must keep."""

from fractions import Fraction

import geopandas as gpd
import numpy as np
import pytest
from scipy import stats
from shapely.geometry import box

from wijkkaart.koppelkansen.chance import (
    Overlap,
    as_smooth_as,
    at_least,
    at_least_known,
    chance_of,
    eigenvectors,
    highest,
    hypergeometric,
    moran,
    neighbours,
    odds_ratio_within,
    overlap,
)


def grid(size: int) -> gpd.GeoSeries:
    return gpd.GeoSeries(
        [box(x, y, x + 100, y + 100) for x in range(0, size * 100, 100) for y in range(0, size * 100, 100)]
    )


def smooth(size: int, random: np.random.Generator, strength: float = 0.9) -> np.ndarray:
    """Return a map in which neighbours look alike: noise passed on to the neighbours again and again."""
    matrix = neighbours(grid(size))
    weights = matrix / matrix.sum(axis=1, keepdims=True)
    return np.linalg.solve(np.eye(size * size) - strength * weights, random.normal(size=size * size))


def test_lift_and_expected_by_hand():
    counts = Overlap(20, 5, 4, 3)
    assert counts.verwacht == 1.0
    assert counts.lift == 3.0
    # (C(5,3) * C(15,1) + C(5,4)) / C(20,4) = (150 + 5) / 4845
    assert hypergeometric(counts) == pytest.approx(155 / 4845, abs=1e-12)
    assert np.isnan(Overlap(20, 0, 4, 0).lift)


def test_counts_from_flags():
    one, other = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert overlap(one, other) == Overlap(4, 2, 2, 1)


def test_odds_ratio_within_strata_by_hand():
    # strata (a, b, c, d) = (4, 2, 2, 4) and (3, 3, 1, 5): (16/12 + 15/12) / (4/12 + 3/12) = 31/7
    def flags(a, b, c, d):
        return [(1, 1)] * a + [(1, 0)] * b + [(0, 1)] * c + [(0, 0)] * d

    rows = np.array(flags(4, 2, 2, 4) + flags(3, 3, 1, 5), dtype=bool)
    strata = ["oud"] * 12 + ["nieuw"] * 12
    assert odds_ratio_within(rows[:, 0], rows[:, 1], strata) == pytest.approx(31 / 7)
    assert np.isnan(odds_ratio_within(rows[:2, 0], rows[:2, 1], strata[:2]))


def test_so_many_of_six_by_chance():
    # all minus none, one and two: 729 - 64 - 192 - 240 of 729, and 4096 - 729 - 1458 - 1215 of 4096
    assert at_least(3, 6, 1 / 3) == pytest.approx(float(Fraction(233, 729)), abs=1e-12)
    assert at_least(3, 6, 0.25) == pytest.approx(694 / 4096, abs=1e-12)


def test_unknown_tasks_leave_the_count_unknown_where_they_decide():
    assert at_least_known([True, True, True, False, None, False], 3) is True
    assert at_least_known([True, True, None, False, False, False], 3) is None
    assert at_least_known([True, False, None, False, False, False], 3) is False


def test_moran_of_a_line_of_four_by_hand():
    line = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]], dtype=float)
    assert moran(np.array([1.0, 2.0, 3.0, 4.0]), line) == pytest.approx(0.4)


def test_neighbours_touch_at_corners_too_and_an_island_has_the_nearest():
    areas = gpd.GeoSeries(
        [box(0, 0, 1, 1), box(1, 1, 2, 2), box(0.5, 2.2, 0.6, 2.3), box(50, 0, 51, 1), box(70, 0, 71, 1)]
    )
    assert neighbours(areas).tolist() == [
        [0, 1, 0, 0, 0],
        [1, 0, 1, 0, 0],
        [0, 1, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 0, 1, 0],
    ]


def test_random_maps_are_as_smooth_as_the_real_one():
    random = np.random.default_rng(1)
    matrix, values = neighbours(grid(7)), smooth(7, random)
    maps = as_smooth_as(values, eigenvectors(matrix), 20, random)
    centred = values - values.mean()
    same = centred @ matrix @ centred
    for drawn in maps:
        assert drawn.mean() == pytest.approx(values.mean())
        assert drawn.var() == pytest.approx(values.var())
        around = drawn - drawn.mean()
        assert around @ matrix @ around == pytest.approx(same)
    assert not np.allclose(maps[0], maps[1])


def test_the_highest_per_row():
    assert highest(np.array([[3.0, 1.0, 2.0], [1.0, 1.0, 1.0]]), 2).tolist() == [
        [True, False, True],
        [True, True, False],
    ]


def test_unrelated_smooth_maps_are_seldom_called_related_where_plain_counting_often_does():
    random = np.random.default_rng(7)
    vectors = eigenvectors(neighbours(grid(8)))
    ours = plain = 0
    for _ in range(150):
        values, others = smooth(8, random), smooth(8, random)
        one, other = (highest(item[None, :], 16)[0] for item in (values, others))
        ours += chance_of(values, one, other, vectors, random) <= 0.05
        plain += hypergeometric(overlap(one, other)) <= 0.05
    # Nominally 5% of 150 is 7 or 8; 15 would be a chance of one in a hundred.
    assert ours <= stats.binom.ppf(0.99, 150, 0.05)
    assert plain > ours


def test_a_map_on_itself_is_more_than_chance():
    random = np.random.default_rng(3)
    values = smooth(8, random)
    flags = highest(values[None, :], 16)[0]
    assert chance_of(values, flags, flags, eigenvectors(neighbours(grid(8))), random) <= 0.01
