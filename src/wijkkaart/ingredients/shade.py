"""Shade on the ground that people walk and cycle on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.figures import Figures, blank, derive, figures, ratio, require
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, area_under
from wijkkaart.spatial.overlay import cover_inside
from wijkkaart.spatial.zonal import cell_area, zonal
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster

#: Values of functie in the BGT where people walk or cycle and no cars drive.
_WALKING = frozenset({"voetpad", "voetpad op trap", "voetgangersgebied", "fietspad"})
_MINIMUM_M2 = 1000.0


def shaded_walking_area(gebieden: gpd.GeoDataFrame, shade: Raster, wegdelen: Objects) -> Figures:
    """Return the percentage of the walking and cycling area in shade; each cell counts with its part under it.

    Parameters
    ----------
    shade
        Percentage of each cell in shade; NaN where not known.
    wegdelen
        Column ``functie``; what overlaps counts once.
    """
    walking = wegdelen.rows["functie"].isin(_WALKING)
    ground = cover_inside(gebieden, wegdelen.rows.geometry[walking])
    table = zonal(shade.values, shade.transform, ground).reindex(gebieden.index).fillna(0.0)
    known = figures(table["cells"] * cell_area(shade.transform), dekking=table["coverage"], peiljaar=shade.peiljaar)
    shaded = derive(lambda square_metres: square_metres * table["mean"] / 100.0, known)
    area = area_under(gebieden, wegdelen, walking)
    result = require(ratio(shaded, known, 100.0), area, _MINIMUM_M2)
    off_map = area.waarde.ge(_MINIMUM_M2) & table["coverage"].lt(MINIMUM_KNOWN)
    status = result.status.mask(off_map, str(Status.BUITEN_DEKKING))
    return blank(result, status.where(area.ok, area.status))
