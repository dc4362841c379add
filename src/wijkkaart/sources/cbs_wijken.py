"""Outlines of the wijken of CBS Wijken en Buurten."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import EDITIES, WIJKEN_EN_BUURTEN, areas
from wijkkaart.sources._gebieden import LICENTIE, UITGEVER, WEBPAGINA, WIJK, read_areas

SOURCE = Source(
    id="cbs_wijken",
    titel="CBS Wijken en Buurten: wijken",
    uitgever=UITGEVER,
    licentie=LICENTIE,
    naamsvermelding="© CBS en Kadaster (Wijk- en Buurtkaart)",
    webpagina=WEBPAGINA,
    soort="gebieden",
    read=partial(read_areas, level=WIJK),
    verwachte_velden=("gebiedcode", "gebiednaam"),
    toelichting="Eén rij per wijk; grootwater apart gemerkt, buitenland weggelaten.",
    dienst=Service(WIJKEN_EN_BUURTEN, areas("wijken"), ververs_dagen=180, edities=EDITIES),
)
