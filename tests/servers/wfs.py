"""A strict WFS 2.0 on this machine, with the manners of MapServer (PDOK) or GeoServer.

Both: bbox beside filter is refused, so is a start beyond `last_start`, and at most `largest`
features come at a time. MapServer counts no further than that either, ignores CQL_FILTER in silence,
and says nothing about numbers in GeoJSON. GeoServer counts them all.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from shapely import box
from shapely.geometry import shape
from tests.servers.loopback import Loopback

FES = "{http://www.opengis.net/fes/2.0}"
GML = "{http://www.opengis.net/gml/3.2}"
EVERYWHERE = {"service", "version", "request"}
KNOWN = {
    "getcapabilities": EVERYWHERE,
    "describefeaturetype": EVERYWHERE | {"typenames"},
    "getfeature": EVERYWHERE
    | {"typenames", "srsname", "outputformat", "count", "startindex", "resulttype", "bbox", "filter", "cql_filter"},
}
XML = "text/xml; charset=UTF-8"


class Refused(Exception):  # noqa: N818 - what it says to the client
    def __init__(self, code, text, status=400):
        super().__init__(text)
        self.code, self.text, self.status = code, text, status


class WfsServer(Loopback):
    """Serves `features` (shapes in RD) as each of the layers `names`.

    Parameters
    ----------
    layers
        Full name of a layer -> its own features, where they differ.
    kind
        ``mapserver`` or ``geoserver``.
    starts
        What it does with startIndex: ``yes`` obeys, ``ignores`` (the first page again), ``refuses``.
    order
        Called with the features and the number of the question, where the order is not stable.
    bbox_works
        False: every bbox gives everything.
    hits
        Called with the true number: what it says instead.
    counts
        False: a question for the number only is refused.
    twist
        Called with each page (a dict), to spoil it.
    """

    def __init__(self, features=(), **settings):
        super().__init__()
        self.features = features
        self.kind = settings.get("kind", "mapserver")
        self.layers = settings.get("layers", {})
        self.names = settings.get("names", tuple(self.layers) or ("bag:pand",))
        self.largest = settings.get("largest", 1000)
        self.last_start = settings.get("last_start", 50_000)
        self.starts = settings.get("starts", "yes")
        self.order = settings.get("order", lambda features, _: features)
        self.bbox_works = settings.get("bbox_works", True)
        self.filter_works = settings.get("filter_works", True)
        self.hits = settings.get("hits")
        self.counts = settings.get("counts", True)
        self.twist = settings.get("twist", lambda page: page)

    @property
    def url(self):
        return f"{self.root}/lv/bag/wfs/v2_0"

    @property
    def pages(self):
        """Return the questions for features, as dicts with names in lower case."""
        asked = [{name.lower(): value for name, value in query} for _, query in self.asked]
        return [query for query in asked if "outputformat" in query]

    def answer(self, path, query):
        if path != urlsplit(self.url).path:
            return 404, XML, report("NoApplicableCode", "no such service")
        try:
            return self._answer({name.lower(): value for name, value in query})
        except Refused as refused:
            return refused.status, XML, report(refused.code, refused.text)

    def _answer(self, query):
        request = query.get("request", "").lower()
        if query.get("service") != "WFS" or request not in KNOWN or query.get("version") != "2.0.0":
            raise Refused("MissingParameterValue", "service, version and request must be there")
        unknown = set(query) - KNOWN[request]
        if unknown:
            raise Refused("InvalidParameterValue", f"unknown parameter {min(unknown)}")
        if request == "getcapabilities":
            return 200, XML, capabilities(self.names)
        if query.get("typenames") not in {*self.names, *(name.partition(":")[2] for name in self.names)}:
            raise Refused("InvalidParameterValue", "TYPENAME not found")
        self.features = self.layers.get(query["typenames"], self.features)
        return (200, XML, description(self._fields())) if request == "describefeaturetype" else self._get(query)

    def _fields(self):
        return sorted({name for feature in self.features for name in feature["properties"]} or {"code"})

    def _get(self, query):
        if query.get("srsname") != "EPSG:28992":
            raise Refused("InvalidParameterValue", "srsName must be EPSG:28992 here")
        found = self._found(query)
        if query.get("resulttype") == "hits" and not self.counts:
            raise Refused("InvalidParameterValue", "resultType must be results")
        if query.get("resulttype") == "hits":
            return 200, 'text/xml; subtype="gml/3.2.1"; charset=UTF-8', self._hits(len(found))
        if query.get("outputformat") != "application/json":
            return 200, 'text/xml; subtype="gml/3.2.1"', b"<wfs:FeatureCollection/>"
        start = self._start(query)
        found = self.order(found, len(self.pages))
        page = found[start : start + min(int(query.get("count", self.largest)), self.largest)]
        content = {
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
            "features": page,
        }
        if self.kind == "geoserver":
            content |= {"numberMatched": len(found), "numberReturned": len(page), "totalFeatures": len(found)}
        return 200, "application/json; charset=utf-8", json.dumps(self.twist(content)).encode()

    def _hits(self, number):
        said = min(number, self.largest) if self.kind == "mapserver" else number
        said = said if self.hits is None else self.hits(number)
        return (
            f'<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" numberMatched="{said}" '
            'numberReturned="0" timeStamp="2026-09-01T10:00:00"/>'
        ).encode()

    def _start(self, query):
        start = int(query.get("startindex", 0))
        if start > self.last_start:
            raise Refused("InvalidParameterValue", "startIndex is too large, use the ATOM download instead")
        if "startindex" in query and self.starts == "refuses":
            raise Refused("NoApplicableCode", "Cannot do natural order without a primary key", 200)
        return start if self.starts == "yes" else 0

    def _found(self, query):
        if "bbox" in query and "filter" in query:
            raise Refused("InvalidParameterValue", "bbox and filter are mutually exclusive")
        found = self.features
        if "cql_filter" in query and self.kind == "geoserver":
            raise Refused("InvalidParameterValue", "CQL is not for this test")
        if "bbox" in query:
            *corners, crs = query["bbox"].split(",")
            if crs != "EPSG:28992" or len(corners) != 4:
                raise Refused("InvalidParameterValue", "bbox must be four numbers and EPSG:28992")
            found = self._in_box(found, corners)
        if "filter" in query and self.filter_works:
            root = ET.fromstring(query["filter"])  # noqa: S314 - from our own client
            if root.tag != f"{FES}Filter" or len(root) != 1:
                raise Refused("OperationParsingFailed", "no fes:Filter with one operator")
            found = self._filtered(found, root[0])
        return found

    def _in_box(self, found, corners):
        if not self.bbox_works:
            return found
        area = box(*(float(value) for value in corners))
        return [feature for feature in found if shape(feature["geometry"]).intersects(area)]

    def _filtered(self, found, operator):
        if operator.tag == f"{FES}And" and len(operator) > 1:
            for part in operator:
                found = self._filtered(found, part)
            return found
        if operator.tag == f"{FES}PropertyIsEqualTo":
            name, value = operator.findtext(f"{FES}ValueReference"), operator.findtext(f"{FES}Literal")
            if name not in self._fields():
                raise Refused("InvalidParameterValue", f"unknown property {name}")
            return [feature for feature in found if str(feature["properties"][name]) == value]
        if operator.tag == f"{FES}BBOX":
            envelope = operator.find(f"{GML}Envelope")
            low, high = envelope.findtext(f"{GML}lowerCorner"), envelope.findtext(f"{GML}upperCorner")
            return self._in_box(found, [*low.split(), *high.split()])
        raise Refused("OperationParsingFailed", f"unknown operator {operator.tag}")


def report(code, text):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" '
        f'version="2.0.0"><ows:Exception exceptionCode="{code}"><ows:ExceptionText>{escape(text)}'
        "</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
    ).encode()


def capabilities(names):
    layers = "".join(f"<FeatureType><Name>{name}</Name><Title>{name}</Title></FeatureType>" for name in names)
    return (
        '<wfs:WFS_Capabilities xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns="http://www.opengis.net/wfs/2.0" '
        f'version="2.0.0"><FeatureTypeList>{layers}</FeatureTypeList></wfs:WFS_Capabilities>'
    ).encode()


def description(fields):
    elements = "".join(f'<element name="{name}" minOccurs="0" type="string"/>' for name in fields)
    return (
        '<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2">'
        '<element name="pand" type="bag:pandType"/><complexType name="pandType"><complexContent>'
        '<extension base="gml:AbstractFeatureType"><sequence>'
        f'<element name="msGeometry" type="gml:PointPropertyType"/>{elements}'
        "</sequence></extension></complexContent></complexType></schema>"
    ).encode()
