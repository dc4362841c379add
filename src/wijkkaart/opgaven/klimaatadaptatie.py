"""Klimaatadaptatie: heat, rain water, paving and flood depth."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.declarations import Indicator, Norm, Opgave
from wijkkaart.figures import Figures, derive
from wijkkaart.ingredients.bag import dwellings, is_home, share_of_dwellings
from wijkkaart.ingredients.totals import (
    MINIMUM_COVERAGE,
    MINIMUM_KNOWN,
    covered_by,
    green_cover,
    land_mask,
    outdoor_mask,
    share_of_objects,
    zonal_figures,
)
from wijkkaart.spatial.proximity import nearest_distance, patches
from wijkkaart.spatial.rings import ring_max
from wijkkaart.spatial.zonal import at_least, cell_area, sample

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, Raster

#: A cool place: at most this warm (PET, degrees C), at least this large (m2), at most this far (m).
_COOL_PET, _COOL_M2, _COOL_M = 35.0, 200.0, 300.0
#: A walk is this much longer than the straight line (a rule of thumb).
_WALK = 1.3
#: Extreme heat stress begins here (PET, degrees C).
_EXTREME_PET = 41.0
#: Water this deep against the wall counts (m, a proposal).
_DEPTH_M = 0.15
_MINIMUM_PANDEN, _MINIMUM_OUTDOOR_M2 = 20, 20_000.0


def hitte_pet_gem(
    gebieden: gpd.GeoDataFrame, kea_pet: Raster, bag_panden: Objects, bgt_water: Objects | None = None
) -> Figures:
    """Return the mean PET outside buildings and water (degrees C)."""
    return zonal_figures(
        kea_pet,
        gebieden,
        mask=outdoor_mask(kea_pet, bag_panden, bgt_water),
        minimum_cells=_MINIMUM_OUTDOOR_M2 / cell_area(kea_pet.transform),
        minimum_coverage=MINIMUM_KNOWN,
    )


def hitte_aandeel_pet_41(
    gebieden: gpd.GeoDataFrame, kea_pet: Raster, bag_panden: Objects, bgt_water: Objects | None = None
) -> Figures:
    """Return the percentage of outdoor space with a PET of 41 degrees C or more."""
    result = zonal_figures(
        replace(kea_pet, values=100.0 * at_least(kea_pet.values, _EXTREME_PET)),
        gebieden,
        mask=outdoor_mask(kea_pet, bag_panden, bgt_water),
        minimum_cells=200,
    )
    return replace(result, p10=None, p50=None, p90=None)


def hitte_eiland_gem(gebieden: gpd.GeoDataFrame, rivm_uhi: Raster) -> Figures:
    """Return the mean extra warmth of the built-up area over the countryside (degrees C)."""
    return zonal_figures(rivm_uhi, gebieden, minimum_cells=100, minimum_coverage=MINIMUM_KNOWN)


def aandeel_woningen_koelte_verder_300m(
    gebieden: gpd.GeoDataFrame, kea_pet: Raster, bag_panden: Objects, bag_verblijfsobjecten: Objects
) -> Figures:
    """Return the percentage of dwellings more than 300 m walking from a cool place, also across the border."""
    outdoors = outdoor_mask(kea_pet, bag_panden, None)
    cool = patches((kea_pet.values <= _COOL_PET) & outdoors, kea_pet.transform, _COOL_M2)
    walk = _WALK * nearest_distance(dwellings(bag_verblijfsobjecten).geometry, cool)
    result = share_of_dwellings(bag_verblijfsobjecten, walk > _COOL_M)
    return covered_by(result, kea_pet, gebieden, MINIMUM_KNOWN, outdoors)


def wateroverlast_aandeel_panden(gebieden: gpd.GeoDataFrame, kea_waterdiepte: Raster, bag_panden: Objects) -> Figures:
    """Return the percentage of residential buildings with 15 cm of water or more in a ring of 1 m."""
    homes = bag_panden.rows[is_home(bag_panden.rows)]
    depth = ring_max(kea_waterdiepte.values, kea_waterdiepte.transform, homes.geometry, 1.0)
    wet = (depth >= float(np.float32(_DEPTH_M))).astype(object).where(depth.notna())
    result = share_of_objects(bag_panden, wet, _MINIMUM_PANDEN)
    return covered_by(result, kea_waterdiepte, gebieden, MINIMUM_KNOWN, outdoor_mask(kea_waterdiepte, bag_panden, None))


def versteningsgraad(  # noqa: PLR0913, PLR0917 - three maps of green, and what is no land to green
    gebieden: gpd.GeoDataFrame,
    rivm_bomen: Raster,
    rivm_struiken: Raster,
    rivm_gras: Raster,
    bgt_water: Objects | None = None,
    bgt_begroeid: Objects | None = None,
) -> Figures:
    """Return the percentage of land, outside water and farmland, that is not green."""
    green = green_cover(rivm_bomen, rivm_struiken, rivm_gras)
    mask = land_mask(green, rivm_bomen, bgt_water, bgt_begroeid)
    paved = replace(green, values=100.0 - green.values)
    return zonal_figures(paved, gebieden, mask=mask, minimum_cells=100, minimum_coverage=MINIMUM_KNOWN)


def overstromingsdiepte_gem_m(gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster) -> Figures:
    """Return the mean depth over the wet cells (m); 0 where the map covers the area and all is dry."""
    depth = liwo_overstromingsdiepte
    covered = zonal_figures(depth, gebieden, stat="max")
    wet = zonal_figures(depth, gebieden, mask=~(depth.values <= 0))
    mean = derive(lambda deepest: wet.waarde.where(deepest > 0, 0.0), covered)
    return replace(mean, p10=wet.p10, p50=wet.p50, p90=wet.p90)


def overstromingsdiepte_max_m(gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster) -> Figures:
    """Return the largest depth in the area (m)."""
    return zonal_figures(liwo_overstromingsdiepte, gebieden, stat="max")


def aandeel_woningen_overstroombaar(
    gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster, bag_verblijfsobjecten: Objects
) -> Figures:
    """Return the percentage of dwellings on a cell that floods, among those on the map."""
    raster = liwo_overstromingsdiepte
    depth = sample(raster.values, raster.transform, dwellings(bag_verblijfsobjecten).geometry)
    result = share_of_dwellings(bag_verblijfsobjecten, (depth > 0).astype(object).where(depth.notna()))
    return covered_by(result, raster, gebieden, MINIMUM_COVERAGE)


_LIWO_PITFALL = (
    "Elk scenario is één dijkdoorbraak; de kaart is het diepst van de opgegeven scenario's en geen kans. "
    "Andere doorbraken zijn niet bekeken."
)
_diepte = partial(
    Indicator,
    eenheid="m",
    rol="context",
    richting="hoog",
    minimum="de kaart dekt minstens 95% van het gebied",
    valkuil=_LIWO_PITFALL,
    bovengrens=20.0,
    decimalen=1,
    afwezig="droog betekent 0 waar het scenario rekent; daarbuiten is er geen cijfer",
)

OPGAVE = Opgave(
    id="klimaatadaptatie",
    label_nl="Klimaatadaptatie",
    label_en="Climate adaptation",
    vraag="Waar wordt het hier heet, nat of droog, en waar is er plek voor schaduw en water?",
    volgorde=2,
    indicatoren=(
        Indicator(
            hitte_pet_gem,
            "Gemiddelde gevoelstemperatuur",
            "Mean perceived temperature (PET)",
            "°C",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Hoe warm voelt het hier buiten op een hete zomermiddag?",
            goed_einde="Op een hete middag blijft het buiten in {gebied} koeler dan in de meeste buurten hier: "
            "gemiddeld {waarde} °C gevoelstemperatuur.",
            formule="gemiddelde gevoelstemperatuur (PET) van de cellen buiten gebouwen en water",
            norm_tekst="geen norm voor een buurt; 35 tot 41 °C is sterke hittestress, boven 41 °C extreme",
            minimum="2 hectare buitenruimte, en de kaart dekt minstens 80% van het gebied",
            valkuil="Eén doorgerekende hete middag. Open velden zonder schaduw zijn net zo heet als pleinen.",
            bovengrens=70.0,
            decimalen=1,
        ),
        Indicator(
            hitte_aandeel_pet_41,
            "Buitenruimte met extreme hittestress",
            "Share of outdoor space with PET >= 41 C",
            "% van de buitenruimte",
            "opgave",
            richting="hoog",
            vraag="Welk deel van de buitenruimte voelt op een hete middag 41 graden of warmer?",
            goed_einde="Op een hete middag is in {gebied} {waarde}% van de buitenruimte extreem heet, minder dan "
            "in de meeste buurten hier.",
            formule="cellen met een gevoelstemperatuur van 41 °C of meer, gedeeld door alle cellen buiten gebouwen en "
            "water",
            norm_tekst="41 °C is de grens van extreme hittestress; in Nederland ligt ongeveer 83% daarboven, dus een "
            "lijn en geen maat",
            minimum="200 cellen, en de kaart dekt minstens 95% van het gebied",
            valkuil="Eén doorgerekende hete middag: goed om plekken te vergelijken, niet om te zeggen hoe heet het "
            "was. Kale velden tellen als heet.",
            bovengrens=100.0,
        ),
        Indicator(
            aandeel_woningen_koelte_verder_300m,
            "Woningen verder dan 300 m van koelte",
            "Share of dwellings > 300 m from a cool place",
            "%",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Welk deel van de woningen heeft geen koele plek op loopafstand?",
            goed_einde="Een koele plek is in {gebied} vaker dichtbij dan in de meeste buurten hier; voor "
            "{waarde}% van de woningen is het verder dan 300 m.",
            formule="woningen waarvan de rechte lijn maal 1,3 naar een koele plek (200 m² of meer met hoogstens 35 °C "
            "gevoelstemperatuur) langer is dan 300 m, gedeeld door alle woningen",
            norm=Norm(0.0, 100.0, "Hogeschool van Amsterdam: elke woning een koele plek binnen 300 m lopen", "A"),
            norm_tekst="iedere woning een koele plek binnen 300 m lopen",
            minimum="20 woningen, en de kaart dekt minstens 80% van het gebied",
            valkuil="Een koele privétuin telt mee, ook al kan niet iedereen erin. De rechte lijn maal 1,3 ziet geen "
            "water of spoor. Precies 300 m voldoet.",
            bovengrens=100.0,
            afwezig="ligt er in de wijde omtrek geen koele plek, dan telt een woning als verder dan 300 m",
        ),
        Indicator(
            wateroverlast_aandeel_panden,
            "Woongebouwen met water tegen de gevel",
            "Share of residential buildings with flood depth at facade",
            "%",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Tegen welk deel van de woongebouwen staat water na een zeer zware bui?",
            goed_einde="Bij een zeer zware bui blijven in {gebied} meer gevels droog dan in de meeste buurten "
            "hier; tegen {waarde}% van de woongebouwen staat water.",
            formule="woongebouwen met 15 cm water of meer binnen 1 m van de gevel bij 70 mm regen in 2 uur, gedeeld "
            "door alle woongebouwen",
            norm_tekst="geen norm bekend; 15 cm is een voorstel, de bui komt ongeveer eens in de 100 jaar voor",
            minimum="20 woongebouwen, en de kaart dekt minstens 80% van het gebied",
            valkuil="Een landelijk model met één vaste waarde voor riool en bodem; de stresstest van de gemeente is "
            "beter. Ondiep water (minder dan 5 cm) staat niet op de kaart.",
            bovengrens=100.0,
            afwezig="buiten de kaart is er geen cijfer; een droge cel op de kaart telt als 0",
        ),
        Indicator(
            versteningsgraad,
            "Grond zonder groen of water",
            "Share not green and not water",
            "% van het land",
            "opgave",
            richting="hoog",
            kern=True,
            vraag="Welk deel van de grond is steen, dus geen groen en geen water?",
            goed_einde="In {gebied} is minder grond zonder groen dan in de meeste buurten hier: {waarde}%.",
            formule="100 min bomen, struiken en lage planten samen (hoogstens 100), gemiddeld over de cellen buiten "
            "water en landbouw",
            norm_tekst="geen landelijke norm; 10 procentpunt meer groen scheelt ongeveer 0,5 °C",
            minimum="100 cellen van 10 m, en de kaart dekt minstens 80% van het gebied",
            valkuil="Zonder waterkaart telt water zonder planten mee als steen. De kaart kan ouder zijn dan een "
            "nieuwe wijk. Onder boomkronen kan steen liggen. Zelfde kaarten als groen per woning: het is één bewijs.",
            bovengrens=100.0,
            afwezig="cellen zonder waarde op de kaart van lage planten zijn landbouw en tellen niet mee",
        ),
        Indicator(
            hitte_eiland_gem,
            "Warmer dan het land eromheen",
            "Mean urban heat island",
            "°C",
            "context",
            richting="hoog",
            vraag="Hoeveel warmer is het hier 's zomers gemiddeld dan buiten de stad?",
            formule="gemiddelde van de kaart van het stedelijk hitte-eiland (zomergemiddelde)",
            minimum="100 cellen van 10 m, en de kaart dekt minstens 80% van het gebied",
            valkuil="Iets anders dan de gevoelstemperatuur op een hete middag: de twee zijn niet te vergelijken en "
            "dit cijfer telt niet mee in de score.",
            ondergrens=-5.0,
            bovengrens=15.0,
            decimalen=1,
        ),
        _diepte(
            overstromingsdiepte_gem_m,
            "Gemiddelde diepte bij een overstroming",
            "Mean flood depth",
            vraag="Hoe diep staat het water hier gemiddeld als de dijk breekt?",
            formule="gemiddelde diepte van de cellen die onder water komen; 0 als het hele gebied droog blijft",
        ),
        _diepte(
            overstromingsdiepte_max_m,
            "Grootste diepte bij een overstroming",
            "Maximum flood depth",
            vraag="Hoe diep kan het water hier staan als de dijk breekt?",
            formule="grootste diepte van alle cellen die het gebied raken",
        ),
        Indicator(
            aandeel_woningen_overstroombaar,
            "Woningen in overstroombaar gebied",
            "Dwellings in a flooded cell",
            "%",
            "context",
            richting="hoog",
            vraag="Bij welk deel van de woningen komt water als de dijk breekt?",
            formule="woningen op een cel met water, gedeeld door alle woningen op de kaart",
            minimum="20 woningen, en de kaart dekt minstens 95% van het gebied",
            valkuil=_LIWO_PITFALL + " Een cel is 100 m breed: een woning op een hoog stukje kan droog blijven.",
            bovengrens=100.0,
            afwezig="een woning buiten de kaart telt niet mee",
        ),
    ),
)
