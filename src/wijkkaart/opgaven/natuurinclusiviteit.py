"""Natuurinclusiviteit: trees, green nearby, green per home, and who may live in the buildings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm, Opgave
from wijkkaart.extent import NATURE_M
from wijkkaart.figures import Figures, from_sources, ratio, require
from wijkkaart.ingredients.around_homes import distance_to_areas, mean_of_homes
from wijkkaart.ingredients.bag import dwellings, dwellings_per_gebied, share_built, share_of_dwellings
from wijkkaart.ingredients.green import green_on_maps, green_published
from wijkkaart.ingredients.totals import (
    FARMLAND,
    MINIMUM_KNOWN,
    area_under,
    covered_by,
    first_filled,
    green_cover,
    yard_mask,
    zonal_figures,
)
from wijkkaart.spatial.proximity import nearest_distance, patches
from wijkkaart.spatial.zonal import cell_area

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster, StatTable

#: Green to walk to: cells at least half green (a proposal), together 1 ha, at most 300 m away.
_GREEN_PERCENT, _GREEN_M2, _GREEN_M = 50.0, 10_000.0, 300.0
_MINIMUM_WONINGEN = 50
_MINIMUM_YARD_M2 = 10_000.0
_MINIMUM_CELLS = 100
_M_PER_KM = 1000.0


def boomkroonbedekking(
    gebieden: gpd.GeoDataFrame,
    rivm_bomen: Raster | None = None,
    kea_groen_buurt: StatTable | None = None,
) -> Figures:
    """Return the percentage of the area under tree crowns: from the map, else as published per buurt."""
    if rivm_bomen is None:
        return first_filled(gebieden.index, None if kea_groen_buurt is None else kea_groen_buurt["boom"])
    crowns = zonal_figures(rivm_bomen, gebieden, minimum_cells=_MINIMUM_CELLS, minimum_coverage=MINIMUM_KNOWN)
    return from_sources(crowns, "rivm_bomen")


def aandeel_woningen_groen_verder_300m(
    gebieden: gpd.GeoDataFrame,
    rivm_bomen: Raster,
    rivm_struiken: Raster,
    rivm_gras: Raster,
    bag_verblijfsobjecten: Objects,
) -> Figures:
    """Return the percentage of dwellings more than 300 m from green of 1 ha, also across the border."""
    green = green_cover(rivm_bomen, rivm_struiken, rivm_gras)
    parks = patches(green.values >= _GREEN_PERCENT, green.transform, _GREEN_M2)
    far = nearest_distance(dwellings(bag_verblijfsobjecten).geometry, parks) > _GREEN_M
    return covered_by(share_of_dwellings(bag_verblijfsobjecten, far), rivm_bomen, gebieden, MINIMUM_KNOWN)


def groen_per_woning_m2(  # noqa: PLR0913, PLR0917 - three maps of green, the same per buurt, and two counts of dwellings
    gebieden: gpd.GeoDataFrame,
    rivm_bomen: Raster | None = None,
    rivm_struiken: Raster | None = None,
    rivm_gras: Raster | None = None,
    cbs_kerncijfers: StatTable | None = None,
    bag_verblijfsobjecten: Objects | None = None,
    rivm_groen_buurt: StatTable | None = None,
) -> Figures:
    """Return all green, of everyone, per dwelling (m2): from the three maps, else from the percentage per buurt."""
    if rivm_bomen is not None and rivm_struiken is not None and rivm_gras is not None:
        area = green_on_maps(gebieden, rivm_bomen, rivm_struiken, rivm_gras)
    else:
        area = green_published(gebieden.index, rivm_groen_buurt, cbs_kerncijfers)
    homes = dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(ratio(area, homes), homes, _MINIMUM_WONINGEN)


def openbaar_groen_per_woning_m2(
    gebieden: gpd.GeoDataFrame,
    bgt_begroeid: Objects,
    cbs_kerncijfers: StatTable | None = None,
    bag_verblijfsobjecten: Objects | None = None,
) -> Figures:
    """Return the public green of the BGT, without water and farmland, per dwelling (m2)."""
    public = ~bgt_begroeid.rows["fysiek_voorkomen"].isin(FARMLAND)
    green = from_sources(area_under(gebieden, bgt_begroeid, public), "bgt_begroeid")
    homes = dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(ratio(green, homes), homes, _MINIMUM_WONINGEN)


def aandeel_versteende_erven(  # noqa: PLR0913, PLR0917 - three maps of green, and what a yard is
    gebieden: gpd.GeoDataFrame,
    rivm_bomen: Raster,
    rivm_struiken: Raster,
    rivm_gras: Raster,
    bgt_erven: Objects,
    bag_panden: Objects,
) -> Figures:
    """Return the percentage of yards, buildings left out, that is not green."""
    green = green_cover(rivm_bomen, rivm_struiken, rivm_gras)
    paved = replace(green, values=100.0 - green.values)
    cells = _MINIMUM_YARD_M2 / cell_area(green.transform)
    yards = yard_mask(green, bgt_erven, bag_panden)
    return zonal_figures(paved, gebieden, mask=yards, minimum_cells=cells, minimum_coverage=MINIMUM_KNOWN)


def afstand_natuurgebied_km(bag_verblijfsobjecten: Objects, rvo_natura2000: Objects) -> Figures:
    """Return the mean over the dwellings of the straight distance to the nearest Natura 2000 area (km)."""
    points, areas = dwellings(bag_verblijfsobjecten).geometry, rvo_natura2000.rows.geometry
    distance = distance_to_areas(points, areas)
    # Beyond the box that was searched there may be a nearer one: then there is no figure at all.
    found = distance.where(distance <= NATURE_M)
    return mean_of_homes(bag_verblijfsobjecten, found / _M_PER_KM, minimum_known=1.0)


def potentie_gebouwbewoners(bag_verblijfsobjecten: Objects, bag_panden: Objects) -> Figures:
    """Return the percentage of dwellings built from 1920 to 1990: often with hollows for animals."""
    return share_built(bag_verblijfsobjecten, bag_panden, (1920, 1990))


OPGAVE = Opgave(
    id="natuurinclusiviteit",
    label_nl="Natuurinclusiviteit",
    label_en="Nature inclusiveness",
    vraag="Hoeveel groen is er hier, voor mensen en voor dieren, en hoe dichtbij?",
    volgorde=3,
    indicatoren=(
        Indicator(
            boomkroonbedekking,
            "Boomkronen",
            "Tree canopy cover",
            "% van het gebied",
            "opgave",
            richting="laag",
            kern=True,
            vraag="Welk deel van het gebied ligt onder boomkronen?",
            goed_einde="In {gebied} is meer boomkroon dan in de meeste buurten hier: {waarde}% van het gebied "
            "ligt eronder.",
            formule="gemiddelde van de bomenkaart (bomen hoger dan 2,5 m), iedere cel naar het deel dat in het gebied "
            "ligt; is die kaart er niet, dan het percentage bomen per buurt uit de Klimaateffectatlas",
            norm=Norm(30.0, 0.0, "vuistregel 3-30-300 (Konijnendijk): 30% boomkronen", "A", verzadigd=True),
            norm_tekst="30% (vuistregel 3-30-300); in Nederland gemiddeld 11%, dus een lijn en geen maat",
            minimum="100 cellen van 10 m, en de kaart dekt minstens 80% van het gebied",
            valkuil="Veel water of landbouw maakt het cijfer laag. De kaart komt uit een hoogtemeting en kan ouder "
            "zijn dan een nieuwe wijk. Kaart en atlas meten niet gelijk: in één kaart staat er maar één van de twee.",
            bovengrens=100.0,
            afwezig="buiten de kaart is er geen cijfer",
        ),
        Indicator(
            aandeel_woningen_groen_verder_300m,
            "Woningen verder dan 300 m van groen",
            "Share of dwellings > 300 m from green space",
            "%",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Welk deel van de woningen heeft geen groter stuk groen in de buurt?",
            goed_einde="Groen is in {gebied} vaker dichtbij dan in de meeste buurten hier; voor {waarde}% van de "
            "woningen is het verder dan 300 m.",
            formule="woningen op meer dan 300 m (rechte lijn) van groen van 1 hectare of meer, gedeeld door alle "
            "woningen; groen is een cel met minstens de helft bomen, struiken of lage planten",
            norm=Norm(0.0, 100.0, "vuistregel 3-30-300 en WHO: groen van 1 ha binnen 300 m", "A"),
            norm_tekst="groen binnen 300 m (vuistregel 3-30-300, WHO)",
            minimum="20 woningen, en de kaart dekt minstens 80% van het gebied",
            valkuil="Groen op de kaart is niet altijd toegankelijk: weilanden, golfbanen en achtertuinen tellen mee.",
            bovengrens=100.0,
            afwezig="ligt er in de wijde omtrek geen groen, dan telt een woning als verder dan 300 m",
        ),
        Indicator(
            groen_per_woning_m2,
            "Groen per woning (al het groen)",
            "Green area per dwelling (all green)",
            "m²/woning",
            "opgave",
            richting="laag",
            kern=True,
            vraag="Hoeveel groen is er per woning, van iedereen bij elkaar?",
            goed_einde="In {gebied} is er meer groen per woning dan in de meeste buurten hier: {waarde} m².",
            formule="oppervlak onder bomen, struiken en lage planten (per cel hoogstens 100%), gedeeld door de "
            "woningen; zijn die kaarten er niet, dan het groenpercentage per buurt van het RIVM maal het landoppervlak",
            norm_tekst="geen norm bekend; niet te vergelijken met 75 m² openbaar groen",
            minimum="50 woningen, en de kaart dekt minstens 80% van het gebied",
            valkuil="Op het platteland wordt het cijfer heel groot. Een park net over de grens telt niet mee. Zelfde "
            "kaarten als grond zonder groen: het is één bewijs. Met het percentage per buurt telt landbouwgrond soms "
            "wel mee, en is een buurt met veel water minder zeker.",
            afwezig="landbouwgrond staat niet op de kaart en telt niet als groen",
        ),
        Indicator(
            openbaar_groen_per_woning_m2,
            "Openbaar groen per woning",
            "Public green per dwelling",
            "m²/woning",
            "opgave",
            richting="laag",
            vraag="Hoeveel openbaar groen is er per woning?",
            goed_einde="In {gebied} is er meer openbaar groen per woning dan in de meeste buurten hier: {waarde} m².",
            formule="begroeide vlakken van de BGT zonder landbouw en zonder water, gedeeld door de woningen",
            norm=Norm(75.0, 0.0, "Nota Ruimte 2004: 75 m² per woning (richtlijn, nooit een wet)", "A"),
            norm_tekst="75 m² per woning (richtlijn Nota Ruimte 2004)",
            minimum="50 woningen",
            valkuil="De richtlijn is nooit een wet geweest. Water telt hier niet mee; met water wordt het cijfer "
            "hoger.",
            afwezig="geen begroeid vlak in het gebied betekent 0 m²",
        ),
        Indicator(
            aandeel_versteende_erven,
            "Erven zonder groen",
            "Paved share of private yards",
            "%",
            "opgave",
            richting="hoog",
            vraag="Welk deel van de tuinen en erven is zonder groen?",
            goed_einde="In {gebied} zijn de erven groener dan in de meeste buurten hier; naar schatting "
            "{waarde}% is zonder groen.",
            formule="100 min het groen van de RIVM-kaarten, gemiddeld over de cellen op een erf en buiten gebouwen",
            minimum="1 hectare erf, en de kaart dekt minstens 80% van het gebied",
            valkuil="Een cel is 10 m breed, een tuin vaak kleiner: alleen per buurt gebruiken, niet per straat of "
            "huis.",
            bovengrens=100.0,
            afwezig="een gebied zonder erven heeft geen cijfer",
        ),
        Indicator(
            afstand_natuurgebied_km,
            "Afstand tot natuurgebied",
            "Distance to Natura 2000",
            "km",
            "context",
            vraag="Hoe ver is het gemiddeld naar het dichtstbijzijnde beschermde natuurgebied?",
            formule="gemiddelde over de woningen van de rechte afstand tot het dichtstbijzijnde Natura 2000-gebied; "
            "ligt er voor een woning geen binnen 20 km, dan is er voor het hele gebied geen cijfer",
            norm_tekst="geen norm bekend",
            minimum="20 woningen, en voor iedere woning een natuurgebied binnen 20 km",
            valkuil="Dichtbij is een kans voor dieren en planten, en ook een grens aan wat er mag (stikstof). Het "
            "Natuurnetwerk Nederland van de provincies en natuur over de landsgrens tellen niet mee.",
            decimalen=1,
            afwezig="ligt het dichtstbijzijnde gebied verder dan 20 km, dan is er geen cijfer; het is geen 0",
        ),
        Indicator(
            potentie_gebouwbewoners,
            "Woningen waar dieren kunnen wonen",
            "Dwellings likely to host bats/swifts/sparrows",
            "%",
            "context",
            kern=True,
            vraag="Welk deel van de woningen komt uit een tijd waarin huizen vaak holten voor dieren hebben?",
            formule="woningen met een bouwjaar van 1920 tot en met 1990, gedeeld door alle woningen met een bekend "
            "bouwjaar",
            norm_tekst="geen norm; de wet beschermt nesten en verblijfplaatsen, de jaren zijn een voorstel",
            minimum="20 woningen, en van minstens 90% is het bouwjaar bekend",
            valkuil="Een bouwjaar is geen waarneming: alleen onderzoek laat zien wat er leeft.",
            bovengrens=100.0,
            afwezig="een gebied zonder woningen heeft geen cijfer",
        ),
    ),
)
