"""What comes from all around: the noise and air of roads, green per buurt, and nature outside the town."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import rasterio
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.files import write_layer, write_raster
from wijkkaart.voorbeeldstad.landcover import Ground, box_mean, halved, smooth_noise
from wijkkaart.voorbeeldstad.terrain import Cover

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from wijkkaart.voorbeeldstad.plan import Plan

    Grid = NDArray[np.float32]

#: The maps that make up all green.
GREENS = ("rivm_bomen", "rivm_struiken", "rivm_gras")
#: Below this noise (dB) there is no road near enough to count: 0.
SILENT_DB = 35.0
#: Two nature areas: name, place of the middle seen from the middle of the town (m east, m north), radius (m).
NATURE = (("Lindeheide", 5200.0, 2600.0, 1400.0), ("Zandplassen", -6100.0, -1500.0, 900.0))


def write_surroundings(folder: Path, ground: Ground, plan: Plan, rng: np.random.Generator) -> dict[str, Path]:
    """Write the files under the names of the published maps, which say their year; return them by source id.

    The maps of green must be in the folder already.
    """
    road = halved((ground.cover == Cover.ROAD).astype("float32"))
    maps = {
        "rivm_geluid": ("rivm_20250101_Geluid_lden_wegverkeer_2022.tif", noise(road, rng)),
        "rivm_no2": ("rivm_nsl_20260401_gm_NO22024.tif", air(road, rng, 9.5, 26.0)),
        "rivm_pm25": ("rivm_nsl_20260401_gm_PM252024.tif", air(road, rng, 6.9, 4.5)),
    }
    for name, values in maps.values():
        write_raster(values, folder / name, ground.corner, 10)
    return {
        **{source: folder / name for source, (name, _) in maps.items()},
        "rivm_groen_buurt": _write_green(folder, ground, plan),
        "rvo_natura2000": _write_nature(folder, plan),
    }


def noise(road: Grid, rng: np.random.Generator) -> Grid:
    """Return the noise of roads (dB Lden) on 10 m cells: loudest on and along wide roads, 0 far from any."""
    level = 37.0 + 16.0 * box_mean(road, 2) + 38.0 * box_mean(road, 12) + 1.5 * smooth_noise(road.shape, 40, rng)
    return np.asarray(np.where(level < SILENT_DB, 0.0, np.round(level, 1)), dtype="float32")


def air(road: Grid, rng: np.random.Generator, background: float, traffic: float) -> Grid:
    """Return a concentration (µg/m³) on 10 m cells: a background, and more where there are many roads."""
    value = background + traffic * box_mean(road, 30) + 0.03 * background * smooth_noise(road.shape, 60, rng)
    return np.asarray(np.round(value, 2), dtype="float32")


def _write_green(folder: Path, ground: Ground, plan: Plan) -> Path:
    """Write the mean of the three maps together per buurt, farmland without plants."""
    total = np.zeros((ground.cover.shape[0] // 2, ground.cover.shape[1] // 2))
    for name in GREENS:
        with rasterio.open(folder / f"{name}.tif") as file:
            total += np.maximum(file.read(1), 0.0)
    buurt = ground.buurt[::2, ::2]
    means = [float(np.minimum(total, 100.0)[buurt == row].mean().round(2)) for row in range(len(plan.buurten))]
    codes, names = plan.buurten["buurtcode"].to_list(), plan.buurten["buurtnaam"].to_list()
    columns = {"bu_code": codes, "bu_naam": names, "_mean": means}
    path = folder / "rivm_2022_groenpercentage_kaart_per_buurt.gpkg"
    rows = gpd.GeoDataFrame(columns, geometry=plan.buurten.geometry.to_numpy(), crs=RD)
    write_layer(rows, path, path.stem)
    return path


def _write_nature(folder: Path, plan: Plan) -> Path:
    """Write the nature areas, all outside the gemeente."""
    left, bottom, right, top = plan.buurten.total_bounds
    middle = ((left + right) / 2, (bottom + top) / 2)
    shapes = [shapely.Point(middle[0] + east, middle[1] + north).buffer(size) for _, east, north, size in NATURE]
    columns = {"naam_n2k": [name for name, *_ in NATURE], "nr": [901, 902], "beschermin": ["HR", "VR+HR"]}
    path = folder / "natura2000.gpkg"
    write_layer(gpd.GeoDataFrame(columns, geometry=shapes, crs=RD), path, "natura2000")
    return path
