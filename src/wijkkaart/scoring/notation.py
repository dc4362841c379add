"""Numbers as people in the Netherlands read them: decimal comma, thousands point."""

from __future__ import annotations

_DUTCH = str.maketrans(",.", ".,")


def dutch_number(value: float, decimals: int = 0) -> str:
    """Return `value` with `decimals` decimals in Dutch notation; never a minus before zero.

    >>> dutch_number(1055.14, 1)
    '1.055,1'
    >>> dutch_number(-0.04, 1)
    '0,0'
    """
    return f"{value:z,.{decimals}f}".translate(_DUTCH)
