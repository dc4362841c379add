"""By which names people know an area: its streets and its station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.spatial.proximity import within

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from wijkkaart.layers import Objects

#: So many streets (those with most addresses) and stations (the nearest).
_MOST = 5
#: A station farther away is not the station of the area (m, straight line from its border).
_STATION_M = 1200.0


def place_names(gebieden: gpd.GeoDataFrame, layers: Mapping[str, Any]) -> pd.DataFrame:
    """Return the columns straten and stations per gebied, names with "; " between; None where not known.

    Parameters
    ----------
    gebieden
        Index gebiedcode, EPSG:28992.
    layers
        By source id; uses ``bag_verblijfsobjecten`` (column straat) and ``gtfs_haltes`` (naam, station).
    """
    addresses, stops = layers.get("bag_verblijfsobjecten"), layers.get("gtfs_haltes")
    columns = {
        "straten": None if addresses is None else _streets(addresses),
        "stations": None if stops is None else _stations(gebieden, stops),
    }
    table = pd.DataFrame(columns, index=gebieden.index, dtype=object)
    return table.where(table.notna(), None)


def _streets(addresses: Objects) -> pd.Series:
    """Return the streets with most addresses per gebied, most addresses first."""
    names = addresses.per_gebied(addresses.rows["straat"]).dropna()
    counted = names.groupby(level=0).value_counts().rename("aantal").reset_index()
    counted.columns = ["gebied", "straat", "aantal"]
    order = counted.sort_values(["gebied", "aantal", "straat"], ascending=[True, False, True])
    return order.groupby("gebied")["straat"].agg(lambda own: "; ".join(own.head(_MOST)))


def _stations(gebieden: gpd.GeoDataFrame, stops: Objects) -> pd.Series:
    """Return the names of the railway and metro stations in or near each gebied, the nearest first."""
    stations = stops.rows[stops.rows["station"]].dropna(subset=["naam"])
    pairs = within(gebieden.geometry, stations.geometry, _STATION_M)
    areas, points = gebieden.geometry[pairs["point"]], stations.geometry[pairs["feature"]]
    pairs["ver"] = areas.distance(points, align=False).to_numpy()
    pairs["naam"] = stations["naam"].reindex(pairs["feature"]).to_numpy()
    nearest = pairs.sort_values(["point", "ver", "naam"]).drop_duplicates(["point", "naam"])
    return nearest.groupby("point")["naam"].agg(lambda own: "; ".join(own.head(_MOST)))
