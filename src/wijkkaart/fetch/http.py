"""Talks HTTP: the only module that opens a connection, so that every source gets the same care.

Every answer is checked on status, content type and body; what may pass by itself is tried again.
"""

from __future__ import annotations

import itertools
import logging
import random
import ssl
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter

import wijkkaart
from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.answer import (
    LATER,
    PLAIN_HEADERS,
    Answer,
    ErrorReport,
    Request,
    RequestRefused,
    check_address,
    with_query,
)
from wijkkaart.fetch.part_file import PartFile
from wijkkaart.fetch.response import PassingError, check_status, checked_chunks, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from wijkkaart.fetch.response import Response

__all__ = ["Answer", "ErrorReport", "Http", "RequestRefused"]

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
_AGENT = f"wijkkaart/{wijkkaart.__version__} (+https://pypi.org/project/wijkkaart/)"
_PER_HOST = 2
_REDIRECTS = 5
#: More than this in one answer is a fault: large things are downloaded to a file.
_LARGEST = 512 << 20
_LONGEST_PAUSE = 60.0
#: What a gateway says when nobody answers behind it.
_NOBODY_HOME = frozenset({502, 503, 504})
_CERTIFICATE = (
    "het certificaat van de server is niet te vertrouwen. Staat er een proxy tussen, laat dan de beheerder van het "
    "netwerk diens certificaat in het systeem zetten; de controle gaat nooit uit."
)
_NO_BUNDLE = (
    "het bestand met certificaten dat de omgevingsvariabele REQUESTS_CA_BUNDLE of CURL_CA_BUNDLE noemt, is er niet. "
    "Verbeter het pad of haal de variabele weg; dan geldt wat het systeem vertrouwt."
)


class Http:
    """One session with the services: at most two connections per host at a time, TLS always verified.

    Parameters
    ----------
    timeout
        Seconds to connect, and seconds of silence while reading.
    tries
        How often a request is sent before its service counts as dead.
    pause
        Seconds before the second try at most; it doubles each time, up to a minute.
    watch
        Called with 0 when a request goes out, and with the size of each part (bytes) that comes in.
    """

    def __init__(
        self,
        *,
        timeout: tuple[float, float] = (10, 60),
        tries: int = 4,
        pause: float = 5.0,
        watch: Callable[[int], None] | None = None,
    ) -> None:
        self._timeout, self._tries, self._pause = timeout, tries, pause
        self._watch = watch or (lambda _: None)
        self._session = _session()
        self._dead: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        accept: tuple[str, ...],
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer, its content type among `accept` (beginnings such as ``application/json``).

        Raises
        ------
        SourceUnavailable
            When the service is dead or refuses (`RequestRefused`).
        SourceChanged
            When the answer is of another kind, or an error report with a good status (`ErrorReport`).
        """
        request = Request("GET", with_query(url, params or {}), headers or {}, accept)
        return self._retry(lambda: request, self._read)

    def post(
        self,
        url: str,
        *,
        json: Any = None,
        data: str | bytes | Mapping[str, str] | None = None,
        accept: tuple[str, ...],
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send `json` or `data`; return and raise as `get` does."""
        request = Request("POST", url, headers or {}, accept, {"json": json, "data": data})
        return self._retry(lambda: request, self._read)

    def download(  # noqa: PLR0913 - each is a promise about the file, none belongs to another
        self,
        url: str,
        path: Path,
        *,
        accept: tuple[str, ...] = (),
        expected_bytes: int | None = None,
        sha256: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Write the body to `path`, whole and checked or not at all; a broken transfer is continued.

        Raises
        ------
        SourceUnavailable, SourceChanged
            As `get`; also when size or checksum is not what was promised.
        """
        request = Request("GET", url, headers or {}, accept)
        part = PartFile(path, request.where, expected_bytes)

        def take(response: Response, sent: Request) -> None:
            part.add(response.status_code, response.headers, self._watched(response, sent))

        try:
            self._retry(lambda: replace(request, headers={**request.headers, **part.headers()}), take)
            part.finish(sha256)
        finally:
            part.drop()

    def _retry(self, make: Callable[[], Request], use: Callable[[Response, Request], T]) -> T:
        """Send a request until an answer could be used; a host that proved dead gets one try only."""
        host = urlsplit(make().url).netloc
        tries = 1 if host in self._dead else self._tries
        for attempt in itertools.count(1):
            try:
                result = self._attempt(make(), use)
            except PassingError as passing:
                if attempt >= tries:
                    if not isinstance(passing.error, RequestRefused) or passing.error.status in _NOBODY_HOME:
                        self._dead.add(host)
                    raise passing.error from None  # the cause may quote the query
                wait = self._backoff(attempt) if passing.wait is None else passing.wait
            else:
                self._dead.discard(host)
                return result
            _LOG.info("%s: try %d failed, the next in %.1f s", make().where, attempt, wait)
            time.sleep(wait)
        raise AssertionError  # pragma: no cover - the loop has no end

    def _attempt(self, request: Request, use: Callable[[Response, Request], T]) -> T:
        self._watch(0)
        try:
            with self._send(request) as response:
                check_status(response, request)
                return use(response, request)
        except requests.RequestException as error:
            failure = SourceUnavailable(f"{request.where}: {_reason(error)}")
            if isinstance(error, ValueError) or _is_certificate(error):  # ValueError: an impossible address
                raise failure from None
            raise PassingError(failure) from None

    def _send(self, request: Request) -> requests.Response:
        """Return the open response, redirects followed; the caller's headers never go to another host."""
        url, headers = request.url, dict(request.headers)
        for _ in range(_REDIRECTS + 1):
            response = self._open(request, url, headers)
            location = self._session.get_redirect_target(response)
            if location is None:
                return response
            response.close()
            target = urljoin(url, location)
            request.check_redirect(url, target)
            if urlsplit(target).netloc != urlsplit(url).netloc:
                headers = {name: value for name, value in headers.items() if name.lower() in PLAIN_HEADERS}
            url = target
        raise SourceChanged(f"{request.where} blijft doorverwijzen. {LATER}")

    def _open(self, request: Request, url: str, headers: Mapping[str, str]) -> requests.Response:
        check_address(url)
        how: dict[str, Any] = {"timeout": self._timeout, "stream": True, "allow_redirects": False}
        try:
            return self._session.request(request.method, url, headers=headers, **how, **request.body)
        except requests.RequestException:
            raise
        except OSError:  # what the variables name is looked for before anything is sent
            raise SourceUnavailable(f"{request.where}: {_NO_BUNDLE}") from None

    def _read(self, response: Response, request: Request) -> Answer:
        body = bytearray()
        for chunk in self._watched(response, request):
            body += chunk
            if len(body) > _LARGEST:
                raise SourceChanged(f"{request.where}: het antwoord is groter dan {_LARGEST >> 20} MB. {LATER}")
        return Answer(response.url, response.status_code, kind_of(response), response.headers, bytes(body))

    def _watched(self, response: Response, request: Request) -> Iterator[bytes]:
        for chunk in checked_chunks(response, request):
            self._watch(len(chunk))
            yield chunk

    def _backoff(self, attempt: int) -> float:
        longest = min(self._pause * 2.0 ** (attempt - 1), _LONGEST_PAUSE)
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads requests, guards nothing


class _SystemTrust(HTTPAdapter):
    """Trusts what the system trusts, also through a proxy, and holds at most two connections per host."""

    def __init__(self) -> None:
        super().__init__(pool_maxsize=_PER_HOST, pool_block=True)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=_system_context())

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        contexts = {"ssl_context": _system_context(), "proxy_ssl_context": _system_context()}
        return super().proxy_manager_for(proxy, **kwargs, **contexts)


def _system_context() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _as_given(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the request alone: otherwise a .netrc file would replace the caller's key."""
    return request


def _session() -> requests.Session:
    # Its debug lines quote whole addresses, and the query of a signed one is as good as a key.
    logging.getLogger("urllib3").setLevel(logging.INFO)
    session = requests.Session()
    session.headers["User-Agent"] = _AGENT
    session.auth = _as_given
    session.mount("https://", _SystemTrust())
    session.mount("http://", _SystemTrust())
    return session


def _is_certificate(error: requests.RequestException) -> bool:
    return isinstance(error, requests.exceptions.SSLError) and "certificate" in str(error).lower()


def _reason(error: requests.RequestException) -> str:
    """Return what went wrong and what to do, without the error's own words: they quote the query."""
    if _is_certificate(error):
        return _CERTIFICATE
    if isinstance(error, requests.exceptions.ProxyError):
        return f"de proxy geeft geen verbinding. {LATER}"
    if isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error).lower():
        return f"de dienst antwoordt niet op tijd. {LATER}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return f"het antwoord brak af. {LATER}"
    return f"er is geen verbinding. {LATER}"
