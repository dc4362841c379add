"""Asks the pages of one OData table, version 3 or 4, and checks each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from wijkkaart.errors import SourceChanged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wijkkaart.fetch.http import Http

Row = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """What differs between the versions of the protocol.

    Parameters
    ----------
    next_link
        Field with the address of the next page.
    params
        What every request carries.
    codes
        What follows a dimension's name in the address of its codes.
    code
        Field that holds a code there.
    """

    next_link: str
    params: tuple[tuple[str, str], ...]
    codes: str
    code: str


V3 = Version("odata.nextLink", (("$format", "json"),), "", "Key")
V4 = Version("@odata.nextLink", (), "Codes", "Identifier")


class Service:
    """One table at one address; keeps the addresses it asked."""

    def __init__(self, http: Http, url: str, version: Version) -> None:
        self._http = http
        self._url = url.rstrip("/")
        self.version = version
        self.asked: list[str] = []

    def rows(self, entity: str, params: Mapping[str, str] | None = None) -> Iterator[Row]:
        """Yield the rows of all pages.

        Raises
        ------
        SourceUnavailable, SourceChanged
            When a page cannot be had, has another shape, or comes twice.
        """
        pairs = [*self.version.params, *(params or {}).items()]
        # A space as %20: not every OData server reads a plus sign as one.
        query = urlencode(pairs, quote_via=quote, safe="$,()'")
        link: str | None = f"{self._url}/{entity}" + (f"?{query}" if query else "")
        firsts: list[Row] = []
        links: set[str] = set()
        while link:
            links.add(link)
            page, following = self._page(link)
            link = self._next(link, following) if following else None
            if link in links or (page and page[0] in firsts):
                raise self.changed(f"dezelfde pagina van {entity} kwam twee keer ({self.version.next_link})")
            firsts += page[:1]
            yield from page

    def codes(self, dimension: str, params: Mapping[str, str] | None = None) -> Iterator[str]:
        """Yield the codes of a dimension as the service writes them, padding included."""
        for row in self.rows(dimension + self.version.codes, params):
            yield str(self.cell(row, self.version.code))

    def cell(self, row: Row, name: str) -> Any:
        """Return one field of a row; refuse a row that lacks it."""
        if name not in row:
            raise self.changed(f"het veld {name!r} ontbreekt in {str(row)[:80]}")
        return row[name]

    def changed(self, what: str) -> SourceChanged:
        """Return the error for an answer of another shape: which table, what, what to do."""
        parts = urlsplit(self._url)
        return SourceChanged(
            f"de tabel {parts.hostname}{parts.path} antwoordt anders dan verwacht: {what}. "
            "Probeer het later opnieuw, of download de tabel als CSV (met codes) en noem die bij 'bestand'."
        )

    def _page(self, link: str) -> tuple[list[Row], str]:
        body = self._http.get(link, accept=("application/json",)).json()
        self.asked.append(link)
        rows = body.get("value") if isinstance(body, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.changed(f"het veld 'value' van {urlsplit(link).path} is geen lijst van rijen")
        return rows, str(body.get(self.version.next_link) or "")

    def _next(self, link: str, following: str) -> str:
        """Return the next page as the server wrote it, over the host and scheme that were checked already."""
        ours, theirs = urlsplit(link), urlsplit(urljoin(link, following))
        if theirs.hostname != ours.hostname:
            raise self.changed(f"de volgende pagina ({self.version.next_link}) staat op {theirs.hostname}")
        return urlunsplit((ours.scheme, ours.netloc, theirs.path, theirs.query, ""))
