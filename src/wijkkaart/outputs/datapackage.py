"""``datapackage.json``: the CSV tables described as a Frictionless Data Package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wijkkaart.config import slug
from wijkkaart.outputs.codebook_columns import CODEBOEK
from wijkkaart.outputs.column import GEBIEDCODE, LAYERS
from wijkkaart.outputs.columns import TABLES
from wijkkaart.outputs.provenance import write_json
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wijkkaart.outputs.column import Column
    from wijkkaart.provenance import SourceRecord
    from wijkkaart.result import Result

_TYPES = {"tekst": "string", "getal": "number", "geheel": "integer", "ja_nee": "boolean"}
_KEYS = {
    "indicatoren": ["gebiedcode", "indicator"],
    "scores": ["gebiedcode", "opgave"],
    "koppelkansen": ["gebiedcode", "regel"],
    "gebieden": ["gebiedcode"],
    "sterke_punten": ["gebiedcode", "indicator"],
    "dna": ["gebiedcode"],
    "tijdlijn": ["gebiedcode", "jaar"],
    "samenhang": ["gemeentecode", "soort", "onderwerp"],
    "samenhang_indicatoren": ["referentie", "opgave", "indicator"],
    "keuzes": ["referentie", "opgave", "keuze"],
    "codeboek": ["tabel", "id"],
}
_CHOICES = {
    "niveau": list(LAYERS),
    "status": [str(status) for status in Status],
    "openbaarheid": ["openbaar", "intern"],
}
_CSV_NOTE = (
    "UTF-8 zonder BOM, komma, punt als decimaalteken, lege cel is geen waarde, getallen op 12 cijfers. Tekst die een "
    "rekenblad voor een formule kan houden (begint met = + - of @, ook na ; of een nieuwe regel) heeft een ' ervoor."
)


def write_datapackage(result: Result, path: Path) -> Path:
    """Write the description of all CSV tables: types, keys, licences and sources."""
    used = [record for record in result.bronnen if record.status == "gebruikt"]
    tables = {**TABLES, "codeboek": CODEBOEK}
    made_up = " (verzonnen gemeente, geen echte cijfers)" if result.fictief else ""
    content = {
        "profile": "tabular-data-package",
        "name": f"wijkkaart-{slug(result.naam)}",
        "id": result.run_id,
        "title": f"Wijkkaart {result.naam}{made_up}",
        "description": f"{_CSV_NOTE} Rijen met openbaarheid = intern zijn alleen voor collega's.",
        "licenses": _licences(used),
        "sources": [_source(record) for record in used],
        "resources": [_resource(name, columns) for name, columns in tables.items()],
    }
    write_json({key: value for key, value in content.items() if value}, path)
    return path


def _licences(records: Sequence[SourceRecord]) -> list[dict[str, str]]:
    names = dict.fromkeys(record.licentie for record in records)
    return [{"name": re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-"), "title": name} for name in names]


def _source(record: SourceRecord) -> dict[str, str]:
    source = {"title": f"{record.titel} ({record.uitgever})"}
    return source | ({"path": record.url} if record.url else {})


def _resource(name: str, columns: Sequence[Column]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(name, column) for column in columns], "missingValues": [""]}
    if name in _KEYS:
        schema["primaryKey"] = _KEYS[name]
    if name != "gebieden" and GEBIEDCODE in columns:
        reference = {"resource": "gebieden", "fields": ["gebiedcode"]}
        schema["foreignKeys"] = [{"fields": ["gebiedcode"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema,
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.id,
        "type": _TYPES[column.type],
        "title": column.label_nl,
        "description": column.uitleg,
    }
    constraints: dict[str, Any] = {"required": True} if column.id in _KEYS.get(table, []) else {}
    if column.id in _CHOICES:
        constraints["enum"] = _CHOICES[column.id]
    return field | ({"constraints": constraints} if constraints else {})
