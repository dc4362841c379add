"""Numbers as Dutch people write them."""

from __future__ import annotations


def dutch(value: float, decimals: int = 0) -> str:
    """Return a number with a dot per thousand and a decimal comma.

    >>> dutch(12345.678, 1), dutch(1234)
    ('12.345,7', '1.234')
    """
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def megabytes(size: int) -> str:
    """Return bytes as megabytes with one decimal.

    >>> megabytes(12_345_678)
    '12,3 MB'
    """
    return f"{dutch(size / 1e6, 1)} MB"
