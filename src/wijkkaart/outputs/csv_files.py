"""CSV for machines that a spreadsheet can also open without running anything in it."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd

    from wijkkaart.outputs.column import Column

# A spreadsheet takes a cell that begins with one of these for a formula. Dutch Excel splits a
# comma file on semicolons and starts a new row at each line end, so those count as a beginning too.
# CSV has no cell types, so only the text itself can say "I am text": an apostrophe in front. It is
# added by one rule and taken off by one rule (``unguarded``), so nothing is lost; the other formats
# have types and hold the exact text.
_BEGINNING = r"(\A|[;\r\n])"
_SIGN = r"((?:[^\S\r\n]|')*[=+\-@＝＋－＠])"  # noqa: RUF001 - the full-width forms count too
_FORMULA = re.compile(_BEGINNING + _SIGN)
_GUARDED = re.compile(_BEGINNING + "'" + _SIGN)


def write_csv(frame: pd.DataFrame, columns: Sequence[Column], path: Path) -> Path:
    """Write a typed table as UTF-8 without BOM, RFC 4180 (CRLF), empty cell for no value."""
    cells = [_cells(frame[column.id], column) for column in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.id for column in columns)
        writer.writerows(zip(*cells, strict=True))
    return path


def guarded(text: str) -> str:
    """Return `text` with an apostrophe wherever a spreadsheet could start a formula.

    >>> guarded("=cmd()"), guarded("'s-Gravenhage")
    ("'=cmd()", "'s-Gravenhage")
    """
    return _FORMULA.sub(r"\1'\2", text)


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return _GUARDED.sub(r"\1\2", text)


def _cells(values: pd.Series, column: Column) -> list[str]:
    write = _WRITERS[column.type]
    return ["" if missing else write(value) for value, missing in zip(values, values.isna(), strict=True)]


_WRITERS: dict[str, Callable[..., str]] = {
    "tekst": guarded,
    "getal": lambda value: format(value, ".12g"),
    "geheel": str,
    "ja_nee": lambda value: "true" if value else "false",
}
