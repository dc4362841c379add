"""Reads stops and how often they are served from a GTFS timetable."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.archive import Delimited, has_member, stream

if TYPE_CHECKING:
    from pathlib import Path

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Tuesday and Thursday: the days on which most people travel as they usually do.
_USUAL_DAYS = frozenset({1, 3})
_ADDED = "1"
_NO_BOARDING = "1"


def read_stops(path: Path, bbox: tuple[float, float, float, float] | None) -> gpd.GeoDataFrame:
    """Return the stops people board at (no stations or entrances) in the bbox, index stop_id, EPSG:28992."""
    names = {"stop_id": ("stop_id",), "naam": ("stop_name",), "lat": ("stop_lat",), "lon": ("stop_lon",)}
    columns = {**names, "soort": ("location_type",)}
    rows = pd.concat(stream(Delimited(path, "stops.txt"), columns, optional=("soort",)))
    rows = rows[rows["soort"].isin(["", "0"])]
    points = gpd.points_from_xy(pd.to_numeric(rows["lon"]), pd.to_numeric(rows["lat"]), crs="EPSG:4326")
    stops = gpd.GeoDataFrame(rows[["stop_id", "naam"]], geometry=points, crs="EPSG:4326").to_crs(RD)
    if bbox is not None:
        x, y = stops.geometry.x, stops.geometry.y
        stops = stops[x.between(bbox[0], bbox[2]) & y.between(bbox[1], bbox[3])]
    return stops.set_index("stop_id")


def departures(path: Path, day: str, stops: pd.Index, hours: tuple[int, int]) -> pd.DataFrame:
    """Return how often people can board on `day` between the hours: columns stop_id, lijn, soort, aantal.

    ``lijn`` is a route in one direction, ``soort`` its GTFS route type.
    """
    trips = _trips_on(path, day)
    columns = {
        "trip_id": ("trip_id",),
        "stop_id": ("stop_id",),
        "tijd": ("departure_time",),
        "instap": ("pickup_type",),
    }
    parts = []
    for part in stream(Delimited(path, "stop_times.txt"), columns, optional=("instap",)):
        # The stops first: the whole country has some fifteen million of these rows.
        near = part[part["stop_id"].isin(stops) & (part["instap"] != _NO_BOARDING)]
        hour = pd.to_numeric(near["tijd"].str.split(":").str[0], errors="coerce")
        boarded = near.loc[hour.between(hours[0], hours[1] - 1), ["stop_id", "trip_id"]]
        parts.append(boarded.merge(trips, on="trip_id"))
    calls = pd.concat(parts).groupby(["stop_id", "lijn", "soort"], sort=True).size()
    return calls.rename("aantal").reset_index()


def usual_day(path: Path) -> str:
    """Return the Tuesday or Thursday (``20260915``) with the median number of trips, the first of equals."""
    per_service = Counter[str]()
    for part in stream(Delimited(path, "trips.txt"), {"service_id": ("service_id",)}):
        per_service.update(part["service_id"])
    busy = {day: sum(per_service[service] for service in services) for day, services in _services(path).items()}
    usual = sorted((number, day) for day, number in busy.items() if number and _weekday(day) in _USUAL_DAYS)
    if not usual:
        raise InputError(
            f"bestand {path.name} heeft geen ritten op een dinsdag of donderdag. Kies een andere dienstregeling."
        )
    median = usual[len(usual) // 2][0]
    return min(day for number, day in usual if number == median)


def _weekday(day: str) -> int:
    return pd.Timestamp(day).weekday()


def _trips_on(path: Path, day: str) -> pd.DataFrame:
    """Return the trips that run on `day`: trip_id, lijn (route and direction), soort (route type)."""
    running = _services(path)[day]
    names = ("trip_id", "service_id", "route_id", "direction_id")
    parts = stream(Delimited(path, "trips.txt"), {name: (name,) for name in names}, optional=("direction_id",))
    trips = pd.concat([part[part["service_id"].isin(running)] for part in parts])
    routes = pd.concat(stream(Delimited(path, "routes.txt"), {"route_id": ("route_id",), "soort": ("route_type",)}))
    lines = trips.assign(lijn=trips["route_id"] + "/" + trips["direction_id"]).merge(routes, on="route_id")
    return lines[["trip_id", "lijn", "soort"]]


def _services(path: Path) -> dict[str, set[str]]:
    """Return the services that run per day: the weekly calendar, then its exceptions."""
    running: dict[str, set[str]] = {}
    if has_member(Delimited(path, "calendar.txt")):
        columns = {name: (name,) for name in ("service_id", *_WEEKDAYS, "start_date", "end_date")}
        for part in stream(Delimited(path, "calendar.txt"), columns):
            for number in range(len(part)):
                _add_weeks(running, part.iloc[number])
    if has_member(Delimited(path, "calendar_dates.txt")):
        columns = {name: (name,) for name in ("service_id", "date", "exception_type")}
        for part in stream(Delimited(path, "calendar_dates.txt"), columns):
            for service, day, kind in part.itertuples(index=False):
                days = running.setdefault(day, set())
                days.add(service) if kind == _ADDED else days.discard(service)
    return running


def _add_weeks(running: dict[str, set[str]], row: pd.Series) -> None:
    for date in pd.date_range(row["start_date"], row["end_date"]):
        if row[_WEEKDAYS[date.weekday()]] == "1":
            running.setdefault(date.strftime("%Y%m%d"), set()).add(row["service_id"])
