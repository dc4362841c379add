"""Figures of other years on the areas of the run: what that takes is only read when a table needs it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wijkkaart.errors import InputError
from wijkkaart.gebieden.division import OTHER_YEARS, Division, fit_division, years_to_draw
from wijkkaart.gebieden.transfer import predecessors
from wijkkaart.inputs import Reading, read_source, record_of
from wijkkaart.layers import StatTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd

    from wijkkaart.config import Config
    from wijkkaart.declarations import Source
    from wijkkaart.extent import Extent
    from wijkkaart.fetching import Fetching
    from wijkkaart.provenance import SourceRecord


@dataclass(frozen=True)
class Reader:
    """What it takes to read a source of the run once more: declarations, config, study area and services."""

    sources: Mapping[str, Source]
    config: Config
    extent: Extent
    fetching: Fetching | None

    def read(self, name: str, **changed: Any) -> Reading:
        """Return how the source called `name` is read, with other fields of the extent."""
        return read_source(self.sources[name], self.config, replace(self.extent, **changed), self.fetching)


def fit_tables(
    layers: Mapping[str, Any],
    gebieden: gpd.GeoDataFrame,
    reader: Reader,
    readings: dict[str, Reading],
) -> tuple[dict[str, Any], list[str]]:
    """Return `layers` with every figure of a table on its own ground, and Dutch remarks on what that changed.

    Where codes were another area in the year of a figure, the outlines of that year are read. Where
    these show that the ground belonged to another gemeente then, the table is read for that one too.
    What is read comes into `readings`.

    Raises
    ------
    InputError
        When the user gave outlines that cannot be used.
    """
    tables = {name: layer for name, layer in layers.items() if isinstance(layer, StatTable)}
    known = Division(tables.get("cbs_kerncijfers"), reader.config.input_of("cbs_buurten").geldig_voor)
    years = {
        name: years_to_draw(table, known, gebieden, reader.sources[name].indeling) for name, table in tables.items()
    }
    division = replace(known, grenzen=_outlines(sorted(set().union(*years.values())), reader, readings))
    fitted: dict[str, Any] = {}
    remarks = []
    for name, table in tables.items():
        abroad = {code for year in years[name] for code in _other_gemeenten(gebieden, division, year, reader.extent)}
        elders = _of_gemeenten(name, tuple(sorted(abroad)), reader, readings) if abroad else None
        fitted[name], remark = fit_division(table, division, gebieden, reader.sources[name].indeling, elders)
        remarks += [f"{reader.sources[name].titel}: {remark}"] if remark else []
    return {**layers, **fitted}, remarks


def _outlines(years: Iterable[int], reader: Reader, readings: dict[str, Reading]) -> dict[int, gpd.GeoDataFrame]:
    """Return the outlines of those `years` that can be had, index gebiedcode."""
    found = {year: reader.read(OTHER_YEARS, jaar=year) for year in years}
    if found:
        record = _together(reader.sources[OTHER_YEARS], [reading.record for reading in found.values()])
        readings[OTHER_YEARS] = Reading(None, record)
    return {
        year: reading.layer.set_index("gebiedcode")
        for year, reading in found.items()
        if reading.layer is not None and len(reading.layer)
    }


def _other_gemeenten(gebieden: gpd.GeoDataFrame, division: Division, year: int, extent: Extent) -> set[str]:
    """Return the gemeenten outside the run that the ground of displaced buurten belonged to in `year`."""
    if year not in division.grenzen:
        return set()
    outlines = division.grenzen[year]
    before = predecessors(division.displaced_buurten(gebieden, year), outlines)
    return set(outlines.loc[before["code"], "gemeentecode"]) - set(extent.gemeenten)


def _of_gemeenten(
    name: str, gemeenten: tuple[str, ...], reader: Reader, readings: dict[str, Reading]
) -> StatTable | None:
    """Return a table for other gemeenten than those of the run; None where it has none of them."""
    try:
        reading = reader.read(name, gemeenten=gemeenten)
    except InputError:
        # The file itself was read before: it only has nothing of these gemeenten.
        return None
    if reading.layer is None:
        return None
    record = _together(reader.sources[name], [readings[name].record, reading.record])
    readings[name] = replace(readings[name], record=record)
    table: StatTable = reading.layer
    return table


def _together(source: Source, records: list[SourceRecord]) -> SourceRecord:
    """Return one record of a source that was read several times."""
    used = [record for record in records if record.status == "gebruikt"]
    if not used:
        return records[0]
    files = dict.fromkeys(pair for record in used for pair in zip(record.bestanden, record.sha256, strict=True))
    return record_of(
        source,
        "gebruikt",
        bestanden=tuple(name for name, _ in files),
        sha256=tuple(checksum for _, checksum in files),
        jaar=tuple(sorted({year for record in used for year in record.jaar})),
        rijen=sum(record.rijen or 0 for record in used),
        opgehaald=min((record.opgehaald for record in used if record.opgehaald), default=""),
        url=used[0].url,
        melding=" ".join(dict.fromkeys(record.melding for record in records if record.melding)),
    )
