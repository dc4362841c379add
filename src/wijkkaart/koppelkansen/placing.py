"""Puts what was drawn on the map in the buurten and own areas where it lies."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from wijkkaart.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.koppelkansen.own_files import Row

_log = logging.getLogger(__name__)

#: Metres: borders and drawings in GeoJSON are rounded, so less than this is no overlap.
_TOLERANCE_M = 1.0


def place(name: str, rows: list[Row], voices: list[dict[str, Any]], gebieden: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return `voices` with gebiedcode, x and y: one per buurt or own area that its geometry touches.

    Parameters
    ----------
    name
        Name of the file, for messages.
    rows
        The features, in EPSG:28992, in the order of `voices`.
    gebieden
        Index gebiedcode; columns niveau, geometry (EPSG:28992).

    Raises
    ------
    InputError
        When nothing of the file lies in the study area.
    """
    small = gebieden[gebieden["niveau"].isin(["buurt", "eigen"])]
    places = [_touched(row.vorm, small) for row in rows]
    outside = sum(not codes for codes in places)
    if rows and outside == len(rows):
        raise InputError(
            f"{name}: geen van de {len(rows)} objecten ligt in dit gebied. "
            "Controleer of het bestand bij deze gemeente hoort en in WGS 84 (EPSG:4326) staat."
        )
    if outside:
        _log.info("%s: %d of %d features lie outside the study area", name, outside, len(rows))
    points = [shapely.point_on_surface(row.vorm) for row in rows]
    return [
        {**voice, "gebiedcode": code, "x": point.x, "y": point.y}
        for voice, codes, point in zip(voices, places, points, strict=True)
        for code in codes
    ]


def _touched(shape: Any, small: gpd.GeoDataFrame) -> list[str]:
    near = small.iloc[sorted(small.sindex.query(shape, predicate="intersects"))]
    dimension = shapely.get_dimensions(shape)
    if dimension == 0:
        buurten = near[near["niveau"] == "buurt"].index[:1]
        return [*buurten, *near[near["niveau"] == "eigen"].index]
    core = shape.buffer(-_TOLERANCE_M) if dimension == 2 else shape  # noqa: PLR2004 - an area
    parts = near.geometry.intersection(shape if core.is_empty else core)
    size = parts.area if dimension == 2 else parts.length  # noqa: PLR2004 - an area
    least = 0.0 if dimension == 2 else min(_TOLERANCE_M, shape.length / 2)  # noqa: PLR2004 - an area
    return list(near.index[np.asarray(size > least)])
