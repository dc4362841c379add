"""Which areas lie on which, and how much of each is the same ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely

if TYPE_CHECKING:
    import geopandas as gpd


def overlaps(gebieden: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return what lies on what, one row per pair that meets, by gebied and then by row of `areas`.

    Parameters
    ----------
    gebieden, areas
        Polygons in the same CRS; any index.

    Returns
    -------
    DataFrame
        Columns gebied (its label), plaats (row number in `areas`), code (label of that row), deel (0-1,
        share of the gebied that the area covers) and deel_vlak (0-1, share of the area in the gebied).

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import box
    >>> town = gpd.GeoDataFrame(index=["BU1"], geometry=[box(0, 0, 100, 100)])
    >>> older = gpd.GeoDataFrame(index=["BU8"], geometry=[box(75, 0, 125, 100)])
    >>> overlaps(town, older)[["deel", "deel_vlak"]].iloc[0].tolist()
    [0.25, 0.5]
    """
    zones, shapes = gebieden.geometry.to_numpy(), areas.geometry.to_numpy()
    zone, place = shapely.STRtree(shapes).query(zones, predicate="intersects")
    common = shapely.area(shapely.intersection(zones[zone], shapes[place]))
    frame = {
        "gebied": gebieden.index[zone],
        "plaats": place,
        "code": areas.index[place],
        "deel": common / shapely.area(zones[zone]),
        "deel_vlak": common / shapely.area(shapes[place]),
    }
    return pd.DataFrame(frame).sort_values(["gebied", "plaats"], ignore_index=True)
