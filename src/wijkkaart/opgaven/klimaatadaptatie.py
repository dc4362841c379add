"""Klimaatadaptatie: heat, rain water, paving and flood depth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm, Opgave
from wijkkaart.figures import Figures, from_sources, require
from wijkkaart.ingredients.bag import MINIMUM_WONINGEN, dwellings_per_gebied
from wijkkaart.ingredients.heat import extreme_heat, far_as_published, far_on_map, outdoor_pet, pet_as_published
from wijkkaart.ingredients.paving import grey_of_land, not_green
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, green_cover, zonal_figures
from wijkkaart.ingredients.water import flooded_homes, mean_flood_depth, wet_walls

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster, StatTable

#: Water this deep against the wall counts (m, a proposal).
_DEPTH_M = 0.15


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


def hitte_eiland_gem(gebieden: gpd.GeoDataFrame, rivm_uhi: Raster) -> Figures:
    """Return the mean extra warmth of the built-up area over the countryside (degrees C)."""
    return zonal_figures(rivm_uhi, gebieden, minimum_cells=100, minimum_coverage=MINIMUM_KNOWN)


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


def wateroverlast_aandeel_panden(gebieden: gpd.GeoDataFrame, kea_waterdiepte: Raster, bag_panden: Objects) -> Figures:
    """Return the percentage of residential buildings with 15 cm of water or more in a ring of 1 m."""
    return wet_walls(gebieden, kea_waterdiepte, bag_panden, _DEPTH_M)


def versteningsgraad(  # noqa: PLR0913, PLR0917 - three maps of green, what is no land, and the figure per buurt
    gebieden: gpd.GeoDataFrame,
    rivm_bomen: Raster | None = None,
    rivm_struiken: Raster | None = None,
    rivm_gras: Raster | None = None,
    bgt_water: Objects | None = None,
    bgt_begroeid: Objects | None = None,
    kea_groen_buurt: StatTable | None = None,
) -> Figures:
    """Return the percentage of land that is not green: from three maps, else the published grey per buurt."""
    if rivm_bomen is None or rivm_struiken is None or rivm_gras is None:
        return grey_of_land(gebieden.index, kea_groen_buurt)
    green = green_cover(rivm_bomen, rivm_struiken, rivm_gras)
    return not_green(gebieden, green, rivm_bomen, bgt_water, bgt_begroeid)


def funderingsrisico(
    gebieden: gpd.GeoDataFrame,
    kea_paalrot: StatTable,
    cbs_kerncijfers: StatTable | None = None,
    bag_verblijfsobjecten: Objects | None = None,
) -> Figures:
    """Return the percentage of buildings per buurt whose wooden piles may rot."""
    homes = dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(from_sources(kea_paalrot["risico"], "kea_paalrot"), homes, MINIMUM_WONINGEN)


def overstromingsdiepte_gem_m(gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster) -> Figures:
    """Return the mean depth over the wet cells (m); 0 where the map covers the area and all is dry."""
    return mean_flood_depth(gebieden, liwo_overstromingsdiepte)


def overstromingsdiepte_max_m(gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster) -> Figures:
    """Return the largest depth in the area (m)."""
    return zonal_figures(liwo_overstromingsdiepte, gebieden, stat="max")


def aandeel_woningen_overstroombaar(
    gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster, bag_verblijfsobjecten: Objects
) -> Figures:
    """Return the percentage of dwellings on a cell that floods, among those on the map."""
    return flooded_homes(gebieden, liwo_overstromingsdiepte, bag_verblijfsobjecten)


_LIWO_PITFALL = (
    "Elk scenario is één dijkdoorbraak; de kaart is het diepst van de opgegeven scenario's en geen kans. "
    "Andere doorbraken zijn niet bekeken."
)
_diepte = partial(
    Indicator,
    eenheid="m",
    rol="context",
    richting="hoog",
    minimum="de kaart dekt minstens 95% van het gebied",
    valkuil=_LIWO_PITFALL,
    bovengrens=20.0,
    decimalen=1,
    afwezig="droog betekent 0 waar het scenario rekent; daarbuiten is er geen cijfer",
)

OPGAVE = Opgave(
    id="klimaatadaptatie",
    label_nl="Klimaatadaptatie",
    label_en="Climate adaptation",
    vraag="Waar wordt het hier heet, nat of droog, en waar is er plek voor schaduw en water?",
    volgorde=2,
    indicatoren=(
        Indicator(
            hitte_pet_gem,
            "Gemiddelde gevoelstemperatuur",
            "Mean perceived temperature (PET)",
            "°C",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Hoe warm voelt het hier buiten op een hete zomermiddag?",
            goed_einde="Op een hete middag blijft het buiten in {gebied} koeler dan in de meeste buurten hier: "
            "gemiddeld {waarde} °C gevoelstemperatuur.",
            formule="gemiddelde gevoelstemperatuur (PET) van de cellen buiten gebouwen en water; zonder die kaart het "
            "gemiddelde per buurt dat de Klimaateffectatlas geeft (nooit door elkaar in één kaart)",
            norm_tekst="geen norm voor een buurt; 35 tot 41 °C is sterke hittestress, boven 41 °C extreme",
            minimum="2 hectare buitenruimte, en de kaart of het vlak van de atlas dekt minstens 80% van het gebied",
            valkuil="Eén doorgerekende hete middag. Open velden zonder schaduw zijn net zo heet als pleinen. De atlas "
            "middelt per buurt op een eigen manier: vergelijk dat cijfer niet met dat uit de cellen.",
            bovengrens=70.0,
            decimalen=1,
        ),
        Indicator(
            hitte_aandeel_pet_41,
            "Buitenruimte met extreme hittestress",
            "Share of outdoor space with PET >= 41 C",
            "% van de buitenruimte",
            "opgave",
            richting="hoog",
            vraag="Welk deel van de buitenruimte voelt op een hete middag 41 graden of warmer?",
            goed_einde="Op een hete middag is in {gebied} {waarde}% van de buitenruimte extreem heet, minder dan "
            "in de meeste buurten hier.",
            formule="cellen met een gevoelstemperatuur van 41 °C of meer, gedeeld door alle cellen buiten gebouwen en "
            "water",
            norm_tekst="41 °C is de grens van extreme hittestress; in Nederland ligt ongeveer 83% daarboven, dus een "
            "lijn en geen maat",
            minimum="200 cellen, en de kaart dekt minstens 95% van het gebied",
            valkuil="Eén doorgerekende hete middag: goed om plekken te vergelijken, niet om te zeggen hoe heet het "
            "was. Kale velden tellen als heet.",
            bovengrens=100.0,
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
            goed_einde="Een koele plek is in {gebied} vaker dichtbij dan in de meeste buurten hier; voor "
            "{waarde}% van de woningen is het verder dan 300 m.",
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
            wateroverlast_aandeel_panden,
            "Woongebouwen met water tegen de gevel",
            "Share of residential buildings with flood depth at facade",
            "%",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Tegen welk deel van de woongebouwen staat water na een zeer zware bui?",
            goed_einde="Bij een zeer zware bui blijven in {gebied} meer gevels droog dan in de meeste buurten "
            "hier; tegen {waarde}% van de woongebouwen staat water.",
            formule="woongebouwen met 15 cm water of meer binnen 1 m van de gevel bij 70 mm regen in 2 uur, gedeeld "
            "door alle woongebouwen",
            norm_tekst="geen norm bekend; 15 cm is een voorstel, de bui komt ongeveer eens in de 100 jaar voor",
            minimum="20 woongebouwen, en de kaart dekt minstens 80% van het gebied",
            valkuil="Een landelijk model met één vaste waarde voor riool en bodem; de stresstest van de gemeente is "
            "beter. Ondiep water (minder dan 5 cm) staat niet op de kaart.",
            bovengrens=100.0,
            afwezig="buiten de kaart is er geen cijfer; een droge cel op de kaart telt als 0",
        ),
        Indicator(
            versteningsgraad,
            "Grond zonder groen of water",
            "Share not green and not water",
            "% van het land",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Welk deel van de grond is steen, dus geen groen en geen water?",
            goed_einde="In {gebied} is minder grond zonder groen dan in de meeste buurten hier: {waarde}%.",
            formule="100 min bomen, struiken en lage planten samen (hoogstens 100), gemiddeld over de cellen buiten "
            "water en landbouw; zonder die kaarten het grijs per buurt van de Klimaateffectatlas, gedeeld door het "
            "oppervlak zonder water (nooit door elkaar in één kaart)",
            norm_tekst="geen landelijke norm; 10 procentpunt meer groen scheelt ongeveer 0,5 °C",
            minimum="100 cellen van 10 m, en de kaart dekt minstens 80% van het gebied",
            valkuil="Zonder waterkaart telt water zonder planten mee als steen; bij het grijs van de atlas telt kale "
            "grond niet mee. De kaart kan ouder zijn dan een nieuwe wijk. Onder boomkronen kan steen liggen. Zelfde "
            "kaarten als groen per woning: het is één bewijs.",
            bovengrens=100.0,
            afwezig="cellen zonder waarde op de kaart van lage planten zijn landbouw en tellen niet mee",
        ),
        Indicator(
            funderingsrisico,
            "Panden met kans op paalrot",
            "Share of buildings at risk of pile rot",
            "% van de panden",
            "opgave",
            richting="hoog",
            openbaarheid="intern",
            vraag="Bij welk deel van de panden kunnen houten palen droog komen te staan en rotten?",
            goed_einde="In {gebied} hebben naar schatting minder panden kans op paalrot dan elders hier: {waarde}%.",
            formule="panden met kans op paalrot in het huidige klimaat, zoals de Klimaateffectatlas ze per buurt geeft",
            norm_tekst="geen norm; een aanwijzing waar onderzoek nodig is",
            minimum="20 woningen; alleen per buurt",
            valkuil="Een schatting uit bouwjaar en bodem, geen schade: hoe een huis is gefundeerd, weet de kaart niet. "
            "Gevoelig voor eigenaren, want het raakt de waarde van hun huis.",
            bovengrens=100.0,
            afwezig="voor wijken en gemeenten geeft de bron geen cijfer",
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
        ),
        _diepte(
            overstromingsdiepte_gem_m,
            "Gemiddelde diepte bij een overstroming",
            "Mean flood depth",
            vraag="Hoe diep staat het water hier gemiddeld als de dijk breekt?",
            formule="gemiddelde diepte van de cellen die onder water komen; 0 als het hele gebied droog blijft",
        ),
        _diepte(
            overstromingsdiepte_max_m,
            "Grootste diepte bij een overstroming",
            "Maximum flood depth",
            vraag="Hoe diep kan het water hier staan als de dijk breekt?",
            formule="grootste diepte van alle cellen die het gebied raken",
        ),
        Indicator(
            aandeel_woningen_overstroombaar,
            "Woningen in overstroombaar gebied",
            "Dwellings in a flooded cell",
            "%",
            "context",
            richting="hoog",
            vraag="Bij welk deel van de woningen komt water als de dijk breekt?",
            formule="woningen op een cel met water, gedeeld door alle woningen op de kaart",
            minimum="20 woningen, en de kaart dekt minstens 95% van het gebied",
            valkuil=_LIWO_PITFALL + " Een cel is 100 m breed: een woning op een hoog stukje kan droog blijven.",
            bovengrens=100.0,
            afwezig="een woning buiten de kaart telt niet mee",
        ),
    ),
)
