"""Outlines of the buurten of other years than that of the run: where figures of those years belong."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from wijkkaart.sources._gebieden import BUURT, read_of_year
from wijkkaart.sources._wijken_en_buurten import services_in_box
from wijkkaart.sources.cbs_buurten import SOURCE as BUURTEN

_DIENST, *_TERUGVAL = services_in_box("buurten")

SOURCE = replace(
    BUURTEN,
    id="cbs_buurten_andere_jaren",
    titel="CBS Wijken en Buurten: buurten van andere jaren",
    soort="indeling",
    read=partial(read_of_year, level=BUURT),
    vlakdekkend=True,
    toelichting=(
        "Alleen nodig als buurten sinds het jaar van de cijfers een andere code of grens kregen; "
        "van elk bestand staat het jaar erin of bij jaar."
    ),
    dienst=_DIENST,
    terugval=tuple(_TERUGVAL),
)
