"""Distances as the maps write them: a number of metres, or a class such as ``100-300 m``; found by name or look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import as_text, plain

if TYPE_CHECKING:
    import geopandas as gpd

_FIELD = re.compile(r"afst|koel|dist|loop|legenda|klas|class")
_NO_METRES = re.compile(r"klas|class|legenda|code|naam|(?<!he)id$")
#: Distances at or beyond this mean that there is no way (m).
_NO_WAY_M = 90_000.0
#: So few different values over so many rows are classes; so small a largest one is no distance in metres.
_FEW, _MANY, _SMALL_M = 10, 50, 20.0

_THOUSANDS = re.compile(r"(?<=\d)[ .\u00a0\u202f](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:,\d+)?")
_LESS = re.compile(r"<|≤|\btot\b|minder|kleiner|binnen|hoogstens|max")
_MORE = re.compile(r">|≥|\+|\bvanaf\b|meer|groter|verder|minstens")
_M_PER_KM = 1000.0
_UNKNOWN, _ENDLESS = float("nan"), float("inf")


def distances(rows: gpd.GeoDataFrame, limit: float, where: str) -> pd.Series:
    """Return the distance per row (m), NaN where it is not known on which side of `limit` it lies.

    From the one field of numbers that speaks of distance or coolness, else the one field of classes.

    Raises
    ------
    InputError
        When the field cannot be told, or its numbers cannot be metres; naming the fields.
    """
    fields = {str(name): rows[name] for name in rows.columns if name != "geometry" and _FIELD.search(plain(name))}
    numbers = {
        name: values
        for name, cells in fields.items()
        if not _NO_METRES.search(plain(name)) and (values := _numbers(cells)).notna().any()
    }
    if numbers:
        field = _only(list(numbers), rows, where)
        return _as_metres(numbers[field], f"{where}, veld {field!r}")
    classes = {name: found for name, cells in fields.items() if (found := _classes(cells, limit)).notna().any()}
    return classes[_only(list(classes), rows, where)]


def _only(names: list[str], rows: pd.DataFrame, where: str) -> str:
    """Return the only name, or the one that is ``afstand`` itself."""
    exact = [name for name in names if plain(name) == "afstand"]
    if len(exact or names) == 1:
        return (exact or names)[0]
    problem = f"{' en '.join(map(repr, names))} kunnen het allebei zijn" if names else "geen veld lijkt erop"
    there = ", ".join(str(column) for column in rows.columns if column != "geometry")
    raise InputError(
        f"{where}: in welk veld de afstand tot koelte staat, is niet te zien: {problem} (aanwezig: {there}). "
        "Meld dit bij de beheerder van wijkkaart, of geef een bestand met één veld 'afstand' in meters."
    )


def _numbers(cells: pd.Series) -> pd.Series:
    """Return a field as numbers; nothing but NaN where it holds any text that is no number."""
    values = pd.to_numeric(cells.astype("string").str.replace(",", "."), errors="coerce").astype("float64")
    return values if (values.notna() | cells.isna()).all() else values.mask(values.notna())


def _as_metres(values: pd.Series, where: str) -> pd.Series:
    values = values.where(values.between(0, _NO_WAY_M))
    few = values.nunique() <= _FEW and len(values) >= _MANY
    if few or values.max() <= _SMALL_M:
        shown = ", ".join(f"{value:g}" for value in sorted(values.dropna().unique())[:_FEW])
        raise InputError(
            f"{where}: de waarden ({shown}) lijken "
            "nummers van klassen of kilometers, geen meters. Geef een bestand met afstanden in meters."
        )
    return values


def _classes(cells: pd.Series, limit: float) -> pd.Series:
    text = as_text(cells)
    return text.map({word: upper_bound(str(word), limit) for word in text.dropna().unique()}).astype("float64")


def upper_bound(text: str, limit: float) -> float:
    """Return the largest distance (m) in a class that lies on one side of `limit`; NaN for any other text.

    A cool place itself is at distance 0.

    Examples
    --------
    >>> [upper_bound(text, 300) for text in ("< 100 m", "100 - 300", "300-500 m", "> 1 000 m", "200-400")]
    [100.0, 300.0, 500.0, inf, nan]
    """
    low, high = _bounds(text.casefold())
    return high if high <= limit or low >= limit else _UNKNOWN


def _bounds(text: str) -> tuple[float, float]:
    """Return the smallest and largest distance (m) that a class names; NaN for no class."""
    scale = _M_PER_KM if re.search(r"\bkm\b|kilometer", text) else 1.0
    found = [scale * float(number.replace(",", ".")) for number in _NUMBER.findall(_THOUSANDS.sub("", text))]
    if not found:
        return (0.0, 0.0) if "koele plek" in text else (_UNKNOWN, _UNKNOWN)
    if len(found) > 1:
        return min(found), max(found)
    if _MORE.search(text):
        return found[0], _ENDLESS
    return (0.0, found[0]) if _LESS.search(text) else (found[0], found[0])
