"""Mobiliteit: cars, distances, stops and safety on the street."""

from __future__ import annotations

from wijkkaart.declarations import Opgave
from wijkkaart.opgaven.mobiliteit import onderweg, straat
from wijkkaart.opgaven.mobiliteit.onderweg import (
    aandeel_woningen_halte_verder_500m,
    afstand_dagelijkse_voorzieningen,
    afstand_treinstation_km,
    autodichtheid_km2,
    autos_per_huishouden,
    ov_vertrekken_per_uur,
)
from wijkkaart.opgaven.mobiliteit.straat import (
    geluid_aandeel_woningen_53,
    laadpunten_per_1000_autos,
    no2_gem,
    ongevallen_per_km_jaar,
    parkeervlak_per_woning_m2,
    pm25_gem,
)

__all__ = [
    "OPGAVE",
    "aandeel_woningen_halte_verder_500m",
    "afstand_dagelijkse_voorzieningen",
    "afstand_treinstation_km",
    "autodichtheid_km2",
    "autos_per_huishouden",
    "geluid_aandeel_woningen_53",
    "laadpunten_per_1000_autos",
    "no2_gem",
    "ongevallen_per_km_jaar",
    "ov_vertrekken_per_uur",
    "parkeervlak_per_woning_m2",
    "pm25_gem",
]

OPGAVE = Opgave(
    id="mobiliteit",
    label_nl="Mobiliteit",
    label_en="Mobility",
    vraag="Hoe komen mensen hier waar ze moeten zijn, en wat vraagt dat van de straat?",
    volgorde=4,
    indicatoren=(*onderweg.INDICATOREN, *straat.INDICATOREN),
)
