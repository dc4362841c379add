"""Flood depth after a dike breach, metres; per cell the deepest of the given scenarios."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources._raster import Scale, read_scaled

SOURCE = Source(
    id="liwo_overstromingsdiepte",
    titel="LIWO: overstromingsdiepte bij een dijkdoorbraak",
    uitgever="Rijkswaterstaat en provincies",
    licentie="open data (zie de bestandskenmerken)",
    naamsvermelding="Bron: Landelijk Informatiesysteem Water en Overstromingen (LIWO)",
    webpagina="https://basisinformatie-overstromingen.nl",
    soort="raster",
    read=partial(read_scaled, scale=Scale("m", low=0, high=20, dry=(-999.999,))),
    toelichting="Het diepst van de opgegeven scenario's, geen kans; droog is 0 waar het scenario rekent.",
)
