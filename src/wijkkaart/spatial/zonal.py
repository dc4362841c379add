"""Zonal statistics of a grid, each cell counted with the exact share of it inside the zone.

exactextract has no mask argument, so a mask is laid over the values before it runs. The
feature-sequential strategy fits here: a run has tens to hundreds of zones on a small grid,
and every zone reads only its own window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from rasterio.features import rasterize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    from affine import Affine
    from numpy.typing import NDArray

    FloatGrid = NDArray[np.floating]
    BoolGrid = NDArray[np.bool_]


def zonal(
    values: FloatGrid,
    transform: Affine,
    zones: gpd.GeoDataFrame,
    stats: Sequence[str] = ("mean",),
    *,
    mask: BoolGrid | None = None,
) -> pd.DataFrame:
    """Return statistics of the cells inside each zone, weighted with the share of the cell inside.

    Parameters
    ----------
    values
        Rows x columns, north up; NaN where there is no value.
    transform
        Affine of the grid, in the CRS of `zones`.
    zones
        Polygons with a CRS; any unique index.
    stats
        Of ``mean``, ``sum``, ``min``, ``max`` and ``p10`` to ``p90``.
    mask
        Same shape; True where a cell counts. A cell outside the mask is left out of the
        statistics, but the grid still counts as covering it.

    Returns
    -------
    DataFrame
        Index of `zones`; a column per statistic (NaN without a valid cell), ``cells`` (sum of
        the shares of valid cells) and ``coverage`` (0-1: share of the zone that the grid
        covers, with a value or masked).

    Examples
    --------
    >>> import geopandas as gpd, numpy as np
    >>> from affine import Affine
    >>> from shapely import box
    >>> zone = gpd.GeoDataFrame(geometry=[box(0, 0, 1.5, 1)], crs=28992)
    >>> zonal(np.array([[2.0, 5.0]]), Affine(1, 0, 0, 0, -1, 1), zone)["mean"].item()
    3.0
    """
    used = values if mask is None else np.where(mask, values, np.nan)
    table = _extract(used, transform, zones, [*stats, "count"])
    covered = table["cells"]
    if mask is not None:
        known = np.where(mask & np.isnan(values), np.nan, 1.0)
        covered = _extract(known, transform, zones, ["count"])["cells"]
    return table.assign(coverage=_share_of_zone(covered, transform, zones))


def at_least(values: FloatGrid, limit: float) -> FloatGrid:
    """Return 1 where a cell is `limit` or more, 0 below it and NaN without a value: its mean is a share."""
    above: FloatGrid = np.where(np.isnan(values), np.nan, values >= limit)
    return above


def cells_outside(shapes: Iterable[object], shape: tuple[int, ...], transform: Affine) -> BoolGrid:
    """Return a mask, True for each cell whose centre lies outside all `shapes`."""
    drawn = [(item, 1) for item in shapes]
    if not drawn:
        return np.ones(shape, dtype=bool)
    burnt: NDArray[np.uint8] = rasterize(drawn, out_shape=shape, transform=transform, dtype="uint8")
    outside: BoolGrid = burnt == 0
    return outside


def sample(values: FloatGrid, transform: Affine, points: gpd.GeoSeries) -> pd.Series:
    """Return the value of the cell under each point; NaN without a value or outside the grid."""
    row = _cells_at(points.y.to_numpy(), transform.f, transform.e)
    column = _cells_at(points.x.to_numpy(), transform.c, transform.a)
    inside = (row >= 0) & (row < values.shape[0]) & (column >= 0) & (column < values.shape[1])
    found = np.full(len(points), np.nan)
    found[inside] = values[row[inside], column[inside]]
    return pd.Series(found, index=points.index)


def regrid(values: FloatGrid, transform: Affine, shape: tuple[int, ...], onto: Affine) -> FloatGrid:
    """Return `values` on another grid: each new cell takes the old cell under its centre, else NaN."""
    if values.shape == shape and transform == onto:
        return values
    column = _cells_at(onto.c + (np.arange(shape[1]) + 0.5) * onto.a, transform.c, transform.a)
    row = _cells_at(onto.f + (np.arange(shape[0]) + 0.5) * onto.e, transform.f, transform.e)
    inside = ((row >= 0) & (row < values.shape[0]))[:, None] & ((column >= 0) & (column < values.shape[1]))
    found = values[np.clip(row, 0, values.shape[0] - 1)][:, np.clip(column, 0, values.shape[1] - 1)]
    moved: FloatGrid = np.where(inside, found, np.nan)
    return moved


def _cells_at(places: NDArray[np.floating], origin: float, size: float) -> NDArray[np.int_]:
    """Return in which row or column of a north-up grid each place (y or x) lies."""
    cells: NDArray[np.int_] = np.floor((places - origin) / size).astype(int)
    return cells


def cell_area(transform: Affine) -> float:
    """Return the area of one cell, in square units of the CRS."""
    return abs(float(transform.a * transform.e))


def _extract(values: FloatGrid, transform: Affine, zones: gpd.GeoDataFrame, stats: Sequence[str]) -> pd.DataFrame:
    height, width = values.shape
    left, top = transform.c, transform.f
    right, bottom = left + width * transform.a, top + height * transform.e
    grid = NumPyRasterSource(np.asarray(values, dtype="float64"), left, bottom, right, top, name="v")
    names = ["cells" if name == "count" else name for name in stats]
    if zones.empty:
        return pd.DataFrame(columns=names, index=zones.index, dtype="float64")
    operations = [_operation(name) for name in stats]
    found: pd.DataFrame = exact_extract(
        grid, zones[[zones.geometry.name]], operations, strategy="feature-sequential", output="pandas"
    )
    # The columns come back in the order of the operations, under names of their own.
    return found.set_axis(names, axis=1).set_axis(zones.index).astype("float64")


def _operation(name: str) -> str:
    if name[0] == "p" and name[1:].isdigit():
        return f"quantile(q={int(name[1:]) / 100})"
    return name


def _share_of_zone(cells: pd.Series, transform: Affine, zones: gpd.GeoDataFrame) -> pd.Series:
    """Return the covered share of each zone; an overshoot by floating point is cut off at 1."""
    share: pd.Series = cells * cell_area(transform) / zones.area
    return share.clip(0.0, 1.0)
