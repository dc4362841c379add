"""DNA van de wijk: who lives here and in which homes. Describes; it has no score and no good or bad end."""

from __future__ import annotations

from wijkkaart.declarations import Opgave
from wijkkaart.opgaven.dna import bebouwing, bewoners
from wijkkaart.opgaven.dna.bebouwing import (
    aandeel_vrijstaand,
    aandeel_water,
    bouwlagen_gem,
    fsi,
    gsi,
    osr,
    woninggrootte_mediaan,
)
from wijkkaart.opgaven.dna.bewoners import (
    aandeel_0_15,
    aandeel_eengezins,
    aandeel_eenpersoonshuishoudens,
    aandeel_gezinnen_met_kinderen,
    aandeel_koop,
    aandeel_meergezins,
    aandeel_overige_huur,
    aantal_inwoners,
    aantal_woningen,
    gem_huishoudensgrootte,
    woz_gem,
)

__all__ = [
    "OPGAVE",
    "aandeel_0_15",
    "aandeel_eengezins",
    "aandeel_eenpersoonshuishoudens",
    "aandeel_gezinnen_met_kinderen",
    "aandeel_koop",
    "aandeel_meergezins",
    "aandeel_overige_huur",
    "aandeel_vrijstaand",
    "aandeel_water",
    "aantal_inwoners",
    "aantal_woningen",
    "bouwlagen_gem",
    "fsi",
    "gem_huishoudensgrootte",
    "gsi",
    "osr",
    "woninggrootte_mediaan",
    "woz_gem",
]

OPGAVE = Opgave(
    id="dna",
    label_nl="DNA van de wijk",
    label_en="DNA of the neighbourhood",
    vraag="Wie wonen hier, in welke huizen?",
    volgorde=7,
    scoort=False,
    indicatoren=(*bewoners.INDICATOREN, *bebouwing.INDICATOREN),
)
