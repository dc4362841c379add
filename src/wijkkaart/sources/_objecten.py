"""How registers of objects are read: known fields, text ids, one row an object, near the study area only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.fetch.columns import as_text, select
from wijkkaart.fetch.vector import open_layer, read_vector, repair
from wijkkaart.sources._contract import check_geometry, check_unique

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

POLYGONS = frozenset({"Polygon", "MultiPolygon"})
LINES = frozenset({"LineString", "MultiLineString"})
POINTS = frozenset({"Point"})


@dataclass(frozen=True)
class Register:
    """The fields of one kind of object.

    Parameters
    ----------
    hint
        What its layer or file name holds.
    aliases
        Every known name per field, ``identificatie`` among them.
    needed
        Fields without which the file is not this register.
    """

    hint: str
    aliases: Mapping[str, Sequence[str]]
    needed: tuple[str, ...]


def read_register(invoer: Bron, extent: Extent, register: Register) -> gpd.GeoDataFrame:
    """Return the objects near the study area under their own field names, EPSG:28992, 2D and valid."""
    parts = []
    for path in invoer.bestand:
        layer = open_layer(path, invoer.laag, register.hint)
        raw = with_fields(read_vector(layer, extent.bbox), register.aliases)
        part = select(raw, register.aliases, register.needed, layer.where)
        parts.append(repair(part.assign(identificatie=as_text(part["identificatie"])), layer.where))
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=parts[0].crs)


def with_fields(raw: gpd.GeoDataFrame, aliases: Mapping[str, Sequence[str]]) -> gpd.GeoDataFrame:
    """Return `raw` with all fields where it has neither objects nor fields: nothing lies there, nothing is missing."""
    if len(raw) or len(raw.columns) > 1:
        return raw
    return raw.assign(**{names[0]: pd.Series(dtype="str") for names in aliases.values()})


def finish(objects: gpd.GeoDataFrame, kinds: frozenset[str], invoer: Bron) -> gpd.GeoDataFrame:
    """Return `objects` indexed by identificatie, after the checks of the contract."""
    where = place_of(invoer)
    check_unique(objects["identificatie"], where, "identificatie")
    check_geometry(objects, objects["identificatie"], kinds, where)
    return objects.set_index("identificatie").sort_index()


def place_of(invoer: Bron) -> str:
    """Return the file names of a source, for messages."""
    return f"bestand {', '.join(path.name for path in invoer.bestand)}"
