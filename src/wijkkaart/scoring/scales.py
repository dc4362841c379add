"""Other ways than ranks to put figures on 0-100: what the robustness draws choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Beyond both of these a figure is so skewed that its outermost value is drawn in (JRC practice).
_SKEWNESS = 2.0
_KURTOSIS = 3.5
_MOST_POINTS = 5

#: On the z scale 50 is the mean and 20 a standard deviation, so 0 and 100 are this many away.
_Z_REACH = 2.5

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
        skewness, kurtosis = stats.skew(treated, bias=False), stats.kurtosis(treated, bias=False)
        if not (abs(skewness) > _SKEWNESS and kurtosis > _KURTOSIS):
            return treated
        outermost = treated.max() if skewness > 0 else treated.min()
        others = treated[treated != outermost]
        treated[treated == outermost] = others.max() if skewness > 0 else others.min()
    return treated
