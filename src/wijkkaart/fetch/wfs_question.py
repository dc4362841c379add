"""Puts questions to one layer of a WFS 2.0, in words that every kind of server understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from wijkkaart.extent import RD
from wijkkaart.fetch.answer import where as place
from wijkkaart.fetch.answer import with_query
from wijkkaart.fetch.pages import GEOJSON, changed, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wijkkaart.fetch.answer import Answer
    from wijkkaart.fetch.http import Http

    Box = tuple[float, float, float, float]

XML = ("text/xml", "application/xml", "application/gml+xml")
_NAMESPACES = 'xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"'


@dataclass(frozen=True)
class Question:
    """What is asked of one layer, apart from the area.

    Parameters
    ----------
    type_name
        ``workspace:layer`` or ``layer``.
    where
        Field -> the one value it must have.
    count
        Features per page.
    """

    http: Http
    url: str
    type_name: str
    where: Mapping[str, str]
    count: int

    def hits(self, area: Box | None) -> Answer:
        """Return the answer that only says how many features there are."""
        return self._get({**self._features(area), "resultType": "hits"}, XML)

    def page(self, area: Box | None, start: int) -> Answer:
        """Return the page that begins at feature `start`."""
        paging = {"outputFormat": "application/json", "count": str(self.count)}
        if start:  # some layers cannot be paged at all, and refuse even startIndex=0
            paging["startIndex"] = str(start)
        return self._get({**self._features(area), **paging}, GEOJSON)

    def description(self) -> Answer:
        """Return the answer that describes the fields."""
        return self._get({**request("DescribeFeatureType"), "typeNames": self.type_name}, XML)

    def _get(self, params: Mapping[str, str], accept: tuple[str, ...]) -> Answer:
        return self.http.get(with_query(self.url, params), accept=accept)

    def _features(self, area: Box | None) -> dict[str, str]:
        params = {**request("GetFeature"), "typeNames": self.type_name, "srsName": RD}
        if self.where:  # the standard forbids bbox beside filter, so the area goes into the filter
            return {**params, "filter": _filter(self.where, area)}
        return {**params, "bbox": f"{numbers(area, ',')},{RD}"} if area else params


def request(name: str) -> dict[str, str]:
    """Return the parameters that every request begins with."""
    return {"service": "WFS", "version": "2.0.0", "request": name}


def _filter(where: Mapping[str, str], area: Box | None) -> str:
    """Return the filter in the standard's own XML: services of PDOK ignore CQL in silence."""
    parts = [
        f"<fes:PropertyIsEqualTo><fes:ValueReference>{escape(name)}</fes:ValueReference>"
        f"<fes:Literal>{escape(value)}</fes:Literal></fes:PropertyIsEqualTo>"
        for name, value in where.items()
    ]
    if area is not None:
        low, high = numbers(area[:2], " "), numbers(area[2:], " ")
        parts.append(
            f'<fes:BBOX><gml:Envelope srsName="urn:ogc:def:crs:EPSG::28992"><gml:lowerCorner>{low}</gml:lowerCorner>'
            f"<gml:upperCorner>{high}</gml:upperCorner></gml:Envelope></fes:BBOX>"
        )
    inner = parts[0] if len(parts) == 1 else f"<fes:And>{''.join(parts)}</fes:And>"
    return f"<fes:Filter {_NAMESPACES}>{inner}</fes:Filter>"


def parse(answer: Answer, root_name: str) -> ET.Element:
    """Return the root of an XML answer.

    Raises
    ------
    SourceChanged
        When it is no XML, or its root is not `root_name` (in any namespace).
    """
    try:
        root = ET.fromstring(answer.body)  # noqa: S314 - opens nothing outside, and expat stops entity bombs
    except ET.ParseError as error:
        raise changed(place(answer.url), f"het antwoord is geen (hele) XML ({error})") from None
    found = root.tag.rpartition("}")[2]
    if found != root_name:
        raise changed(place(answer.url), f"het antwoord is een {found!r} en niet {root_name!r}")
    return root
