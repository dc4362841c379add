"""Water: against the walls after a cloudburst, and in the streets when a dike breaks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wijkkaart.declarations import Indicator
from wijkkaart.ingredients.totals import zonal_figures
from wijkkaart.ingredients.water import flooded_homes, mean_flood_depth, wet_walls

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.figures import Figures
    from wijkkaart.layers import Objects, Raster

#: Water this deep against the wall counts (m, a proposal).
_DEPTH_M = 0.15


def wateroverlast_aandeel_panden(gebieden: gpd.GeoDataFrame, kea_waterdiepte: Raster, bag_panden: Objects) -> Figures:
    """Return the percentage of residential buildings with 15 cm of water or more in a ring of 1 m."""
    return wet_walls(gebieden, kea_waterdiepte, bag_panden, _DEPTH_M)


def overstromingsdiepte_gem_m(gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster) -> Figures:
    """Return the mean depth over the wet cells (m); 0 where the map covers the area and all is dry."""
    return mean_flood_depth(gebieden, liwo_overstromingsdiepte)


def overstromingsdiepte_max_m(gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster) -> Figures:
    """Return the largest depth in the area (m)."""
    return zonal_figures(liwo_overstromingsdiepte, gebieden, stat="max")


def aandeel_woningen_overstroombaar(
    gebieden: gpd.GeoDataFrame, liwo_overstromingsdiepte: Raster, bag_verblijfsobjecten: Objects
) -> Figures:
    """Return the percentage of dwellings on a cell that floods, among those on the map."""
    return flooded_homes(gebieden, liwo_overstromingsdiepte, bag_verblijfsobjecten)


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

INDICATOREN = (
    Indicator(
        wateroverlast_aandeel_panden,
        "Woongebouwen met water tegen de gevel",
        "Share of residential buildings with flood depth at facade",
        "%",
        "opgave",
        richting="hoog",
        kern=True,
        vraag="Tegen welk deel van de woongebouwen staat water na een zeer zware bui?",
        goed_einde="Volgens een model blijven bij een zeer zware bui in {gebied} meer woongebouwen droog dan in de "
        "meeste buurten hier: bij {waarde}% staat er water tegen de gevel.",
        formule="woongebouwen met 15 cm water of meer binnen 1 m van de gevel bij 70 mm regen in 2 uur, gedeeld "
        "door alle woongebouwen",
        norm_tekst="geen norm bekend; 15 cm is een voorstel, de bui komt ongeveer eens in de 100 jaar voor",
        minimum="20 woongebouwen, en de kaart dekt minstens 80% van het gebied",
        valkuil="Een landelijk model met één vaste waarde voor riool en bodem; de stresstest van de gemeente is "
        "beter. Ondiep water (minder dan 5 cm) staat niet op de kaart.",
        bovengrens=100.0,
        afwezig="buiten de kaart is er geen cijfer; een droge cel op de kaart telt als 0",
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
)
