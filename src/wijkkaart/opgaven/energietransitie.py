"""Energietransitie: how homes are heated now, and what could change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm, Opgave
from wijkkaart.figures import Figures, derive, ratio, require
from wijkkaart.ingredients.bag import dwellings_per_gebied, label_share, roof_area, share_built, total_living_area
from wijkkaart.ingredients.totals import first_filled, without

if TYPE_CHECKING:
    import pandas as pd

    from wijkkaart.layers import Objects, StatTable

#: Upper heating value of natural gas (GJ per m3).
_GJ_PER_M3 = 0.03517
#: From this share on, homes on district heating bend the mean gas use (percent, a proposal).
_MUCH_DISTRICT_HEAT = 5.0
_MINIMUM_WONINGEN = 20


def gasverbruik_gem(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects | None = None) -> Figures:
    """Return mean gas use per dwelling (m3 a year) as published."""
    gas = cbs_kerncijfers["g_gas"]
    homes = dwellings_per_gebied(gas.waarde.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(gas, homes, _MINIMUM_WONINGEN)


def gasverbruik_per_m2(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects) -> Figures:
    """Return mean gas use over mean floor area of a dwelling (m3 per m2 a year)."""
    total, known = total_living_area(bag_verblijfsobjecten)
    result = derive(lambda gas, area: gas / area.where(area > 0), cbs_kerncijfers["g_gas"], ratio(total, known))
    return without(require(result, known, _MINIMUM_WONINGEN), _much_district_heat(cbs_kerncijfers))


def aandeel_woningen_aardgas(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of dwellings with a gas connection; else 100 minus those without."""
    rest = derive(lambda share: 100.0 - share, cbs_kerncijfers["p_won_z"])
    return first_filled(rest.waarde.index, cbs_kerncijfers["p_won_m"], rest)


def aandeel_woningen_voor_1975(bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the percentage of dwellings built before 1975, among those with a known year."""
    return share_built(bag_verblijfsobjecten, bag_panden, (0, 1974))


def aandeel_woningen_zonnestroom(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of dwellings with solar panels as published."""
    return cbs_kerncijfers["p_won_zs"]


def aandeel_label_efg(bag_verblijfsobjecten: Objects, rvo_energielabels: Objects) -> Figures:
    """Return the percentage of labelled dwellings with label E, F or G; never carried to the others."""
    return label_share(bag_verblijfsobjecten, rvo_energielabels, frozenset("EFG"))


def energiearmoede(cbs_energiearmoede: StatTable) -> Figures:
    """Return the percentage of energy-poor households as published; never computed from means."""
    return cbs_energiearmoede["p_energiearm"]


def aandeel_stadsverwarming(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of dwellings on district heating; missing is not published, never 0."""
    return cbs_kerncijfers["p_stadsv"]


def warmtevraagdichtheid_gj_ha(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects | None = None) -> Figures:
    """Return the heat demand of dwellings per hectare of land (GJ a year)."""
    gas, land = cbs_kerncijfers["g_gas"], cbs_kerncijfers["a_lan_ha"]
    homes = dwellings_per_gebied(gas.waarde.index, cbs_kerncijfers, bag_verblijfsobjecten)
    result = ratio(derive(lambda use, number: use * number * _GJ_PER_M3, gas, homes), land)
    return without(require(result, homes, _MINIMUM_WONINGEN), _much_district_heat(cbs_kerncijfers))


def geschikt_dak_m2_woning(bag3d_daken: Objects, bag_panden: Objects, bag_verblijfsobjecten: Objects) -> Figures:
    """Return the flat and pitched roof of residential buildings per dwelling (m2)."""
    roofs = roof_area(bag_panden, bag3d_daken, "b3_opp_dak_plat", "b3_opp_dak_schuin")
    homes = dwellings_per_gebied(roofs.waarde.index, None, bag_verblijfsobjecten)
    return require(ratio(roofs, homes), homes, _MINIMUM_WONINGEN)


def aandeel_plat_dak(bag3d_daken: Objects, bag_panden: Objects) -> Figures:
    """Return which percentage of the roof of residential buildings is flat."""
    flat = roof_area(bag_panden, bag3d_daken, "b3_opp_dak_plat")
    return ratio(flat, roof_area(bag_panden, bag3d_daken, "b3_opp_dak_plat", "b3_opp_dak_schuin"), 100.0)


def _much_district_heat(cbs_kerncijfers: StatTable) -> pd.Series:
    return cbs_kerncijfers["p_stadsv"].waarde.ge(_MUCH_DISTRICT_HEAT)


OPGAVE = Opgave(
    id="energietransitie",
    label_nl="Energietransitie",
    label_en="Energy transition",
    vraag="Hoe worden de huizen hier warm, en wat is er nodig om van het aardgas af te gaan?",
    volgorde=1,
    indicatoren=(
        Indicator(
            gasverbruik_per_m2,
            "Aardgas per m² woonoppervlak",
            "Gas use per m2 floor area",
            "m³/m²/jaar",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Hoeveel aardgas is er nodig om een vierkante meter woning te verwarmen?",
            goed_einde="De woningen in {gebied} vragen minder aardgas per vierkante meter dan in de meeste "
            "buurten hier: {waarde} m³ per jaar.",
            formule="gemiddeld aardgasverbruik per woning, gedeeld door het gemiddelde oppervlak van een woning",
            minimum="20 woningen en minder dan 5% stadsverwarming",
            valkuil="Verhouding van twee gemiddelden. Woningen met stadsverwarming tellen bij het CBS mee met bijna "
            "geen gas; daarom geen cijfer vanaf 5% stadsverwarming.",
            bovengrens=200.0,
            decimalen=1,
            afwezig="geen cijfer van het CBS over aardgas is niet hetzelfde als geen aardgas",
        ),
        Indicator(
            aandeel_woningen_aardgas,
            "Woningen met aardgas",
            "Share of dwellings with gas connection",
            "%",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Welk deel van de woningen heeft nog een aansluiting op aardgas?",
            goed_einde="In {gebied} zijn meer woningen van het aardgas af dan in de meeste buurten hier; "
            "{waarde}% heeft nog gas.",
            formule="aandeel woningen met aardgas volgens het CBS; ontbreekt dat, dan 100 min het aandeel zonder "
            "aardgas",
            norm=Norm(0.0, 100.0, "Klimaatakkoord: in 2050 zijn alle 7 miljoen woningen van het aardgas af", "A"),
            norm_tekst="0% in 2050 (Klimaatakkoord)",
            minimum="grenzen van het CBS",
            valkuil="Het CBS geeft dit cijfer vanaf 2024. Met en zonder aardgas zijn samen niet altijd 100%, want van "
            "sommige woningen is het onbekend.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            aandeel_woningen_voor_1975,
            "Woningen van voor 1975",
            "Share of dwellings built before 1975",
            "%",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Welk deel van de woningen is gebouwd voordat isolatie gewoon werd?",
            goed_einde="In {gebied} staan meer jongere woningen dan in de meeste buurten hier; {waarde}% is van "
            "voor 1975.",
            formule="woningen in een pand met een bouwjaar voor 1975, gedeeld door alle woningen met een bekend "
            "bouwjaar",
            norm_tekst="geen norm bekend; 1975 is een grens uit de voorbeeldwoningen van RVO (niet nagelezen)",
            minimum="20 woningen, en van minstens 90% is het bouwjaar bekend",
            valkuil="Een bouwjaar zegt niet of een woning later is geïsoleerd. Onbekende jaren (9999, 1005) tellen "
            "niet mee.",
            bovengrens=100.0,
            afwezig="een gebied zonder woningen heeft geen cijfer",
        ),
        Indicator(
            aandeel_woningen_zonnestroom,
            "Woningen met zonnestroom",
            "Share of dwellings with solar PV",
            "%",
            "opgave",
            richting="laag",
            kern=True,
            vraag="Welk deel van de woningen wekt zelf stroom op met zonnepanelen?",
            goed_einde="In {gebied} wekt {waarde}% van de woningen zelf zonnestroom op, meer dan in de meeste "
            "buurten hier.",
            formule="aandeel woningen met zonnestroom volgens het CBS",
            minimum="grenzen van het CBS",
            valkuil="Bij flats is er weinig dak per woning: een laag aandeel is dan geen achterstand. Waar het "
            "stroomnet vol is, zijn meer panelen niet altijd de oplossing.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            aandeel_label_efg,
            "Woningen met label E, F of G",
            "Share of labelled dwellings rated E-G",
            "% van de woningen met een label",
            "opgave",
            richting="hoog",
            vraag="Welk deel van de woningen met een energielabel heeft een slecht label?",
            goed_einde="Van de woningen met een label in {gebied} heeft {waarde}% een E, F of G, minder dan in "
            "de meeste buurten hier.",
            formule="woningen met label E, F of G, gedeeld door alle woningen met een geldig label",
            norm_tekst="geen norm bekend; grenzen van de klassen E 335, F 380 en G boven 380 kWh/m²/jaar",
            minimum="20 labels, en minstens 40% van de woningen heeft een label",
            valkuil="Woningen met een label zijn geen doorsnede: flats en huizen van corporaties hebben er vaker een. "
            "Labels van voor 2021 zijn anders gemeten. Niet doortrekken naar woningen zonder label.",
            bovengrens=100.0,
            afwezig="een woning zonder label telt niet mee; zij is niet goed en niet slecht",
        ),
        Indicator(
            energiearmoede,
            "Huishoudens met energiearmoede",
            "Share of energy-poor households (LIHE and/or LILEK)",
            "% van de huishoudens",
            "opgave",
            richting="hoog",
            openbaarheid="intern",
            vraag="Welk deel van de huishoudens heeft een laag inkomen en een hoge rekening of een slecht huis?",
            goed_einde="In {gebied} hebben minder huishoudens moeite met de energierekening dan in de meeste "
            "buurten hier: {waarde}%.",
            formule="aandeel zoals het CBS het publiceert; nooit zelf berekend uit gemiddelden van een buurt",
            norm_tekst="geen norm; heel Nederland 6,4% in 2020",
            minimum="grenzen van het CBS",
            valkuil="De methode is in de uitgave van 2024 vernieuwd: jaren zijn niet te vergelijken. Studenten, "
            "gedeelde adressen en onbekende inkomens tellen niet mee.",
            bovengrens=100.0,
            decimalen=1,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            gasverbruik_gem,
            "Gemiddeld aardgasverbruik per woning",
            "Mean natural-gas use per dwelling",
            "m³/woning/jaar",
            "context",
            richting="hoog",
            kern=True,
            vraag="Hoeveel aardgas gebruikt een woning hier gemiddeld in een jaar?",
            formule="gemiddeld aardgasverbruik zoals het CBS het publiceert",
            minimum="20 woningen",
            valkuil="Woningen met stadsverwarming tellen mee met bijna geen gas. Grote huizen gebruiken meer; daarom "
            "telt aardgas per m² mee in de score en dit cijfer niet. Afgerond op tientallen.",
            bovengrens=20_000.0,
            afwezig="geen cijfer van het CBS over aardgas is niet hetzelfde als geen aardgas",
        ),
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
            "warmtenet is.",
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
            norm_tekst="geen landelijke grens bekend",
            minimum="20 woningen en minder dan 5% stadsverwarming",
            valkuil="Alleen woningen, met koken en warm water erbij. Parken en oevers tellen mee als land. Waar al "
            "een warmtenet ligt, is het cijfer te laag; daarom geen cijfer vanaf 5% stadsverwarming.",
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
            valkuil="Het hele dak: richting, schaduw, monumenten en draagkracht zijn niet getoetst. Bijgebouwen en "
            "andere gebouwen dan woongebouwen tellen niet mee.",
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
            valkuil="Het hele dak: schaduw, monumenten en draagkracht zijn niet getoetst.",
            bovengrens=100.0,
            afwezig="een pand zonder dak in 3D BAG telt niet mee; het dak is dan onbekend",
        ),
    ),
)
