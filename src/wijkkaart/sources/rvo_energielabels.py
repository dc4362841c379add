"""The valid energy label per verblijfsobject, from the public file of EP-Online."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.extent import RD
from wijkkaart.fetch.archive import Delimited, stream
from wijkkaart.sources._eponline import URL, VARIABLE, compact, fetch
from wijkkaart.sources._objecten import place_of

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_COLUMNS = {
    "identificatie": ("Pand_bagverblijfsobjectid", "BAGVerblijfsobjectID"),
    "energieklasse": ("Pand_energieklasse", "Energieklasse"),
    "registratiedatum": ("Pand_registratiedatum", "Registratiedatum"),
    "geldig_tot": ("Meting_geldig_tot", "Geldig_tot"),
}
#: Given for objects that are not in the BAG.
_NO_ID = "0" * 16


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the newest label per verblijfsobject (index its id, no geometry) that has not expired.

    Expired is counted from the newest registration in the file, not from today.
    """
    del extent  # labels carry no place; the id of the verblijfsobject does
    where = place_of(invoer)
    sources = [Delimited(path, ".csv", delimiter=";") for path in invoer.bestand]
    labels = pd.concat([compact(part, where) for source in sources for part in stream(source, _COLUMNS)])
    newest = labels["registratiedatum"].max()
    labels = labels[labels["energieklasse"].notna() & (labels["identificatie"] != _NO_ID)]
    valid = labels[~(labels["geldig_tot"] < newest)].sort_values(["identificatie", "registratiedatum"])
    last = valid.drop_duplicates("identificatie", keep="last").set_index("identificatie")
    last = last.assign(energieklasse=last["energieklasse"].astype("str"))
    return gpd.GeoDataFrame(last, geometry=gpd.GeoSeries(None, index=last.index, crs=RD), crs=RD)


SOURCE = Source(
    id="rvo_energielabels",
    titel="EP-Online: energielabels",
    uitgever="RVO",
    licentie="zie de webpagina van de uitgever",
    naamsvermelding="Bron: RVO, EP-Online",
    webpagina="https://www.ep-online.nl/PublicData",
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "energieklasse", "registratiedatum", "geldig_tot"),
    sleutel=True,
    toelichting="Per verblijfsobject het nieuwste label dat geldig is op de laatste registratiedatum in het bestand.",
    dienst=Service(URL, fetch, ververs_dagen=30, landelijk=True, sleutel=VARIABLE),
)
