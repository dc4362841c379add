"""Greenery, roads, yards, water and rail in the fields of the BGT."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.buildings import along_streets, rectangles
from wijkkaart.voorbeeldstad.files import write_layer
from wijkkaart.voorbeeldstad.terrain import Cover
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

#: Half the width of the carriageway of a street and of a main road, metres.
LANE_M, MAIN_LANE_M = 2.6, 3.5
#: Where cars stand on the yard or not at all.
NO_BAYS = ("binnenstad", "polder", "villa")
#: What the BGT calls the water: plus_type by the end of its name.
WATER_KINDS = {
    "plas": "meer, plas, ven, vijver",
    "vijver": "meer, plas, ven, vijver",
    "haven": "haven",
    "sloot": "sloot",
    "De Linde": "rivier",
}


def write_bgt(
    folder: Path, plan: Plan, streets: gpd.GeoDataFrame, terrain: gpd.GeoDataFrame, panden: gpd.GeoDataFrame
) -> dict[str, dict[str, object]]:
    """Write bgt.gpkg with five layers; return bestand and laag by source id."""
    path = folder / "bgt.gpkg"
    layers = {
        "begroeidterreindeel": _green(terrain, plan.buurten["wijktype"].tolist()),
        "wegdeel": _roads(terrain, streets, plan),
        "onbegroeidterreindeel": _yards(terrain, panden),
        "waterdeel": _water(plan, terrain),
    }
    for name, rows in layers.items():
        write_layer(_as_bgt(rows), path, name)
    write_layer(_rail(plan), path, "spoor")
    ids = ("bgt_begroeid", "bgt_wegdelen", "bgt_erven", "bgt_water", "bgt_spoor")
    return {source: {"bestand": path, "laag": layer} for source, layer in zip(ids, [*layers, "spoor"], strict=True)}


def _as_bgt(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return single polygons with the fields that every BGT object has."""
    single = rows[rows.area > 1].explode(ignore_index=True)
    return _numbered(single[single.area > 1].reset_index(drop=True), str(rows.attrs["soort"]))


def _rail(plan: Plan) -> gpd.GeoDataFrame:
    """Return the tracks as lines."""
    tracks = gpd.GeoDataFrame({"functie": "trein"}, index=range(len(plan.spoor)), geometry=list(plan.spoor.geometry))
    return _numbered(tracks.set_crs(RD).explode(ignore_index=True), "S")


def _numbered(single: gpd.GeoDataFrame, kind: str) -> gpd.GeoDataFrame:
    given = {
        "lokaal_id": [f"V9999.{kind}{number:08d}" for number in range(1, len(single) + 1)],
        "bgt_status": "bestaand",
        "relatieve_hoogteligging": 0,
        "eind_registratie": pd.Series([None] * len(single), dtype="object"),
    }
    return single.assign(**given)


def _frame(soort: str, shapes: Sequence[shapely.Geometry], **fields: object) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(fields, index=range(len(shapes)), geometry=list(shapes), crs=RD)
    frame.attrs["soort"] = soort
    return frame


def _green(terrain: gpd.GeoDataFrame, kinds: Sequence[str]) -> gpd.GeoDataFrame:
    """Return public green, woods and farmland."""
    rows = terrain[terrain["cover"].isin((Cover.FARMLAND, Cover.GREEN, Cover.FOREST))]
    villa = np.array([buurt >= 0 and kinds[buurt] == "villa" for buurt in rows["buurt"]])
    look = np.select(
        [rows["cover"] == Cover.GREEN, (rows["cover"] == Cover.FOREST) & villa, rows["cover"] == Cover.FOREST,
         rows["buurt"] % 3 == 0],
        ["groenvoorziening", "gemengd bos", "loofbos", "bouwland"], "grasland agrarisch",
    )  # fmt: skip
    return _frame("B", rows.geometry, fysiek_voorkomen=look, plus_fysiek_voorkomen="waardeOnbekend")


def _roads(terrain: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, plan: Plan) -> gpd.GeoDataFrame:
    """Return carriageways, parking bays, pavements and cycle paths; they do not overlap."""
    bays = _parking(streets, plan)
    parts: list[tuple[str, shapely.Geometry]] = []
    for buurt, rows in terrain[terrain["cover"] == Cover.ROAD].groupby("buurt"):
        area = shapely.union_all(rows.geometry.to_numpy())
        own_bays = shapely.union_all(bays.geometry[bays["buurt"] == buurt].to_numpy())
        main = plan.wegen.geometry[plan.wegen.intersects(area)]
        steps = [
            ("rijbaan regionale weg", shapely.union_all(main.buffer(MAIN_LANE_M).to_numpy())),
            ("rijbaan lokale weg", _lanes(streets.geometry[streets["buurt"] == buurt])),
            ("parkeervlak", own_bays),
            ("fietspad", shapely.union_all(main.buffer(MAIN_LANE_M + 6).to_numpy())),
        ]
        for functie, shape in steps:
            parts.append((functie, shapely.intersection(area, shape)))
            area = shapely.difference(area, shape)
        parts.append(("voetpad", area))
    areas = [shapely.MultiPolygon([p for p in shapely.get_parts(s) if p.geom_type == "Polygon"]) for _, s in parts]
    return _frame("W", areas, functie=[functie for functie, _ in parts], plus_functie="waardeOnbekend",
                  fysiek_voorkomen="gesloten verharding")  # fmt: skip


def _lanes(streets: gpd.GeoSeries) -> shapely.Geometry:
    """Return the carriageways of streets."""
    return shapely.union_all(streets.buffer(LANE_M, quad_segs=3).to_numpy())


def _parking(streets: gpd.GeoDataFrame, plan: Plan) -> gpd.GeoDataFrame:
    """Return rows of parking bays beside the carriageway; more where there are more cars."""
    kinds = plan.buurten["wijktype"].to_numpy()[streets["buurt"]]
    table = []
    for street, (kind, line) in enumerate(zip(kinds, streets.geometry, strict=True)):
        form = WIJKTYPES[kind]
        if kind in NO_BAYS:
            continue
        at = np.arange(9.0, line.length - 9, 34 / max(0.6, form.autos))
        table += [(street, side, position) for side in (-1, 1) for position in at]
    bays = pd.DataFrame(table, columns=["street", "side", "along"]).assign(width=11.0, depth=2.1, back=LANE_M)
    placed = along_streets(bays, streets.geometry.to_numpy())
    buurt = streets["buurt"].to_numpy()[placed["street"]]
    return gpd.GeoDataFrame({"buurt": buurt}, geometry=rectangles(placed, shrink=0.0), crs=RD)


def _yards(terrain: gpd.GeoDataFrame, panden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the yards around the buildings."""
    rows = terrain[terrain["cover"] == Cover.YARD]
    groups = panden.groupby("buurt").groups
    shapes = [
        shapely.difference(shape, shapely.union_all(panden.geometry[groups[buurt]].to_numpy()))
        for buurt, shape in zip(rows["buurt"], rows.geometry, strict=True)
    ]
    return _frame("O", shapes, fysiek_voorkomen="erf", plus_fysiek_voorkomen="waardeOnbekend")


def _water(plan: Plan, terrain: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the named waters and the ditches."""
    named = shapely.union_all(plan.water.geometry)
    wet = terrain.geometry[terrain["cover"] == Cover.WATER]
    ditches = [shapely.difference(shape, named.buffer(0.01)) for shape in wet]
    shapes = [*plan.water.geometry, *ditches]
    names = [*plan.water["naam"], *["sloot"] * len(ditches)]
    plus = [_water_kind(name) for name in names]
    areas = [shapely.MultiPolygon([p for p in shapely.get_parts(s) if p.geom_type == "Polygon"]) for s in shapes]
    return _frame("T", areas, type=np.where([p.startswith("meer") for p in plus], "watervlakte", "waterloop"),
                  plus_type=plus)  # fmt: skip


def _water_kind(name: str) -> str:
    """Return the BGT's kind of water for a name."""
    ends = (kind for end, kind in WATER_KINDS.items() if name.endswith(end))
    return next(ends, "gracht")
