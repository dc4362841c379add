"""The valid energy label per verblijfsobject, from the public file of EP-Online."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.archive import Delimited, stream
from wijkkaart.fetch.columns import as_text, one_of
from wijkkaart.sources._bag import bag_id
from wijkkaart.sources._objecten import place_of

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

CLASSES = frozenset({"A+++++", "A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"})
_COLUMNS = {
    "identificatie": ("Pand_bagverblijfsobjectid", "BAGVerblijfsobjectID"),
    "energieklasse": ("Pand_energieklasse", "Energieklasse"),
    "registratiedatum": ("Pand_registratiedatum", "Registratiedatum"),
    "geldig_tot": ("Meting_geldig_tot", "Geldig_tot"),
}
#: Given for objects that are not in the BAG.
_NO_ID = "0" * 16
_DATE = len("20230131")


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:  # noqa: ARG001  (labels carry no place; the vbo id does)
    """Return the newest label per verblijfsobject (index its id, no geometry) that has not expired.

    Expired is counted from the newest registration in the file, not from today.
    """
    sources = [Delimited(path, ".csv", delimiter=";") for path in invoer.bestand]
    labels = pd.concat([part[part["identificatie"] != ""] for source in sources for part in stream(source, _COLUMNS)])
    labels = labels.assign(
        identificatie=bag_id(labels["identificatie"]), energieklasse=as_text(labels["energieklasse"])
    )
    for column in ("registratiedatum", "geldig_tot"):
        labels[column] = _dates(labels[column], place_of(invoer))
    newest = labels["registratiedatum"].max()
    labels = labels[labels["energieklasse"].notna() & (labels["identificatie"] != _NO_ID)]
    one_of(labels["energieklasse"], CLASSES, place_of(invoer), "Pand_energieklasse")
    valid = labels[~(labels["geldig_tot"] < newest)].sort_values(["identificatie", "registratiedatum"])
    last = valid.drop_duplicates("identificatie", keep="last").set_index("identificatie")
    return gpd.GeoDataFrame(last, geometry=gpd.GeoSeries(None, index=last.index, crs=RD), crs=RD)


def _dates(values: pd.Series, where: str) -> pd.Series:
    """Return dates written as ``20230131`` or ``2023-01-31``; NaT for none."""
    text = as_text(values).str.replace("-", "").str[:8]
    dates = pd.to_datetime(text.where(text.str.len() == _DATE), format="%Y%m%d", errors="coerce")
    wrong = text[dates.isna() & text.notna()]
    if len(wrong):
        raise InputError(f"{where}: {wrong.iloc[0]!r} is geen datum (JJJJMMDD). Controleer het bestand.")
    return dates


SOURCE = Source(
    id="rvo_energielabels",
    titel="EP-Online: energielabels",
    uitgever="RVO",
    licentie="CC0 1.0",
    naamsvermelding="Bron: RVO, EP-Online",
    webpagina="https://www.ep-online.nl/PublicData",
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "energieklasse", "registratiedatum", "geldig_tot"),
    sleutel=True,
    toelichting="Per verblijfsobject het nieuwste label dat geldig is op de laatste registratiedatum in het bestand.",
)
