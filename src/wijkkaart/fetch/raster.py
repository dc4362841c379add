"""Reads the part of local GeoTIFFs that a study area needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import rasterio
from affine import Affine
from rasterio.errors import RasterioError
from rasterio.windows import Window, from_bounds

from wijkkaart.errors import InputError
from wijkkaart.fetch.reason import reason
from wijkkaart.fetch.vector import NETHERLANDS
from wijkkaart.layers import Raster

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rasterio.io import DatasetReader

    Box = tuple[float, float, float, float]

_RD_CODES = frozenset({28992, 7415})


@dataclass(frozen=True)
class Scale:
    """What the cells of a raster may hold.

    Parameters
    ----------
    eenheid
        Unit, for messages.
    low, high
        A value outside this range means another band, unit or kind of raster.
    dry
        Values that mean zero, whatever the file's tags say of them.
    negative_is_missing
        True where the publisher marks "no value" with any negative number.
    missing
        Values that mean "no value" although the file does not say so.
    absurd
        So far from zero, either way, a value means "no value" too: for files whose tag of it is wrong.
    """

    eenheid: str
    low: float
    high: float
    dry: tuple[float, ...] = ()
    negative_is_missing: bool = False
    missing: tuple[float, ...] = ()
    absurd: float = np.inf


@dataclass(frozen=True)
class Request:
    """Which cells to read, and how.

    Parameters
    ----------
    scale
        What the cells may hold.
    bbox
        minx, miny, maxx, maxy in EPSG:28992; None for the whole file.
    band
        Band number, from 1.
    nodata
        Values that mean "no value", besides the file's own.
    """

    scale: Scale
    bbox: Box | None = None
    band: int = 1
    nodata: tuple[float, ...] = ()


def read_raster(paths: Sequence[Path], request: Request, peiljaar: int | None = None) -> Raster:
    """Return the requested cells as float32, NaN for no value; per cell the maximum over the files.

    Raises
    ------
    InputError
        When a file is missing, corrupt, on another grid or CRS, lies outside the bbox, or
        holds values that its scale does not allow.
    """
    if not paths:
        raise InputError("er is geen rasterbestand opgegeven. Noem er een bij 'bestand'.")
    parts = [_read_file(path, request) for path in paths]
    _check_one_grid(paths, [part.grid for part in parts])
    cells = parts[0].values
    for part in parts[1:]:
        cells = np.fmax(cells, part.values)
    return Raster(cells, parts[0].transform, peiljaar)


@dataclass(frozen=True)
class _Part:
    values: np.ndarray
    transform: Affine
    grid: tuple[Affine, tuple[int, int]]


def _read_file(path: Path, request: Request) -> _Part:
    with _open(path) as file:
        _check(file, path, request.band)
        window = _window(file, request.bbox, path)
        values = _values(file, path, window, request)
        return _Part(values, _shifted(file.transform, window), (file.transform, file.shape))


def _shifted(grid: Affine, window: Window) -> Affine:
    """Return the transform of the window's own upper left corner (north-up grids only)."""
    left, top = grid.c + window.col_off * grid.a, grid.f + window.row_off * grid.e
    return Affine(grid.a, 0.0, left, 0.0, grid.e, top)


def _check_one_grid(paths: Sequence[Path], grids: Sequence[tuple[Affine, tuple[int, int]]]) -> None:
    other = next((place for place, grid in enumerate(grids) if grid != grids[0]), None)
    if other is not None:
        raise InputError(
            f"de rasters {paths[0].name} en {paths[other].name} hebben een ander grid (oorsprong, celgrootte of "
            "omvang). Geef alleen rasters op hetzelfde grid samen op."
        )


def _open(path: Path) -> DatasetReader:
    if not path.exists():
        raise InputError(f"het bestand {path} bestaat niet. Controleer de naam en de map.")
    try:
        return rasterio.open(path)
    except RasterioError as error:
        raise _corrupt(path, error) from error


def _corrupt(path: Path, error: Exception) -> InputError:
    return InputError(
        f"bestand {path.name} is niet te lezen als raster; het is beschadigd of van een ander soort "
        f"({reason(error, path)}). Haal het opnieuw op."
    )


def _check(file: DatasetReader, path: Path, band: int) -> None:
    if not 1 <= band <= file.count:
        raise InputError(f"bestand {path.name} heeft {file.count} banden, geen band {band}. Pas 'band' aan.")
    if file.crs is None:
        raise InputError(f"bestand {path.name} zegt niet in welk coördinatenstelsel het is. Sla het op in EPSG:28992.")
    if file.crs.to_epsg(confidence_threshold=25) not in _RD_CODES:
        raise InputError(
            f"bestand {path.name} is in {file.crs.to_string()[:40]}, niet in EPSG:28992 (RD). "
            "Zet het raster om naar EPSG:28992, bijvoorbeeld met gdalwarp of QGIS."
        )
    if file.transform.b or file.transform.d or file.transform.e > 0:
        raise InputError(f"bestand {path.name} is gedraaid of staat op zijn kop. Zet het om naar noord boven.")
    if not _overlap(file.bounds, NETHERLANDS):
        raise InputError(
            f"bestand {path.name} zegt in RD te zijn maar ligt buiten Nederland (x {file.bounds.left:.0f}, "
            f"y {file.bounds.bottom:.0f}). Geef het raster het juiste coördinatenstelsel."
        )


def _overlap(one: Sequence[float], other: Box) -> bool:
    return bool(one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1])


def _window(file: DatasetReader, bbox: Box | None, path: Path) -> Window:
    """Return the whole cells of the file that the bbox touches."""
    if bbox is None:
        return Window(0, 0, file.width, file.height)
    if not _overlap(file.bounds, bbox):
        raise InputError(f"bestand {path.name} raakt het studiegebied niet. Kies een raster van dit gebied.")
    wanted = from_bounds(*bbox, transform=file.transform)
    left, top = max(0, int(np.floor(wanted.col_off))), max(0, int(np.floor(wanted.row_off)))
    right = min(file.width, int(np.ceil(wanted.col_off + wanted.width)))
    bottom = min(file.height, int(np.ceil(wanted.row_off + wanted.height)))
    return Window(left, top, right - left, bottom - top)


def _values(file: DatasetReader, path: Path, window: Window, request: Request) -> np.ndarray:
    band, scale = request.band, request.scale
    try:
        raw = file.read(band, window=window)
        present = file.read_masks(band, window=window) > 0
    except RasterioError as error:
        raise _corrupt(path, error) from error
    present &= ~_equals(raw, (*request.nodata, *scale.missing))
    values = raw.astype("float32") * np.float32(file.scales[band - 1]) + np.float32(file.offsets[band - 1])
    present &= np.isfinite(values) & ~(scale.negative_is_missing & (values < 0))
    present &= np.abs(values) < scale.absurd
    values = np.where(present, values, np.float32(np.nan))
    # A dry value wins from a nodata mark: users list it as nodata because it is no depth.
    values[_equals(raw, scale.dry)] = 0
    _check_scale(values, path, band, scale)
    return values


def _equals(raw: np.ndarray, marks: Sequence[float]) -> np.ndarray:
    """Return where `raw` equals one of `marks`, compared in the raster's own dtype."""
    hit = np.zeros(raw.shape, dtype=bool)
    for mark in marks:
        if np.issubdtype(raw.dtype, np.floating):
            hit |= raw == raw.dtype.type(mark)
        elif float(mark).is_integer():
            hit |= raw == int(mark)
    return hit


def _check_scale(values: np.ndarray, path: Path, band: int, scale: Scale) -> None:
    strange = values[(values < scale.low) | (values > scale.high)]
    if strange.size:
        raise InputError(
            f"bestand {path.name}, band {band}: {strange.size} cellen liggen buiten {scale.low:g} tot {scale.high:g} "
            f"{scale.eenheid}, bijvoorbeeld {strange.flat[0]:g}. Controleer de band en de eenheid, of noem deze "
            "waarde bij 'nodata' als die 'geen waarde' betekent. Een plaatje met klassen of kleuren is niet bruikbaar."
        )
