"""Fetches documents from a search service that speaks Solr, page by page, into a CSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from wijkkaart.fetch.answer import where, with_query
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.pages import changed, incomplete

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wijkkaart.fetch.http import Http

    Row = tuple[str, ...]

#: More is cut off.
_PAGE = 100


def fetch_documents(http: Http, url: str, path: Path, params: Mapping[str, str], fields: Sequence[str]) -> Facts:
    """Write `fields` of all documents that `params` (``q``, ``fq``) choose to the CSV `path`, a row each.

    Raises
    ------
    SourceUnavailable
        When the service is dead or refuses, or when not all documents came.
    SourceChanged
        When an answer has an unknown shape, or a document lacks a field.
    """
    rows: dict[Row, None] = {}
    urls: list[str] = []
    start, there = 0, 1
    while start < there:
        asked = {**params, "fl": ",".join(fields), "rows": str(_PAGE), "start": str(start)}
        answer = http.get(with_query(url, asked), accept=("application/json",))
        page, there = _page(answer.json(), fields, where(url))
        urls.append(answer.url)
        if not page:
            break
        rows.update(dict.fromkeys(page))
        start += len(page)
    if len(rows) != there:
        raise incomplete(where(url), len(rows), there)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows([fields, *sorted(rows)])
    return Facts(tuple(urls), len(rows), there)


def _page(content: Any, fields: Sequence[str], place: str) -> tuple[list[Row], int]:
    """Return the rows of one page and how many there are on all pages."""
    response = content.get("response") if isinstance(content, dict) else None
    if not isinstance(response, dict) or not isinstance(response.get("numFound"), int):
        raise changed(place, "het veld 'response' met 'numFound' en 'docs' ontbreekt")
    documents = response.get("docs")
    if not isinstance(documents, list) or not all(isinstance(document, dict) for document in documents):
        raise changed(place, "het veld 'docs' is geen lijst van documenten")
    for field in fields:
        if any(field not in document for document in documents):
            raise changed(place, f"het veld {field!r} ontbreekt in een document")
    return [tuple(str(document[field]) for field in fields) for document in documents], response["numFound"]
