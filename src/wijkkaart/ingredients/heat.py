"""Heat outdoors and coolness nearby: from the map of perceived temperature, or as published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.figures import Figures, absent, from_sources
from wijkkaart.ingredients.bag import dwellings, share_of_dwellings
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, covered_by, outdoor_mask, reached_by, zonal_figures
from wijkkaart.spatial.proximity import nearest_distance, patches, within
from wijkkaart.spatial.zonal import at_least, cell_area
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from wijkkaart.layers import Objects, Raster, StatTable

#: A cool place: at most this warm (PET, degrees C), at least this large (m2), at most this far (m).
_COOL_PET, _COOL_M2, _COOL_M = 35.0, 200.0, 300.0
#: A walk is this much longer than the straight line (a rule of thumb).
_WALK = 1.3
#: Extreme heat stress begins here (PET, degrees C).
_EXTREME_PET = 41.0
_MINIMUM_OUTDOOR_M2, _MINIMUM_CELLS = 20_000.0, 200


def outdoor_pet(gebieden: gpd.GeoDataFrame, pet: Raster, panden: Objects, water: Objects | None) -> Figures:
    """Return the mean PET (degrees C) of the cells outside buildings and water."""
    result = zonal_figures(
        pet,
        gebieden,
        mask=outdoor_mask(pet, panden, water),
        minimum_cells=_MINIMUM_OUTDOOR_M2 / cell_area(pet.transform),
        minimum_coverage=MINIMUM_KNOWN,
    )
    return from_sources(reached_by(result, panden), "kea_pet", "bag_panden", "bgt_water")


def pet_as_published(codes: pd.Index, published: StatTable | None) -> Figures:
    """Return the mean PET (degrees C) as published per buurt."""
    return (
        absent(codes, Status.BRON_ONTBREEKT) if published is None else from_sources(published["pet"], "kea_pet_buurt")
    )


def extreme_heat(gebieden: gpd.GeoDataFrame, pet: Raster, panden: Objects, water: Objects | None) -> Figures:
    """Return the percentage of the cells outside buildings and water with extreme heat stress."""
    result = zonal_figures(
        replace(pet, values=100.0 * at_least(pet.values, _EXTREME_PET)),
        gebieden,
        mask=outdoor_mask(pet, panden, water),
        minimum_cells=_MINIMUM_CELLS,
    )
    return reached_by(replace(result, p10=None, p50=None, p90=None), panden)


def far_on_map(gebieden: gpd.GeoDataFrame, pet: Raster, panden: Objects, verblijfsobjecten: Objects) -> Figures:
    """Return the percentage of dwellings more than 300 m walking from a cool place on the map of PET."""
    outdoors = outdoor_mask(pet, panden, None)
    cells = pet.values <= _COOL_PET  # noqa: PD011 - an array, not a frame
    cool = patches(cells & outdoors, pet.transform, _COOL_M2)
    walk = _WALK * nearest_distance(dwellings(verblijfsobjecten).geometry, cool)
    result = share_of_dwellings(verblijfsobjecten, walk > _COOL_M)
    covered = covered_by(result, pet, gebieden, MINIMUM_KNOWN, outdoors)
    return from_sources(reached_by(covered, panden), "bag_verblijfsobjecten", "kea_pet", "bag_panden")


def far_as_published(codes: pd.Index, verblijfsobjecten: Objects, koelte: Objects | None) -> Figures:
    """Return the percentage of dwellings in a published outline that is more than 300 m from coolness.

    Parameters
    ----------
    koelte
        Outlines with ``afstand`` (m; NaN where not known). A dwelling in several has the smallest; one
        in none, or in one that is not known and none that is near, is left out.
    """
    if koelte is None:
        return absent(codes, Status.BRON_ONTBREEKT)
    homes = dwellings(verblijfsobjecten).geometry
    pairs = within(homes, koelte.rows.geometry, 0.0)
    metres = pairs["feature"].map(koelte.rows["afstand"])
    near = (metres <= _COOL_M).groupby(pairs["point"]).any()
    known = metres.notna().groupby(pairs["point"]).all()
    far = (~near).astype(object).where(near | known)
    result = share_of_dwellings(verblijfsobjecten, far.reindex(homes.index))
    return from_sources(result, "bag_verblijfsobjecten", "kea_afstand_koelte")
