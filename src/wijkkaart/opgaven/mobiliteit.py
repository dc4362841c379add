"""Mobiliteit: cars, distances, stops and safety on the street."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm, Opgave
from wijkkaart.figures import Figures, derive, ratio, require
from wijkkaart.ingredients.around_homes import mean_at_homes, share_above
from wijkkaart.ingredients.bag import dwellings, dwellings_per_gebied, share_of_dwellings
from wijkkaart.ingredients.mobility import charge_points, crash_rate, departures_nearby
from wijkkaart.ingredients.totals import area_under, first_filled
from wijkkaart.spatial.proximity import nearest_distance

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster, StatTable

#: A stop counts from this many departures an hour on a weekday between 7 and 19 h.
_SERVED = 2.0
_STOP_M = 500.0
_MINIMUM_WONINGEN = 50
_MINIMUM_AUTOS = 100
_LOUD_DB = 53.0


def autos_per_huishouden(cbs_kerncijfers: StatTable) -> Figures:
    """Return cars per household as published."""
    return cbs_kerncijfers["g_pau_hh"]


def autodichtheid_km2(cbs_kerncijfers: StatTable) -> Figures:
    """Return cars per km2 of land as published."""
    return cbs_kerncijfers["g_pau_km"]


def afstand_dagelijkse_voorzieningen(
    gebieden: gpd.GeoDataFrame,
    cbs_kerncijfers: StatTable | None = None,
    cbs_nabijheid: StatTable | None = None,
) -> Figures:
    """Return the mean distance by road to GP, supermarket and primary school (km); all three needed."""
    tables = [table for table in (cbs_kerncijfers, cbs_nabijheid) if table is not None]
    parts = [[table[name] for name in ("g_afs_hp", "g_afs_gs", "g_afs_sc")] for table in tables]
    means = [derive(lambda gp, shop, school: (gp + shop + school) / 3.0, *part) for part in parts]
    return first_filled(gebieden.index, *means)


def afstand_treinstation_km(cbs_nabijheid: StatTable) -> Figures:
    """Return the mean distance by road to a railway station (km) as published."""
    return cbs_nabijheid["g_afs_trein"]


def aandeel_woningen_halte_verder_500m(bag_verblijfsobjecten: Objects, gtfs_haltes: Objects) -> Figures:
    """Return the percentage of dwellings more than 500 m from a stop with two departures an hour."""
    served = gtfs_haltes.rows[gtfs_haltes.rows["vertrekken_per_uur"] >= _SERVED]
    far = nearest_distance(dwellings(bag_verblijfsobjecten).geometry, served.geometry) > _STOP_M
    return share_of_dwellings(bag_verblijfsobjecten, far)


def ov_vertrekken_per_uur(bag_verblijfsobjecten: Objects, gtfs_haltes: Objects) -> Figures:
    """Return the departures an hour within 500 m of a dwelling, each line and direction once (mean)."""
    return departures_nearby(bag_verblijfsobjecten, gtfs_haltes, _STOP_M)


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
    parking = area_under(gebieden, bgt_wegdelen, bgt_wegdelen.rows["functie"] == "parkeervlak")
    homes = dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(ratio(parking, homes), homes, _MINIMUM_WONINGEN)


def laadpunten_per_1000_autos(cbs_kerncijfers: StatTable, ndw_laadpunten: Objects | None = None) -> Figures:
    """Return public charge points per 1000 cars: those that CBS counts, where it has none those of NDW."""
    cars = cbs_kerncijfers["a_pau"]
    listed = None if ndw_laadpunten is None else charge_points(ndw_laadpunten)
    points = first_filled(cars.waarde.index, cbs_kerncijfers["a_lp_pub"], listed)
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


def _air(bereken: Callable[..., Figures], stof: str, formule: tuple[str, str], norm: Norm, let_op: str) -> Indicator:
    """Return the indicator of one substance; `formule` in Dutch and in English notation."""
    return Indicator(
        bereken,
        f"{stof.capitalize()} in de lucht ({formule[0]})",
        f"Annual mean {formule[1]}",
        "µg/m³",
        "opgave",
        richting="hoog",
        vraag=f"Hoeveel {stof} zit er gemiddeld in de lucht bij de woningen?",
        goed_einde=f"Bij de woningen in {{gebied}} zit er minder {stof} in de lucht dan in de meeste buurten "
        "hier: {waarde} µg/m³.",
        formule="gemiddelde over een jaar volgens de kaart van het RIVM, gemiddeld over de woningen",
        norm=norm,
        norm_tekst=f"{norm.waarde:g} µg/m³ (WHO 2021)",
        minimum="20 woningen, en de kaart heeft een waarde voor minstens 80% ervan",
        valkuil=f"Berekend, niet gemeten. {let_op} Binnen een kleine gemeente is er weinig verschil.",
        decimalen=1,
        afwezig="buiten de kaart is er geen cijfer; het is geen 0",
    )


OPGAVE = Opgave(
    id="mobiliteit",
    label_nl="Mobiliteit",
    label_en="Mobility",
    vraag="Hoe komen mensen hier waar ze moeten zijn, en wat vraagt dat van de straat?",
    volgorde=4,
    indicatoren=(
        Indicator(
            autos_per_huishouden,
            "Auto's per huishouden",
            "Cars per household",
            "auto/huishouden",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Hoeveel auto's heeft een huishouden hier gemiddeld?",
            goed_einde="In {gebied} zijn er minder auto's per huishouden dan in de meeste buurten hier: {waarde}.",
            formule="personenauto's per huishouden volgens het CBS",
            minimum="50 huishoudens (grens van het CBS)",
            valkuil="Auto's van de zaak staan bij het bedrijf geteld. Veel auto's kan ook betekenen dat er geen "
            "andere manier is: lees dit cijfer samen met de afstanden.",
            bovengrens=5.0,
            decimalen=1,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            autodichtheid_km2,
            "Auto's per vierkante kilometer",
            "Cars per km2 of land",
            "auto/km²",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Hoeveel auto's moeten hier een plek vinden op een vierkante kilometer land?",
            goed_einde="In {gebied} zijn er minder auto's per vierkante kilometer dan in de meeste buurten hier: "
            "{waarde}.",
            formule="personenauto's per km² land volgens het CBS",
            minimum="50 huishoudens (grens van het CBS)",
            valkuil="Auto's van de zaak staan bij het bedrijf geteld. In een dichte buurt is het cijfer altijd hoger: "
            "het zegt vooral hoeveel ruimte auto's vragen.",
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            afstand_dagelijkse_voorzieningen,
            "Afstand tot dagelijkse voorzieningen",
            "Mean distance to GP, supermarket, primary school",
            "km",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Hoe ver is het gemiddeld naar huisarts, supermarkt en basisschool?",
            goed_einde="Huisarts, supermarkt en basisschool zijn voor {gebied} dichterbij dan voor de meeste "
            "buurten hier: gemiddeld {waarde} km.",
            formule="gemiddelde van de afstanden tot huisarts, grote supermarkt en basisschool; alle drie zijn nodig",
            norm_tekst="geen norm bekend; in de praktijk 100 tot 1000 m",
            minimum="10 inwoners, en van 90% is het adres bekend (grens van het CBS)",
            valkuil="Over de weg gemeten en gemiddeld over bewoners; oudere uitgaven volgen de autoweg en niet het "
            "voetpad.",
            bovengrens=50.0,
            decimalen=1,
            afwezig="ontbreekt een van de drie afstanden, dan is er geen cijfer",
        ),
        Indicator(
            aandeel_woningen_halte_verder_500m,
            "Woningen verder dan 500 m van een halte",
            "Share of dwellings > 500 m from a served stop",
            "%",
            "opgave",
            richting="hoog",
            vraag="Welk deel van de woningen heeft geen goede halte in de buurt?",
            goed_einde="Een halte is in {gebied} vaker dichtbij dan in de meeste buurten hier; voor {waarde}% "
            "van de woningen is het verder dan 500 m.",
            formule="woningen op meer dan 500 m (rechte lijn) van een halte met minstens 2 vertrekken per uur op een "
            "werkdag van 7 tot 19 uur, gedeeld door alle woningen",
            norm=Norm(0.0, 100.0, "concessie Zuid-Holland: halte binnen 500 m (regionaal)", "A"),
            norm_tekst="halte binnen 500 m (concessie Zuid-Holland, regionaal)",
            minimum="20 woningen",
            valkuil="Eén werkdag uit de dienstregeling. Vervoer op afroep staat er niet in.",
            bovengrens=100.0,
            afwezig="ligt er in de wijde omtrek geen halte, dan telt een woning als verder dan 500 m",
        ),
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
            formule="ongevallen met letsel of dode in 5 jaar op gemeentelijke wegen, per km weg per jaar, bij weinig "
            "weg bijgetrokken naar het gemiddelde",
            minimum="2 km gemeentelijke weg en 5 ongevallen",
            valkuil="De registratie is niet volledig, vooral niet voor fietsers. Een ongeval op de grens telt bij één "
            "buurt.",
            decimalen=2,
            afwezig="geen geregistreerd ongeval is geen bewijs dat er geen was; onder 5 ongevallen geen cijfer",
        ),
        Indicator(
            afstand_treinstation_km,
            "Afstand tot treinstation",
            "Road distance to railway station",
            "km",
            "context",
            richting="hoog",
            kern=True,
            vraag="Hoe ver is het gemiddeld naar het treinstation?",
            formule="gemiddelde afstand over de weg volgens het CBS",
            norm_tekst="geen norm; het invloedsgebied van 1200 m van Zuid-Holland is een rechte lijn",
            minimum="10 inwoners (grens van het CBS)",
            valkuil="Gemiddeld over bewoners. Metro en tram tellen niet mee; stations over de grens ook niet.",
            bovengrens=100.0,
            decimalen=1,
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            ov_vertrekken_per_uur,
            "Vertrekken van het openbaar vervoer per uur",
            "PT departures/h within 500 m",
            "vertrekken/uur",
            "context",
            richting="laag",
            vraag="Hoe vaak vertrekt er bus, tram, metro of trein binnen 500 m van een woning?",
            formule="vertrekken per uur op een werkdag van 7 tot 19 uur binnen 500 m, iedere lijn en richting één "
            "keer, gemiddeld over de woningen",
            minimum="20 woningen",
            valkuil="Bij een knooppunt loopt het cijfer snel op. Vervoer op afroep staat er niet in.",
            afwezig="geen halte binnen 500 m betekent 0 vertrekken",
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
            valkuil="Alleen getekende vakken: parkeren langs de rijbaan en garages staan er niet in. Gemeenten "
            "tekenen deze vakken niet allemaal even goed.",
            afwezig="tekent de gemeente nergens parkeervlakken, dan is er geen cijfer",
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
            afwezig="ontbreekt het cijfer, dan is het niet gepubliceerd; het is geen 0",
        ),
        Indicator(
            geluid_aandeel_woningen_53,
            "Woningen met veel geluid van de weg",
            "Share of dwellings > 53 dB Lden road traffic",
            "%",
            "opgave",
            richting="hoog",
            vraag="Bij welk deel van de woningen is er meer dan 53 dB geluid van wegverkeer?",
            goed_einde="In {gebied} is er bij minder woningen veel geluid van de weg dan in de meeste buurten hier: "
            "{waarde}%.",
            formule="woningen met meer dan 53 dB Lden wegverkeer volgens de kaart van het RIVM, gedeeld door alle "
            "woningen met een waarde",
            norm=Norm(0.0, 100.0, "WHO Europa 2018: hoogstens 53 dB Lden van wegverkeer", "M"),
            norm_tekst="53 dB Lden van wegverkeer (WHO Europa 2018)",
            minimum="20 woningen, en de kaart heeft een waarde voor minstens 80% ervan",
            valkuil="De kaart is een schatting uit verschillende jaren en zegt niets over de wet. Alleen wegverkeer, "
            "geen trein of vliegtuig.",
            bovengrens=100.0,
            afwezig="buiten de kaart is er geen cijfer; 0 dB betekent geen weg in de buurt",
        ),
        _air(
            no2_gem,
            "stikstofdioxide",
            ("NO₂", "NO2"),
            Norm(10.0, 40.0, "WHO 2021: 10 µg/m³; de wettelijke grens is 40", "A"),
            "Drukke straten zijn op de kaart vlakker dan in het echt.",
        ),
        _air(
            pm25_gem,
            "fijnstof",
            ("PM2,5", "PM2.5"),
            Norm(5.0, 20.0, "WHO 2021: 5 µg/m³", "A"),
            "Het meeste komt van buiten de gemeente.",
        ),
    ),
)
