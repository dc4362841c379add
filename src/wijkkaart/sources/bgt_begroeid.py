"""Planted ground of the BGT, with its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Source
from wijkkaart.sources import _bgt

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return planted surfaces; ``fysiek_voorkomen`` is for instance groenvoorziening or grasland agrarisch."""
    return _bgt.read_present(
        invoer, extent, "begroeidterreindeel", "fysiek_voorkomen", ("bgt_fysiek_voorkomen", "fysiek_voorkomen", "class")
    )


SOURCE = Source(
    id="bgt_begroeid",
    titel="BGT: begroeid terrein",
    uitgever=_bgt.UITGEVER,
    licentie=_bgt.LICENTIE,
    naamsvermelding=_bgt.NAAMSVERMELDING,
    webpagina=_bgt.WEBPAGINA,
    soort="objecten",
    read=read,
    vlakdekkend=True,
    verwachte_velden=("identificatie", "fysiek_voorkomen"),
    toelichting="Alleen wat er nu ligt, op maaiveld.",
    dienst=_bgt.service("begroeidterreindeel"),
    terugval=_bgt.downloads("begroeidterreindeel"),
)
