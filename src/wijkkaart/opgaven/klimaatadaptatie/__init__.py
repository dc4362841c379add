"""Klimaatadaptatie: heat, rain water, paving and flood depth."""

from __future__ import annotations

from wijkkaart.declarations import Opgave
from wijkkaart.opgaven.klimaatadaptatie import bodem, hitte, water
from wijkkaart.opgaven.klimaatadaptatie.bodem import funderingsrisico, versteningsgraad
from wijkkaart.opgaven.klimaatadaptatie.hitte import (
    aandeel_woningen_koelte_verder_300m,
    hitte_aandeel_pet_41,
    hitte_eiland_gem,
    hitte_pet_gem,
    schaduw_loopgebied,
)
from wijkkaart.opgaven.klimaatadaptatie.water import (
    aandeel_woningen_overstroombaar,
    overstromingsdiepte_gem_m,
    overstromingsdiepte_max_m,
    wateroverlast_aandeel_panden,
)

__all__ = [
    "OPGAVE",
    "aandeel_woningen_koelte_verder_300m",
    "aandeel_woningen_overstroombaar",
    "funderingsrisico",
    "hitte_aandeel_pet_41",
    "hitte_eiland_gem",
    "hitte_pet_gem",
    "overstromingsdiepte_gem_m",
    "overstromingsdiepte_max_m",
    "schaduw_loopgebied",
    "versteningsgraad",
    "wateroverlast_aandeel_panden",
]

OPGAVE = Opgave(
    id="klimaatadaptatie",
    label_nl="Klimaatadaptatie",
    label_en="Climate adaptation",
    vraag="Waar wordt het hier heet, nat of droog, en waar is er plek voor schaduw en water?",
    volgorde=2,
    indicatoren=(*hitte.INDICATOREN, *water.INDICATOREN, *bodem.INDICATOREN),
)
