"""How objects of the BGT are read: what lies at ground level now, in any delivery form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.declarations import Service
from wijkkaart.errors import InputError
from wijkkaart.fetch import bgt_download
from wijkkaart.fetch.columns import as_text
from wijkkaart.sources._diensten import box_of, features
from wijkkaart.sources._objecten import POLYGONS, Register, finish, place_of, read_register

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.declarations import Order
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http

UITGEVER = "Kadaster"
LICENTIE = "CC0 1.0"
NAAMSVERMELDING = "Bron: Kadaster, BGT via PDOK"
WEBPAGINA = "https://www.pdok.nl/introductie/-/article/basisregistratie-grootschalige-topografie-bgt-"

_SHARED = {
    "identificatie": ("lokaal_id", "lokaalID", "identificatie.lokaalID", "identificatie"),
    "hoogteligging": ("relatieve_hoogteligging", "relatieveHoogteligging"),
    "status": ("bgt_status", "bgt-status", "status"),
    "einde": ("eind_registratie", "eindRegistratie"),
    "beeindigd": ("termination_date", "terminationDate", "objectEindTijd"),
}

#: What decides whether an object is there now, at ground level.
_DECIDING = ("einde", "beeindigd", "status", "hoogteligging")
_SHOWN = 3

#: The download service makes a file in several forms; ``format`` says which.
_DOWNLOAD = "https://api.pdok.nl/lv/bgt/download/v1_0?format="


def service(featuretype: str) -> Service:
    """Return the service with one object type of the BGT; the reader leaves out what has ended, should it come."""
    fetch = features(featuretype, rf"(bgt_)?{featuretype}(_vlak|_lijn)?", versions=True)
    return Service("https://api.pdok.nl/lv/bgt/ogc/v1", fetch, ververs_dagen=30, op_plaats=True)


def downloads(featuretype: str) -> tuple[Service, ...]:
    """Return the downloads of one object type of the BGT: slower, for the service makes a file first."""

    def fetch(http: Http, order: Order) -> Facts:
        url, _, form = order.url.partition("?format=")
        wanted = bgt_download.Extract((featuretype,), box_of(order), form)
        return bgt_download.fetch_extract(http, url, wanted, order.map / f"bgt_{featuretype}.zip")

    forms = ("gmllight", "citygml")
    return tuple(Service(f"{_DOWNLOAD}{form}", fetch, ververs_dagen=30, op_plaats=True) for form in forms)


def read_present(  # noqa: PLR0913, PLR0917 - what the BGT's object types differ in
    invoer: Bron,
    extent: Extent,
    hint: str,
    field: str,
    names: tuple[str, ...],
    kinds: frozenset[str] = POLYGONS,
) -> gpd.GeoDataFrame:
    """Return what lies at ground level now, index identificatie, with its class in column `field`.

    Ended versions, plans and objects on bridges or in tunnels are left out.

    Raises
    ------
    InputError
        When that leaves none: fields that changed their meaning must not become an area without any.
    """
    register = Register(hint, {**_SHARED, field: names}, ("identificatie", field))
    found = read_register(invoer, extent, register)
    now = pd.Series(data=True, index=found.index)
    for column in ("einde", "beeindigd"):
        if column in found:
            now &= as_text(found[column].astype("string")).isna()
    if "status" in found:
        now &= as_text(found["status"]).eq("bestaand")
    if "hoogteligging" in found:
        now &= pd.to_numeric(found["hoogteligging"], errors="coerce").eq(0)
    if len(found) and not now.any():
        raise _none_left(found, place_of(invoer))
    present = found[now].assign(**{field: as_text(found.loc[now, field])})
    return finish(present[["identificatie", field, "geometry"]], kinds, invoer)


def _none_left(found: gpd.GeoDataFrame, where: str) -> InputError:
    """Return the error for objects of which none is there now at ground level, with what their fields say."""
    seen = []
    for field in _DECIDING:
        if field in found:
            values = sorted(set(as_text(found[field].astype("string")).fillna("leeg")))
            seen.append(f"{_SHARED[field][0]}: {', '.join(values[:_SHOWN])}")
    return InputError(
        f"{where}: van de {len(found)} objecten is er geen nu aanwezig op maaiveld ({'; '.join(seen)}). "
        "Controleer deze velden, of haal het bestand opnieuw op."
    )
