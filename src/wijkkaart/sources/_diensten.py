"""How the services behind several sources are asked: which protocol, in how many files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch import archive, odata, ogc_features, wcs, wfs
from wijkkaart.fetch.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wijkkaart.declarations import Order
    from wijkkaart.fetch.http import Http
    from wijkkaart.sources._stattabel import Topic

    Fetch = Callable[[Http, Order], Facts]

#: StatLine table by year; several where it is not sure which: then the one that says it is of that year.
Tables = Mapping[int, str | tuple[str, ...]]

STATLINE = "https://opendata.cbs.nl/ODataFeed/odata"
#: StatLine tables of others: police, RIVM.
STATLINE_DERDEN = "https://dataderden.cbs.nl/ODataFeed/odata"
#: The same tables in the newer version of the protocol, on another machine.
STATLINE_V4 = "https://datasets.cbs.nl/odata/v1/CBS"


def features(collection: str, *or_like: str, versions: bool = False) -> Fetch:
    """Return a fetch of all features of an OGC API collection in the box of the study area.

    `or_like` are patterns of the names to take when the collection is not there, in that order.
    With `versions` it holds ended versions too, and those of today are asked for.
    """

    def fetch(http: Http, order: Order) -> Facts:
        path, today = order.map / f"{collection}.gpkg", datetime.now(UTC).date() if versions else None
        return ogc_features.fetch_features(
            http, order.url, collection, path, bbox=box_of(order), moment=today, or_like=or_like
        )

    return fetch


def wfs_features(type_name: str, *or_like: str) -> Fetch:
    """Return a fetch of all features of a WFS layer in the box of the study area.

    `or_like` are patterns of the names to take when the layer is not there, in that order.
    """
    own_name = type_name.rpartition(":")[2]

    def fetch(http: Http, order: Order) -> Facts:
        found = wfs.type_like(http, order.url, re.escape(own_name), *or_like) if or_like else type_name
        return wfs.fetch_features(http, order.url, found, order.map / f"{own_name}.gpkg", bbox=box_of(order))

    return fetch


def newest_layers(*layers: tuple[str, ...]) -> Fetch:
    """Return a fetch of WFS layers in the box of the study area, each in a GeoPackage of its own.

    Parameters
    ----------
    layers
        Per layer the beginnings its name may have, the preferred one first (``{jaar}`` is the edition);
        of those with that beginning the newest is taken. A layer that is gone is left out as long as
        another is there: the reader logs what it misses.
    """

    def fetch(http: Http, order: Order) -> Facts:
        box, (names, gone) = box_of(order), _present(http, order, layers)
        paths = {name: order.map / f"{name.rpartition(':')[2]}.gpkg" for name in names}
        facts = together(wfs.fetch_features(http, order.url, name, path, bbox=box) for name, path in paths.items())
        return replace(facts, extra=(*facts.extra, ("ontbrekende lagen", ", ".join(gone)))) if gone else facts

    return fetch


def _present(http: Http, order: Order, layers: tuple[tuple[str, ...], ...]) -> tuple[list[str], list[str]]:
    """Return the full names of the layers that the service has, and the preferred beginning of those it lacks."""
    there = wfs.type_names(http, order.url)
    names, gone, problem = [], [], None
    for layer in layers:
        beginnings = [beginning.replace("{jaar}", str(order.editie)) for beginning in layer]
        for beginning in beginnings:
            try:
                names.append(wfs.newest_of(there, order.url, beginning))
                break
            except SourceChanged as error:
                problem = problem or error
        else:
            gone.append(beginnings[0])
    if not names:
        raise problem or SourceChanged(f"{order.url}: er is geen laag genoemd.")
    return names, gone


def coverage(name: str) -> Fetch:
    """Return a fetch of a WCS coverage in the box of the study area."""

    def fetch(http: Http, order: Order) -> Facts:
        return wcs.fetch_coverage(http, order.url, name, order.map / f"{name}.tif", box_of(order))

    return fetch


def statline(tables: Tables, topics: Mapping[str, Topic], stem: str) -> Fetch:
    """Return a fetch of one year of a StatLine table for the gemeenten."""

    def fetch(http: Http, order: Order) -> Facts:
        numbers = _numbers(tables, order)
        sure = isinstance(tables[order.editie], str)
        found = (n for n in numbers if sure or odata.is_of_year(http, f"{order.url}/{n}", order.editie))
        number = next(found, None)
        if number is None:
            raise SourceChanged(f"{order.url}: geen van de tabellen {', '.join(numbers)} is van {order.editie}.")
        return odata.fetch_feed(http, f"{order.url}/{number}", *_csv(order, topics, stem))

    return fetch


def observations(tables: Tables, topics: Mapping[str, Topic], stem: str) -> Fetch:
    """Return the same as `statline`, over the newer version of the protocol; of the sure tables only."""
    sure = {year: number for year, number in tables.items() if isinstance(number, str)}

    def fetch(http: Http, order: Order) -> Facts:
        (number,) = _numbers(sure, order)
        return odata.fetch_observations(http, f"{order.url}/{number}", *_csv(order, topics, stem))

    return fetch


def _numbers(tables: Tables, order: Order) -> tuple[str, ...]:
    """Return the table numbers of the year that is asked for."""
    numbers = tables.get(order.editie)
    if numbers is None:
        years = ", ".join(str(year) for year in sorted(tables))
        raise SourceUnavailable(f"{order.url}: van {order.editie} is geen tabel bekend, wel van {years}.")
    return (numbers,) if isinstance(numbers, str) else numbers


def _csv(order: Order, topics: Mapping[str, Topic], stem: str) -> tuple[Path, odata.Selection]:
    """Return the file to write, and what to write in it."""
    selection = odata.Selection({name: topic.names for name, topic in topics.items()}, order.extent.gemeenten)
    return order.map / f"{stem}-{order.editie}.csv", selection


def derden(topics: Mapping[str, Topic], stem: str, where: Mapping[str, str]) -> Fetch:
    """Return a fetch of the newest years of one table that another than CBS publishes in StatLine.

    Parameters
    ----------
    where
        The code of each dimension besides areas and periods, without padding.
    """
    names = {name: topic.names for name, topic in topics.items()}

    def fetch(http: Http, order: Order) -> Facts:
        selection = odata.Selection(names, order.extent.gemeenten, where)
        return odata.fetch_feed(http, order.url, order.map / f"{stem}.csv", selection)

    return fetch


def zipped(stem: str, *needs: str) -> Fetch:
    """Return a fetch of a zip that must hold a file ending on each of `needs`."""

    def fetch(http: Http, order: Order) -> Facts:
        year = f"-{order.editie}" if order.editie else ""
        return archive.fetch_zip(http, order.url, order.map / f"{stem}{year}.zip", needs)

    return fetch


def plain_file(name: str) -> Fetch:
    """Return a fetch of one file as it is, kept under `name`."""

    def fetch(http: Http, order: Order) -> Facts:
        http.download(order.url, order.map / name)
        return Facts((order.url,))

    return fetch


def box_of(order: Order) -> tuple[float, float, float, float]:
    """Return the box of the study area; without one a register would come whole.

    Raises
    ------
    SourceChanged
        Before the areas are known.
    """
    if order.extent.bbox is None:
        raise SourceChanged(f"{order.url}: zonder gebied is er geen uitsnede te vragen.")
    return order.extent.bbox


def together(parts: Any) -> Facts:
    """Return the facts of several fetches as one."""
    facts = list(parts)
    urls = tuple(url for item in facts for url in item.urls)
    counts = [item.aantal for item in facts if item.aantal is not None]
    extra = tuple(fact for item in facts for fact in item.extra)
    return Facts(urls, sum(counts) if counts else None, extra=tuple(dict.fromkeys(extra)))
