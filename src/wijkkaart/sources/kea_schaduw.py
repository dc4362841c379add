"""Shade on a summer afternoon, percent of each cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.sources import _kea
from wijkkaart.sources._raster import Scale, read_scaled

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import Raster

#: A map in percent has cells above this (%) in any town: what stays below it and is no share of 1 holds classes.
_LEAST_PERCENT = 10.0


def read(invoer: Bron, extent: Extent) -> Raster:
    """Return the percentage of each cell in shade; the file may hold shares of 1 too.

    Raises
    ------
    InputError
        When the values are neither.
    """
    shade = read_scaled(invoer, extent, Scale("% schaduw", low=0, high=100))
    highest = float(np.max(shade.values, initial=0.0, where=~np.isnan(shade.values)))
    if highest <= 1:
        return replace(shade, values=100 * shade.values)
    if highest <= _LEAST_PERCENT:
        raise InputError(
            f"bestand {invoer.bestand[0].name}: de grootste waarde is {highest:g}. Dat past niet bij een deel van 1 "
            "en niet bij procenten; misschien zijn het klassen. Geef een raster met het deel van iedere cel dat in de "
            "schaduw ligt (0 tot 1, of 0 tot 100)."
        )
    return shade


SOURCE = Source(
    id="kea_schaduw",
    titel="Schaduw op een zomermiddag (21 juni, 15.30 uur)",
    uitgever=_kea.UITGEVER,
    licentie="zie de webpagina van de uitgever",
    naamsvermelding=_kea.NAAMSVERMELDING,
    webpagina=_kea.WEBPAGINA,
    soort="raster",
    read=read,
    sleutel=True,
    toelichting="Het deel van iedere cel dat in de schaduw ligt: 0 tot 1, of 0 tot 100. Er is geen dienst voor; vraag "
    "het raster op bij de Klimaateffectatlas, of reken het zelf uit voor hetzelfde moment.",
)
