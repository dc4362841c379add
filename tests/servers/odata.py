"""A strict stand-in for the two OData services of the statistics office, on this machine."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from tests.servers.loopback import Loopback

LONGEST_QUERY = 2048
TOKEN = re.compile(r"\s*(\(|\)|and\b|or\b|startswith\(\w+,'[^']*'\)|\w+ (?:eq|ge|lt) '[^']*')\s*")
LEAF = re.compile(r"startswith\((\w+),'([^']*)'\)|(\w+) (\w+) '([^']*)'")


@dataclass
class Table:
    """One table: dimension -> (kind, codes), topic -> (group, title, unit), and its cells.

    `cells` holds (codes of the dimensions..., topic) -> value, codes without padding; a value may be
    (None, reason). Groups are number -> (title, number of the group around it); `infos` is what the
    table says about itself (Title, Period).
    """

    dimensions: dict[str, tuple[str, tuple[str, ...]]]
    topics: dict[str, tuple[int, str, str]]
    cells: dict[tuple[str, ...], object]
    groups: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    infos: dict[str, str] = field(default_factory=dict)

    def padded(self, name, code):
        return code.ljust(self.widths.get(name, 0))

    def places(self):
        return list(dict.fromkeys(key[:-1] for key in self.cells))


class _Server(Loopback):
    def __init__(self, *tables, page=10_000, **named):
        super().__init__()
        self.tables = {f"{place}NED": table for place, table in enumerate(tables)} | named
        self.page = page
        self.edit = lambda page: page

    def url(self, name="0NED"):
        return f"{self.root}/odata/{name}"

    def answer(self, path, query):
        params = dict(query)
        if len(params) != len(query) or sum(len(name) + len(value) + 2 for name, value in query) > LONGEST_QUERY:
            return 404, "text/html", b"<html><title>404 - query string too long</title></html>"
        found = re.fullmatch(r"/odata/(\w+)/(\w+)", path)
        if not found or found[1] not in self.tables:
            return 404, "text/html", b"<html><title>404</title></html>"
        return self.table(self.tables[found[1]], found[2], params, path)

    def paged(self, rows, params, path, mark):
        """Return one page as JSON, with the address of the next."""
        start = int(params.get("$skip", 0))
        body = {f"{mark}metadata": f"{self.root}{path}", "value": rows[start : start + self.page]}
        if start + self.page < len(rows):
            more = "&".join(f"{name}={value}" for name, value in {**params, "$skip": start + self.page}.items())
            body[f"{mark}nextLink"] = f"{self.root}{path}?{more}".replace(" ", "%20")
        return 200, "application/json;odata=minimalmetadata;charset=utf-8", json.dumps(self.edit(body)).encode()


class FeedServer(_Server):
    """Version 3: padded keys, a row per area, JSON only when asked, filters on topics silently ignored."""

    def table(self, table, entity, params, path):
        if params.pop("$format", None) != "json":
            return 200, "application/atom+xml;charset=utf-8", b"<feed/>"
        if set(params) - {"$filter", "$select", "$skip"}:
            return 400, "application/json", b'{"odata.error":{"message":{"value":"unknown query option"}}}'
        if entity == "TableInfos":
            return self.paged([{"ID": 0, **table.infos}], {"$format": "json", **params}, path, "odata.")
        if entity == "DataProperties":
            return self.paged(_properties(table), {"$format": "json", **params}, path, "odata.")
        if entity in table.dimensions:
            codes = table.dimensions[entity][1]
            rows = [{"Key": table.padded(entity, code), "Title": code, "Description": ""} for code in codes]
            return self.paged(rows, {"$format": "json", **params}, path, "odata.")
        return self._typed(table, entity, params, path)

    def _typed(self, table, entity, params, path):
        if entity != "TypedDataSet":
            return 404, "text/html", b"<html><title>404</title></html>"
        rows = [row for row in _rows(table) if _holds(params.get("$filter", ""), row, table.dimensions)]
        chosen = params["$select"].split(",") if "$select" in params else list(rows[0]) if rows else []
        if set(chosen) - {"ID", *table.dimensions, *table.topics}:
            return 400, "application/json", b'{"odata.error":{"message":{"value":"unknown property"}}}'
        rows = [{name: row[name] for name in chosen} for row in rows]
        return self.paged(rows, {"$format": "json", **params}, path, "odata.")


class ObservationServer(_Server):
    """Version 4: keys without padding, a row per figure, empty cells left out, `$format` unknown."""

    def table(self, table, entity, params, path):
        if set(params) - {"$filter", "$skip"}:
            return 400, "application/json", b'{"error":{"message":"unknown query option"}}'
        rows = self._entity(table, entity)
        if rows is None:
            return 404, "application/json", b'{"error":{"message":"not found"}}'
        names = {*table.dimensions, "Identifier", "Measure"}
        rows = [row for row in rows if _holds(params.get("$filter", ""), row, names)]
        return self.paged(rows, params, path, "@odata.")

    def _entity(self, table, entity):
        if entity == "Dimensions":
            return [{"Identifier": name, "Kind": kind} for name, (kind, _) in table.dimensions.items()]
        if entity == "MeasureCodes":
            return [
                {"Identifier": key, "Title": title, "MeasureGroupId": group or None, "Unit": unit}
                for key, (group, title, unit) in table.topics.items()
            ]
        if entity == "MeasureGroups" and table.groups:
            return [{"Id": id_, "Title": title, "ParentId": up} for id_, (title, up) in table.groups.items()]
        if entity.endswith("Codes") and entity.removesuffix("Codes") in table.dimensions:
            codes = table.dimensions[entity.removesuffix("Codes")][1]
            return [{"Identifier": code, "Title": code} for code in codes]
        return _observations(table) if entity == "Observations" else None


def _properties(table):
    groups = [
        {
            "odata.type": "Cbs.OData.TopicGroup",
            "ID": id_,
            "ParentID": up,
            "Type": "TopicGroup",
            "Key": "",
            "Title": title,
        }
        for id_, (title, up) in table.groups.items()
    ]
    dimensions = [
        {"odata.type": f"Cbs.OData.{kind}", "ID": 900, "ParentID": None, "Type": kind, "Key": name, "Title": name}
        for name, (kind, _) in table.dimensions.items()
    ]
    topics = [
        {"odata.type": "Cbs.OData.Topic", "ID": 500 + place, "ParentID": group or None, "Type": "Topic", "Key": key}
        | {"Title": title, "Unit": unit, "Datatype": "Double", "Decimals": 1, "Default": "None"}
        for place, (key, (group, title, unit)) in enumerate(table.topics.items())
    ]
    return [*dimensions, *groups, *topics]


def _rows(table):
    for place, codes in enumerate(table.places()):
        keys = {name: table.padded(name, code) for name, code in zip(table.dimensions, codes, strict=True)}
        values = {topic: table.cells.get((*codes, topic)) for topic in table.topics}
        yield {
            "ID": place,
            **keys,
            **{name: None if isinstance(value, tuple) else value for name, value in values.items()},
        }


def _observations(table):
    rows = []
    for (*codes, measure), value in table.cells.items():
        if value is None:
            continue
        number, reason = value if isinstance(value, tuple) else (value, "None")
        row = {"Id": len(rows), "Measure": measure, "Value": number, "ValueAttribute": reason, "StringValue": None}
        rows.append(row | dict(zip(table.dimensions, codes, strict=True)))
    return rows


def _holds(text, row, names):
    """Return whether a row passes a filter: `eq` compares padding too, other fields and comparisons do nothing."""
    if not text:
        return True
    tokens = TOKEN.findall(text)
    if "".join(text.split()) != "".join("".join(tokens).split()):
        message = f"cannot read the filter {text!r}"
        raise ValueError(message)
    return _any(tokens, row, names)


def _any(tokens, row, names):
    value = _all(tokens, row, names)
    while tokens and tokens[0] == "or":
        tokens.pop(0)
        value = _all(tokens, row, names) or value
    return value


def _all(tokens, row, names):
    value = _one(tokens, row, names)
    while tokens and tokens[0] == "and":
        tokens.pop(0)
        value = _one(tokens, row, names) and value
    return value


def _one(tokens, row, names):
    first = tokens.pop(0)
    if first == "(":
        value = _any(tokens, row, names)
        tokens.pop(0)
        return value
    start, prefix, name, operator, code = LEAF.fullmatch(first).groups()
    if (start or name) not in names or operator in {"ge", "lt"}:
        return True
    return row[start].startswith(prefix) if start else row[name] == code
