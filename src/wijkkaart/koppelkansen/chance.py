"""Whether two things meet more often than by chance, when neighbouring buurten look alike.

Plain permutation finds "significant" overlap too often on maps: high buurten lie together. Moran
spectral randomisation (Wagner and Dray 2015) makes maps that are as smooth as the real one: it keeps
mean, variance and Moran's I, and flips the signs of the coefficients on the eigenvectors of the
neighbour matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

#: Two outlines that come this close are neighbours (metres): drawings leave slivers.
_TOUCH_M = 1.0
#: Draws of the null model; the smallest chance it can show is one in this number.
DRAWS = 999


@dataclass(frozen=True)
class Overlap:
    """How often two things meet in the same buurt.

    Parameters
    ----------
    n
        Buurten of which both are known.
    a, b, samen
        Buurten with the one, with the other and with both.
    """

    n: int
    a: int
    b: int
    samen: int

    @property
    def verwacht(self) -> float:
        """How many would have both if they had nothing to do with each other: a * b / n."""
        return self.a * self.b / self.n if self.n else 0.0

    @property
    def lift(self) -> float:
        """How many times as often as that they meet; NaN where nothing is expected."""
        return self.samen / self.verwacht if self.verwacht else float("nan")


def overlap(one: Bools, other: Bools) -> Overlap:
    """Return the counts of two sets of flags (bool per buurt)."""
    return Overlap(len(one), int(one.sum()), int(other.sum()), int((one & other).sum()))


def hypergeometric(counts: Overlap) -> float:
    """Return the chance of at least so many together if every buurt were as likely as any other."""
    return float(stats.hypergeom.sf(counts.samen - 1, counts.n, counts.a, counts.b))


def neighbours(areas: gpd.GeoSeries) -> Floats:
    """Return a symmetric 0/1 matrix of touching areas; an island gets its nearest other area.

    Parameters
    ----------
    areas
        At least two polygons, EPSG:28992.
    """
    shapes = areas.to_numpy()
    tree = shapely.STRtree(shapes)
    near = tree.query(shapes, predicate="dwithin", distance=_TOUCH_M)
    matrix = np.zeros((len(shapes), len(shapes)))
    matrix[near[0], near[1]] = 1.0
    np.fill_diagonal(matrix, 0.0)
    for island in np.flatnonzero(matrix.sum(axis=0) == 0):
        distance = shapely.distance(shapes[island], shapes)
        distance[island] = np.inf
        nearest = int(np.argmin(distance))
        matrix[island, nearest] = matrix[nearest, island] = 1.0
    return matrix


def eigenvectors(matrix: Floats) -> Floats:
    """Return the Moran eigenvectors of a symmetric neighbour matrix, one a column, the constant one left out."""
    size = len(matrix)
    flat = np.full((size, size), 1.0 / size)
    centre = np.eye(size) - flat
    # Far below all others, so that the constant direction comes first and can be dropped.
    _, vectors = np.linalg.eigh(centre @ matrix @ centre - 1e3 * flat)
    return np.asarray(vectors[:, 1:], dtype="float64")


def as_smooth_as(values: Floats, vectors: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Return draw x buurt: unrelated maps with the mean, variance and Moran's I of `values`."""
    coefficients = vectors.T @ (values - values.mean())
    signs = random.choice([-1.0, 1.0], size=(draws, len(coefficients)))
    return np.asarray(values.mean() + (signs * coefficients) @ vectors.T, dtype="float64")


def highest(maps: Floats, number: int) -> Bools:
    """Return per row the flags of the `number` highest values."""
    order = np.argsort(-maps, axis=1, kind="stable")[:, :number]
    flags = np.zeros(maps.shape, dtype=bool)
    np.put_along_axis(flags, order, values=True, axis=1)
    return flags


def chance_of(values: Floats, one: Bools, other: Bools, vectors: Floats, random: np.random.Generator) -> float:
    """Return how likely at least so much overlap is between `other` and a map as smooth as `values`.

    Parameters
    ----------
    values
        The quantity behind the flags `one`: the highest of it are flagged.
    """
    maps = as_smooth_as(values, vectors, DRAWS, random)
    together = (highest(maps, int(one.sum())) & other).sum(axis=1)
    return float((1 + (together >= (one & other).sum()).sum()) / (DRAWS + 1))


def moran(values: Floats, matrix: Floats) -> float:
    """Return Moran's I with row-standardised weights: near 1 where neighbours look alike, about 0 where they do not."""
    weights = matrix / matrix.sum(axis=1, keepdims=True)
    centred = values - values.mean()
    return float((centred @ weights @ centred) / (centred @ centred))


def odds_ratio_within(one: Bools, other: Bools, strata: Sequence[str]) -> float:
    """Return the Mantel-Haenszel odds ratio: how much they go together inside strata; NaN where nothing can be said."""
    names = np.asarray(strata, dtype=object)
    top = bottom = 0.0
    for name in sorted(set(strata)):
        here = names == name
        a, b = (one & other & here).sum(), (one & ~other & here).sum()
        c, d = (~one & other & here).sum(), (~one & ~other & here).sum()
        top += a * d / here.sum()
        bottom += b * c / here.sum()
    return float(top / bottom) if bottom else float("nan")


def at_least(number: int, of: int, share: float) -> float:
    """Return the chance that at least `number` of `of` independent tasks are high, each with chance `share`."""
    return float(stats.binom.sf(number - 1, of, share))


def at_least_known(flags: Sequence[bool | None], number: int) -> bool | None:
    """Return whether at least `number` flags are true; None where the unknown ones decide."""
    sure = sum(flag is True for flag in flags)
    possible = sure + sum(flag is None for flag in flags)
    return True if sure >= number else None if possible >= number else False
