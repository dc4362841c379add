"""Names and codes of all gemeenten, to find the one that a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Order, Service, Source
from wijkkaart.fetch import ogc_features, solr
from wijkkaart.fetch.columns import as_text, select
from wijkkaart.fetch.tables import read_table
from wijkkaart.fetch.vector import open_layer, read_attributes
from wijkkaart.sources._contract import check_codes, check_unique
from wijkkaart.sources._gebieden import ABROAD, GEMEENTECODE

if TYPE_CHECKING:
    import pandas as pd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http

#: As the Kadaster, CBS and the Locatieserver write them.
_NEEDED = {"code": ("code", "statcode", "gemeentecode"), "naam": ("naam", "statnaam", "gemeentenaam")}
_FIELDS = {**_NEEDED, "provincie": ("ligt_in_provincie_naam", "provincienaam", "provincie")}
_PDOK = "https://api.pdok.nl"


def read(invoer: Bron, extent: Extent) -> pd.DataFrame:  # noqa: ARG001 - always the whole country
    """Return columns code (GM and four digits), naam and provincie (NaN where not given), a row per gemeente."""
    path = invoer.bestand[0]
    if path.suffix.lower() in {".csv", ".xlsx"}:
        table, where = read_table(path, invoer.laag), f"bestand {path.name}"
    else:
        layer = open_layer(path, invoer.laag, "gemeente")
        table, where = read_attributes(layer), layer.where
    rows = select(table, _FIELDS, _NEEDED, where).reindex(columns=list(_FIELDS)).apply(as_text)
    rows = rows.dropna(subset=list(_NEEDED)).drop_duplicates()
    rows["code"] = rows["code"].str.replace(r"^\d{1,4}$", lambda bare: f"GM{bare[0]:0>4}", regex=True)
    check_codes(rows["code"], GEMEENTECODE, where, "code")
    check_unique(rows["code"], where, "code")
    return rows[rows["code"] != f"GM{ABROAD}"].sort_values("code", ignore_index=True)


def from_kadaster(http: Http, order: Order) -> Facts:
    """Write the gemeenten of today: one page."""
    return ogc_features.fetch_features(http, order.url, "gemeentegebied", order.map / "gemeentegebied.gpkg")


def from_cbs(http: Http, order: Order) -> Facts:
    """Write the gemeenten of one year."""
    name, year = "gemeente_gegeneraliseerd", {"jaarcode": str(order.editie)}
    return ogc_features.fetch_features(http, order.url, name, order.map / f"{name}.gpkg", filters=year)


def from_locatieserver(http: Http, order: Order) -> Facts:
    """Write the gemeenten of today, a row each."""
    chosen, fields = {"q": "*", "fq": "type:gemeente"}, ("gemeentecode", "gemeentenaam", "provincienaam")
    return solr.fetch_documents(http, order.url, order.map / "gemeenten.csv", chosen, fields)


SOURCE = Source(
    id="kadaster_gemeenten",
    titel="Namen en codes van gemeenten",
    uitgever="Kadaster, CBS",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: Kadaster (Bestuurlijke Gebieden) en CBS (Gebiedsindelingen), via PDOK",
    webpagina="https://www.pdok.nl/introductie/-/article/bestuurlijke-gebieden",
    soort="namen",
    read=read,
    vlakdekkend=True,
    verwachte_velden=("code", "naam"),
    toelichting="Alleen om een gemeente op naam te vinden.",
    dienst=Service(f"{_PDOK}/kadaster/bestuurlijkegebieden/ogc/v1", from_kadaster, 180, landelijk=True),
    terugval=(
        Service(f"{_PDOK}/kadaster/brk-bestuurlijke-gebieden/ogc/v1", from_kadaster, 180, landelijk=True),
        Service(f"{_PDOK}/bzk/locatieserver/search/v3_1/free", from_locatieserver, 180, landelijk=True),
        Service(f"{_PDOK}/cbs/gebiedsindelingen/ogc/v1", from_cbs, 180, tuple(range(2026, 2015, -1)), landelijk=True),
    ),
)
