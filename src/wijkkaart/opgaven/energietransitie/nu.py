"""What homes use now: gas, labels, solar power, and what that means for a household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm
from wijkkaart.figures import Figures, derive, from_sources, ratio, require
from wijkkaart.ingredients.bag import dwellings_per_gebied, label_share, share_built, total_living_area
from wijkkaart.ingredients.energy import (
    gas_per_connection,
    installations_share,
    much_district_heat,
    published_label_share,
)
from wijkkaart.ingredients.totals import first_filled, without

if TYPE_CHECKING:
    from wijkkaart.layers import Objects, StatTable

_MINIMUM_WONINGEN = 20


def gasverbruik_gem(
    cbs_kerncijfers: StatTable,
    bag_verblijfsobjecten: Objects | None = None,
    netbeheer_kleinverbruik: Objects | None = None,
) -> Figures:
    """Return mean gas use per dwelling (m3 a year) as published; per connection where the edition has none."""
    if "g_gas" not in cbs_kerncijfers.waarden and netbeheer_kleinverbruik and bag_verblijfsobjecten:
        return gas_per_connection(bag_verblijfsobjecten, netbeheer_kleinverbruik)
    gas = from_sources(cbs_kerncijfers["g_gas"], "cbs_kerncijfers")
    homes = dwellings_per_gebied(gas.waarde.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(gas, homes, _MINIMUM_WONINGEN)


def gasverbruik_per_m2(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects) -> Figures:
    """Return mean gas use over mean floor area of a dwelling (m3 per m2 a year)."""
    total, known = total_living_area(bag_verblijfsobjecten)
    result = derive(lambda gas, area: gas / area.where(area > 0), cbs_kerncijfers["g_gas"], ratio(total, known))
    return without(require(result, known, _MINIMUM_WONINGEN), much_district_heat(cbs_kerncijfers))


def aandeel_woningen_aardgas(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of dwellings with a gas connection; else 100 minus those without."""
    rest = derive(lambda share: 100.0 - share, cbs_kerncijfers["p_won_z"])
    return first_filled(rest.waarde.index, cbs_kerncijfers["p_won_m"], rest)


def aandeel_woningen_voor_1975(bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the percentage of dwellings built before 1975, among those with a known year."""
    return share_built(bag_verblijfsobjecten, bag_panden, (0, 1974))


def aandeel_woningen_zonnestroom(cbs_kerncijfers: StatTable, cbs_zonnestroom: StatTable | None = None) -> Figures:
    """Return the percentage of dwellings with solar panels; from installations where the edition has no such figure."""
    if "p_won_zs" not in cbs_kerncijfers.waarden and cbs_zonnestroom is not None:
        return installations_share(cbs_zonnestroom["a_zon_woning"], cbs_kerncijfers["a_woning"])
    return from_sources(cbs_kerncijfers["p_won_zs"], "cbs_kerncijfers")


def aandeel_label_efg(
    bag_verblijfsobjecten: Objects,
    rvo_energielabels: Objects | None = None,
    pbl_startanalyse: StatTable | None = None,
) -> Figures:
    """Return the percentage of labelled dwellings with label E, F or G; never carried to the others."""
    labels, counts, bad = rvo_energielabels, pbl_startanalyse, frozenset("EFG")
    return first_filled(
        bag_verblijfsobjecten.dekking.index,
        None if labels is None else label_share(bag_verblijfsobjecten, labels, bad),
        None if counts is None else published_label_share(counts, bad),
    )


def energiearmoede(cbs_energiearmoede: StatTable) -> Figures:
    """Return the percentage of energy-poor households as published; never computed from means."""
    return cbs_energiearmoede["p_energiearm"]


INDICATOREN = (
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
        minimum="20 woningen met een bekend oppervlak, bij minstens 80% bekend, en minder dan 5% stadsverwarming",
        valkuil="Verhouding van twee gemiddelden. Woningen met stadsverwarming tellen bij het CBS mee met bijna "
        "geen gas; daarom geen cijfer vanaf 5%. Publiceert het CBS geen stadsverwarming, dan rekenen we alsof er "
        "weinig is. Woningen van 2 tot en met 500 m² tellen mee (het CBS neemt 15 tot 500 m²).",
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
        formule="aandeel woningen met aardgas volgens het CBS; heeft het CBS dat voor geen enkel gebied, dan 100 min "
        "het aandeel zonder aardgas",
        norm=Norm(0.0, 100.0, "Klimaatakkoord: in 2050 zijn alle 7 miljoen woningen van het aardgas af", "A"),
        norm_tekst="0% in 2050 (Klimaatakkoord)",
        minimum="grenzen van het CBS",
        valkuil="Het CBS geeft dit cijfer vanaf 2024. Met en zonder aardgas zijn samen niet altijd 100%, want van "
        "sommige woningen is het onbekend; in 100 min het aandeel zonder aardgas tellen die mee als met aardgas.",
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
        goed_einde="In {gebied} staan meer jongere woningen dan in de meeste buurten hier; {waarde}% is van voor 1975.",
        formule="woningen in een pand met een bouwjaar voor 1975, gedeeld door alle woningen met een bekend bouwjaar",
        norm_tekst="geen norm bekend; de Standaard voor woningisolatie splitst bij 1945, en 1975 is een grens uit de "
        "voorbeeldwoningen van RVO (niet nagelezen)",
        minimum="20 woningen met een bekend bouwjaar, en van minstens 90% van de woningen is het bekend",
        valkuil="Een bouwjaar zegt niet of een woning later is geïsoleerd. Onbekende jaren (9999, 1005) tellen "
        "niet mee. Woningen in gebruik zijn geteld, geen panden; een woning in meer panden heeft het oudste jaar.",
        bovengrens=100.0,
        afwezig="woningen zonder bekend bouwjaar tellen niet mee; een gebied zonder woningen heeft geen cijfer",
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
        formule="aandeel woningen met zonnestroom volgens de Kerncijfers van het CBS; kennen die het niet (voor "
        "2024), dan installaties bij woningen (CBS Zonnestroom) gedeeld door alle woningen",
        minimum="grenzen van het CBS; met CBS Zonnestroom ook 20 woningen",
        valkuil="Bij flats is er weinig dak per woning: een laag aandeel is dan geen achterstand, dus vergelijk met "
        "eenzelfde wijktype. Waar het stroomnet vol is, zijn meer panelen niet altijd de oplossing. Eén run gebruikt "
        "één van beide bronnen; bij installaties per woning is 100 het hoogste.",
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
        vraag="Welk deel van de woningen met een energielabel heeft een E, F of G?",
        goed_einde="Van de woningen met een label in {gebied} heeft {waarde}% een E, F of G, minder dan in "
        "de meeste buurten hier.",
        formule="woningen met label E, F of G, gedeeld door alle woningen met een geldig label; uit EP-Online, en "
        "is dat er niet, uit de tellingen per buurt in de Startanalyse van PBL",
        norm_tekst="geen norm; klasse E begint boven 290 kWh/m²/jaar, F boven 335 en G boven 380. Dat E, F en G bij "
        "huur verdwijnen in 2028 of 2029 is niet nagelezen",
        minimum="20 labels, en minstens 40% van de woningen heeft een label",
        valkuil="Woningen met een label zijn geen doorsnede: flats en huizen van corporaties hebben er vaker een. "
        "Labels van voor 2021 zijn anders gemeten. Niet doortrekken naar woningen zonder label. Eén run gebruikt "
        "één van beide bronnen; de Startanalyse telt de labels van een paar jaar terug.",
        bovengrens=100.0,
        afwezig="een woning zonder label telt niet mee: zij is niet goed en niet slecht",
    ),
    Indicator(
        energiearmoede,
        "Huishoudens met energiearmoede",
        "Share of energy-poor households (LIHE and/or LILEK)",
        "% van de huishoudens",
        "opgave",
        richting="hoog",
        openbaarheid="intern",
        vraag="Welk deel van de huishoudens heeft weinig inkomen en een hoge rekening of een huis dat warmte verliest?",
        goed_einde="Energiearmoede komt in {gebied} minder voor dan in de meeste buurten hier: naar schatting bij "
        "{waarde}% van de huishoudens.",
        formule="aandeel zoals het CBS het publiceert; nooit zelf berekend uit gemiddelden van een buurt",
        norm_tekst="geen norm; heel Nederland 6,4% in 2020 (TNO)",
        minimum="grenzen van het CBS; voor een eigen gebied is er geen cijfer",
        valkuil="De methode is in de uitgave van 2024 vernieuwd: jaren zijn niet te vergelijken, en TNO rekent anders "
        "dan het CBS. Studenten, gedeelde adressen en onbekende inkomens tellen niet mee. Laag inkomen en slecht huis "
        "zijn hier per huishouden bekeken: twee gemiddelden van een buurt zeggen dat niet.",
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
        formule="gemiddeld aardgasverbruik per woning zoals het CBS het publiceert; geeft het CBS dat niet, dan het "
        "gemiddelde per kleine aansluiting uit de bestanden van de netbeheerders",
        minimum="20 woningen; bij de netbeheerders ook van minstens 80% van de woningen de postcode in hun bestand",
        valkuil="Woningen met stadsverwarming tellen mee met bijna geen gas: vanaf 5% stadsverwarming (staat apart) is "
        "dit cijfer te laag. Grote huizen gebruiken meer; daarom telt aardgas per m² mee in de score en dit cijfer "
        "niet. Afgerond op tientallen. Per aansluiting is iets anders dan per woning: winkels tellen mee, woningen "
        "zonder gas niet. Eén run gebruikt één van beide.",
        bovengrens=20_000.0,
        afwezig="geen cijfer van het CBS over aardgas is niet hetzelfde als geen aardgas",
    ),
)
