"""Per buurt the labels of dwellings and the cheapest way off natural gas, from PBL's Startanalyse."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd

from wijkkaart.declarations import Order, Service, Source
from wijkkaart.errors import InputError, SourceUnavailable
from wijkkaart.fetch.answer import RequestRefused
from wijkkaart.fetch.archive import fetch_zip
from wijkkaart.layers import StatTable
from wijkkaart.sources._contract import check_unique
from wijkkaart.sources._diensten import together
from wijkkaart.sources._objecten import place_of
from wijkkaart.sources._startanalyse import BUILDINGS, STRATEGY, read_zip
from wijkkaart.status import Status

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http

_URL = "https://dataportaal.pbl.nl/data/Startanalyse_aardgasvrije_buurten/{jaar}/Gemeentes"
_NOT_FOUND = 404


def read(invoer: Bron, extent: Extent) -> StatTable:
    """Return the figures per buurt, of the year that the config or the edition gives; none of wijk or gemeente."""
    values = pd.concat([read_zip(path) for path in invoer.bestand]).sort_index()
    ours = values.index.str[2:6].isin([code[2:] for code in extent.gemeenten]) | (not extent.gemeenten)
    values = values[ours]
    if values.empty:
        raise InputError(f"{place_of(invoer)} bevat geen buurten van deze run. Kies de zip van deze gemeente.")
    check_unique(values.index.to_series(), place_of(invoer), "I01_buurtcode")
    status = values.notna().replace({True: str(Status.OK), False: str(Status.NIET_GEPUBLICEERD)})
    year = pd.Series(max(invoer.jaar, default=None), index=values.columns, dtype="float64")
    return StatTable(values, status, values.notna().astype("float64"), year)


def fetch(http: Http, order: Order) -> Facts:
    """Write the zip of each gemeente, which PBL keeps under its name."""
    names = dict(order.extent.namen)
    return together(_fetch_one(http, order, code, names.get(code, "")) for code in order.extent.gemeenten)


def _fetch_one(http: Http, order: Order, code: str, name: str) -> Facts:
    for spelling in dict.fromkeys((name.removeprefix("'"), name)):
        try:
            return fetch_zip(
                http, f"{order.url}/{quote(spelling)}.zip", order.map / f"{code}.zip", (BUILDINGS, STRATEGY)
            )
        except RequestRefused as error:
            if error.status != _NOT_FOUND:
                raise
    raise SourceUnavailable(f"PBL heeft geen Startanalyse van {order.editie} voor {name or code} ({order.url}).")


SOURCE = Source(
    id="pbl_startanalyse",
    titel="PBL Startanalyse aardgasvrije buurten",
    uitgever="PBL",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: PBL, Startanalyse aardgasvrije buurten",
    webpagina="https://www.pbl.nl/startanalyse-aardgasvrije-buurten",
    soort="tabel",
    read=read,
    verwachte_velden=("a_woning", "a_label_a", "a_label_g", "strategie", "k_s1"),
    indeling=2023,
    toelichting=(
        "Per gemeente één zip, op de buurten van 2023; van buurten die daarna veranderden is er geen cijfer. "
        "Voor de editie van 2026 is dat niet bevestigd: zet jaar: 2025 als u zeker wilt zijn van de indeling."
    ),
    dienst=Service(_URL, fetch, ververs_dagen=365, edities=(2026, 2025)),
)
