"""Heat networks that are there, from RVO's WarmteAtlas: the ground they serve, or their pipes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.extent import RD
from wijkkaart.fetch.vector import is_empty, open_layer, read_vector, repair
from wijkkaart.sources._diensten import newest_layers
from wijkkaart.sources._objecten import LINES, POLYGONS, finish

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_LAYER = "WarmteNetten"
_KINDS = POLYGONS | LINES


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the networks near the study area (index a number of our own: the map gives them no lasting id)."""
    layers = [open_layer(path, invoer.laag, _LAYER.lower()) for path in invoer.bestand]
    parts = [repair(read_vector(layer, extent.bbox)[["geometry"]], layer.where) for layer in layers]
    rows = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=RD)
    shown = rows[~is_empty(rows)].reset_index(drop=True)
    return finish(shown.assign(identificatie=[f"warmtenet-{n:05d}" for n in range(len(shown))]), _KINDS, invoer)


SOURCE = Source(
    id="rvo_warmtenetten",
    titel="WarmteAtlas: bestaande warmtenetten",
    uitgever="RVO",
    licentie="zie de webpagina van de uitgever",
    naamsvermelding="Bron: RVO, WarmteAtlas",
    webpagina="https://www.warmteatlas.nl/",
    soort="objecten",
    read=read,
    verwachte_velden=("geometry",),
    toelichting="De WarmteAtlas is niet volledig: waar geen net staat, kan er toch een zijn.",
    dienst=Service(
        "https://www.warmteatlas.nl/geoserver/WarmteAtlas/wfs",
        newest_layers((_LAYER,)),
        ververs_dagen=180,
        op_plaats=True,
    ),
)
