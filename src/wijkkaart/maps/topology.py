"""Display geometry: simplified once, with shared borders; no figure is ever computed on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from topojson.core.topology import Topology

from wijkkaart.extent import RD

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.maps.areas import Areas
    from wijkkaart.maps.degrees import Degrees

#: How far a drawn border may lie from the real one, in metres.
TOLERANCE_M = 2.0
#: Borders that differ by less are the same border.
_SNAP_M = 0.01
#: One step of the stored coordinates, in degrees: about 0.1 m.
STEP_DEG = 1e-6


def _snapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    geometry = shapely.transform(frame.geometry.to_numpy(), lambda xy: np.round(xy / _SNAP_M) * _SNAP_M)
    return frame[["geometry"]].set_geometry(geometry, crs=RD).reset_index(drop=True)


def _simplified(areas: Areas) -> dict[str, Any]:
    """Return a TopoJSON in RD metres with an object per niveau, simplified along shared arcs."""
    groups = [_snapped(areas.frame[areas.frame["niveau"] == niveau]) for niveau in areas.niveaus]
    built = Topology(
        groups,
        object_name=list(areas.niveaus),
        prequantize=False,
        toposimplify=TOLERANCE_M,
        shared_coords=True,
    )
    return dict(json.loads(str(built.to_json())))


def _shape(geometry: dict[str, Any], place: int) -> dict[str, Any]:
    return {"type": geometry["type"], "arcs": geometry["arcs"], "id": place}


def topology(areas: Areas, degrees: Degrees) -> dict[str, Any]:
    """Return one TopoJSON in degrees with an object per niveau; a shape's id is its place in page order."""
    raw = _simplified(areas)
    objects: dict[str, Any] = {}
    place = 0
    for niveau in areas.niveaus:
        shapes = raw["objects"][niveau]["geometries"]
        objects[niveau] = {
            "type": "GeometryCollection",
            "geometries": [_shape(shape, place + offset) for offset, shape in enumerate(shapes)],
        }
        place += len(shapes)
    return {
        "type": "Topology",
        "transform": {"scale": [STEP_DEG, STEP_DEG], "translate": list(degrees.origin)},
        "objects": objects,
        "arcs": [degrees.steps(np.asarray(arc, dtype="float64"), STEP_DEG) for arc in raw["arcs"]],
    }
