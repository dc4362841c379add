"""Lines that look drawn by hand: smooth, slightly wavy, never a grid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Distance between the points of a drawn line, in metres.
STEP_M = 18.0


def smooth(points: Sequence[tuple[float, float]]) -> shapely.LineString:
    """Return a Catmull-Rom curve (metres) through `points`, one vertex every 18 m."""
    given = np.asarray(points, dtype="float64")
    padded = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    parts = []
    for before, start, end, after in zip(padded[:-3], padded[1:-2], padded[2:-1], padded[3:], strict=True):
        t = np.linspace(0, 1, max(2, int(math.dist(start, end) / STEP_M)), endpoint=False)[:, None]
        parts.append(
            0.5
            * (
                2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t**2
                + (3 * start - before - 3 * end + after) * t**3
            )
        )
    return shapely.linestrings(np.vstack([*parts, given[-1:]]))


def wavy(line: shapely.LineString, amplitude: float, wavelength: float, phase: float) -> shapely.LineString:
    """Return `line` shaken sideways by at most `amplitude` metres; its ends stay in place."""
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    direction = np.gradient(xy, axis=0)
    normal = np.column_stack([-direction[:, 1], direction[:, 0]]) / np.hypot(*direction.T)[:, None]
    turn = 2 * math.pi * along / wavelength + phase
    sideways = amplitude * (0.6 * np.sin(turn) + 0.4 * np.sin(2.3 * turn + 1.7))
    fade = np.sqrt(np.abs(np.sin(np.pi * along / along[-1])))
    return shapely.linestrings(xy + normal * (sideways * fade)[:, None])


def blob(x: float, y: float, radius: float, phase: float) -> shapely.Polygon:
    """Return a round, irregular shape of about `radius` metres, such as a park or a pond."""
    turn = np.linspace(0, 2 * math.pi, 40, endpoint=False)
    reach = radius * (1 + 0.18 * np.sin(2 * turn + phase) + 0.1 * np.sin(3 * turn + 2 * phase))
    return shapely.polygons(np.column_stack([x + reach * np.cos(turn), y + 0.8 * reach * np.sin(turn)]))


def long_axis(polygon: shapely.Polygon) -> float:
    """Return the direction (radians, 0 to pi) of the longest side of the smallest rectangle around `polygon`."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(polygon))[:3]
    sides = np.diff(corners, axis=0)
    dx, dy = sides[np.argmax(np.hypot(*sides.T))]
    return float(math.atan2(dy, dx) % math.pi)


def cutting_line(
    polygon: shapely.Polygon, share: float, tilt: float, amplitude: float, phase: float
) -> shapely.LineString:
    """Return a wavy line across `polygon` that leaves about `share` (0-1) of its area on the near side.

    Parameters
    ----------
    tilt
        Radians away from straight across the long axis.
    amplitude
        Metres of sideways bend.
    """
    angle = long_axis(polygon) + tilt
    axis, across = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    points = _points_within(polygon)
    at = np.quantile(points @ axis, share)
    reach = points @ across
    ends = np.array([reach.min() - 400, reach.max() + 400])
    corners = at * axis + ends[:, None] * across
    return wavy(smooth([tuple(corners[0]), tuple(corners[1])]), amplitude, 520.0, phase)


def _points_within(polygon: shapely.Polygon) -> NDArray[np.float64]:
    """Return a lattice of points inside `polygon`: a cheap stand-in for its area."""
    minx, miny, maxx, maxy = polygon.bounds
    step = math.sqrt((maxx - minx) * (maxy - miny) / 3000)
    x, y = np.meshgrid(np.arange(minx, maxx, step), np.arange(miny, maxy, step))
    lattice = np.column_stack([x.ravel(), y.ravel()])
    inside: NDArray[np.bool_] = shapely.contains_xy(polygon, *lattice.T)
    return lattice[inside]


def halves(polygon: shapely.Polygon, line: shapely.LineString) -> list[shapely.Polygon]:
    """Return the parts of `polygon` on either side of `line`."""
    lines = shapely.union_all([polygon.boundary, line])
    pieces = shapely.get_parts(shapely.polygonize([lines]))
    return [piece for piece in pieces if shapely.contains(polygon, piece.representative_point())]
