"""Stops that the gemeente or provincie counts as rapid public transport: a list of the user's own.

A CSV with the columns ``naam``, ``x`` and ``y`` (RD metres), or a map file with points; a column
``straal`` (reach in metres) is optional. Which line is rapid is policy, and no timetable says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.columns import as_text, select
from wijkkaart.fetch.tables import read_table
from wijkkaart.fetch.vector import open_layer, read_vector
from wijkkaart.sources._objecten import POINTS, finish, place_of

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_TABLES = frozenset({".csv", ".txt", ".xlsx", ".xlsm"})
_NAMES = {"naam": ("naam", "halte", "haltenaam", "stop_name"), "straal": ("straal", "straal_m", "bereik")}
_PLACE = {"x": ("x", "x_rd", "rd_x", "x_coord"), "y": ("y", "y_rd", "rd_y", "y_coord")}
#: Reach where the list gives none, straight line (m): province of Zuid-Holland, for other than train and metro.
_REACH_M, _FARTHEST_M = 800.0, 5000.0


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:  # noqa: ARG001  (a stop far off still serves homes)
    """Return the stops with ``naam`` and ``straal`` (reach in metres), index their number in the list."""
    found = pd.concat([_read_file(path, invoer.laag) for path in invoer.bestand], ignore_index=True)
    given = found["straal"] if "straal" in found else pd.Series(_REACH_M, index=found.index)
    reach = pd.to_numeric(given, errors="coerce").where(given.notna() & given.ne(""), _REACH_M)
    wrong = given[~reach.between(1.0, _FARTHEST_M)]
    if len(wrong):
        raise InputError(
            f"{place_of(invoer)}: de straal {wrong.iloc[0]!r} kan niet; schrijf meters, 1 tot {_FARTHEST_M:.0f}."
        )
    stops = found.assign(naam=as_text(found["naam"]), straal=reach, identificatie=[f"{n + 1}" for n in found.index])
    fields = ["identificatie", "naam", "straal", "geometry"]
    return finish(gpd.GeoDataFrame(stops[fields], geometry="geometry", crs=RD), POINTS, invoer)


def _read_file(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    if path.suffix.lower() not in _TABLES:
        opened = open_layer(path, layer)
        return select(read_vector(opened), _NAMES, ("naam",), opened.where)
    where = f"bestand {path.name}"
    rows = select(read_table(path, layer), {**_NAMES, **_PLACE}, ("naam", "x", "y"), where)
    places = rows[["x", "y"]].apply(
        lambda column: pd.to_numeric(as_text(column).str.replace(",", "."), errors="coerce")
    )
    missing = rows.loc[places.isna().any(axis=1), "naam"]
    if len(missing):
        raise InputError(f"{where}: bij {len(missing)} haltes is x of y geen getal, bijvoorbeeld {missing.iloc[0]!r}.")
    return gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(places["x"], places["y"]), crs=RD)


SOURCE = Source(
    id="hov_haltes",
    titel="Haltes van snel openbaar vervoer (eigen lijst)",
    uitgever="gemeente of provincie",
    licentie="eigen bestand",
    naamsvermelding="Bron: eigen lijst van haltes",
    webpagina="https://staatvan.zuid-holland.nl/",
    soort="objecten",
    read=read,
    verwachte_velden=("naam", "straal"),
    toelichting="CSV met naam, x en y (RD), of een kaartbestand met punten; straal in meters mag erbij.",
)
