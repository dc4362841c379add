"""The tables of a result with one type per column, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.outputs.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkkaart.outputs.column import Column
    from wijkkaart.result import Result


def result_tables(result: Result) -> dict[str, pd.DataFrame]:
    """Return the long tables by name, columns and types as the contract has them."""
    frames = {
        "indicatoren": result.indicatoren,
        "scores": result.scores,
        "koppelkansen": result.koppelkansen,
        "gebieden": result.gebieden.rename_axis("gebiedcode").reset_index(),
        "sterke_punten": result.sterke_punten,
        "dna": result.dna,
        "stemmen": result.stemmen,
        "tijdlijn": result.tijdlijn,
        "samenhang": result.samenhang,
        "samenhang_indicatoren": result.samenhang_indicatoren,
        "keuzes": result.keuzes,
    }
    return {name: typed(frames[name], columns) for name, columns in TABLES.items()}


def typed(frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the `columns` of `frame` in their order, each in its declared type, missing as NA or NaN.

    Raises
    ------
    KeyError
        If a column is not in `frame`: the contract check should have stopped that.
    """
    return pd.DataFrame({column.id: _typed(frame[column.id], column) for column in columns}, index=frame.index)


def _typed(values: pd.Series, column: Column) -> pd.Series:
    if column.type == "getal":
        return values.astype("float64").map(rounded)
    if column.type == "geheel":
        return values.astype("Int64")
    if column.type == "ja_nee":
        return values.astype("boolean")
    text = values.astype("string")
    return text.mask(text == "")


def rounded(value: float) -> float:
    """Return `value` at 12 significant digits, so that no 0.30000000000000004 is published.

    Far beyond the precision of any source, and the same number in every format.
    """
    return float(f"{value:.12g}") + 0.0
