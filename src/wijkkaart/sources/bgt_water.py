"""Water surfaces of the BGT, with their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Source
from wijkkaart.sources import _bgt

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return water surfaces; ``type`` is for instance waterloop or watervlakte."""
    return _bgt.read_present(invoer, extent, "waterdeel", "type", ("bgt_type", "type", "class"))


SOURCE = Source(
    id="bgt_water",
    titel="BGT: water",
    uitgever=_bgt.UITGEVER,
    licentie=_bgt.LICENTIE,
    naamsvermelding=_bgt.NAAMSVERMELDING,
    webpagina=_bgt.WEBPAGINA,
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "type"),
    toelichting="Alleen wat er nu ligt, op maaiveld.",
    dienst=_bgt.service("waterdeel"),
    terugval=_bgt.downloads("waterdeel"),
)
