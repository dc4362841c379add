"""What helps people recognise the place: water, green, roads, stations, street names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import MultiPolygon, Polygon

    from wijkkaart.layers import Objects

#: Which source draws which layer of the place, and the field that names its features.
_LAYERS = {
    "water": "bgt_water",
    "groen": "bgt_begroeid",
    "wegen": "nwb_wegvakken",
    "spoor": "bgt_spoor",
    "stations": "gtfs_haltes",
}
#: Metres: panden closer together than this are drawn as one block; less ground than this is a shed.
_JOIN_M = 2.0
_SHED_M2 = 25.0


def build_context(layers: Mapping[str, Any], gebieden: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers to draw under the areas, by name, EPSG:28992, each with a column naam.

    Cut off at the border of the study area; a layer without a source is not there. Without roads the
    blocks of panden (``gebouwen``) show where the streets run.
    """
    border = gebieden.union_all()
    shapely.prepare(border)
    drawn = {name: _named(layers[source], name) for name, source in _LAYERS.items() if source in layers}
    if "wegen" not in drawn and "bag_panden" in layers:
        drawn["gebouwen"] = _blocks(layers["bag_panden"])
    return {name: _inside(rows, border) for name, rows in drawn.items()}


def _inside(rows: gpd.GeoDataFrame, border: Polygon | MultiPolygon) -> gpd.GeoDataFrame:
    near = rows[rows.intersects(border)]
    crossing = ~near.covered_by(border)
    cut = near.geometry.where(~crossing, near.geometry.intersection(border))
    return near.set_geometry(cut)


def _named(layer: Objects, name: str) -> gpd.GeoDataFrame:
    rows = layer.rows
    if name == "stations":
        rows = rows[rows["station"]] if "station" in rows else rows.iloc[0:0]
    names = rows["naam"] if "naam" in rows else pd.Series("", index=rows.index)
    return gpd.GeoDataFrame({"naam": names.fillna("")}, geometry=rows.geometry, crs=rows.crs)


def _blocks(panden: Objects) -> gpd.GeoDataFrame:
    """Return panden that stand side by side as one shape, without sheds."""
    shapes = panden.rows.geometry
    wide = shapes[shapes.area > _SHED_M2].buffer(_JOIN_M, join_style="mitre")
    joined = shapely.buffer(wide.union_all(), -_JOIN_M, join_style="mitre")
    blocks = gpd.GeoSeries([joined], crs=shapes.crs).explode(ignore_index=True)
    return gpd.GeoDataFrame({"naam": ""}, index=blocks.index, geometry=blocks)


def build_straten(layers: Mapping[str, Any], gebieden: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the search index: unique straat, postcode, gebiedcode of its buurt. No house numbers."""
    columns = ["straat", "postcode", "gebiedcode"]
    objects = layers.get("bag_verblijfsobjecten")
    if objects is None or "straat" not in objects.rows or objects.rows["straat"].isna().all():
        return pd.DataFrame(columns=columns)
    buurten = gebieden.index[gebieden["niveau"] == "buurt"]
    links = objects.membership[objects.membership["gebied"].isin(buurten)]
    rows = objects.rows[["straat", "postcode"]].reindex(links["object"]).assign(gebiedcode=links["gebied"].to_numpy())
    rows = rows.dropna(subset=["straat"]).drop_duplicates().fillna({"postcode": ""})
    index: pd.DataFrame = rows.sort_values(columns).reset_index(drop=True)[columns]
    return index
