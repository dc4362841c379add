"""Judges a response as it comes in: its status, its kind and its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from wijkkaart.fetch.answer import PARTIAL, Request, retry_after
from wijkkaart.fetch.error_report import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wijkkaart.errors import SourceUnavailable

_CHUNK = 1 << 16
#: A service that asks for a longer wait is out of order today.
_LONGEST_RETRY_AFTER = 120.0
_SERVER_FAULT = 500
_TRY_AGAIN = frozenset({408, 429})


class Response(Protocol):
    """What is needed of an open response; its body is read once, in parts."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Names in any case."""

    @property
    def url(self) -> str:
        """Where it came from in the end, query included."""

    def iter_content(self, chunk_size: int) -> Iterator[bytes]:
        """Yield the body in parts."""


class PassingError(Exception):
    """What may be over at the next try, after `wait` seconds where the service asked for that."""

    def __init__(self, error: SourceUnavailable, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


def check_status(response: Response, request: Request) -> None:
    """Refuse an error status, with the server's own words.

    Raises
    ------
    RequestRefused
        When it is final.
    PassingError
        When another try may help.
    """
    status = response.status_code
    if status in range(200, 300) and (status != PARTIAL or "Range" in request.headers):
        return
    refused = request.refused(status, kind_of(response), next(response.iter_content(HEAD), b""))
    wait = retry_after(response.headers)
    if (status in _TRY_AGAIN or status >= _SERVER_FAULT) and (wait is None or wait <= _LONGEST_RETRY_AFTER):
        raise PassingError(refused, wait)
    raise refused


def checked_chunks(response: Response, request: Request) -> Iterator[bytes]:
    """Yield the body in parts, once its kind and its beginning are what was asked for."""
    chunks = response.iter_content(_CHUNK)
    first = next(chunks, b"")
    if response.status_code != PARTIAL:
        request.check_kind(kind_of(response), first[:HEAD])
    yield first
    yield from chunks


def kind_of(response: Response) -> str:
    """Return the content type in lower case, parameters included; empty when there is none."""
    return response.headers.get("Content-Type", "").strip().lower()
