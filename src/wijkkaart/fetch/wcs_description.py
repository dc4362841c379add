"""Reads what a WCS 2.0 service says of itself: which coverages it has, and on which grid one lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit
from xml.etree import ElementTree as ET

from wijkkaart.errors import SourceChanged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wijkkaart.fetch.http import Http

_XML = ("application/xml", "text/xml", "application/gml+xml")
_RD = re.compile(r"\b28992$")
_SHOWN = 5


@dataclass(frozen=True)
class Grid:
    """The grid of a coverage in EPSG:28992, north up: edges and cell size in metres.

    Parameters
    ----------
    axes
        What the service calls its x and y axis: letter case differs between services.
    """

    coverage: str
    axes: tuple[str, str]
    left: float
    bottom: float
    right: float
    top: float
    dx: float
    dy: float


class Service:
    """One WCS at one address; keeps the addresses it asked."""

    def __init__(self, http: Http, url: str) -> None:
        self._http = http
        self._url = url
        self.asked: list[str] = []

    def ask(self, request: str, params: Sequence[tuple[str, str]], accept: tuple[str, ...]) -> bytes:
        """Return the body of one answer.

        Raises
        ------
        SourceUnavailable, SourceChanged
            When the service cannot be had, or sends an error report or another kind of answer.
        """
        query = urlencode([("service", "WCS"), ("request", request), *params], quote_via=quote, safe="(),/")
        url = self._url + ("&" if urlsplit(self._url).query else "?") + query
        self.asked.append(url)
        return self._http.get(url, accept=accept).body

    def changed(self, what: str) -> SourceChanged:
        """Return the error for an answer of another shape: which service, what, what to do."""
        parts = urlsplit(self._url)
        return SourceChanged(
            f"de WCS {parts.hostname}{parts.path} antwoordt anders dan verwacht: {what}. "
            "Probeer het later opnieuw, of geef het raster als GeoTIFF op bij 'bestand'."
        )

    def coverages(self) -> list[str]:
        """Return the ids of all coverages, in the service's own order."""
        root = self._xml("GetCapabilities", [("acceptVersions", "2.0.1")])
        return [(element.text or "").strip() for element in _named(root, "CoverageId")]

    def find_coverage(self, wanted: str) -> str:
        """Return the coverage with this id, else the highest id that begins with it (a prefix or regular expression).

        Numbers in ids count as numbers: ``_v10`` is higher than ``_v9``.
        """
        ids = self.coverages()
        found = [wanted] if wanted in ids else [name for name in ids if re.match(wanted, name, re.IGNORECASE)]
        if not found:
            listed = ", ".join(sorted(ids)[:_SHOWN]) or "geen"
            raise self.changed(f"er is geen coverage {wanted!r} (wel: {listed})")
        return max(found, key=_natural)

    def describe(self, coverage: str) -> Grid:
        """Return the grid of a coverage; refuse one that is not in RD, turned, or has more than two axes."""
        root = self._xml("DescribeCoverage", [("version", "2.0.1"), ("coverageId", coverage)])
        envelope = next((element for element in root.iter() if _local(element).startswith("Envelope")), None)
        if envelope is None:
            raise self.changed(f"de beschrijving van {coverage} heeft geen Envelope")
        axes = envelope.get("axisLabels", "").split()
        if not _RD.search(envelope.get("srsName", "")) or len(axes) != 2:  # noqa: PLR2004 - x and y
            raise self.changed(
                f"{coverage} heeft stelsel {envelope.get('srsName')!r} en assen {axes}, niet EPSG:28992 met x en y"
            )
        low = self._pair(envelope, "lowerCorner", coverage)
        high = self._pair(envelope, "upperCorner", coverage)
        return Grid(coverage, (axes[0], axes[1]), *low, *high, *self._cell(root, coverage))

    def _cell(self, root: ET.Element, coverage: str) -> tuple[float, float]:
        vectors = [_numbers(element) for element in _named(root, "offsetVector")]
        flat = [vector for vector in vectors if len(vector) == 2 and 0.0 in vector]  # noqa: PLR2004 - x and y
        dx, dy = (max((abs(vector[axis]) for vector in flat), default=0.0) for axis in (0, 1))
        if not dx or not dy:
            raise self.changed(f"{coverage} ligt op een gedraaid of onbekend grid (offsetVector {vectors})")
        return dx, dy

    def _pair(self, envelope: ET.Element, name: str, coverage: str) -> tuple[float, float]:
        numbers = _numbers(next(_named(envelope, name), None))
        if len(numbers) != 2:  # noqa: PLR2004 - x and y
            raise self.changed(f"het veld {name!r} van {coverage} is {numbers}")
        return numbers[0], numbers[1]

    def _xml(self, request: str, params: Sequence[tuple[str, str]]) -> ET.Element:
        body = self.ask(request, params, _XML)
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise self.changed(f"het antwoord op {request} heeft een DOCTYPE")
        try:
            return ET.fromstring(body)  # noqa: S314 - nothing can expand without a DOCTYPE
        except ET.ParseError as error:
            raise self.changed(f"het antwoord op {request} is geen (hele) XML") from error


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (element for element in root.iter() if _local(element) == name)


def _numbers(element: ET.Element | None) -> list[float]:
    try:
        return [float(word) for word in (element.text or "").split()] if element is not None else []
    except ValueError:
        return []


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name) if part)
