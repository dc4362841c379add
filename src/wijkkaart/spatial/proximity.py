"""How far points are from the nearest feature, and contiguous patches of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy import ndimage

if TYPE_CHECKING:
    from affine import Affine
    from numpy.typing import NDArray


def nearest_distance(points: gpd.GeoSeries, features: gpd.GeoSeries) -> pd.Series:
    """Return the straight distance from each point to the nearest feature, in units of the CRS.

    0 inside a feature; infinite where there is no feature at all.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import Point, box
    >>> nearest_distance(gpd.GeoSeries([Point(0, 0)]), gpd.GeoSeries([box(3, 4, 9, 9)])).item()
    5.0
    """
    distance = np.full(len(points), np.inf)
    if len(features) and len(points):
        tree = shapely.STRtree(features.to_numpy())
        (row, _), found = tree.query_nearest(points.to_numpy(), all_matches=False, return_distance=True)
        distance[row] = found
    return pd.Series(distance, index=points.index)


def within(points: gpd.GeoSeries, features: gpd.GeoSeries, distance: float) -> pd.DataFrame:
    """Return the pairs at most `distance` apart: columns point and feature (their labels)."""
    tree = shapely.STRtree(features.to_numpy())
    row, item = tree.query(points.to_numpy(), predicate="dwithin", distance=distance)
    order = np.lexsort((item, row))
    return pd.DataFrame({"point": points.index[row[order]], "feature": features.index[item[order]]})


def patches(condition: NDArray[np.bool_], transform: Affine, minimum_area: float) -> gpd.GeoSeries:
    """Return the contiguous patches of True cells of at least `minimum_area`, as rectangles.

    Cells belong together where they share a side. A patch comes as one rectangle per row of
    neighbouring cells: exactly its area, and quick to search. Index: number of the patch.

    Parameters
    ----------
    condition
        Rows x columns, north up.
    transform
        Affine of the grid.
    minimum_area
        In square units of the CRS; a patch of exactly this area counts.
    """
    label, count = ndimage.label(condition)
    cells = np.bincount(label.ravel(), minlength=count + 1)
    area = cells * abs(transform.a * transform.e)
    large = area >= minimum_area
    large[0] = False
    return _strips(np.where(large[label], label, 0), transform)


def _strips(label: NDArray[np.int_], transform: Affine) -> gpd.GeoSeries:
    """Return a rectangle for every run of one label along a row; label 0 is no patch."""
    padded = np.pad(label, ((0, 0), (1, 1)))
    before, here, after = padded[:, :-2], padded[:, 1:-1], padded[:, 2:]
    row, first = np.nonzero((here > 0) & (before != here))
    _, last = np.nonzero((here > 0) & (after != here))
    top = transform.f + row * transform.e
    left, right = transform.c + first * transform.a, transform.c + (last + 1) * transform.a
    return gpd.GeoSeries(shapely.box(left, top + transform.e, right, top), index=label[row, first])
