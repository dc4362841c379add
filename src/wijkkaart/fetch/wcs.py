"""Fetches part of a coverage over WCS 2.0.1, tile by tile, into one GeoTIFF on the coverage's own grid."""

from __future__ import annotations

import logging
import math
import warnings
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import rasterio
from affine import Affine
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import MemoryFile
from rasterio.windows import Window

from wijkkaart.extent import RD
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.http import ErrorReport, RequestRefused
from wijkkaart.fetch.wcs_description import Service

if TYPE_CHECKING:
    from pathlib import Path

    from rasterio.io import DatasetReader, DatasetWriter

    from wijkkaart.fetch.http import Http
    from wijkkaart.fetch.wcs_description import Grid

    Box = tuple[float, float, float, float]

_LOG = logging.getLogger(__name__)
_TIFF = ("image/tiff", "image/geotiff")
_OUTSIDE = ("ExtentError", "InvalidSubsetting")
#: A tile may lie this part of a cell off the grid (rounded coordinates); more is another grid.
_SLACK = 0.05
_BLOCK = 256


def fetch_coverage(  # noqa: PLR0913 - address, what, where to and how: none belongs to another
    http: Http,
    url: str,
    coverage: str,
    path: Path,
    bbox: Box,
    *,
    scale: float | None = None,
    tile_m: float = 5000,
) -> Facts:
    """Write the cells that `bbox` touches to a GeoTIFF: EPSG:28992, the service's own cells, type and nodata.

    Where the coverage has nothing the file says "no value"; where it does not touch the bbox at all,
    the file is a sheet of such cells, so that its reader finds the area not covered.

    Parameters
    ----------
    coverage
        An id, or how the id begins (a regular expression): then the highest that matches.
    bbox
        minx, miny, maxx, maxy in EPSG:28992, metres.
    scale
        Below 1 for coarser cells: 0.1 makes 5 m of 0.5 m. Its inverse is a whole number.
    tile_m
        Longest side of one request, metres.

    Raises
    ------
    SourceUnavailable, SourceChanged
        When the service cannot be had, or answers in a shape that this protocol does not know.
    """
    service = Service(http, url)
    grid = service.describe(service.find_coverage(coverage))
    canvas = _canvas(grid, bbox, scale)
    tiles = _tiles(canvas.span & canvas.whole, canvas, tile_m)
    gaps = _write(path, _Fetch(service, grid.coverage, grid.axes, scale), canvas, tiles)
    _LOG.info("%s: %d tiles, %d of them without cover", grid.coverage, len(tiles), gaps)
    return Facts(tuple(service.asked), extra=(("coverage", grid.coverage), ("tegels", f"{len(tiles)}")))


class _Span(NamedTuple):
    """A rectangle of cells, counted from the upper left corner of the coverage; right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def __and__(self, other: _Span) -> _Span:
        return _Span(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top, self.right - self.left

    def wider(self) -> _Span:
        """Return the rectangle with one cell more on each side."""
        return _Span(self.left - 1, self.top - 1, self.right + 1, self.bottom + 1)

    def window(self, frame: _Span) -> Window:
        """Return the rectangle as a window on `frame`."""
        rows, columns = self.shape
        return Window(self.left - frame.left, self.top - frame.top, columns, rows)


@dataclass(frozen=True)
class _Canvas:
    """The file to write: its cells, all cells of the coverage, and the grid that both lie on."""

    span: _Span
    whole: _Span
    grid: Affine

    def corner(self, column: float, row: float) -> tuple[float, float]:
        """Return x and y of the upper left corner of a cell."""
        return self.grid.c + column * self.grid.a, self.grid.f + row * self.grid.e

    def cell(self, x: float, y: float) -> tuple[float, float]:
        """Return column and row of a point, in parts of a cell."""
        return (x - self.grid.c) / self.grid.a, (y - self.grid.f) / self.grid.e


@dataclass(frozen=True)
class _Tile:
    """One answer: values (bands, rows, columns), where it lies, and what its cells mean."""

    values: np.ndarray
    span: _Span
    profile: tuple[tuple[str, Any], ...]
    scales: tuple[float, ...]
    offsets: tuple[float, ...]


@dataclass(frozen=True)
class _Fetch:
    service: Service
    coverage: str
    axes: tuple[str, str]
    scale: float | None


def _canvas(grid: Grid, bbox: Box, scale: float | None) -> _Canvas:
    dx, dy = grid.dx / (scale or 1.0), grid.dy / (scale or 1.0)
    # A coordinate that is a rounding error past a cell edge lies on it.
    columns, rows = (math.floor(n + 1e-6) for n in ((grid.right - grid.left) / dx, (grid.top - grid.bottom) / dy))
    wanted = _Span(
        math.floor((bbox[0] - grid.left) / dx + 1e-6),
        math.floor((grid.top - bbox[3]) / dy + 1e-6),
        math.ceil((bbox[2] - grid.left) / dx - 1e-6),
        math.ceil((grid.top - bbox[1]) / dy - 1e-6),
    )
    whole = _Span(0, 0, columns, rows)
    covered = wanted & whole
    return _Canvas(covered if min(covered.shape) > 0 else wanted, whole, Affine(dx, 0, grid.left, 0, -dy, grid.top))


def _tiles(span: _Span, canvas: _Canvas, tile_m: float) -> list[_Span]:
    """Return the requests that together are `span`, row by row; none for an empty span."""
    columns, rows = (max(1, int(tile_m // step)) for step in (canvas.grid.a, -canvas.grid.e))
    return [
        _Span(left, top, left + columns, top + rows) & span
        for top in range(span.top, span.bottom, rows)
        for left in range(span.left, span.right, columns)
    ]


def _write(path: Path, fetch: _Fetch, canvas: _Canvas, tiles: list[_Span]) -> int:
    """Write the tiles as they come in; return how many the service has nothing for."""
    gaps = 0
    with ExitStack() as stack:
        out: DatasetWriter | None = None
        for place in tiles:
            tile = _fetch_tile(fetch, canvas, place)
            if tile is None:
                gaps += 1
                continue
            out = out or stack.enter_context(_create(path, canvas, tile))
            _paste(fetch.service, out, canvas, place, tile)
        if gaps and (out is None or out.nodata is None):
            raise fetch.service.changed(
                f"{gaps} van de {len(tiles)} tegels van {fetch.coverage} vallen buiten de dekking die zij zelf noemt"
            )
    if not tiles:
        rows, columns = canvas.span.shape
        empty = np.full((1, rows, columns), np.nan, dtype="float32")
        blank = _Tile(empty, canvas.span, _profile("float32", 1, np.nan), (1.0,), (0.0,))
        with _create(path, canvas, blank) as sheet:
            sheet.write(empty)
    return gaps


def _fetch_tile(fetch: _Fetch, canvas: _Canvas, place: _Span) -> _Tile | None:
    """Return the tile with a rim of one cell, so that a rounded edge leaves no seam; None where there is no cover."""
    asked = place.wider() & canvas.whole
    left, top = canvas.corner(asked.left, asked.top)
    right, bottom = canvas.corner(asked.right, asked.bottom)
    params = [
        ("version", "2.0.1"),
        ("coverageId", fetch.coverage),
        ("format", "image/tiff"),
        ("subset", f"{fetch.axes[0]}({_number(left)},{_number(right)})"),
        ("subset", f"{fetch.axes[1]}({_number(bottom)},{_number(top)})"),
        *([("scaleFactor", _number(fetch.scale))] if fetch.scale else []),
    ]
    try:
        body = fetch.service.ask("GetCoverage", params, _TIFF)
    except (RequestRefused, ErrorReport) as error:
        if any(code in error.text for code in _OUTSIDE):
            return None
        raise
    return _read(fetch.service, body, canvas)


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _read(service: Service, body: bytes, canvas: _Canvas) -> _Tile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)  # refused below, in words
            with MemoryFile(body) as memory, memory.open() as file:
                profile = _profile(file.dtypes[0], file.count, file.nodata)
                return _Tile(file.read(), _locate(service, file, canvas), profile, file.scales, file.offsets)
    except RasterioError as error:
        raise service.changed(f"een tegel is geen hele GeoTIFF ({' '.join(str(error).split())[:80]})") from error


def _profile(dtype: str, count: int, nodata: float | None) -> tuple[tuple[str, Any], ...]:
    if nodata is None and np.issubdtype(np.dtype(dtype), np.floating):
        nodata = np.nan
    return (("dtype", dtype), ("count", count), ("nodata", nodata))


def _locate(service: Service, file: DatasetReader, canvas: _Canvas) -> _Span:
    """Return where a tile lies; refuse one on another grid (a server may shrink what it finds too large)."""
    grid = file.transform
    right, bottom = grid.c + file.width * grid.a, grid.f + file.height * grid.e
    corners = (*canvas.cell(grid.c, grid.f), *canvas.cell(right, bottom))
    span = _Span(*map(round, corners))
    off = max(abs(corner - cell) for corner, cell in zip(corners, span, strict=True))
    if off > _SLACK or span.shape != (file.height, file.width) or grid.b or grid.d:
        raise service.changed(
            f"een tegel van {file.width} x {file.height} cellen ligt op een ander grid dan de coverage "
            f"(cel {file.transform.a:g} m, hoek {file.transform.c:g}, {file.transform.f:g})"
        )
    return span


def _create(path: Path, canvas: _Canvas, tile: _Tile) -> DatasetWriter:
    rows, columns = canvas.span.shape
    left, top = canvas.corner(canvas.span.left, canvas.span.top)
    out = rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        crs=RD,
        transform=Affine(canvas.grid.a, 0, left, 0, canvas.grid.e, top),
        tiled=True,
        blockxsize=_BLOCK,
        blockysize=_BLOCK,
        compress="deflate",
        BIGTIFF="IF_SAFER",
        **dict(tile.profile),
    )
    out.scales, out.offsets = tile.scales, tile.offsets
    return out


def _paste(service: Service, out: DatasetWriter, canvas: _Canvas, place: _Span, tile: _Tile) -> None:
    """Write the part of the tile that was asked for; only the rim of the coverage may be a cell short."""
    profile = dict(_profile(out.dtypes[0], out.count, out.nodata))
    # As text, because nan equals itself there.
    different = [name for name, value in tile.profile if str(value) != str(profile[name])]
    if different:
        raise service.changed(f"de tegels hebben niet dezelfde {different[0]}")
    part = place & tile.span
    rim = [edge == limit for edge, limit in zip(place, canvas.whole, strict=True)]
    short = [abs(got - wanted) for got, wanted in zip(part, place, strict=True)]
    if min(part.shape) <= 0 or any(cells > at_rim for cells, at_rim in zip(short, rim, strict=True)):
        raise service.changed(f"een tegel dekt niet wat gevraagd was: {max(short)} cellen te kort")
    window = part.window(tile.span)
    out.write(tile.values[(slice(None), *window.toslices())], window=part.window(canvas.span))
