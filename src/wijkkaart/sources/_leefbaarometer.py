"""How the Leefbaarometer is fetched: its newest layers, or its zip with everything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wijkkaart.errors import SourceChanged
from wijkkaart.fetch import archive, wfs
from wijkkaart.sources._diensten import box_of, together

if TYPE_CHECKING:
    from wijkkaart.declarations import Order
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http

_LAYERS = ("buurtscore", "wijkscore", "gemeentescore")
#: The tables per area in the zip, not those per grid cell.
_TABLE = re.compile(r"scores[ _-](buurten|wijken|gemeenten)\b[^/]*(\d{4})\.csv$", re.IGNORECASE)


def fetch_layers(http: Http, order: Order) -> Facts:
    """Write one GeoPackage a niveau, of the newest year or of the one that is asked for."""
    year = f"{order.editie % 100:02d}" if order.editie else ""
    names = [wfs.newest_type(http, order.url, f"{layer}{year}") for layer in _LAYERS]
    # The layer's name ends on its year; the file name keeps it, should the field with the year be gone.
    paths = [order.map / f"{layer}-20{name[-2:]}.gpkg" for layer, name in zip(_LAYERS, names, strict=True)]
    box = box_of(order)
    return together(
        wfs.fetch_features(http, order.url, name, path, bbox=box) for name, path in zip(names, paths, strict=True)
    )


def fetch_tables(http: Http, order: Order) -> Facts:
    """Write the tables per buurt, wijk and gemeente in the zip that holds everything.

    Raises
    ------
    SourceChanged
        When the zip has no table per buurt.
    """
    whole = order.map / "alles.zip"
    facts = archive.fetch_zip(http, order.url, whole)
    found = [match for name in archive.members(whole) if (match := _TABLE.search(name))]
    if not any(match[1].lower() == "buurten" for match in found):
        raise SourceChanged(f"{order.url}: in de zip zit geen CSV met scores van buurten. Geef de CSV zelf op.")
    for match in found:
        archive.extract(whole, match.string, order.map / f"{match[1].lower()}-{match[2]}.csv")
    whole.unlink()
    return facts
