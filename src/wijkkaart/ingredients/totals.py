"""Figures that several opgaven build on: totals of objects, shares, and what a grid says of an area.

Here the rules for too little data are applied, once: an area that a file does not reach is
``buiten_dekking``, a count under our own minimum ``te_klein``, nothing at all to measure
``niet_van_toepassing``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.figures import Figures, absent, blank, figures, ratio, require
from wijkkaart.layers import Raster
from wijkkaart.spatial.overlay import covered_area
from wijkkaart.spatial.zonal import cells_outside, regrid, zonal
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.layers import Objects

#: A file must reach this share of a gebied before its objects or cells speak for the whole.
MINIMUM_COVERAGE = 0.95
#: Refuse a share that rests on less than this part of what it should be a share of.
MINIMUM_KNOWN = 0.8
#: Percentiles that show the spread inside a gebied.
SPREAD = ("p10", "p50", "p90")


def first_filled(index: pd.Index, *options: Figures | None) -> Figures:
    """Return the first of `options` with any value; else the first there is; else ``bron_ontbreekt``."""
    there = [option for option in options if option is not None]
    filled = [option for option in there if option.ok.any()]
    return next(iter([*filled, *there]), absent(index, Status.BRON_ONTBREEKT))


def object_total(objects: Objects, values: pd.Series) -> Figures:
    """Return the sum of `values` (index: object) per gebied; 0 where there is no such object.

    ``buiten_dekking`` where the file does not reach (almost) the whole gebied.
    """
    reached = objects.dekking >= MINIMUM_COVERAGE
    status = pd.Series(np.where(reached, Status.OK, Status.BUITEN_DEKKING), objects.dekking.index)
    return figures(objects.total(values), status=status, dekking=objects.dekking, peiljaar=objects.peiljaar)


def share_of_objects(
    objects: Objects,
    answer: pd.Series,
    minimum: float,
    minimum_known: float = MINIMUM_KNOWN,
) -> Figures:
    """Return the percentage of objects for which `answer` is true, among those that have an answer.

    Parameters
    ----------
    objects
        The layer that the objects belong to.
    answer
        True, False or missing per object that counts; index: object.
    minimum
        Smallest number of objects with an answer.
    minimum_known
        Smallest share (0-1) of objects with an answer.
    """
    known = answer.notna()
    counted = object_total(objects, known.astype("float64"))
    everything = object_total(objects, pd.Series(1.0, index=answer.index))
    yes = object_total(objects, answer[known].astype("float64"))
    result = require(ratio(yes, counted, 100.0), counted, minimum)
    return rests_on(result, counted, everything, minimum_known)


def rests_on(result: Figures, known: Figures, everything: Figures, minimum: float) -> Figures:
    """Return `result` with the share known / everything as ``dekking``; ``te_klein`` below `minimum`.

    Where it is not known how much there is, neither is the share: then the reason is that of `everything`.
    """
    share = (known.waarde / everything.waarde.where(everything.waarde > 0)).fillna(0.0)
    open_to_doubt = result.status.isin([Status.OK, Status.NIET_VAN_TOEPASSING]) & everything.waarde.gt(0)
    status = result.status.mask(open_to_doubt & share.lt(minimum), str(Status.TE_KLEIN))
    status = status.mask(result.ok & ~everything.ok, everything.status)
    return replace(blank(result, status), dekking=share.where(status == Status.OK, 0.0))


def area_under(gebieden: gpd.GeoDataFrame, objects: Objects, chosen: pd.Series) -> Figures:
    """Return the m2 of each gebied under the `chosen` objects, overlap counted once.

    ``buiten_dekking`` where the file does not reach, ``niet_gepubliceerd`` where nothing is chosen at all:
    then the register does not draw this class here; and where of too much of what it draws the class is not known.

    Parameters
    ----------
    chosen
        True, False or missing per object.
    """
    shapes, mine, told = objects.rows.geometry, chosen.eq(other=True), chosen.notna()
    if not mine.any():
        return absent(gebieden.index, Status.NIET_GEPUBLICEERD)
    reached = object_total(objects, pd.Series(dtype="float64"))
    area = covered_area(gebieden, shapes[mine])
    result = figures(area, status=reached.status, dekking=reached.dekking, peiljaar=reached.peiljaar)
    if told.all():
        return result
    unknown = covered_area(gebieden, shapes[told]) < MINIMUM_KNOWN * covered_area(gebieden, shapes)
    return blank(result, result.status.mask(result.ok & unknown, str(Status.NIET_GEPUBLICEERD)))


def spread_of(objects: Objects, values: pd.Series) -> pd.DataFrame:
    """Return the 10th, 50th and 90th percentile of `values` (index: object) per gebied, unknown left out."""
    placed = objects.per_gebied(values.dropna()).groupby(level=0)
    table = pd.DataFrame({name: placed.quantile(int(name[1:]) / 100) for name in SPREAD})
    return table.reindex(objects.dekking.index)


def zonal_figures(  # noqa: PLR0913 - each is a rule that an indicator states by name
    raster: Raster,
    gebieden: gpd.GeoDataFrame,
    *,
    stat: str = "mean",
    mask: NDArray[np.bool_] | None = None,
    minimum_cells: float = 0.0,
    minimum_coverage: float = MINIMUM_COVERAGE,
) -> Figures:
    """Return one statistic of the cells in each gebied, with the spread inside it.

    ``buiten_dekking`` below `minimum_coverage`, ``te_klein`` with fewer than `minimum_cells` cells.
    """
    table = zonal(raster.values, raster.transform, gebieden, [stat, *SPREAD], mask=mask)
    status = pd.Series(str(Status.OK), index=gebieden.index)
    status = status.mask(table["cells"] < minimum_cells, str(Status.TE_KLEIN))
    status = status.mask(table["coverage"] < minimum_coverage, str(Status.BUITEN_DEKKING))
    result = figures(table[stat], status=status, dekking=table["coverage"], peiljaar=raster.peiljaar)
    return with_spread(result, table)


def covered_by(
    result: Figures,
    raster: Raster,
    gebieden: gpd.GeoDataFrame,
    minimum: float,
    mask: NDArray[np.bool_] | None = None,
) -> Figures:
    """Return `result` with ``buiten_dekking`` where `raster` covers too little of the gebied, or no cell of it counts.

    Parameters
    ----------
    minimum
        Share (0-1) of the gebied that must be covered.
    mask
        Which cells count.
    """
    table = zonal(raster.values, raster.transform, gebieden, [], mask=mask)
    missed = (table["coverage"] < minimum) | table["cells"].eq(0)
    return blank(result, result.status.mask(missed, str(Status.BUITEN_DEKKING)))


def reached_by(result: Figures, objects: Objects) -> Figures:
    """Return `result` with ``buiten_dekking`` where the file of `objects` does not reach (almost) the whole gebied."""
    missed = result.ok & (objects.dekking < MINIMUM_COVERAGE)
    return blank(result, result.status.mask(missed, str(Status.BUITEN_DEKKING)))


def at_most(result: Figures, limit: float) -> Figures:
    """Return `result` with ``te_klein`` above `limit`: there rounded counts are too small to divide."""
    return blank(result, result.status.mask(result.waarde > limit, str(Status.TE_KLEIN)))


def without(result: Figures, obstacle: pd.Series) -> Figures:
    """Return `result` with ``niet_van_toepassing`` where `obstacle` (bool per gebied) makes it meaningless."""
    return blank(result, result.status.mask(result.ok & obstacle, str(Status.NIET_VAN_TOEPASSING)))


def with_spread(result: Figures, table: pd.DataFrame) -> Figures:
    """Return `result` with the columns p10, p50 and p90 of `table` where it has a value."""
    shown = table.where(result.ok)
    return replace(result, p10=shown["p10"], p50=shown["p50"], p90=shown["p90"])


def green_cover(bomen: Raster, struiken: Raster, gras: Raster) -> Raster:
    """Return the green part of each cell in percent: trees, shrubs and low plants, at most 100.

    On the grid of `bomen`; NaN where one of the three has no value (farmland has none in `gras`).
    """
    layers = [on_grid(item, bomen) for item in (bomen, struiken, gras)]
    years = [item.peiljaar for item in (bomen, struiken, gras) if item.peiljaar is not None]
    return Raster(np.minimum(np.sum(layers, axis=0), 100.0), bomen.transform, min(years, default=None))


#: Values of fysiek_voorkomen in the BGT that mean farmland.
FARMLAND = frozenset({"bouwland", "grasland agrarisch", "fruitteelt", "boomteelt"})


def outdoor_mask(raster: Raster, panden: Objects, water: Objects | None) -> NDArray[np.bool_]:
    """Return which cells have their centre outside buildings, and outside water where that is known."""
    return _outside(raster, panden.rows.geometry) & _outside(raster, None if water is None else water.rows.geometry)


def land_mask(
    green: Raster,
    bomen: Raster,
    water: Objects | None,
    begroeid: Objects | None,
) -> NDArray[np.bool_]:
    """Return which cells are land that can be green or paved: no water, no farmland.

    A cell with trees mapped but no low plants is farmland: the low map leaves it out.
    """
    unmapped = np.isnan(green.values) & ~np.isnan(bomen.values)
    farmland = None if begroeid is None else begroeid.rows[begroeid.rows["fysiek_voorkomen"].isin(FARMLAND)].geometry
    wet = None if water is None else water.rows.geometry
    land: NDArray[np.bool_] = ~unmapped & _outside(green, wet) & _outside(green, farmland)
    return land


def yard_mask(raster: Raster, yards: Objects, panden: Objects) -> NDArray[np.bool_]:
    """Return which cells have their centre in a yard and outside buildings."""
    return ~_outside(raster, yards.rows.geometry) & _outside(raster, panden.rows.geometry)


def _outside(raster: Raster, shapes: gpd.GeoSeries | None) -> NDArray[np.bool_]:
    shape = raster.values.shape  # noqa: PD011 - an array, not a frame
    return cells_outside([] if shapes is None else shapes, shape, raster.transform)


def on_grid(raster: Raster, like: Raster) -> NDArray[np.floating]:
    """Return the values of `raster` on the grid of `like`."""
    shape = like.values.shape  # noqa: PD011 - an array, not a frame
    return regrid(raster.values, raster.transform, shape, like.transform)
