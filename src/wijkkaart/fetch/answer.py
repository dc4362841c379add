"""What is asked, what comes back, and whether that is an answer at all.

Messages name host and path only: a query or a header may hold a key.
"""

from __future__ import annotations

import email.utils
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.error_report import is_report, report_text

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTIAL = 206
LATER = "Probeer het later opnieuw, of geef de bron als eigen bestand op bij 'bestand'."
_CHECK_URL = "Controleer 'url' van deze bron."
_ADVICE = {
    401: "Controleer de sleutel van deze bron.",
    403: "Controleer de sleutel van deze bron, of vraag de beheerder van het netwerk om toegang.",
    407: "De proxy vraagt om aanmelden: vraag de beheerder van het netwerk om toegang.",
}
#: Header names (lower case) whose values are no secret and may go to another host.
PLAIN_HEADERS = frozenset({"accept", "accept-encoding", "content-type", "if-range", "range"})


class RequestRefused(SourceUnavailable):
    """The service answered with an error status: `status`, and its own words in `text`."""

    def __init__(self, message: str, status: int, text: str) -> None:
        super().__init__(message)
        self.status = status
        self.text = text


class ErrorReport(SourceChanged):
    """A good status above an error report or a web page: its own words in `text`."""

    def __init__(self, message: str, text: str) -> None:
        super().__init__(message)
        self.text = text


@dataclass(frozen=True)
class Answer:
    """One checked answer.

    Parameters
    ----------
    url
        Where it came from in the end, query included.
    content_type
        In lower case, parameters included; empty when the server gave none.
    headers
        Names in any case.
    """

    url: str
    status: int
    content_type: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """Return the body as JSON.

        Raises
        ------
        SourceChanged
            When it is not JSON, or breaks off.
        """
        try:
            return json.loads(self.body)
        except ValueError:
            start = " ".join(self.body[:60].decode("utf-8", errors="replace").split())
            raise SourceChanged(
                f"{where(self.url)}: het antwoord is geen (hele) JSON; het begint met {start!r}. {LATER}"
            ) from None


@dataclass(frozen=True)
class Request:
    """One request: `headers` as the caller gave them, `body` as json or data."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    accept: tuple[str, ...]
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def where(self) -> str:
        """Host and path, for messages."""
        return where(self.url)

    def text_of(self, kind: str, head: bytes) -> str:
        """Return what the server says, without the caller's keys should it repeat them."""
        text = report_text(kind, head)
        for name, value in self.headers.items():
            if name.lower() not in PLAIN_HEADERS and value:
                text = text.replace(value, "***").replace(value.rpartition(" ")[2] or value, "***")
        return text

    def refused(self, status: int, kind: str, head: bytes) -> RequestRefused:
        """Return the error for this status, with the beginning of its body."""
        text = self.text_of(kind, head)
        said = f": {text}" if text else ""
        advice = _ADVICE.get(status, LATER)
        return RequestRefused(f"{self.where} weigert het verzoek (HTTP {status}{said}). {advice}", status, text)

    def check_kind(self, kind: str, head: bytes) -> None:
        """Refuse an answer of another kind, and an error report under a good status.

        Raises
        ------
        SourceChanged
            `ErrorReport` when the server explains itself.
        """
        html_wanted = any("html" in wanted for wanted in self.accept)
        if is_report(kind, head, html_wanted=html_wanted):
            text = self.text_of(kind, head)
            said = f" ({text})" if text else ""
            raise ErrorReport(f"{self.where} stuurt een foutmelding of webpagina{said}, geen gegevens. {LATER}", text)
        if self.accept and not kind.startswith(self.accept):
            found = kind or "van onbekende soort"
            raise SourceChanged(f"{self.where}: het antwoord is {found}, verwacht was {self.accept[0]}. {LATER}")

    def check_redirect(self, source: str, target: str) -> None:
        """Refuse to follow from a secure address to an open one, or to send a body elsewhere."""
        if urlsplit(source).scheme == "https" and urlsplit(target).scheme != "https":
            raise SourceChanged(
                f"{self.where} verwijst door naar een onbeveiligd adres op {where(target)}. {_CHECK_URL}"
            )
        if self.method != "GET":
            raise SourceChanged(f"{self.where} verwijst door naar {where(target)}. {_CHECK_URL}")


def where(url: str) -> str:
    """Return host and path: all of an address that a message may hold."""
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"


def with_query(url: str, params: Mapping[str, str]) -> str:
    """Return `url` with `params` added; a space becomes %20, for not every service takes a plus for one."""
    if not params:
        return url
    return url + ("&" if urlsplit(url).query else "?") + urlencode(params, quote_via=quote)


def check_address(url: str) -> None:
    """Refuse what is no web address, or holds a password (which would end up in the manifest)."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SourceUnavailable(f"{where(url)!r} is geen webadres. {_CHECK_URL}")
    if "@" in parts.netloc:
        raise SourceUnavailable(f"het adres van {where(url)} bevat een naam of wachtwoord. Haal dat uit 'url'.")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the service asks to wait; None when it does not say."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        moment = email.utils.parsedate_to_datetime(asked)
    except ValueError:
        return None
    # A zone of -0000 is UTC too, but Python leaves it out.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
