"""Brings the figures of one opgave together: mean, geometric mean, or a mean in which the highest weigh most.

All take one array per indicator (0-100, high is a bigger opgave, NaN where it is missing) and one
weight per indicator, of shapes that broadcast. What is missing has no weight.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Parts = Sequence[Floats]

#: The logarithm of 0 is no number: below this a figure counts as this much.
_LEAST = 1.0

#: What the highest, the middle and the lowest of three figures count: the worst counts more, and not alone.
BY_PLACE = (0.5, 0.3, 0.2)


def arithmetic(scores: Parts, weights: Parts) -> Floats:
    """Return the weighted mean; NaN where there is nothing to take a mean of."""
    used = [np.where(np.isnan(score), 0.0, weight) for score, weight in zip(scores, weights, strict=True)]
    # Summed per indicator, so that a gebied gets the same sum wherever it stands in the table.
    total = reduce(operator.add, used)
    summed = reduce(operator.add, (np.nan_to_num(score) * weight for score, weight in zip(scores, used, strict=True)))
    means = np.divide(summed, total, out=np.full(np.shape(total), np.nan), where=total > 0)
    return np.asarray(means, dtype="float64")


def geometric(scores: Parts, weights: Parts) -> Floats:
    """Return the weighted geometric mean: one high and one low figure come out lower than two in the middle."""
    return np.exp(arithmetic([np.log(np.maximum(score, _LEAST)) for score in scores], weights))


def owa(scores: Parts, weights: Parts) -> Floats:
    """Return the mean in which the highest figures weigh most: of three 0.5, 0.3 and 0.2."""
    return ordered(scores, weights, BY_PLACE)


def ordered(scores: Parts, weights: Parts, by_place: Sequence[float]) -> Floats:
    """Return the ordered weighted mean; NaN where there is nothing to take a mean of.

    Where the number of figures is another than that of the places, or their weights differ, the
    line through the summed weights of the places says what each counts (WOWA, Torra 1997): so a
    figure that rises never lowers the mean.

    Parameters
    ----------
    by_place
        Weight of the highest figure, of the next, and so on; together 1.

    Examples
    --------
    >>> three = [np.array(score) for score in (30.0, 90.0, 60.0)]
    >>> round(float(ordered(three, [np.array(1.0)] * 3, [0.5, 0.3, 0.2])), 9)
    69.0
    """
    table = np.stack(np.broadcast_arrays(*scores, *weights))
    values, own = table[: len(scores)], table[len(scores) :]
    order = np.argsort(-values, axis=0, kind="stable")  # what is missing comes last
    values, own = (np.take_along_axis(part, order, axis=0) for part in (values, own))
    reached = np.cumsum(np.where(np.isnan(values), 0.0, own), axis=0)
    with np.errstate(invalid="ignore"):
        share = reached / reached[-1]
    line = np.interp(share, np.linspace(0, 1, len(by_place) + 1), np.cumsum([0.0, *by_place]))
    counts = np.diff(line, axis=0, prepend=0.0)
    return np.asarray((counts * np.nan_to_num(values)).sum(axis=0), dtype="float64")


def orness(by_place: Sequence[float]) -> float:
    """Return how much the weights of the places lean to the highest: 1 is the highest only, 0.5 the plain mean.

    >>> round(orness([0.5, 0.3, 0.2]), 9)
    0.65
    """
    last = len(by_place) - 1
    return sum(weight * (last - place) for place, weight in enumerate(by_place)) / last


#: Every way by its name in a config.
MEANS: dict[str, Callable[[Parts, Parts], Floats]] = {
    "rekenkundig": arithmetic,
    "meetkundig": geometric,
    "owa": owa,
}
