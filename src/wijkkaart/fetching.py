"""From a source's service to files that its reader knows: kept as snapshots, fetched only once."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from wijkkaart.declarations import Order
from wijkkaart.errors import OfflineError, SourceChanged, SourceUnavailable, WijkkaartError
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.manifest import Key
from wijkkaart.fetch.snapshot import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wijkkaart.config import Bron
    from wijkkaart.declarations import Service, Source
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.manifest import Snapshot

CACHE_VARIABLE = "WIJKKAART_CACHE"


@dataclass(frozen=True)
class Fetching:
    """Whether and how this run may fetch.

    Parameters
    ----------
    http
        The session with the services; None to use snapshots only.
    store
        Where snapshots are kept.
    vernieuw
        Fetch again what there already is.
    vandaag
        To judge how old a snapshot is.
    """

    http: Http | None
    store: Store
    vernieuw: bool
    vandaag: date


@contextmanager
def may_fetch(cache: Path | None, *, offline: bool, vernieuw: bool) -> Iterator[Fetching]:
    """Open what a run needs to fetch; nothing is asked of anyone before a source needs it."""
    store = Store(cache_folder(cache))
    today = datetime.now(UTC).date()
    if offline:
        yield Fetching(None, store, vernieuw, today)
        return
    with Http() as http:
        yield Fetching(http, store, vernieuw, today)


def cache_folder(given: Path | None) -> Path:
    """Return the folder of the snapshots: as given, else of the environment, else of the user."""
    named = os.environ.get(CACHE_VARIABLE)
    return given or (Path(named) if named else platformdirs.user_cache_path("wijkkaart", appauthor=False))


def obtain(source: Source, invoer: Bron, extent: Extent, fetching: Fetching) -> tuple[Bron, Snapshot]:
    """Return how to read `source` from a snapshot, and the snapshot itself.

    The newest edition that the service has is taken, unless the config names a year.

    Raises
    ------
    SourceUnavailable
        When no edition can be had, offline or online.
    """
    service = source.dienst
    if service is None:
        raise SourceUnavailable(f"{source.titel} heeft geen dienst; geef een bestand bij bronnen.{source.id}.")
    problem: WijkkaartError | None = None
    for edition in invoer.jaar or service.edities:
        order = Order(extent, edition, (invoer.url or service.url).replace("{jaar}", str(edition)))
        try:
            snapshot = _snapshot(source, service, order, fetching)
        except (SourceUnavailable, SourceChanged) as error:
            problem = problem or error
            continue
        files = {"bestand": snapshot.files, "laag": service.laag, "jaar": (edition,) if edition else ()}
        return invoer.model_copy(update=files), snapshot
    raise SourceUnavailable(str(problem)) from problem


def _snapshot(source: Source, service: Service, order: Order, fetching: Fetching) -> Snapshot:
    key = _key(source, service, order)
    kept = fetching.store.find(key, None if fetching.http is None else service.ververs_dagen, fetching.vandaag)
    if kept is not None and not (fetching.vernieuw and fetching.http is not None):
        return kept
    if fetching.http is None:
        raise OfflineError(f"Van {source.titel} is niets opgehaald. Draai eenmaal zonder --offline.")
    http = fetching.http
    about = {"licentie": source.licentie, "naamsvermelding": source.naamsvermelding}
    return fetching.store.make(key, lambda folder: service.fetch(http, replace(order, map=folder)), about)


def _key(source: Source, service: Service, order: Order) -> Key:
    area = [order.extent.gemeenten, [round(side) for side in order.extent.bbox or ()] if service.op_plaats else []]
    declaration = [order.url, source.verwachte_velden]
    return Key(source.id, str(order.editie or ""), _hash(area), _hash(declaration))


def _hash(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()[:12]
