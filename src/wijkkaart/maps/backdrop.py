"""Water, green, roads, rail and stations: what lets people recognise the place without a basemap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from wijkkaart.maps.escape import text

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.maps.areas import Areas
    from wijkkaart.maps.degrees import Degrees

#: Drawn in this order, so that rail crosses roads and roads cross water.
LAYERS = ("groen", "water", "gebouwen", "wegen", "spoor", "stations")
#: One step of the stored coordinates, in degrees: about 2 m, enough for a backdrop.
STEP_DEG = 2e-5
#: The backdrop may show a little of what lies around the study area.
RIM_M = 1500.0
MAX_VERTICES = 30_000
#: Many small shapes cannot become coarser. Above this many points the smallest are left out: the file must stay small.
MOST_VERTICES = 60_000
_TOLERANCES_M = (3.0, 5.0, 10.0, 20.0, 40.0)
_KINDS = {"Polygon": "vlak", "LineString": "lijn", "Point": "punt"}


def _clipped(layer: gpd.GeoDataFrame, areas: Areas) -> gpd.GeoDataFrame:
    """Return single shapes within the study area and its rim."""
    minx, miny, maxx, maxy = areas.frame.total_bounds
    box = (minx - RIM_M, miny - RIM_M, maxx + RIM_M, maxy + RIM_M)
    inside = shapely.clip_by_rect(layer.geometry.to_numpy(), *box)
    shapes = layer[["naam"]].assign(geometry=inside)
    single = shapes.set_geometry("geometry", crs=layer.crs).explode(index_parts=False)
    return single[~single.geometry.is_empty & single.geom_type.isin(_KINDS)]


def _simplified(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the shapes with at most ``MAX_VERTICES`` points, as fine as that allows; else the largest shapes."""
    for tolerance in _TOLERANCES_M:
        result = shapes.geometry.simplify(tolerance)
        if result.count_coordinates().sum() <= MAX_VERTICES:
            break
    return _largest(shapes.set_geometry(result))


def _largest(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return, in their own order, the largest shapes that have at most ``MOST_VERTICES`` points together."""
    size = pd.DataFrame({"area": shapes.area.to_numpy(), "length": shapes.length.to_numpy()})
    order = size.sort_values(["area", "length"], ascending=False, kind="stable").index
    points = shapes.geometry.count_coordinates().to_numpy()[order].cumsum()
    return shapes.iloc[sorted(order[points <= MOST_VERTICES])]


def _lines(shape: shapely.Geometry) -> list[shapely.Geometry]:
    return [shape.exterior, *shape.interiors] if shape.geom_type == "Polygon" else [shape]


def _encoded(shape: shapely.Geometry, degrees: Degrees) -> list[list[int]]:
    rings = [degrees.steps(shapely.get_coordinates(line), STEP_DEG) for line in _lines(shape)]
    return [[step for point in ring for step in point] for ring in rings]


def _layer(name: str, shapes: gpd.GeoDataFrame, degrees: Degrees) -> dict[str, Any]:
    """Return one backdrop layer of a single kind of shape."""
    kept = _simplified(shapes)
    names = [text(value) for value in kept["naam"]]
    pool = sorted(set(names))
    places = {word: place for place, word in enumerate(pool)}
    return {
        "laag": name,
        "soort": _KINDS[shapes.geom_type.iloc[0]],
        "namen": pool,
        "naam": [places[word] for word in names],
        "vormen": [_encoded(shape, degrees) for shape in kept.geometry],
    }


def backdrop_payload(context: dict[str, gpd.GeoDataFrame], areas: Areas, degrees: Degrees) -> dict[str, Any]:
    """Return the backdrop as whole steps from one origin; layers that are not there are left out."""
    layers = []
    for name in LAYERS:
        if name in context:
            shapes = _clipped(context[name], areas)
            layers += [_layer(name, part, degrees) for _, part in shapes.groupby(shapes.geom_type)]
    return {"stap": STEP_DEG, "oorsprong": list(degrees.origin), "lagen": layers}
