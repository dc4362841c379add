"""The atlas of climate effects: heat, coolness, ground, pile rot and wijktypen, on the buurten of an earlier year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
from scipy import ndimage

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.files import write_layer
from wijkkaart.voorbeeldstad.landcover import CELL_M, halved
from wijkkaart.voorbeeldstad.rasters import SOUTH_BANK
from wijkkaart.voorbeeldstad.terrain import Cover

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from wijkkaart.voorbeeldstad.landcover import Ground
    from wijkkaart.voorbeeldstad.plan import Plan

    Grid = NDArray[np.float32]

#: A cool place: at most this warm (degrees C) over at least this many cells of 10 m.
COOL_PET, COOL_CELLS = 35.0, 2
#: A walk is this much longer than the straight line.
WALK = 1.3
#: Houses of before this year may stand on wooden piles.
LAST_PILES = 1970
#: The map of wijktypen names them so; it is older than the newest buurten, and knows no type of water.
WIJKTYPEN = {
    "binnenstad": "Historische binnenstad",
    "bouwblok": "Stedelijk bouwblok",
    "tuindorp": "Tuindorp",
    "tuinstad": "Tuinstad hoogbouw",
    "tuinstad_laag": "Tuinstad laagbouw",
    "bloemkool": "Bloemkoolwijk",
    "vinex": "Vinex",
    "villa": "Villawijk",
    "dorp": "Dorp",
    "bedrijven": "Bedrijventerrein",
    "polder": "Landelijk gebied",
}
#: The second candidate everywhere; no buurt is one.
SECOND = "Volkswijk"


def write_atlas(folder: Path, ground: Ground, plan: Plan, panden: gpd.GeoDataFrame) -> dict[str, Path]:
    """Write the layers of the atlas; return them by source id. The rasters must be in the folder already."""
    heat = _raster(folder, "kea_pet", ground)
    buurt = ground.buurt[::2, ::2]
    paths = {
        name: folder / f"{stem}.gpkg"
        for name, stem in {
            "kea_pet_buurt": "GevoelstemperatuurBuurt_2022",
            "kea_afstand_koelte": "afstand_tot_koelte",
            "kea_groen_buurt": "groen_grijs_en_water_per_buurt",
            "kea_paalrot": "risicopaalrot_huidig",
            "kea_wijktypen": "wijktypen_buurten",
        }.items()
    }
    outdoors = ~_share(ground, Cover.BUILDING, Cover.WATER).astype(bool)
    pet = [_mean(heat, (buurt == row) & outdoors) for row in range(len(plan.buurten))]
    write_layer(_areas(plan, buurtcode=_codes(plan), _mean=pet), paths["kea_pet_buurt"], "GevoelstemperatuurBuurt_2022")
    write_layer(_distances(heat, outdoors, ground, panden), paths["kea_afstand_koelte"], "afstand_tot_koelte")
    for name, share in _cover_of(folder, ground).items():
        means = [_mean(share, buurt == row) for row in range(len(plan.buurten))]
        rows = _areas(plan, bu_code=_codes(plan), percentage=means)
        write_layer(rows, paths["kea_groen_buurt"], f"{name}_per_buurt27")
    write_layer(_pile_rot(plan, panden), paths["kea_paalrot"], "risicopaalrot_huidig")
    write_layer(_wijktypen(plan), paths["kea_wijktypen"], "wijktypen_buurten")
    return paths


def _areas(plan: Plan, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=plan.buurten.geometry.to_numpy(), crs=RD)


def _codes(plan: Plan) -> list[str]:
    """Return the codes of an earlier year: a buurt with letters in its code had another one."""
    codes = plan.buurten["buurtcode"]
    return [code if code[6:].isdigit() else f"{code[:6]}77{row:02d}" for row, code in enumerate(codes)]


def _raster(folder: Path, name: str, ground: Ground) -> Grid:
    """Return a raster on the grid of the ground, in cells of 10 m; NaN where it does not reach or has no value."""
    with rasterio.open(folder / f"{name}.tif") as file:
        values = np.where(file.read_masks(1) > 0, file.read(1), np.nan)
        left = int((file.transform.c - ground.corner[0]) // 10)
    return np.asarray(np.pad(values, ((0, 0), (left, 0)), constant_values=np.nan), dtype="float32")


def _share(ground: Ground, *covers: Cover) -> Grid:
    """Return in which cells of 10 m half or more is one of `covers`: 1, else 0."""
    part = halved(np.isin(ground.cover, covers).astype("float32"))
    return np.asarray(part >= 0.5, dtype="float32")  # noqa: PLR2004 - half


def _mean(values: Grid, chosen: NDArray[np.bool_]) -> float:
    """Return the mean with one decimal; NaN where less than half of the cells has a value."""
    cells = values[chosen]
    known = cells[~np.isnan(cells)]
    return float(known.mean().round(1)) if len(known) * 2 > len(cells) else float("nan")


def _cover_of(folder: Path, ground: Ground) -> dict[str, Grid]:
    """Return the percentage of each cell that is tree, green, paved or built, and water."""
    greens = [np.nan_to_num(_raster(folder, name, ground)) for name in ("rivm_bomen", "rivm_struiken", "rivm_gras")]
    hard = halved(np.isin(ground.cover, (Cover.ROAD, Cover.RAIL, Cover.BUILDING, Cover.YARD)).astype("float32"))
    green = np.minimum(np.sum(greens, axis=0), 100)
    return {
        "boom": greens[0],
        "groen": green,
        "grijs": np.clip(100 * hard - green, 0, 100),
        "water": 100 * halved((ground.cover == Cover.WATER).astype("float32")),
    }


def _distances(heat: Grid, outdoors: NDArray[np.bool_], ground: Ground, panden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the panden with the walk to the nearest cool place (m) and its class; none where the heat map ends."""
    label, count = ndimage.label((heat <= COOL_PET) & outdoors)
    cool = np.isin(label, np.flatnonzero(np.bincount(label.ravel(), minlength=count + 1) >= COOL_CELLS)) & (label > 0)
    walk = WALK * 2 * CELL_M * ndimage.distance_transform_edt(~cool)
    middle = panden.geometry.representative_point()
    column = ((middle.x - ground.corner[0]) // (2 * CELL_M)).astype(int)
    row = ((ground.corner[1] - middle.y) // (2 * CELL_M)).astype(int)
    metres = pd.Series(walk[row, column].round(), panden.index)
    steps = pd.cut(metres, [-1, 0, 100, 300, 500, 1000, np.inf], labels=False)
    names = np.array(["Koele plek", "< 100 m", "100 - 300 m", "300 - 500 m", "500 - 1000 m", "> 1000 m"])
    rows = gpd.GeoDataFrame({"afstand": metres, "Legenda": names[steps]}, geometry=panden.geometry, crs=RD)
    return rows[~np.isnan(heat[row, column])]


def _pile_rot(plan: Plan, panden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the percentage of panden at risk: old houses on the soft ground in the south."""
    years = panden["bouwjaar"].where(panden["bouwjaar"].between(1006, 2100))
    old = (years < LAST_PILES).groupby(panden["buurt"]).mean().reindex(plan.buurten.index)
    south, north = plan.buurten.total_bounds[[1, 3]]
    depth = (north - plan.buurten.geometry.centroid.y) / (north - south)
    risk = (40 * old * np.clip(depth - SOUTH_BANK + 0.35, 0, 1)).round(1)
    return _areas(plan, buurtcode=_codes(plan), no_cc_risi=risk.fillna(-99999.0).to_numpy())


def _wijktypen(plan: Plan) -> gpd.GeoDataFrame:
    """Return the wijktype per buurt with its candidates and how sure they are."""
    kinds = plan.buurten["wijktype"]
    first = kinds.map(WIJKTYPEN).astype(object)
    sure = (0.55 + 0.05 * (plan.buurten.index.to_numpy() % 8)).round(2)
    known = first.notna()
    return _areas(
        plan,
        BU_CODE=_codes(plan),
        WijktypeDe=first.where(known, None).to_numpy(),
        Wijktype1=first.where(known, None).to_numpy(),
        Beoordelin=np.where(known, sure, np.nan),
        Wijktype2=first.where(~known, SECOND).where(known, None).to_numpy(),
        Beoordeli2=np.where(known, 0.9 - sure, np.nan).round(2),
    )
