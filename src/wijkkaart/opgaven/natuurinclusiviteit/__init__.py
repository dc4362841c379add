"""Natuurinclusiviteit: trees, green nearby, green per home, and who may live in the buildings."""

from __future__ import annotations

from wijkkaart.declarations import Opgave
from wijkkaart.opgaven.natuurinclusiviteit import erven_en_natuur, groen
from wijkkaart.opgaven.natuurinclusiviteit.erven_en_natuur import (
    aandeel_versteende_erven,
    afstand_natuurgebied_km,
    groen_tov_wijktype,
    potentie_gebouwbewoners,
)
from wijkkaart.opgaven.natuurinclusiviteit.groen import (
    aandeel_woningen_groen_verder_300m,
    boomkroonbedekking,
    groen_per_woning_m2,
    openbaar_groen_per_woning_m2,
)

__all__ = [
    "OPGAVE",
    "aandeel_versteende_erven",
    "aandeel_woningen_groen_verder_300m",
    "afstand_natuurgebied_km",
    "boomkroonbedekking",
    "groen_per_woning_m2",
    "groen_tov_wijktype",
    "openbaar_groen_per_woning_m2",
    "potentie_gebouwbewoners",
]

OPGAVE = Opgave(
    id="natuurinclusiviteit",
    label_nl="Natuurinclusiviteit",
    label_en="Nature inclusiveness",
    vraag="Hoeveel groen is er hier, voor mensen en voor dieren, en hoe dichtbij?",
    volgorde=3,
    indicatoren=(*groen.INDICATOREN, *erven_en_natuur.INDICATOREN),
)
