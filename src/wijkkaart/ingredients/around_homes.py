"""What there is at or around each dwelling, averaged over the dwellings of a gebied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from wijkkaart.figures import Figures, blank, ratio, require
from wijkkaart.ingredients.bag import MINIMUM_WONINGEN, dwelling_count, dwellings
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, object_total, spread_of, with_spread
from wijkkaart.spatial.proximity import nearest_distance
from wijkkaart.spatial.zonal import sample
from wijkkaart.status import Status

if TYPE_CHECKING:
    import pandas as pd

    from wijkkaart.layers import Objects, Raster


def mean_at_homes(verblijfsobjecten: Objects, raster: Raster) -> Figures:
    """Return the mean over the dwellings of the cell they stand on, with the spread."""
    values = _at_homes(verblijfsobjecten, raster)
    spread = spread_of(verblijfsobjecten, values)
    return _of_map(with_spread(mean_of_homes(verblijfsobjecten, values), spread), raster)


def share_above(verblijfsobjecten: Objects, raster: Raster, limit: float) -> Figures:
    """Return the percentage of dwellings that stand on a cell above `limit`."""
    values = _at_homes(verblijfsobjecten, raster)
    above = (values > limit).astype("float64").where(values.notna())
    return _of_map(mean_of_homes(verblijfsobjecten, above, scale=100.0), raster)


def _at_homes(verblijfsobjecten: Objects, raster: Raster) -> pd.Series:
    """Return the value of the cell under each dwelling; NaN where the map has none."""
    return sample(raster.values, raster.transform, dwellings(verblijfsobjecten).geometry)


def _of_map(result: Figures, raster: Raster) -> Figures:
    """Return `result` speaking of the year of the map; of the dwellings' year where that is not known."""
    return result if raster.peiljaar is None else replace(result, peiljaar=raster.peiljaar)


def mean_of_homes(
    verblijfsobjecten: Objects, values: pd.Series, minimum_known: float = MINIMUM_KNOWN, scale: float = 1.0
) -> Figures:
    """Return `scale` times the mean of `values` (index: dwelling; NaN unknown) over the dwellings of each gebied.

    ``buiten_dekking`` where less than `minimum_known` (0-1) of the dwellings has a value.
    """
    known = object_total(verblijfsobjecten, values.notna().astype("float64"))
    everything = dwelling_count(verblijfsobjecten)
    mean = ratio(object_total(verblijfsobjecten, values.fillna(0.0)), known, scale)
    share = (known.waarde / everything.waarde.where(everything.waarde > 0)).fillna(0.0)
    mapped = share >= minimum_known
    found = blank(mean, mean.status.mask(everything.ok & ~mapped, str(Status.BUITEN_DEKKING)))
    sized = require(found, everything, MINIMUM_WONINGEN)
    return replace(sized, dekking=share.where(sized.ok, 0.0))


def distance_to_areas(points: gpd.GeoSeries, areas: gpd.GeoSeries) -> pd.Series:
    """Return the straight distance (m) from each point to the nearest area; 0 inside, infinite without areas.

    Measured to the single lines of the edges: areas of nature have tens of thousands of corners.
    """
    # In this order the areas are prepared once, not anew for each point.
    _, inside = shapely.STRtree(points.to_numpy()).query(areas.to_numpy(), predicate="intersects")
    distance = nearest_distance(points, gpd.GeoSeries(_edges(areas), crs=areas.crs))
    distance.iloc[inside] = 0.0
    return distance


def _edges(areas: gpd.GeoSeries) -> np.ndarray:
    """Return every straight line of the outlines."""
    rings = shapely.get_rings(areas.to_numpy())
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    together = ring[:-1] == ring[1:]
    lines: np.ndarray = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)[together])
    return lines
