"""Depth of rain water in the street at 70 mm in two hours, metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.sources._raster import Scale, read_scaled

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import Raster


def read(invoer: Bron, extent: Extent) -> Raster:
    """Return depths in metres, NaN where there is no value.

    Raises
    ------
    InputError
        When the file holds numbers of classes: read as metres they would be floods.
    """
    depth = read_scaled(invoer, extent, Scale("m", low=0, high=20))
    wet = depth.values[depth.values > 0]
    if wet.size and (wet == np.rint(wet)).all():
        raise InputError(
            f"bestand {invoer.bestand[0].name} bevat alleen hele getallen, met als grootste {wet.max():g}. Dat zijn "
            "klassen en geen diepten in meters. Vraag bij de Klimaateffectatlas het raster met diepten op."
        )
    return depth


SOURCE = Source(
    id="kea_waterdiepte",
    titel="Klimaateffectatlas: waterdiepte bij 70 mm neerslag in 2 uur",
    uitgever="Stichting CAS, Klimaateffectatlas",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: Klimaateffectatlas, {jaar}",
    webpagina="https://www.klimaateffectatlas.nl/nl/data-opvragen",
    soort="raster",
    read=read,
    sleutel=True,
    toelichting="Diepten in meters, op te vragen bij de Klimaateffectatlas; een kaart met klassen is niet bruikbaar.",
)
