"""``wijkkaart.xlsx``: the tables as colleagues want them in a spreadsheet.

A missing figure shows its reason in grey words in the cell itself. An empty cell would
count as 0 in a formula; words give an error in a product and are left out of an average.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import xlsxwriter

from wijkkaart.outputs.codebook_columns import CODEBOEK
from wijkkaart.outputs.column import GEBIEDCODE, GEBIEDNAAM, RUN_ID, Column
from wijkkaart.outputs.columns import KOPPELKANSEN, SCORES
from wijkkaart.outputs.guide import guide
from wijkkaart.outputs.method_columns import KEUZES, SAMENHANG_INDICATOREN
from wijkkaart.outputs.samenhang_columns import SAMENHANG
from wijkkaart.outputs.tables import typed
from wijkkaart.outputs.voice_columns import TIJDLIJN
from wijkkaart.status import STATUS_TEKST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from wijkkaart.provenance import SourceRecord
    from wijkkaart.result import Result

# The file stamps itself with the time of writing; the run's time stands in herkomst.json only.
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zone

_WIDTHS = {"tekst": 18, "getal": 22, "geheel": 12, "ja_nee": 10}
_NAMES = {
    "gebiednaam": 30,
    "soorten": 30,
    "wijktype": 32,
    "sterke_punten": 50,
    "stand": 26,
    "opgaven": 38,
    "naam": 40,
    "onderwerp": 38,
    "titel": 40,
    "label_nl": 45,
    "label_en": 45,
    "id": 34,
}
_PROSE = {
    *("uitleg", "waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op"),
    *("vraag", "formule", "minimum", "valkuil", "norm", "naamsvermelding", "melding", "bestanden", "zekerheid"),
    "omschrijvingen",
    *("zin", "hangt_samen_met", "gedeelde_bron"),
}
_PROSE_WIDTH = 50
_HEADER_HEIGHT = 62
_GUIDE_WIDTH = 90
_LINE_HEIGHT = 17
_A3 = 8  # Excel's number for the paper size

_BRONNEN = (
    Column("bron", "tekst", "Bron", "Source"),
    Column("titel", "tekst", "Titel", "Title"),
    Column("uitgever", "tekst", "Uitgever", "Publisher"),
    Column("status", "tekst", "In deze run", "In this run"),
    Column("jaar", "tekst", "Jaar", "Year"),
    Column("rijen", "geheel", "Rijen of cellen", "Rows or cells"),
    Column("licentie", "tekst", "Licentie", "Licence"),
    Column("naamsvermelding", "tekst", "Naamsvermelding", "Attribution"),
    Column("bestanden", "tekst", "Bestanden", "Files"),
    Column("url", "tekst", "Adres", "Address"),
    Column("melding", "tekst", "Melding", "Notice"),
)

#: Sheets about the method: name, table and columns; the run stands in the reading guide.
_METHOD = (
    ("Samenhang", "samenhang", SAMENHANG),
    ("Samenhang cijfers", "samenhang_indicatoren", SAMENHANG_INDICATOREN),
    ("Keuzes", "keuzes", KEUZES),
)


@dataclass(frozen=True)
class Styles:
    """The cell formats of one workbook; numbers by their decimals."""

    header: Format
    internal: Format
    missing: Format
    text: Format
    prose: Format
    whole: Format
    numbers: tuple[Format, ...]


def write_workbook(
    result: Result, tables: dict[str, pd.DataFrame], wide: tuple[pd.DataFrame, Sequence[Column]], path: Path
) -> Path:
    """Write all sheets; codes are text, numbers are numbers, headers and names stay in view.

    Parameters
    ----------
    tables
        The typed long tables and the code book, by name.
    wide
        The wide table and its columns.
    """
    names = tables["gebieden"][["gebiedcode", "gebiednaam"]]
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"title": f"Wijkkaart {result.naam}", "created": _CREATED})
        styles = _styles(book)
        _write_guide(book, result)
        is_buurt = wide[0]["niveau"] == "buurt"
        shown = _without_reasons(wide[1])
        _write_sheet(book.add_worksheet("Buurten"), wide[0][is_buurt], shown, styles)
        _write_sheet(book.add_worksheet("Wijken"), wide[0][~is_buurt], shown, styles)
        _write_sheet(book.add_worksheet("Opgaven"), tables["scores"].merge(names, how="left"), _named(SCORES), styles)
        chances = tables["koppelkansen"].merge(names, how="left")
        _write_sheet(book.add_worksheet("Koppelkansen"), chances, _named(KOPPELKANSEN), styles)
        works = tables["tijdlijn"].merge(names, how="left")
        _write_sheet(book.add_worksheet("Tijdlijn"), works, _named(TIJDLIJN), styles)
        for name, table, columns in _METHOD:
            _write_sheet(book.add_worksheet(name), tables[table], columns[1:], styles)
        _write_sheet(book.add_worksheet("Codeboek"), tables["codeboek"], CODEBOEK, styles)
        _write_sheet(book.add_worksheet("Bronnen"), _sources(result.bronnen), _BRONNEN, styles)
    return path


def _styles(book: xlsxwriter.Workbook) -> Styles:
    top = {"valign": "top"}
    header = top | {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#D9E7F2"}
    shown = ["#,##0", *("#,##0." + "0" * decimals for decimals in range(1, 7))]
    return Styles(
        header=book.add_format(header),
        internal=book.add_format(header | {"bg_color": "#F4D9B8"}),
        missing=book.add_format(top | {"font_color": "#6B6B6B", "italic": True, "font_size": 8}),
        text=book.add_format(top | {"num_format": "@", "align": "left", "indent": 1}),
        prose=book.add_format(top | {"num_format": "@", "align": "left", "indent": 1, "text_wrap": True}),
        whole=book.add_format(top | {"num_format": "0"}),
        numbers=tuple(book.add_format(top | {"num_format": form}) for form in shown),
    )


def _write_guide(book: xlsxwriter.Workbook, result: Result) -> None:
    sheet = book.add_worksheet("Leeswijzer")
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    heading = book.add_format({"bold": True, "font_size": 13})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (is_heading, line) in enumerate(guide(result)):
        sheet.set_row(row, _LINE_HEIGHT * (1 + len(line) // _GUIDE_WIDTH))
        sheet.write_string(row, 0, line, heading if is_heading else plain)


def _without_reasons(columns: Sequence[Column]) -> tuple[Column, ...]:
    # Here the reason stands in the cell itself; the run in the reading guide.
    dropped = {column.status for column in columns} | {RUN_ID.id}
    return tuple(column for column in columns if column.id not in dropped and column.type != "geometrie")


def _named(columns: Sequence[Column]) -> tuple[Column, ...]:
    return (GEBIEDCODE, GEBIEDNAAM, *(column for column in columns if column not in {RUN_ID, GEBIEDCODE}))


def _sources(records: Iterable[SourceRecord]) -> pd.DataFrame:
    rows = [
        {
            **{column.id: getattr(record, column.id) for column in _BRONNEN},
            "jaar": ", ".join(str(year) for year in record.jaar),
            "bestanden": ", ".join(record.bestanden),
        }
        for record in records
    ]
    return typed(pd.DataFrame(rows, columns=[column.id for column in _BRONNEN]), _BRONNEN)


def _write_sheet(sheet: Worksheet, rows: pd.DataFrame, columns: Sequence[Column], styles: Styles) -> None:
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    _set_print(sheet)
    _set_heights(sheet, rows, columns)
    for x, (column, label) in enumerate(zip(columns, _headers(columns), strict=True)):
        prose = column.id in _prose(columns)
        sheet.set_column(x, x, _PROSE_WIDTH if prose else _NAMES.get(column.id, _WIDTHS[column.type]))
        sheet.write_string(0, x, label, styles.internal if column.openbaarheid == "intern" else styles.header)
        _write_column(sheet, x, rows, column, styles if not prose else replace(styles, text=styles.prose))


def _prose(columns: Sequence[Column]) -> list[str]:
    return [column.id for column in columns if column.type == "tekst" and column.id in _PROSE]


def _set_heights(sheet: Worksheet, rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    """Make each row as high as its longest prose: not every spreadsheet program does that by itself."""
    for y, texts in enumerate(rows[_prose(columns)].itertuples(index=False), start=1):
        longest = max((len(text) for text in texts if not pd.isna(text)), default=0)
        sheet.set_row(y, _LINE_HEIGHT * (1 + longest // _PROSE_WIDTH))


def _set_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)


def _headers(columns: Sequence[Column]) -> list[str]:
    """Return a heading per column; unique, because a pivot table goes by the heading."""
    labels = [
        column.label_nl
        + (f" ({column.eenheid})" if column.type == "getal" else "")
        + (" [intern]" if column.openbaarheid == "intern" else "")
        for column in columns
    ]
    seen = Counter(labels)
    pairs = zip(labels, columns, strict=True)
    return [label if seen[label] == 1 else f"{label} - {column.id}" for label, column in pairs]


def _write_column(sheet: Worksheet, x: int, rows: pd.DataFrame, column: Column, styles: Styles) -> None:
    reasons = rows[column.status].fillna("") if column.status else [""] * len(rows)
    write, style = _writer(sheet, column, styles)
    values = rows[column.id].map({True: "ja", False: "nee"}) if column.type == "ja_nee" else rows[column.id]
    for y, (value, reason) in enumerate(zip(values, reasons, strict=True), start=1):
        if not pd.isna(value):
            write(y, x, value, style)
        elif reason:
            sheet.write_string(y, x, STATUS_TEKST[reason], styles.missing)


def _writer(sheet: Worksheet, column: Column, styles: Styles) -> tuple[Callable[..., int], Format]:
    if column.type == "getal":
        return sheet.write_number, styles.numbers[column.decimalen]
    if column.type == "geheel":
        return sheet.write_number, styles.whole
    # Never ``write``: that makes a formula, a link or a number out of a text that looks like one.
    return sheet.write_string, styles.text
