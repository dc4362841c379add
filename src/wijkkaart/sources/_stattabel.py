"""How published figures per area are read: any of CBS's channels, every missing value with its reason."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import as_text, find, unit
from wijkkaart.fetch.manifest import read_snapshot
from wijkkaart.fetch.tables import read_table
from wijkkaart.fetch.vector import layer_names, open_layer, read_attributes
from wijkkaart.layers import StatTable
from wijkkaart.sources._contract import check_unique
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_LOG = logging.getLogger(__name__)

CODE_NAMES = (
    "gwb_code_10",
    "gwb_code",
    "Regioaanduiding/Codering",
    "Codering",
    "Regiocode (gemeente, wijk, buurt) (code)",
    "gebiedcode",
    "buurtcode",
    "bu_code",
    "wijkcode",
    "wk_code",
    "gemeentecode",
    "gm_code",
    "id",
)
_CODE = r"GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}"
_YEAR_NAMES = ("jaar", "perioden", "year", "jrstatcode")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_VECTOR = frozenset({".gpkg", ".geojson", ".json", ".shp", ".parquet", ".geoparquet", ".fgb"})
_LEVELS = ("buurt", "wijk", "gemeente")

#: CBS marks: everything at or below the first is no number; only -99997 means suppressed.
_LOWEST_NUMBER = -99_990
_SECRET = -99_997
_SECRET_TEXT = "x"  # noqa: S105  (StatLine's mark, not a password)
_MISSING_TEXT = frozenset({"", ".", ",", "-", "nan", "None"})


@dataclass(frozen=True)
class Topic:
    """One published figure: its names in all channels, and what its values may be.

    Parameters
    ----------
    names
        Every heading it had, the most trusted first; a tail of a StatLine path will do.
    eenheid
        The unit a StatLine heading must give; None when it is not checked.
    """

    names: tuple[str, ...]
    eenheid: str | None = None
    low: float = 0.0
    high: float = np.inf


@dataclass(frozen=True)
class Edition:
    """The figures of one year: values and statuses, index gebiedcode, columns topic ids."""

    jaar: int
    waarden: pd.DataFrame
    status: pd.DataFrame


def read_stat_table(
    invoer: Bron,
    extent: Extent,
    topics: Mapping[str, Topic],
    derive: Callable[[Edition], Edition] | None = None,
    needed: Collection[str] | None = None,
) -> StatTable:
    """Return the figures of the study area's gemeenten, per topic from the newest year that has any.

    Parameters
    ----------
    derive
        Adds topics that follow from others of the same year.
    needed
        Without these a file that was fetched is refused; of its other topics one that cannot be is left
        out, with a warning. None for all. A file that the user gave must be right in all of them.

    Raises
    ------
    InputError
        When a file cannot be read, gives no year, or holds a value that cannot be.
    """
    places = range(len(invoer.bestand))
    parts = [part for place in places for part in _editions(place, invoer, extent, topics, needed)]
    if not parts:
        raise InputError(
            f"bestand {invoer.bestand[0].name} bevat geen cijfers van de gemeenten van deze run. "
            "Kies een bestand waar deze gemeenten in staan."
        )
    editions = [_joined(year, [part for part in parts if part.jaar == year]) for year in {part.jaar for part in parts}]
    _require_topic(editions, topics, invoer.bestand[0])
    if derive is not None:
        editions = [derive(edition) for edition in editions]
    newest_first = sorted(editions, key=lambda edition: -edition.jaar)
    return StatTable.of_editions([_table(edition) for edition in newest_first])


def _require_topic(editions: Sequence[Edition], topics: Mapping[str, Topic], path: Path) -> None:
    if all(edition.waarden.columns.empty for edition in editions):
        names = ", ".join(topic.names[0] for topic in list(topics.values())[:3])
        raise InputError(
            f"bestand {path.name} heeft geen enkele kolom van deze bron (verwacht bijvoorbeeld: {names}). "
            "Controleer of dit de goede tabel is."
        )


def _editions(
    place: int, invoer: Bron, extent: Extent, topics: Mapping[str, Topic], needed: Collection[str] | None
) -> Iterator[Edition]:
    """Yield the years of one file, rows of the study area only."""
    path = invoer.bestand[place]
    strict = topics.keys() if needed is None or not _is_fetched(path) else needed
    for frame, where in _frames(path, invoer.laag):
        code = find(list(frame.columns), CODE_NAMES, where)
        if code is None:
            raise InputError(
                f"{where} heeft geen kolom met gebiedscodes (Codering). Download de tabel opnieuw, met de codes erbij."
            )
        codes = as_text(frame[code])
        ours = codes.str.fullmatch(_CODE).fillna(value=False).astype(bool)
        if extent.gemeenten:
            ours &= codes.str[2:6].isin({gemeente[2:] for gemeente in extent.gemeenten})
        rows = frame[ours].assign(**{code: codes[ours]}).set_index(code)
        rows.index.name = "gebiedcode"
        years = _years(rows, path, _config_year(invoer, place))
        for year in sorted(set(years)):
            yield _edition(_land(rows[years == year]), int(year), topics, strict, where)


def _is_fetched(path: Path) -> bool:
    """Return whether a file lies in a snapshot: we fetched it, so the user cannot mend it."""
    snapshot = read_snapshot(path.parent)
    return snapshot is not None and path in snapshot.files


def _frames(path: Path, layer: str | None) -> Iterator[tuple[pd.DataFrame, str]]:
    """Yield the tables of a file: one per sheet or CSV, one per niveau of a map file."""
    if path.suffix.lower() not in _VECTOR:
        yield read_table(path, layer), f"bestand {path.name}"
        return
    wanted = [layer]
    if layer is None and path.suffix.lower() == ".gpkg" and path.exists():
        wanted = [name for name in layer_names(path) if any(level in name.lower() for level in _LEVELS)] or [None]
    for name in wanted:
        opened = open_layer(path, name)
        yield read_attributes(opened), opened.where


def _config_year(invoer: Bron, place: int) -> int | None:
    """Return the year that the config gives for a file, if it does."""
    if len(invoer.jaar) not in {0, len(invoer.bestand)}:
        raise InputError(
            f"bij 'jaar' staan {len(invoer.jaar)} jaren en bij 'bestand' {len(invoer.bestand)} bestanden. "
            "Noem één jaar per bestand, in dezelfde volgorde, of laat 'jaar' weg."
        )
    return invoer.jaar[place] if invoer.jaar else None


def _years(rows: pd.DataFrame, path: Path, configured: int | None) -> pd.Series:
    """Return the year per row: from a column, else the config, else the file name."""
    column = find(list(rows.columns), _YEAR_NAMES, f"bestand {path.name}")
    if column is not None:
        return as_text(rows[column]).str.extract(r"^(\d{4})", expand=False).dropna().astype(int).reindex(rows.index)
    named = _YEAR.search(path.stem)
    year = configured or (int(named[1]) if named else None)
    if year is None:
        raise InputError(f"bestand {path.name} zegt niet van welk jaar het is. Zet het bij 'jaar' in de configuratie.")
    return pd.Series(year, index=rows.index)


def _land(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a code: the land row where the map also has a row for its large water."""
    if not rows.index.has_duplicates:
        return rows
    water = find(list(rows.columns), ("water",), "")
    return rows if water is None else rows[~(rows.index.duplicated(keep=False) & as_text(rows[water]).eq("JA"))]


def _edition(
    rows: pd.DataFrame, year: int, topics: Mapping[str, Topic], strict: Collection[str], where: str
) -> Edition:
    check_unique(rows.index.to_series(), where, "gebiedcode")
    values: dict[str, Any] = {}
    statuses: dict[str, Any] = {}
    for name, topic in topics.items():
        try:
            cells: tuple[Any, Any] | None = _cells(rows, topic, where)
        except InputError as error:
            if name in strict:
                raise
            _LOG.warning("%s of %d left out: %s", name, year, error)
            cells = np.nan, str(Status.NIET_GEPUBLICEERD)
        if cells is not None:
            values[name], statuses[name] = cells
    return Edition(year, pd.DataFrame(values, index=rows.index), pd.DataFrame(statuses, index=rows.index))


def _cells(rows: pd.DataFrame, topic: Topic, where: str) -> tuple[pd.Series, pd.Series] | None:
    """Return the numbers and statuses of a topic; None when the table does not have it."""
    header = find(list(rows.columns), topic.names, where)
    if header is None:
        return None
    _check_unit(header, topic, where)
    values, statuses = read_cells(rows[header], f"{where}, kolom {header!r}")
    _check_range(values, topic, f"{where}, kolom {header!r}")
    return values, statuses


def read_cells(cells: pd.Series, where: str) -> tuple[pd.Series, pd.Series]:
    """Return the numbers in `cells` (NaN for none) and a status for each; a point or comma may mark decimals.

    A bare ``.`` does not say why the figure is missing, so it is never called suppressed.
    """
    text = cells.astype("string").str.strip().fillna("")
    secret = text == _SECRET_TEXT
    missing = text.isin(_MISSING_TEXT) | secret
    numbers = pd.to_numeric(text.mask(missing).str.replace(",", "."), errors="coerce").astype("float64")
    strange = text[numbers.isna() & ~missing]
    if len(strange):
        raise InputError(f"{where}: {strange.iloc[0]!r} bij {strange.index[0]} is geen getal. Controleer het bestand.")
    secret |= numbers == _SECRET
    published = numbers.notna() & (numbers > _LOWEST_NUMBER)
    status = pd.Series(np.where(published, Status.OK, Status.NIET_GEPUBLICEERD), cells.index, dtype=object)
    return numbers.where(published), status.mask(secret, str(Status.GEHEIM)).astype(str)


def _check_unit(header: str, topic: Topic, where: str) -> None:
    given = unit(header)
    if topic.eenheid is not None and given is not None and given.casefold() != topic.eenheid.casefold():
        raise InputError(
            f"{where}: de kolom {header!r} is in {given!r}, verwacht werd {topic.eenheid!r}. Controleer de tabel."
        )


def _check_range(values: pd.Series, topic: Topic, where: str) -> None:
    strange = values[(values < topic.low) | (values > topic.high)]
    if len(strange):
        raise InputError(
            f"{where}: {strange.iloc[0]:g} bij {strange.index[0]} kan niet; verwacht werd {topic.low:g} tot "
            f"{topic.high:g}. Controleer of dit de goede kolom en eenheid is."
        )


def _joined(year: int, parts: Sequence[Edition]) -> Edition:
    """Return the parts of one year (layers or files) as one edition; of two values the first named file's."""
    edition, *others = parts
    for other in others:
        values = edition.waarden.combine_first(other.waarden)
        edition = Edition(year, values, _joined_status(edition.status, other.status, values))
    return edition


def _joined_status(one: pd.DataFrame, other: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return why each cell has no value: one channel says that a figure is suppressed where another has a dot."""
    first, second = (
        status.astype(object).reindex(
            index=values.index, columns=values.columns, fill_value=str(Status.NIET_GEPUBLICEERD)
        )
        for status in (one, other)
    )
    untold = first == Status.NIET_GEPUBLICEERD
    return first.mask(untold, second).mask(values.notna(), str(Status.OK))


def _table(edition: Edition) -> StatTable:
    values, status = edition.waarden.sort_index(), edition.status.sort_index()
    years = pd.Series(edition.jaar, index=values.columns, dtype="int64")
    return StatTable(values, status, (status == Status.OK).astype("float64"), years)
