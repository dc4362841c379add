"""Water where people live: against the walls after rain, and in a flood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.figures import Figures, derive
from wijkkaart.ingredients.bag import dwellings, is_home, share_of_dwellings
from wijkkaart.ingredients.totals import (
    MINIMUM_COVERAGE,
    MINIMUM_KNOWN,
    covered_by,
    outdoor_mask,
    share_of_objects,
    zonal_figures,
)
from wijkkaart.spatial.rings import ring_max
from wijkkaart.spatial.zonal import sample

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster

#: Width of the ring around a building in which water stands against its wall (m).
_RING_M = 1.0
_MINIMUM_PANDEN = 20


def wet_walls(gebieden: gpd.GeoDataFrame, depth: Raster, panden: Objects, limit: float) -> Figures:
    """Return the percentage of residential buildings with water of `limit` (m) or deeper against the wall."""
    homes = panden.rows[is_home(panden.rows)]
    deepest = ring_max(depth.values, depth.transform, homes.geometry, _RING_M)
    wet = (deepest >= float(np.float32(limit))).astype(object).where(deepest.notna())
    result = share_of_objects(panden, wet, _MINIMUM_PANDEN)
    return covered_by(result, depth, gebieden, MINIMUM_KNOWN, outdoor_mask(depth, panden, None))


def mean_flood_depth(gebieden: gpd.GeoDataFrame, depth: Raster) -> Figures:
    """Return the mean depth (m) of the wet cells; 0 where the map covers the area and all is dry."""
    covered = zonal_figures(depth, gebieden, stat="max")
    wet = zonal_figures(depth, gebieden, mask=~(depth.values <= 0))
    mean = derive(lambda deepest: wet.waarde.where(deepest > 0, 0.0), covered)
    return replace(mean, p10=wet.p10, p50=wet.p50, p90=wet.p90)


def flooded_homes(gebieden: gpd.GeoDataFrame, depth: Raster, verblijfsobjecten: Objects) -> Figures:
    """Return the percentage of dwellings on a cell that floods, among those on the map."""
    at_home = sample(depth.values, depth.transform, dwellings(verblijfsobjecten).geometry)
    result = share_of_dwellings(verblijfsobjecten, (at_home > 0).astype(object).where(at_home.notna()))
    return covered_by(result, depth, gebieden, MINIMUM_COVERAGE)
