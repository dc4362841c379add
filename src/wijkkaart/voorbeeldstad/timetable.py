"""Public transport in GTFS: bus lines along the main roads, trains, and a neighbourhood bus on Sundays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.files import as_csv, write_zip

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

#: Bus lines: number -> the main roads along it and departures per hour and direction.
BUS_LINES: dict[str, tuple[tuple[str, ...], int]] = {
    "1": (("Zuiderdreef", "Westerlaan"), 4),
    "2": (("Oosterring",), 4),
    "3": (("Burgemeester Lindemanlaan", "Werfkade"), 6),
    "4": (("Noorderdreef",), 2),
    "5": (("Oosterwoudseweg", "Lindenweg"), 2),
    "6": (("Havendijk",), 1),
    "7": (("Sonatedreef", "Symfoniedreef"), 2),
    "8": (("Goudreinetdreef", "Elstardreef"), 2),
}
#: Weekdays of one week, and the Sunday on which only the neighbourhood bus drives.
SERVICES = {"werkdag": ("20241111", "20241112", "20241113", "20241114", "20241115"), "zondag": ("20241117",)}
#: GTFS route types; hours of service; minutes between stops; metres between stops.
TRAIN, BUS = 2, 3
FIRST_HOUR, HOURS, BETWEEN_MIN, SPACING_M = 6, 15, 2, 420.0

STOPS = ("stop_id", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station")
STOP_TIMES = ("trip_id", "stop_sequence", "arrival_time", "departure_time", "stop_id", "pickup_type")
AGENCY = ("agency_id", "agency_name", "agency_url", "agency_timezone")


@dataclass(frozen=True)
class Route:
    """One line: its stops in order (name, RD point), departures per hour, GTFS type and service."""

    line: str
    stops: tuple[tuple[str, shapely.Point], ...]
    hourly: int
    kind: int = BUS
    service: str = "werkdag"


def write_timetable(folder: Path, plan: Plan) -> Path:
    """Write gtfs.zip; every stop has a pole per direction, and one stop is served by nothing."""
    routes = _routes(plan)
    poles = [pole for route in routes for pole in _poles(route)]
    poles.append(("9-0-0", "Oude halte De Schakel (vervallen)", *poles[0][2:]))
    trips: list[tuple[object, ...]] = []
    calls: list[tuple[object, ...]] = []
    for route in routes:
        for direction, number in np.ndindex(2, route.hourly * HOURS):
            trip = f"{route.line}-{direction}-{number}"
            trips.append((f"R{route.line}", route.service, trip, direction))
            calls += _calls(route, direction, trip, FIRST_HOUR * 60 + number * 60 // route.hourly)
    path = folder / "gtfs.zip"
    write_zip(path, {**_fixed_tables(routes), **_tables(poles, trips, calls)})
    return path


def _routes(plan: Plan) -> list[Route]:
    roads = dict(zip(plan.wegen["naam"], plan.wegen.geometry, strict=True))
    buses = [
        Route(line, tuple(stop for name in names for stop in _along(name, roads[name])), hourly)
        for line, (names, hourly) in BUS_LINES.items()
    ]
    stations = zip(plan.stations["naam"], plan.stations.geometry, strict=True)
    trains = Route("Sprinter", tuple((f"{name}, station", point) for name, point in stations), 4, kind=TRAIN)
    brink = plan.parken.geometry[plan.parken["naam"] == "Brink"].iloc[0].centroid
    dike = _along("Uithoekse Dijk", roads["Uithoekse Dijk"])[0]
    return [*buses, trains, Route("Buurtbus", (dike, ("Oosterwoude, Brink", brink)), 1, service="zondag")]


def _along(name: str, road: shapely.Geometry) -> list[tuple[str, shapely.Point]]:
    """Return a stop every 420 m or so along a road."""
    line = max(shapely.get_parts(road), key=shapely.length)
    count = max(2, round(line.length / SPACING_M))
    points = shapely.line_interpolate_point(line, (np.arange(count) + 0.5) / count, normalized=True)
    return [(f"{name} {number}", point) for number, point in enumerate(points, start=1)]


def _poles(route: Route) -> list[tuple[object, ...]]:
    """Return the rows of stops.txt of one line."""
    where = gpd.GeoSeries([point for _, point in route.stops], crs=RD).to_crs("EPSG:4326")
    return [
        (f"{route.line}-{number}-{direction}", name, f"{point.y:.6f}", f"{point.x:.6f}", 0, "")
        for direction in (0, 1)
        for number, ((name, _), point) in enumerate(zip(route.stops, where, strict=True))
    ]


def _calls(route: Route, direction: int, trip: str, start: int) -> list[tuple[object, ...]]:
    """Return the rows of stop_times.txt of one trip that leaves `start` minutes after midnight."""
    last = len(route.stops) - 1
    rows: list[tuple[object, ...]] = []
    for place in range(last + 1):
        stop = place if direction == 0 else last - place
        hour, minute = divmod(start + BETWEEN_MIN * place, 60)
        clock = f"{hour:02d}:{minute:02d}:00"
        # nobody boards at the last stop
        rows.append((trip, place, clock, clock, f"{route.line}-{stop}-{direction}", int(place == last)))
    return rows


def _fixed_tables(routes: list[Route]) -> dict[str, str]:
    agency = ("VBS", "Vervoer Voorbeeldstad (verzonnen)", "https://example.org", "Europe/Amsterdam")
    dates = [(service, day, 1) for service, days in SERVICES.items() for day in days]
    lines = [(f"R{route.line}", "VBS", route.line, route.kind) for route in routes]
    return {
        "agency.txt": as_csv(AGENCY, [agency]),
        "routes.txt": as_csv(("route_id", "agency_id", "route_short_name", "route_type"), lines),
        "calendar_dates.txt": as_csv(("service_id", "date", "exception_type"), dates),
    }


def _tables(
    poles: list[tuple[object, ...]], trips: list[tuple[object, ...]], calls: list[tuple[object, ...]]
) -> dict[str, str]:
    return {
        "stops.txt": as_csv(STOPS, poles),
        "trips.txt": as_csv(("route_id", "service_id", "trip_id", "direction_id"), trips),
        "stop_times.txt": as_csv(STOP_TIMES, calls),
    }
