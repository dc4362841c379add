"""Ways to put figures on 0-100: what a config and the robustness draws choose from."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.scoring.normalise import midrank

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Beyond both of these a figure is so skewed that its outermost value is drawn in (JRC practice).
_SKEWNESS = 2.0
_KURTOSIS = 3.5
_MOST_POINTS = 5

#: On the z scale 50 is the mean and 20 a standard deviation, so 0 and 100 are this many away.
_Z_REACH = 2.5

#: With this number a tenth of the buurten comes above 50 (Scottish Index of Multiple Deprivation).
_SIMD = 23.0

#: Where every buurt has the same value, nobody stands out.
_MIDDLE = 50.0


def stretch(values: Floats, limits: tuple[float, float]) -> Floats:
    """Return `values` on 0-100 between the two limits; 50 if the limits are equal, NaN for NaN.

    >>> stretch(np.array([2.0, 4, 8, 10, 12]), (2.0, 10.0)).tolist()
    [0.0, 25.0, 75.0, 100.0, 100.0]
    """
    least, most = limits
    if least == most:
        return np.where(np.isnan(values), np.nan, _MIDDLE)
    return np.asarray(100 * np.clip((values - least) / (most - least), 0, 1), dtype="float64")


def minmax_limits(reference: Floats) -> tuple[float, float]:
    """Return the least and the most of the winsorised values of `reference` (no NaN)."""
    treated = winsorise(reference)
    return float(treated.min()), float(treated.max())


def z_limits(reference: Floats) -> tuple[float, float]:
    """Return the values that lie 2.5 (population) standard deviations below and above the mean of `reference`."""
    middle, reach = float(reference.mean()), _Z_REACH * float(reference.std())
    return middle - reach, middle + reach


def winsorise(values: Floats) -> Floats:
    """Return `values` (no NaN) with an outermost value replaced by the next, at most five times, while too skewed."""
    treated = values.copy()
    for _ in range(_MOST_POINTS):
        if treated.min() == treated.max():
            return treated
        skewness, kurtosis = skewness_and_kurtosis(treated)
        if not (abs(skewness) > _SKEWNESS and kurtosis > _KURTOSIS):
            return treated
        outermost = treated.max() if skewness > 0 else treated.min()
        others = treated[treated != outermost]
        treated[treated == outermost] = others.max() if skewness > 0 else others.min()
    return treated


def skewness_and_kurtosis(values: Floats) -> tuple[float, float]:
    """Return both of a sample that is not all the same, without bias where it is large enough (as scipy and JRC do).

    By hand, because scipy takes a millisecond a call and the draws ask it for every figure of every gemeente.
    """
    number, off = len(values), values - values.mean()
    off /= np.abs(off).max()  # both say nothing of size, and a power of something tiny is 0
    squares = off * off
    spread = float(squares.mean())
    skewness = float((squares * off).mean()) / spread**1.5
    kurtosis = float((squares * squares).mean()) / spread**2 - 3
    if number > 2:  # noqa: PLR2004 - below it there is nothing to divide by
        skewness *= sqrt(number * (number - 1)) / (number - 2)
    if number > 3:  # noqa: PLR2004 - as above
        kurtosis = (number - 1) / ((number - 2) * (number - 3)) * ((number + 1) * kurtosis + 6)
    return skewness, kurtosis


def exponential(share: Floats) -> Floats:
    """Return a place (0-1, high is a bigger opgave) on a scale of 0-100 that only the highest places climb.

    >>> exponential(np.array([0.0, 0.5, 0.9, 1.0])).round(1).tolist()
    [0.0, 15.6, 50.4, 100.0]
    """
    return np.asarray(_SIMD * np.log(1 / (1 - share * (1 - np.exp(-100 / _SIMD)))), dtype="float64")


#: Scales between two limits that the reference gives.
LIMITS: dict[str, Callable[[Floats], tuple[float, float]]] = {"minmax": minmax_limits, "z": z_limits}


def on_scale(scale: str, values: Floats, reference: Floats) -> Floats:
    """Return `values` on 0-100 among `reference` (both high for a bigger opgave); NaN for NaN or no reference.

    Parameters
    ----------
    scale
        ``percentiel``, ``minmax``, ``z`` or ``exponentieel``.
    """
    members = reference[~np.isnan(reference)]
    if not len(members):
        return np.full(values.shape, np.nan)
    if scale in LIMITS:
        return stretch(values, LIMITS[scale](members))
    return from_places(scale, midrank(values, members))


def from_places(scale: str, places: Floats) -> Floats:
    """Return places (0-100) as they are, or on the exponential scale."""
    return exponential(places / 100) if scale == "exponentieel" else places
