"""Opens the files that gemeente and residents bring: CSV in any Excel dialect, or GeoJSON."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyogrio.errors
import shapely

from wijkkaart.errors import InputError
from wijkkaart.extent import RD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_WGS84_BOUNDS = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class Row:
    """One row or feature of a file.

    Parameters
    ----------
    nummer
        Line in a CSV, number of the feature (from 1) in a GeoJSON.
    velden
        Text per field name in lower case; empty for no value.
    vorm
        Geometry in EPSG:28992; None in a CSV.
    """

    nummer: int
    velden: Mapping[str, str]
    vorm: Any = None

    def get(self, *names: str) -> str:
        """Return the first of these fields that is filled; empty for none."""
        return next((self.velden[name] for name in names if self.velden.get(name)), "")


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV (comma or semicolon; UTF-8 or Windows-1252) or the features of a GeoJSON.

    Raises
    ------
    InputError
        When the file is not there, is something else, or is broken.
    """
    if not path.is_file():
        raise InputError(f"Het bestand {path.name} is er niet ({path}). Controleer het pad onder 'eigen'.")
    if path.suffix.lower() in (".geojson", ".json"):
        return _features(path)
    if path.suffix.lower() in (".csv", ".txt"):
        return _lines(path)
    raise InputError(f"{path.name}: dit soort bestand kan hier niet. Geef een .csv of een .geojson.")


def _lines(path: Path) -> list[Row]:
    text = _decoded(path.read_bytes())
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    header = [name.strip().lower() for name in next(reader, [])]
    if double := {name for name in header if name and header.count(name) > 1}:
        raise InputError(f"{path.name}: de kolom {min(double)!r} staat er twee keer. Geef elke kolom een eigen naam.")
    rows = []
    for values in reader:
        if not any(value.strip() for value in values):
            continue
        if any(value.strip() for value in values[len(header) :]):
            raise InputError(
                f"{path.name}, regel {reader.line_num}: er staan meer waarden dan kolommen. "
                f"Zet een tekst met een {separator!r} erin tussen aanhalingstekens."
            )
        rows.append(Row(reader.line_num, dict(zip(header, (value.strip() for value in values), strict=False))))
    return rows


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _features(path: Path) -> list[Row]:
    try:
        frame = gpd.read_file(path)
    except (pyogrio.errors.DataSourceError, ValueError) as error:
        raise InputError(f"{path.name}: dit is geen leesbaar GeoJSON-bestand. Bewaar het opnieuw.") from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        raise InputError(f"{path.name}: er staan geen plaatsen in. Geef een GeoJSON met punten, lijnen of vlakken.")
    _check_shapes(path, frame)
    placed = frame.to_crs(RD)
    shapes = shapely.make_valid(shapely.force_2d(placed.geometry.to_numpy()))
    fields = placed.drop(columns=placed.geometry.name)
    fields.columns = [str(name).strip().lower() for name in fields.columns]
    records = fields.to_dict("records")
    return [
        Row(number, {name: _text(value) for name, value in record.items()}, shape)
        for number, (record, shape) in enumerate(zip(records, shapes, strict=True), start=1)
    ]


def _check_shapes(path: Path, frame: gpd.GeoDataFrame) -> None:
    empty = frame.geometry.isna() | frame.geometry.is_empty
    if empty.any():
        number = int(empty.to_numpy().argmax()) + 1
        raise InputError(f"{path.name}, object {number}: er is geen plaats bij. Teken het opnieuw of haal het weg.")
    low_x, low_y, high_x, high_y = _WGS84_BOUNDS
    bounds = frame.geometry.bounds
    if not frame.crs.is_geographic:
        return
    outside = (
        (bounds["minx"] < low_x) | (bounds["miny"] < low_y) | (bounds["maxx"] > high_x) | (bounds["maxy"] > high_y)
    )
    if outside.any():
        number = int(outside.to_numpy().argmax()) + 1
        raise InputError(
            f"{path.name}, object {number}: de coördinaten zijn geen graden. "
            "Bewaar het bestand als GeoJSON in WGS 84 (EPSG:4326)."
        )


def _text(value: object) -> str:
    """Return a property as text; whole numbers without a decimal point, nothing for null."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
