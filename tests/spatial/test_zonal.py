"""Zonal statistics on grids whose answer fits in the head."""

import geopandas as gpd
import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from shapely import Point, box
from shapely.affinity import translate

from wijkkaart.spatial.zonal import at_least, cells_outside, regrid, sample, zonal

UNIT = Affine(1, 0, 0, 0, -1, 3)  # 3 x 3 cells of 1 m, upper left corner (0, 3)
NINE = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]], dtype="float32")


def zones(*shapes, index=None):
    return gpd.GeoDataFrame(index=index, geometry=list(shapes), crs=28992)


def test_mean_and_sum_count_each_cell_with_its_share():
    # The lower left 1.5 x 1 m: all of the 7 and half of the 8: 7 + 4 = 11 over 1.5
    table = zonal(NINE, UNIT, zones(box(0, 0, 1.5, 1), index=["x"]), ["mean", "sum", "max", "min"])
    assert table.loc["x", "mean"] == pytest.approx(11 / 1.5)
    assert table.loc["x", "sum"] == pytest.approx(11)
    assert (table.loc["x", "max"], table.loc["x", "min"]) == (8, 7)
    assert table.loc["x", "cells"] == pytest.approx(1.5)
    assert table.loc["x", "coverage"] == pytest.approx(1.0)


def test_mean_of_canopy_with_half_a_cell():
    # 10 + 20 + 60 and half of 40 are 110, over 3.5 cells.
    values = np.array([[10.0, 20.0, 60.0, 40.0]])
    table = zonal(values, Affine(1, 0, 0, 0, -1, 1), zones(box(0, 0, 3.5, 1)))
    assert table.loc[0, "mean"] == pytest.approx(31.428571428571427, abs=1e-9)


def test_percentiles_of_the_cells():
    # Five cells 0, 25, 50, 75, 100: the middle is 50
    values = np.array([[0.0, 25.0, 50.0, 75.0, 100.0]])
    table = zonal(values, Affine(1, 0, 0, 0, -1, 1), zones(box(0, 0, 5, 1)), ["p10", "p50", "p90"])
    assert table.loc[0, "p50"] == 50
    assert table.loc[0, "p10"] < 25
    assert table.loc[0, "p90"] > 75


def test_a_cell_without_value_is_left_out_and_lowers_the_coverage():
    values = NINE.copy()
    values[0] = np.nan
    table = zonal(values, UNIT, zones(box(0, 0, 3, 3), box(9, 9, 10, 10)))
    assert table.loc[0, "mean"] == pytest.approx(6.5)  # (4 + ... + 9) / 6
    assert table.loc[0, "coverage"] == pytest.approx(2 / 3)
    assert np.isnan(table.loc[1, "mean"])
    assert table.loc[1, "coverage"] == 0


def test_a_masked_cell_is_left_out_but_still_covered():
    values = NINE.copy()
    values[2, 2] = np.nan
    mask = np.array([[False] * 3, [True] * 3, [True] * 3])
    table = zonal(values, UNIT, zones(box(0, 0, 3, 3)), mask=mask)
    assert table.loc[0, "mean"] == pytest.approx((4 + 5 + 6 + 7 + 8) / 5)
    assert table.loc[0, "cells"] == 5
    assert table.loc[0, "coverage"] == pytest.approx(8 / 9)


def test_share_of_cells_at_or_above_a_limit_within_a_mask():
    # Ten cells; one without value, one masked: 41, 42 and 43 of the eight that are left. 40.9 is not 41.
    pet = np.array([[34, 36, 39, 41, 42, 43, 40.9, np.nan, 45, 38]], dtype="float32")
    mask = np.ones_like(pet, dtype=bool)
    mask[0, 8] = False
    table = zonal(at_least(pet, 41), Affine(1, 0, 0, 0, -1, 1), zones(box(0, 0, 10, 1)), mask=mask)
    assert 100 * table.loc[0, "mean"] == pytest.approx(37.5, abs=1e-9)


def test_a_limit_is_compared_in_the_dtype_of_the_grid():
    grid = np.array([[0.15]], dtype="float32")  # not the 0.15 of float64
    assert at_least(grid, 0.15).tolist() == [[1.0]]


def test_cells_outside_looks_at_the_centre_of_a_cell():
    outside = cells_outside([box(0, 0, 1.4, 3)], (3, 3), UNIT)
    assert outside.tolist() == [[False, True, True]] * 3
    assert cells_outside([], (2, 2), UNIT).all()


def test_sample_reads_the_cell_under_a_point():
    points = gpd.GeoSeries([Point(0.5, 0.5), Point(2.9, 2.1), Point(3.1, 1), Point(1, -0.1)], index=list("abcd"))
    assert sample(NINE, UNIT, points).fillna(-1).to_dict() == {"a": 7, "b": 3, "c": -1, "d": -1}


def test_regrid_takes_the_cell_under_each_new_centre():
    finer = regrid(NINE, UNIT, (2, 4), Affine(0.5, 0, 2, 0, -0.5, 3))
    assert np.nan_to_num(finer, nan=-1).tolist() == [[3, 3, -1, -1], [3, 3, -1, -1]]


cells = st.floats(0, 100, width=32) | st.just(np.nan)
grids = arrays("float32", (6, 6), elements=cells)
fractions = st.floats(0.5, 5.5)


@given(grids, st.floats(0, 100), arrays(bool, (6, 6)))
def test_shares_stay_between_0_and_1(values, limit, mask):
    transform = Affine(1, 0, 0, 0, -1, 6)
    table = zonal(at_least(values, limit), transform, zones(box(0.3, 0.2, 5.5, 4.9)), mask=mask)
    assert table["mean"].dropna().between(0, 1).all()
    assert table["coverage"].between(0, 1).all()


@given(grids, fractions)
def test_the_parts_of_a_split_zone_add_up(values, cut):
    transform = Affine(1, 0, 0, 0, -1, 6)
    shapes = zones(box(0.3, 0.2, 5.9, 5.5), box(0.3, 0.2, cut, 5.5), box(cut, 0.2, 5.9, 5.5))
    table = zonal(values, transform, shapes, ["sum"]).fillna(0.0)
    assert table.loc[1, "sum"] + table.loc[2, "sum"] == pytest.approx(table.loc[0, "sum"], abs=1e-3)
    assert table.loc[1, "cells"] + table.loc[2, "cells"] == pytest.approx(table.loc[0, "cells"], abs=1e-4)


@given(grids, st.permutations(range(4)))
def test_the_order_of_zones_does_not_matter(values, order):
    transform = Affine(1, 0, 0, 0, -1, 6)
    shapes = zones(*(translate(box(0, 0, 2.5, 2.5), x, x) for x in range(4)), index=list("abcd"))
    straight = zonal(values, transform, shapes, ["mean"])
    mixed = zonal(values, transform, shapes.iloc[list(order)], ["mean"])
    assert mixed.loc[list("abcd")].equals(straight)
