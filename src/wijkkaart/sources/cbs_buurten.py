"""Outlines of the buurten of CBS Wijken en Buurten."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import EDITIES, WIJKEN_EN_BUURTEN, areas
from wijkkaart.sources._gebieden import BUURT, LICENTIE, UITGEVER, WEBPAGINA, read_areas

SOURCE = Source(
    id="cbs_buurten",
    titel="CBS Wijken en Buurten: buurten",
    uitgever=UITGEVER,
    licentie=LICENTIE,
    naamsvermelding="© CBS en Kadaster (Wijk- en Buurtkaart)",
    webpagina=WEBPAGINA,
    soort="gebieden",
    read=partial(read_areas, level=BUURT),
    verwachte_velden=("gebiedcode", "gebiednaam"),
    toelichting="Eén rij per buurt; grootwater apart gemerkt, buitenland weggelaten.",
    dienst=Service(WIJKEN_EN_BUURTEN, areas("buurten"), ververs_dagen=180, edities=EDITIES),
)
