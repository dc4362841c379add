"""How the zips of the Startanalyse are read: headings by their beginning, numbers as Dutch people write them."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.fetch.archive import extract
from wijkkaart.fetch.columns import as_text, plain
from wijkkaart.fetch.tables import read_csv
from wijkkaart.sources._contract import check_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

BUILDINGS, STRATEGY = "_totaalbebouwing.csv", "_strategie.csv"
#: Our name -> how the heading begins; a unit may follow.
_COUNTS = {"a_woning": "I09", "a_weq": "I11"}
_LABELS = {
    "a_label_a": "Label_A",
    **{f"a_label_{letter}": f"Label_{letter.upper()}" for letter in "bcdefg"},
    "a_geen_label": "Geen_label",
}
_BUURT, _INDICATOR, _CHEAPEST = "I01", "Code_Indicator", "Laagste_Nationale_Kosten"
#: Rows of the table of strategies: which one costs least, and what each costs the country extra (euro a year).
_CHOICE, _COST = "V01", "H16"
_OPTION = re.compile(r"strategie[_ ]?([1-4])(?!\d)", re.IGNORECASE)
_VARIANT = re.compile(r"s([1-4])[a-z]?", re.IGNORECASE)
_CODE = re.compile(r"BU\d{4}[0-9A-Z]{4}")
_EMPTY = frozenset({"", "-", "."})
_NUMBER = r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
#: Labels and the dwellings without one add up to all dwellings, but for this share.
_MARGIN = 0.25


def read_zip(path: Path) -> pd.DataFrame:
    """Return one row a buurt (index its code): counts of dwellings and labels, strategy and costs; NaN for none.

    Columns a_woning, a_weq, a_label_a to a_label_g, a_geen_label, strategie (1-4) and
    k_s1 to k_s4 (extra national cost of each strategy, euro a year).

    Raises
    ------
    InputError
        When the zip is no delivery of the Startanalyse.
    """
    with tempfile.TemporaryDirectory(prefix="wijkkaart-") as folder:
        buildings = _read_member(path, BUILDINGS, Path(folder))
        strategies = _read_member(path, STRATEGY, Path(folder))
    return _buildings(buildings, f"bestand {path.name} ({BUILDINGS})").join(
        _strategies(strategies, f"bestand {path.name} ({STRATEGY})"), how="left"
    )


def _read_member(path: Path, member: str, folder: Path) -> pd.DataFrame:
    extract(path, member, folder / member)
    return read_csv(folder / member)


def _buildings(table: pd.DataFrame, where: str) -> pd.DataFrame:
    rows = _by_buurt(table, where)
    if rows.index.has_duplicates:
        raise InputError(f"{where}: {rows.index[rows.index.duplicated()][0]} staat er meer dan één keer in.")
    names = {**_COUNTS, **_LABELS}
    counts = pd.DataFrame({name: _numbers(rows[_heading(rows, start, where)], where) for name, start in names.items()})
    return counts.assign(**_label_counts(counts, where))


def _label_counts(counts: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return labels in numbers of dwellings, whether they were published so or as percentages or parts of one."""
    labels, homes = counts[list(_LABELS)], counts["a_woning"]
    total = labels.sum(axis=1, min_count=len(_LABELS)).where(homes > 0)
    for whole, factor in ((homes, 1.0), (100.0, homes / 100), (1.0, homes)):
        expected = (total.notna() * whole).sum()
        if abs(total.sum() - expected) <= _MARGIN * expected:
            return labels.mul(factor, axis=0) if isinstance(factor, pd.Series) else labels
    raise InputError(
        f"{where}: de woningen met en zonder label zijn er samen {total.sum():.0f}, en er zijn "
        f"{homes[total.notna()].sum():.0f} woningen. Controleer of de kolommen nog hetzelfde betekenen."
    )


def _strategies(table: pd.DataFrame, where: str) -> pd.DataFrame:
    rows = _by_buurt(table, where)
    topic = as_text(rows[_heading(rows, _INDICATOR, where)]).fillna("")
    options = {f"k_s{found[1]}": name for name in rows.columns if (found := _OPTION.match(str(name)))}
    cost = rows[topic.str.startswith(_COST)]
    choice = rows.loc[topic.str.startswith(_CHOICE), _heading(rows, _CHEAPEST, where)]
    if cost.empty or choice.empty or not options:
        lacking = _CHOICE if choice.empty else _COST if cost.empty else "Strategie_1"
        raise InputError(f"{where} heeft geen {lacking}. Controleer of dit de strategieën van de Startanalyse zijn.")
    if cost.index.has_duplicates or choice.index.has_duplicates:
        raise InputError(f"{where}: {_COST} of {_CHOICE} staat er voor een buurt meer dan één keer in.")
    costs = {name: _numbers(cost[heading], where) for name, heading in sorted(options.items())}
    return pd.DataFrame({"strategie": _choice(choice, where), **costs})


def _choice(cells: pd.Series, where: str) -> pd.Series:
    """Return the number of the strategy in ``s2b``; NaN for none."""
    text = as_text(cells).fillna("")
    number = text.str.extract(f"^{_VARIANT.pattern}$", flags=re.IGNORECASE, expand=False)
    strange = text[number.isna() & ~text.isin(_EMPTY)]
    if len(strange):
        raise InputError(
            f"{where}: {_CHOICE} is {strange.iloc[0]!r} bij {strange.index[0]}; bekend zijn s1 tot en met s4."
        )
    return number.astype("float64")


def _by_buurt(table: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return the rows by their code, after checking that it is one."""
    codes = as_text(table[_heading(table, _BUURT, where)])
    check_codes(codes, _CODE, where, _BUURT)
    return table.set_axis(pd.Index(codes, name="gebiedcode"))


def _heading(table: pd.DataFrame, start: str, where: str) -> str:
    """Return the one heading that begins with `start`, whatever unit follows."""
    found = list(_beginning(table, start))
    if len(found) != 1:
        what = "ontbreekt" if not found else f"komt {len(found)} keer voor"
        raise InputError(f"{where}: de kolom {start!r} {what}. Controleer of dit de Startanalyse van PBL is.")
    return found[0]


def _beginning(table: pd.DataFrame, start: str) -> Iterator[str]:
    return (str(name) for name in table.columns if plain(str(name)).startswith(plain(start)))


def _numbers(cells: pd.Series, where: str) -> pd.Series:
    """Return numbers written with a decimal comma and a point for thousands; NaN for none.

    A point that parts no thousands is refused: it would make a figure a thousand times too large.
    """
    text = as_text(cells).fillna("")
    empty = text.isin(_EMPTY)
    strange = text[~empty & ~text.str.fullmatch(_NUMBER)]
    if len(strange):
        raise InputError(f"{where}, kolom {cells.name!r}: {strange.iloc[0]!r} bij {strange.index[0]} is geen getal.")
    plain_text = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return pd.to_numeric(plain_text.mask(empty, np.nan)).astype("float64")
