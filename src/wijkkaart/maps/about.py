"""Where the figures come from, under which licences, and what the run had to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wijkkaart.maps.assets import libraries
from wijkkaart.status import STATUS_TEKST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wijkkaart.declarations import Source
    from wijkkaart.maps.visible import Visible
    from wijkkaart.provenance import SourceRecord
    from wijkkaart.result import Result


def _source(record: SourceRecord, declared: Source | None, shown: Visible) -> dict[str, Any]:
    name = shown.bronnen[record.bron]
    open_to_all = name == record.bron
    return {
        "id": name,
        "titel": record.titel,
        "uitgever": record.uitgever,
        "licentie": record.licentie,
        "naamsvermelding": record.naamsvermelding,
        "webpagina": declared.webpagina if declared and open_to_all else "",
        "status": record.status,
        "jaar": list(record.jaar),
        "bestanden": list(record.bestanden) if open_to_all else [],
        "opgehaald": record.opgehaald,
        "melding": record.melding if shown.may_say(record.melding) else "",
    }


def sources_payload(result: Result, sources: Mapping[str, Source], shown: Visible) -> list[dict[str, Any]]:
    """Return every source that this map may name, with its attribution, used or not."""
    named = [record for record in result.bronnen if record.bron in shown.bronnen]
    return [_source(record, sources.get(record.bron), shown) for record in named]


def statuses_payload(codes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return per character of a status column which status it is and what people read."""
    return {code: {"id": status, "tekst": STATUS_TEKST[status]} for status, code in codes.items()}


def about_payload(result: Result, sources: Mapping[str, Source], shown: Visible) -> dict[str, Any]:
    """Return sources, messages and the software inside the page."""
    return {
        "bronnen": sources_payload(result, sources, shown),
        "meldingen": [sentence for sentence in result.meldingen if shown.may_say(sentence)],
        "software": [
            {"naam": item.name, "versie": item.version, "licentie": item.licence, "tekst": item.licence_text}
            for item in libraries()
        ],
    }
