"""Registered road crashes with place, severity and year, from BRON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.extent import RD
from wijkkaart.fetch.archive import Delimited, stream
from wijkkaart.fetch.columns import as_text, one_of
from wijkkaart.sources._objecten import POINTS, finish, place_of

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

#: dead, injured, material damage only
_SEVERITIES = frozenset({"DOD", "LET", "UMS"})
_CRASHES = {
    "identificatie": ("VKL_NUMMER",),
    "ernst": ("AP3_CODE",),
    "jaar": ("JAAR_VKL",),
    "punt": ("FK_VELD5",),
    "wvk_id": ("WVK_ID",),
}
_PLACES = {"punt": ("FK_VELD5",), "x": ("X_COORD", "X"), "y": ("Y_COORD", "Y")}


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the crashes near the study area, index VKL_NUMMER: ernst (DOD, LET, UMS), jaar, wvk_id, point.

    Crashes without a place in the register are not in it.
    """
    found = pd.concat([_read_year(path, extent) for path in invoer.bestand], ignore_index=True)
    found = found.assign(ernst=as_text(found["ernst"]), jaar=pd.to_numeric(found["jaar"], errors="coerce"))
    one_of(found["ernst"], _SEVERITIES, place_of(invoer), "AP3_CODE")
    points = gpd.points_from_xy(found["x"], found["y"], crs=RD)
    crashes = gpd.GeoDataFrame(found[["identificatie", "ernst", "jaar", "wvk_id"]], geometry=points, crs=RD)
    return finish(crashes.assign(identificatie=as_text(crashes["identificatie"])), POINTS, invoer)


def _read_year(path: Path, extent: Extent) -> pd.DataFrame:
    places = pd.concat(stream(Delimited(path, "puntlocaties.txt", encoding="latin1"), _PLACES))
    places[["x", "y"]] = places[["x", "y"]].apply(pd.to_numeric, errors="coerce")
    if extent.bbox is not None:
        minx, miny, maxx, maxy = extent.bbox
        places = places[places["x"].between(minx, maxx) & places["y"].between(miny, maxy)]
    near = [
        part[part["punt"].isin(places["punt"])]
        for part in stream(Delimited(path, "ongevallen.txt", encoding="latin1"), _CRASHES)
    ]
    return pd.concat(near).merge(places.drop_duplicates("punt"), on="punt")


SOURCE = Source(
    id="bron_ongevallen",
    titel="BRON: geregistreerde verkeersongevallen",
    uitgever="Rijkswaterstaat",
    licentie="CC0 1.0",
    naamsvermelding="Bron: Rijkswaterstaat, BRON",
    webpagina="https://downloads.rijkswaterstaatdata.nl/bron/",
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "ernst", "jaar"),
    toelichting="De zip per jaar zoals Rijkswaterstaat hem uitgeeft; ongevallen zonder plaats vallen weg.",
)
