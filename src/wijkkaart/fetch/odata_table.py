"""Puts a selection in the words of one OData table: its column keys, padded codes and periods."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wijkkaart.fetch.columns import segments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wijkkaart.fetch.odata_service import Row, Service

_AREAS = frozenset({"GeoDetail", "GeoDimension"})
_YEAR = re.compile(r"\d{4}JJ00")
_NUMBER = re.compile(r"_\d+$")
#: Readers of a CSV guess its delimiter by counting; these say nothing in a heading.
_MARKS = str.maketrans(";,|\t", "    ")


@dataclass(frozen=True)
class Selection:
    """What to fetch of a table.

    Parameters
    ----------
    topics
        Id -> the names a topic may have, the most trusted first: (the tail of) its path of titles,
        its key without number (version 3) or its measure code (version 4). A topic that the table
        does not have is left out.
    gemeenten
        Gemeentecodes whose buurten, wijken and own row to fetch; empty for the whole country.
    where
        Dimension -> its code, for every dimension besides areas and periods.
    periods
        How many years to fetch, the newest first: the newest may not be filled yet.
    """

    topics: Mapping[str, Sequence[str]]
    gemeenten: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    periods: int = 3


@dataclass(frozen=True)
class Column:
    """A topic as the table describes it; `name` is its key without number, or its measure code."""

    key: str
    groups: tuple[str, ...]
    title: str
    name: str
    unit: str

    def heading(self, *, named: bool = False) -> str:
        """Return ``group/topic (unit)``; with `named`, the topic under its name instead of its title."""
        path = "/".join((*self.groups, self.name if named else self.title))
        return " ".join((f"{path} ({self.unit})" if self.unit else path).translate(_MARKS).split())


@dataclass(frozen=True)
class Dimensions:
    """The names of a table's dimensions."""

    area: str
    time: str | None
    others: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A selection in the table's own words.

    Parameters
    ----------
    columns
        Column key -> heading in the CSV.
    periods
        Codes as the table writes them; empty where it has no periods.
    where
        Dimension -> code as the table writes it.
    absent
        Ids of the topics that the table does not have.
    """

    dimensions: Dimensions
    columns: Mapping[str, str]
    periods: tuple[str, ...]
    where: Mapping[str, str]
    absent: tuple[str, ...]


def feed_columns(properties: Sequence[Row]) -> list[Column]:
    """Return the topics in the DataProperties of a version 3 table."""
    groups = {row.get("ID"): row for row in properties if kind(row) == "TopicGroup"}
    return [
        Column(
            key := str(row.get("Key", "")),
            _groups(groups, row.get("ParentID"), "ParentID"),
            str(row.get("Title") or key),
            _NUMBER.sub("", key),
            str(row.get("Unit") or "").strip(),
        )
        for row in properties
        if kind(row) == "Topic"
    ]


def measure_columns(service: Service) -> list[Column]:
    """Return the measures of a version 4 table."""
    measures = list(service.rows("MeasureCodes"))
    grouped = any(row.get("MeasureGroupId") is not None for row in measures)
    groups = {row.get("Id"): row for row in service.rows("MeasureGroups")} if grouped else {}
    return [
        Column(
            code := str(service.cell(row, "Identifier")),
            _groups(groups, row.get("MeasureGroupId"), "ParentId"),
            str(row.get("Title") or code),
            code.strip(),
            str(row.get("Unit") or "").strip(),
        )
        for row in measures
    ]


def _groups(groups: Mapping[Any, Row], number: Any, parent: str) -> tuple[str, ...]:
    """Return the titles from the outermost group to group `number`."""
    titles: list[str] = []
    while number in groups and len(titles) < len(groups):
        titles.insert(0, str(groups[number].get("Title", "")))
        number = groups[number].get(parent)
    return tuple(titles)


def kind(row: Row) -> str:
    """Return what a version 3 property is: Topic, TopicGroup, GeoDetail, TimeDimension, ..."""
    return str(row.get("Type") or str(row.get("odata.type", "")).rsplit(".", 1)[-1])


def find_dimensions(service: Service, kinds: Sequence[tuple[str, str]]) -> Dimensions:
    """Return the dimensions among (kind, name); refuse a table without exactly one of areas."""
    areas = [name for what, name in kinds if what in _AREAS]
    times = [name for what, name in kinds if what == "TimeDimension"]
    if len(areas) != 1 or len(times) > 1:
        raise service.changed(f"de tabel heeft {len(areas)} gebiedsdimensies en {len(times)} tijddimensies")
    return Dimensions(areas[0], next(iter(times), None), tuple(name for what, name in kinds if what == "Dimension"))


def make_query(service: Service, dimensions: Dimensions, columns: Sequence[Column], selection: Selection) -> Query:
    """Return the selection in the table's own words.

    Raises
    ------
    SourceChanged
        When the table has another dimension, no such code or period, none of the topics,
        or two columns of one name.
    """
    for name in {*dimensions.others} ^ {*selection.where}:
        raise service.changed(f"de dimensie {name!r} is {'nieuw' if name in dimensions.others else 'verdwenen'}")
    headings, absent = {}, []
    for topic, names in selection.topics.items():
        found = _find(service, columns, names)
        if found:
            headings[found[0].key] = found[1]
        else:
            absent.append(topic)
    if not headings:
        raise service.changed(f"geen van de kolommen is er nog (gezocht: {', '.join(absent[:5])})")
    where = {name: _padded(service, name, code) for name, code in selection.where.items()}
    return Query(dimensions, headings, _periods(service, dimensions.time, selection.periods), where, tuple(absent))


def _find(service: Service, columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, str] | None:
    """Return the column with the first known name, and the heading that holds this name."""
    for name in names:
        tail = segments(name)
        for named in (False, True):
            headings = {column.key: column.heading(named=named) for column in columns}
            hits = [column for column in columns if segments(headings[column.key])[-len(tail) :] == tail]
            if len(hits) > 1:
                raise service.changed(f"de kolommen {hits[0].key!r} en {hits[1].key!r} kunnen allebei {name!r} zijn")
            if hits:
                return hits[0], headings[hits[0].key]
    return None


def _padded(service: Service, dimension: str, code: str) -> str:
    found = next((key for key in service.codes(dimension) if key.strip() == code), None)
    if found is None:
        raise service.changed(f"de dimensie {dimension!r} heeft geen code {code!r} meer")
    return found


def _periods(service: Service, dimension: str | None, count: int) -> tuple[str, ...]:
    """Return the newest whole years."""
    if dimension is None:
        return ()
    years = sorted(code for code in service.codes(dimension) if _YEAR.fullmatch(code.strip()))
    if not years:
        raise service.changed(f"de dimensie {dimension!r} heeft geen hele jaren (zoals '2024JJ00')")
    return tuple(years[-count:])
