"""Drawing by chance, always from the one generator that the seed made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray


def some(share: ArrayLike, count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return which of `count` things are picked, each with chance `share` (0-1)."""
    return np.asarray(rng.random(count) < np.asarray(share))


def one_of_each(shares: Mapping[str, float], count: int, rng: np.random.Generator) -> NDArray[np.object_]:
    """Return `count` names, each drawn with its share; the shares add up to 1."""
    names = np.array(list(shares), dtype=object)
    return np.asarray(rng.choice(names, size=count, p=np.array(list(shares.values()))), dtype=object)
