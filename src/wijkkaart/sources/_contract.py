"""What every layer keeps, whatever file it came from; the first breach stops the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.vector import NETHERLANDS, is_empty

if TYPE_CHECKING:
    import re
    from collections.abc import Collection

    import geopandas as gpd
    import pandas as pd


def check_codes(codes: pd.Series, pattern: re.Pattern[str], where: str, field: str) -> None:
    """Refuse codes that are missing or do not match `pattern`."""
    wrong = codes[~codes.fillna("").astype(str).str.fullmatch(pattern.pattern)]
    if len(wrong):
        raise InputError(
            f"{where}: {len(wrong)} waarden van {field!r} zijn geen geldige code, bijvoorbeeld "
            f"{wrong.iloc[0]!r}; verwacht wordt {pattern.pattern}. Controleer het bestand."
        )


def check_unique(codes: pd.Series, where: str, field: str) -> None:
    """Refuse codes that occur more than once."""
    twice = codes[codes.duplicated()].drop_duplicates()
    if len(twice):
        raise InputError(
            f"{where}: {len(twice)} waarden van {field!r} komen meer dan één keer voor, bijvoorbeeld "
            f"{twice.iloc[0]}. Laat elke code één keer in het bestand staan."
        )


def check_geometry(features: gpd.GeoDataFrame, codes: pd.Series, kinds: Collection[str], where: str) -> None:
    """Refuse features without geometry, of another kind, invalid, 3D, not in RD or not in the Netherlands."""
    _refuse(codes[is_empty(features)], where, "hebben een lege geometrie")
    shapes = features.geometry
    _refuse(codes[~shapes.geom_type.isin(kinds).to_numpy()], where, f"zijn geen {' of '.join(sorted(kinds))}")
    _refuse(codes[~shapes.is_valid.to_numpy()], where, "hebben een ongeldige geometrie")
    _refuse(codes[shapely.has_z(shapes.to_numpy())], where, "hebben een hoogte bij de coördinaten")
    if features.crs != RD:
        raise InputError(f"{where}: de laag is niet in EPSG:28992. Sla het bestand op in RD.")
    bounds = shapes.bounds
    inside = (bounds["minx"] >= NETHERLANDS[0]) & (bounds["miny"] >= NETHERLANDS[1])
    inside &= (bounds["maxx"] <= NETHERLANDS[2]) & (bounds["maxy"] <= NETHERLANDS[3])
    _refuse(codes[~inside.to_numpy()], where, "liggen (deels) buiten Nederland")


def _refuse(codes: pd.Series, where: str, problem: str) -> None:
    if len(codes):
        raise InputError(
            f"{where}: {len(codes)} objecten {problem}, bijvoorbeeld {codes.iloc[0]}. "
            "Herstel dit object in het bestand of haal het bestand opnieuw op."
        )
