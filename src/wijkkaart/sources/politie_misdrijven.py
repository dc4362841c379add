"""Registered crimes per buurt and wijk where they took place, all kinds together, from the police."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import STATLINE_DERDEN, derden
from wijkkaart.sources._stattabel import Edition, Topic, read_stat_table

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import StatTable

TOPICS = {"a_misdrijven": Topic(("GeregistreerdeMisdrijven", "Totaal geregistreerde misdrijven"))}
#: All kinds of crime together.
_ALL_KINDS = {"SoortMisdrijf": "0.0.0"}
#: The year of the areas: earlier years are counted again for them.
_DIVISION = 2025


def read(invoer: Bron, extent: Extent) -> StatTable:
    """Return the number of crimes with a column a year (``a_misdrijven_2024``), for a mean over years."""
    table = read_stat_table(invoer, extent, TOPICS, derive=_by_year)
    # Kept as one table: the years belong together.
    return replace(table, edities=())


def _by_year(edition: Edition) -> Edition:
    suffix = f"_{edition.jaar}"
    return Edition(edition.jaar, edition.waarden.add_suffix(suffix), edition.status.add_suffix(suffix))


SOURCE = Source(
    id="politie_misdrijven",
    titel="Politie: geregistreerde misdrijven per wijk en buurt",
    uitgever="Politie, via CBS",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: Politie, geregistreerde misdrijven",
    webpagina="https://data.politie.nl/",
    soort="tabel",
    read=read,
    verwachte_velden=("a_misdrijven",),
    indeling=_DIVISION,
    toelichting="Misdrijven tellen waar ze gebeurden, niet waar iemand woont; alle soorten samen.",
    dienst=Service(
        f"{STATLINE_DERDEN}/47018NED",
        derden(TOPICS, "misdrijven", _ALL_KINDS),
        ververs_dagen=180,
    ),
)
