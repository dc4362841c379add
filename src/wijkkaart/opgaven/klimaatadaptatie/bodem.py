"""The ground: how much of it is paved, and what lies under the buildings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator
from wijkkaart.figures import Figures, from_sources, require
from wijkkaart.ingredients.bag import MINIMUM_WONINGEN, dwellings_per_gebied
from wijkkaart.ingredients.paving import share_not_green

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster, StatTable


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
    return share_not_green(gebieden, rivm_bomen, rivm_struiken, rivm_gras, bgt_water, bgt_begroeid, kea_groen_buurt)


def funderingsrisico(
    gebieden: gpd.GeoDataFrame,
    kea_paalrot: StatTable,
    cbs_kerncijfers: StatTable | None = None,
    bag_verblijfsobjecten: Objects | None = None,
) -> Figures:
    """Return the percentage of buildings per buurt whose wooden piles may rot."""
    homes = dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(from_sources(kea_paalrot["risico"], "kea_paalrot"), homes, MINIMUM_WONINGEN)


INDICATOREN = (
    Indicator(
        versteningsgraad,
        "Grond zonder groen of water",
        "Share not green and not water",
        "% van het land",
        "opgave",
        richting="hoog",
        kern=True,
        vraag="Welk deel van de grond is steen, dus geen groen en geen water?",
        goed_einde="De grond in {gebied} is groener dan in de meeste buurten hier: {waarde}% is zonder groen.",
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
        goed_einde="In {gebied} hebben naar schatting minder panden kans op paalrot dan in de meeste buurten hier: "
        "{waarde}%.",
        formule="panden met kans op paalrot in het huidige klimaat, zoals de Klimaateffectatlas ze per buurt geeft",
        norm_tekst="geen norm; een aanwijzing waar onderzoek nodig is",
        minimum="20 woningen; alleen per buurt",
        valkuil="Een schatting uit bouwjaar en bodem, geen schade: hoe een huis is gefundeerd, weet de kaart niet. "
        "Gevoelig voor eigenaren, want het raakt de waarde van hun huis.",
        bovengrens=100.0,
        afwezig="voor wijken en gemeenten geeft de bron geen cijfer",
    ),
)
