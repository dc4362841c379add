"""The code book: a row per column of every table, taken from the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.outputs.codebook_columns import CODEBOEK
from wijkkaart.outputs.columns import TABLES
from wijkkaart.outputs.tables import typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkkaart.declarations import Indicator
    from wijkkaart.outputs.column import Column
    from wijkkaart.result import Result


def codebook(result: Result, wide: Sequence[Column]) -> pd.DataFrame:
    """Return the code book of the long tables, of the wide one (as ``wijkkaart``) and of itself."""
    tables = {**TABLES, "wijkkaart": wide, "codeboek": CODEBOEK}
    rows = [_row(name, column, result) for name, columns in tables.items() for column in columns]
    return typed(pd.DataFrame(rows, columns=[column.id for column in CODEBOEK]), CODEBOEK)


def _row(table: str, column: Column, result: Result) -> dict[str, Any]:
    row = {
        "tabel": table,
        "id": column.id,
        "label_nl": column.label_nl,
        "label_en": column.label_en,
        "eenheid": column.eenheid,
        "opgave": column.opgave,
        "formule": column.uitleg,
        "bron": column.bron,
        "openbaarheid": column.openbaarheid,
        "type": column.type,
        "licentie": _licences(column.bron),
    }
    return row | _declared(catalogue.all_indicators()[column.indicator], column, result) if column.indicator else row


def _declared(indicator: Indicator, column: Column, result: Result) -> dict[str, Any]:
    weights = result.config.gewichten.get(column.opgave, {})
    return {
        "rol": indicator.rol,
        "kern": indicator.kern,
        "richting": indicator.richting,
        "gewicht": weights.get(indicator.id, indicator.gewicht),
        "vraag": indicator.vraag,
        "norm": _norm(indicator),
        "minimum": indicator.minimum,
        "valkuil": indicator.valkuil,
    }


def _norm(indicator: Indicator) -> str:
    if indicator.norm is None:
        return indicator.norm_tekst
    norm = indicator.norm
    return f"{norm.waarde:g} {indicator.eenheid} ({norm.bron}); {norm.toelichting}"


def _licences(sources: str) -> str:
    declared = catalogue.all_sources()
    found = [declared[name].licentie for name in sources.split("; ") if name in declared]
    return "; ".join(dict.fromkeys(found))
