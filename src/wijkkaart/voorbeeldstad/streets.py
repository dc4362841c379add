"""The streets of each buurt: bending, roughly parallel, with cross streets, each with a name."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.curves import blob, long_axis
from wijkkaart.voorbeeldstad.drawing import VILLAGE, to_rd
from wijkkaart.voorbeeldstad.street_names import names_for
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES, Bebouwing

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from wijkkaart.voorbeeldstad.plan import Plan

    Axis = NDArray[np.float64]

#: Streets that bend more than this curl as well.
CURLS_FROM_M = 30.0
#: Shortest street worth a name, in metres.
MIN_LENGTH_M = 48.0


def open_ground(plan: Plan, inset: float) -> list[shapely.Geometry]:
    """Return per buurt (order of ``plan.buurten``) the ground for streets or, with more `inset`, for buildings.

    Parameters
    ----------
    inset
        Metres kept free along the border of the buurt, main roads and water.
    """
    closed = shapely.union_all(
        [
            plan.markt,
            *plan.parken.geometry,
            *plan.water.geometry.buffer(5 + inset / 2),
            *plan.spoor.geometry.buffer(14 + inset),
            *plan.stations.geometry.buffer(40 + 3 * inset),
            *(plan.wegen.geometry.buffer(inset + 4) if inset else []),
        ]
    )
    shapely.prepare(closed)
    free = shapely.difference(plan.buurten.geometry.buffer(-inset).to_numpy(), closed)
    village = (plan.buurten["wijktype"] == "dorp").to_numpy()
    return list(np.where(village, shapely.intersection(free, _village()), free))


def building_ground(plan: Plan) -> list[shapely.Geometry]:
    """Return per buurt the ground for buildings; in the old centre they stand close to everything."""
    wide, tight = open_ground(plan, 8), open_ground(plan, 2)
    old = plan.buurten["wijktype"] == "binnenstad"
    return [near if is_old else far for is_old, near, far in zip(old, tight, wide, strict=True)]


def _village() -> shapely.Polygon:
    """Return the outline of the village; around it lie fields."""
    x, y, radius = VILLAGE
    return blob(*to_rd(((x, y),))[0], radius, x)


def draw_streets(plan: Plan, ground: list[shapely.Geometry], rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Return the streets: columns buurt (row of plan.buurten), straat, geometry (lines, EPSG:28992)."""
    taken: set[str] = set(plan.wegen["naam"])
    rows: list[tuple[int, str, shapely.LineString]] = []
    for buurt, (kind, wijk) in enumerate(zip(plan.buurten["wijktype"], plan.buurten["wijkcode"].str[6:], strict=True)):
        if kind == "water":
            continue
        names = iter(names_for(wijk, taken))
        for parts in _pattern(ground[buurt], WIJKTYPES[kind].bebouwing, rng):
            name = next(names)
            taken.add(name)
            rows += [(buurt, name, part) for part in parts]
    return gpd.GeoDataFrame(
        {"buurt": [r[0] for r in rows], "straat": [r[1] for r in rows]}, geometry=[r[2] for r in rows], crs=RD
    )


def _pattern(ground: shapely.Geometry, form: Bebouwing, rng: np.random.Generator) -> list[NDArray[np.object_]]:
    """Return per street its parts within `ground`: the long streets first, then the cross streets."""
    centre = ground.centroid
    reach = math.hypot(*np.subtract(ground.bounds[2:], ground.bounds[:2])) / 2 + form.straat
    angle = long_axis(ground) + rng.normal(0, 0.05)
    long = _offsets(reach, form.straat, rng)
    cross = _offsets(reach, form.blok, rng)
    u = np.arange(-reach, reach, 14.0)
    grids = [(u, np.full_like(u, v)) for v in long] + [(np.full_like(u, v), u) for v in cross]
    bend = _bend(form.bocht, rng)
    lines = [_placed(bend(a, b), angle, centre) for a, b in grids]
    clipped = [_long_enough(shapely.intersection(line, ground)) for line in lines]
    return [parts for parts in clipped if len(parts)]


def _offsets(reach: float, gap: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return street positions about `gap` metres apart, from -reach to reach."""
    at = np.arange(-reach + rng.uniform(0, gap), reach, gap)
    return at + rng.uniform(-0.05, 0.05, at.size) * gap


def _bend(size: float, rng: np.random.Generator) -> Callable[[Axis, Axis], tuple[Axis, Axis]]:
    """Return a function that bends straight streets by about `size` metres, cauliflower streets in short curls too."""
    p, q, r = rng.uniform(0, 2 * math.pi, 3)
    curl = 0.4 if size > CURLS_FROM_M else 0.0

    def warp(u: Axis, v: Axis) -> tuple[Axis, Axis]:
        return u + 0.5 * size * np.sin(v / 85 + p), v + size * (np.sin(u / 120 + q) + curl * np.sin(u / 47 + r))

    return warp


def _placed(local: tuple[Axis, Axis], angle: float, centre: shapely.Point) -> shapely.LineString:
    """Return local coordinates turned by `angle` around `centre`."""
    u, v = local
    x = centre.x + u * math.cos(angle) - v * math.sin(angle)
    y = centre.y + u * math.sin(angle) + v * math.cos(angle)
    return shapely.linestrings(np.column_stack([x, y]))


def _long_enough(clipped: shapely.Geometry) -> NDArray[np.object_]:
    """Return the parts of a clipped line of at least 48 m."""
    parts: NDArray[np.object_] = shapely.get_parts(clipped)
    long: NDArray[np.bool_] = shapely.length(parts) >= MIN_LENGTH_M
    return parts[long]
