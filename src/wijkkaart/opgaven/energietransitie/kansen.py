"""What could change how homes are heated: heat networks, roofs, and the strategy that costs least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator
from wijkkaart.figures import Figures, derive, from_sources, ratio, require
from wijkkaart.ingredients.bag import dwellings_per_gebied, roof_area
from wijkkaart.ingredients.energy import cheapest_strategy, cost_gap, much_district_heat, share_near_network
from wijkkaart.ingredients.totals import without

if TYPE_CHECKING:
    from wijkkaart.layers import Objects, StatTable

#: Upper heating value of natural gas (GJ per m3).
_GJ_PER_M3 = 0.03517
_MINIMUM_WONINGEN = 20


def aandeel_stadsverwarming(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of dwellings on district heating; missing is not published, never 0."""
    return cbs_kerncijfers["p_stadsv"]


def warmtevraagdichtheid_gj_ha(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects | None = None) -> Figures:
    """Return the heat demand of dwellings per hectare of land (GJ a year)."""
    gas, land = (from_sources(cbs_kerncijfers[name], "cbs_kerncijfers") for name in ("g_gas", "a_lan_ha"))
    homes = dwellings_per_gebied(gas.waarde.index, cbs_kerncijfers, bag_verblijfsobjecten)
    result = ratio(derive(lambda use, number: use * number * _GJ_PER_M3, gas, homes), land)
    return without(require(result, homes, _MINIMUM_WONINGEN), much_district_heat(cbs_kerncijfers))


def geschikt_dak_m2_woning(bag3d_daken: Objects, bag_panden: Objects, bag_verblijfsobjecten: Objects) -> Figures:
    """Return the flat and pitched roof of residential buildings per dwelling (m2)."""
    roofs = roof_area(bag_panden, bag3d_daken, "b3_opp_dak_plat", "b3_opp_dak_schuin")
    homes = dwellings_per_gebied(roofs.waarde.index, None, bag_verblijfsobjecten)
    return require(ratio(roofs, homes), homes, _MINIMUM_WONINGEN)


def aandeel_plat_dak(bag3d_daken: Objects, bag_panden: Objects) -> Figures:
    """Return which percentage of the roof of residential buildings is flat."""
    flat = roof_area(bag_panden, bag3d_daken, "b3_opp_dak_plat")
    return ratio(flat, roof_area(bag_panden, bag3d_daken, "b3_opp_dak_plat", "b3_opp_dak_schuin"), 100.0)


def startanalyse_strategie(pbl_startanalyse: StatTable) -> Figures:
    """Return in words the strategy with the lowest national cost, as PBL worked it out."""
    return cheapest_strategy(pbl_startanalyse)


def startanalyse_kostenverschil(pbl_startanalyse: StatTable) -> Figures:
    """Return how much dearer the second strategy is (euro per dwelling equivalent a year)."""
    return cost_gap(pbl_startanalyse)


def aandeel_woningen_bij_warmtenet(bag_verblijfsobjecten: Objects, rvo_warmtenetten: Objects) -> Figures:
    """Return the percentage of dwellings in or within 100 m of a heat network on the map; none is not zero."""
    return share_near_network(bag_verblijfsobjecten, rvo_warmtenetten)


INDICATOREN = (
    Indicator(
        aandeel_stadsverwarming,
        "Woningen op stadsverwarming",
        "Share of dwellings on district heating",
        "%",
        "kans",
        kern=True,
        vraag="Welk deel van de woningen krijgt warmte uit een warmtenet?",
        formule="aandeel woningen met stadsverwarming volgens het CBS",
        minimum="10 bewoonde woningen (grens van het CBS)",
        valkuil="Het CBS zet een punt bij 'geen' en bij 'onbekend': een leeg vak betekent dus niet dat er geen "
        "warmtenet is. Van een gemeente is een cijfer onder 5 of boven 95 afgerond op vijven.",
        bovengrens=100.0,
        afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
    ),
    Indicator(
        warmtevraagdichtheid_gj_ha,
        "Warmtevraag per hectare (schatting)",
        "Heat-demand density (proxy)",
        "GJ/ha/jaar",
        "kans",
        kern=True,
        vraag="Hoeveel warmte vragen de woningen hier per hectare land?",
        formule="aardgas per woning maal het aantal woningen maal 0,03517 GJ per m³, gedeeld door de hectaren land",
        norm_tekst="geen landelijke grens bekend; warmtenetten passen bij dichte of gestapelde bouw (NPLW)",
        minimum="20 woningen en minder dan 5% stadsverwarming",
        valkuil="Alleen woningen, met koken en warm water erbij. Parken en oevers tellen mee als land. Waar al "
        "een warmtenet ligt, is het cijfer te laag; daarom geen cijfer vanaf 5% stadsverwarming. Publiceert het CBS "
        "die niet, dan rekenen we alsof er weinig is.",
        afwezig="geen cijfer van het CBS over aardgas is niet hetzelfde als geen warmtevraag",
    ),
    Indicator(
        geschikt_dak_m2_woning,
        "Dakoppervlak per woning",
        "Roof area per dwelling",
        "m²/woning",
        "kans",
        vraag="Hoeveel dak is er per woning voor zon, groen of water?",
        formule="plat en schuin dak van panden met een woonfunctie, gedeeld door het aantal woningen",
        minimum="20 woningen, en van minstens 90% van de woonpanden is het dak bekend",
        valkuil="Het hele dak: richting, schaduw, obstakels, monumenten en draagkracht zijn niet getoetst. Bijgebouwen "
        "en gebouwen zonder woning tellen niet mee; boven een winkel met woningen telt het hele dak.",
        afwezig="een pand zonder dak in 3D BAG telt niet mee; het dak is dan onbekend",
    ),
    Indicator(
        aandeel_plat_dak,
        "Aandeel plat dak",
        "Share of flat roof",
        "%",
        "kans",
        vraag="Welk deel van de daken van woongebouwen is plat?",
        formule="plat dak, gedeeld door plat en schuin dak samen, van panden met een woonfunctie",
        minimum="van minstens 90% van de woonpanden is het dak bekend",
        valkuil="Het hele dak: schaduw, obstakels, monumenten en draagkracht zijn niet getoetst. Alleen gebouwen met "
        "een woning tellen mee.",
        bovengrens=100.0,
        afwezig="een pand zonder dak in 3D BAG telt niet mee; het dak is dan onbekend",
    ),
    Indicator(
        startanalyse_strategie,
        "Strategie met de laagste nationale kosten",
        "PBL strategy with lowest national cost",
        "strategie",
        "kans",
        categorie=True,
        ondergrens=None,
        vraag="Welke manier om van het aardgas af te gaan kost Nederland hier het minst, volgens PBL?",
        formule="de strategie met de laagste nationale kosten in de Startanalyse; scheelt de tweede minder dan "
        "50 euro per woning per jaar, dan 'geen duidelijke voorkeur'",
        norm_tekst="geen norm; PBL noemt de Startanalyse een vertrekpunt",
        minimum="zoals PBL het geeft, met de kosten van minstens twee strategieën; alleen per buurt",
        valkuil="Uitkomst van een rekenmodel, geen plan en geen advies. Kosten voor het land zijn niet de kosten "
        "van een bewoner. De grens van 50 euro is een voorstel. De buurten zijn die van 2023; let op het jaar van de "
        "uitgave.",
        afwezig="ontbreekt het cijfer, dan heeft PBL deze buurt niet doorgerekend of is de buurt veranderd",
    ),
    Indicator(
        startanalyse_kostenverschil,
        "Kostenverschil met de tweede strategie",
        "Cost gap between best and second strategy",
        "€ per woningequivalent per jaar",
        "kans",
        vraag="Hoeveel duurder is de strategie die op de tweede plaats komt?",
        formule="nationale meerkosten van de tweede strategie min die van de goedkoopste, gedeeld door het aantal "
        "woningequivalenten (een woning, of een ander gebouw met evenveel warmtevraag)",
        minimum="zoals PBL het geeft, met de kosten van minstens twee strategieën; alleen per buurt",
        valkuil="Een klein verschil betekent dat de keuze op andere gronden kan vallen. De kosten zijn berekend, "
        "met prijzen die veranderen.",
        afwezig="ontbreekt het cijfer, dan heeft PBL deze buurt niet doorgerekend of is de buurt veranderd",
    ),
    Indicator(
        aandeel_woningen_bij_warmtenet,
        "Woningen bij een bestaand warmtenet",
        "Share of dwellings in or near an existing heat network",
        "%",
        "kans",
        vraag="Welk deel van de woningen ligt in of vlak bij een warmtenet dat er al is?",
        formule="woningen binnen 100 meter van een warmtenet in de WarmteAtlas, gedeeld door alle woningen",
        norm_tekst="geen norm bekend; 100 meter is een voorstel",
        minimum="20 woningen",
        valkuil="In of bij het gebied van een net is nog niet aangesloten, en een net heeft niet altijd plek voor "
        "meer woningen. In de WarmteAtlas staan niet alle kleine netten.",
        bovengrens=100.0,
        afwezig="ligt er geen net in de WarmteAtlas, dan is er geen cijfer: het kan er toch zijn",
    ),
)
