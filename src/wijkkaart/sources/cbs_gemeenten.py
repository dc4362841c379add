"""Outlines of the gemeenten of CBS Wijken en Buurten."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import EDITIES, WIJKEN_EN_BUURTEN, areas
from wijkkaart.sources._gebieden import GEMEENTE, LICENTIE, UITGEVER, WEBPAGINA, read_areas

SOURCE = Source(
    id="cbs_gemeenten",
    titel="CBS Wijken en Buurten: gemeenten",
    uitgever=UITGEVER,
    licentie=LICENTIE,
    naamsvermelding="© CBS en Kadaster (Wijk- en Buurtkaart)",
    webpagina=WEBPAGINA,
    soort="gebieden",
    read=partial(read_areas, level=GEMEENTE),
    verwachte_velden=("gebiedcode", "gebiednaam"),
    toelichting="Eén rij per gemeente; grootwater apart gemerkt, buitenland weggelaten.",
    dienst=Service(WIJKEN_EN_BUURTEN, areas("gemeenten"), ververs_dagen=180, edities=EDITIES),
)
