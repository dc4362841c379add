"""Road segments of the national road register NWB, with the kind of road manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Service, Source
from wijkkaart.fetch.columns import as_text, one_of
from wijkkaart.sources._diensten import features, wfs_features
from wijkkaart.sources._objecten import LINES, Register, finish, place_of, read_register

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

#: Rijk, provincie, gemeente, waterschap, another body.
_MANAGERS = frozenset({"R", "P", "G", "W", "T"})
#: Other names of the collection.
_ALSO = "(nwb[-_]?)?wegvak(ken)?"
_REGISTER = Register(
    "wegvak",
    {
        "identificatie": ("wvk_id",),
        "wegbehsrt": ("wegbehsrt",),
        "naam": ("stt_naam",),
        "bst_code": ("bst_code",),
    },
    ("identificatie", "wegbehsrt"),
)


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the road segments, index wvk_id; ``wegbehsrt`` (who manages it) is R, P, G, W or T."""
    found = read_register(invoer, extent, _REGISTER)
    texts = {name: as_text(found[name]) for name in ("wegbehsrt", "naam", "bst_code") if name in found}
    one_of(texts["wegbehsrt"], _MANAGERS, place_of(invoer), "wegbehsrt")
    return finish(found.assign(**texts), LINES, invoer)


SOURCE = Source(
    id="nwb_wegvakken",
    titel="Nationaal Wegenbestand: wegvakken",
    uitgever="Rijkswaterstaat",
    licentie="CC0 1.0",
    naamsvermelding="Bron: Rijkswaterstaat, Nationaal Wegenbestand",
    webpagina="https://www.pdok.nl/introductie/-/article/nationaal-wegen-bestand-nwb-",
    soort="objecten",
    read=read,
    vlakdekkend=True,
    verwachte_velden=("identificatie", "wegbehsrt"),
    dienst=Service(
        "https://api.pdok.nl/rws/nationaal-wegenbestand-wegen/ogc/v1",
        features("wegvakken", _ALSO),
        ververs_dagen=30,
        op_plaats=True,
    ),
    terugval=(
        Service(
            "https://service.pdok.nl/rws/nationaal-wegenbestand-wegen/wfs/v1_0",
            wfs_features("nationaal-wegenbestand-wegen:wegvakken", _ALSO),
            ververs_dagen=30,
            op_plaats=True,
        ),
    ),
)
