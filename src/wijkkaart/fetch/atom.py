"""Downloads by way of an ATOM service: an index of feeds, which name the files and their sizes."""

from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit

from wijkkaart.errors import SourceChanged
from wijkkaart.fetch.answer import where
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.links import follow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wijkkaart.fetch.http import Http

_LOG = logging.getLogger(__name__)
_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED = "application/atom+xml"
_FEEDS_COME_AS = (_FEED, "application/xml", "text/xml")
#: The other kinds of link (describedby, related, up ...) lead to documents about the data.
_TO_DATA = frozenset({"alternate", "section", "enclosure"})
_MOST_FEEDS = 50
_SHOWN = 10


@dataclass(frozen=True)
class Download:
    """One file that a feed offers.

    Parameters
    ----------
    name
        Last part of its address.
    length
        Size in bytes; None where the feed does not say.
    updated
        When its entry was last changed, as the feed writes it; may be empty.
    """

    url: str
    name: str
    length: int | None
    updated: str


@dataclass(frozen=True)
class _Link:
    url: str
    kind: str
    length: int | None
    updated: str

    @property
    def is_feed(self) -> bool:
        return self.kind.startswith(_FEED) or (not self.kind and urlsplit(self.url).path.endswith(".xml"))


def fetch_download(http: Http, index_url: str, pattern: str, path: Path) -> Facts:
    """Write the newest file whose whole name fits the regular expression `pattern` to `path`.

    Raises
    ------
    SourceUnavailable
        When the service is dead or refuses.
    SourceChanged
        When no file fits, a feed is not a feed, or the file has not the size that the feed promises.
    """
    download, feeds = find_download(http, index_url, pattern)
    http.download(download.url, path, expected_bytes=download.length)
    extra = (("bestand", download.name), ("bijgewerkt", download.updated))
    return Facts(urls=(*feeds, download.url), extra=extra)


def find_download(http: Http, index_url: str, pattern: str) -> tuple[Download, tuple[str, ...]]:
    """Return the newest file whose whole name fits `pattern`, and the feeds that were asked for it.

    Newest is the highest number in the name: ``kaart_2026_v10`` comes after ``kaart_2026_v9``.
    """
    found, feeds = _offered(http, index_url)
    fitting = [download for download in found if re.fullmatch(pattern, download.name)]
    if not fitting:
        names = sorted({download.name for download in found})
        listed = ", ".join(names[:_SHOWN]) + (" ..." if len(names) > _SHOWN else "")
        raise SourceChanged(
            f"{where(index_url)} biedt geen bestand aan met een naam als {pattern!r}; wel: {listed or 'niets'}. "
            "Haal het bestand zelf op en geef het op bij 'bestand'."
        )
    newest = max(fitting, key=lambda download: (_natural(download.name), download.url))
    _LOG.info("%s: %d file(s) fit, taking %s", where(index_url), len(fitting), newest.name)
    return newest, feeds


def _offered(http: Http, index_url: str) -> tuple[list[Download], tuple[str, ...]]:
    """Return the files that the index and its feeds offer; feeds below those are not followed."""
    index = list(_links(http, index_url))
    feeds = [url for url in dict.fromkeys(link.url for link in index if link.is_feed) if url != index_url]
    if len(feeds) > _MOST_FEEDS:
        raise _strange(index_url, f"de index noemt {len(feeds)} feeds, meer dan {_MOST_FEEDS}")
    links = [link for link in index if not link.is_feed]
    for feed in feeds:
        links += _links(http, feed)
    files = [Download(link.url, _file_name(link.url), link.length, link.updated) for link in links]
    return files, (index_url, *feeds)


def _links(http: Http, url: str) -> Iterator[_Link]:
    answer = http.get(url, accept=_FEEDS_COME_AS)
    feed = _parse(answer.body, url)
    for entry in feed.iterfind(f"{_ATOM}entry"):
        updated = (entry.findtext(f"{_ATOM}updated") or "").strip()
        for link in entry.iterfind(f"{_ATOM}link"):
            if link.get("rel", "alternate") in _TO_DATA:
                target = follow(url, _attribute(link, "href", url))
                yield _Link(target, link.get("type", ""), _length(link, url), updated)


class _NoDoctype(ET.TreeBuilder):
    """Builds a tree of plain XML: a document type can hold entities that never end."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:  # noqa: ARG002 - the parser's call
        raise ET.ParseError(f"a feed has no document type, this one has {name!r}")


def _parse(body: bytes, url: str) -> ET.Element:
    try:
        root = ET.fromstring(body, parser=ET.XMLParser(target=_NoDoctype()))  # noqa: S314 - document types are refused
    except (ET.ParseError, ValueError) as error:
        raise _strange(url, f"het antwoord is geen goede XML ({error})") from error
    if root.tag != f"{_ATOM}feed":
        raise _strange(url, f"het antwoord is geen feed maar {root.tag.rpartition('}')[2]!r}")
    return root


def _attribute(link: ET.Element, name: str, url: str) -> str:
    value = link.get(name)
    if not value:
        raise _strange(url, f"een link in de feed heeft geen {name!r}")
    return value


def _length(link: ET.Element, url: str) -> int | None:
    text = link.get("length", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise _strange(url, f"de lengte 'length' van {link.get('href')} is {text!r}, geen aantal bytes")
    return int(text)


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that puts numbers in a name in order of size."""
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in re.split(r"([0-9]+)", name))


def _strange(url: str, what: str) -> SourceChanged:
    return SourceChanged(f"{where(url)}: {what}. Haal het bestand zelf op en geef het op bij 'bestand'.")
