"""Public transport stops with departures per hour on a usual weekday, from the national GTFS timetable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.errors import InputError
from wijkkaart.extent import RIM_M, STATION_M
from wijkkaart.fetch.gtfs import departures, read_stops, usual_day
from wijkkaart.sources._diensten import zipped
from wijkkaart.sources._objecten import POINTS, finish, place_of

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

#: The hours of the day that count: from 7 to 19.
HOURS = (7, 19)
#: Route types of train and metro, plain and extended.
_RAIL = frozenset({1, 2, *range(100, 118), *range(400, 406)})


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the stops near the study area, index stop_id.

    Columns: naam; vertrekken_per_uur (mean over 7-19 h); lijnen (``route/direction=departures
    an hour``, joined with semicolons, empty without service); station (bool: train or metro).

    Raises
    ------
    InputError
        When there is no stop at all: with the rim around a study area that is a fault of the file.
    """
    found = gpd.GeoDataFrame(pd.concat([_read_file(path, extent) for path in invoer.bestand]), geometry="geometry")
    if found.empty:
        raise InputError(
            f"{place_of(invoer)} heeft geen enkele halte in of bij dit gebied. Kies een andere dienstregeling."
        )
    return finish(found.rename_axis("identificatie").reset_index(), POINTS, invoer)


def _read_file(path: Path, extent: Extent) -> gpd.GeoDataFrame:
    stops = read_stops(path, extent.wider(STATION_M - RIM_M).bbox)
    calls = departures(path, usual_day(path), stops.index, HOURS)
    calls["per_uur"] = calls["aantal"] / (HOURS[1] - HOURS[0])
    calls["tekst"] = calls["lijn"] + "=" + calls["per_uur"].round(3).astype(str)
    per_stop = calls.groupby("stop_id")
    lines = per_stop["tekst"].agg(";".join).reindex(stops.index).fillna("")
    return stops.assign(
        vertrekken_per_uur=per_stop["per_uur"].sum().reindex(stops.index).fillna(0.0),
        lijnen=lines,
        station=stops.index.isin(calls.loc[pd.to_numeric(calls["soort"]).isin(_RAIL), "stop_id"]),
    )


SOURCE = Source(
    id="gtfs_haltes",
    titel="Dienstregeling openbaar vervoer (GTFS): haltes",
    uitgever="Vervoerders, via OVapi en NDOV",
    licentie="CC0 1.0",
    naamsvermelding="Bron: dienstregelingen van de vervoerders, via OVapi",
    webpagina="https://gtfs.ovapi.nl/",
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "vertrekken_per_uur", "lijnen", "station"),
    toelichting="Vertrekken per uur tussen 7 en 19 uur op een gewone dinsdag of donderdag; vraagvervoer ontbreekt.",
    dienst=Service(
        "https://gtfs.ovapi.nl/nl/gtfs-nl.zip",
        zipped("gtfs", "stops.txt", "stop_times.txt", "trips.txt", "routes.txt"),
        ververs_dagen=7,
        landelijk=True,
    ),
)
