"""How much green there is in an area: from the maps of RIVM, or from what it publishes per buurt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.figures import Figures, absent, derive, from_sources
from wijkkaart.ingredients.totals import green_cover, land_mask, zonal_figures
from wijkkaart.spatial.zonal import cell_area
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from wijkkaart.layers import Raster, StatTable

_M2_PER_HA = 10_000.0


def green_on_maps(gebieden: gpd.GeoDataFrame, bomen: Raster, struiken: Raster, gras: Raster) -> Figures:
    """Return the m2 under trees, shrubs and low plants per gebied; farmland is not on the maps."""
    green = green_cover(bomen, struiken, gras)
    mask = land_mask(green, bomen, None, None)
    percent = zonal_figures(green, gebieden, stat="sum", mask=mask)  # a sum over a part would be too small
    area = derive(lambda total: total / 100.0 * cell_area(green.transform), percent)
    return from_sources(area, "rivm_bomen", "rivm_struiken", "rivm_gras")


def green_published(index: pd.Index, groen: StatTable | None, kerncijfers: StatTable | None) -> Figures:
    """Return the m2 of green per gebied: the published percentage of the land that CBS counts."""
    if groen is None or kerncijfers is None:
        return absent(index, Status.BRON_ONTBREEKT)
    area = derive(lambda part, land: part / 100.0 * land * _M2_PER_HA, groen["groen"], kerncijfers["a_lan_ha"])
    return from_sources(area, "rivm_groen_buurt", "cbs_kerncijfers")
