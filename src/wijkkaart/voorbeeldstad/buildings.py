"""The panden: rows of rectangles along the streets, and sheds behind some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.chance import some
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES, Bebouwing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: A block of flats: 44 m long, 11 m deep, 18 m from its street, 14 m between blocks.
FLAT = Bebouwing(0, 0, 0, 58, 44, 11, 18, 1, (4, 5))
#: No building nearer than this to the middle of a street, in metres.
STREET_HALF_M = 4.2


def place_panden(
    streets: gpd.GeoDataFrame, kinds: Sequence[str], ground: Sequence[shapely.Geometry], rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """Return the panden along `streets`.

    Parameters
    ----------
    streets
        Columns buurt, straat, geometry; EPSG:28992.
    kinds, ground
        Wijktype and buildable ground per buurt.

    Returns
    -------
    GeoDataFrame
        EPSG:28992; columns buurt, street (row of `streets`), side (-1 or 1), along (metres),
        vorm (huis, flat, hal, schuur), lagen, geometry (rectangles).
    """
    plots = _plots(streets, kinds, rng)
    plots["geometry"] = rectangles(plots, shrink=0.0)
    plots = plots[_fits(plots, streets, ground, np.ones(len(plots), dtype=bool))].reset_index(drop=True)
    sheds = _sheds(plots, kinds, rng)
    every = pd.concat([plots, sheds], ignore_index=True)
    kept = every[_fits(every, streets, ground, every["vorm"].eq("schuur").to_numpy())]
    columns = ["buurt", "street", "side", "along", "vorm", "lagen", "geometry"]
    return gpd.GeoDataFrame(kept[columns], geometry="geometry", crs=RD).reset_index(drop=True)


def _plots(streets: gpd.GeoDataFrame, kinds: Sequence[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return one row per plot along each street, on both sides."""
    parts = []
    for street, (buurt, line) in enumerate(zip(streets["buurt"], streets.geometry, strict=True)):
        form = WIJKTYPES[kinds[buurt]].bebouwing
        flats = rng.random() < form.flats and line.length > FLAT.kavel
        name = "flat" if flats else ("hal" if kinds[buurt] == "bedrijven" else "huis")
        for side in (-1, 1):
            plots = _side(line.length, FLAT if flats else form, rng)
            parts.append({**plots, "buurt": buurt, "street": street, "side": side, "vorm": name})
    table = pd.DataFrame({key: _stacked(parts, key) for key in parts[0]})
    return along_streets(table, streets.geometry.to_numpy())


def _stacked(parts: list[dict[str, Any]], key: str) -> NDArray[np.generic]:
    """Return one column: the values of all parts, single ones repeated for every plot."""
    return np.concatenate([np.broadcast_to(part[key], np.shape(part["along"])) for part in parts])


def _side(length: float, form: Bebouwing, rng: np.random.Generator) -> dict[str, Any]:
    """Return the plots on one side of a street: metres along it, width, depth, distance back, storeys."""
    number = np.arange(int((length - 6) // form.kavel))
    if form.rij > 1:
        number = number[number % (form.rij + 1) != form.rij]
    number = number[~some(form.leeg, number.size, rng)]
    detached = form.rij == 1 and form is not FLAT
    shape = rng.uniform(0.8, 1.2, number.size) if detached else 1.0
    block = abs(rng.normal(0, 0.6))
    tower = form is FLAT and bool(some(0.2, 1, rng)[0])
    return {
        "along": 3 + (number + 0.5) * form.kavel,
        "width": form.breed * shape,
        "depth": form.diep * shape + block,
        "back": form.terug + block + (np.abs(rng.normal(0, 2.0, number.size)) if detached else 0),
        "lagen": rng.integers(*form.lagen, endpoint=True) + 5 * tower,
    }


def along_streets(plots: pd.DataFrame, lines: NDArray[np.object_]) -> pd.DataFrame:
    """Add the centre (x, y) of what stands beside each street and the street's direction there (dx, dy).

    Parameters
    ----------
    plots
        Columns street (row of `lines`), side, along, depth, back; metres.
    """
    line = lines[plots["street"].to_numpy()]
    along = plots["along"].to_numpy()
    start = shapely.get_coordinates(shapely.line_interpolate_point(line, along - 2))
    end = shapely.get_coordinates(shapely.line_interpolate_point(line, along + 2))
    dx, dy = ((end - start) / np.hypot(*(end - start).T)[:, None]).T
    away = plots["side"] * (plots["back"] + plots["depth"] / 2)
    middle = (start + end) / 2
    return plots.assign(dx=dx, dy=dy, x=middle[:, 0] - dy * away, y=middle[:, 1] + dx * away)


def rectangles(plots: pd.DataFrame, shrink: float) -> NDArray[np.object_]:
    """Return the footprints, each side `shrink` metres smaller."""
    x, y, dx, dy = (plots[name].to_numpy()[:, None] for name in ("x", "y", "dx", "dy"))
    half_w, half_d = (plots[name].to_numpy()[:, None] / 2 - shrink for name in ("width", "depth"))
    w, d = np.array([-1, 1, 1, -1]), np.array([-1, -1, 1, 1])
    corners = np.stack([x + w * half_w * dx - d * half_d * dy, y + w * half_w * dy + d * half_d * dx], axis=-1)
    return np.asarray(shapely.polygons(np.round(corners, 3)), dtype=object)


def _sheds(plots: pd.DataFrame, kinds: Sequence[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return a shed in the back yard of some houses."""
    share = plots["buurt"].map(lambda b: WIJKTYPES[kinds[b]].bebouwing.schuren)
    sheds = plots[some(share, len(plots), rng) & plots["vorm"].eq("huis")].copy()
    away = sheds["side"] * (sheds["depth"] / 2 + 6.5)
    sheds = sheds.assign(x=sheds["x"] - sheds["dy"] * away, y=sheds["y"] + sheds["dx"] * away)
    sheds = sheds.assign(width=sheds["width"] * 0.5, depth=2.6, vorm="schuur", lagen=1)
    return sheds.assign(geometry=rectangles(sheds, shrink=0.0))


def _fits(
    plots: pd.DataFrame, streets: gpd.GeoDataFrame, ground: Sequence[shapely.Geometry], doubtful: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which plots lie on buildable ground, off the streets and clear of earlier plots."""
    shapes = plots["geometry"].to_numpy(dtype=object)
    keep = np.ones(len(plots), dtype=bool)
    buurten = plots["buurt"].to_numpy()
    for buurt in np.unique(buurten).tolist():
        rows = np.flatnonzero(buurten == buurt)
        shapely.prepare(ground[buurt])
        keep[rows] = shapely.contains_properly(ground[buurt], shapes[rows])
    on_street = shapely.STRtree(streets.geometry.to_numpy()).query(shapes, predicate="dwithin", distance=STREET_HALF_M)
    keep[on_street[0]] = False
    slim = rectangles(plots, shrink=0.35)
    rows = np.flatnonzero(keep)
    first, second = rows[shapely.STRtree(slim[rows]).query(slim[rows], predicate="intersects")]
    keep[second[(first < second) & doubtful[second]]] = False
    return keep
