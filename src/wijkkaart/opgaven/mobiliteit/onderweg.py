"""How people get where they have to be: cars, distances and public transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm
from wijkkaart.figures import Figures, derive, from_sources
from wijkkaart.ingredients.bag import dwellings, share_of_dwellings
from wijkkaart.ingredients.mobility import departures_nearby
from wijkkaart.ingredients.totals import first_filled
from wijkkaart.spatial.proximity import nearest_distance

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, StatTable

#: A stop counts from this many departures an hour on a weekday between 7 and 19 h.
_SERVED = 2.0
_STOP_M = 500.0


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
    tables = {"cbs_kerncijfers": cbs_kerncijfers, "cbs_nabijheid": cbs_nabijheid}
    means = [from_sources(_daily_distance(table), name) for name, table in tables.items() if table is not None]
    return first_filled(gebieden.index, *means)


def _daily_distance(distances: StatTable) -> Figures:
    parts = [distances[name] for name in ("g_afs_hp", "g_afs_gs", "g_afs_sc")]
    return derive(lambda gp, shop, school: (gp + shop + school) / 3.0, *parts)


def aandeel_woningen_halte_verder_500m(bag_verblijfsobjecten: Objects, gtfs_haltes: Objects) -> Figures:
    """Return the percentage of dwellings more than 500 m from a stop with two departures an hour."""
    served = gtfs_haltes.rows[gtfs_haltes.rows["vertrekken_per_uur"] >= _SERVED]
    far = nearest_distance(dwellings(bag_verblijfsobjecten).geometry, served.geometry) > _STOP_M
    return share_of_dwellings(bag_verblijfsobjecten, far)


def afstand_treinstation_km(cbs_nabijheid: StatTable) -> Figures:
    """Return the mean distance by road to a railway station (km) as published."""
    return cbs_nabijheid["g_afs_trein"]


def ov_vertrekken_per_uur(bag_verblijfsobjecten: Objects, gtfs_haltes: Objects) -> Figures:
    """Return the departures an hour within 500 m of a dwelling, each line and direction once (mean)."""
    return departures_nearby(bag_verblijfsobjecten, gtfs_haltes, _STOP_M)


INDICATOREN = (
    Indicator(
        autos_per_huishouden,
        "Auto's per huishouden",
        "Cars per household",
        "auto/huishouden",
        "opgave",
        richting="hoog",
        kern=True,
        vraag="Hoeveel auto's heeft een huishouden hier gemiddeld?",
        goed_einde="In {gebied} zijn er minder auto's per huishouden dan in de meeste buurten hier: gemiddeld "
        "{waarde}.",
        formule="personenauto's per huishouden volgens het CBS",
        norm_tekst="geen norm bekend; kengetallen van CROW gaan over parkeren",
        minimum="50 huishoudens en hoogstens 2,5 auto per huishouden (grenzen van het CBS)",
        valkuil="Auto's van de zaak en van een leasebedrijf staan bij het bedrijf geteld. Veel auto's kan ook "
        "betekenen dat er geen andere manier is: lees dit cijfer samen met de afstanden.",
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
        goed_einde="In {gebied} zijn er minder auto's per vierkante kilometer land dan in de meeste buurten hier: "
        "{waarde}.",
        formule="personenauto's per km² land volgens het CBS",
        minimum="50 huishoudens en hoogstens 2,5 auto per huishouden (grenzen van het CBS)",
        valkuil="Auto's van de zaak en van een leasebedrijf staan bij het bedrijf geteld. In een dichte buurt is het "
        "cijfer bijna altijd hoger: het zegt vooral hoeveel ruimte auto's vragen.",
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
        norm_tekst="geen norm bekend; in de praktijk 100 tot 1000 m (KpVV); huisarts gemiddeld 1,1 km in 2023",
        minimum="10 inwoners, en van 90% is het adres bekend (grens van het CBS)",
        valkuil="Over de weg gemeten en gemiddeld over bewoners; oudere uitgaven volgen de autoweg en niet het "
        "voetpad. Apotheek en kinderopvang tellen niet mee.",
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
        valkuil="Eén gewone werkdag uit de dienstregeling; haltes zonder vertrekken tellen niet. Vervoer op afroep "
        "staat er niet in. Te voet is het verder dan de rechte lijn; reizigersvereniging Rover mat dat een halte in de "
        "praktijk tot 400 m trekt. De grens van 2 vertrekken per uur is een voorstel.",
        bovengrens=100.0,
        afwezig="ligt er in de wijde omtrek geen halte, dan telt een woning als verder dan 500 m",
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
        minimum="10 inwoners, en van 90% is het adres bekend (grens van het CBS)",
        valkuil="Gemiddeld over bewoners, over de weg voor auto's en op 0,1 km afgerond: geen wandelroute. Metro en "
        "tram tellen niet mee; stations over de landsgrens ook niet.",
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
        valkuil="Bij een knooppunt loopt het cijfer snel op: kijk naar de volgorde, niet naar de verschillen. Eén "
        "gewone werkdag; vervoer op afroep staat er niet in.",
        afwezig="geen halte binnen 500 m van een woning betekent daar 0 vertrekken",
    ),
)
