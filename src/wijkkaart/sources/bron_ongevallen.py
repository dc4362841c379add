"""Registered road crashes with place, severity and year, from BRON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.extent import RD
from wijkkaart.fetch.bron import CRASHES, PLACES, read_crashes
from wijkkaart.fetch.columns import as_text, one_of
from wijkkaart.sources._diensten import zipped
from wijkkaart.sources._objecten import POINTS, finish, place_of

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

#: dead, injured, material damage only
_SEVERITIES = frozenset({"DOD", "LET", "UMS"})
#: The rate is over five years: the five newest deliveries that there are.
_YEARS = (2025, 2024, 2023, 2022, 2021, 2020, 2019)
_NEEDED = 5


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the crashes near the study area, index VKL_NUMMER: ernst (DOD, LET, UMS), jaar, wvk_id, point.

    Crashes without a place in the register are not in it.
    """
    found = pd.concat([read_crashes(path, extent.bbox) for path in invoer.bestand], ignore_index=True)
    found = found.assign(ernst=as_text(found["ernst"]), jaar=pd.to_numeric(found["jaar"], errors="coerce"))
    one_of(found["ernst"], _SEVERITIES, place_of(invoer), "AP3_CODE")
    points = gpd.points_from_xy(found["x"], found["y"], crs=RD)
    crashes = gpd.GeoDataFrame(found[["identificatie", "ernst", "jaar", "wvk_id"]], geometry=points, crs=RD)
    return finish(crashes.assign(identificatie=as_text(crashes["identificatie"])), POINTS, invoer)


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
    dienst=Service(
        "https://downloads.rijkswaterstaatdata.nl/bron/01-01-{jaar}_31-12-{jaar}.zip",
        zipped("bron", CRASHES, PLACES),
        ververs_dagen=365,
        edities=_YEARS,
        landelijk=True,
        samen=True,
        genoeg=_NEEDED,
    ),
)
