"""Figures carried from one set of zones to another."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from wijkkaart.spatial.areal import weighted_transfer

OLD = gpd.GeoDataFrame(index=["o1", "o2"], geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])
NEW = gpd.GeoDataFrame(index=["n1", "n2"], geometry=[box(0, 0, 2, 1), box(5, 5, 6, 6)])


def homes(west, east):
    return gpd.GeoSeries([Point(0.5, 0.5)] * west + [Point(1.5, 0.5)] * east)


def test_transfer_weighs_with_dwellings():
    # (10 * 60 + 20 * 40) / 100 = 14
    table = weighted_transfer(pd.Series({"o1": 10.0, "o2": 20.0}), OLD, NEW, homes(60, 40))
    assert table.loc["n1", "value"] == pytest.approx(14.0, abs=1e-9)
    assert table.loc["n1", "coverage"] == 1.0
    assert np.isnan(table.loc["n2", "value"])


def test_a_missing_value_lowers_the_coverage_and_is_no_zero():
    table = weighted_transfer(pd.Series({"o1": 10.0, "o2": np.nan}), OLD, NEW, homes(60, 40))
    assert table.loc["n1", "value"] == pytest.approx(10.0)
    assert table.loc["n1", "coverage"] == pytest.approx(0.6)


def test_transfer_with_weights_of_its_own():
    # Two buildings with 30 and 10 households: (10 * 30 + 20 * 10) / 40 = 12.5
    table = weighted_transfer(pd.Series({"o1": 10.0, "o2": 20.0}), OLD, NEW, homes(1, 1), pd.Series([30, 10]))
    assert table.loc["n1", "value"] == pytest.approx(12.5)
    assert table.loc["n1", "weight"] == 40


@given(st.integers(0, 30), st.integers(0, 30), st.floats(-100, 100), st.floats(-100, 100))
def test_a_transferred_mean_lies_between_its_sources(west, east, low, high):
    table = weighted_transfer(pd.Series({"o1": low, "o2": high}), OLD, NEW, homes(west, east))
    if west + east == 0:
        assert np.isnan(table.loc["n1", "value"])
    else:
        assert min(low, high) - 1e-9 <= table.loc["n1", "value"] <= max(low, high) + 1e-9
