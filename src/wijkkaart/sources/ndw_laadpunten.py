"""Places to charge a car, with their number of charge points, from the national file of NDW."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.extent import RD
from wijkkaart.fetch.charging import read_locations
from wijkkaart.sources._diensten import plain_file
from wijkkaart.sources._objecten import POINTS, finish

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_NDW = "https://opendata.ndw.nu/charging_point_locations"


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the locations near the study area, index their id; ``laadpunten`` is NaN where it is not said."""
    found = gpd.GeoDataFrame(pd.concat([read_locations(path) for path in invoer.bestand]), crs=RD)
    if extent.bbox is not None:
        minx, miny, maxx, maxy = extent.bbox
        found = found[found.geometry.x.between(minx, maxx) & found.geometry.y.between(miny, maxy)]
    return finish(found, POINTS, invoer)


SOURCE = Source(
    id="ndw_laadpunten",
    titel="NDW: laadpunten voor auto's",
    uitgever="Nationaal Dataportaal Wegverkeer",
    licentie="open data van NDW, voorwaarden op de webpagina",
    naamsvermelding="Bron: NDW, laadpunten",
    webpagina="https://opendata.ndw.nu/",
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "laadpunten"),
    toelichting="Ook laadpunten die niet altijd voor iedereen open zijn, zoals bij een winkel of in een garage.",
    dienst=Service(f"{_NDW}.geojson.gz", plain_file("laadpunten.geojson.gz"), ververs_dagen=7, landelijk=True),
    terugval=(Service(f"{_NDW}_ocpi.json.gz", plain_file("laadpunten.json.gz"), ververs_dagen=7, landelijk=True),),
)
