"""Data on the page: JSON that no browser and no template can mistake for markup."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.maps.classes import round_to

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def page_json(content: object) -> str:
    """Return `content` as compact ASCII JSON without ``<``, ``>`` or ``&``; NaN is refused."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    for sign, code in _MARKUP.items():
        text = text.replace(sign, code)
    return text


def number(value: Any, decimals: int) -> float | None:
    """Return a cell as a rounded number, None where it is missing or not finite."""
    if pd.isna(value) or not math.isfinite(value):
        return None
    return round_to(value, decimals)


def numbers(values: Iterable[Any], decimals: int) -> list[float | None]:
    """Return cells as rounded numbers, None where missing."""
    return [number(value, decimals) for value in values]


def text(value: Any) -> str:
    """Return a cell as text, empty where it is missing; a whole float loses its ``.0``."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def flag(value: Any) -> bool:
    """Return a cell as yes or no; missing is no."""
    return not pd.isna(value) and bool(value)


def parts(value: Any) -> list[str]:
    """Return the items of a cell that joins them with a semicolon."""
    return [item.strip() for item in text(value).split(";") if item.strip()]
