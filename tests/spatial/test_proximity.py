"""Distances and patches, by hand and under Hypothesis."""

import geopandas as gpd
import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from shapely import Point, box

from wijkkaart.spatial.proximity import nearest_distance, patches, within


def test_distance_to_the_nearest_feature():
    points = gpd.GeoSeries([Point(0, 0), Point(5, 5), Point(10, 13)], index=list("abc"))
    features = gpd.GeoSeries([box(3, 4, 9, 9), Point(100, 0)])
    assert nearest_distance(points, features).round(9).to_dict() == {"a": 5.0, "b": 0.0, "c": pytest.approx(17**0.5)}


def test_without_features_everything_is_infinitely_far():
    assert nearest_distance(gpd.GeoSeries([Point(0, 0)]), gpd.GeoSeries([]))[0] == np.inf


def test_within_holds_the_distance_itself():
    points = gpd.GeoSeries([Point(0, 0), Point(1, 0)], index=["near", "far"])
    pairs = within(points, gpd.GeoSeries([Point(-3, 0)], index=["stop"]), 3.0)
    assert pairs.to_numpy().tolist() == [["near", "stop"]]


def test_patches_join_cells_by_their_sides_only():
    # A hook of three cells, and one cell that only touches it by a corner.
    condition = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0]], dtype=bool)
    found = patches(condition, Affine(10, 0, 0, 0, -10, 30), 300.0)
    assert found.union_all().equals(box(0, 20, 20, 30).union(box(0, 10, 10, 20)))
    assert found.index.nunique() == 1


def test_patches_of_exactly_the_minimum_count():
    row = np.array([[1, 1, 0, 1]], dtype=bool)
    transform = Affine(10, 0, 0, 0, -10, 10)
    assert patches(row, transform, 200.0).area.sum() == 200
    assert patches(row, transform, 200.1).empty


@given(arrays(bool, (5, 6)), st.integers(1, 4))
def test_patches_have_the_area_of_their_cells(condition, minimum):
    transform = Affine(2, 0, 0, 0, -2, 10)
    found = patches(condition, transform, 4.0 * minimum)
    assert found.area.groupby(found.index).sum().ge(4.0 * minimum).all()
    assert found.union_all().area == pytest.approx(found.area.sum())
    everything = patches(condition, transform, 0.0)
    assert everything.area.sum() == pytest.approx(4.0 * condition.sum())


coordinate = st.integers(-50, 50)
points = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=8, unique=True)


@given(points, points, st.integers(0, 40))
def test_within_agrees_with_the_nearest_distance(ours, theirs, distance):
    first, second = gpd.GeoSeries([Point(p) for p in ours]), gpd.GeoSeries([Point(p) for p in theirs])
    near = nearest_distance(first, second) <= distance
    assert set(within(first, second, distance)["point"]) == set(near.index[near])
