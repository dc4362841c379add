"""What a grid says right beside a footprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from wijkkaart.spatial.zonal import zonal

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from affine import Affine


def ring_max(values: np.ndarray, transform: Affine, footprints: gpd.GeoSeries, width: float) -> pd.Series:
    """Return the largest value in a ring of `width` around each footprint, the footprint left out.

    NaN where no cell of the ring has a value.

    Parameters
    ----------
    values
        Rows x columns, north up; NaN where there is no value.
    transform
        Affine of the grid, in the CRS of `footprints`.
    footprints
        Polygons; any unique index.
    width
        In units of the CRS.
    """
    rings = footprints.buffer(width, quad_segs=4).difference(footprints, align=False)
    return zonal(values, transform, gpd.GeoDataFrame(geometry=rings), ["max"])["max"]
