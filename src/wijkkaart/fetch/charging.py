"""Reads places to charge a car from the two forms of NDW: GeoJSON, and the list of locations of OCPI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.columns import plain
from wijkkaart.fetch.json_items import read_items
from wijkkaart.fetch.vector import NETHERLANDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: One of these is a place to charge one car at a time.
_POINT_WORDS = ("evse", "laadpunt", "chargepoint", "chargingpoint")
#: States of a charge point that does not stand there (OCPI).
_ABSENT = frozenset({"REMOVED", "PLANNED"})
_DEGREES = "EPSG:4326"


def read_locations(path: Path) -> gpd.GeoDataFrame:
    """Return all locations in the Netherlands: identificatie, laadpunten (number) and point, EPSG:28992.

    Raises
    ------
    InputError
        When no location is in the Netherlands, or none says how many charge points it has.
    """
    found = [(*_place(item), charge_points(item), _identity(item)) for item in read_items(path)]
    rows = pd.DataFrame(found, columns=["lon", "lat", "laadpunten", "identificatie"])
    degrees = rows[["lon", "lat"]].apply(pd.to_numeric, errors="coerce")
    points = gpd.GeoSeries(gpd.points_from_xy(degrees["lon"], degrees["lat"]), crs=_DEGREES).to_crs(RD)
    minx, miny, maxx, maxy = NETHERLANDS
    here = points.x.between(minx, maxx) & points.y.between(miny, maxy)
    if not here.any():
        raise InputError(f"bestand {path.name}: geen van de {len(rows)} laadlocaties ligt in Nederland. {_AGAIN}")
    if rows["laadpunten"].isna().all():
        raise InputError(f"bestand {path.name} zegt niet hoeveel laadpunten een locatie heeft ('evses'). {_AGAIN}")
    numbered = rows["identificatie"].where(rows["identificatie"] != "", "nr " + rows.index.astype(str))
    columns = {"identificatie": numbered, "laadpunten": rows["laadpunten"].astype("float64")}
    # A location that two parties deliver stands there once.
    return gpd.GeoDataFrame(columns, geometry=points, crs=RD)[here].drop_duplicates("identificatie")


_AGAIN = "Haal het bestand opnieuw op bij NDW, of meld dit bij de beheerder van wijkkaart."


def _place(item: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return longitude and latitude: of a GeoJSON point, else of ``coordinates`` (texts in OCPI)."""
    if (shape := item.get("geometry")) is not None:
        point = shape.get("coordinates") if shape.get("type") == "Point" else None
        return (point[0], point[1]) if point else (None, None)
    there = item.get("coordinates") or {}
    return there.get("longitude"), there.get("latitude")


def charge_points(item: Mapping[str, Any]) -> float | None:
    """Return how many charge points stand at a location; None when it does not say."""
    fields = item.get("properties") or item
    named = {plain(name): value for name, value in fields.items()}
    for name, value in named.items():
        if any(word in name for word in _POINT_WORDS) and not name.endswith("id"):
            if isinstance(value, list):
                return float(sum(1 for one in value if not _is_absent(one)))
            if str(value).isdecimal():
                return float(value)
    return None


def _is_absent(point: Any) -> bool:
    return isinstance(point, dict) and str(point.get("status", "")).upper() in _ABSENT


def _identity(item: Mapping[str, Any]) -> str:
    """Return the id within the country: OCPI's ids are unique within a party only."""
    fields = item.get("properties") or item
    parts = [fields.get(name) for name in ("country_code", "party_id")]
    own = fields.get("id") or item.get("id")
    return "/".join(str(part) for part in (*parts, own) if part) if own else ""
