"""How fast and how lean the work on the map is: a grid over zones, points in zones, all indicators.

    python benchmarks/ruimte.py

Every measurement is in a process of its own, and what is compared goes by turns. Seconds are those of the
processor: everything here works on one core, and other work on the machine counts less that way. The grid
(25 m, the whole country) and the points are made up by a seed; the buurten are real: another file is given
with ``--buurten``. Compares with rasterstats where that is installed (``pip install rasterstats``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock
from zlib import crc32

import geopandas as gpd
import numpy as np
import shapely
from affine import Affine
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource

from wijkkaart import pipeline
from wijkkaart.config import VOORBEELDSTAD, for_gemeente
from wijkkaart.measure import measure
from wijkkaart.spatial.placement import assign_points
from wijkkaart.spatial.zonal import zonal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    Found = Mapping[str, Any]

SEED = 2016
BUURTEN = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "nederland" / "buurten_2016.gpkg"
#: 13,000 x 11,200 cells of 25 m: all of the Netherlands.
LEFT, BOTTOM, RIGHT, TOP, CELL = 0, 300_000, 280_000, 625_000, 25
TRANSFORM = Affine(CELL, 0, LEFT, 0, -CELL, TOP)
#: Values run from 20.0 to 60.0, in tenths as published maps are; a share of the cells has none.
LEAST, SPAN, DECIMALS, EMPTY = 20, 40, 1, 0.02
#: Of the points so many lie exactly on a border.
POINTS, ON_BORDER = 300_000, 3_000
#: rasterstats is timed on this many zones.
SAMPLE = 1_000
#: What the project promises.
MOST_ZONAL, MOST_FIVE, MOST_MB, MOST_PLACING, MOST_INDICATORS = 1.15, 2.0, 2_000, 1.1, 6.0

#: What one figure and a figure with its spread ask for; the number of cells always comes along.
ONE, FIVE = ["mean"], ["mean", "p10", "p50", "p90"]
BARE_ONE, BARE_FIVE = ["mean", "count"], ["mean", "quantile(q=0.1)", "quantile(q=0.5)", "quantile(q=0.9)", "count"]


def make_grid(path: Path, *, fine: bool) -> None:
    """Write the grid; `fine` for cells that all have another value."""
    rng = np.random.default_rng(SEED)
    shape = ((TOP - BOTTOM) // CELL, (RIGHT - LEFT) // CELL)
    values = LEAST + SPAN * rng.random(shape, dtype="float32")
    if not fine:
        np.round(values, DECIMALS, out=values)
    values[rng.random(shape, dtype="float32") < EMPTY] = np.nan
    np.save(path, values)


def read_zones(path: Path) -> gpd.GeoDataFrame:
    """Return the zones with their code (the first column of the file) as index."""
    zones = gpd.read_file(path)
    return zones.set_index(zones.columns[0])[["geometry"]]


def make_points(zones: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return points spread over the zones, so that most lie where buurten are small; some on a border."""
    rng = np.random.default_rng(SEED)
    boxes = zones.bounds.to_numpy()[rng.integers(len(zones), size=POINTS)]
    places = boxes[:, :2] + rng.random((POINTS, 2)) * (boxes[:, 2:] - boxes[:, :2])
    corners = shapely.get_coordinates(zones.geometry.to_numpy())
    places[:ON_BORDER] = rng.choice(corners, ON_BORDER)
    codes = [f"0003010{number:09d}" for number in range(POINTS)]
    return gpd.GeoSeries(shapely.points(places), index=codes, crs=zones.crs)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of the processor that `work` takes, and what it returns."""
    begin = time.process_time()
    found = work()
    return time.process_time() - begin, found


def ours(stats: list[str], grid: Path, buurten: Path) -> Found:
    values, zones = np.load(grid), read_zones(buurten)
    seconds, table = timed(lambda: zonal(values, TRANSFORM, zones, stats))
    return {"seconds": seconds, "sum": float(table[stats[0]].sum())}


def bare(stats: list[str], strategy: str, grid: Path, buurten: Path) -> Found:
    """Call exactextract as its own documentation does."""
    values, zones = np.load(grid), read_zones(buurten)
    source = NumPyRasterSource(values, LEFT, BOTTOM, RIGHT, TOP, srs_wkt=zones.crs.to_wkt())
    seconds, table = timed(lambda: exact_extract(source, zones, stats, strategy=strategy, output="pandas"))
    return {"seconds": seconds, "sum": float(table["mean"].sum())}


def rasterstats(grid: Path, buurten: Path) -> Found:
    """Count a cell wholly or not at all, as rasterstats does; the seconds are those of all zones."""
    from rasterstats import zonal_stats  # noqa: PLC0415 - no part of the project: may be absent

    values, zones = np.load(grid), read_zones(buurten)
    some = zones.sample(SAMPLE, random_state=SEED)
    seconds, _ = timed(lambda: zonal_stats(some, values, affine=TRANSFORM, stats=["mean", "count"], nodata=np.nan))
    return {"seconds": seconds * len(zones) / SAMPLE}


def placed(_: Path, buurten: Path) -> Found:
    zones = read_zones(buurten)
    points = make_points(zones)
    seconds, found = timed(lambda: assign_points(points, zones))
    return {"seconds": seconds, "labels": fingerprint(found.dropna())}


def joined(predicate: str, _: Path, buurten: Path) -> Found:
    """Join as geopandas does, where a point on a border gets several rows, or (``within``) none."""
    zones = read_zones(buurten).rename_axis("zone")
    points = gpd.GeoDataFrame(geometry=make_points(zones))
    seconds, found = timed(lambda: gpd.sjoin(points, zones, predicate=predicate))
    first = found["zone"].groupby(level=0).min()
    return {"seconds": seconds, "labels": fingerprint(first), "extra": len(found) - len(first)}


def fingerprint(labels: pd.Series) -> int:
    return crc32("".join(f"{point}{zone}" for point, zone in labels.sort_index().items()).encode())


def indicators(grid: Path, buurten: Path) -> Found:  # noqa: ARG001 - called as the others are
    """Time ``measure`` inside a run of Voorbeeldstad, when all layers are read."""
    with mock.patch.object(pipeline, "measure", measured_and_left):
        try:
            pipeline.run(for_gemeente(VOORBEELDSTAD), lambda _: None)
        except MeasuredError as done:
            return done.args[0]
    raise SystemExit("the run has not measured anything")


class MeasuredError(Exception):
    """Leaves the run with the figures: what comes after is not measured here."""


def measured_and_left(declared: Mapping[str, Any], *given: Any) -> None:
    seconds, table = timed(lambda: measure(declared, *given))
    each = {name: timed(partial(measure, {name: item}, *given))[0] for name, item in declared.items()}
    slowest = sorted(each, key=each.__getitem__, reverse=True)[:5]
    raise MeasuredError(
        {"seconds": seconds, "rows": len(table), "slowest": {name: round(each[name], 2) for name in slowest}}
    )


WORK: dict[str, Callable[[Path, Path], Found]] = {
    "wijkkaart, mean and coverage": partial(ours, ONE),
    "exactextract, feature-sequential": partial(bare, BARE_ONE, "feature-sequential"),
    "exactextract, raster-sequential": partial(bare, BARE_ONE, "raster-sequential"),
    "wijkkaart, mean, p10, p50, p90, cells": partial(ours, FIVE),
    "exactextract, five, feature-sequential": partial(bare, BARE_FIVE, "feature-sequential"),
    "exactextract, five, raster-sequential": partial(bare, BARE_FIVE, "raster-sequential"),
    "rasterstats": rasterstats,
    "wijkkaart, points": placed,
    "sjoin, intersects": partial(joined, "intersects"),
    "sjoin, within": partial(joined, "within"),
    "wijkkaart, indicators": indicators,
}


GRID_WORK = list(WORK)[:6]
POINT_WORK = ["wijkkaart, points", "sjoin, intersects", "sjoin, within"]


def in_own_process(name: str, grid: Path, buurten: Path) -> Found:
    """Return what a measurement found, with the most memory (MB) that its process took."""
    command = [sys.executable, str(Path(__file__).resolve()), "--one", name, "--grid", str(grid)]
    command += ["--buurten", str(buurten)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def one(name: str, grid: Path, buurten: Path) -> None:
    found = dict(WORK[name](grid, buurten))
    print(json.dumps({**found, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def by_turns(names: list[str], rounds: int, grid: Path, buurten: Path) -> dict[str, list[Found]]:
    """Return per name what each round found, and print it."""
    found: dict[str, list[Found]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append(in_own_process(name, grid, buurten))
    for name, results in found.items():
        times = " ".join(f"{result['seconds']:.2f}" for result in results)
        print(f"{name}: {times} s, at most {max(result['peak'] for result in results):.0f} MB", flush=True)
    return found


def median(results: list[Found]) -> float:
    return statistics.median(result["seconds"] for result in results)


def judge(what: str, value: float, most: float) -> bool:
    print(f"-> {what}: {value:.2f} (at most {most})")
    return value <= most


def report_grid(rounds: int, grid: Path, buurten: Path) -> bool:
    """Print the figures of the grid; return whether the promises are kept."""
    found = by_turns(GRID_WORK, rounds, grid, buurten)
    mean, feature, raster, five, *_ = found.values()
    if not np.isclose(mean[0]["sum"], feature[0]["sum"], rtol=1e-9):
        raise SystemExit(f"other means than exactextract gives: {mean[0]['sum']} and {feature[0]['sum']}")
    if importlib.util.find_spec("rasterstats"):
        others = by_turns(["rasterstats"], rounds, grid, buurten)["rasterstats"]
        print(f"-> rasterstats (from {SAMPLE:,} zones) takes {median(others) / median(mean):.1f} times as long")
    else:
        print("-> rasterstats is not installed: not compared")
    print(f"-> raster-sequential takes {median(raster) / median(feature):.2f} times feature-sequential")
    kept = [
        judge("mean and coverage beside exactextract, same strategy", median(mean) / median(feature), MOST_ZONAL),
        judge("five statistics beside one", median(five) / median(mean), MOST_FIVE),
        judge("peak memory (MB)", max(result["peak"] for result in [*mean, *five]), MOST_MB),
    ]
    return all(kept)


def report_points(rounds: int, grid: Path, buurten: Path) -> bool:
    """Print the figures of the points; return whether the promise is kept."""
    found = by_turns(POINT_WORK, rounds, grid, buurten)
    own, intersects, within = found.values()
    if own[0]["labels"] != intersects[0]["labels"]:
        raise SystemExit("the points do not get the first of the zones that sjoin finds")
    print(f"-> {intersects[0]['extra']:,} rows too many from sjoin, resolved here")
    print(f"-> beside sjoin with 'within', which loses points on a border: {median(own) / median(within):.2f}")
    return judge("placing points beside sjoin", median(own) / median(intersects), MOST_PLACING)


def report_indicators(rounds: int, grid: Path, buurten: Path) -> bool:
    """Print the seconds of all indicators; return whether the promise is kept."""
    results = by_turns(["wijkkaart, indicators"], rounds, grid, buurten)["wijkkaart, indicators"]
    print(f"-> {results[0]['rows']:,} figures; slowest: {results[0]['slowest']}")
    return judge("all indicators of Voorbeeldstad (s)", median(results), MOST_INDICATORS)


PARTS = {"raster": report_grid, "punten": report_points, "indicatoren": report_indicators}


def main() -> int:
    """Print the figures; return 1 where a promise is not kept."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument(
        "--buurten", type=Path, default=BUURTEN, help="zones with a code as first column (EPSG:28992)"
    )
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--fine", action="store_true", help="a grid in which every cell has another value")
    arguments.add_argument("--part", choices=PARTS, help="only this part")
    arguments.add_argument("--one", choices=WORK, help="one measurement, in this process, as JSON")
    arguments.add_argument("--grid", type=Path, help="with --one: the grid as .npy")
    given = arguments.parse_args()
    if given.one:
        one(given.one, given.grid, given.buurten)
        return 0
    if not given.buurten.exists():
        raise SystemExit(f"no buurten at {given.buurten}: give a file with --buurten")
    print(f"{platform.platform()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        grid = Path(folder) / "grid.npy"
        # Not in this process: on Linux a child starts with the peak memory of its parent.
        making = multiprocessing.get_context("spawn").Process(
            target=make_grid, args=(grid,), kwargs={"fine": given.fine}
        )
        making.start()
        making.join()
        kept = [PARTS[part](given.rounds, grid, given.buurten) for part in ([given.part] if given.part else PARTS)]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
