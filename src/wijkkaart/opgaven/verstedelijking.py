"""Verstedelijking: the homes there are, how full they are and what stands beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Opgave
from wijkkaart.figures import Figures, absent, derive, from_sources, ratio, require
from wijkkaart.ingredients.bag import (
    dwellings,
    dwellings_per_gebied,
    share_of_dwellings,
    total_living_area,
    use_mix,
)
from wijkkaart.ingredients.mobility import near_rapid_transit
from wijkkaart.status import Status

if TYPE_CHECKING:
    from wijkkaart.layers import Objects, StatTable

#: Share of homes whose owner must be known (percent).
_TENURE_KNOWN = 90.0
#: Share of corporatie homes that Zuid-Holland asks of a gemeente (percent).
_SOCIAL_PERCENT = 30.0
_MINIMUM_INWONERS = 50
_MINIMUM_OBJECTEN = 20


def eenzijdigheid_woningvoorraad(cbs_kerncijfers: StatTable) -> Figures:
    """Return how far one kind of owner prevails: 0 = three equal parts, 100 = one kind only."""
    owners = [cbs_kerncijfers[name] for name in ("p_koopw", "p_wcorpw", "p_ov_hw")]
    known = derive(lambda *parts: sum(parts[1:], parts[0]), *owners)
    squares = derive(lambda total, *parts: sum((part / total) ** 2 for part in parts), known, *owners)
    index = derive(lambda summed: (100.0 * (summed - 1 / 3) / (2 / 3)).clip(0.0, 100.0), squares)
    result = require(index, known, _TENURE_KNOWN)
    return replace(result, dekking=(known.waarde / 100.0).clip(upper=1.0).where(result.ok, 0.0))


def woonoppervlak_per_inwoner(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects) -> Figures:
    """Return the floor area of all dwellings per inhabitant (m2)."""
    people = cbs_kerncijfers["a_inw"]
    area, _ = total_living_area(bag_verblijfsobjecten)
    return require(ratio(area, people), people, _MINIMUM_INWONERS)


def functiemenging(bag_verblijfsobjecten: Objects) -> Figures:
    """Return how evenly floor area is shared by homes and the rest: 100 = half and half, 0 = one only."""
    mix = use_mix(bag_verblijfsobjecten, _MINIMUM_OBJECTEN)
    return derive(lambda mxi: 100.0 * (1.0 - (mxi - 50.0).abs().clip(upper=50.0) / 50.0), mix)


def leegstand(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of unoccupied dwellings as published."""
    return cbs_kerncijfers["p_leegsw"]


def tekort_sociale_huur_30(cbs_kerncijfers: StatTable) -> Figures:
    """Return how many percentage points of corporatie homes are short of 30; 0 at 30 or more."""
    return derive(lambda share: (_SOCIAL_PERCENT - share).clip(lower=0.0), cbs_kerncijfers["p_wcorpw"])


def woningdichtheid_ha(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects | None = None) -> Figures:
    """Return dwellings per hectare of land."""
    land = from_sources(cbs_kerncijfers["a_lan_ha"], "cbs_kerncijfers")
    homes = dwellings_per_gebied(land.waarde.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return ratio(homes, land)


def aandeel_woningen_hov(
    bag_verblijfsobjecten: Objects,
    gtfs_haltes: Objects | None = None,
    hov_haltes: Objects | None = None,
) -> Figures:
    """Return the percentage of dwellings within reach of a railway or metro station, or of a stop that is listed."""
    if gtfs_haltes is None and hov_haltes is None:
        return absent(bag_verblijfsobjecten.dekking.index, Status.BRON_ONTBREEKT)
    near = near_rapid_transit(dwellings(bag_verblijfsobjecten), gtfs_haltes, hov_haltes)
    return share_of_dwellings(bag_verblijfsobjecten, near)


OPGAVE = Opgave(
    id="verstedelijking",
    label_nl="Verstedelijking",
    label_en="Urbanisation",
    vraag="Past het wonen hier bij wie er woont en wil wonen, en wat is er naast wonen?",
    volgorde=5,
    indicatoren=(
        Indicator(
            eenzijdigheid_woningvoorraad,
            "Eenzijdigheid van de woningen",
            "Tenure concentration of housing stock",
            "index 0-100",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Hoe sterk overheerst één soort eigenaar van de woningen?",
            goed_einde="In {gebied} staan koop, corporatie en andere huur meer door elkaar dan in de meeste buurten "
            "hier: {waarde} op een schaal van 0 (gemengd) tot 100 (één soort).",
            formule="100 maal (de som van de kwadraten van de delen koop, corporatie en overige huur min 1/3), "
            "gedeeld door 2/3; de delen zijn eerst samen 1 gemaakt",
            minimum="20 woningen (grens van het CBS), en van minstens 90% is de eigenaar bekend",
            valkuil="Alleen koop en alleen corporatie geven hetzelfde getal: kijk ook welke soort overheerst (koop, "
            "corporatie of andere huur). Een corporatie is hier de eigenaar; dat zegt niet hoe hoog de huur is.",
            bovengrens=100.0,
            afwezig="woningen waarvan de eigenaar onbekend is, tellen niet mee",
        ),
        Indicator(
            woonoppervlak_per_inwoner,
            "Woonoppervlak per inwoner",
            "Living space per inhabitant",
            "m²/inwoner",
            "opgave",
            richting="laag",
            kern=True,
            vraag="Hoeveel woonruimte heeft een inwoner hier gemiddeld?",
            goed_einde="Inwoners van {gebied} hebben meer woonruimte dan in de meeste buurten hier: {waarde} m² "
            "per persoon.",
            formule="oppervlak van alle woningen tot en met 500 m², gedeeld door het aantal inwoners",
            minimum="50 inwoners en een woning, en van minstens 80% van de woningen is het oppervlak bekend",
            valkuil="Bewoners van instellingen en studentenkamers hebben vaak geen eigen woning in de BAG: dan lijkt "
            "er minder ruimte. De BAG is van een andere dag dan het aantal inwoners.",
            decimalen=0,
            afwezig="woningen met een onbekend oppervlak (1 of 9999 m²) of meer dan 500 m² tellen niet mee: het cijfer "
            "is dan iets te laag; een gebied zonder woningen heeft geen cijfer",
        ),
        Indicator(
            functiemenging,
            "Menging van wonen en andere functies",
            "Mixed use (from MXI)",
            "0-100",
            "opgave",
            richting="laag",
            kern=True,
            vraag="Zijn hier ook winkels, werk en andere functies naast wonen?",
            goed_einde="In {gebied} liggen wonen en andere functies, zoals winkels en werk, meer door elkaar dan in "
            "de meeste buurten hier: {waarde} op een schaal van 0 tot 100.",
            formule="100 maal (1 min het verschil tussen 50 en het aandeel wonen in het vloeroppervlak, gedeeld door "
            "50); een object met meer functies is gelijk verdeeld",
            minimum="20 verblijfsobjecten, en van minstens 80% is het oppervlak bekend",
            valkuil="Een rustige woonbuurt is niet vanzelf een probleem: bespreek hoe zwaar het telt. Ook een gebied "
            "met bijna alleen werk krijgt een laag cijfer. Een object met meer functies is gelijk over die verdeeld.",
            bovengrens=100.0,
            afwezig="objecten met een onbekend oppervlak tellen niet mee; een gebied zonder objecten heeft geen cijfer",
        ),
        Indicator(
            leegstand,
            "Onbewoonde woningen",
            "Share of unoccupied dwellings",
            "%",
            "opgave",
            richting="hoog",
            vraag="Welk deel van de woningen is volgens de registratie niet bewoond?",
            goed_einde="In {gebied} zijn meer woningen bewoond dan in de meeste buurten hier: bij {waarde}% staat "
            "niemand ingeschreven.",
            formule="aandeel onbewoonde woningen volgens het CBS",
            minimum="20 woningen (grens van het CBS)",
            valkuil="Onbewoond is hier: niemand staat er ingeschreven. Tweede huizen, nieuwbouw en studenten die niet "
            "zijn ingeschreven tellen mee.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            tekort_sociale_huur_30,
            "Tekort aan sociale huur ten opzichte van 30%",
            "Shortfall of corporatie housing to 30%",
            "procentpunt",
            "context",
            richting="hoog",
            kern=True,
            vraag="Hoeveel procentpunt woningen van corporaties is er minder dan 30%?",
            formule="30 min het aandeel woningen van corporaties; 0 als dat 30% of meer is",
            norm_tekst="30% van alle woningen per gemeente (provincie Zuid-Holland); niet bedoeld voor een buurt",
            minimum="20 woningen, en van minstens de helft is de eigenaar bekend (grenzen van het CBS)",
            valkuil="De 30% geldt voor de hele gemeente, en alleen in Zuid-Holland: over een buurt zegt het alleen "
            "iets over de verdeling. Van een corporatie zijn zegt niet hoe hoog de huur is.",
            bovengrens=30.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            woningdichtheid_ha,
            "Woningdichtheid",
            "Dwelling density",
            "woningen/ha land",
            "context",
            kern=True,
            vraag="Hoe dicht staan de woningen hier op elkaar?",
            formule="aantal woningen volgens het CBS (geeft het CBS dat niet, dan geteld in de BAG), gedeeld door de "
            "hectaren land",
            minimum="geen",
            valkuil="Parken en bedrijventerreinen tellen mee als land. Het CBS rondt de hectaren af.",
            afwezig="een gebied zonder land heeft geen cijfer",
        ),
        Indicator(
            aandeel_woningen_hov,
            "Woningen dicht bij snel openbaar vervoer",
            "Share of dwellings in high-quality PT catchment",
            "%",
            "kans",
            vraag="Welk deel van de woningen ligt dicht bij een station of een halte van snel openbaar vervoer?",
            formule="woningen binnen 1200 m (rechte lijn) van een station van trein of metro, of binnen 800 m (of de "
            "afstand die de lijst noemt) van een halte op de lijst van de gemeente, gedeeld door alle woningen",
            norm_tekst="geen norm; 1200 en 800 m komen van de provincie Zuid-Holland",
            minimum="20 woningen",
            valkuil="Welke bus of tram snel genoeg is, staat niet in de dienstregeling: zonder een lijst van de "
            "gemeente tellen alleen trein en metro.",
            bovengrens=100.0,
            afwezig="ligt er in de wijde omtrek geen station of halte, dan telt een woning niet mee als dichtbij",
        ),
    ),
)
