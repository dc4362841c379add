"""Asks a service just enough to know whether it gives what a fetch needs."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.answer import Answer, Request, RequestRefused, with_query
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.response import checked_chunks, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from wijkkaart.fetch.response import Response

T = TypeVar("T")

#: Whoever gave this much in one look, answers; what a service says of itself is smaller.
_LARGEST = 8 << 20
_FIRST_BYTES = {"Range": "bytes=0-1023", "Accept-Encoding": "identity"}
_PARTIAL = 206
#: What a server may say to a GET of an address that wants a POST.
_WRONG_WAY = frozenset({400, 404, 405, 406, 415})


class Enough(Exception):  # noqa: N818 - what happened, not that it is an error
    """What was asked is there; `size` is that of the whole file in bytes, None where the server does not say."""

    def __init__(self, size: int | None = None) -> None:
        super().__init__(size)
        self.size = size


class Peek(Http):
    """A session that fetches nothing large and orders nothing: where a fetch would, it raises `Enough`.

    The same question is asked once in all looks, and a host that never answers is not asked again.
    """

    def __init__(self, *, timeout: tuple[float, float] = (10, 30), tries: int = 2, pause: float = 1.0) -> None:
        super().__init__(timeout=timeout, tries=tries, pause=pause, watch=self._count)
        self._came = 0
        self._answers: dict[tuple[str, tuple[str, ...]], Answer] = {}
        self._times: dict[str, list[float]] = {}
        self._silent: set[str] = set()

    def begin(self) -> None:
        """Begin a new look: what came in for the one before no longer counts."""
        self._came = 0

    def milliseconds(self, url: str) -> int | None:
        """Return how long the host of `url` usually takes to answer; None when it never did."""
        times = self._times.get(urlsplit(url).netloc)
        return round(1000 * statistics.median(times)) if times else None

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        accept: tuple[str, ...],
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer as `Http.get` does; raise `Enough` when very much came in already."""
        address = with_query(url, params or {})
        if (address, accept) not in self._answers:
            ask = super().get
            self._answers[address, accept] = self._timed(url, lambda: ask(address, accept=accept, headers=headers))
        return self._answers[address, accept]

    def post(self, url: str, **_: Any) -> NoReturn:  # what it would send does not matter
        """Raise `Enough` when the host answers at all: sending it would order something."""
        if urlsplit(url).netloc not in self._times:
            try:
                self.get(url, accept=())
            except SourceChanged:
                pass  # a web page is an answer too
            except RequestRefused as refused:
                if refused.status not in _WRONG_WAY:
                    raise
        raise Enough

    def download(
        self,
        url: str,
        path: Path,  # noqa: ARG002 - nothing is written
        *,
        accept: tuple[str, ...] = (),
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> NoReturn:
        """Raise `Enough` when the first bytes are those of a file of the right kind."""
        request = Request("GET", url, {**(headers or {}), **_FIRST_BYTES}, accept)
        raise Enough(self._timed(url, lambda: self._retry(lambda: request, _size_of)))

    def _timed(self, url: str, ask: Callable[[], T]) -> T:
        host = urlsplit(url).netloc
        if host in self._silent:
            raise SourceUnavailable(f"{host} antwoordde op een eerdere vraag al niet; niet opnieuw gevraagd.")
        start = time.perf_counter()
        try:
            return ask()
        except SourceUnavailable as error:
            if not isinstance(error, RequestRefused) and host not in self._times:
                self._silent.add(host)
            raise
        finally:
            if host not in self._silent:
                self._times.setdefault(host, []).append(time.perf_counter() - start)

    def _count(self, size: int) -> None:
        self._came += size
        if self._came > _LARGEST:
            raise Enough


def _size_of(response: Response, request: Request) -> int | None:
    """Return the size of a whole file from the answer that holds its beginning."""
    first = next(checked_chunks(response, request))
    request.check_kind(kind_of(response), first)  # also of a part: this one is the first
    if response.status_code == _PARTIAL:
        size = response.headers.get("Content-Range", "").rpartition("/")[2]
    else:
        size = response.headers.get("Content-Length", "")
    return int(size) if size.isdecimal() else None
