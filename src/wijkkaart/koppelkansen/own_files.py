"""Opens the files that gemeente and residents bring: CSV in any Excel dialect, or GeoJSON."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio.errors
import shapely

from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.koppelkansen.saved_map import notes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_WGS84_BOUNDS = (-180.0, -90.0, 180.0, 90.0)

#: A row with this at the start of a cell is an example of a template and is skipped.
EXAMPLE = "(voorbeeld)"

#: What people call a field, the surest name first. A field that is not here has one name.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "gebied": (
        *("gebiedcode", "code", "gebied", "gebiedsnaam", "gebiednaam"),
        *("buurtcode", "bu_code", "buurt", "buurtnaam"),
        *("wijkcode", "wk_code", "wijk", "wijknaam", "gemeentecode", "gm_code", "gemeente", "gemeentenaam"),
    ),
    "tekst": ("tekst", "notitie", "verhaal", "toelichting", "opmerking", "omschrijving", "beschrijving"),
    "toelichting": ("toelichting", "uitleg", "opmerking", "omschrijving", "beschrijving", "tekst"),
    "naam": ("naam", "titel"),
    "herkomst": ("herkomst", "afkomst", "door"),
    "opgave": ("opgave", "opgaven", "thema"),
    "opgaven": ("opgaven", "opgave", "themas"),
    "werksoort": ("werksoort", "soort_werk", "soort", "type"),
    "jaar_van": ("jaar_van", "van", "vanaf", "startjaar", "beginjaar", "start", "jaar"),
    "jaar_tot": ("jaar_tot", "tot", "tot_en_met", "t/m", "eindjaar", "eind"),
    "regel": ("regel", "koppelkans", "kaart", "kaartje", "cijfer", "indicator", "over"),
    "oordeel": ("oordeel", "herkenning", "herkennen"),
    "aantal": ("aantal", "stippen", "stickers"),
    "tafel": ("tafel", "groep"),
    "uitleg": ("uitleg", "toelichting", "omschrijving", "beschrijving", "opmerking", "tekst"),
    "x": ("x", "x_rd", "rd_x"),
    "y": ("y", "y_rd", "rd_y"),
    "lon": ("lon", "lng", "longitude", "lengtegraad"),
    "lat": ("lat", "latitude", "breedtegraad"),
}

# Line ends and tabs are layout; the rest of these can only hide something.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


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
        Geometry in EPSG:28992; None for a feature without a place and in a CSV.
    kaart
        Whether it is a feature of a GeoJSON.
    """

    nummer: int
    velden: Mapping[str, str]
    vorm: Any = None
    kaart: bool = False

    @property
    def plek(self) -> str:
        """Where it stands in its file, as people count."""
        return f"{'object' if self.kaart else 'regel'} {self.nummer}"

    def get(self, *names: str) -> str:
        """Return the first of these fields that is filled, under any of its names; empty for none."""
        return next((self.velden[name] for name in aliases(names) if self.velden.get(name)), "")

    def has(self, name: str) -> bool:
        """Return whether there is such a field, filled or not."""
        return any(alias in self.velden for alias in aliases((name,)))


def aliases(names: Iterable[str]) -> list[str]:
    """Return all names under which these fields may stand in a file."""
    return [alias for name in names for alias in ALIASES.get(name, (name,))]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV (comma or semicolon; UTF-8 or Windows-1252), a GeoJSON, or the notes in a saved map.

    Examples of a template are left out.

    Raises
    ------
    InputError
        When the file is not there, is something else, or is broken.
    """
    if not path.is_file():
        raise InputError(f"Het bestand {path.name} is er niet ({path}). Controleer het pad onder 'eigen'.")
    if path.suffix.lower() in (".geojson", ".json"):
        rows = _features(path, path)
    elif path.suffix.lower() in (".html", ".htm"):
        rows = _features(path, BytesIO(notes_in(path)))
    elif path.suffix.lower() in (".csv", ".txt"):
        rows = _lines(path)
    else:
        raise InputError(
            f"{path.name}: dit soort bestand kan hier niet. Geef een .csv, een .geojson of een bewaarde kaart (.html)."
        )
    return [row for row in rows if not any(value.casefold().startswith(EXAMPLE) for value in row.velden.values())]


def field_name(name: object) -> str:
    """Return the name of a column as it is looked up: lower case, words joined by underscores."""
    return re.sub(r"[\s_-]+", "_", str(name).strip().lower())


def _lines(path: Path) -> list[Row]:
    text = _decoded(path.read_bytes())
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    header = [field_name(name) for name in next(reader, [])]
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
        rows.append(Row(reader.line_num, dict(zip(header, map(_text, values), strict=False))))
    return rows


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _features(path: Path, source: Path | BytesIO) -> list[Row]:
    try:
        frame = gpd.read_file(source)
    except (pyogrio.errors.DataSourceError, ValueError) as error:
        raise InputError(f"{path.name}: dit is geen leesbaar GeoJSON-bestand. Bewaar het opnieuw.") from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        raise InputError(f"{path.name}: er staan geen plaatsen in. Geef een GeoJSON met punten, lijnen of vlakken.")
    _check_degrees(path, frame)
    placed = frame.to_crs(RD)
    shapes = [_shape(shape) for shape in placed.geometry]
    fields = placed.drop(columns=placed.geometry.name)
    fields.columns = [field_name(name) for name in fields.columns]
    records = fields.to_dict("records")
    return [
        Row(number, {str(name): _text(value) for name, value in record.items()}, shape, kaart=True)
        for number, (record, shape) in enumerate(zip(records, shapes, strict=True), start=1)
    ]


def _shape(shape: Any) -> Any:
    """Return a geometry flat and valid; None where there is none."""
    return None if shape is None or shape.is_empty else shapely.make_valid(shapely.force_2d(shape))


def _check_degrees(path: Path, frame: gpd.GeoDataFrame) -> None:
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
    """Return a cell as text; whole numbers without a decimal point, a list with semicolons, nothing for null."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return "; ".join(_text(item) for item in value)
    if value is None or (not isinstance(value, (str, dict)) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _CONTROL.sub("", str(value)).strip()
