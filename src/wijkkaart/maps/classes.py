"""Class breaks: made once, here, so that map, legend and table always agree."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: With fewer areas than this, five classes would hold two or three areas each.
FEW_AREAS = 15
MANY_CLASSES = 5
FEW_CLASSES = 3


def number_of_classes(values: Sequence[float]) -> int:
    """Return how many classes suit `values`: five, or three when there are few areas."""
    return MANY_CLASSES if len(values) >= FEW_AREAS else FEW_CLASSES


def quantile_breaks(values: Sequence[float], classes: int) -> list[float]:
    """Return the inner breaks (ascending, each one of `values`) for about equal classes.

    Class ``j`` holds ``breaks[j-1] < value <= breaks[j]``. Equal values always share a
    class, so ties can leave fewer classes than asked for; no class is empty.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    found = {ordered[math.ceil(len(ordered) * part / classes) - 1] for part in range(1, classes)}
    return sorted(found - {ordered[-1]})


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return the class (0 is the lowest) of a value: how many breaks lie below it."""
    return bisect_left(breaks, value)


def class_bounds(breaks: Sequence[float], decimals: int) -> list[list[float | None]]:
    """Return per class its first and last value as readers see them; None where it is open.

    Values carry `decimals` decimals, so the class after "t/m 12" starts at 13.
    """
    step = 10.0**-decimals
    firsts = [None, *(round_to(value + step, decimals) for value in breaks)]
    return [[first, last] for first, last in zip(firsts, [*breaks, None], strict=True)]


def round_to(value: float, decimals: int) -> float:
    """Return `value` with `decimals` decimals, as a whole number when there are none."""
    rounded = round(float(value), decimals)
    return int(rounded) if decimals <= 0 else rounded + 0.0
