"""Zonal statistics of a grid, each cell counted with the exact share of it inside the zone.

exactextract has no mask argument, so a mask is laid over the values before it runs. Its
feature-sequential strategy fits: every zone reads only its own window. Raster-sequential is hardly
faster (``benchmarks/ruimte.py``) and remembers all zones to the end: for percentiles of values
that all differ 4 GB, for the Netherlands at 25 m.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from exactextract import exact_extract
from exactextract.feature import Feature, FeatureSource
from exactextract.raster import NumPyRasterSource
from rasterio.features import rasterize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import geopandas as gpd
    from affine import Affine
    from numpy.typing import NDArray

    FloatGrid = NDArray[np.floating]
    BoolGrid = NDArray[np.bool_]


#: Zones are worked through in parts of so many cells, to bound the memory that percentiles take.
_PART_CELLS = 4_000_000
#: A sum of shares may miss its limit by this much.
_ROUNDING = 1e-9


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
        Of ``mean``, ``sum``, ``min``, ``max`` and ``p10`` to ``p90``: the lowest value that is not
        exceeded in that share of the cells.
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
        known = np.where(mask & np.isnan(values), np.float32(np.nan), np.float32(1))
        covered = _extract(known, transform, zones, ["count"])["cells"]
    return table.assign(coverage=_share_of_zone(covered, transform, zones))


def at_least(values: FloatGrid, limit: float) -> FloatGrid:
    """Return 1 where a cell is `limit` or more, 0 below it and NaN without a value: its mean is a share."""
    above: FloatGrid = np.where(np.isnan(values), np.nan, values >= limit)
    return above


def cells_outside(shapes: Iterable[object], shape: tuple[int, ...], transform: Affine) -> BoolGrid:
    """Return a mask, True for each cell whose centre lies outside all `shapes`."""
    drawn = _polygons(shapes)
    if not drawn:
        return np.ones(shape, dtype=bool)
    burnt: NDArray[np.uint8] = rasterize(drawn, out_shape=shape, transform=transform, dtype="uint8")
    outside: BoolGrid = burnt == 0
    return outside


def _polygons(shapes: Iterable[object]) -> list[dict[str, object]]:
    """Return each polygon in `shapes` as rasterio reads it: faster than when it asks shapely for each point."""
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    polygons = parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)]
    if not len(polygons):
        return []
    _, points, (of_ring, of_polygon) = shapely.to_ragged_array(polygons, include_z=False)
    rings = [points[start:end] for start, end in pairwise(of_ring.tolist())]
    return [{"type": "Polygon", "coordinates": rings[start:end]} for start, end in pairwise(of_polygon.tolist())]


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
    grid = _Grid(values, left, bottom, right, top, name="v")
    names = ["cells" if name == "count" else name for name in stats]
    if zones.empty:
        return pd.DataFrame(columns=names, index=zones.index, dtype="float64")
    part = (zones.area.fillna(0.0).cumsum() / cell_area(transform) // _PART_CELLS).to_numpy()
    tables = [_numbers(grid, outlines, stats) for _, outlines in zones.geometry.groupby(part)]
    table = pd.concat(tables, ignore_index=True).set_axis(names, axis=1).set_axis(zones.index)
    if "sum" in table:
        # exactextract adds up nothing to 0; without a single cell with a value there is no sum.
        table["sum"] = table["sum"].where(table["cells"] > 0)
    return table


def _numbers(grid: _Grid, zones: gpd.GeoSeries, stats: Sequence[str]) -> pd.DataFrame:
    """Return `stats` of each zone, in that order.

    Percentiles are taken from the cells and how much of each is inside: exactextract's own quantile
    weighs every distinct value alike, which is wrong where values repeat.
    """
    spread = [name for name in stats if name[0] == "p"]
    plain = [name for name in stats if name not in spread]
    operations = [*plain, *(("values", "coverage") if spread else ())]
    found = exact_extract(grid, _Outlines(zones), operations, strategy="feature-sequential", output="pandas")
    # The columns come back in the order of the operations, under names of their own.
    table: pd.DataFrame = found.iloc[:, : len(plain)].set_axis(plain, axis=1).astype("float64")
    if spread:
        shares = np.array([int(name[1:]) / 100 for name in spread])
        cells = zip(found.iloc[:, -2], found.iloc[:, -1], strict=True)
        rows = [_percentiles(values, weights, shares) for values, weights in cells]
        table = pd.concat([table, pd.DataFrame(rows, columns=spread)], axis=1)
    return table[list(stats)]


def _percentiles(values: FloatGrid, weights: FloatGrid, shares: FloatGrid) -> FloatGrid:
    """Return for each of `shares` the lowest value at which that part of the weight is reached; NaN without values."""
    if not len(values):
        return np.full(len(shares), np.nan)
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    found: FloatGrid = values[order][np.searchsorted(reached, (shares - _ROUNDING) * reached[-1])]
    return found


class _Grid(NumPyRasterSource):  # type: ignore[misc]  # exactextract has no types
    """A grid that is read in double precision a window at a time: the whole of it is never copied."""

    def read_window(self, x0: int, y0: int, nx: int, ny: int) -> FloatGrid:
        return np.asarray(super().read_window(x0, y0, nx, ny), dtype="float64")


class _Outlines(FeatureSource):  # type: ignore[misc]  # exactextract has no types
    """Zones handed over as WKB: from a GeoDataFrame exactextract goes by way of JSON, which takes most of the time."""

    def __init__(self, zones: gpd.GeoSeries) -> None:
        super().__init__()
        self.outlines = zones.fillna().to_wkb()  # exactextract crashes on a zone without an outline

    def count(self) -> int:
        return len(self.outlines)

    def __iter__(self) -> Iterator[_Outline]:
        return map(_Outline, self.outlines)

    def srs_wkt(self) -> None:
        """Return no CRS: that of zones and grid is the caller's business."""


class _Outline(Feature):  # type: ignore[misc]  # exactextract has no types
    def __init__(self, wkb: bytes) -> None:
        super().__init__()
        self.wkb = wkb

    def geometry(self) -> bytes:
        return self.wkb


def _share_of_zone(cells: pd.Series, transform: Affine, zones: gpd.GeoDataFrame) -> pd.Series:
    """Return the covered share of each zone; an overshoot by floating point is cut off at 1."""
    share: pd.Series = cells * cell_area(transform) / zones.area
    return share.clip(0.0, 1.0)
