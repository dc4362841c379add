"""Carry figures from one set of zones to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

from wijkkaart.spatial.placement import assign_points


def weighted_transfer(
    values: pd.Series,
    sources: gpd.GeoDataFrame,
    targets: gpd.GeoDataFrame,
    points: gpd.GeoSeries,
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """Return the weighted mean of `values` per target zone, each point bringing its source's value.

    Parameters
    ----------
    values
        One value per source zone; NaN where there is none.
    sources, targets
        Two sets of polygons in one CRS.
    points
        What the weight sits on (dwellings, say); any unique index.
    weights
        Per point; 1 each if not given.

    Returns
    -------
    DataFrame
        Index of `targets`; ``value`` (NaN where no weight has a value), ``weight`` (all weight in the
        target) and ``coverage`` (0-1: share of that weight with a value; 0 without any weight).
    """
    weight = pd.Series(1.0, index=points.index) if weights is None else weights.astype("float64")
    value = assign_points(points, sources).map(values).astype("float64")
    target = assign_points(points, targets)
    known = weight.where(value.notna(), 0.0)
    sums = pd.DataFrame({"product": value.fillna(0.0) * known, "known": known, "weight": weight})
    table = sums.groupby(target).sum().reindex(targets.index).fillna(0.0)
    some = table["known"] > 0
    return pd.DataFrame(
        {
            "value": (table["product"] / table["known"]).where(some),
            "weight": table["weight"],
            "coverage": (table["known"] / table["weight"]).where(some, 0.0),
        }
    )
