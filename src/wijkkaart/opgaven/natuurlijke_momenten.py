"""Natuurlijke momenten: hints of when homes and sewers are due. Only own planning says when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Opgave
from wijkkaart.ingredients.bag import median_building_year, share_built
from wijkkaart.ingredients.sewers import median_age

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.figures import Figures
    from wijkkaart.layers import Objects

#: Ages at which homes are often renovated (years, a proposal to settle with the corporatie).
_WINDOWS = ((30, 40), (50, 60))


def bouwjaar_mediaan(bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the median building year of the dwellings."""
    return median_building_year(bag_verblijfsobjecten, bag_panden)


def aandeel_renovatievenster(planjaar: int, bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the percentage of dwellings aged 30-40 or 50-60 years in the plan year."""
    spans = [(planjaar - oldest, planjaar - youngest) for youngest, oldest in _WINDOWS]
    return share_built(bag_verblijfsobjecten, bag_panden, *spans)


def riool_leeftijd_mediaan(planjaar: int, gebieden: gpd.GeoDataFrame, gwsw_leidingen: Objects) -> Figures:
    """Return the median age of the sewers in the plan year (years), weighted with their length."""
    return median_age(gebieden, gwsw_leidingen, planjaar)


OPGAVE = Opgave(
    id="tijd",
    label_nl="Natuurlijke momenten",
    label_en="Natural moments",
    vraag="Wanneer gaat hier misschien toch al iets open of op de schop?",
    volgorde=8,
    scoort=False,
    indicatoren=(
        Indicator(
            bouwjaar_mediaan,
            "Middelste bouwjaar",
            "Median building year (dwelling-weighted)",
            "jaar",
            "tijd",
            kern=True,
            vraag="Uit welke tijd komen de woningen hier?",
            formule="het bouwjaar waarvoor de helft van de woningen ouder is",
            minimum="20 woningen met een bekend bouwjaar, en van minstens 90% van de woningen is het bekend",
            valkuil="Staan er heel oude en heel nieuwe woningen door elkaar, dan zegt het middelste jaar weinig: kijk "
            "naar de spreiding (p10 en p90) en naar de bouwjaren in het DNA.",
            ondergrens=1000.0,
            bovengrens=2100.0,
            afwezig="woningen zonder bekend bouwjaar tellen niet mee; een gebied zonder woningen heeft geen cijfer",
        ),
        Indicator(
            aandeel_renovatievenster,
            "Woningen op een leeftijd om te renoveren",
            "Share of dwellings in a renovation window",
            "%",
            "tijd",
            kern=True,
            vraag="Welk deel van de woningen is 30 tot 40 of 50 tot 60 jaar oud?",
            formule="woningen die in het planjaar 30 tot en met 40 of 50 tot en met 60 jaar oud zijn, gedeeld door "
            "alle woningen met een bekend bouwjaar",
            norm_tekst="geen norm bekend; de leeftijden zijn een voorstel, vast te stellen met de corporatie",
            minimum="20 woningen met een bekend bouwjaar, en van minstens 90% van de woningen is het bekend",
            valkuil="Of een woning al is gerenoveerd, is niet te zien. De planning van de corporatie of de vereniging "
            "van eigenaren gaat altijd voor.",
            bovengrens=100.0,
            afwezig="woningen zonder bekend bouwjaar tellen niet mee; een gebied zonder woningen heeft geen cijfer",
        ),
        Indicator(
            riool_leeftijd_mediaan,
            "Middelste leeftijd van het riool",
            "Median sewer age (length-weighted)",
            "jaar",
            "tijd",
            vraag="Hoe oud is het riool onder de straat?",
            formule="planjaar min het jaar van aanleg, de middelste waarde gewogen naar lengte; wat na het planjaar is "
            "aangelegd, telt als 0 jaar",
            norm_tekst="geen norm; 50 jaar is de planning van één gemeente (Vught), andere gaan uit van de staat",
            minimum="van minstens 60% van de lengte is het jaar van aanleg bekend",
            valkuil="Niet elke gemeente publiceert haar riool. Nederland vervangt elk jaar ongeveer 726 van de 123.000 "
            "km: leeftijd alleen voorspelt te veel werk. Alle leidingen tellen mee, niet alleen het vrijverval.",
            bovengrens=300.0,
            afwezig="geen leidingen op de kaart betekent niet gepubliceerd, niet: geen riool",
        ),
    ),
)
