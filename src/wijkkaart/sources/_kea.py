"""What the maps of the Klimaateffectatlas share: who publishes them, and where they are served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wijkkaart.declarations import Service
from wijkkaart.sources._diensten import newest_layers

if TYPE_CHECKING:
    from wijkkaart.sources._diensten import Fetch

UITGEVER = "Stichting CAS, Klimaateffectatlas"
LICENTIE = "CC BY 4.0"
NAAMSVERMELDING = "Bron: Klimaateffectatlas, {jaar}"
WEBPAGINA = "https://www.klimaateffectatlas.nl/nl/data-opvragen"
#: Where it is served now, and where it was until 2025.
_HOSTS = ("cas.cloud.sogelink.com", "apps.geodan.nl")
_PATH = "public/data/org/gws/YWFMLMWERURF/kea_public/wfs"


def services(
    *layers: tuple[str, ...],
    edities: tuple[int, ...] = (0,),
    zekerheid: Literal["A", "B", "C"] = "A",
) -> tuple[Service, ...]:
    """Return the services that give `layers` in the box of the study area, the present host first.

    Parameters
    ----------
    layers
        Per layer how its name may begin; dates and versions behind it change.
    """
    fetch: Fetch = newest_layers(*layers)
    return tuple(
        Service(
            f"https://{host}/{_PATH}",
            fetch,
            ververs_dagen=365,
            edities=edities,
            op_plaats=True,
            zekerheid=zekerheid,
        )
        for host in _HOSTS
    )
