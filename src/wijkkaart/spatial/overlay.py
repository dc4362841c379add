"""How much of a zone is covered by polygons, and how long the lines inside it are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    import geopandas as gpd


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
    zone, item = _pairs(zones, cover)
    pieces = shapely.intersection(zones.geometry.to_numpy()[zone], cover.to_numpy()[item])
    grouped = pd.Series(pieces).groupby(zone).agg(lambda group: shapely.area(shapely.union_all(group.to_numpy())))
    return _per_zone(grouped, zones)


def covered_share(zones: gpd.GeoDataFrame, cover: gpd.GeoSeries) -> pd.Series:
    """Return the share (0-1) of each zone under `cover`; NaN for a zone without area."""
    area: pd.Series = zones.area
    share = covered_area(zones, cover) / area.where(area > 0)
    return share.clip(0.0, 1.0)


def line_length(zones: gpd.GeoDataFrame, lines: gpd.GeoSeries) -> pd.Series:
    """Return the length of `lines` inside each zone, in units of the CRS; 0 without any line."""
    pieces = line_pieces(zones, lines)
    return _per_zone(pieces.groupby("zone")["length"].sum(), zones, by_label=True)


def line_pieces(zones: gpd.GeoDataFrame, lines: gpd.GeoSeries) -> pd.DataFrame:
    """Return how long each line is inside each zone: columns zone and line (their labels), length.

    A line that only touches a zone, or runs along the border outside it, has no row for it.
    """
    zone, item = _pairs(zones, lines)
    clipped = shapely.intersection(zones.geometry.to_numpy()[zone], lines.to_numpy()[item])
    length = shapely.length(_only_lines(clipped))
    frame = pd.DataFrame({"zone": zones.index[zone], "line": lines.index[item], "length": length})
    return frame[frame["length"] > 0].reset_index(drop=True)


def _only_lines(pieces: np.ndarray) -> np.ndarray:
    """Return `pieces` with anything but lines made empty, so that no outline counts as a line."""
    return np.where(np.isin(shapely.get_dimensions(pieces), (1,)), pieces, shapely.from_wkt("LINESTRING EMPTY"))


def _pairs(zones: gpd.GeoDataFrame, features: gpd.GeoSeries) -> tuple[np.ndarray, np.ndarray]:
    """Return positions of the zones and features that touch, in order of zone, then feature."""
    tree = shapely.STRtree(features.to_numpy())
    zone, item = tree.query(zones.geometry.to_numpy(), predicate="intersects")
    order = np.lexsort((item, zone))
    return zone[order], item[order]


def _per_zone(values: pd.Series, zones: gpd.GeoDataFrame, *, by_label: bool = False) -> pd.Series:
    labels = zones.index if by_label else np.arange(len(zones))
    return values.reindex(labels).fillna(0.0).astype("float64").set_axis(zones.index)
