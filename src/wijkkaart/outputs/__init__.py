"""The tables, the GeoPackage, the workbook and their descriptions; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.outputs.codebook import codebook
from wijkkaart.outputs.codebook_columns import CODEBOEK
from wijkkaart.outputs.columns import PARQUET_TABLES, TABLES
from wijkkaart.outputs.csv_files import write_csv
from wijkkaart.outputs.datapackage import write_datapackage
from wijkkaart.outputs.geopackage import write_geopackage
from wijkkaart.outputs.parquet_files import write_geoparquet, write_parquet
from wijkkaart.outputs.provenance import write_provenance
from wijkkaart.outputs.readme import write_readme
from wijkkaart.outputs.tables import result_tables
from wijkkaart.outputs.wide import wide_columns, wide_table
from wijkkaart.outputs.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from wijkkaart.result import Result

__all__ = ["write_provenance", "write_tables"]


def write_tables(result: Result, folder: Path, formaten: Sequence[str]) -> list[Path]:
    """Write every table that `formaten` asks for into an existing empty folder; return the files.

    The code book and ``LEESMIJ.txt`` are always written. All rows are there, internal
    ones too, marked in the column ``openbaarheid``: these tables are for colleagues.
    """
    columns = wide_columns(result)
    wide = wide_table(result, columns)
    tables = result_tables(result)
    book = codebook(result, columns)
    paths = [
        write_csv(book, CODEBOEK, folder / "codeboek.csv"),
        write_readme(result, formaten, folder / "LEESMIJ.txt"),
    ]
    if "csv" in formaten:
        paths += _write_csvs(result, tables, folder)
    if "parquet" in formaten:
        paths += [write_parquet(tables[name], folder / f"{name}.parquet") for name in PARQUET_TABLES]
        paths.append(write_geoparquet(wide, folder / "wijkkaart.parquet"))
    if "gpkg" in formaten:
        paths.append(write_geopackage(result, wide, columns, folder / "wijkkaart.gpkg"))
    if "xlsx" in formaten:
        paths.append(write_workbook(result, tables | {"codeboek": book}, (wide, columns), folder / "wijkkaart.xlsx"))
    return paths


def _write_csvs(result: Result, tables: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    paths = [write_csv(tables[name], columns, folder / f"{name}.csv") for name, columns in TABLES.items()]
    return [*paths, write_datapackage(result, folder / "datapackage.json")]
