"""What covers the ground: a grid of 5 m cells, from which the rasters are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from affine import Affine
from rasterio.features import rasterize

from wijkkaart.voorbeeldstad.terrain import Cover

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.voorbeeldstad.plan import Plan

CELL_M = 5
MARGIN_M = 1000


@dataclass(frozen=True)
class Ground:
    """The grid.

    Parameters
    ----------
    cover
        A ``Cover`` per 5 m cell, north row first.
    buurt
        Row of plan.buurten per cell, -1 outside.
    corner
        x of the west edge and y of the north edge, EPSG:28992.
    """

    cover: NDArray[np.uint8]
    buurt: NDArray[np.int16]
    corner: tuple[float, float]


def lay_ground(plan: Plan, terrain: gpd.GeoDataFrame, panden: gpd.GeoDataFrame) -> Ground:
    """Return the ground of Voorbeeldstad and 1 km around it, where there are only fields."""
    minx, miny, maxx, maxy = plan.buurten.total_bounds
    west, north = np.floor((minx - MARGIN_M) / 100) * 100, np.ceil((maxy + MARGIN_M) / 100) * 100
    lengths = (north - miny + MARGIN_M, maxx + MARGIN_M - west)
    shape = tuple(int(-(-length // 100) * 100 / CELL_M) for length in lengths)
    transform = Affine(CELL_M, 0, west, 0, -CELL_M, north)

    def burn(shapes: Iterable[tuple[object, int]], start: NDArray[np.generic]) -> NDArray[np.generic]:
        return np.asarray(rasterize(shapes, out=start, transform=transform))

    empty = np.full(shape, Cover.FARMLAND, "uint8")
    cover = burn(zip(terrain.geometry, terrain["cover"], strict=True), empty)
    cover = burn(((pand, Cover.BUILDING) for pand in panden.geometry), cover)
    buurt = burn(((area, row) for row, area in enumerate(plan.buurten.geometry)), np.full(shape, -1, "int16"))
    return Ground(cover.astype("uint8"), buurt.astype("int16"), (float(west), float(north)))


def box_mean(values: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """Return the mean over a square of `reach` cells on each side of every cell."""
    width = 2 * reach + 1
    for axis in (0, 1):
        edge = [(reach + 1, reach) if number == axis else (0, 0) for number in (0, 1)]
        total = np.cumsum(np.pad(values, edge, mode="edge"), axis=axis, dtype="float64")
        high = np.take(total, range(width, total.shape[axis]), axis=axis)
        low = np.take(total, range(total.shape[axis] - width), axis=axis)
        values = ((high - low) / width).astype("float32")
    return values


def halved(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the means of blocks of two by two cells."""
    rows, columns = values.shape
    return np.asarray(values.reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3)), dtype="float32")


def smooth_noise(shape: tuple[int, int], coarse: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return noise with mean 0 and deviation about 1 that changes over `coarse` cells."""
    small = rng.normal(size=(shape[0] // coarse + 3, shape[1] // coarse + 3)).astype("float32")
    row, column = np.arange(shape[0]) / coarse, np.arange(shape[1]) / coarse
    i, j = row.astype(int), column.astype(int)
    a, b = _eased(row - i)[:, None], _eased(column - j)[None, :]
    top = small[i][:, j] * (1 - b) + small[i][:, j + 1] * b
    bottom = small[i + 1][:, j] * (1 - b) + small[i + 1][:, j + 1] * b
    return np.asarray((top * (1 - a) + bottom * a) * 1.4, dtype="float32")


def _eased(share: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(share * share * (3 - 2 * share), dtype="float32")
