"""Energietransitie: how homes are heated now, and what could change that."""

from __future__ import annotations

from wijkkaart.declarations import Opgave
from wijkkaart.opgaven.energietransitie import kansen, nu
from wijkkaart.opgaven.energietransitie.kansen import (
    aandeel_plat_dak,
    aandeel_stadsverwarming,
    aandeel_woningen_bij_warmtenet,
    geschikt_dak_m2_woning,
    startanalyse_kostenverschil,
    startanalyse_strategie,
    warmtevraagdichtheid_gj_ha,
)
from wijkkaart.opgaven.energietransitie.nu import (
    aandeel_label_efg,
    aandeel_woningen_aardgas,
    aandeel_woningen_voor_1975,
    aandeel_woningen_zonnestroom,
    energiearmoede,
    gasverbruik_gem,
    gasverbruik_per_m2,
)

__all__ = [
    "OPGAVE",
    "aandeel_label_efg",
    "aandeel_plat_dak",
    "aandeel_stadsverwarming",
    "aandeel_woningen_aardgas",
    "aandeel_woningen_bij_warmtenet",
    "aandeel_woningen_voor_1975",
    "aandeel_woningen_zonnestroom",
    "energiearmoede",
    "gasverbruik_gem",
    "gasverbruik_per_m2",
    "geschikt_dak_m2_woning",
    "startanalyse_kostenverschil",
    "startanalyse_strategie",
    "warmtevraagdichtheid_gj_ha",
]

OPGAVE = Opgave(
    id="energietransitie",
    label_nl="Energietransitie",
    label_en="Energy transition",
    vraag="Hoe worden de huizen hier warm, en wat is er nodig om van het aardgas af te gaan?",
    volgorde=1,
    indicatoren=(*nu.INDICATOREN, *kansen.INDICATOREN),
)
