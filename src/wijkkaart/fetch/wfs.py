"""Fetches features from a WFS 2.0, page by page; tile by tile where its pages cannot be trusted."""

from __future__ import annotations

import difflib
import logging
import re
from typing import TYPE_CHECKING

from wijkkaart.extent import RD
from wijkkaart.fetch.answer import where as place
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.pages import FeatureFile, changed, one_like
from wijkkaart.fetch.wfs_harvest import Harvest
from wijkkaart.fetch.wfs_question import XML, Question, parse, request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wijkkaart.fetch.http import Http
    from wijkkaart.fetch.wfs_question import Box

_LOG = logging.getLogger(__name__)

#: What may follow the name of a layer: a date or version.
_SUFFIX = re.compile(r"[_-]?(?:v?\d+)?(?:[_-]v?\d+)*")


def newest_type(http: Http, url: str, prefix: str) -> str:
    """Return the full name of the layer that begins with `prefix`, the highest date or version after it.

    ``wijk:kaart_20260128`` for the prefix ``kaart``, rather than ``wijk:kaart_20251120`` or ``wijk:kaart_oud``.

    Raises
    ------
    SourceChanged
        When there is no such layer; the message names the likeliest.
    """
    return newest_of(type_names(http, url), url, prefix)


def newest_of(names: Sequence[str], url: str, prefix: str) -> str:
    """Return the same as `newest_type`, of the layers that the service at `url` said it has."""
    local = {name: name.rpartition(":")[2] for name in names}
    fitting = [
        name for name in names if local[name].startswith(prefix) and _SUFFIX.fullmatch(local[name][len(prefix) :])
    ]
    if not fitting:
        close = difflib.get_close_matches(prefix, sorted(set(local.values())), n=5, cutoff=0.5)
        raise changed(place(url), f"er is geen laag {prefix!r} (meer); het lijkt op: {', '.join(close) or 'niets'}")
    newest = max(fitting, key=lambda name: (_numbers(local[name][len(prefix) :]), name))
    _LOG.info("%s: layer %s for %s", place(url), newest, prefix)
    return newest


def type_like(http: Http, url: str, *patterns: str) -> str:
    """Return the full name of the layer whose own name fits the first of `patterns` that one fits.

    Raises
    ------
    SourceChanged
        When none fits, or one pattern fits several; the message lists what there is.
    """
    return one_like(type_names(http, url), patterns, place(url), "de laag")


def _numbers(suffix: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", suffix))


def type_names(http: Http, url: str) -> tuple[str, ...]:
    """Return the full names (``workspace:layer``) of all layers, in the service's own order."""
    root = parse(http.get(url, request("GetCapabilities"), accept=XML), "WFS_Capabilities")
    return tuple((name.text or "").strip() for name in root.iterfind("{*}FeatureTypeList/{*}FeatureType/{*}Name"))


def fetch_features(  # noqa: PLR0913 - what one request of this protocol may hold
    http: Http,
    url: str,
    type_name: str,
    path: Path,
    *,
    bbox: Box | None = None,
    where: Mapping[str, str] | None = None,
    count: int = 1000,
) -> Facts:
    """Write all features that were asked for to the GeoPackage `path`, in one layer named as the type.

    Parameters
    ----------
    type_name
        ``workspace:layer`` or ``layer``.
    bbox
        minx, miny, maxx, maxy in EPSG:28992; what touches it is in.
    where
        Field -> the one value it must have.
    count
        Features per page.

    Raises
    ------
    SourceUnavailable
        When the service is dead or refuses, or when not all features came.
    SourceChanged
        When an answer has an unknown shape, or a filter is ignored.
    """
    question = Question(http, url, type_name, dict(where or {}), count)
    with FeatureFile(path, type_name.rpartition(":")[2], RD) as target:
        harvest = Harvest(question, target)
        matched = harvest.gather_all(bbox)
        target.finish([] if len(target) else _fields(question))
        _LOG.info("%s: %d features in %d requests", place(url), len(target), len(harvest.urls))
        return Facts(tuple(harvest.urls), len(target), matched, (("laag", type_name), ("crs", RD)))


def field_names(http: Http, url: str, type_name: str) -> list[str]:
    """Return the fields of a layer as the service writes them, without its geometry."""
    return _fields(Question(http, url, type_name, {}, 1))


def _fields(question: Question) -> list[str]:
    """Return the fields without geometry, for a layer without features."""
    elements = parse(question.description(), "schema").iterfind(".//{*}sequence/{*}element")
    kinds = {element.get("name", ""): element.get("type", "") for element in elements}
    return [name for name, kind in kinds.items() if not kind.startswith("gml:")]
