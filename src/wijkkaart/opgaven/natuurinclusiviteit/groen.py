"""Green: how much of it there is, and how far homes are from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator, Norm
from wijkkaart.figures import Figures, from_sources, ratio, require
from wijkkaart.ingredients.bag import dwellings, dwellings_per_gebied, share_of_dwellings
from wijkkaart.ingredients.green import green_on_maps, green_published
from wijkkaart.ingredients.totals import (
    FARMLAND,
    MINIMUM_KNOWN,
    area_under,
    covered_by,
    first_filled,
    green_cover,
    land_mask,
    zonal_figures,
)
from wijkkaart.spatial.proximity import nearest_distance, patches

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster, StatTable

#: Green to walk to: cells at least half green (a proposal), together 1 ha, at most 300 m away.
_GREEN_PERCENT, _GREEN_M2, _GREEN_M = 50.0, 10_000.0, 300.0
_MINIMUM_WONINGEN = 50
_MINIMUM_CELLS = 100


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
    land = land_mask(green, rivm_bomen, None, None)
    return covered_by(share_of_dwellings(bag_verblijfsobjecten, far), green, gebieden, MINIMUM_KNOWN, land)


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
    kind = bgt_begroeid.rows["fysiek_voorkomen"]
    public = (~kind.isin(FARMLAND)).astype(object).where(kind.notna())
    green = from_sources(area_under(gebieden, bgt_begroeid, public), "bgt_begroeid")
    homes = dwellings_per_gebied(gebieden.index, cbs_kerncijfers, bag_verblijfsobjecten)
    return require(ratio(green, homes), homes, _MINIMUM_WONINGEN)


INDICATOREN = (
    Indicator(
        boomkroonbedekking,
        "Boomkronen",
        "Tree canopy cover",
        "% van het gebied",
        "opgave",
        richting="laag",
        kern=True,
        vraag="Welk deel van het gebied ligt onder boomkronen?",
        goed_einde="In {gebied} ligt meer grond onder bomen dan in de meeste buurten hier: {waarde}%.",
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
        minimum="50 woningen, en de kaart dekt minstens 95% van het gebied",
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
        valkuil="De richtlijn is nooit een wet geweest. Water en bermen langs wegen tellen hier niet mee; daarmee "
        "wordt het cijfer hoger.",
        afwezig="geen begroeid vlak in het gebied betekent 0 m²",
    ),
)
