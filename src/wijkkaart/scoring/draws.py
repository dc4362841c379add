"""The random choices of the robustness draws, and where every gebied ends up in each of them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wijkkaart.scoring.combine import Recipe

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Stored with the method, so that everybody gets the same draws.
SEED = 20260

#: Weights move at most this much up or down (the width COINr uses in its own example).
_WEIGHT_NOISE = 0.25
#: Leaving one out only makes sense while two remain.
_LEAST_FOR_LEAVING_OUT = 3


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
    meetkundig
        Whether the mean is geometric, per draw.
    """

    schaal: NDArray[np.str_]
    meetkundig: NDArray[np.bool_]

    @property
    def aantal(self) -> int:
        """Return the number of draws."""
        return len(self.schaal)

    def weights(self, recipe: Recipe) -> Floats:
        """Return draw x indicator: weights moved at random, and one indicator left out (weight 0)."""
        count = len(recipe.indicatoren)
        table = np.empty((self.aantal, count))
        for column, (name, weight) in enumerate(zip(recipe.indicatoren, recipe.gewichten, strict=True)):
            noise = stream("gewicht", name).uniform(-_WEIGHT_NOISE, _WEIGHT_NOISE, self.aantal)
            table[:, column] = float(weight) * (1 + noise)
        if count >= _LEAST_FOR_LEAVING_OUT:
            left_out = stream("weglaten", recipe.opgave).integers(count, size=self.aantal)
            table[np.arange(self.aantal), left_out] = 0.0
        return table

    def blocks(self, most: int) -> list[Ints]:
        """Return the numbers of all draws in blocks of at most `most` that share scale and kind of mean."""
        kinds = [
            np.flatnonzero((self.schaal == scale) & (self.meetkundig == geometric))
            for scale in np.unique(self.schaal)
            for geometric in (False, True)
        ]
        return [kind[start : start + most] for kind in kinds for start in range(0, len(kind), most)]


def choose(number: int, scales: Sequence[str]) -> Choices:
    """Return the choices of `number` draws among `scales`."""
    return Choices(
        schaal=np.array(scales)[stream("schaal").integers(len(scales), size=number)],
        meetkundig=stream("gemiddelde").integers(2, size=number) == 1,
    )


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
