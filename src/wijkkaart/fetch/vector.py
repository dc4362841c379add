"""Reads features from a local vector file into the Dutch national grid, 2D and valid."""

from __future__ import annotations

import logging
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from pyproj import CRS, Transformer

from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.archive import members
from wijkkaart.fetch.reason import reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    Box = tuple[float, float, float, float]

_LOG = logging.getLogger(__name__)

#: The Netherlands with its sea, in RD metres; wide enough for every area of CBS.
NETHERLANDS = (-20_000.0, 280_000.0, 320_000.0, 660_000.0)
_DEGREES = (-180.0, -90.0, 180.0, 90.0)
_PARQUET = frozenset({".parquet", ".geoparquet", ".pq"})
_GML = ".gml"


@dataclass(frozen=True)
class VectorLayer:
    """One layer in a local file.

    Parameters
    ----------
    path
        The file, or a zip that holds it.
    dataset
        What GDAL opens: the path itself or the member inside the zip.
    name
        Layer name; empty for Parquet, and for a GML without any object.
    """

    path: Path
    dataset: str
    name: str

    @property
    def where(self) -> str:
        """File and layer, for messages."""
        return f"bestand {self.path.name}" + (f", laag {self.name}" if self.name else "")

    @property
    def is_parquet(self) -> bool:
        """Whether this is a (Geo)Parquet file."""
        return self.path.suffix.lower() in _PARQUET

    @property
    def is_bare(self) -> bool:
        """Whether this is a GML without any object: it says nothing of fields either."""
        return not self.name and not self.is_parquet


def open_layer(path: Path, layer: str | None = None, hint: str = "") -> VectorLayer:
    """Return the layer to read: the one named, else the only one, else the only one with `hint` in its name.

    Raises
    ------
    InputError
        When the file is missing or corrupt, or the layer cannot be chosen.
    """
    if not path.exists():
        raise InputError(f"het bestand {path} bestaat niet. Controleer de naam en de map.")
    if path.suffix.lower() in _PARQUET:
        return VectorLayer(path, str(path), "")
    if path.suffix.lower() == _GML:
        raise InputError(f"bestand {path.name} is een los GML-bestand. Noem bij 'bestand' de zip waar het uit komt.")
    dataset = _member(path, hint) if path.suffix.lower() == ".zip" else str(path)
    names = layer_names(path, dataset)
    if not names and dataset.endswith(_GML):
        return VectorLayer(path, dataset, "")
    return VectorLayer(path, dataset, _choose(path, names, layer, hint))


def layer_names(path: Path, dataset: str | None = None) -> list[str]:
    """Return the names of the layers in a file."""
    try:
        return [str(name) for name in pyogrio.list_layers(dataset or path)[:, 0]]
    except (RuntimeError, OSError) as error:
        raise _corrupt(path.name, path, error) from error


def _corrupt(where: str, path: Path, error: Exception) -> InputError:
    said = reason(error, path)
    return InputError(
        f"{where} is niet te lezen als kaartbestand; het is beschadigd of van een ander soort ({said}). "
        "Haal het bestand opnieuw op."
    )


def _member(path: Path, hint: str) -> str:
    """Return the GDAL name of the file in a zip that `hint` points at, once all of the zip is known to be safe."""
    names = [name for name in members(path) if _fits(hint, name.rsplit("/", 1)[-1])]
    inside = f"/vsizip/{path.as_posix()}"
    return f"{inside}/{names[0]}" if len(names) == 1 else inside


def _fits(hint: str, name: str) -> bool:
    """Return whether `name` holds `hint` at the start of a word: wegdeel is not ondersteunendwegdeel."""
    return bool(hint) and re.search(rf"(?<![a-z]){hint}", name.lower()) is not None


def _choose(path: Path, names: list[str], layer: str | None, hint: str) -> str:
    listed = ", ".join(names) or "geen"
    if layer is not None:
        if layer not in names:
            raise InputError(f"bestand {path.name} heeft geen laag {layer!r}. Kies bij 'laag' uit: {listed}.")
        return layer
    fitting = [name for name in names if _fits(hint, name)]
    if len(names) == 1 or len(fitting) == 1:
        return (fitting or names)[0]
    raise InputError(f"bestand {path.name} heeft meer lagen. Noem er een bij 'laag', uit: {listed}.")


def read_vector(
    layer: VectorLayer, bbox: Box | None = None, columns: Collection[str] | None = None
) -> gpd.GeoDataFrame:
    """Return the features of a layer as a GeoDataFrame in EPSG:28992, 2D, as they are in the file.

    Parameters
    ----------
    bbox
        minx, miny, maxx, maxy in EPSG:28992; None for everything.
    columns
        Fields to read; None for all.

    Raises
    ------
    InputError
        When the file is corrupt, has no CRS, one that lies, or lies outside the Netherlands.
    """
    if layer.is_bare:
        return gpd.GeoDataFrame(geometry=[], crs=RD)
    features = _read_parquet(layer, columns) if layer.is_parquet else _read_ogr(layer, bbox, columns)
    features = features.rename_geometry("geometry") if features.geometry.name != "geometry" else features
    features = features.set_geometry(shapely.force_2d(features.geometry.to_numpy()), crs=features.crs)
    features = features.to_crs(RD)
    if bbox is not None and layer.is_parquet:
        features = features[_touches(features, bbox)]
    return features.reset_index(drop=True)


def _touches(features: gpd.GeoDataFrame, box: Box) -> np.ndarray:
    minx, miny, maxx, maxy = features.bounds.to_numpy(dtype=float).T
    hit: np.ndarray = (minx <= box[2]) & (maxx >= box[0]) & (miny <= box[3]) & (maxy >= box[1])
    return hit


def _read_parquet(layer: VectorLayer, columns: Collection[str] | None) -> gpd.GeoDataFrame:
    try:
        features = gpd.read_parquet(layer.path, columns=None if columns is None else [*columns, "geometry"])
    except (pa.ArrowException, ValueError, OSError) as error:
        raise _corrupt(layer.where, layer.path, error) from error
    if len(features):
        _check_place(features.crs, tuple(features.total_bounds), layer.where)
    return features


def _read_ogr(layer: VectorLayer, bbox: Box | None, columns: Collection[str] | None) -> gpd.GeoDataFrame:
    try:
        info = pyogrio.read_info(layer.dataset, layer=layer.name, force_total_bounds=True)
    except (RuntimeError, OSError) as error:
        raise _corrupt(layer.where, layer.path, error) from error
    if info["geometry_type"] is None:
        raise InputError(f"{layer.where} heeft geen geometrie. Kies een laag met vlakken, lijnen of punten.")
    crs = _crs_of(layer, info["crs"])
    if info["features"]:
        _check_place(crs, info["total_bounds"], layer.where)
    options = {"layer": layer.name, "bbox": _box_in(bbox, crs), "columns": columns}
    try:
        features = pyogrio.read_dataframe(layer.dataset, **options)
    except pyogrio.errors.FeatureError as error:
        if not layer.dataset.endswith(_GML):
            raise _corrupt(layer.where, layer.path, error) from error
        features = _read_without_broken(layer, options)
    except (RuntimeError, OSError, shapely.GEOSException) as error:
        raise _corrupt(layer.where, layer.path, error) from error
    return features if features.crs or crs is None else features.set_crs(crs)


def _crs_of(layer: VectorLayer, said: str | None) -> CRS | None:
    """Return the CRS that a file says it has; RD for a GML that says none, for BGT's light GML knows no other."""
    if said:
        return CRS.from_user_input(said)
    return CRS(RD) if layer.dataset.endswith(_GML) else None


def _read_without_broken(layer: VectorLayer, options: dict[str, Any]) -> gpd.GeoDataFrame:
    """Return what can be read of a GML in which the register itself published broken geometries."""
    pyogrio.set_gdal_config_options({"GML_SKIP_CORRUPTED_FEATURES": "YES"})
    try:
        with warnings.catch_warnings(record=True) as skipped:
            warnings.simplefilter("always")
            features = pyogrio.read_dataframe(layer.dataset, **options)
    except (RuntimeError, OSError) as error:
        raise _corrupt(layer.where, layer.path, error) from error
    finally:
        pyogrio.set_gdal_config_options({"GML_SKIP_CORRUPTED_FEATURES": None})
    _LOG.warning("%s: left out %d objects with a broken geometry", layer.where, len(skipped))
    return features


def _box_in(bbox: Box | None, crs: CRS | None) -> Box | None:
    if bbox is None or crs is None:
        return bbox
    return Transformer.from_crs(RD, crs, always_xy=True).transform_bounds(*bbox)


def _check_place(crs: CRS | None, bounds: Sequence[float] | None, where: str) -> None:
    """Refuse a missing or lying CRS and features that are not in the Netherlands."""
    if crs is None:
        raise InputError(f"{where} zegt niet in welk coördinatenstelsel het is. Sla het op met EPSG:28992 (RD).")
    # GDAL gives no bounds where it finds no geometry at all.
    x0, y0, x1, y1 = (float(value) for value in bounds or (np.nan,) * 4)
    box = (x0, y0, x1, y1)
    if not np.isfinite(box).all():
        raise InputError(f"{where} heeft alleen lege geometrieën. Haal het bestand opnieuw op.")
    if crs.is_geographic and not _within(box, _DEGREES):
        seems = "RD (EPSG:28992)" if _overlap(box, NETHERLANDS) else "meters, geen graden"
        raise InputError(
            f"{where} zegt {crs.name} (graden) te zijn, maar de coördinaten (x {x0:.0f} tot {x1:.0f}) zijn "
            f"{seems}. Geef het bestand het juiste coördinatenstelsel, bijvoorbeeld in QGIS, en probeer opnieuw."
        )
    if not crs.is_geographic and _within(box, _DEGREES):
        raise InputError(
            f"{where} zegt {crs.name} (meters) te zijn, maar de coördinaten (x {x0:.2f} tot {x1:.2f}) lijken "
            "graden. Geef het bestand het juiste coördinatenstelsel (EPSG:4326) en probeer opnieuw."
        )
    to_rd = Transformer.from_crs(crs, RD, always_xy=True)
    if not _overlap(to_rd.transform_bounds(x0, y0, x1, y1), NETHERLANDS):
        turned = crs.is_geographic and _overlap(to_rd.transform_bounds(y0, x0, y1, x1), NETHERLANDS)
        advice = "Lengte en breedte zijn verwisseld." if turned else "Controleer het coördinatenstelsel."
        raise InputError(f"{where} ligt buiten Nederland (x {x0:.1f}, y {y0:.1f}). {advice}")


def _within(inner: Collection[float], outer: Box) -> bool:
    x0, y0, x1, y1 = inner
    return bool(x0 >= outer[0] and y0 >= outer[1] and x1 <= outer[2] and y1 <= outer[3])


def _overlap(one: Collection[float], other: Box) -> bool:
    x0, y0, x1, y1 = one
    return bool(x0 <= other[2] and x1 >= other[0] and y0 <= other[3] and y1 >= other[1])


def read_attributes(layer: VectorLayer) -> pd.DataFrame:
    """Return the fields of a layer without geometry."""
    try:
        if layer.is_parquet:
            return pd.read_parquet(layer.path).drop(columns="geometry", errors="ignore")
        return pd.DataFrame(pyogrio.read_dataframe(layer.dataset, layer=layer.name, read_geometry=False))
    except (RuntimeError, OSError, ValueError, pa.ArrowException) as error:
        raise _corrupt(layer.where, layer.path, error) from error


def repair(features: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    """Return `features` with invalid geometries made valid; a polygon stays a (multi)polygon."""
    shapes = features.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    if not broken.any():
        return features
    _LOG.info("%s: repaired %d invalid geometries", where, int(broken.sum()))
    shapes = shapes.copy()
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return features.set_geometry(shapes, crs=features.crs)


def is_empty(features: gpd.GeoDataFrame) -> np.ndarray:
    """Return which features have no geometry at all (NULL or empty)."""
    shapes = features.geometry.to_numpy()
    empty: np.ndarray = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    return empty
