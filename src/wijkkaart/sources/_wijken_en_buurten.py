"""Every way to the map file of CBS Wijken en Buurten, which holds areas and figures: three channels and the maker's.

A feature is the same area in all of them; what differs is how one asks, and how the fields are written.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wijkkaart.declarations import Service
from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch import archive, atom, ogc_features, wfs
from wijkkaart.fetch.columns import as_text, find, plain
from wijkkaart.fetch.vector import open_layer, read_vector
from wijkkaart.sources._diensten import features, together, wfs_features

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from wijkkaart.declarations import Order
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http
    from wijkkaart.sources._diensten import Fetch

    Box = tuple[float, float, float, float]

_LOG = logging.getLogger(__name__)

NIVEAUS = ("buurten", "wijken", "gemeenten")
_OGC = "https://api.pdok.nl/cbs/wijken-en-buurten-{jaar}/ogc/v1"
_WFS = "https://service.pdok.nl/cbs/wijkenbuurten/{jaar}/wfs/v1_0"
_ATOM = "https://service.pdok.nl/cbs/wijkenbuurten/{jaar}/atom/index.xml"
#: Since 2026 the download stands at another path, under another name.
_ATOM_2026 = "https://service.pdok.nl/cbs/wijken-en-buurten-{jaar}/atom/index.xml"
_CBS = "https://geodata.cbs.nl/files/Wijkenbuurtkaart/WijkBuurtkaart_{jaar}_{versie}.zip"
#: The maker has no index of its files: these versions were seen.
_VERSIONS = {2024: "v2", 2026: "v0"}
_FILE = r"(?i)wijk(en)?buurt(en|kaart)_{jaar}(_v\d+)?\.gpkg"
_GEMEENTE_FIELDS = ("gemeentecode", "gm_code")
_ALL_OF_ONE = "cbs_wijken_en_buurten"
_DAYS = 180
#: 2024 is the newest edition of which the figures are filled; of 2026 there are hardly more than boundaries.
EDITIES = (2024, 2023, 2025, 2022, 2026)
_ON_WFS = (2024, 2023, 2025, 2022, 2021, 2020, 2019)
_ON_ATOM = (2024, 2023, 2025, 2022, 2021, 2020)


def services(*niveaus: str) -> tuple[Service, ...]:
    """Return every service that gives these niveaus: per gemeente, then the whole country at once (200 MB)."""
    return (
        Service(_OGC, over_ogc(*niveaus), _DAYS, EDITIES),
        Service(_WFS, over_wfs(*niveaus), _DAYS, _ON_WFS),
        Service(_ATOM, over_atom, _DAYS, _ON_ATOM, landelijk=True, gedeeld=_ALL_OF_ONE),
        Service(_ATOM_2026, over_atom, _DAYS, (2026,), landelijk=True, gedeeld=_ALL_OF_ONE),
        Service(_CBS, from_cbs, _DAYS, tuple(_VERSIONS), landelijk=True, gedeeld=_ALL_OF_ONE, zekerheid="B"),
    )


def services_in_box(niveau: str) -> tuple[Service, ...]:
    """Return the services that give one niveau in the box of the study area, whatever gemeente it was then.

    No download of the whole country: it is not worth that much.
    """
    return (
        Service(_OGC, features(niveau), _DAYS, EDITIES, op_plaats=True),
        Service(_WFS, wfs_features(niveau, _of_older_edition(niveau)), _DAYS, _ON_WFS, op_plaats=True),
    )


def over_ogc(*niveaus: str) -> Fetch:
    """Return a fetch over OGC API Features: a GeoPackage per niveau and gemeente."""

    def fetch(http: Http, order: Order) -> Facts:
        return together(_niveau_over_ogc(http, order, niveau) for niveau in niveaus)

    return fetch


def _niveau_over_ogc(http: Http, order: Order, niveau: str) -> Facts:
    """Ask for the gemeenten by their code; by their box where the service cannot choose on a code."""
    there = ogc_features.collections(http, order.url)
    if niveau not in there:
        raise SourceChanged(f"{order.url} heeft geen {niveau} (meer); wel: {', '.join(sorted(there)) or 'niets'}.")
    known = ogc_features.queryables(http, order.url, niveau)
    # A service that publishes no list of fields may still choose on them: only asking tells.
    for field in [name for name in _GEMEENTE_FIELDS if known is None or name in known]:
        try:
            return together(
                ogc_features.fetch_features(
                    http, order.url, niveau, _path(order, niveau, gemeente), filters={field: gemeente}
                )
                for gemeente in order.extent.gemeenten
            )
        except SourceChanged as changed:
            _LOG.info("%s cannot choose %s on %s: %s", order.url, niveau, field, changed)
    return _in_boxes(http, order, niveau)


def _in_boxes(http: Http, order: Order, niveau: str) -> Facts:
    """Ask for what lies in the box of each gemeente, and keep what is of that gemeente."""
    with tempfile.TemporaryDirectory(dir=order.map) as folder:
        whole = Path(folder) / "gemeenten.gpkg"
        facts = [ogc_features.fetch_features(http, order.url, "gemeenten", whole)]
        gemeenten = read_vector(open_layer(whole))
        for gemeente in order.extent.gemeenten:
            own = _of(gemeenten, gemeente, order.url)
            if niveau != "gemeenten":
                x0, y0, x1, y1 = (float(side) for side in own.total_bounds)
                near = Path(folder) / f"{gemeente}.gpkg"
                facts.append(ogc_features.fetch_features(http, order.url, niveau, near, bbox=(x0, y0, x1, y1)))
                own = _of(read_vector(open_layer(near)), gemeente, order.url)
            own.to_file(_path(order, niveau, gemeente), layer=niveau, engine="pyogrio", FID="_rij")
    return together(facts)


def _of(areas: gpd.GeoDataFrame, gemeente: str, url: str) -> gpd.GeoDataFrame:
    """Return the areas of one gemeente."""
    field = find(list(areas.columns), _GEMEENTE_FIELDS, url)
    own = areas[as_text(areas[field]) == gemeente] if field is not None else areas.iloc[:0]
    if own.empty:
        raise SourceChanged(f"{url} geeft niets van {gemeente} in deze uitgave. Controleer de gemeente en het jaar.")
    return own


def _path(order: Order, niveau: str, gemeente: str) -> Path:
    return order.map / f"{niveau}-{gemeente}.gpkg"


def over_wfs(*niveaus: str) -> Fetch:
    """Return a fetch over WFS, layers and field found by their names: a GeoPackage per niveau and gemeente."""

    def fetch(http: Http, order: Order) -> Facts:
        return together(
            wfs.fetch_features(http, order.url, layer, _path(order, niveau, gemeente), where={field: gemeente})
            for niveau in niveaus
            for layer, field in [_layer_and_field(http, order.url, niveau)]
            for gemeente in order.extent.gemeenten
        )

    return fetch


def _layer_and_field(http: Http, url: str, niveau: str) -> tuple[str, str]:
    """Return the layer of one niveau, and how it writes the field with the gemeentecode."""
    layer = wfs.type_like(http, url, niveau, _of_older_edition(niveau))
    fields = wfs.field_names(http, url, layer)
    known = {plain(name) for name in _GEMEENTE_FIELDS}
    field = next((name for name in fields if plain(name) in known), None)
    if field is None:
        listed = ", ".join(fields[:9])
        raise SourceChanged(f"{url}: de laag {layer} heeft geen veld met de gemeentecode, maar {listed}.")
    return layer, field


def _of_older_edition(niveau: str) -> str:
    """Return a pattern: editions before 2020 named a layer after its year (cbs_buurten_2019, buurt_2019)."""
    return rf"(cbs_)?{niveau[:-2]}e?n?_\d{{4}}(_v\d+)?"


def over_atom(http: Http, order: Order) -> Facts:
    """Download the GeoPackage of the whole country."""
    path = order.map / f"wijkenbuurten_{order.editie}.gpkg"
    return atom.fetch_download(http, order.url, _FILE.replace("{jaar}", str(order.editie)), path)


def from_cbs(http: Http, order: Order, versions: Mapping[int, str] = _VERSIONS) -> Facts:
    """Download the zip of the maker and keep the GeoPackage in it."""
    if order.editie not in versions:
        raise SourceUnavailable(f"Van {order.editie} is geen adres bij CBS bekend voor de Wijk- en Buurtkaart.")
    packed = order.map / "kaart.zip"
    facts = archive.fetch_zip(http, order.url.replace("{versie}", versions[order.editie]), packed, (".gpkg",))
    archive.extract(packed, ".gpkg", order.map / f"wijkenbuurten_{order.editie}.gpkg")
    packed.unlink()
    return facts
