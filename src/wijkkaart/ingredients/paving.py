"""Ground without green: from the three maps of green, or as published per buurt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.figures import Figures, absent, derive, from_sources, ratio
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, green_cover, land_mask, zonal_figures
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from wijkkaart.layers import Objects, Raster, StatTable


def share_not_green(  # noqa: PLR0913, PLR0917 - three maps of green, what is no land, and the figure per buurt
    gebieden: gpd.GeoDataFrame,
    bomen: Raster | None,
    struiken: Raster | None,
    gras: Raster | None,
    water: Objects | None,
    begroeid: Objects | None,
    published: StatTable | None,
) -> Figures:
    """Return the percentage of land that is not green: from three maps, else the published grey per buurt."""
    if bomen is None or struiken is None or gras is None:
        return _grey_of_land(gebieden.index, published)
    green = green_cover(bomen, struiken, gras)
    mask = land_mask(green, bomen, water, begroeid)
    paved = replace(green, values=100.0 - green.values)  # noqa: PD011 - an array, not a frame
    result = zonal_figures(paved, gebieden, mask=mask, minimum_cells=100, minimum_coverage=MINIMUM_KNOWN)
    return from_sources(result, "rivm_bomen", "rivm_struiken", "rivm_gras", "bgt_water", "bgt_begroeid")


def _grey_of_land(codes: pd.Index, published: StatTable | None) -> Figures:
    """Return the published grey as a percentage of the ground outside water; published it is of all ground."""
    if published is None:
        return absent(codes, Status.BRON_ONTBREEKT)
    land = derive(lambda water: 100.0 - water, published["water"])
    share = ratio(published["grijs"], land, 100.0)
    return from_sources(replace(share, waarde=share.waarde.clip(upper=100.0)), "kea_groen_buurt")
