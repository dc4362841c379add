"""A strict OGC API Features on this machine, with the manners of Gokoala, the server of PDOK.

An unknown parameter is refused, the cursor only holds for the very same question (otherwise
the first page comes again, in silence), ten features come by default and at most `largest`,
coordinates are degrees unless RD is asked for by its URI, and nothing says how many there are.
"""

from __future__ import annotations

import base64
import gzip
import json
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pyproj import Transformer
from shapely import box, to_geojson, transform
from shapely.geometry import shape

PREFIX = "http://www.opengis.net/def/crs/"
CRS84 = f"{PREFIX}OGC/1.3/CRS84"
RD = f"{PREFIX}EPSG/0/28992"
KNOWN = {
    "f",
    "limit",
    "cursor",
    "crs",
    "datetime",
    "bbox",
    "bbox-crs",
    "filter",
    "filter-crs",
    "filter-lang",
    "profile",
}
TO_DEGREES = Transformer.from_crs("EPSG:28992", "OGC:CRS84", always_xy=True)


class Refused(Exception):  # noqa: N818 - what it says to the client
    def __init__(self, detail, status=400):
        super().__init__(detail)
        self.detail, self.status = detail, status


class OgcServer:
    """Serves `collections`: name -> features with shapes in RD, in the order of their number.

    Parameters
    ----------
    filters
        Fields that may be filtered on.
    published
        Whether it tells so in /queryables: only services with a filter language do.
    crs
        What the collections offer beside degrees.
    faults
        (status, content type, body) to answer first to questions for items; None answers as it should.
    ended
        The field with the moment a version ended, where ``datetime`` chooses; without one it is refused.
    twist
        Called with each page (a dict) and its number, to spoil it.
    """

    def __init__(self, collections, **settings):
        self.collections = collections
        self.filters = settings.get("filters", ())
        self.published = settings.get("published", False)
        self.crs = settings.get("crs", (RD,))
        self.largest = settings.get("largest", 1000)
        self.has_schema = settings.get("has_schema", True)
        self.ended = settings.get("ended")
        self.faults = settings.get("faults", [])
        self.twist = settings.get("twist", lambda page, _: page)
        self.says_crs = settings.get("says_crs", lambda asked: asked)
        self.asked = []

    def __enter__(self):
        handler = type("Handler", (_Handler,), {"service": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/lv/bgt/ogc/v1"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def pages(self):
        """Return the questions for items, as dicts."""
        return [query for path, query in self.asked if path.endswith("/items")]

    def answer(self, path, query):
        steps = path.removeprefix(urlsplit(self.url).path).strip("/").split("/")
        if steps == ["collections"]:
            return self._plain({"collections": [self._about(name) for name in self.collections]}, query)
        if steps[0] != "collections" or len(steps) < 2 or steps[1] not in self.collections:
            raise Refused("no such page", 404)
        if steps[2:] == ["items"]:
            return self._items(steps[1], query)
        if steps[2:] == ["queryables"] and self.published:
            return self._schema({name: {"type": "string"} for name in self.filters}, query)
        if steps[2:] == ["schema"] and self.has_schema:
            return self._schema(self._fields(steps[1]), query)
        raise Refused("no such page", 404)

    def _about(self, name):
        return {"id": name, "crs": [CRS84, *self.crs], "storageCrs": CRS84, "links": []}

    def _fields(self, name):
        known = {field for feature in self.collections[name] for field in feature["properties"]} or {"code"}
        own = {field: {"type": "string"} for field in sorted(known)}
        geometry = {"x-ogc-role": "primary-geometry", "format": "geometry-point"}
        return {"id": {"x-ogc-role": "id", "type": "integer"}, **own, "geom": geometry}

    def _schema(self, fields, query):
        content = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": fields}
        status, _, body, headers = self._plain(content, query)
        return status, "application/schema+json", body, headers

    @staticmethod
    def _plain(content, query):
        if set(query) - {"f"} or query.get("f") != "json":
            raise Refused("unknown query parameter(s) found")
        return 200, "application/json", content, {}

    def _items(self, name, query):
        unknown = set(query) - KNOWN - set(self.filters)
        if unknown:
            raise Refused(f"unknown query parameter(s) found: {min(unknown)}")
        if "filter" in query:
            raise Refused("CQL support is not enabled for this API")
        if "datetime" in query and self.ended is None:
            raise Refused("datetime param is currently not supported")
        crs = _crs(query, "crs", self.crs)
        found = [feature for feature in self.collections[name] if self._fits(feature, query)]
        start, limit = _cursor(query), min(int(query.get("limit", 10)), self.largest)
        page, behind = found[start : start + limit], found[start + limit :]
        content = {
            "type": "FeatureCollection",
            "timeStamp": "2026-09-01T10:00:00Z",
            "links": [{"rel": "self", "type": "application/geo+json", "href": self._href(name, query)}],
            "features": [_in_crs(feature, crs) for feature in page],
            "numberReturned": len(page),
        }
        if behind:
            following = self._href(name, {**query, "cursor": _encode(start + limit, query)})
            content["links"].append({"rel": "next", "type": "application/geo+json", "href": following})
        content = self.twist(content, len(self.pages))
        return 200, "application/geo+json", content, {"Content-Crs": f"<{self.says_crs(crs)}>"}

    def _fits(self, feature, query):
        for name in set(query) & set(self.filters):
            if len(query[name]) > 512 or set("*%") & set(query[name]):
                raise Refused(f"property filter {name} contains a wildcard")
            if str(feature["properties"].get(name)) != query[name]:
                return False
        return self._is_valid(feature, query) and _in_bbox(feature, query, self.crs)

    def _is_valid(self, feature, query):
        if "datetime" not in query:
            return True
        ended = feature["properties"].get(self.ended)
        return ended is None or ended > query["datetime"]

    def _href(self, name, query):
        return f"{self.url}/collections/{name}/items?{urlencode(sorted(query.items()))}"


def _crs(query, name, offered):
    asked = query.get(name, CRS84)
    if not asked.startswith(PREFIX) or asked not in {CRS84, *offered}:
        raise Refused(f"{name} param should start with {PREFIX}, got: {asked}")
    return asked


def _in_bbox(feature, query, offered):
    if "bbox" not in query:
        if "bbox-crs" in query:
            raise Refused("bbox-crs can't be used without bbox parameter")
        return True
    crs = _crs(query, "bbox-crs", offered)
    corners = [float(value) for value in query["bbox"].split(",")]
    if len(corners) != 4 or (corners[2] - corners[0]) * (corners[3] - corners[1]) <= 0:
        raise Refused("bbox has no surface area")
    return shape(_in_crs(feature, crs)["geometry"]).intersects(box(*corners))


def _in_crs(feature, crs):
    if crs == RD:
        return feature
    turned = transform(shape(feature["geometry"]), TO_DEGREES.transform, interleaved=False)
    return {**feature, "geometry": json.loads(to_geojson(turned))}


def _checksum(query):
    text = "".join(value for name, value in sorted(query.items()) if name not in {"f", "cursor"})
    return zlib.crc32(text.encode()).to_bytes(4, "big")


def _encode(start, query):
    parts = (start.to_bytes(4, "big"), _checksum(query))
    return "|".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def _cursor(query):
    """Return where the page begins: at 0 too when anything in the question changed on the way."""
    place, _, checksum = query.get("cursor", "").partition("|")
    if not checksum:
        return 0
    start, said = (base64.urlsafe_b64decode(part + "==") for part in (place, checksum))
    return int.from_bytes(start, "big") if said == _checksum(query) else 0


class _Handler(BaseHTTPRequestHandler):
    service: OgcServer

    def do_GET(self):
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        self.service.asked.append((unquote(parts.path), query))
        fault = self.service.faults.pop(0) if self.service.faults and parts.path.endswith("/items") else None
        try:
            status, kind, body, headers = (*fault, {}) if fault else self.service.answer(unquote(parts.path), query)
        except Refused as refused:
            status, kind, headers = refused.status, "application/problem+json", {}
            body = {"title": "Bad Request", "status": status, "detail": refused.detail}
        self._send(status, kind, body if isinstance(body, bytes) else json.dumps(body).encode(), headers)

    def _send(self, status, kind, body, headers):
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers = gzip.compress(body, mtime=0), {**headers, "Content-Encoding": "gzip"}
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""
