"""How the services behind several sources are asked: which protocol, in how many files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wijkkaart.errors import SourceChanged
from wijkkaart.fetch import odata, ogc_features, wcs, wfs
from wijkkaart.fetch.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wijkkaart.declarations import Order
    from wijkkaart.fetch.http import Http
    from wijkkaart.sources._stattabel import Topic

    Fetch = Callable[[Http, Order], Facts]

STATLINE = "https://opendata.cbs.nl/ODataFeed/odata"
WIJKEN_EN_BUURTEN = "https://api.pdok.nl/cbs/wijken-en-buurten-{jaar}/ogc/v1"
#: 2024 is the newest edition of which the figures are filled; the others are for when it is gone.
EDITIES = (2024, 2023, 2025, 2022)
_GEMEENTE_FIELDS = ("gemeentecode", "gm_code")


def areas(collection: str) -> Fetch:
    """Return a fetch of one niveau of the areas of CBS: a GeoPackage per gemeente."""

    def fetch(http: Http, order: Order) -> Facts:
        known = ogc_features.queryables(http, order.url, collection)
        # A service that publishes no list of fields is asked for the field that every edition up to 2025 has.
        field = next((name for name in _GEMEENTE_FIELDS if known is None or name in known), None)
        if field is None:
            raise SourceChanged(f"{order.url} kan {collection} niet meer op gemeente kiezen; werk wijkkaart bij.")
        return together(
            ogc_features.fetch_features(
                http,
                order.url,
                collection,
                order.map / f"{gemeente}.gpkg",
                filters={field: gemeente},
            )
            for gemeente in order.extent.gemeenten
        )

    return fetch


def features(collection: str) -> Fetch:
    """Return a fetch of all features of an OGC API collection in the box of the study area."""

    def fetch(http: Http, order: Order) -> Facts:
        path = order.map / f"{collection}.gpkg"
        return ogc_features.fetch_features(http, order.url, collection, path, bbox=order.extent.bbox)

    return fetch


def wfs_features(type_name: str) -> Fetch:
    """Return a fetch of all features of a WFS layer in the box of the study area."""

    def fetch(http: Http, order: Order) -> Facts:
        path = order.map / f"{type_name.rsplit(':', 1)[-1]}.gpkg"
        return wfs.fetch_features(http, order.url, type_name, path, bbox=order.extent.bbox)

    return fetch


def coverage(name: str) -> Fetch:
    """Return a fetch of a WCS coverage in the box of the study area."""

    def fetch(http: Http, order: Order) -> Facts:
        if order.extent.bbox is None:
            raise SourceChanged(f"{order.url}: zonder gebied is er geen uitsnede te vragen.")
        return wcs.fetch_coverage(http, order.url, name, order.map / f"{name}.tif", order.extent.bbox)

    return fetch


def statline(tables: Mapping[int, str], topics: Mapping[str, Topic], stem: str) -> Fetch:
    """Return a fetch of one year of a StatLine table (table number by year) for the gemeenten."""

    def fetch(http: Http, order: Order) -> Facts:
        selection = odata.Selection({name: topic.names for name, topic in topics.items()}, order.extent.gemeenten)
        path = order.map / f"{stem}-{order.editie}.csv"
        return odata.fetch_feed(http, f"{order.url}/{tables[order.editie]}", path, selection)

    return fetch


def together(parts: Any) -> Facts:
    """Return the facts of several fetches as one."""
    facts = list(parts)
    urls = tuple(url for item in facts for url in item.urls)
    counts = [item.aantal for item in facts if item.aantal is not None]
    return Facts(urls, sum(counts) if counts else None)
