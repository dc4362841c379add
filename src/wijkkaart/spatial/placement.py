"""Which zone each point lies in: exactly one, also on a border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    import geopandas as gpd


def assign_points(points: gpd.GeoSeries, zones: gpd.GeoDataFrame) -> pd.Series:
    """Return the label of the one zone that each point lies in; NA outside all zones.

    Parameters
    ----------
    points
        Points; any unique index.
    zones
        Polygons in the same CRS; any unique index. A point on a border, or in two zones that
        overlap, gets the zone whose label sorts first, whatever the order of the rows.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import Point, box
    >>> zones = gpd.GeoDataFrame(index=["B", "A"], geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])
    >>> assign_points(gpd.GeoSeries([Point(0.5, 0.5), Point(1, 0.5), Point(9, 9)]), zones).to_list()
    ['B', 'A', nan]
    """
    ordered = zones.sort_index()
    shapes = ordered.geometry.to_numpy()
    shapely.prepare(shapes)
    zone, point = shapely.STRtree(points.to_numpy()).query(shapes, predicate="intersects")
    first = np.full(len(points), len(ordered))
    np.minimum.at(first, point, zone)
    inside = first < len(ordered)
    labels = np.full(len(points), np.nan, dtype=object)
    labels[inside] = ordered.index.to_numpy()[first[inside]]
    return pd.Series(labels, index=points.index, dtype=object)
