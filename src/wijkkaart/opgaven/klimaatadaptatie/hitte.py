"""Heat: how hot it feels outside, where there is shade, and how far coolness is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm
from wijkkaart.ingredients.heat import extreme_heat, far_as_published, far_on_map, outdoor_pet, pet_as_published
from wijkkaart.ingredients.shade import shaded_walking_area
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, zonal_figures

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.figures import Figures
    from wijkkaart.layers import Objects, Raster, StatTable


def hitte_pet_gem(
    gebieden: gpd.GeoDataFrame,
    kea_pet: Raster | None = None,
    bag_panden: Objects | None = None,
    bgt_water: Objects | None = None,
    kea_pet_buurt: StatTable | None = None,
) -> Figures:
    """Return the mean PET (degrees C): outside buildings and water from the map, else as published per buurt."""
    if kea_pet is not None and bag_panden is not None:
        return outdoor_pet(gebieden, kea_pet, bag_panden, bgt_water)
    return pet_as_published(gebieden.index, kea_pet_buurt)


def hitte_aandeel_pet_41(
    gebieden: gpd.GeoDataFrame, kea_pet: Raster, bag_panden: Objects, bgt_water: Objects | None = None
) -> Figures:
    """Return the percentage of outdoor space with a PET of 41 degrees C or more."""
    return extreme_heat(gebieden, kea_pet, bag_panden, bgt_water)


def aandeel_woningen_koelte_verder_300m(
    gebieden: gpd.GeoDataFrame,
    bag_verblijfsobjecten: Objects,
    kea_pet: Raster | None = None,
    bag_panden: Objects | None = None,
    kea_afstand_koelte: Objects | None = None,
) -> Figures:
    """Return the percentage of dwellings more than 300 m walking from a cool place, also across the border."""
    if kea_pet is not None and bag_panden is not None:
        return far_on_map(gebieden, kea_pet, bag_panden, bag_verblijfsobjecten)
    return far_as_published(gebieden.index, bag_verblijfsobjecten, kea_afstand_koelte)


def hitte_eiland_gem(gebieden: gpd.GeoDataFrame, rivm_uhi: Raster) -> Figures:
    """Return the mean extra warmth of the built-up area over the countryside (degrees C)."""
    return zonal_figures(rivm_uhi, gebieden, minimum_cells=100, minimum_coverage=MINIMUM_KNOWN)


def schaduw_loopgebied(gebieden: gpd.GeoDataFrame, kea_schaduw: Raster, bgt_wegdelen: Objects) -> Figures:
    """Return the percentage of foot and cycle paths in shade on a summer afternoon."""
    return shaded_walking_area(gebieden, kea_schaduw, bgt_wegdelen)


INDICATOREN = (
    Indicator(
        hitte_pet_gem,
        "Gemiddelde gevoelstemperatuur",
        "Mean perceived temperature (PET)",
        "°C",
        "opgave",
        richting="hoog",
        kern=True,
        vraag="Hoe warm voelt het hier buiten op een hete zomermiddag?",
        goed_einde="Volgens een model blijft het op een hete middag in {gebied} koeler dan in de meeste buurten "
        "hier: gemiddeld {waarde} °C gevoelstemperatuur.",
        formule="gemiddelde gevoelstemperatuur (PET) van de cellen buiten gebouwen en water; zonder die kaart het "
        "gemiddelde per buurt dat de Klimaateffectatlas geeft (nooit door elkaar in één kaart)",
        norm_tekst="geen norm voor een buurt; 29 tot 35 °C is matige hittestress, 35 tot 41 °C sterke, vanaf 41 °C "
        "extreme",
        minimum="2 hectare buitenruimte, en de kaart of het vlak van de atlas dekt minstens 80% van het gebied",
        valkuil="Eén doorgerekende hete middag. Open velden zonder schaduw zijn net zo heet als pleinen. De atlas "
        "middelt per buurt op een eigen manier: vergelijk dat cijfer niet met dat uit de cellen.",
        bovengrens=70.0,
        decimalen=1,
        afwezig="een gebouw, water en een cel zonder waarde tellen niet mee; buiten de kaart is er geen cijfer",
    ),
    Indicator(
        hitte_aandeel_pet_41,
        "Buitenruimte met extreme hittestress",
        "Share of outdoor space with PET >= 41 C",
        "% van de buitenruimte",
        "opgave",
        richting="hoog",
        vraag="Welk deel van de buitenruimte voelt op een hete middag 41 graden of warmer?",
        goed_einde="Volgens een model is op een hete middag {waarde}% van de buitenruimte in {gebied} extreem heet, "
        "minder dan in de meeste buurten hier.",
        formule="cellen met een gevoelstemperatuur van 41 °C of meer, gedeeld door alle cellen buiten gebouwen en "
        "water",
        norm=Norm(0.0, 100.0, "vanaf 41 °C is het extreme hittestress (Matzarakis en Mayer)", "A", verzadigd=True),
        norm_tekst="41 °C is de grens van extreme hittestress; in Nederland ligt ongeveer 83% daarboven, dus een "
        "lijn en geen maat",
        minimum="200 cellen, en de kaart dekt minstens 95% van het gebied",
        valkuil="Eén doorgerekende hete middag: goed om plekken te vergelijken, niet om te zeggen hoe heet het "
        "was. Kale velden tellen als heet.",
        bovengrens=100.0,
        afwezig="een gebouw, water en een cel zonder waarde tellen niet mee; buiten de kaart is er geen cijfer",
    ),
    Indicator(
        aandeel_woningen_koelte_verder_300m,
        "Woningen verder dan 300 m van koelte",
        "Share of dwellings > 300 m from a cool place",
        "%",
        "opgave",
        richting="hoog",
        kern=True,
        vraag="Welk deel van de woningen heeft geen koele plek op loopafstand?",
        goed_einde="Volgens een model is in {gebied} een koele plek vaker dichtbij dan in de meeste buurten hier; "
        "voor {waarde}% van de woningen is het verder dan 300 m.",
        formule="woningen waarvan de rechte lijn maal 1,3 naar een koele plek (200 m² of meer met hoogstens 35 °C "
        "gevoelstemperatuur) langer is dan 300 m, gedeeld door alle woningen; zonder die kaart de woningen die "
        "volgens de Klimaateffectatlas meer dan 300 m lopen van koelte staan (nooit door elkaar in één kaart)",
        norm=Norm(0.0, 100.0, "Hogeschool van Amsterdam: elke woning een koele plek binnen 300 m lopen", "A"),
        norm_tekst="iedere woning een koele plek binnen 300 m lopen",
        minimum="20 woningen, en de kaart dekt minstens 80% van het gebied",
        valkuil="Een koele privétuin telt mee, ook al kan niet iedereen erin. De rechte lijn maal 1,3 ziet geen "
        "water of spoor; de afstand van de atlas volgt wel de straat. Precies 300 m voldoet.",
        bovengrens=100.0,
        afwezig="ligt er in de wijde omtrek geen koele plek, dan telt een woning als verder dan 300 m",
    ),
    Indicator(
        schaduw_loopgebied,
        "Schaduw op stoepen en fietspaden",
        "Shade on walking area",
        "%",
        "opgave",
        richting="laag",
        vraag="Welk deel van de stoepen en fietspaden ligt op een zomermiddag in de schaduw?",
        goed_einde="Volgens een model ligt in {gebied} op een zomermiddag meer stoep en fietspad in de schaduw dan in "
        "de meeste buurten hier: {waarde}%.",
        formule="oppervlak van voetpaden, trappen, voetgangersgebieden en fietspaden (BGT) in de schaduw op 21 juni "
        "om 15.30 uur, gedeeld door al hun oppervlak op de kaart; iedere cel telt met het deel dat eronder ligt",
        norm=Norm(
            30.0,
            0.0,
            "Maatlat groene klimaatadaptieve gebouwde omgeving (voor nieuwbouw), volgens Climate Adaptation Services",
            "B",
        ),
        norm_tekst="30% per buurt (Maatlat, voor nieuwbouw); de Hogeschool van Amsterdam stelt hetzelfde voor, en 40% "
        "op belangrijke routes",
        minimum="1.000 m² stoep of fietspad, en de kaart dekt daarvan minstens 80%",
        valkuil="Eén dag en één uur: een kaart van een ander moment geeft een ander cijfer en is niet te vergelijken. "
        "Woonerven en straten zonder stoep tellen niet mee. De norm is voor nieuwbouw; veel bestaande buurten halen "
        "haar niet.",
        bovengrens=100.0,
        afwezig="zonder stoepen en fietspaden is er geen cijfer; een cel zonder waarde telt niet mee",
    ),
    Indicator(
        hitte_eiland_gem,
        "Warmer dan het land eromheen",
        "Mean urban heat island",
        "°C",
        "context",
        richting="hoog",
        vraag="Hoeveel warmer is het hier 's zomers gemiddeld dan buiten de stad?",
        formule="gemiddelde van de kaart van het stedelijk hitte-eiland (zomergemiddelde)",
        minimum="100 cellen van 10 m, en de kaart dekt minstens 80% van het gebied",
        valkuil="Iets anders dan de gevoelstemperatuur op een hete middag: de twee zijn niet te vergelijken en "
        "dit cijfer telt niet mee in de score.",
        ondergrens=-5.0,
        bovengrens=15.0,
        decimalen=1,
        afwezig="een cel zonder waarde telt niet mee; buiten de kaart is er geen cijfer",
    ),
)
