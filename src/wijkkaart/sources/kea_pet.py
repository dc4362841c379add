"""Perceived temperature (PET) on a hot summer afternoon, degrees Celsius."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources._raster import Scale, read_scaled

SOURCE = Source(
    id="kea_pet",
    titel="Klimaateffectatlas: gevoelstemperatuur (PET)",
    uitgever="Stichting CAS, Klimaateffectatlas",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: Klimaateffectatlas, {jaar}",
    webpagina="https://www.klimaateffectatlas.nl/nl/data-opvragen",
    soort="raster",
    # Below this it is no hot afternoon but a class, or a mark for no value that would make a cool place.
    read=partial(read_scaled, scale=Scale("°C", low=10, high=70, missing=(55537,))),
    sleutel=True,
    toelichting="Eén doorgerekende hete middag; het raster vraagt u op bij de Klimaateffectatlas.",
)
