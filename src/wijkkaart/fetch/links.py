"""Addresses that a service gives in its own answers."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from wijkkaart.errors import SourceChanged
from wijkkaart.fetch.answer import where


def follow(source: str, href: str) -> str:
    """Return the full address of a link found at `source`, which must stay on the same host.

    >>> follow("https://api.voorbeeld.nl/taak", "/taak/7/status")
    'https://api.voorbeeld.nl/taak/7/status'

    Raises
    ------
    SourceChanged
        When the link leads to another host or leaves https.
    """
    target = urljoin(source, href)
    before, after = urlsplit(source), urlsplit(target)
    if (before.scheme, before.netloc) != (after.scheme, after.netloc):
        raise SourceChanged(
            f"{where(source)} verwijst naar een andere server: {after.scheme}://{where(target)}. "
            "Klopt dat, geef dat adres dan op bij 'url', of geef het bestand zelf op bij 'bestand'."
        )
    return target
