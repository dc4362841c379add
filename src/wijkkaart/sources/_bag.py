"""What the objects of the BAG share: ids, purposes, and which are in use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.declarations import Service
from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import as_text, one_of
from wijkkaart.sources._contract import check_codes
from wijkkaart.sources._objecten import Register, finish, place_of, read_register

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

UITGEVER = "Kadaster"
LICENTIE = "Public Domain Mark 1.0"
NAAMSVERMELDING = "Bron: Kadaster, BAG via PDOK"
#: Dwellings come over WFS first: this one names their panden by a link, which need not hold their number.
OGC = "https://api.pdok.nl/kadaster/bag/ogc/v2"
WFS = "https://service.pdok.nl/kadaster/bag/wfs/v2_0"
#: Where the same services stood before; they answer still.
OLD_OGC = "https://api.pdok.nl/lv/bag/ogc/v1"
OLD_WFS = "https://service.pdok.nl/lv/bag/wfs/v2_0"
WEBPAGINA = "https://www.pdok.nl/introductie/-/article/basisregistratie-adressen-en-gebouwen-ba-1"

ID = re.compile(r"\d{16}")
_PAND_ID = re.compile(r"(?<!\d)\d{15,16}(?!\d)")
GEBRUIKSDOELEN = frozenset(
    {
        "bijeenkomstfunctie",
        "celfunctie",
        "gezondheidszorgfunctie",
        "industriefunctie",
        "kantoorfunctie",
        "logiesfunctie",
        "onderwijsfunctie",
        "overige gebruiksfunctie",
        "sportfunctie",
        "winkelfunctie",
        "woonfunctie",
    }
)


def service(url: str, fetch: Callable[..., Any]) -> Service:
    """Return a service of the BAG: asked for the study area, again after a month."""
    return Service(url, fetch, ververs_dagen=30, op_plaats=True)


def read_in_use(
    invoer: Bron,
    extent: Extent,
    register: Register,
    statuses: tuple[frozenset[str], frozenset[str]],
    kinds: frozenset[str],
) -> gpd.GeoDataFrame:
    """Return the objects whose status is among the first of `statuses`; the second holds the others the BAG knows."""
    where = place_of(invoer)
    objects = read_register(invoer, extent, register)
    objects = objects.assign(identificatie=bag_id(objects["identificatie"]), status=as_text(objects["status"]))
    check_codes(objects["identificatie"], ID, where, "identificatie")
    one_of(objects["status"], statuses[0] | statuses[1], where, "status")
    kept = objects[objects["status"].isin(statuses[0])]
    purposes = as_text(kept["gebruiksdoel"])
    one_of(purposes.str.split(r"\s*,\s*", regex=True).explode(), GEBRUIKSDOELEN, where, "gebruiksdoel")
    return finish(kept.assign(gebruiksdoel=purposes), kinds, invoer)


def bag_id(values: pd.Series) -> pd.Series:
    """Return BAG ids as 16 digits, leading zeros kept, without a prefix such as ``NL.IMBAG.Pand.``."""
    text = as_text(values).str.rsplit(".", n=1).str[-1]
    return text.where(text.isna(), text.str.zfill(16))


def panden_of(units: pd.DataFrame, where: str) -> pd.Series:
    """Return the ids of the panden that each object lies in.

    Raises
    ------
    InputError
        When not one object names its pand: what is counted per pand would be 0 everywhere.
    """
    panden = pand_ids(units["pand_identificatie"])
    if len(panden) and panden.isna().all():
        raise InputError(
            f"{where}: bij geen enkel verblijfsobject staat in 'pand_identificatie' het nummer van zijn pand "
            "(16 cijfers). Geef een bestand met die nummers, zoals bag-light.gpkg."
        )
    return panden


def pand_ids(values: pd.Series) -> pd.Series:
    """Return the ids of the panden an object lies in, 16 digits each, joined with commas; NaN without any."""
    found = [_PAND_ID.findall(text) for text in as_text(values).fillna("")]
    joined = pd.Series([",".join(pand.zfill(16) for pand in ids) for ids in found], values.index, dtype="str")
    return joined.mask(joined == "")
