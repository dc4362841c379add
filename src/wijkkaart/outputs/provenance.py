"""``herkomst.json``: where everything came from, and the only place with the time of the run."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio

if TYPE_CHECKING:
    from wijkkaart.config import Config
    from wijkkaart.result import Result

#: The packages whose version can change a figure or the bytes of a file.
_PACKAGES = (
    "wijkkaart",
    "exactextract",
    "geopandas",
    "numpy",
    "openpyxl",
    "pandas",
    "pyarrow",
    "pyogrio",
    "pyproj",
    "rasterio",
    "shapely",
    "xlsxwriter",
)


def write_provenance(result: Result, folder: Path, written_at: str) -> Path:
    """Write ``herkomst.json`` into `folder`; `written_at` is the time of the run (ISO 8601)."""
    content = {
        "naam": result.naam,
        "fictief": result.fictief,
        "run_id": result.run_id,
        "geschreven_op": written_at,
        "versies": _versions(),
        "instellingen": settings(result.config),
        "bronnen": [_plain(asdict(record)) for record in result.bronnen],
        "meldingen": list(result.meldingen),
        "toetsen": list(result.toetsen),
    }
    path = folder / "herkomst.json"
    write_json(content, path)
    return path


def settings(config: Config) -> object:
    """Return a config as it stands in ``herkomst.json``; of an address without its query, which may hold a key."""
    content = config.model_dump()
    for entry in content["bronnen"].values():
        entry["url"] = entry["url"] and entry["url"].partition("?")[0]
    return _plain(content)


def write_json(content: dict[str, object], path: Path) -> None:
    """Write readable UTF-8 JSON with LF line ends; a NaN is an error, not a word."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _versions() -> dict[str, str]:
    gdal = ".".join(str(part) for part in pyogrio.__gdal_version__)
    return {"python": platform.python_version(), "gdal": gdal} | {name: version(name) for name in _PACKAGES}


def _plain(value: object) -> object:
    """Return `value` as JSON knows it; of a path only the name, for a personal folder says nothing about the data."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Path):
        return value.name
    return str(value) if isinstance(value, Fraction) else value
