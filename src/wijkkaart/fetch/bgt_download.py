"""Downloads from a service that first has to make the file: order an extract, wait until it is ready, fetch it."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.answer import RequestRefused, where
from wijkkaart.fetch.archive import fetch_zip
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.links import follow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wijkkaart.fetch.answer import Answer
    from wijkkaart.fetch.http import Http

_LOG = logging.getLogger(__name__)
_JSON = ("application/json",)
_READY = "COMPLETED"
_FAILED = "FAILED"
#: What the service asks of those who come too often.
_BUSY_S = 60.0
_OWN_FILE = "Probeer het later opnieuw, of haal het bestand zelf op en geef het op bij 'bestand'."


@dataclass(frozen=True)
class Extract:
    """What is ordered.

    Parameters
    ----------
    featuretypes
        Object types by the names of the service, such as ``wegdeel``.
    bbox
        minx, miny, maxx, maxy in EPSG:28992; widened to whole metres.
    form
        ``citygml`` or ``gmllight``.
    """

    featuretypes: tuple[str, ...]
    bbox: tuple[float, float, float, float]
    form: str = "citygml"

    @property
    def geofilter(self) -> str:
        """The box as WKT."""
        minx, miny = (math.floor(value) for value in self.bbox[:2])
        maxx, maxy = (math.ceil(value) for value in self.bbox[2:])
        corners = ((minx, miny), (maxx, miny), (maxx, maxy), (minx, maxy), (minx, miny))
        return f"POLYGON(({','.join(f'{x} {y}' for x, y in corners)}))"

    @property
    def order(self) -> dict[str, Any]:
        """The body of the request."""
        return {"featuretypes": list(self.featuretypes), "format": self.form, "geofilter": self.geofilter}


@dataclass(frozen=True)
class Patience:
    """How to wait for the file.

    Parameters
    ----------
    pause
        Seconds between two questions.
    longest
        Seconds after which we give up; a large town takes the service some twenty minutes.
    """

    pause: float = 5.0
    longest: float = 2400.0
    sleep: Callable[[float], None] = time.sleep


def fetch_extract(http: Http, base_url: str, wanted: Extract, path: Path, patience: Patience | None = None) -> Facts:
    """Write a zip with a ``bgt_<featuretype>.gml`` for each object type to `path`.

    Raises
    ------
    SourceUnavailable
        When the service is dead, refuses, fails to make the file or does not get it ready in time.
    SourceChanged
        When it does not know an object type, or answers in another shape than known.
    """
    base = base_url.rstrip("/")
    _check_types(http, f"{base}/dataset", wanted.featuretypes)
    status_url = _order(http, f"{base}/full/custom", wanted)
    file_url = _wait(http, status_url, patience or Patience())
    fetch_zip(http, file_url, path, [f"bgt_{name}.gml" for name in wanted.featuretypes])
    extra = (
        ("featuretypes", ",".join(wanted.featuretypes)),
        ("format", wanted.form),
        ("geofilter", wanted.geofilter),
    )
    return Facts(urls=(f"{base}/dataset", f"{base}/full/custom", status_url, file_url), extra=extra)


def _check_types(http: Http, url: str, wanted: tuple[str, ...]) -> None:
    answer = http.get(url, accept=_JSON)
    rows = _part(answer, "timeliness")
    known = {row.get("featuretype") for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    missing = [name for name in wanted if name not in known]
    if missing:
        listed = ", ".join(sorted(str(name) for name in known if name)) or "geen"
        raise SourceChanged(f"{where(url)} kent {', '.join(missing)} niet in 'featuretype'; wel: {listed}. {_OWN_FILE}")


def _order(http: Http, url: str, wanted: Extract) -> str:
    answer = http.post(url, json=wanted.order, accept=_JSON)
    return follow(url, _text(answer, "_links", "status", "href"))


def _wait(http: Http, url: str, patience: Patience) -> str:
    """Return the address of the file once the service says it is ready."""
    waited, said = 0.0, "niets"
    while waited <= patience.longest:
        answer = _ask(http, url)
        if answer is None:
            pause = _BUSY_S
        else:
            state = _object(answer).get("status")
            if answer.status == HTTPStatus.CREATED or state == _READY:
                return follow(url, _text(answer, "_links", "download", "href"))
            if state == _FAILED:
                raise SourceUnavailable(f"{where(url)}: de dienst kon het bestand niet maken ({state}). {_OWN_FILE}")
            pause, said = patience.pause, f"{state}, {_object(answer).get('progress', '?')}%"
            _LOG.info("%s: %s", where(url), said)
        patience.sleep(pause)
        waited += pause
    raise SourceUnavailable(
        f"{where(url)}: het bestand is na {waited / 60:.0f} minuten nog niet klaar "
        f"(de dienst zegt: {said}). {_OWN_FILE}"
    )


def _ask(http: Http, url: str) -> Answer | None:
    """Return what the service says about the order; None when we come too often."""
    try:
        return http.get(url, accept=_JSON)
    except RequestRefused as refused:
        if refused.status != HTTPStatus.TOO_MANY_REQUESTS:
            raise
        return None


def _object(answer: Answer) -> dict[str, Any]:
    reply = answer.json()
    if not isinstance(reply, dict):
        raise SourceChanged(f"{where(answer.url)}: het antwoord is geen JSON-object. {_OWN_FILE}")
    return reply


def _part(answer: Answer, *names: str) -> Any:
    """Return the value in the JSON answer under these names, each inside the one before."""
    value = answer.json()
    for name in names:
        if not isinstance(value, dict) or name not in value:
            raise SourceChanged(f"{where(answer.url)}: het antwoord heeft geen {'.'.join(names)!r}. {_OWN_FILE}")
        value = value[name]
    return value


def _text(answer: Answer, *names: str) -> str:
    value = _part(answer, *names)
    if not isinstance(value, str) or not value:
        raise SourceChanged(f"{where(answer.url)}: {'.'.join(names)!r} is {value!r}, geen adres. {_OWN_FILE}")
    return value
