"""Fetches a statistical table over OData, version 3 (a row per area) or 4 (a row per figure), into a CSV.

The CSV has the headings of a StatLine export (``group/topic (unit)``), so whoever reads an export reads
this too. Keys come padded and column numbers change with every edition: columns, codes and periods are
looked up in the table's own metadata, never written down.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from wijkkaart.errors import SourceChanged
from wijkkaart.fetch.answer import RequestRefused
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.odata_service import V3, V4, Service
from wijkkaart.fetch.odata_table import (
    Query,
    Selection,
    feed_columns,
    find_dimensions,
    kind,
    make_query,
    measure_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from wijkkaart.fetch.http import Http
    from wijkkaart.fetch.odata_service import Row

    #: (area, period) -> column key -> text of the cell.
    Cells = dict[tuple[str, str], dict[str, str]]

__all__ = ["Selection", "fetch_feed", "fetch_observations", "is_of_year"]

_LEVELS = ("BU", "WK", "GM")
#: So many columns keep an address under the 2,048 characters that many servers allow.
_AT_ONCE = 20
_MISSING, _SECRET = ".", "x"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def fetch_feed(http: Http, url: str, path: Path, selection: Selection) -> Facts:
    """Write the selected part of a version 3 table (its feed at `url`) to a CSV.

    A missing figure becomes ``.``: this version does not say why it is missing.

    Raises
    ------
    SourceUnavailable, SourceChanged
        When the table cannot be had, or answers in a shape that this protocol does not know.
    """
    service = Service(http, url, V3)
    properties = list(service.rows("DataProperties"))
    dimensions = find_dimensions(service, [(kind(row), str(row.get("Key", ""))) for row in properties])
    query = make_query(service, dimensions, feed_columns(properties), selection)
    cells: Cells = {}
    for gemeente in selection.gemeenten or ("",):
        for keys in _chunks(list(query.columns)):
            _add_rows(cells, service, query, gemeente, keys)
    _check_whole(cells, query, service)
    return _write(path, cells, service, query, selection)


def fetch_observations(http: Http, url: str, path: Path, selection: Selection) -> Facts:
    """Write the selected part of a version 4 table (at `url`) to a CSV, a row for each of its areas.

    A suppressed figure becomes ``x``, any other missing one ``.``, also where the service leaves it out.

    Raises
    ------
    SourceUnavailable, SourceChanged
        When the table cannot be had, or answers in a shape that this protocol does not know.
    """
    service = Service(http, url, V4)
    described = list(service.rows("Dimensions"))
    kinds = [(str(row.get("Kind", "")), str(service.cell(row, "Identifier"))) for row in described]
    query = make_query(service, find_dimensions(service, kinds), measure_columns(service), selection)
    cells: Cells = {}
    for gemeente in selection.gemeenten or ("",):
        listed = service.codes(query.dimensions.area, _filter(_in_gemeente("Identifier", gemeente)))
        areas = [area for area in map(str.strip, listed) if _is_of(area, gemeente)]
        cells.update({(area, period.strip()): {} for area in areas for period in query.periods or ("",)})
        for keys in _chunks(list(query.columns)):
            _add_observations(cells, service, query, gemeente, keys)
    return _write(path, cells, service, query, selection)


def is_of_year(http: Http, url: str, year: int) -> bool:
    """Return whether a version 3 table says of itself, in its title or else its period, that it is of `year`."""
    try:
        tables = list(Service(http, url, V3).rows("TableInfos"))
    except (RequestRefused, SourceChanged):
        return False
    said = (_YEAR.findall(" ".join(str(table.get(field) or "") for table in tables)) for field in ("Title", "Period"))
    return str(year) in next((years for years in said if years), [])


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _add_rows(cells: Cells, service: Service, query: Query, gemeente: str, keys: Sequence[str]) -> None:
    names = query.dimensions
    selected = [names.area, *([names.time] if names.time else []), *names.others, *keys]
    params = {"$select": ",".join(selected), **_filter(*_conditions(query, gemeente))}
    for row in service.rows("TypedDataSet", params):
        place = _place(service, query, row)
        if _is_wanted(service, query, row, gemeente):
            for key in keys:
                _put(cells.setdefault(place, {}), service, place, key, _text(service.cell(row, key)))


def _add_observations(cells: Cells, service: Service, query: Query, gemeente: str, keys: Sequence[str]) -> None:
    conditions = [*_conditions(query, gemeente), _any_of("Measure", keys)]
    for row in service.rows("Observations", _filter(*conditions)):
        place, key = _place(service, query, row), str(service.cell(row, "Measure"))
        if _is_wanted(service, query, row, gemeente) and key in keys:
            _put(cells.setdefault(place, {}), service, place, key, _observed(service, row))


def _place(service: Service, query: Query, row: Row) -> tuple[str, str]:
    """Return the area and period of a row, without padding."""
    names = query.dimensions
    area, period = service.cell(row, names.area), service.cell(row, names.time) if names.time else ""
    return str(area).strip(), str(period).strip()


def _is_wanted(service: Service, query: Query, row: Row, gemeente: str) -> bool:
    """Return whether a row is what was asked: some filters are ignored without a word."""
    area, period = _place(service, query, row)
    fixed = all(str(service.cell(row, name)).strip() == code.strip() for name, code in query.where.items())
    return _is_of(area, gemeente) and fixed and (not query.periods or period in map(str.strip, query.periods))


def _is_of(area: str, gemeente: str) -> bool:
    return area[:2] in _LEVELS and area[2:].startswith(gemeente[2:])


def _put(cells: dict[str, str], service: Service, place: tuple[str, str], key: str, text: str) -> None:
    """Add a cell; the same cell may come again, but not with another value."""
    if cells.setdefault(key, text) != text:
        raise service.changed(f"{key!r} van {' '.join(place).strip()} is {cells[key]} en ook {text}")


def _text(value: Any) -> str:
    if value is None:
        return _MISSING
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() or _MISSING


def _observed(service: Service, row: Row) -> str:
    reason = str(row.get("ValueAttribute") or "None")
    if reason != "None":
        return _SECRET if reason == "Confidential" else _MISSING
    return _text(service.cell(row, "Value"))


def _conditions(query: Query, gemeente: str) -> list[str]:
    return [
        _in_gemeente(query.dimensions.area, gemeente),
        _any_of(query.dimensions.time or "", query.periods),
        *(_any_of(name, [code]) for name, code in query.where.items()),
    ]


def _in_gemeente(name: str, gemeente: str) -> str:
    # startswith, because a padded key equals nothing that is asked without its padding.
    return " or ".join(f"startswith({name},'{level}{gemeente[2:]}')" for level in _LEVELS) if gemeente else ""


def _any_of(name: str, codes: Sequence[str]) -> str:
    return " or ".join(f"{name} eq '{code}'" for code in codes)


def _filter(*conditions: str) -> dict[str, str]:
    held = [condition for condition in conditions if condition]
    return {"$filter": " and ".join(f"({condition})" for condition in held)} if held else {}


def _check_whole(cells: Cells, query: Query, service: Service) -> None:
    """Refuse a table that changed between two requests: not every row has every column."""
    for place, row in cells.items():
        for key in query.columns.keys() - row.keys():
            raise service.changed(f"de rij van {' '.join(place).strip()} heeft geen {key!r}; de tabel veranderde")


def _write(path: Path, cells: Cells, service: Service, query: Query, selection: Selection) -> Facts:
    if not cells:
        asked = ", ".join(selection.gemeenten) or "Nederland"
        raise service.changed(f"er kwamen geen rijen voor {asked}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(["Codering", *(["Perioden"] if query.periods else []), *query.columns.values()])
        for area, period in sorted(cells):
            row = cells[area, period]
            texts = [row.get(key, _MISSING) for key in query.columns]
            writer.writerow([area, *([period] if query.periods else []), *texts])
    periods = "; ".join(period.strip() for period in query.periods)
    extra = (("perioden", periods), ("niet_in_tabel", "; ".join(query.absent)))
    return Facts(tuple(service.asked), len(cells), None, tuple((name, text) for name, text in extra if text))
