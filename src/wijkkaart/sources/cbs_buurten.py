"""Outlines of the buurten of CBS Wijken en Buurten."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources._gebieden import BUURT, LICENTIE, UITGEVER, WEBPAGINA, read_areas
from wijkkaart.sources._wijken_en_buurten import services

_DIENST, *_TERUGVAL = services("buurten")

SOURCE = Source(
    id="cbs_buurten",
    titel="CBS Wijken en Buurten: buurten",
    uitgever=UITGEVER,
    licentie=LICENTIE,
    naamsvermelding="© CBS en Kadaster (Wijk- en Buurtkaart {jaar})",
    webpagina=WEBPAGINA,
    soort="gebieden",
    read=partial(read_areas, level=BUURT),
    verwachte_velden=("gebiedcode", "gebiednaam"),
    toelichting="Eén rij per buurt; grootwater apart gemerkt, buitenland weggelaten.",
    dienst=_DIENST,
    terugval=tuple(_TERUGVAL),
)
