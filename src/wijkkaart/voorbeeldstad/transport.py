"""Roads and accidents: NWB wegvakken and BRON."""

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
