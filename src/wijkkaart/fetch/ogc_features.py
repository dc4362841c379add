"""Fetches features from a service that speaks OGC API Features, page by page."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import shapely
from pyproj import Transformer

from wijkkaart.extent import RD
from wijkkaart.fetch.answer import ErrorReport, RequestRefused, with_query
from wijkkaart.fetch.answer import where as place
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.pages import (
    GEOJSON,
    FeatureFile,
    Page,
    changed,
    check_filter,
    incomplete,
    numbers,
    one_like,
    read_page,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from wijkkaart.errors import SourceChanged
    from wijkkaart.fetch.answer import Answer
    from wijkkaart.fetch.http import Http

    Box = tuple[float, float, float, float]

_LOG = logging.getLogger(__name__)

RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_KNOWN_CRS = {RD_URI: RD, CRS84_URI: "OGC:CRS84"}
#: More is cut off in silence.
_LARGEST_PAGE = 1000
#: Metres; a service may round, or turn the box into other coordinates.
_MARGIN = 100.0
_JSON = ("application/json", "application/schema+json")
_BAD_REQUEST = 400
_NOT_THERE = frozenset({404, 405, 406})
_SHARED_CRS = "#/crs"


def collections(http: Http, base_url: str) -> tuple[str, ...]:
    """Return the ids of all collections of a service, in its own order."""
    return tuple(_collections(http, base_url))


def queryables(http: Http, base_url: str, collection: str) -> frozenset[str] | None:
    """Return the fields that a filter may name; None when the service does not publish them.

    Gokoala (PDOK) has filters on fields that it does not publish, where it has no filter language.
    """
    fields = _properties(http, f"{_address(base_url, collection)}/queryables")
    return None if fields is None else frozenset(fields)


def fetch_features(  # noqa: PLR0913 - what one request of this protocol may hold
    http: Http,
    base_url: str,
    collection: str,
    path: Path,
    *,
    bbox: Box | None = None,
    moment: date | None = None,
    filters: Mapping[str, str] | None = None,
    crs: str = RD_URI,
    limit: int = _LARGEST_PAGE,
    or_like: Sequence[str] = (),
) -> Facts:
    """Write all features that were asked for to the GeoPackage `path`, in one layer named as the collection.

    Parameters
    ----------
    base_url
        Landing page of the service, ``https://host/owner/dataset/ogc/v1``.
    collection
        Its name; `or_like` are patterns of the names to take when it is not there, in that order.
    bbox
        minx, miny, maxx, maxy in EPSG:28992; what touches it is in.
    moment
        Only what was valid at the start of this day; all versions where the service cannot choose.
    filters
        Field -> the one value it must have; each a queryable.
    crs
        URI of the coordinates to ask for: RD, or CRS84 from a service without RD.
    limit
        Features per page, at most 1000.

    Raises
    ------
    SourceUnavailable
        When the service is dead or refuses, or when not all features came.
    SourceChanged
        When the collection, its CRS or a queryable is not there, a page is no page, or `bbox` is ignored.
    """
    wanted = dict(filters or {})
    collection = _find_collection(http, base_url, (re.escape(collection), *or_like), crs)
    if wanted:
        _check_filters(http, base_url, collection, wanted)
    start = _address(base_url, collection)
    params = {"f": "json", "limit": str(min(limit, _LARGEST_PAGE)), "crs": crs, **_box(bbox, crs), **wanted}
    with FeatureFile(path, collection, _KNOWN_CRS[crs]) as target:
        pages = _Pages(http, crs, wanted, target, _near(bbox, crs))
        try:
            pages.follow_at(moment, f"{start}/items", params)
        except RequestRefused as refused:
            if wanted and refused.status == _BAD_REQUEST:
                raise _no_filter(start, list(wanted), refused.text) from None
            raise
        pages.check_complete()
        fields = None if len(target) else _properties(http, f"{start}/schema")
        target.finish(fields or ())
        _LOG.info("%s: %d features in %d pages", place(start), len(target), len(pages.urls))
        return Facts(tuple(pages.urls), len(target), pages.matched, (("collectie", collection), ("crs", crs)))


class _Pages:
    """One walk along the pages of a collection."""

    def __init__(self, http: Http, crs: str, wanted: Mapping[str, str], target: FeatureFile, near: Box | None) -> None:
        self._http, self._crs, self._wanted, self._target, self._near = http, crs, wanted, target, near
        self._firsts: set[str] = set()
        self.urls: list[str] = []
        self.matched: int | None = None

    def follow_at(self, moment: date | None, url: str, params: Mapping[str, str]) -> None:
        """Take the pages of what was valid at `moment`; of all versions when the service refuses to choose."""
        valid = {"datetime": f"{moment.isoformat()}T00:00:00Z"} if moment else {}
        try:
            self.follow(with_query(url, {**params, **valid}))
        except RequestRefused as refused:
            if not valid or refused.status != _BAD_REQUEST or "datetime" not in refused.text:
                raise
            _LOG.info("%s: no choice by datetime, so all versions are fetched", place(url))
            self.follow(with_query(url, params))

    def follow(self, url: str) -> None:
        """Take the page at `url` and every next one, each link exactly as the service gives it."""
        following: str | None = url
        while following is not None:
            following = self._take(self._http.get(following, accept=GEOJSON))

    def _take(self, answer: Answer) -> str | None:
        page = read_page(answer)
        _check_crs(answer, page, self._crs)
        check_filter(page, self._wanted)
        if self._near is not None and not self.urls:
            _check_box(page, self._near)
        self.urls.append(answer.url)
        self.matched = page.matched
        keys = self._target.add(page.features)
        following = _next(answer, page)
        if keys and keys[0] in self._firsts:
            raise changed(page.where, f"een pagina begint weer met object {keys[0]!r}: de pagina's herhalen zich")
        if not keys and following is not None:
            raise changed(page.where, "een lege pagina verwijst naar een volgende")
        self._firsts.update(keys[:1])
        return following

    def check_complete(self) -> None:
        """Refuse another number of features than the service itself says there are."""
        if self.matched is not None and self.matched != len(self._target):
            raise incomplete(place(self.urls[0]), len(self._target), self.matched)


def _address(base_url: str, collection: str) -> str:
    return f"{base_url.rstrip('/')}/collections/{collection}"


def _collections(http: Http, base_url: str) -> dict[str, tuple[str, ...]]:
    """Return per collection the CRS it offers; empty where it does not say."""
    answer = http.get(f"{base_url.rstrip('/')}/collections", {"f": "json"}, accept=_JSON)
    content = answer.json()
    try:
        shared = content.get("crs", [])
        return {entry["id"]: tuple(_with_shared(entry.get("crs", []), shared)) for entry in content["collections"]}
    except (KeyError, TypeError, AttributeError):
        raise changed(place(answer.url), "het veld 'collections' is geen lijst van collecties met een 'id'") from None


def _with_shared(own: list[str], shared: list[str]) -> list[str]:
    return [*own, *shared] if _SHARED_CRS in own else own


def _find_collection(http: Http, base_url: str, patterns: Sequence[str], crs: str) -> str:
    """Return the collection whose name fits the first of `patterns` that one fits, after checking its CRS."""
    there = _collections(http, base_url)
    where = place(base_url)
    collection = one_like(there, patterns, where, "de collectie")
    if crs not in _KNOWN_CRS or (there[collection] and crs not in there[collection]):
        raise changed(where, f"de collectie {collection!r} is er niet in het coördinatenstelsel {crs}")
    return collection


def _check_filters(http: Http, base_url: str, collection: str, wanted: Mapping[str, str]) -> None:
    usable = queryables(http, base_url, collection)
    if usable is not None and not usable.issuperset(wanted):
        listed = ", ".join(sorted(usable)) or "niets"
        raise _no_filter(_address(base_url, collection), sorted(set(wanted) - usable), f"wel op: {listed}")


def _no_filter(url: str, names: list[str], reason: str) -> SourceChanged:
    return changed(place(url), f"op {', '.join(names)} is niet te filteren ({reason})")


def _properties(http: Http, url: str) -> list[str] | None:
    """Return the fields in a JSON schema, without geometry and id; None when the service has no such page."""
    try:
        answer = http.get(url, {"f": "json"}, accept=_JSON)
    except ErrorReport:
        return None
    except RequestRefused as refused:
        if refused.status in _NOT_THERE:
            return None
        raise
    content = answer.json()
    fields = content.get("properties", {}) if isinstance(content, dict) else None
    if not isinstance(fields, dict):
        raise changed(place(answer.url), "het veld 'properties' is geen lijst van velden")
    return [name for name, field in fields.items() if not _is_apart(field)]


def _is_apart(field: Any) -> bool:
    """Return whether a field stands beside the properties of a feature: its geometry or id."""
    return isinstance(field, dict) and (
        field.get("x-ogc-role") in {"primary-geometry", "id"}
        or str(field.get("format", "")).startswith("geometry-")
        or "geojson.org" in str(field.get("$ref", ""))
    )


def _box(bbox: Box | None, crs: str) -> dict[str, str]:
    """Return the parameters for a bbox in RD; in the CRS of the answer, because that is quicker."""
    return {} if bbox is None else {"bbox": numbers(_in_crs(bbox, crs), ","), "bbox-crs": crs}


def _in_crs(bbox: Box, crs: str) -> Box:
    if crs == RD_URI:
        return bbox
    bounds: Box = Transformer.from_crs(RD, _KNOWN_CRS[crs], always_xy=True).transform_bounds(*bbox)
    return bounds


def _near(bbox: Box | None, crs: str) -> Box | None:
    """Return the box in `crs` outside which nothing should come."""
    if bbox is None:
        return None
    x0, y0, x1, y1 = bbox
    return _in_crs((x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN), crs)


def _check_box(page: Page, near: Box) -> None:
    """Refuse a page of features that all lie elsewhere: else the whole country would follow, page by page."""
    texts = [json.dumps(feature["geometry"]) for feature in page.features if feature.get("geometry")]
    shapes = shapely.from_geojson(texts, on_invalid="ignore")
    if texts and not shapely.intersects(shapely.envelope(shapes), shapely.box(*near)).any():
        raise changed(page.where, "'bbox' is genegeerd: geen enkel object op de eerste pagina ligt in het gebied")


def _check_crs(answer: Answer, page: Page, crs: str) -> None:
    said = answer.headers.get("Content-Crs")
    if said is not None and said.strip().strip("<>") != crs:
        raise changed(page.where, f"'Content-Crs' is {said} en niet {crs}")


def _next(answer: Answer, page: Page) -> str | None:
    """Return the address of the next page exactly as the service gives it; None on the last page.

    Raises
    ------
    SourceChanged
        When it points at another host: whoever answers there was not asked.
    """
    links = page.content.get("links", [])
    hrefs = [link.get("href") for link in links if isinstance(link, dict) and link.get("rel") == "next"]
    if not hrefs:
        return None
    target = urljoin(answer.url, str(hrefs[0]))
    if urlsplit(target)[:2] != urlsplit(answer.url)[:2]:
        raise changed(page.where, f"de volgende pagina staat op een ander adres, {place(target)}")
    return target
