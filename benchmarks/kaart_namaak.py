"""A made-up gemeente of any number of buurten: Voorbeeldstad copied beside itself, with other numbers and real borders.

Every copy has other codes, names, postcodes and figures, so that nothing is the same text by chance. Borders of
Voorbeeldstad are nearly straight; here they wind, so that a buurt has about as many points as in reality: half of them
have more than 180.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart import pipeline
from wijkkaart.catalogue import all_opgaven
from wijkkaart.config import VOORBEELDSTAD, for_gemeente

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkkaart.result import Result

SEED = 20260
#: Room for one copy, in metres.
STEP_M = 9000.0
#: A point of a border every so many metres, moved by waves of these lengths and heights (metres).
BORDER_STEP_M = 12.0
WAVES_M = ((310.0, 14.0), (97.0, 6.0), (41.0, 3.0))


def wind(xy: np.ndarray) -> np.ndarray:
    """Return points moved by a function of their place alone, so that shared borders stay shared."""
    x, y = xy[:, 0], xy[:, 1]
    moved = xy.copy()
    for length, height in WAVES_M:
        moved[:, 0] += height * np.sin(2 * math.pi * y / length) * np.cos(2 * math.pi * x / (1.7 * length))
        moved[:, 1] += height * np.sin(2 * math.pi * x / length) * np.cos(2 * math.pi * y / (1.3 * length))
    return moved


def _winding(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    fine = shapely.segmentize(shapes.to_numpy(), BORDER_STEP_M)
    return gpd.GeoSeries(shapely.transform(fine, wind), index=shapes.index, crs=shapes.crs)


@dataclass(frozen=True)
class Copy:
    """One copy of the town: its number, its place and how its codes and texts are called."""

    number: int
    columns: int

    @property
    def move(self) -> tuple[float, float]:
        """Metres east and north."""
        return STEP_M * (self.number % self.columns), STEP_M * (self.number // self.columns)

    def code(self, code: Any) -> Any:
        """Return the code of an area in this copy; the gemeente and what has no code stay."""
        text = str(code)
        if text[:2] not in {"BU", "WK"}:
            return code
        return f"{text[:2]}{text[2:4]}{self.number:02d}{text[6:]}"

    def name(self, name: str) -> str:
        """Return a name that no other copy has."""
        return f"{name} {self.number}" if self.number else name

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table of the contract for this copy, with other digits in its sentences."""
        columns = {"gebiedcode": frame["gebiedcode"].map(self.code)}
        digits = Digits(self.number)
        for name in ("zin", "uitleg", "tekst", "omschrijvingen"):
            if name in frame:
                columns[name] = frame[name].map(digits.other, na_action="ignore")
        return frame.assign(**columns)


class Digits:
    """Replaces the digits of a text by others, always the same for the same copy."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(SEED + seed)

    def other(self, text: str) -> str:
        """Return the text with every number replaced by one of as many digits."""
        return re.sub(r"\d+", lambda found: str(self._number(len(found.group()))), text)

    def _number(self, length: int) -> int:
        return int(self._rng.integers(10 ** (length - 1), 10**length))


def _areas(areas: gpd.GeoDataFrame, copy: Copy) -> gpd.GeoDataFrame:
    own = areas[areas["niveau"].isin(["buurt", "wijk"])]
    moved = own.set_geometry(_winding(own.geometry.translate(*copy.move)))
    moved = moved.assign(wijkcode=moved["wijkcode"].map(copy.code), gebiednaam=moved["gebiednaam"].map(copy.name))
    return moved.set_axis(pd.Index([copy.code(code) for code in own.index], name=areas.index.name))


def _whole(areas: gpd.GeoDataFrame, gemeente: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the gemeente around all copies."""
    buurten = areas.geometry[areas["niveau"] == "buurt"].to_numpy()
    return gemeente.set_geometry([shapely.union_all(buurten)] * len(gemeente), crs=areas.crs)


def _first(areas: gpd.GeoDataFrame, buurten: int) -> gpd.GeoDataFrame:
    """Return the first so many buurten and the wijken that they lie in."""
    kept = areas[areas["niveau"] == "buurt"].iloc[:buurten]
    return pd.concat([kept, areas[areas.index.isin(kept["wijkcode"])]])


def _figures(long: pd.DataFrame, indicators: int) -> pd.DataFrame:
    """Return so many public indicators (and all that are not), with figures that differ per copy."""
    public = [item.id for opgave in all_opgaven().values() for item in opgave.indicatoren]
    there = set(long.loc[long["openbaarheid"] == "openbaar", "indicator"])
    kept = [name for name in public if name in there][:indicators]
    rows = long[long["indicator"].isin(kept) | (long["openbaarheid"] != "openbaar")]
    rng = np.random.default_rng(SEED)
    factor = pd.Series(rng.uniform(0.6, 1.6, len(rows)), index=rows.index)
    spread = {name: rows[name] * factor for name in ("waarde", "p10", "p50", "p90")}
    places = pd.Series(rng.integers(0, 101, len(rows)), index=rows.index).where(rows["percentiel"].notna())
    return rows.assign(**spread, percentiel=places)


def _scores(scores: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(SEED)
    places = pd.Series(rng.uniform(0, 100, len(scores)), index=scores.index).where(scores["score"].notna())
    return scores.assign(score=places, p_bovenste_derde=places / 100)


def _streets(streets: pd.DataFrame, copy: Copy) -> pd.DataFrame:
    rng = np.random.default_rng(SEED + copy.number)
    codes = {code: f"{int(code[:4]) - 500 * copy.number}{code[4:]}" for code in streets["postcode"].unique()}
    names = {name: f"{name[:-2]}{chr(97 + int(rng.integers(26)))}{name[-2:]}" for name in streets["straat"].unique()}
    own = {"gebiedcode": streets["gebiedcode"].map(copy.code), "postcode": streets["postcode"].map(codes)}
    return streets.assign(**own, straat=streets["straat"].map(names) if copy.number else streets["straat"])


def _joined(copies: list[Copy], make: Callable[[Copy], Any]) -> Any:
    return pd.concat([make(copy) for copy in copies])


def voorbeeldstad() -> Result:
    """Return the finished result of Voorbeeldstad itself."""
    return pipeline.run(for_gemeente(VOORBEELDSTAD), lambda _line: None)


def town(base: Result, buurten: int, indicators: int) -> Result:
    """Return copies of Voorbeeldstad (`base`) with so many buurten and public indicators."""
    there = int((base.gebieden["niveau"] == "buurt").sum())
    number = math.ceil(buurten / there)
    copies = [Copy(place, math.ceil(math.sqrt(number))) for place in range(number)]
    areas = _first(_joined(copies, lambda copy: _areas(base.gebieden, copy)), buurten)
    areas = pd.concat([areas, _whole(areas, base.gebieden[base.gebieden["niveau"] == "gemeente"])])
    names = ("indicatoren", "scores", "koppelkansen", "sterke_punten", "dna", "stemmen", "tijdlijn")
    tables = {name: _kept(copies, getattr(base, name), areas.index) for name in names}
    tables["indicatoren"] = _figures(tables["indicatoren"], indicators)
    tables["scores"] = _scores(tables["scores"])
    streets = _joined(copies, lambda copy: _streets(base.straten, copy))
    context = {
        name: _joined(copies, lambda copy, layer=layer: layer.set_geometry(layer.geometry.translate(*copy.move)))
        for name, layer in base.context.items()
    }
    return replace(base, gebieden=areas, **tables, straten=streets, context=context)


def _kept(copies: list[Copy], table: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    whole = table[~table["gebiedcode"].str.startswith(("BU", "WK"))]
    own = table.drop(whole.index)
    rows = pd.concat([_joined(copies, lambda copy: copy.table(own)), whole], ignore_index=True)
    return rows[rows["gebiedcode"].isin(codes)].reset_index(drop=True)
