"""Private yards of the BGT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.sources import _bgt
from wijkkaart.sources._objecten import place_of

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the yards (``fysiek_voorkomen`` is erf) among the ground without plants.

    Raises
    ------
    InputError
        When there is no ground without plants at all: then the file does not cover the study area.
    """
    names = ("bgt_fysiek_voorkomen", "fysiek_voorkomen")
    ground = _bgt.read_present(invoer, extent, "onbegroeidterreindeel", "fysiek_voorkomen", names)
    if ground.empty:
        raise InputError(f"{place_of(invoer)}: er ligt geen onbegroeid terrein in dit gebied. Haal het opnieuw op.")
    return ground[ground["fysiek_voorkomen"] == "erf"]


SOURCE = Source(
    id="bgt_erven",
    titel="BGT: erven",
    uitgever=_bgt.UITGEVER,
    licentie=_bgt.LICENTIE,
    naamsvermelding=_bgt.NAAMSVERMELDING,
    webpagina=_bgt.WEBPAGINA,
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "fysiek_voorkomen"),
    toelichting="Alleen wat er nu ligt, op maaiveld.",
    dienst=_bgt.service("onbegroeidterreindeel"),
    terugval=_bgt.downloads("onbegroeidterreindeel"),
)
