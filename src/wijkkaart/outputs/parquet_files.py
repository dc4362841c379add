"""Parquet and GeoParquet; both repeat byte for byte by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd


def write_parquet(frame: pd.DataFrame, path: Path) -> Path:
    """Write a typed long table; missing cells are null."""
    frame.to_parquet(path, index=False)
    return path


def write_geoparquet(wide: gpd.GeoDataFrame, path: Path) -> Path:
    """Write the buurten of the wide table as GeoParquet; EPSG:28992, geometry as WKB."""
    wide[wide["niveau"] == "buurt"].to_parquet(path, index=False)
    return path
