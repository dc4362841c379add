"""Nature areas under European protection (Natura 2000), in a wide box around the study area."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.extent import NATURE_M
from wijkkaart.fetch import atom
from wijkkaart.fetch.columns import as_text, select
from wijkkaart.fetch.vector import open_layer, read_vector, repair
from wijkkaart.sources._diensten import features, wfs_features
from wijkkaart.sources._objecten import POLYGONS, finish

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.declarations import Order
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http
    from wijkkaart.sources._diensten import Fetch

_NAMES = ("naam_n2k", "naam", "gebiedsnaam", "site_name", "name")
#: The layer, and how it may be called instead.
_LAYER, _LIKE = "natura2000", r".*natura.?2000.*"


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the areas near enough to be somebody's nearest nature, with their ``naam``; one row a polygon."""
    parts = []
    for path in invoer.bestand:
        layer = open_layer(path, invoer.laag, "natura")
        part = select(read_vector(layer, extent.wider(NATURE_M).bbox), {"naam": _NAMES}, ["naam"], layer.where)
        parts.append(repair(part, layer.where))
    found = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=parts[0].crs)
    # An area has several polygons and the register numbers only the areas.
    numbered = found.assign(naam=as_text(found["naam"]), identificatie=[str(number) for number in range(len(found))])
    return finish(numbered, POLYGONS, invoer)


def _near(fetch: Fetch) -> Fetch:
    """Return `fetch` with the wide box."""
    return lambda http, order: fetch(http, replace(order, extent=order.extent.wider(NATURE_M)))


def _from_atom(http: Http, order: Order) -> Facts:
    return atom.fetch_download(http, order.url, r"natura2000.*\.gpkg", order.map / "natura2000.gpkg")


_service = partial(Service, ververs_dagen=180)

SOURCE = Source(
    id="rvo_natura2000",
    titel="Natura 2000-gebieden",
    uitgever="Rijksdienst voor Ondernemend Nederland",
    licentie="CC0 1.0",
    naamsvermelding="Bron: RVO, Natura 2000 via PDOK",
    webpagina="https://www.pdok.nl/introductie/-/article/natura-2000",
    soort="objecten",
    read=read,
    verwachte_velden=("naam",),
    toelichting="Gebieden tot 20 km buiten het studiegebied; gebieden over de landsgrens staan er niet in.",
    dienst=_service("https://api.pdok.nl/rvo/natura2000/ogc/v1", _near(features(_LAYER, _LIKE)), op_plaats=True),
    terugval=(
        _service("https://service.pdok.nl/rvo/natura2000/wfs/v1_0", _near(wfs_features(_LAYER, _LIKE)), op_plaats=True),
        _service("https://service.pdok.nl/rvo/natura2000/atom/index.xml", _from_atom, landelijk=True, zekerheid="B"),
    ),
)
