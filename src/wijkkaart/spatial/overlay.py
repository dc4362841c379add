"""How much of a zone is covered by polygons, and how long the lines inside it are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Shapes = NDArray[np.object_]
    Numbers = NDArray[np.float64]


def covered_area(zones: gpd.GeoDataFrame, cover: gpd.GeoSeries) -> pd.Series:
    """Return the area of each zone under `cover`, in square units; what overlaps counts once.

    Parameters
    ----------
    zones
        Polygons; any unique index.
    cover
        Polygons in the same CRS; they may overlap each other and reach outside the zones.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import box
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 100, 100)])
    >>> float(covered_area(zones, gpd.GeoSeries([box(75, 0, 175, 100), box(75, 0, 80, 100)]))[0])
    2500.0
    """
    flat = _without_overlap(cover.to_numpy())
    zone, item = _pairs(zones, flat)
    area = _measure_inside(zones.geometry.to_numpy()[zone], flat[item], shapely.area)
    return _per_zone(pd.Series(area).groupby(zone).sum(), zones)


def cover_inside(zones: gpd.GeoDataFrame, cover: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return the ground of each zone under `cover`, as polygons that do not lie on top of each other.

    One row per zone that has any; index and CRS of `zones`. Polygons may touch, so a shape need not be valid.
    """
    flat = _without_overlap(cover.to_numpy())
    zone, item = _pairs(zones, flat)
    shapes = zones.geometry.to_numpy()
    shapely.prepare(shapes)
    inside = flat[item]
    cut = ~shapely.contains_properly(shapes[zone], inside)
    inside[cut] = shapely.intersection(shapes[zone[cut]], inside[cut])
    parts, piece = shapely.get_parts(inside, return_index=True)
    surface = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    covered, place = np.unique(zone[piece[surface]], return_inverse=True)
    merged = shapely.multipolygons(parts[surface], indices=place) if len(covered) else []
    return gpd.GeoDataFrame(index=zones.index[covered], geometry=merged, crs=zones.crs)


def line_length(zones: gpd.GeoDataFrame, lines: gpd.GeoSeries) -> pd.Series:
    """Return the length of `lines` inside each zone, in units of the CRS; 0 without any line."""
    pieces = line_pieces(zones, lines)
    return _per_zone(pieces.groupby("zone")["length"].sum(), zones, by_label=True)


def line_pieces(zones: gpd.GeoDataFrame, lines: gpd.GeoSeries) -> pd.DataFrame:
    """Return how long each line is inside each zone: columns zone and line (their labels), length.

    A line that only touches a zone has no row for it; one that runs along a border lies in both zones.
    """
    zone, item = _pairs(zones, lines.to_numpy())
    length = _measure_inside(zones.geometry.to_numpy()[zone], lines.to_numpy()[item], shapely.length)
    frame = pd.DataFrame({"zone": zones.index[zone], "line": lines.index[item], "length": length})
    return frame[frame["length"] > 0].reset_index(drop=True)


def _measure_inside(zones: Shapes, features: Shapes, measure: Callable[[Shapes], Numbers]) -> Numbers:
    """Return area or length of each feature inside its zone; only what crosses the border is cut."""
    shapely.prepare(zones)
    cut = ~shapely.contains_properly(zones, features)
    inside = measure(features)
    inside[cut] = measure(shapely.intersection(zones[cut], features[cut]))
    return inside


def _without_overlap(shapes: Shapes) -> Shapes:
    """Return shapes that cover the same ground, in which nothing lies on top of another."""
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    stacked = ~shapely.touches(shapes[one], shapes[other])
    links = coo_array((stacked[stacked], (one[stacked], other[stacked])), shape=(len(shapes), len(shapes)))
    _, group = connected_components(links, directed=False)
    alone = np.bincount(group, minlength=1)[group] == 1
    merged = [shapely.union_all(shapes[group == number]) for number in np.unique(group[~alone])]
    return np.append(shapes[alone], np.array(merged, dtype=object))


def _pairs(zones: gpd.GeoDataFrame, features: Shapes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return positions of the zones and features that touch, in order of zone, then feature."""
    zone, item = shapely.STRtree(features).query(zones.geometry.to_numpy(), predicate="intersects")
    order = np.lexsort((item, zone))
    return zone[order], item[order]


def _per_zone(values: pd.Series, zones: gpd.GeoDataFrame, *, by_label: bool = False) -> pd.Series:
    labels = zones.index if by_label else np.arange(len(zones))
    return values.reindex(labels).fillna(0.0).astype("float64").set_axis(zones.index)
