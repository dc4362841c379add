"""From metres in the national grid to degrees, as short whole steps for the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Transformer

from wijkkaart.extent import RD

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: Longitude and latitude, as the browser's map wants them.
WGS84 = "EPSG:4326"
_ORIGIN_DECIMALS = 3


@dataclass(frozen=True)
class Degrees:
    """Turns points in EPSG:28992 into longitude and latitude.

    Parameters
    ----------
    origin
        Longitude and latitude from which steps are counted.
    """

    transformer: Transformer
    origin: tuple[float, float]

    def points(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points (n x 2, metres) as longitude and latitude."""
        east, north = self.transformer.transform(metres[:, 0], metres[:, 1])
        return np.column_stack([east, north])

    def steps(self, metres: NDArray[np.float64], step: float) -> list[list[int]]:
        """Return points (n x 2, metres) as whole steps of `step` degrees, each from the one before."""
        counted = np.round((self.points(metres) - self.origin) / step).astype(np.int64)
        moves: list[list[int]] = np.diff(counted, axis=0, prepend=[[0, 0]]).tolist()
        return moves


def degrees_for(gebieden: gpd.GeoDataFrame) -> Degrees:
    """Return the conversion for a study area, counting from its lower left corner."""
    transformer = Transformer.from_crs(RD, WGS84, always_xy=True)
    minx, miny, _, _ = gebieden.total_bounds
    east, north = transformer.transform(minx, miny)
    return Degrees(transformer, (round(float(east), _ORIGIN_DECIMALS), round(float(north), _ORIGIN_DECIMALS)))
