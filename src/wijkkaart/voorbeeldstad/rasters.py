"""The rasters: greenery, heat, rain water and flood depth, all from one picture of the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.voorbeeldstad.files import write_raster
from wijkkaart.voorbeeldstad.landcover import CELL_M, Ground, box_mean, halved, smooth_noise
from wijkkaart.voorbeeldstad.terrain import Cover
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from wijkkaart.voorbeeldstad.plan import Plan

    Grid = NDArray[np.float32]

#: Greenery per kind of ground, in percent: trees, shrubs, grass and low plants.
GREENERY = {
    Cover.FARMLAND: (2.0, 1.0, 0.0),
    Cover.GREEN: (26.0, 14.0, 48.0),
    Cover.FOREST: (78.0, 10.0, 8.0),
    Cover.ROAD: (0.0, 0.5, 3.0),
    Cover.RAIL: (1.0, 6.0, 22.0),
    Cover.BUILDING: (1.0, 0.0, 1.0),
    Cover.WATER: (0.0, 0.5, 0.5),
}
#: A cell is farmland where more than half of it is; water less deep than this is dry (m).
HALF, SHALLOW_M = 0.5, 0.02
#: Where the low ground begins: as a share of the map from the north, and of the map from the west.
SOUTH_BANK, WEST_POLDERS = 0.61, 0.33
#: What the flood rasters hold in dry cells, besides 0.
DRY = -999.999
#: Buurt that the heat map leaves out.
NO_PET = "BU99991002"


def write_rasters(folder: Path, ground: Ground, plan: Plan, rng: np.random.Generator) -> dict[str, Path | list[Path]]:
    """Write all rasters; return their paths by source id."""
    trees, shrubs, grass = greenery(ground, plan.buurten["wijktype"].tolist(), rng)
    paved = halved(np.isin(ground.cover, (Cover.ROAD, Cover.RAIL, Cover.BUILDING, Cover.YARD)).astype("float32"))
    paved = np.clip(paved - (trees + shrubs + grass) / 100, 0, 1)
    farmland = halved((ground.cover == Cover.FARMLAND).astype("float32")) > HALF
    water = halved((ground.cover == Cover.WATER).astype("float32"))
    heat = pet(paved, trees, water, rng)
    skip = _columns_without_pet(ground, plan)
    paths = {
        name: folder / f"{name}.tif"
        for name in (
            "rivm_bomen",
            "rivm_struiken",
            "rivm_gras",
            "kea_pet",
            "kea_schaduw",
            "rivm_uhi",
            "kea_waterdiepte",
        )
    }
    write_raster(trees, paths["rivm_bomen"], ground.corner, 10)
    write_raster(shrubs, paths["rivm_struiken"], ground.corner, 10)
    write_raster(np.where(farmland, np.nan, grass), paths["rivm_gras"], ground.corner, 10)
    write_raster(heat[:, skip:], paths["kea_pet"], (ground.corner[0] + 10 * skip, ground.corner[1]), 10)
    write_raster(shade(ground, trees), paths["kea_schaduw"], ground.corner, 10)
    write_raster(uhi(paved, trees, water), paths["rivm_uhi"], ground.corner, 10)
    write_raster(rain_water(ground, paved, rng), paths["kea_waterdiepte"], ground.corner, CELL_M)
    return {**paths, "liwo_overstromingsdiepte": _write_floods(folder, ground, rng)}


def greenery(ground: Ground, kinds: Sequence[str], rng: np.random.Generator) -> tuple[Grid, Grid, Grid]:
    """Return trees, shrubs and grass: percent of every 10 m cell, together at most 100."""
    shape = ground.cover.shape
    types = [WIJKTYPES.get(kind, WIJKTYPES["polder"]) for kind in kinds]
    yards = np.array([kind.tuin for kind in types] + [0.5]) * np.append(rng.normal(1, 0.1, len(types)), 1)
    canopy = np.array([kind.bomen for kind in types] + [0.1]) * np.append(rng.normal(1, 0.15, len(types)), 1)
    table = np.array([GREENERY.get(kind, (0, 0, 0)) for kind in Cover], dtype="float32")
    trees, shrubs, grass = (table[ground.cover, layer] for layer in range(3))
    yard, road = ground.cover == Cover.YARD, ground.cover == Cover.ROAD
    trees[yard] = 100 * canopy[ground.buurt[yard]] * 0.75
    trees[road] = 100 * canopy[ground.buurt[road]] * 0.8
    shrubs[yard] = 32 * yards[ground.buurt[yard]]
    grass[yard] = 44 * yards[ground.buurt[yard]]
    clumps = np.exp(0.9 * smooth_noise(shape, 5, rng) + 0.35 * smooth_noise(shape, 40, rng)) * 0.75
    trees = np.clip(trees * clumps, 0, 96)
    low = np.clip((100 - trees) / 100, 0, 1) * np.clip(1 + 0.25 * smooth_noise(shape, 8, rng), 0.2, 1.6)
    trees, shrubs, grass = (halved(layer.astype("float32")) for layer in (trees, shrubs * low, grass * low))
    room = np.minimum(1, (100 - trees) / np.maximum(shrubs + grass, 1))
    return np.round(trees), np.floor(shrubs * room), np.floor(grass * room)


def pet(paved: Grid, trees: Grid, water: Grid, rng: np.random.Generator) -> Grid:
    """Return the physiological equivalent temperature (degrees C) on a hot afternoon, 10 m cells."""
    around = box_mean(paved, 3)
    shade = box_mean(trees, 1) / 100
    near_water = box_mean(water, 4)
    value = 40.6 + 3.4 * around + 2.0 * paved - 10.5 * shade - 4.5 * near_water
    return np.asarray(np.round(value + 0.45 * smooth_noise(paved.shape, 30, rng), 1), dtype="float32")


def shade(ground: Ground, trees: Grid) -> Grid:
    """Return the share (0-1) of every 10 m cell in shade in the afternoon: under trees, and beside buildings."""
    built = box_mean(halved((ground.cover == Cover.BUILDING).astype("float32")), 1)
    value = 1 - (1 - 0.95 * box_mean(trees, 1) / 100) * (1 - 0.8 * built)
    return np.asarray(np.round(value, 2), dtype="float32")


def uhi(paved: Grid, trees: Grid, water: Grid) -> Grid:
    """Return the urban heat island effect (degrees C, summer mean) on 10 m cells."""
    value = 0.15 + 3.4 * box_mean(paved, 20) - 0.5 * box_mean(trees, 10) / 100 - 0.3 * box_mean(water, 10)
    return np.asarray(np.round(np.maximum(value, 0), 2), dtype="float32")


def rain_water(ground: Ground, paved: Grid, rng: np.random.Generator) -> Grid:
    """Return the water depth (m) after 70 mm of rain in two hours: low spots fill, the paved ones most."""
    shape = ground.cover.shape
    hard = np.repeat(np.repeat(box_mean(paved, 9), 2, axis=0), 2, axis=1)
    low = 0.35 * smooth_noise(shape, 70, rng) + 0.75 * smooth_noise(shape, 9, rng)
    depth = 0.4 * hard * (low - 1.75 + 1.45 * hard + 0.15 * (ground.cover == Cover.ROAD))
    dry = np.isin(ground.cover, (Cover.BUILDING, Cover.WATER))
    return np.asarray(np.round(np.where(dry | (depth < SHALLOW_M), 0, depth), 3), dtype="float32")


def _columns_without_pet(ground: Ground, plan: Plan) -> int:
    """Return how many 10 m columns in the west the heat map leaves out."""
    row = plan.buurten.index[plan.buurten["buurtcode"] == NO_PET][0]
    return int((plan.buurten.geometry[row].bounds[2] - ground.corner[0]) // 10)


def _write_floods(folder: Path, ground: Ground, rng: np.random.Generator) -> list[Path]:
    """Write two dike breaches of 100 m cells: south of the river, and in the west.

    Dry is 0 or -999.999, neither of which is the tagged nodata.
    """
    step = 100 // CELL_M
    water = (ground.cover == Cover.WATER).astype("float32")
    shape = (ground.cover.shape[0] // step, ground.cover.shape[1] // step)
    river = box_mean(water, 30)[step // 2 :: step, step // 2 :: step]
    south = np.linspace(-SOUTH_BANK, 1 - SOUTH_BANK, shape[0])[:, None] + np.zeros(shape)
    west = np.linspace(WEST_POLDERS, WEST_POLDERS - 1, shape[1])[None, :] + np.zeros(shape)
    paths = []
    for name, low in (("scenario_9901", south), ("scenario_9902", west)):
        depth = 6 * low + river + 0.2 * smooth_noise(shape, 4, rng)
        dry = np.where(smooth_noise(shape, 6, rng) > 0, 0.0, DRY)
        path = folder / f"{name}.tif"
        write_raster(np.where(depth > SHALLOW_M, np.round(depth, 2), dry), path, ground.corner, 100)
        paths.append(path)
    return paths
