"""From a source's service to files that its reader knows: kept as snapshots, fetched only once."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import platformdirs

from wijkkaart.declarations import Order
from wijkkaart.errors import OfflineError, SourceChanged, SourceUnavailable, WijkkaartError
from wijkkaart.fetch.http import Http, RequestRefused
from wijkkaart.fetch.manifest import Key
from wijkkaart.fetch.snapshot import Store
from wijkkaart.provenance import attribution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from wijkkaart.config import Bron
    from wijkkaart.declarations import Service, Source
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.manifest import Snapshot

CACHE_VARIABLE = "WIJKKAART_CACHE"
OLDER = "Vernieuwen lukte niet ({problem}) Gebruikt is wat op {dag} is opgehaald."
#: What a service answers when it has no such thing, and after how many days it is asked for it again at most.
_NOT_THERE, _ASK_AGAIN_DAYS = frozenset({404, 410}), 14
#: Kinds of source whose edition goes with that of the areas; other maps have years of their own.
_FOLLOW_AREAS = frozenset({"gebieden", "indeling", "tabel", "namen"})


class Meter(Protocol):
    """Shows that something is being fetched, and how much of it came in."""

    def busy(self, what: str) -> AbstractContextManager[Any]:
        """Show `what` as long as it is being fetched."""

    def count(self, size: int) -> None:
        """Take note of a request (0) or of a part of an answer (its bytes)."""


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
    busy
        Entered with the title of a source as long as that is being fetched.
    gehaald
        What was fetched since this began: that is not asked again, whatever `vernieuw` says.
    """

    http: Http | None
    store: Store
    vernieuw: bool
    vandaag: date
    busy: Callable[[str], AbstractContextManager[Any]] = nullcontext
    gehaald: set[Key] = field(default_factory=set)


@contextmanager
def may_fetch(cache: Path | None, *, offline: bool, vernieuw: bool, meter: Meter | None = None) -> Iterator[Fetching]:
    """Open what a run needs to fetch; nothing is asked of anyone before a source needs it."""
    store = Store(cache_folder(cache))
    today = datetime.now(UTC).date()
    if offline:
        yield Fetching(None, store, vernieuw, today)
        return
    with Http(watch=None if meter is None else meter.count) as http:
        yield Fetching(http, store, vernieuw, today, nullcontext if meter is None else meter.busy)


def cache_folder(given: Path | None) -> Path:
    """Return the folder of the snapshots: as given, else of the environment, else of the user."""
    named = os.environ.get(CACHE_VARIABLE)
    return given or (Path(named) if named else platformdirs.user_cache_path("wijkkaart", appauthor=False))


@dataclass(frozen=True)
class Way:
    """One way to the data of a source: a service and the editions to read from it.

    Parameters
    ----------
    invoer
        What the config says of the source.
    edities
        Editions that are read together, newest first.
    """

    source: Source
    invoer: Bron
    service: Service
    edities: tuple[int, ...]


def ways(source: Source, invoer: Bron, jaar: int | None = None) -> list[Way]:
    """Return every way to `source`, the preferred one first: newest edition before other channel.

    A year that the config names for a source is its only edition; an address that it names its only
    service. The edition of the areas (`jaar`) is the only one for areas and the first choice for names
    and figures, so that these speak of the same division.
    """
    services = source.diensten[:1] if invoer.url else source.diensten
    editions = {service: tuple(invoer.jaar) or _editions(source, service, jaar) for service in services}
    together = [Way(source, invoer, service, editions[service]) for service in services if service.samen]
    years = dict.fromkeys(year for service in services if not service.samen for year in editions[service])
    single = [
        Way(source, invoer, service, (year,))
        for year in sorted(years, key=lambda year: _rank(source, year, jaar))
        for service in services
        if not service.samen and year in editions[service]
    ]
    return [*together, *single]


def _rank(source: Source, edition: int, jaar: int | None) -> int:
    """Return how soon an edition is tried: names of the year of the areas, then what has no editions, then years."""
    if edition == jaar and source.soort == "namen":
        return 0
    if edition == 0:
        return 1
    return 2 if edition == jaar and source.soort in _FOLLOW_AREAS else 3


def _editions(source: Source, service: Service, jaar: int | None) -> tuple[int, ...]:
    """Return the editions to try of one service, where the areas of the run are of `jaar`."""
    known = service.edities
    if jaar is None or known == (0,) or source.soort not in _FOLLOW_AREAS:
        return known
    if source.soort in {"gebieden", "indeling"}:
        return (jaar,)
    if service.samen:
        # The years between tell what was redrawn since the areas.
        return tuple(sorted({*known, jaar, *range(jaar, min(known))}, reverse=True))
    return (jaar, *(year for year in known if year != jaar)) if jaar in known else known


def missing_key(source: Source) -> str:
    """Return the environment variable that lacks the key without which no service gives `source`; else nothing."""
    names = [service.sleutel for service in source.diensten]
    return names[0] if names and all(name and not os.environ.get(name) for name in names) else ""


@dataclass(frozen=True)
class Obtained:
    """What was had of one way to a source.

    Parameters
    ----------
    invoer
        How to read it: the files and their years.
    snapshots
        Newest edition first.
    opmerkingen
        What failed though there is something to read: Dutch sentences.
    """

    invoer: Bron
    snapshots: tuple[Snapshot, ...]
    opmerkingen: tuple[str, ...]


def obtain(way: Way, extent: Extent, fetching: Fetching) -> Obtained:
    """Return the snapshots of the editions that can be had, and what could not.

    Raises
    ------
    SourceUnavailable, SourceChanged
        When not one of the editions can be had, offline or online.
    """
    had: dict[int, Snapshot] = {}
    problems: list[WijkkaartError] = []
    remarks: list[str] = []
    for edition in way.edities:
        if len(had) == (way.service.genoeg or len(way.edities)):
            break
        try:
            had[edition], problem = _snapshot(way, edition, extent, fetching)
            remarks += [] if problem is None else [OLDER.format(problem=problem, dag=had[edition].fetched.date())]
        except (SourceUnavailable, SourceChanged) as error:
            problems.append(error)
            # Offline says nothing about the service, and that there is no such edition is no failure.
            told = isinstance(error, _NotThereError | OfflineError)
            remarks += [] if told else [f"{edition} kon niet worden opgehaald: {error}"]
    if not had:
        raise problems[0] if problems else SourceUnavailable(f"{way.source.titel} heeft geen dienst.")
    files = tuple(file for snapshot in had.values() for file in snapshot.files)
    years = tuple(edition for edition, snapshot in had.items() for _ in snapshot.files if edition)
    update = {"bestand": files, "laag": way.service.laag, "jaar": years}
    return Obtained(way.invoer.model_copy(update=update), tuple(had.values()), tuple(remarks))


class _NotThereError(SourceUnavailable):
    """The service said that it has no such edition: nothing is out of order."""


def _snapshot(way: Way, edition: int, extent: Extent, fetching: Fetching) -> tuple[Snapshot, WijkkaartError | None]:
    """Return the snapshot of one edition: kept, fetched, or an older one with the reason why it is not newer."""
    source, service, store, today = way.source, way.service, fetching.store, fetching.vandaag
    url = (way.invoer.url or service.url).replace("{jaar}", str(edition))
    order = Order(extent, edition, url, sleutel=os.environ.get(service.sleutel, ""))
    key = _key(source, service, order)
    anew = fetching.vernieuw and fetching.http is not None and key not in fetching.gehaald
    kept = store.find(key, None if fetching.http is None else service.ververs_dagen, today)
    if kept is not None and not anew:
        return kept, None
    if fetching.http is None:
        raise OfflineError(f"Van {source.titel} is niets opgehaald. Draai eenmaal zonder --offline.")
    if not anew and store.is_absent(key, min(service.ververs_dagen, _ASK_AGAIN_DAYS), today):
        raise _NotThereError(f"{source.titel}: de dienst heeft {edition} niet.")
    try:
        return _fetch(source, service, key, order, fetching), None
    except (SourceUnavailable, SourceChanged) as error:
        older = store.find(key, None, today)
        if older is not None:
            return older, error
        if edition and isinstance(error, RequestRefused) and error.status in _NOT_THERE:
            store.note_absent(key, today)
            raise _NotThereError(str(error)) from error
        raise


def _fetch(source: Source, service: Service, key: Key, order: Order, fetching: Fetching) -> Snapshot:
    years = (order.editie,) if order.editie else ()
    about = {"licentie": source.licentie, "naamsvermelding": attribution(source.naamsvermelding, years)}
    title = f"{source.titel} {order.editie}" if order.editie else source.titel
    with fetching.busy(title):
        made = fetching.store.make(key, lambda folder: service.fetch(fetching.http, replace(order, map=folder)), about)
    fetching.gehaald.add(key)
    return made


def discard(snapshots: tuple[Snapshot, ...], fetching: Fetching) -> None:
    """Throw away what this run fetched and could not read, so that the next run asks again."""
    for snapshot in snapshots:
        if snapshot.key in fetching.gehaald:
            fetching.store.discard(snapshot)


def _key(source: Source, service: Service, order: Order) -> Key:
    if service.gedeeld:
        return Key(service.gedeeld, str(order.editie or ""), _hash([]), _hash([order.url]))
    box = [round(side) for side in order.extent.bbox or ()] if service.op_plaats else []
    area = [] if service.landelijk else [order.extent.gemeenten, box]
    declaration = [order.url, service.laag, source.diensten.index(service), source.verwachte_velden]
    return Key(source.id, str(order.editie or ""), _hash(area), _hash(declaration))


def _hash(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()[:12]
