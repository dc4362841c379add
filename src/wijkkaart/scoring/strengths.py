"""Finds what is strong in each gebied: the good end of every scored indicator."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from wijkkaart.declarations import Indicator, Opgave

#: The favourable third, seen from below and from above.
_LOWEST_THIRD = float(Fraction(100, 3))
_HIGHEST_THIRD = float(Fraction(200, 3))

_COLUMNS = ["gebiedcode", "opgave", "indicator", "zin", "waarde", "percentiel", "openbaarheid"]


def find_strengths(
    long: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
) -> pd.DataFrame:
    """Return one row per gebied and scored indicator on which it stands in the favourable third.

    Parameters
    ----------
    long
        What ``add_percentiles`` gave back.
    gebieden
        Index gebiedcode; column gebiednaam.

    Returns
    -------
    DataFrame
        Columns gebiedcode, opgave, indicator, zin, waarde, percentiel, openbaarheid; in the order
        of `gebieden` and `opgaven`. An indicator without a sentence for its good end gives no rows.
    """
    parts = [
        _strong_rows(long, gebieden, opgave.id, item)
        for opgave in opgaven.values()
        if opgave.scoort
        for item in opgave.indicatoren
        if item.rol == "opgave" and item.goed_einde
    ]
    found = pd.concat([pd.DataFrame(columns=_COLUMNS), *(part for part in parts if len(part))])
    order = np.argsort(gebieden.index.get_indexer(found["gebiedcode"]), kind="stable")
    return found.iloc[order].reset_index(drop=True)


def _strong_rows(long: pd.DataFrame, gebieden: gpd.GeoDataFrame, opgave: str, item: Indicator) -> pd.DataFrame:
    rows = long[long["indicator"] == item.id]
    strong = rows["percentiel"] <= _LOWEST_THIRD
    if item.richting == "laag":
        strong = rows["percentiel"] >= _HIGHEST_THIRD
    rows = rows[strong]
    names = gebieden["gebiednaam"].reindex(rows["gebiedcode"])
    sentences = [
        item.goed_einde.format(waarde=dutch_number(value, item.decimalen), gebied=name)
        for value, name in zip(rows["waarde"], names, strict=True)
    ]
    return rows.assign(opgave=opgave, zin=sentences, openbaarheid=item.openbaarheid)[_COLUMNS]
