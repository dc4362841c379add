"""``wijkkaart.gpkg``: a layer per niveau, with QGIS styles that open by themselves."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio

from wijkkaart.outputs.column import LAYERS
from wijkkaart.outputs.qgis_style import count_looks, qml, rule_looks, score_looks
from wijkkaart.outputs.wide import opgave_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd

    from wijkkaart.outputs.column import Column
    from wijkkaart.result import Result

# A GeoPackage stamps itself with the time of writing; the run's time stands in herkomst.json only.
_STAMP = "2000-01-01T00:00:00Z"

#: Read without a warning by every QGIS and ArcGIS still in use.
_VERSION = "1.2"


def write_geopackage(result: Result, wide: gpd.GeoDataFrame, columns: Sequence[Column], path: Path) -> Path:
    """Write a layer for each niveau that has gebieden, and their styles."""
    present = [niveau for niveau in LAYERS if (wide["niveau"] == niveau).any()]
    with _fixed_time():
        for niveau in present:
            _write_layer(wide[wide["niveau"] == niveau], LAYERS[niveau], _note(result, columns), path)
        styles = _styles(columns, [LAYERS[niveau] for niveau in present], result)
        pyogrio.write_dataframe(styles, path, layer="layer_styles", layer_options={"FID": "id"})
    return path


@contextmanager
def _fixed_time() -> Iterator[None]:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _note(result: Result, columns: Sequence[Column]) -> str:
    made_up = "Verzonnen gemeente: geen echte cijfers. " if result.fictief else ""
    internal = any(column.openbaarheid == "intern" for column in columns)
    warning = "Bevat interne cijfers: alleen voor collega's. " if internal else ""
    return f"{made_up}{warning}Kolommen: zie codeboek.csv"


def _write_layer(rows: gpd.GeoDataFrame, layer: str, note: str, path: Path) -> None:
    pyogrio.write_dataframe(
        rows,
        path,
        layer=layer,
        geometry_type="MultiPolygon",
        promote_to_multi=True,
        dataset_options=None if path.exists() else {"VERSION": _VERSION},
        layer_options={
            "GEOMETRY_NAME": "geom",
            "IDENTIFIER": layer,
            "DESCRIPTION": note,
        },
    )


def _styles(columns: Sequence[Column], layers: Sequence[str], result: Result) -> pd.DataFrame:
    """Return the table ``layer_styles`` as QGIS reads it.

    Each row has a time of its own: QGIS lists n styles of one time n times over.
    """
    named = _named_styles(columns, result)
    base = pd.Timestamp(_STAMP)
    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": layer,
            "f_geometry_column": "geom",
            "styleName": name,
            "styleQML": style,
            "styleSLD": "",
            "useAsDefault": number == 0,
            "description": name,
            "owner": "",
            "ui": "",
            "update_time": base + pd.Timedelta(seconds=place * len(named) + number),
        }
        for place, layer in enumerate(layers)
        for number, (name, style) in enumerate(named.items())
    ]
    return pd.DataFrame(rows)


def _named_styles(columns: Sequence[Column], result: Result) -> dict[str, str]:
    """Return QML by style name; the first is the one that opens by itself."""
    by_id = {column.id: column for column in columns}
    fields = [column for column in columns if column.type != "geometrie"]
    count = by_id["aantal_koppelkansen"]
    styles = {count.label_nl: qml(count_looks(count), fields)}
    for opgave in opgave_ids(result):
        column = by_id[f"score_{opgave}"]
        styles[column.label_nl] = qml(score_looks(column, result.config.drempels.hoog))
    for regel in dict.fromkeys(result.koppelkansen["regel"]):
        styles[f"{regel}: {by_id[regel].label_nl.removeprefix('Koppelkans: ')}"] = qml(rule_looks(by_id[regel]))
    return styles
