"""Dwellings and other units in use, with their floor area and purpose, from the BAG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.fetch.columns import as_text
from wijkkaart.sources import _bag
from wijkkaart.sources._diensten import features, wfs_features
from wijkkaart.sources._objecten import POINTS, Register, place_of

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

IN_USE = frozenset(
    {"Verblijfsobject in gebruik", "Verblijfsobject in gebruik (niet ingemeten)", "Verbouwing verblijfsobject"}
)
NOT_IN_USE = frozenset(
    {
        "Niet gerealiseerd verblijfsobject",
        "Verblijfsobject buiten gebruik",
        "Verblijfsobject gevormd",
        "Verblijfsobject ingetrokken",
        "Verblijfsobject ten onrechte opgevoerd",
    }
)
_ALIASES = {
    "identificatie": ("identificatie",),
    "oppervlakte": ("oppervlakte",),
    "status": ("status",),
    "gebruiksdoel": ("gebruiksdoel",),
    "pand_identificatie": ("pand_identificatie", "pandidentificatie", "pand.href"),
    "straat": ("openbare_ruimte_naam", "openbare_ruimte", "straat"),
    "huisnummer": ("huisnummer",),
    "postcode": ("postcode",),
}
_NEEDED = ("identificatie", "oppervlakte", "status", "gebruiksdoel", "pand_identificatie")
_REGISTER = Register("verblijfsobject", _ALIASES, _NEEDED)
_OVER_WFS = wfs_features("bag:verblijfsobject")
_TEXT = ("straat", "huisnummer", "postcode")
#: 999999 and its like are placeholders; 0 and 1 too.
_DUMMY_FROM = 999_900


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the verblijfsobjecten in use, index identificatie; oppervlakte in m2, NaN for a dummy."""
    units = _bag.read_in_use(invoer, extent, _REGISTER, (IN_USE, NOT_IN_USE), POINTS)
    missing = pd.Series(float("nan"), index=units.index, dtype="str")
    texts = {name: as_text(units[name]) if name in units else missing for name in _TEXT}
    panden = _bag.panden_of(units, place_of(invoer))
    return units.assign(oppervlakte=real_areas(units["oppervlakte"]), pand_identificatie=panden, **texts)


def real_areas(values: pd.Series) -> pd.Series:
    """Return floor areas in m2 as float, NaN for the dummies 0, 1 and 9999xx."""
    numbers = pd.to_numeric(values, errors="coerce").astype("float64")
    return numbers.where((numbers > 1) & (numbers < _DUMMY_FROM))


SOURCE = Source(
    id="bag_verblijfsobjecten",
    titel="BAG: verblijfsobjecten",
    uitgever=_bag.UITGEVER,
    licentie=_bag.LICENTIE,
    naamsvermelding=_bag.NAAMSVERMELDING,
    webpagina=_bag.WEBPAGINA,
    soort="objecten",
    read=read,
    vlakdekkend=True,
    verwachte_velden=_NEEDED,
    toelichting="Alleen objecten in gebruik; oppervlakten 0, 1 en 9999xx zijn opvulwaarden en tellen als onbekend.",
    dienst=_bag.service(_bag.WFS, _OVER_WFS),
    terugval=(_bag.service(_bag.OLD_WFS, _OVER_WFS), _bag.service(_bag.OGC, features("verblijfsobject"))),
)
