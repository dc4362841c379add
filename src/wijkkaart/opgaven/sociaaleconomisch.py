"""Sociaaleconomisch: means of existence of the people who live here. For use inside the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Opgave
from wijkkaart.figures import Figures, derive, from_sources, ratio, require
from wijkkaart.ingredients.bag import dwellings_per_gebied
from wijkkaart.ingredients.crimes import crime_rate
from wijkkaart.ingredients.totals import at_most, first_filled

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, StatTable

_MINIMUM_15_64 = 100
_MINIMUM_INWONERS = 50
_MINIMUM_WONINGEN = 50


def ses_woa_score(cbs_ses_woa: StatTable) -> Figures:
    """Return the published SES-WOA score (Netherlands 2019 = 0)."""
    return cbs_ses_woa["ses_woa_score"]


def aandeel_hh_laag_inkomen(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of households in the national lowest 40 % of incomes as published."""
    return cbs_kerncijfers["p_hh_li"]


def bijstand_per_1000_15_64(cbs_kerncijfers: StatTable) -> Figures:
    """Return recipients of social assistance per 1000 inhabitants aged 15-64."""
    ages = [cbs_kerncijfers[name] for name in ("a_15_24", "a_25_44", "a_45_64")]
    people = derive(lambda young, middle, older: young + middle + older, *ages)
    return require(ratio(cbs_kerncijfers["a_soz_wb"], people, 1000.0), people, _MINIMUM_15_64)


def armoede_aandeel(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of persons in poverty as published (definition of 2024 and later)."""
    return cbs_kerncijfers["p_ink_ar"]


def nettoarbeidsparticipatie(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of people aged 15-75 with paid work as published."""
    return cbs_kerncijfers["p_arb_pp"]


def aandeel_65plus(cbs_kerncijfers: StatTable) -> Figures:
    """Return the percentage of inhabitants aged 65 or older."""
    people = cbs_kerncijfers["a_inw"]
    counted = ratio(cbs_kerncijfers["a_65_oo"], people, 100.0)
    share = first_filled(people.waarde.index, counted, cbs_kerncijfers["p_65_oo"])
    return require(at_most(share, 100.0), people, _MINIMUM_INWONERS)


def aandeel_corporatie(cbs_kerncijfers: StatTable, bag_verblijfsobjecten: Objects | None = None) -> Figures:
    """Return the percentage of dwellings owned by a corporatie as published."""
    share = from_sources(cbs_kerncijfers["p_wcorpw"], "cbs_kerncijfers")
    homes = dwellings_per_gebied(share.waarde.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(share, homes, _MINIMUM_WONINGEN)


def eenzaamheid_smap(rivm_gezondheid: StatTable) -> Figures:
    """Return the estimated percentage of adults who feel lonely, as published."""
    return rivm_gezondheid["p_eenzaam"]


def misdrijven_per_1000(
    gebieden: gpd.GeoDataFrame, politie_misdrijven: StatTable, cbs_kerncijfers: StatTable
) -> Figures:
    """Return registered crimes a year per 1000 inhabitants, mean of three years, smoothed (empirical Bayes)."""
    return crime_rate(gebieden, politie_misdrijven, cbs_kerncijfers["a_inw"])


def leefbaarometer_score(leefbaarometer: StatTable) -> Figures:
    """Return the published Leefbaarometer score, as deviation from the Netherlands."""
    return leefbaarometer["afw"]


OPGAVE = Opgave(
    id="sociaaleconomisch",
    label_nl="Sociaaleconomisch",
    label_en="Socio-economic",
    vraag="Waar kan steun of samenwerking voor bewoners het meeste betekenen?",
    volgorde=6,
    indicatoren=(
        Indicator(
            ses_woa_score,
            "SES-WOA-score",
            "CBS socio-economic status score",
            "score, Nederland 2019 = 0",
            "opgave",
            richting="laag",
            kern=True,
            openbaarheid="intern",
            vraag="Hoe staan huishoudens ervoor met geld, opleiding en werk?",
            goed_einde="Huishoudens in {gebied} hebben gemiddeld meer geld, opleiding en werk dan in de meeste "
            "buurten hier: score {waarde} (heel Nederland was 0 in 2019).",
            formule="gemiddelde score zoals het CBS die publiceert",
            norm_tekst="geen norm; Nederland was in 2019 gemiddeld 0",
            minimum="ongeveer 100 huishoudens (het CBS noemt geen grens; gezien in de tabel)",
            valkuil="Overlapt met inkomen, bijstand en betaald werk; daarom tellen inkomen en bijstand half mee. Van "
            "ongeveer 30% van de mensen is de opleiding geschat. Een gemiddelde zegt niets over de verschillen in "
            "een buurt.",
            ondergrens=-3.0,
            bovengrens=3.0,
            decimalen=2,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            aandeel_hh_laag_inkomen,
            "Huishoudens in de laagste 40% inkomens",
            "Households in the national lowest 40% incomes",
            "%",
            "opgave",
            richting="hoog",
            kern=True,
            gewicht=0.5,
            openbaarheid="intern",
            vraag="Welk deel van de huishoudens hoort bij de laagste 40% inkomens van Nederland?",
            goed_einde="In {gebied} horen minder huishoudens bij de laagste 40% inkomens van Nederland dan in de "
            "meeste buurten hier: {waarde}%.",
            formule="aandeel huishoudens met een laag inkomen volgens het CBS",
            norm_tekst="geen norm; heel Nederland is 40%",
            minimum="100 huishoudens (grens van het CBS)",
            valkuil="Een laag inkomen is geen armoede. Studenten maken het aandeel hoger.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            bijstand_per_1000_15_64,
            "Bijstand per 1000 inwoners van 15 tot 65 jaar",
            "Social-assistance recipients per 1000 aged 15-64",
            "per 1000",
            "opgave",
            richting="hoog",
            kern=True,
            gewicht=0.5,
            openbaarheid="intern",
            vraag="Hoeveel van de 1000 inwoners van 15 tot 65 jaar krijgen een bijstandsuitkering?",
            goed_einde="In {gebied} krijgen minder mensen een bijstandsuitkering dan in de meeste buurten hier: "
            "{waarde} op de 1000 inwoners van 15 tot 65 jaar.",
            formule="1000 maal het aantal uitkeringen, gedeeld door de inwoners van 15 tot 65 jaar",
            minimum="100 inwoners van 15 tot 65 jaar",
            valkuil="Aantallen zijn afgerond op vijf of tien: bij 10 uitkeringen kan het cijfer de helft hoger of "
            "lager zijn. Uitkeringen gaan door tot de AOW-leeftijd, inwoners tellen tot 65 jaar. Bewoners van "
            "instellingen en daklozen tellen niet mee. Uitkeringen zijn van eind december, inwoners van 1 januari.",
            bovengrens=1000.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            armoede_aandeel,
            "Mensen in armoede",
            "Persons in poverty",
            "%",
            "opgave",
            richting="hoog",
            openbaarheid="intern",
            vraag="Welk deel van de inwoners leeft onder de armoedegrens?",
            goed_einde="In {gebied} leven minder mensen onder de armoedegrens dan in de meeste buurten hier: "
            "{waarde}%.",
            formule="aandeel personen in armoede volgens het CBS, definitie vanaf 2024",
            norm_tekst="geen norm; heel Nederland 3,1%",
            minimum="grenzen van het CBS",
            valkuil="Nieuwe armoedegrens van CBS, Nibud en SCP vanaf 2024: met eerdere jaren niet te vergelijken.",
            bovengrens=100.0,
            decimalen=1,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            nettoarbeidsparticipatie,
            "Mensen met betaald werk",
            "Net labour participation",
            "%",
            "context",
            richting="laag",
            kern=True,
            openbaarheid="intern",
            vraag="Welk deel van de mensen van 15 tot 75 jaar heeft betaald werk?",
            formule="nettoarbeidsparticipatie volgens het CBS",
            minimum="150 inwoners (grens van het CBS)",
            valkuil="Waar veel ouderen wonen is het cijfer laag zonder dat er iets mis is: lees het samen met het "
            "aandeel 65+.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            aandeel_65plus,
            "Inwoners van 65 jaar of ouder",
            "Share aged 65+",
            "%",
            "context",
            kern=True,
            vraag="Welk deel van de inwoners is 65 jaar of ouder?",
            formule="inwoners van 65 jaar of ouder, gedeeld door alle inwoners; zonder dat aantal het aandeel dat het "
            "CBS geeft",
            minimum="50 inwoners, en niet meer dan 100% (door het afronden kan dat)",
            valkuil="Beide aantallen zijn door het CBS willekeurig afgerond op vijf.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            aandeel_corporatie,
            "Woningen van een corporatie",
            "Share owned by housing associations",
            "%",
            "context",
            kern=True,
            vraag="Welk deel van de woningen is van een woningcorporatie?",
            formule="aandeel woningen van een corporatie volgens het CBS",
            norm_tekst="zie tekort aan sociale huur",
            minimum="50 woningen, en van minstens de helft is de eigenaar bekend (grens van het CBS)",
            valkuil="Gaat over de eigenaar, niet over de huur. Met één eigenaar is overleg makkelijker; het zegt "
            "niets over hoe hard iets nodig is.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            eenzaamheid_smap,
            "Eenzaamheid (schatting)",
            "Loneliness, small-area estimate",
            "%",
            "context",
            richting="hoog",
            openbaarheid="intern",
            vraag="Welk deel van de volwassenen voelt zich naar schatting eenzaam?",
            formule="schatting van RIVM en GGD'en zoals gepubliceerd, inwoners van 18 jaar en ouder",
            minimum="zoals gepubliceerd",
            valkuil="Een rekenmodel schat dit uit onder meer leeftijd, inkomen en soort woning: het is geen telling. "
            "Leg het daarom niet naast die cijfers om een verband te zoeken.",
            bovengrens=100.0,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            misdrijven_per_1000,
            "Geregistreerde misdrijven per 1000 inwoners",
            "Registered crimes per 1000 inhabitants",
            "per 1000 per jaar",
            "context",
            richting="hoog",
            openbaarheid="intern",
            vraag="Hoeveel misdrijven registreert de politie hier voor elke 1000 inwoners?",
            formule="1000 maal de misdrijven per jaar, gemiddeld over de drie nieuwste jaren, gedeeld door de "
            "inwoners; bij weinig inwoners bijgetrokken naar het gemiddelde van de buurten",
            minimum="200 inwoners, en alle drie de jaren bekend",
            valkuil="Een misdrijf telt waar het gebeurt en zegt niets over wie er woont: bij winkels en stations is "
            "het cijfer hoog. Alleen om samen te bespreken.",
            afwezig="ontbreekt een van de jaren voor een gebied, dan is er geen cijfer; het is geen 0",
        ),
        Indicator(
            leefbaarometer_score,
            "Leefbaarometer",
            "Leefbaarometer 3.0",
            "afwijking van Nederland",
            "toets",
            richting="laag",
            openbaarheid="intern",
            vraag="Passen onze cijfers bij het beeld van de Leefbaarometer?",
            formule="score zoals gepubliceerd, als afwijking van het landelijk gemiddelde",
            minimum="zoals gepubliceerd",
            valkuil="Zelf een optelsom van wonen, omgeving, voorzieningen en overlast: alleen om te controleren, "
            "nooit in een score.",
            ondergrens=-5.0,
            bovengrens=5.0,
            decimalen=2,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
    ),
)
