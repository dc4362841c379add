"""The areas of the map in one fixed order; every column on the page follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from wijkkaart.maps.escape import flag, number, text

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.maps.degrees import Degrees

NIVEAUS = {
    "buurt": ("buurt", "buurten"),
    "wijk": ("wijk", "wijken"),
    "eigen": ("eigen gebied", "eigen gebieden"),
    "gemeente": ("gemeente", "gemeenten"),
}
_LABEL_DECIMALS = 5


@dataclass(frozen=True)
class Areas:
    """The areas, sorted by niveau and code.

    Parameters
    ----------
    frame
        As ``Result.gebieden``, sorted; index gebiedcode.
    niveaus
        The niveaus that occur, in reading order.
    """

    frame: gpd.GeoDataFrame
    niveaus: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        """Gebiedcodes in page order."""
        return list(self.frame.index)

    def column(self, rows: pd.DataFrame, name: str) -> pd.Series:
        """Return one column of a table with a row per gebied, in page order; NaN where there is no row."""
        return rows.set_index("gebiedcode")[name].reindex(self.frame.index)

    def positions(self, codes: pd.Series) -> list[int | None]:
        """Return the place of each code in page order; None where the code is not on this map."""
        places = {code: place for place, code in enumerate(self.frame.index)}
        return [places.get(text(code)) for code in codes]


def ordered_areas(gebieden: gpd.GeoDataFrame) -> Areas:
    """Return the areas of a result in page order: by niveau, then by code."""
    rank = {niveau: place for place, niveau in enumerate(NIVEAUS)}
    keys = pd.DataFrame({"rank": gebieden["niveau"].map(rank), "code": gebieden.index.astype(str)})
    order = keys.reset_index(drop=True).sort_values(["rank", "code"], kind="stable").index
    frame = gebieden.iloc[order]
    found = set(frame["niveau"])
    return Areas(frame, tuple(niveau for niveau in NIVEAUS if niveau in found))


def label_points(frame: gpd.GeoDataFrame, degrees: Degrees) -> list[list[float]]:
    """Return [longitude, latitude] of a point that lies inside each area."""
    inside = shapely.get_coordinates(frame.geometry.representative_point())
    return [[round(x, _LABEL_DECIMALS), round(y, _LABEL_DECIMALS)] for x, y in degrees.points(inside).tolist()]


def areas_payload(areas: Areas, degrees: Degrees) -> dict[str, Any]:
    """Return the columns that describe the areas themselves."""
    frame = areas.frame
    return {
        "code": areas.codes,
        "naam": [text(name) for name in frame["gebiednaam"]],
        "niveau": [areas.niveaus.index(niveau) for niveau in frame["niveau"]],
        "wijk": areas.positions(frame["wijkcode"]),
        "gemeente": areas.positions(frame["gemeentecode"]),
        "punt": label_points(frame, degrees),
        "ha": [number(value, 0) for value in frame["oppervlakte_ha"]],
        "buurten": [number(value, 0) for value in frame["n_buurten"]],
        "volledig": [int(flag(value)) for value in frame["volledig"]],
        "bewoond": [int(flag(value)) for value in frame["bewoond"]],
        "water": [int(flag(value)) for value in frame["water"]],
    }


def niveaus_payload(areas: Areas) -> list[dict[str, str]]:
    """Return the niveaus that occur, with their words."""
    return [{"id": niveau, "een": NIVEAUS[niveau][0], "meer": NIVEAUS[niveau][1]} for niveau in areas.niveaus]
