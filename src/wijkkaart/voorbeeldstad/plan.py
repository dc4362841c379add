"""The map of Voorbeeldstad as areas and lines: river, rail, roads, wijken and buurten.

The drawing is the same for every seed; the buurten share every vertex of their borders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad import drawing
from wijkkaart.voorbeeldstad.curves import blob, cutting_line, halves, smooth, wavy
from wijkkaart.voorbeeldstad.drawing import to_rd
from wijkkaart.voorbeeldstad.gazetteer import FACES, WIJKEN, Face
from wijkkaart.voorbeeldstad.street_names import roots_of
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Buurten of these kinds are open country: their borders are ditches, not streets.
OPEN_COUNTRY = ("polder", "water", "villa")
#: How the streets on the cuts through a wijk end, where not on dreef.
DREVEN = {"00": "straat", "01": "laan", "02": "laan", "06": "weg", "08": "weg", "09": "weg"}
#: A good cut leaves two parts.
HALVES = 2
#: How far roads and rail run on outside the border, metres.
AROUND_M = 500.0


@dataclass(frozen=True)
class Plan:
    """The drawn map, EPSG:28992.

    Parameters
    ----------
    buurten
        Index 0..n-1; columns buurtcode, buurtnaam, wijkcode, wijknaam, wijktype, geometry.
    wegen, spoor, stations
        Centre lines of the main roads and the rail, and the stations, with ``naam``.
    water
        Areas with ``naam``: the river, the moat, canals and ponds.
    parken
        Areas with ``naam``.
    markt
        The market square.
    """

    buurten: gpd.GeoDataFrame
    wegen: gpd.GeoDataFrame
    spoor: gpd.GeoDataFrame
    stations: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    parken: gpd.GeoDataFrame
    markt: shapely.Polygon


def draw_plan() -> Plan:
    """Return the drawn map of Voorbeeldstad."""
    border = _border()
    river = wavy(smooth(to_rd(drawing.RIVER)), 16, 900, 1.0)
    banks = [
        wavy(shapely.offset_curve(river, side * drawing.RIVER_WIDTH_M / 2), 6 + 3 * side, 410, side) for side in (-1, 1)
    ]
    stream = shapely.Polygon([*banks[0].coords, *reversed(banks[1].coords)])
    rail = smooth(to_rd(drawing.RAIL))
    moat = shapely.linestrings(to_rd(drawing.MOAT))
    roads = _roads(drawing.ROADS)
    inland = [shapely.difference(line, stream) for line in (rail, moat, *roads.values())]
    buurten, cuts = _buurten([border, *banks, *inland])
    area = shapely.union_all(buurten.geometry)
    water = _water(buurten, stream, moat)
    through = {**roads, **_roads(drawing.COUNTRY_ROADS)}
    main = {name: shapely.intersection(line, area.buffer(AROUND_M)) for name, line in through.items()}
    return Plan(
        buurten=buurten,
        wegen=_named({**main, **cuts}),
        spoor=_named({"Spoorlijn Voorbeeldstad": shapely.intersection(rail, area.buffer(AROUND_M))}),
        stations=_named({name: shapely.Point(to_rd((at,))[0]) for name, at in drawing.STATIONS.items()}),
        water=water,
        parken=_parks(buurten, shapely.union_all(water.geometry).buffer(6)),
        markt=_blob(drawing.MARKET),
    )


def _roads(drawn: Mapping[str, tuple[drawing.Line, float]]) -> dict[str, shapely.LineString]:
    return {name: wavy(smooth(to_rd(points)), bend, 640, len(name)) for name, (points, bend) in drawn.items()}


def _border() -> shapely.LineString:
    """Return the gemeente border: straight along ditches and lanes, as borders in a polder are."""
    line = shapely.segmentize(shapely.linestrings(to_rd(drawing.BORDER)), 60)
    return wavy(line, 4, 330, 0.4)


def _faces(lines: list[shapely.LineString]) -> list[shapely.Polygon]:
    """Return the closed areas between the lines; loose ends fall away."""
    noded = shapely.union_all(lines, grid_size=0.001)
    return [face for face in shapely.get_parts(shapely.polygonize([noded])) if face.area > 1]


def _buurten(lines: list[shapely.LineString]) -> tuple[gpd.GeoDataFrame, dict[str, shapely.LineString]]:
    """Divide every labelled face into its buurten; return them and the streets on the cuts."""
    faces = _faces(lines)
    tree = shapely.STRtree(faces)
    points, records, cuts, streets = [], [], [], {}
    for face in FACES:
        (polygon,) = (faces[i] for i in tree.query(shapely.Point(to_rd((face.at,))[0]), predicate="within"))
        own: list[shapely.LineString] = []
        parts = _divide(polygon, len(face.buurten), face.phase, own)
        points += [part.representative_point() for part in parts]
        records += [_record(face, number) for number in range(len(parts))]
        cuts += own
        if face.buurten[0][2] not in OPEN_COUNTRY:
            streets.update(_dreven(face.wijk, own))
    drawn = _faces([*lines, *cuts])
    at, found = shapely.STRtree(drawn).query(points, predicate="within")
    table = gpd.GeoDataFrame(records, geometry=np.array(drawn)[found][np.argsort(at)], crs=RD)
    return table.sort_values("buurtcode", ignore_index=True), streets


def _dreven(wijk: str, cuts: list[shapely.LineString]) -> dict[str, shapely.LineString]:
    """Return the cuts through a built-up wijk as streets with a name."""
    suffix = DREVEN.get(wijk, "dreef")
    return {f"{root}{suffix}": cut for root, cut in zip(roots_of(wijk), cuts, strict=False)}


def _record(face: Face, number: int) -> dict[str, str]:
    """Return the attributes of one buurt of `face`."""
    suffix, name, kind = face.buurten[number]
    return {
        "buurtcode": f"BU9999{face.wijk}{suffix}",
        "buurtnaam": name,
        "wijkcode": f"WK9999{face.wijk}",
        "wijknaam": WIJKEN[face.wijk],
        "wijktype": kind,
    }


def _divide(
    polygon: shapely.Polygon, count: int, phase: float, cuts: list[shapely.LineString]
) -> list[shapely.Polygon]:
    """Return `polygon` cut into `count` parts of roughly the same size; the cuts are added to `cuts`."""
    if count == 1:
        return [polygon]
    near = count // 2
    for attempt in range(12):
        tilt = 0.22 * np.sin(3.1 * phase + 1.9 * attempt)
        share = near / count + 0.07 * np.sin(5.3 * phase)
        line = cutting_line(polygon, share, tilt, 26, phase + attempt)
        parts = halves(polygon, line)
        if len(parts) == HALVES:
            break
    # 2 m too long at both ends: it surely meets the border, and what sticks out falls away
    cuts.append(shapely.intersection(line, polygon.buffer(2)))
    parts.sort(key=lambda part: _side(part, line))
    first = _divide(parts[0], near, phase + 1.3, cuts)
    return [*first, *_divide(parts[1], count - near, phase + 2.1, cuts)]


def _side(part: shapely.Polygon, line: shapely.LineString) -> float:
    """Return a number whose sign says on which side of `line` the part lies."""
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    point = part.representative_point()
    return float((y1 - y0) * (point.x - x0) - (x1 - x0) * (point.y - y0))


def _named(shapes: Mapping[str, shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"naam": list(shapes)}, geometry=list(shapes.values()), crs=RD)


def _blob(drawn: tuple[float, float, int]) -> shapely.Polygon:
    x, y, radius = drawn
    return blob(*to_rd(((x, y),))[0], radius, x)


def _water(buurten: gpd.GeoDataFrame, stream: shapely.Polygon, moat: shapely.LineString) -> gpd.GeoDataFrame:
    """Return the river (its buurt), the moat north of it, canals and ponds; they do not overlap."""
    river = buurten.geometry[buurten["wijktype"] == "water"].iloc[0]
    ring = max(shapely.get_parts(shapely.difference(moat, stream)), key=shapely.length)
    shapes = {"De Linde": river, "Stadssingel": ring.buffer(11, join_style="mitre")}
    shapes |= {name: _blob(pond) for name, pond in drawing.PONDS.items()}
    shapes |= {
        name: wavy(smooth(to_rd(points)), 5, 210, len(name)).buffer(width / 2, cap_style="flat")
        for name, (points, width) in drawing.CANALS.items()
    }
    dry: dict[str, shapely.Geometry] = {}
    for name, shape in shapes.items():
        dry[name] = shapely.difference(shape, shapely.union_all(list(dry.values())))
    return _named(dry)


def _parks(buurten: gpd.GeoDataFrame, water: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return the parks and a small green in every built-up buurt, clear of water."""
    shapes = {name: _blob(park) for name, park in drawing.PARKS.items()}
    parks = shapely.union_all(list(shapes.values()))
    for name, kind, shape in zip(buurten["buurtnaam"], buurten["wijktype"], buurten.geometry, strict=True):
        radius = WIJKTYPES[kind].plantsoen if kind in WIJKTYPES else 0
        if radius:
            at = shapely.point_on_surface(shapely.difference(shape.buffer(-1.4 * radius), parks))
            green = blob(at.x, at.y, radius, radius + len(name))
            shapes[f"Plantsoen {name}"] = shapely.difference(green, parks)
    return _named({name: shapely.difference(shape, water) for name, shape in shapes.items()})
