"""Buildings in use, with their building year, from the BAG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.sources import _bag
from wijkkaart.sources._diensten import features, wfs_features
from wijkkaart.sources._objecten import POLYGONS, Register

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

IN_USE = frozenset({"Pand in gebruik", "Pand in gebruik (niet ingemeten)", "Verbouwing pand"})
NOT_IN_USE = frozenset(
    {
        "Bouwvergunning verleend",
        "Bouw gestart",
        "Niet gerealiseerd pand",
        "Pand buiten gebruik",
        "Pand gesloopt",
        "Pand ten onrechte opgevoerd",
        "Sloopvergunning verleend",
    }
)
_FIELDS = ("identificatie", "bouwjaar", "status", "gebruiksdoel")
_REGISTER = Register("pand", {name: (name,) for name in _FIELDS}, _FIELDS)
_OLDEST_YEAR = 1000
#: A permit may name a year some time ahead; further ahead is a placeholder such as 9999.
_YEARS_AHEAD = 5
_FAR_FUTURE = 2100
#: Filled in where nobody knew.
_DUMMY_YEAR = 1005


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the panden in use, index identificatie; bouwjaar is NaN where it is unknown or a dummy."""
    panden = _bag.read_in_use(invoer, extent, _REGISTER, (IN_USE, NOT_IN_USE), POLYGONS)
    edition = max(invoer.jaar, default=None)
    return panden.assign(bouwjaar=real_years(panden["bouwjaar"], edition))


def real_years(years: pd.Series, edition: int | None) -> pd.Series:
    """Return building years as float, NaN for dummies: before 1000, 1005, and more than 5 years after the edition."""
    numbers = pd.to_numeric(years, errors="coerce").astype("float64")
    newest = _FAR_FUTURE if edition is None else edition + _YEARS_AHEAD
    return numbers.where(numbers.between(_OLDEST_YEAR, newest) & (numbers != _DUMMY_YEAR))


SOURCE = Source(
    id="bag_panden",
    titel="BAG: panden",
    uitgever=_bag.UITGEVER,
    licentie=_bag.LICENTIE,
    naamsvermelding=_bag.NAAMSVERMELDING,
    webpagina=_bag.WEBPAGINA,
    soort="objecten",
    read=read,
    vlakdekkend=True,
    verwachte_velden=_FIELDS,
    toelichting="Alleen panden in gebruik; een bouwjaar als 9999 of 1005 telt als onbekend.",
    dienst=_bag.service(_bag.OGC, features("pand")),
    terugval=(
        _bag.service(_bag.WFS, wfs_features("bag:pand")),
        _bag.service(_bag.OLD_OGC, features("pand")),
        _bag.service(_bag.OLD_WFS, wfs_features("bag:pand")),
    ),
)
