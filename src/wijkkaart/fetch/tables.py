"""Reads local tables: workbooks, CSV files and StatLine exports, every cell as it stands there."""

from __future__ import annotations

import csv
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from wijkkaart.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_DELIMITERS = ";,\t|"
_SAMPLE = 1 << 16
#: First cell of the row with area names in a StatLine export that has the topics in its rows.
_TOPIC_ROWS = "Onderwerp"


def read_table(path: Path, sheet: str | None = None) -> pd.DataFrame:
    """Return a workbook sheet or CSV as a table: headings without padding, cells as text or number.

    Raises
    ------
    InputError
        When the file is missing, corrupt, or of another kind.
    """
    if not path.exists():
        raise InputError(f"het bestand {path} bestaat niet. Controleer de naam en de map.")
    if path.suffix.lower() in _WORKBOOKS:
        return _read_workbook(path, sheet)
    if path.suffix.lower() == ".xls":
        raise InputError(f"bestand {path.name} is een oud Excel-bestand. Sla het in Excel op als .xlsx.")
    return read_csv(path)


def _read_workbook(path: Path, sheet: str | None) -> pd.DataFrame:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise InputError(f"bestand {path.name} is niet te lezen als Excel-bestand. Haal het opnieuw op.") from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            listed = ", ".join(book.sheetnames)
            raise InputError(f"bestand {path.name} heeft geen blad {sheet!r}. Kies bij 'laag' uit: {listed}.")
        page = book[sheet] if sheet else book.worksheets[0]
        page.reset_dimensions()
        rows = [row for row in page.iter_rows(values_only=True) if any(cell is not None for cell in row)]
    finally:
        book.close()
    if not rows:
        raise InputError(f"bestand {path.name} heeft een leeg blad. Noem het goede blad bij 'laag'.")
    return _frame(path, [_header(cell) for cell in rows[0]], [list(row) for row in rows[1:]])


def _header(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _frame(path: Path, header: list[str], rows: list[list[object]]) -> pd.DataFrame:
    """Return the rows under the named headings; short rows are padded with None."""
    width = len(header)
    padded = [(row + [None] * (width - len(row)))[:width] for row in rows]
    table = pd.DataFrame(padded, columns=header, dtype=object)
    table = table.loc[:, [bool(name) for name in header]]
    twice = sorted(set(table.columns[table.columns.duplicated()]))
    if twice:
        raise InputError(f"bestand {path.name}: de kolom {twice[0]!r} staat er twee keer in. Laat er één staan.")
    return table


def read_csv(path: Path, keep: Callable[[str], bool] | None = None) -> pd.DataFrame:
    """Return a CSV as text cells; delimiter, encoding and BOM are found out.

    Parameters
    ----------
    keep
        Tells from a heading whether its column is wanted; None for all.

    Raises
    ------
    InputError
        When the file is missing, empty or not a text table.
    """
    if not path.exists():
        raise InputError(f"het bestand {path} bestaat niet. Controleer de naam en de map.")
    encoding, delimiter = _dialect(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            rows = _rows(csv.reader(file, delimiter=delimiter), keep)
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(f"bestand {path.name} is geen leesbare CSV ({error}). Haal het opnieuw op.") from error
    if not rows:
        raise InputError(f"bestand {path.name} is leeg. Haal het opnieuw op.")
    if any(row[0] == _TOPIC_ROWS for row in rows[:10] if row):
        rows = _areas_in_rows(rows)
    return _frame(path, [_header(cell) for cell in rows[0]], [list(row) for row in rows[1:]])


def _rows(reader: object, keep: Callable[[str], bool] | None) -> list[list[str]]:
    """Return the non-empty rows; with `keep`, only the wanted columns, so that large files stay small."""
    rows: list[list[str]] = []
    wanted: list[int] | None = None
    for row in reader:  # type: ignore[attr-defined]
        if not any(row):
            continue
        if keep is not None and wanted is None:
            wanted = [place for place, name in enumerate(row) if keep(name)]
        rows.append(row if wanted is None else [row[place] for place in wanted if place < len(row)])
    return rows


def _dialect(path: Path) -> tuple[str, str]:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if b"\0" in sample:
        raise InputError(f"bestand {path.name} is geen tekst. Sla het op als CSV (UTF-8) of .xlsx.")
    encoding = "utf-8-sig" if _is_utf8(path) else "cp1252"
    lines = sample.decode(encoding, errors="replace").splitlines()[:10]
    return encoding, max(_DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _is_utf8(path: Path) -> bool:
    with path.open(encoding="utf-8") as file:
        try:
            while file.read(_SAMPLE):
                pass
        except UnicodeDecodeError:
            return False
    return True


def _areas_in_rows(rows: list[list[str]]) -> list[list[str]]:
    """Return a StatLine export with a topic per row turned round: a row per area, headings ``path/to/topic (unit)``."""
    start = next(place for place, row in enumerate(rows) if row and row[0] == _TOPIC_ROWS)
    width = len(rows[start])
    topics = [row for row in rows[start + 1 :] if len(row) == width]
    header = ["Wijken en buurten", *(f"{row[0].replace('|', '/')} ({row[1]})" for row in topics)]
    areas = range(2, width)
    return [header, *([rows[start][place], *(row[place] for row in topics)] for place in areas)]
