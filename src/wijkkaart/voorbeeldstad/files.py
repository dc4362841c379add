"""Writing files that come out the same, byte for byte, whenever they are made."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pyogrio
import rasterio
import xlsxwriter
from affine import Affine

from wijkkaart.extent import RD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

#: The moment that stands in every file that insists on one.
STAMP = "2024-12-01T00:00:00Z"


@contextmanager
def _fixed_clock() -> Iterator[None]:
    """Let GDAL write a fixed date into GeoPackages."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def write_layer(rows: gpd.GeoDataFrame, path: Path, layer: str) -> None:
    """Write `rows` as one layer of a GeoPackage, geometry column ``geom`` as the registers name it."""
    with _fixed_clock():
        pyogrio.write_dataframe(
            rows, path, layer=layer, driver="GPKG", layer_options={"GEOMETRY_NAME": "geom"}, use_arrow=True
        )


def write_raster(values: NDArray[np.float32], path: Path, corner: tuple[float, float], cell: float) -> None:
    """Write a one-band GeoTIFF in EPSG:28992; NaN becomes the tagged nodata value -9999.

    Parameters
    ----------
    corner
        x of the west edge and y of the north edge, metres.
    cell
        Cell size, metres.
    """
    height, width = values.shape
    with rasterio.open(
        path, "w", driver="GTiff", width=width, height=height, count=1, dtype="float32", crs=RD, nodata=-9999.0,
        transform=Affine(cell, 0, corner[0], 0, -cell, corner[1]), compress="deflate", predictor=2, tiled=True,
    ) as target:  # fmt: skip
        target.write(np.where(np.isnan(values), -9999, values).astype("float32"), 1)


def write_workbook(path: Path, sheet: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one sheet with a header row."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2024, 12, 1)})  # noqa: DTZ001 - the format holds no time zone
    target = book.add_worksheet(sheet)
    for number, row in enumerate([header, *rows]):
        target.write_row(number, 0, row)
    book.close()


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]], *, quote_all: bool = False, mark: str = ",") -> str:
    """Return rows as CSV text with LF line ends."""
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=mark, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, lineterminator="\n"
    )
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def write_text(path: Path, text: str, *, mark_utf8: bool = False) -> None:
    """Write UTF-8 text with LF line ends, with a byte order mark where StatLine puts one."""
    with path.open("w", encoding="utf-8-sig" if mark_utf8 else "utf-8", newline="\n") as target:
        target.write(text)


def write_geojson(path: Path, name: str, features: Sequence[dict[str, object]]) -> None:
    """Write WGS84 features as GeoJSON."""
    collection = {"type": "FeatureCollection", "name": name, "features": list(features)}
    write_text(path, json.dumps(collection, ensure_ascii=False, indent=1) + "\n")


def write_zip(path: Path, members: dict[str, str]) -> None:
    """Write text members to a zip with fixed dates."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in members.items():
            target.writestr(zipfile.ZipInfo(name, (2024, 12, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
