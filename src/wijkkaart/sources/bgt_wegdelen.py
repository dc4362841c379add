"""Road surfaces of the BGT, with their function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Source
from wijkkaart.sources import _bgt

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return road surfaces; ``functie`` is for instance parkeervlak, voetpad or rijbaan lokale weg."""
    return _bgt.read_present(invoer, extent, "wegdeel", "functie", ("bgt_functie", "functie", "function"))


SOURCE = Source(
    id="bgt_wegdelen",
    titel="BGT: wegdelen",
    uitgever=_bgt.UITGEVER,
    licentie=_bgt.LICENTIE,
    naamsvermelding=_bgt.NAAMSVERMELDING,
    webpagina=_bgt.WEBPAGINA,
    soort="objecten",
    read=read,
    vlakdekkend=True,
    verwachte_velden=("identificatie", "functie"),
    toelichting="Alleen wat er nu ligt, op maaiveld.",
    dienst=_bgt.service("wegdeel"),
    terugval=_bgt.downloads("wegdeel"),
)
