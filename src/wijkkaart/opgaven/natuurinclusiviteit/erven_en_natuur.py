"""Yards, what is usual for the kind of wijk, and nature nearby and in the buildings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator
from wijkkaart.extent import NATURE_M
from wijkkaart.figures import Figures, derive
from wijkkaart.ingredients.around_homes import distance_to_areas, mean_of_homes
from wijkkaart.ingredients.bag import dwellings, share_built
from wijkkaart.ingredients.paving import share_not_green
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, green_cover, reached_by, yard_mask, zonal_figures
from wijkkaart.ingredients.wijktype import green_of_wijktype
from wijkkaart.spatial.zonal import cell_area

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from wijkkaart.layers import Objects, Raster, StatTable

_MINIMUM_YARD_M2 = 10_000.0
_M_PER_KM = 1000.0


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
    paved = replace(green, values=100.0 - green.values)  # noqa: PD011 - an array, not a frame
    cells = _MINIMUM_YARD_M2 / cell_area(green.transform)
    yards = yard_mask(green, bgt_erven, bag_panden)
    share = zonal_figures(paved, gebieden, mask=yards, minimum_cells=cells, minimum_coverage=MINIMUM_KNOWN)
    return reached_by(share, bag_panden)


def groen_tov_wijktype(  # noqa: PLR0913, PLR0917 - what the paved share is made of, and the wijktypen
    gebieden: gpd.GeoDataFrame,
    wijktypen: pd.DataFrame | None,
    rivm_bomen: Raster | None = None,
    rivm_struiken: Raster | None = None,
    rivm_gras: Raster | None = None,
    bgt_water: Objects | None = None,
    bgt_begroeid: Objects | None = None,
    kea_groen_buurt: StatTable | None = None,
) -> Figures:
    """Return how many percentage points greener the land is than the mean of its wijktype; negative is less green."""
    stone = share_not_green(gebieden, rivm_bomen, rivm_struiken, rivm_gras, bgt_water, bgt_begroeid, kea_groen_buurt)
    usual = green_of_wijktype(gebieden.index, wijktypen)
    return derive(lambda paved, mean: 100.0 - paved - mean, stone, usual)


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


INDICATOREN = (
    Indicator(
        aandeel_versteende_erven,
        "Erven zonder groen",
        "Paved share of private yards",
        "%",
        "opgave",
        richting="hoog",
        vraag="Welk deel van de tuinen en erven is zonder groen?",
        goed_einde="De erven in {gebied} zijn groener dan in de meeste buurten hier: naar schatting {waarde}% is "
        "zonder groen.",
        formule="100 min het groen van de RIVM-kaarten, gemiddeld over de cellen op een erf en buiten gebouwen",
        minimum="1 hectare erf, en de kaart dekt minstens 80% van het gebied",
        valkuil="Een cel is 10 m breed, een tuin vaak kleiner: alleen per buurt gebruiken, niet per straat of huis.",
        bovengrens=100.0,
        afwezig="een gebied zonder erven heeft geen cijfer",
    ),
    Indicator(
        groen_tov_wijktype,
        "Groen vergeleken met hetzelfde soort wijk",
        "Green share relative to wijktype mean",
        "procentpunt",
        "context",
        richting="laag",
        vraag="Is het hier groener of juist minder groen dan gemiddeld in dit soort wijk?",
        formule="100 min de grond zonder groen of water, min het gemiddelde groen van het wijktype in Nederland (CLO "
        "2022); een wijktype met twee namen krijgt het midden van de twee",
        norm_tekst="geen norm: een vergelijking met hetzelfde soort wijk in Nederland",
        minimum="het wijktype geldt voor minstens 60% van het gebied; verder als bij grond zonder groen of water",
        valkuil="CLO telt groen anders dan deze kaarten (per straat, openbaar en privé): gebruik het cijfer om buurten "
        "naast elkaar te zetten, niet als tekort of overschot. Is het wijktype geschat, dan is dit cijfer dat ook.",
        ondergrens=-100.0,
        bovengrens=100.0,
        afwezig="zonder wijktype, of bij een soort wijk zonder bekend gemiddelde (villawijk, landelijk gebied, "
        "bedrijven, gemengd), is er geen cijfer",
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
)
