"""Tracks of the BGT: what people know the place by; no figure rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Source
from wijkkaart.sources import _bgt
from wijkkaart.sources._objecten import LINES

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return tracks as lines; ``functie`` is for instance trein, sneltram or tram."""
    return _bgt.read_present(invoer, extent, "spoor", "functie", ("bgt_functie", "functie", "function"), LINES)


SOURCE = Source(
    id="bgt_spoor",
    titel="BGT: spoor",
    uitgever=_bgt.UITGEVER,
    licentie=_bgt.LICENTIE,
    naamsvermelding=_bgt.NAAMSVERMELDING,
    webpagina=_bgt.WEBPAGINA,
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "functie"),
    toelichting="Alleen wat er nu ligt, op maaiveld; getekend op de kaart, geen cijfer.",
    dienst=_bgt.service("spoor"),
    terugval=_bgt.downloads("spoor"),
)
