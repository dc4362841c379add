"""Roads, accidents and public transport: NWB, BRON and a timetable in GTFS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.files import as_csv, write_layer, write_zip
from wijkkaart.voorbeeldstad.gazetteer import GEMEENTENAAM

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

YEARS = (2020, 2021, 2022, 2023, 2024)
#: Registered accidents a year, and how they end: death, injury, damage only.
ACCIDENTS_A_YEAR = 430
ENDINGS = {"DOD": 0.012, "LET": 0.22, "UMS": 0.768}
#: Bus lines: number -> the main roads along it and departures per hour and direction.
BUS_LINES: dict[str, tuple[tuple[str, ...], int]] = {
    "1": (("Zuiderdreef", "Westerlaan"), 4),
    "2": (("Oosterring",), 4),
    "3": (("Burgemeester Lindemanlaan", "Werfkade"), 6),
    "4": (("Noorderdreef",), 2),
    "5": (("Oosterwoudseweg",), 2),
    "6": (("Havendijk",), 1),
}
#: Weekdays of one week, and the Sunday on which only the neighbourhood bus drives.
WEEKDAYS = ("20241111", "20241112", "20241113", "20241114", "20241115")
SUNDAY = "20241117"


def write_roads(folder: Path, plan: Plan, streets: gpd.GeoDataFrame) -> tuple[Path, gpd.GeoDataFrame]:
    """Write nwb_wegen.gpkg, layer wegvakken; return its path and the wegvakken."""
    main = plan.wegen.explode(ignore_index=True).rename(columns={"naam": "stt_naam"}).assign(hoofd=True)
    small = streets.rename(columns={"straat": "stt_naam"})[["stt_naam", "geometry"]].assign(hoofd=False)
    rows = gpd.GeoDataFrame(pd.concat([main, small], ignore_index=True), geometry="geometry", crs=RD)
    provincial = rows["stt_naam"] == "Oosterring"
    rows = rows.assign(
        wvk_id=np.arange(990_000_001, 990_000_001 + len(rows)),
        wegbehsrt=np.where(provincial, "P", "G"),
        wegnummer=np.where(provincial, "999", ""),
        gme_id=9999,
        gme_naam=GEMEENTENAAM,
        bst_code=np.where(rows["hoofd"], "RB", ""),
        rijrichtng="B",
        st_lengthshape=rows.length.round(1),
    )
    path = folder / "nwb_wegen.gpkg"
    write_layer(rows.drop(columns="hoofd"), path, "wegvakken")
    return path, rows


def write_accidents(folder: Path, roads: gpd.GeoDataFrame, rng: np.random.Generator) -> list[Path]:
    """Write one BRON zip per year: accidents on the roads, most of them on the busy ones."""
    busy = np.where(roads["hoofd"], 7.0, 1.0) * roads.length.to_numpy()
    paths = []
    for year in YEARS:
        picked = rng.choice(len(roads), size=ACCIDENTS_A_YEAR, p=busy / busy.sum())
        lines = roads.geometry.to_numpy()[picked]
        points = shapely.line_interpolate_point(lines, rng.random(len(picked)), normalized=True)
        path = folder / f"01-01-{year}_31-12-{year}.zip"
        write_zip(path, _bron(year, roads.iloc[picked], shapely.get_coordinates(points), rng))
        paths.append(path)
    return paths


def _bron(year: int, roads: pd.DataFrame, xy: np.ndarray, rng: np.random.Generator) -> dict[str, str]:
    """Return the text members of one year's delivery."""
    ids = [f"{year}{number:06d}" for number in range(1, len(roads) + 1)]
    endings = rng.choice(list(ENDINGS), size=len(roads), p=list(ENDINGS.values()))
    speeds = np.where(roads["hoofd"], 50, 30)
    header = ("VKL_NUMMER", "JAAR_VKL", "AP3_CODE", "ANTL_PTJ", "MAXSNELHD", "GME_ID", "GME_NAAM", "WVK_ID", "FK_VELD5")
    rows = [
        (number, year, ending, 2, int(speed), 9999, GEMEENTENAAM, int(road), f"PL{number}")
        for number, ending, speed, road in zip(ids, endings, speeds, roads["wvk_id"], strict=True)
    ]
    places = [(f"PL{number}", f"{x:.1f}", f"{y:.1f}") for number, (x, y) in zip(ids, xy, strict=True)]
    root = f"01-01-{year}_31-12-{year}"
    return {
        f"{root}/Ongevallengegevens/ongevallen.txt": as_csv(header, rows, quote_all=True),
        f"{root}/Netwerkgegevens/puntlocaties.txt": as_csv(("FK_VELD5", "X_COORD", "Y_COORD"), places, quote_all=True),
    }


def write_timetable(folder: Path, plan: Plan) -> Path:
    """Write gtfs.zip: bus lines along the main roads and trains at both stations."""
    roads = dict(zip(plan.wegen["naam"], plan.wegen.geometry, strict=True))
    patterns = {line: ([stop for name in names for stop in _stops(name, roads[name])], hourly, 3)
                for line, (names, hourly) in BUS_LINES.items()}  # fmt: skip
    stations = zip(plan.stations["naam"], plan.stations.geometry, strict=True)
    patterns["Sprinter"] = ([(f"{name}, station", point) for name, point in stations], 4, 2)
    buurtbus = [("Uithoek, Dijk", shapely.line_interpolate_point(roads["Uithoekse Dijk"], 0.5, normalized=True)),
                ("De Brink, Oosterwoude", plan.parken.geometry[plan.parken["naam"] == "Brink"].iloc[0].centroid)]  # fmt: skip
    patterns["Buurtbus"] = (buurtbus, 1, 3)
    path = folder / "gtfs.zip"
    write_zip(path, _gtfs(patterns))
    return path


def _stops(name: str, road: shapely.Geometry) -> list[tuple[str, shapely.Point]]:
    """Return a stop every 420 m or so along a road."""
    line = max(shapely.get_parts(road), key=shapely.length)
    count = max(2, round(line.length / 420))
    at = (np.arange(count) + 0.5) / count
    return [(f"{name} {number + 1}", shapely.line_interpolate_point(line, share, normalized=True))
            for number, share in enumerate(at)]  # fmt: skip


def _gtfs(patterns: dict[str, tuple[list[tuple[str, shapely.Point]], int, int]]) -> dict[str, str]:
    """Return the members of the GTFS zip; every stop has a pole per direction."""
    stops, trips, times = [], [], []
    for line, (places, hourly, _) in patterns.items():
        where = gpd.GeoSeries([point for _, point in places], crs=RD).to_crs("EPSG:4326")
        for direction in (0, 1):
            stops += [(f"{line}-{n}-{direction}", name, f"{p.y:.6f}", f"{p.x:.6f}", 0, "")
                      for n, ((name, _), p) in enumerate(zip(places, where, strict=True))]  # fmt: skip
            order = range(len(places)) if direction == 0 else range(len(places) - 1, -1, -1)
            for number in range(hourly * 15):
                trip, start = f"{line}-{direction}-{number}", 6 * 60 + number * 60 // hourly
                trips.append((f"R{line}", "zondag" if line == "Buurtbus" else "werkdag", trip, direction))
                times += [(trip, place, clock, clock, f"{line}-{n}-{direction}")
                          for place, n in enumerate(order) for clock in (_clock(start + 2 * place),)]  # fmt: skip
    stops.append(("9-0-0", "Oude halte De Schakel (vervallen)", stops[0][2], stops[0][3], 0, ""))
    dates = [("werkdag", date, 1) for date in WEEKDAYS] + [("zondag", SUNDAY, 1)]
    routes = [(f"R{line}", "VBS", line, kind) for line, (_, _, kind) in patterns.items()]
    return {
        "agency.txt": as_csv(("agency_id", "agency_name", "agency_url", "agency_timezone"),
                             [("VBS", "Vervoer Voorbeeldstad (verzonnen)", "https://example.org", "Europe/Amsterdam")]),
        "stops.txt": as_csv(("stop_id", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station"), stops),
        "routes.txt": as_csv(("route_id", "agency_id", "route_short_name", "route_type"), routes),
        "trips.txt": as_csv(("route_id", "service_id", "trip_id", "direction_id"), trips),
        "stop_times.txt": as_csv(("trip_id", "stop_sequence", "arrival_time", "departure_time", "stop_id"), times),
        "calendar_dates.txt": as_csv(("service_id", "date", "exception_type"), dates),
    }  # fmt: skip


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"
