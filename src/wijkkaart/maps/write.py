"""Writes one map as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart import catalogue
from wijkkaart.maps.degrees import WGS84
from wijkkaart.maps.page import Page, render_page
from wijkkaart.maps.payload import page_blocks

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from wijkkaart.maps.visible import Openbaarheid
    from wijkkaart.result import Result

_CENTRE_DECIMALS = 5


def _centre(gebieden: gpd.GeoDataFrame) -> tuple[float, float]:
    """Return latitude and longitude of the middle of the study area."""
    west, south, east, north = gebieden.geometry.to_crs(WGS84).total_bounds
    return round((south + north) / 2, _CENTRE_DECIMALS), round((west + east) / 2, _CENTRE_DECIMALS)


def map_html(result: Result, openbaarheid: Openbaarheid) -> str:
    """Return the map page of a result: for everyone (``openbaar``) or for colleagues (``intern``)."""
    blocks = page_blocks(result, openbaarheid, catalogue.all_opgaven(), catalogue.all_sources())
    title = f"Wijkkaart {result.naam}" + (" (intern)" if openbaarheid == "intern" else "")
    return render_page(Page(result.naam, title, openbaarheid, _centre(result.gebieden), blocks))


def write_map(result: Result, path: Path, openbaarheid: Openbaarheid) -> None:
    """Write the map page to `path` as UTF-8 with LF newlines; the same result gives the same bytes."""
    path.write_bytes(map_html(result, openbaarheid).encode("utf-8"))
