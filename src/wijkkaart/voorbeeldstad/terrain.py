"""What lies where, as areas: streets, yards, public green, woods, farmland, water, rail."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.drawing import WOODS
from wijkkaart.voorbeeldstad.plan import AROUND_M
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES

if TYPE_CHECKING:
    from wijkkaart.voorbeeldstad.plan import Plan

#: Half the width of a street from house to house side of the pavement, and of a main road (metres).
STREET_M, MAIN_M, RAIL_M = 5.2, 7.0, 7.0
#: Depth of a back garden behind the houses (metres).
GARDEN_M = 10.0
#: Distance between ditches in the polders (metres).
DITCH_GAP_M = 95.0


class Cover(IntEnum):
    """The kinds of ground."""

    FARMLAND = 0
    YARD = 1
    GREEN = 2
    FOREST = 3
    ROAD = 4
    RAIL = 5
    BUILDING = 6
    WATER = 7


def lay_terrain(plan: Plan, streets: gpd.GeoDataFrame, panden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the ground without overlap: columns buurt (-1 outside the gemeente), cover, geometry (EPSG:28992).

    Buildings are not cut out: they stand on yards and streets.
    """
    rows: list[tuple[int, Cover, shapely.Geometry]] = []
    fixed = _fixed(plan)
    for buurt, (kind, shape) in enumerate(zip(plan.buurten["wijktype"], plan.buurten.geometry, strict=True)):
        free = shape
        own_streets, own_panden = streets[streets["buurt"] == buurt], panden[panden["buurt"] == buurt]
        for cover, area in [
            *fixed,
            (Cover.ROAD, _street_area(own_streets)),
            (Cover.YARD, _yards(own_streets, own_panden, kind)),
        ]:
            shapely.prepare(free)
            rows.append((buurt, cover, shapely.intersection(free, area)))
            free = shapely.difference(free, area)
        rows.append((buurt, _rest(kind), free))
    rows += _outside(plan, fixed[0][1])
    frame = gpd.GeoDataFrame(
        {"buurt": [row[0] for row in rows], "cover": [int(row[1]) for row in rows]},
        geometry=[_polygons(row[2]) for row in rows],
        crs=RD,
    )
    return frame[frame.area > 1].reset_index(drop=True)


def _outside(plan: Plan, roads: shapely.Geometry) -> list[tuple[int, Cover, shapely.Geometry]]:
    """Return the fields and roads around the gemeente."""
    area = shapely.union_all(plan.buurten.geometry.to_numpy())
    around = shapely.difference(area.buffer(AROUND_M), area)
    return [
        (-1, Cover.ROAD, shapely.intersection(around, roads)),
        (-1, Cover.FARMLAND, shapely.difference(around, roads)),
    ]


def _fixed(plan: Plan) -> list[tuple[Cover, shapely.Geometry]]:
    """Return what the drawing itself holds, the strongest first."""
    wood = plan.parken["naam"].isin(WOODS).to_numpy()
    roads = shapely.union_all([*plan.wegen.geometry.buffer(MAIN_M, cap_style="flat"), plan.markt])
    return [
        (Cover.ROAD, roads),
        (Cover.RAIL, shapely.union_all(plan.spoor.geometry.buffer(RAIL_M))),
        (Cover.WATER, shapely.union_all([*plan.water.geometry, *_ditches(plan)])),
        (Cover.FOREST, shapely.union_all(plan.parken.geometry[wood])),
        (Cover.GREEN, shapely.union_all(plan.parken.geometry[~wood])),
    ]


def _ditches(plan: Plan) -> list[shapely.Geometry]:
    """Return the ditches between the fields of the polders, 3 m wide."""
    found: list[shapely.Geometry] = []
    for row in np.flatnonzero(plan.buurten["wijktype"] == "polder"):
        shape = plan.buurten.geometry[row].buffer(-12)
        minx, miny, maxx, maxy = shape.bounds
        tilt = 0.25 * np.sin(2.3 * row) * (maxx - minx)
        at = np.arange(miny - abs(tilt), maxy + abs(tilt), DITCH_GAP_M)
        lines = shapely.linestrings([[(minx, y - tilt / 2), (maxx, y + tilt / 2)] for y in at])
        found += list(shapely.buffer(shapely.intersection(lines, shape), 1.5, cap_style="flat"))
    return found


def _street_area(streets: gpd.GeoDataFrame) -> shapely.Geometry:
    return shapely.union_all(streets.geometry.buffer(STREET_M, quad_segs=3).to_numpy())


def _yards(streets: gpd.GeoDataFrame, panden: gpd.GeoDataFrame, kind: str) -> shapely.Geometry:
    """Return the plots: along streets with houses as deep as house and garden, and close round other buildings."""
    if kind not in WIJKTYPES:
        return shapely.Polygon()
    form = WIJKTYPES[kind].bebouwing
    around = 6 if kind.startswith(("tuinstad", "nieuwbouw")) else 12
    buildings = panden.geometry[panden["vorm"] != "schuur"]
    if kind == "polder" or form.flats:
        loose = buildings if kind == "polder" else buildings[panden["vorm"] == "flat"]
        near = shapely.union_all(loose.buffer(around, cap_style="square", join_style="mitre").to_numpy())
    else:
        near = shapely.Polygon()
    if kind == "polder":
        return near
    housed = panden.loc[panden["vorm"].isin(("huis", "hal")), "street"].unique()
    lines = streets.geometry[streets.index.isin(housed)]
    reach = form.terug + form.diep + GARDEN_M
    return shapely.union_all([near, *lines.buffer(reach, cap_style="flat", quad_segs=3)])


def _rest(kind: str) -> Cover:
    """Return what lies between the plots: fields outside the town, trees among villas, else public green."""
    if kind in ("polder", "dorp"):
        return Cover.FARMLAND
    return {"villa": Cover.FOREST, "water": Cover.WATER}.get(kind, Cover.GREEN)


def _polygons(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """Return only the areas of `shape`, without slivers under 1 m2."""
    parts = shapely.get_parts(shape)
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon" and part.area > 1])
