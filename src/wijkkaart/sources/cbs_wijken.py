"""Outlines of the wijken of CBS Wijken en Buurten."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources._gebieden import LICENTIE, UITGEVER, WEBPAGINA, WIJK, read_areas
from wijkkaart.sources._wijken_en_buurten import services

_DIENST, *_TERUGVAL = services("wijken")

SOURCE = Source(
    id="cbs_wijken",
    titel="CBS Wijken en Buurten: wijken",
    uitgever=UITGEVER,
    licentie=LICENTIE,
    naamsvermelding="© CBS en Kadaster (Wijk- en Buurtkaart {jaar})",
    webpagina=WEBPAGINA,
    soort="gebieden",
    read=partial(read_areas, level=WIJK),
    verwachte_velden=("gebiedcode", "gebiednaam"),
    toelichting="Eén rij per wijk; grootwater apart gemerkt, buitenland weggelaten.",
    dienst=_DIENST,
    terugval=tuple(_TERUGVAL),
)
