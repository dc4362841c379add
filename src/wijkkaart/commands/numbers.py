"""Sizes of files as people read them."""

from __future__ import annotations

from wijkkaart.scoring.notation import dutch_number


def megabytes(size: int) -> str:
    """Return bytes as megabytes with one decimal.

    >>> megabytes(12_345_678)
    '12,3 MB'
    """
    return f"{dutch_number(size / 1e6, 1)} MB"
