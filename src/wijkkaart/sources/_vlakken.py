"""How published figures per area of another division are read: the code, the figure found in its field, the outline."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import as_text, find, plain
from wijkkaart.fetch.vector import is_empty, layer_names, open_layer, read_vector, repair
from wijkkaart.layers import Areas
from wijkkaart.sources._objecten import POLYGONS
from wijkkaart.sources._stattabel import read_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.vector import VectorLayer

_LOG = logging.getLogger(__name__)

CODE_NAMES = ("bu_code", "buurtcode", "statcode", "gebiedcode")
_CODE = re.compile(r"BU\d{4}[0-9A-Z]{4}")
#: Two drawings of one buurt differ less than this in size; more means that the code moved elsewhere.
_SAME_SIZE = (0.9, 1.1)
#: Fields that describe the outline or the row; never a figure, whatever their name begins with.
_BOOKKEEPING = re.compile(
    r"(^(fid|gid|ogc|objectid|shape|id$|jrstat))|(code|naam|jaar|opp|area|length|leng|m2|ha|(?<!he)id)$"
)
_SHOWN = 12


@dataclass(frozen=True)
class AreaTopic:
    """One figure (or word) per area.

    Parameters
    ----------
    names
        Every name its field is known by.
    patterns
        Where none of them is there: expressions on the plain name of a field of numbers; the first
        that fits any field decides.
    low, high
        A value outside this range is another quantity or unit.
    least
        What the largest value in and around the study area must reach; else the unit is another.
    marks
        Values that mean "no value", besides everything at or below -99990.
    tekst
        True for a category in words.
    optional
        True where a layer without the field is still good.
    """

    names: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    low: float = 0.0
    high: float = np.inf
    least: float = -np.inf
    marks: tuple[float, ...] = (-9999.0, -999.0)
    tekst: bool = False
    optional: bool = False


def read_areas(invoer: Bron, extent: Extent, topics: Mapping[str, AreaTopic], mean: frozenset[str], hint: str) -> Areas:
    """Return the figures of the buurten in and around the study area, all topics from one layer.

    Parameters
    ----------
    mean
        Topics that are means over the ground.
    hint
        What the name of the layer or file holds.

    Raises
    ------
    InputError
        When the file cannot be read, a field cannot be told, or a value cannot be.
    """
    parts = [read_layer(open_layer(path, invoer.laag, hint), invoer, extent, topics) for path in invoer.bestand]
    return Areas(_one_each(gpd.GeoDataFrame(pd.concat(parts), geometry="geometry", crs=parts[0].crs)), mean)


def read_areas_by_layer(
    invoer: Bron, extent: Extent, topics: Mapping[str, AreaTopic], mean: frozenset[str], hints: Mapping[str, str]
) -> Areas:
    """Return the figures of the buurten in and around the study area, every topic from a layer of its own.

    Parameters
    ----------
    hints
        Per topic how the name of its layer (or file) begins; a topic whose layer is not there is left out.

    Raises
    ------
    InputError
        Without any of the layers, and as `read_areas` does.
    """
    named = [invoer.laag] if invoer.laag else None
    there = [open_layer(path, name) for path in invoer.bestand for name in named or layer_names(path)]
    fitting = {
        topic: layer
        for topic, hint in hints.items()
        for layer in there
        if f"{layer.name} {layer.path.stem}".find(hint) >= 0
    }
    if not fitting:
        raise InputError(
            f"bestand {invoer.bestand[0].name} heeft geen laag {' of '.join(hints.values())}. Controleer het bestand."
        )
    for topic in hints.keys() - fitting.keys():
        _LOG.warning("no layer for %s in %s", topic, ", ".join(path.name for path in invoer.bestand))
    parts = {
        topic: _one_each(read_layer(layer, invoer, extent, {topic: topics[topic]})) for topic, layer in fitting.items()
    }
    outlines = pd.concat([part.geometry for part in parts.values()])
    outlines = outlines[~outlines.index.duplicated()].sort_index()
    columns = {topic: _on_same_ground(part, topic, outlines) for topic, part in parts.items()}
    return Areas(gpd.GeoDataFrame(columns, geometry=outlines), mean)


def _on_same_ground(part: gpd.GeoDataFrame, topic: str, outlines: gpd.GeoSeries) -> pd.Series:
    """Return the figures of one layer per code, NaN where it draws that buurt at another size."""
    size = part.area.reindex(outlines.index) / outlines.area
    values: pd.Series = part[topic].reindex(outlines.index).where(size.between(*_SAME_SIZE))
    return values


def read_layer(layer: VectorLayer, invoer: Bron, extent: Extent, topics: Mapping[str, AreaTopic]) -> gpd.GeoDataFrame:
    """Return `topics` and the outlines of one layer, index the code of the buurt (not always unique)."""
    rows = repair(read_vector(layer, extent.bbox), layer.where)
    if rows.empty:  # a service that has nothing here may not even name its fields
        nothing = {name: pd.Series(dtype=object if topic.tekst else "float64") for name, topic in topics.items()}
        return gpd.GeoDataFrame(nothing, geometry=rows.geometry, crs=rows.crs).rename_axis("gebiedcode")
    codes = _codes(rows, layer.where)
    kept = codes.notna().to_numpy() & ~is_empty(rows) & rows.geom_type.isin(POLYGONS).to_numpy()
    rows, codes = rows[kept], codes[kept]
    columns = {}
    for name, topic in topics.items():
        field = field_of(rows, name, topic, layer.where)
        if field is not None:
            told = f"{layer.where}, veld {field!r}"
            columns[name] = _values(rows[field].set_axis(codes), name, topic, invoer.nodata, told)
    return gpd.GeoDataFrame(columns, index=codes.set_axis(codes).index, geometry=rows.geometry.to_numpy(), crs=rows.crs)


def _codes(rows: gpd.GeoDataFrame, where: str) -> pd.Series:
    """Return the code of the buurt per row, NaN where it has none; ``03440111`` is ``BU03440111``."""
    field = find(list(rows.columns), CODE_NAMES, where)
    if field is None:
        raise InputError(
            f"{where} heeft geen veld met de code van de buurt ({', '.join(CODE_NAMES)}); "
            f"aanwezig zijn: {_listed(rows)}. Controleer of dit de goede laag is."
        )
    text = as_text(rows[field]).str.upper()
    bare = text.str.fullmatch(r"\d{7,8}").fillna(value=False).astype(bool)
    codes = text.mask(bare, "BU" + text.str.zfill(8))
    known = codes.str.fullmatch(_CODE.pattern).fillna(value=False).astype(bool)
    if not known.any():
        raise InputError(
            f"{where}: het veld {field!r} bevat geen codes van buurten (maar bijvoorbeeld {text.iloc[0]!r}). "
            "Kies de laag met cijfers per buurt."
        )
    return codes.where(known).rename("gebiedcode")


def field_of(rows: pd.DataFrame, name: str, topic: AreaTopic, where: str) -> str | None:
    """Return the field that holds a topic: by name, else the one field of numbers that its pattern fits.

    None for an optional topic that is not there.

    Raises
    ------
    InputError
        When there is none, or more than one; naming the fields.
    """
    headers = [str(column) for column in rows.columns if column != "geometry"]
    known = find(headers, topic.names, where)
    if known is not None:
        return known
    numeric = [header for header in headers if _is_numeric(rows[header]) and not _BOOKKEEPING.search(plain(header))]
    hits = next(
        (hits for pattern in topic.patterns if (hits := [h for h in numeric if re.search(pattern, plain(h))])), []
    )
    if len(hits) == 1 or (topic.optional and not hits):
        return next(iter(hits), None)
    problem = f"de velden {', '.join(map(repr, hits))} kunnen het allemaal zijn" if hits else "geen veld lijkt erop"
    raise InputError(
        f"{where}: welk veld {name!r} is, is niet te zien: {problem}; aanwezig zijn: {_listed(rows)}. "
        "Meld dit bij de beheerder van wijkkaart, of geef een bestand waarin alleen dit cijfer staat."
    )


def _values(cells: pd.Series, name: str, topic: AreaTopic, nodata: tuple[float, ...], where: str) -> pd.Series:
    """Return one topic per code: numbers with NaN, or words with None where there are none."""
    if topic.tekst:
        words = cells.astype("string").str.strip()
        return words.astype(object).where(words.fillna("") != "", None)
    values, _ = read_cells(cells, where)
    values = values.mask(values.isin([*topic.marks, *nodata]))
    strange = values[(values < topic.low) | (values > topic.high)]
    if len(strange):
        raise InputError(
            f"{where}: {strange.iloc[0]:g} bij {strange.index[0]} kan niet; verwacht werd {topic.low:g} tot "
            f"{topic.high:g}. Controleer het veld en de eenheid, of noem deze waarde bij 'nodata'."
        )
    if values.max() < topic.least:
        raise InputError(
            f"{where}: de grootste waarde is {values.max():g}; dat is te klein voor {name!r}. Waarschijnlijk is de "
            "eenheid een andere (een deel van 1 in plaats van procenten)."
        )
    return values


def _one_each(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one row a code: parts with the same figures together, of parts with other figures the largest."""
    if rows.index.is_unique:
        return rows.sort_index()
    topics = list(rows.columns.drop("geometry"))
    joined = rows.reset_index().dissolve(by=["gebiedcode", *topics], dropna=False).reset_index()
    largest = joined.assign(m2=joined.area).sort_values("m2").drop_duplicates("gebiedcode", keep="last")
    return largest.set_index("gebiedcode")[[*topics, "geometry"]].sort_index()


def _is_numeric(values: pd.Series) -> bool:
    numbers = pd.to_numeric(values.astype("string").str.replace(",", "."), errors="coerce")
    return bool(numbers.notna().any() and (numbers.notna() | values.isna()).all())


def _listed(rows: pd.DataFrame) -> str:
    return ", ".join([str(column) for column in rows.columns if column != "geometry"][:_SHOWN]) or "geen enkel veld"
