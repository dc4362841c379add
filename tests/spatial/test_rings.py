"""What a grid says right beside a footprint."""

import geopandas as gpd
import numpy as np
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from shapely import Polygon, box

from wijkkaart.spatial.rings import ring_max
from wijkkaart.spatial.zonal import zonal

GRID = Affine(1, 0, 0, 0, -1, 7)  # 7 x 7 cells of 1 m


def footprint():
    return gpd.GeoSeries([box(2, 2, 5, 5)], index=["pand"], crs=28992)


def test_the_largest_value_beside_the_footprint():
    values = np.zeros((7, 7), dtype="float32")
    values[3, 3] = 9.0  # under the footprint
    values[3, 1] = 0.3  # right beside it
    values[0, 0] = 5.0  # too far off
    assert ring_max(values, GRID, footprint(), 1.0)["pand"] == np.float32(0.3)


def test_no_value_beside_the_footprint_is_not_zero():
    assert np.isnan(ring_max(np.full((7, 7), np.nan), GRID, footprint(), 1.0)["pand"])


def test_no_footprints():
    assert ring_max(np.zeros((7, 7)), GRID, footprint().iloc[:0], 1.0).empty


def test_a_ring_at_the_edge_of_the_grid_or_outside_it():
    values = np.arange(49, dtype="float32").reshape(7, 7)
    shapes = gpd.GeoSeries([box(-1, 5, 1, 8), box(50, 50, 51, 51), Polygon()], crs=28992)
    # The first ring reaches cells of columns 0 and 1 in rows 0 to 2 (y 4 to 7): the largest is 15.
    assert ring_max(values, GRID, shapes, 1.0).fillna(-1).tolist() == [15, -1, -1]


@given(arrays("float32", (7, 7), elements=st.floats(0, 9, width=32) | st.just(np.nan)), st.floats(0.2, 3.0))
def test_the_ring_finds_what_a_zonal_maximum_finds(values, width):
    shapes = gpd.GeoSeries([box(2.3, 2.1, 4.7, 3.9), box(0.4, 0.6, 1.7, 1.2)], crs=28992)
    rings = gpd.GeoDataFrame(geometry=shapes.buffer(width, quad_segs=4).difference(shapes))
    expected = zonal(values, GRID, rings, ["max"])["max"]
    assert ring_max(values, GRID, shapes, width).fillna(-1).tolist() == expected.fillna(-1).tolist()
