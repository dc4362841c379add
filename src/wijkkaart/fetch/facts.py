"""What a fetch can tell about what it got; goes into the manifest of its snapshot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """Where the files of a snapshot came from, and how much is in them.

    Parameters
    ----------
    urls
        Every address that was asked, in order, without credentials.
    aantal
        Features or rows that were written; None where nothing is counted (rasters, plain files).
    matched
        How many the server said there are; None where it does not say.
    extra
        Other facts worth keeping, as name and text (layer, period, scale ...).
    """

    urls: tuple[str, ...]
    aantal: int | None = None
    matched: int | None = None
    extra: tuple[tuple[str, str], ...] = ()
