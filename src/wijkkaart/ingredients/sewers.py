"""How old the sewers in an area are, weighted with their length inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.figures import Figures, figures
from wijkkaart.ingredients.totals import SPREAD, rests_on, with_spread
from wijkkaart.spatial.overlay import line_pieces
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects

#: Share of the length whose year must be known (a proposal).
_MINIMUM_KNOWN = 0.6
#: A sum of shares may miss its limit by this much.
_ROUNDING = 1e-12


def median_age(gebieden: gpd.GeoDataFrame, leidingen: Objects, planjaar: int) -> Figures:
    """Return the length-weighted median age of sewers in `planjaar` (years), with p10 and p90.

    Parameters
    ----------
    gebieden
        All areas, EPSG:28992.
    leidingen
        Lines with a column ``beginjaar`` (year of construction, NaN where not known).
    planjaar
        Year from which the age is counted.
    """
    pieces = line_pieces(gebieden, leidingen.rows.geometry)
    # A pipe laid after the plan year is new, not of a negative age.
    pieces["age"] = (planjaar - pieces["line"].map(leidingen.rows["beginjaar"]).astype("float64")).clip(lower=0.0)
    dated = pieces.dropna(subset=["age"])
    ages = _percentiles(dated, gebieden.index)
    known, everything = (
        figures(part.groupby("zone")["length"].sum().reindex(gebieden.index, fill_value=0.0))
        for part in (dated, pieces)
    )
    result = figures(ages["p50"], missing=Status.NIET_GEPUBLICEERD, peiljaar=leidingen.peiljaar)
    return rests_on(with_spread(result, ages), known, everything, _MINIMUM_KNOWN)


def _percentiles(pieces: pd.DataFrame, zones: pd.Index) -> pd.DataFrame:
    """Return per zone the first age at which 10, 50 and 90 percent of the length is reached."""
    ordered = pieces.sort_values(["zone", "age"], kind="stable")
    length = ordered.groupby("zone")["length"]
    reached = length.cumsum() / length.transform("sum")
    ages = {name: ordered[reached >= int(name[1:]) / 100 - _ROUNDING].groupby("zone")["age"].first() for name in SPREAD}
    return pd.DataFrame(ages).reindex(zones)
