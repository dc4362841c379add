"""The one way in which raster sources read their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.fetch.raster import Request, Scale, read_raster

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import Raster

__all__ = ["Scale", "read_scaled"]


def read_scaled(invoer: Bron, extent: Extent, scale: Scale) -> Raster:
    """Return the raster around the study area, checked against `scale`; peiljaar from the config."""
    return read_raster(
        invoer.bestand,
        Request(scale, extent.bbox, invoer.band, invoer.nodata),
        max(invoer.jaar, default=None),
    )
