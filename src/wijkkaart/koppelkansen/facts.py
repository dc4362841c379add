"""Where the ambitions and planned works that people brought hold: true or false per gebied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]


def ambitions(stemmen: pd.DataFrame, gebieden: gpd.GeoDataFrame) -> Mapping[str, Bools]:
    """Return per opgave where an ambition holds; one of a wijk or gemeente holds in all it contains."""
    rows = stemmen[stemmen["soort"] == "ambitie"]
    return {str(name): _inside(set(group["gebiedcode"]), gebieden) for name, group in rows.groupby("opgave")}


def plans(stemmen: pd.DataFrame, gebieden: gpd.GeoDataFrame, planjaar: int, planhorizon: int) -> Mapping[str, Bools]:
    """Return per kind of work where one is planned from `planjaar` up to `planhorizon` years later.

    A work in a buurt also counts for its wijk and gemeente, a work of a wijk or gemeente for
    all it contains.
    """
    rows = stemmen[stemmen["soort"] == "werk"]
    soon = (rows["jaar_van"] <= planjaar + planhorizon) & (rows["jaar_tot"] >= planjaar)
    return {
        str(name): _inside(set(group["gebiedcode"]), gebieden) | _containing(set(group["gebiedcode"]), gebieden)
        for name, group in rows[soon].groupby("werksoort")
    }


def _inside(codes: set[str], gebieden: gpd.GeoDataFrame) -> Bools:
    inside = gebieden["wijkcode"].isin(codes) | gebieden["gemeentecode"].isin(codes)
    return np.asarray(gebieden.index.isin(codes) | inside.to_numpy(), dtype=bool)


def _containing(codes: set[str], gebieden: gpd.GeoDataFrame) -> Bools:
    named = gebieden[gebieden.index.isin(codes)]
    return np.asarray(gebieden.index.isin({*named["wijkcode"], *named["gemeentecode"]}), dtype=bool)
