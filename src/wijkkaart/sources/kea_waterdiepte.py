"""Depth of rain water in the street at 70 mm in two hours, metres."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources._raster import Scale, read_scaled

SOURCE = Source(
    id="kea_waterdiepte",
    titel="Klimaateffectatlas: waterdiepte bij 70 mm neerslag in 2 uur",
    uitgever="Stichting CAS, Klimaateffectatlas",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: Klimaateffectatlas, {jaar}",
    webpagina="https://www.klimaateffectatlas.nl/nl/data-opvragen",
    soort="raster",
    read=partial(read_scaled, scale=Scale("m", low=0, high=20)),
    sleutel=True,
    toelichting="Diepten in meters, op te vragen bij de Klimaateffectatlas; een kaart met klassen is niet bruikbaar.",
)
