"""The random choices of the robustness draws, and where every gebied ends up in each of them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wijkkaart.scoring.recipe import Recipe

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Stored with the method, so that everybody gets the same draws.
SEED = 20260

#: Weights move at most this much up or down (the width COINr uses in its own example).
_WEIGHT_NOISE = 0.25
#: Leaving one out only makes sense while two remain.
LEAST_FOR_LEAVING_OUT = 3


def stream(*names: str) -> np.random.Generator:
    """Return the random numbers that belong to these names: the same in every run, order and selection."""
    return np.random.default_rng([SEED, zlib.crc32("/".join(names).encode("utf-8"))])


@dataclass(frozen=True)
class Choices:
    """What is chosen in each draw, shared by all opgaven.

    Parameters
    ----------
    schaal
        Name of the way to put figures on 0-100, per draw.
    samenvoegen
        Name of the way to bring them together, per draw.
    """

    schaal: NDArray[np.str_]
    samenvoegen: NDArray[np.str_]

    @property
    def aantal(self) -> int:
        """Return the number of draws."""
        return len(self.schaal)

    def weights(self, recipe: Recipe) -> Floats:
        """Return draw x indicator: weights moved at random, and one indicator left out (weight 0)."""
        table = moved_weights(recipe, self.aantal)
        count = len(recipe.indicatoren)
        if count >= LEAST_FOR_LEAVING_OUT:
            left_out = stream("weglaten", recipe.opgave).integers(count, size=self.aantal)
            table[np.arange(self.aantal), left_out] = 0.0
        return table

    def blocks(self, most: int) -> list[Ints]:
        """Return the numbers of all draws in blocks of at most `most` that share scale and kind of mean."""
        kinds = [
            np.flatnonzero((self.schaal == scale) & (self.samenvoegen == mean))
            for scale in np.unique(self.schaal)
            for mean in np.unique(self.samenvoegen)
        ]
        return [kind[start : start + most] for kind in kinds for start in range(0, len(kind), most)]


def choose(number: int, scales: Sequence[str], means: Sequence[str]) -> Choices:
    """Return the choices of `number` draws among `scales` and `means`."""
    return Choices(
        schaal=np.array(scales)[stream("schaal").integers(len(scales), size=number)],
        samenvoegen=np.array(means)[stream("gemiddelde").integers(len(means), size=number)],
    )


def moved_weights(recipe: Recipe, number: int) -> Floats:
    """Return draw x indicator: the weights of the recipe, each moved by at most a quarter."""
    table = np.empty((number, len(recipe.indicatoren)))
    for column, (name, weight) in enumerate(zip(recipe.indicatoren, recipe.gewichten, strict=True)):
        noise = stream("gewicht", name).uniform(-_WEIGHT_NOISE, _WEIGHT_NOISE, number)
        table[:, column] = float(weight) * (1 + noise)
    return table


@dataclass(frozen=True)
class Draws:
    """Where every gebied stands in every draw.

    Parameters
    ----------
    tweemaal
        Per opgave gebied x draw (uint16): twice the reference buurten below, plus the equal ones.
    omvang
        Per opgave and gebied the number of reference buurten; 0 where there is no score.
    """

    tweemaal: Mapping[str, NDArray[np.uint16]]
    omvang: Mapping[str, Ints]

    def first(self, number: int) -> Draws:
        """Return the draws of the first `number` gebieden."""
        places = {opgave: table[:number] for opgave, table in self.tweemaal.items()}
        return Draws(places, {opgave: sizes[:number] for opgave, sizes in self.omvang.items()})

    def scores(self, opgave: str, rows: slice) -> Floats:
        """Return the scores (0-100) of the gebieden in `rows`, gebied x draw; NaN where there is no score."""
        size = self.omvang[opgave][rows][:, None]
        return np.where(size > 0, 100.0 * self.tweemaal[opgave][rows] / np.maximum(2 * size, 1), np.nan)
