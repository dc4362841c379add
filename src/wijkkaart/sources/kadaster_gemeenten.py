"""Names and codes of all gemeenten, to find the one that a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Order, Service, Source
from wijkkaart.fetch import ogc_features
from wijkkaart.fetch.columns import as_text, select
from wijkkaart.fetch.vector import open_layer, read_attributes

if TYPE_CHECKING:
    import pandas as pd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http

_COLLECTION = "gemeentegebied"


def read(invoer: Bron, extent: Extent) -> pd.DataFrame:
    """Return columns code (GM and four digits) and naam, a row per gemeente of the whole country."""
    del extent
    layer = open_layer(invoer.bestand[0], invoer.laag, _COLLECTION)
    rows = select(read_attributes(layer), {"code": ("code",), "naam": ("naam",)}, ("code", "naam"), layer.where)
    return rows[["code", "naam"]].apply(as_text).dropna().drop_duplicates().sort_values("code", ignore_index=True)


def fetch(http: Http, order: Order) -> Facts:
    """Write the gemeenten of the whole country: one page."""
    return ogc_features.fetch_features(http, order.url, _COLLECTION, order.map / f"{_COLLECTION}.gpkg")


SOURCE = Source(
    id="kadaster_gemeenten",
    titel="Kadaster: namen en codes van gemeenten",
    uitgever="Kadaster",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: Kadaster, Bestuurlijke Gebieden via PDOK",
    webpagina="https://www.pdok.nl/introductie/-/article/bestuurlijke-gebieden",
    soort="namen",
    read=read,
    verwachte_velden=("code", "naam"),
    toelichting="Alleen om een gemeente op naam te vinden.",
    dienst=Service("https://api.pdok.nl/kadaster/bestuurlijkegebieden/ogc/v1", fetch, ververs_dagen=180),
)
