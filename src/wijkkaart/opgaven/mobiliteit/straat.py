"""What traffic asks of the street: safety, parking, charging, noise and air."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm
from wijkkaart.figures import Figures, from_sources, ratio, require
from wijkkaart.ingredients.around_homes import mean_at_homes, share_above
from wijkkaart.ingredients.bag import dwellings_per_gebied
from wijkkaart.ingredients.mobility import charge_points, crash_rate
from wijkkaart.ingredients.totals import area_under, first_filled

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster, StatTable

_MINIMUM_WONINGEN = 50
_MINIMUM_AUTOS = 100
_LOUD_DB = 53.0


def ongevallen_per_km_jaar(gebieden: gpd.GeoDataFrame, bron_ongevallen: Objects, nwb_wegvakken: Objects) -> Figures:
    """Return crashes with injury or death per km of municipal road a year, smoothed (empirical Bayes)."""
    return crash_rate(gebieden, bron_ongevallen, nwb_wegvakken)


def parkeervlak_per_woning_m2(
    gebieden: gpd.GeoDataFrame,
    bgt_wegdelen: Objects,
    cbs_kerncijfers: StatTable | None = None,
    bag_verblijfsobjecten: Objects | None = None,
) -> Figures:
    """Return the marked parking surface per dwelling (m2)."""
    kind = bgt_wegdelen.rows["functie"]
    drawn = area_under(gebieden, bgt_wegdelen, kind.eq("parkeervlak").astype(object).where(kind.notna()))
    parking = from_sources(drawn, "bgt_wegdelen")
    homes = dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(ratio(parking, homes), homes, _MINIMUM_WONINGEN)


def laadpunten_per_1000_autos(cbs_kerncijfers: StatTable, ndw_laadpunten: Objects | None = None) -> Figures:
    """Return public charge points per 1000 cars: those that CBS counts, where it has none those of NDW."""
    cars, points = (from_sources(cbs_kerncijfers[name], "cbs_kerncijfers") for name in ("a_pau", "a_lp_pub"))
    if ndw_laadpunten is not None:
        points = first_filled(cars.waarde.index, points, from_sources(charge_points(ndw_laadpunten), "ndw_laadpunten"))
    return require(ratio(points, cars, 1000.0), cars, _MINIMUM_AUTOS)


def geluid_aandeel_woningen_53(bag_verblijfsobjecten: Objects, rivm_geluid: Raster) -> Figures:
    """Return the percentage of dwellings with more than 53 dB (Lden) of road noise."""
    return share_above(bag_verblijfsobjecten, rivm_geluid, _LOUD_DB)


def no2_gem(bag_verblijfsobjecten: Objects, rivm_no2: Raster) -> Figures:
    """Return the mean over the dwellings of nitrogen dioxide in the air (µg/m³)."""
    return mean_at_homes(bag_verblijfsobjecten, rivm_no2)


def pm25_gem(bag_verblijfsobjecten: Objects, rivm_pm25: Raster) -> Figures:
    """Return the mean over the dwellings of fine particles in the air (µg/m³)."""
    return mean_at_homes(bag_verblijfsobjecten, rivm_pm25)


def _air(  # noqa: PLR0913, PLR0917 - what differs between two substances
    bereken: Callable[..., Figures], stof: str, formule: tuple[str, str], norm: Norm, ook: str, let_op: str
) -> Indicator:
    """Return the indicator of one substance; `formule` in Dutch and in English notation, `ook` its other norms."""
    return Indicator(
        bereken,
        f"{stof.capitalize()} in de lucht ({formule[0]})",
        f"Annual mean {formule[1]}",
        "µg/m³",
        "opgave",
        richting="hoog",
        vraag=f"Hoeveel {stof} zit er gemiddeld in de lucht bij de woningen?",
        goed_einde=f"Volgens een model zit er bij de woningen in {{gebied}} minder {stof} in de lucht dan in de "
        "meeste buurten hier: {waarde} µg/m³.",
        formule="gemiddelde over een jaar volgens de kaart van het RIVM, gemiddeld over de woningen",
        norm=norm,
        norm_tekst=f"{norm.waarde:g} µg/m³ (WHO 2021); {ook}",
        minimum="20 woningen, en de kaart heeft een waarde voor minstens 80% ervan",
        valkuil=f"Berekend, niet gemeten. {let_op} Binnen een kleine gemeente is er weinig verschil: kijk dan naar de "
        "norm en niet naar de volgorde.",
        decimalen=1,
        afwezig="buiten de kaart is er geen cijfer; het is geen 0",
    )


INDICATOREN = (
    Indicator(
        ongevallen_per_km_jaar,
        "Verkeersongevallen per km weg per jaar",
        "Registered crashes per km road per year",
        "per km per jaar",
        "opgave",
        richting="hoog",
        vraag="Hoeveel ongevallen met gewonden of doden zijn er per kilometer gemeentelijke weg?",
        goed_einde="Op de wegen in {gebied} zijn minder ongevallen met gewonden geregistreerd dan in de "
        "meeste buurten hier: {waarde} per km per jaar.",
        formule="ongevallen met letsel of dode in de laatste 5 jaar op gemeentelijke wegen, per km weg per jaar, bij "
        "weinig weg bijgetrokken naar het gemiddelde van de buurten",
        minimum="2 km gemeentelijke weg en 5 ongevallen",
        valkuil="De registratie is niet volledig: van de doden ontbreekt ongeveer een tiende, van lichtgewonden en "
        "fietsers zonder tegenpartij veel meer. Wegen van Rijk en provincie tellen niet mee. Ongevallen en wegen tot "
        "10 m over de grens tellen bij de gebieden aan beide kanten; die 10 m is een voorstel.",
        decimalen=2,
        afwezig="geen geregistreerd ongeval is geen bewijs dat er geen was: onder 5 ongevallen is er geen cijfer",
    ),
    Indicator(
        parkeervlak_per_woning_m2,
        "Parkeervlak per woning",
        "Parking surface per dwelling",
        "m²/woning",
        "kans",
        vraag="Hoeveel parkeervlak ligt er per woning?",
        formule="wegdelen van de BGT met functie parkeervlak, gedeeld door de woningen",
        minimum="50 woningen",
        valkuil="Alleen getekende vakken: parkeren op de rijbaan en in garages staat er niet in. Gemeenten "
        "tekenen deze vakken niet allemaal even goed: bekijk eerst of de kaart volledig is.",
        afwezig="zonder getekend vak is het 0; tekent de gemeente nergens vakken, dan is er geen cijfer",
    ),
    Indicator(
        laadpunten_per_1000_autos,
        "Publieke laadpunten per 1000 auto's",
        "Public charge points per 1000 cars",
        "per 1000 auto's",
        "context",
        richting="laag",
        vraag="Hoeveel openbare laadpunten zijn er voor de auto's hier?",
        formule="1000 maal publieke laadpalen volgens het CBS (vanaf 2024), gedeeld door personenauto's; heeft het "
        "CBS voor geen enkel gebied een cijfer, dan de laadpunten van NDW",
        minimum="100 auto's",
        valkuil="Laden thuis is niet zichtbaar, en auto's van de zaak staan bij het bedrijf geteld. NDW telt "
        "anders: een paal voor twee auto's telt dubbel, en laden bij een winkel telt mee.",
        decimalen=1,
        afwezig="ontbreekt het cijfer van het CBS, dan is het niet gepubliceerd en geen 0; op de kaart van NDW "
        "betekent geen laadpunt wel 0",
    ),
    Indicator(
        geluid_aandeel_woningen_53,
        "Woningen met veel geluid van de weg",
        "Share of dwellings > 53 dB Lden road traffic",
        "%",
        "opgave",
        richting="hoog",
        vraag="Bij welk deel van de woningen is er meer dan 53 dB geluid van wegverkeer?",
        goed_einde="Volgens een model is er in {gebied} bij minder woningen veel geluid van de weg dan in de meeste "
        "buurten hier: bij {waarde}%.",
        formule="woningen met meer dan 53 dB Lden wegverkeer volgens de kaart van het RIVM, gedeeld door alle "
        "woningen met een waarde",
        norm=Norm(0.0, 100.0, "WHO Europa 2018: hoogstens 53 dB Lden van wegverkeer", "M"),
        norm_tekst="53 dB Lden van wegverkeer (WHO Europa 2018, niet nagelezen)",
        minimum="20 woningen, en de kaart heeft een waarde voor minstens 80% ervan",
        valkuil="De kaart is een schatting uit verschillende jaren en niet bedoeld om aan de wet te toetsen. Alleen "
        "wegverkeer, geen trein of vliegtuig.",
        bovengrens=100.0,
        afwezig="buiten de kaart is er geen cijfer; 0 dB betekent geen weg in de buurt",
    ),
    _air(
        no2_gem,
        "stikstofdioxide",
        ("NO₂", "NO2"),
        Norm(10.0, 40.0, "WHO 2021: 10 µg/m³; de wettelijke grens is 40", "A"),
        "Europese norm 20 in 2030, wettelijke grens nu 40",
        "Drukke straten zijn op de kaart vlakker dan in het echt.",
    ),
    _air(
        pm25_gem,
        "fijnstof",
        ("PM2,5", "PM2.5"),
        Norm(5.0, 20.0, "WHO 2021: 5 µg/m³", "A"),
        "Europese norm 10 in 2030, Schone Lucht Akkoord 10",
        "Het meeste komt van buiten de gemeente: het hangt zwak samen met het verkeer hier.",
    ),
)
