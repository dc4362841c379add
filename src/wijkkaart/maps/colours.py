"""The colours of the map, chosen so that every class stays apart for every kind of eyesight.

Sequential and diverging schemes are ColorBrewer's YlGnBu and PuOr; the steps of a
koppelkans are our own. A test holds each scheme to a colour distance (CIEDE2000) of at
least 7 between any two classes, in normal vision and three kinds of colour-blindness.
"""

from __future__ import annotations

#: Light to dark, for figures that run from low to high.
SEQUENTIAL = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")

#: Purple (small task) through white to orange (big task), for places within the gemeente.
DIVERGING = ("#5e3c99", "#b2abd2", "#f7f7f7", "#fdb863", "#e66101")

#: The steps of a koppelkans: geen, samenloop, kansrijk, kansrijk_mogelijk_moment, nu.
STAND = ("#f4f1e6", "#f8cf72", "#e98b3e", "#a9445c", "#3a1d59")

#: For figures that are a kind and not an amount.
KINDS = ("#66a5d4", "#f2c14e", "#7b4b94", "#d9d2c3", "#a14a2a", "#1f4e5f", "#e9a3b8", "#8d8d8d")

#: Two opgaven together: none high, the first, the second, both. The second gets lines on the map, for print in grey.
TWO = ("#f2f2f2", "#f1a340", "#7fb3d5", "#2d004b")

#: Three bands: what is high stands out, what is low stays light.
BANDS = (DIVERGING[1], DIVERGING[2], DIVERGING[4])

_POSITIONS = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def ramp(scheme: tuple[str, ...], classes: int) -> list[str]:
    """Return `classes` (1 to 5) colours of a scheme of five, spread over its length."""
    return [scheme[position] for position in _POSITIONS[classes]]


def palettes() -> dict[str, object]:
    """Return every scheme as the page reads it: ramps by number of classes."""
    return {
        "oplopend": {str(n): ramp(SEQUENTIAL, n) for n in _POSITIONS},
        "rondom": {str(n): ramp(DIVERGING, n) for n in _POSITIONS},
        "banden": list(BANDS),
        "stand": list(STAND),
        "soorten": list(KINDS),
        "twee": list(TWO),
    }
