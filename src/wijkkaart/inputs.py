"""Reads every source that the run asks for and ties it to the areas.

Nothing here knows a dataset: the declarations in ``sources`` say how each is read.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import shapely

from wijkkaart.errors import InputError, SourceChanged, SourceUnavailable
from wijkkaart.fetching import discard, missing_key, obtain, ways
from wijkkaart.gebieden.aggregation import complete
from wijkkaart.gebieden.transfer import onto_gebieden
from wijkkaart.layers import Areas, Objects, Raster, StatTable
from wijkkaart.provenance import SourceRecord, attribution, sha256
from wijkkaart.spatial.placement import assign_points

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from wijkkaart.config import Bron, Config
    from wijkkaart.declarations import Source
    from wijkkaart.extent import Extent
    from wijkkaart.fetching import Fetching, Obtained, Way

_LOG = logging.getLogger(__name__)
#: Beyond this distance from the outermost object of a register there is no more data (metres).
_EDGE_M = 100.0
NOT_GIVEN = "Geen bestand gegeven, en deze bron is niet zelf op te halen."
NO_KEY = "Geen bestand en geen sleutel gegeven. Zet de sleutel van de uitgever in de omgevingsvariabele {variable}."
OLD = "Deze gegevens zijn {age} dagen oud; zonder --offline worden ze vernieuwd."


@dataclass(frozen=True)
class Reading:
    """What reading one source gave: its layer, or None with the reason in the record."""

    layer: Any
    record: SourceRecord


def read_source(source: Source, config: Config, extent: Extent, fetching: Fetching | None = None) -> Reading:
    """Return the layer of `source` from the file that the config gives for it, else from its service.

    Raises
    ------
    InputError
        When the user gave a file that cannot be used; the message names the source.
    """
    invoer = config.input_of(source.id)
    if not config.wants(source.id):
        return Reading(None, record_of(source, "uit", melding="In de configuratie op 'uit' gezet."))
    if not invoer.bestand and source.dienst is not None and fetching is not None:
        return _read_fetched(source, invoer, extent, fetching)
    if not invoer.bestand:
        return Reading(None, record_of(source, "niet_gegeven", melding=NOT_GIVEN))
    try:
        layer = source.read(invoer, extent)
    except InputError as error:
        raise InputError(f"bronnen.{source.id}: {error}") from error
    return Reading(_of_year(layer, invoer.jaar), used(source, invoer, layer))


def _read_fetched(source: Source, invoer: Bron, extent: Extent, fetching: Fetching) -> Reading:
    """Return the layer of a source from the first of its services that gives it; a dead one never stops a run."""
    if variable := missing_key(source):
        return Reading(None, record_of(source, "niet_gegeven", melding=NO_KEY.format(variable=variable)))
    problems: list[Exception] = []
    for way in ways(source, invoer, extent.jaar):
        try:
            found = obtain(way, extent, fetching)
        except (SourceUnavailable, SourceChanged) as error:
            problems.append(error)
            continue
        try:
            layer = expected(source, source.read(found.invoer, extent))
        except (SourceUnavailable, SourceChanged, InputError) as error:
            problems.append(SourceChanged(f"{_host(way)} geeft iets anders dan verwacht: {error}"))
        except Exception as error:  # noqa: BLE001 - one odd answer of a service must never cost the run its other sources
            _LOG.exception("reading %s", source.id)
            problems.append(SourceChanged(f"{_host(way)} is niet te lezen ({type(error).__name__}). Meld dit."))
        else:
            record = _fetched(source, found, layer, fetching, way.service.ververs_dagen)
            return Reading(_of_year(layer, found.invoer.jaar[:1]), record)
        discard(found.snapshots, fetching)
    return Reading(None, _failed(source, problems[0]))


def _host(way: Way) -> str:
    return f"De dienst {urlsplit(way.invoer.url or way.service.url).hostname}"


def _failed(source: Source, problem: Exception) -> SourceRecord:
    """Return the record of a source that could not be had.

    The first problem says what is wrong with the preferred service; the others are only a way round.
    An address that nobody confirmed and that proves to have no such layer is no failure of this run.
    """
    unsure = all(service.zekerheid == "C" for service in source.diensten)
    status = "niet_gegeven" if unsure and isinstance(problem, SourceChanged) else "mislukt"
    advice = f"U kunt ook een bestand geven bij bronnen.{source.id}."
    return record_of(source, status, melding=f"{problem} {advice}")


def expected(source: Source, layer: Any) -> Any:
    """Return `layer`, unless it cannot be this dataset.

    Empty where the register fills the country (a zero would be a lie), or a table without
    any of the figures that make it this table.

    Raises
    ------
    SourceChanged
        When nothing came, or something else.
    """
    rows = layer.rows if isinstance(layer, Areas) else layer
    if source.vlakdekkend and isinstance(rows, pd.DataFrame) and rows.empty:
        raise SourceChanged(f"De dienst van {source.titel} geeft voor dit gebied niets terug.")
    # A column may go on with its year, as in a_misdrijven_2024.
    if isinstance(layer, StatTable) and not layer.waarden.columns.str.startswith(source.verwachte_velden).any():
        raise SourceChanged(f"De tabel {source.titel} heeft geen {' of '.join(source.verwachte_velden)}.")
    return layer


def _fetched(source: Source, found: Obtained, layer: Any, fetching: Fetching, refresh_days: int) -> SourceRecord:
    """Return the record of a source that was read from snapshots; its date is that of the oldest."""
    manifests = [snapshot.manifest for snapshot in found.snapshots]
    age = max(snapshot.age_days(fetching.vandaag) for snapshot in found.snapshots)
    remarks = list(found.opmerkingen)
    if fetching.http is None and age > refresh_days:
        remarks.append(OLD.format(age=age))
    return replace(
        used(source, found.invoer, layer),
        opgehaald=min(str(manifest["opgehaald"]) for manifest in manifests),
        url=next(iter(manifests[0]["urls"]), "").partition("?")[0],
        melding=" ".join(remarks),
    )


def _of_year(layer: Any, years: tuple[int, ...]) -> Any:
    """Return a map speaking of the year that the config gives; a table knows its own years."""
    return replace(layer, peiljaar=years[-1]) if years and isinstance(layer, Raster | Areas) else layer


def record_of(source: Source, status: str, **details: Any) -> SourceRecord:
    """Return a record that carries the declaration's title, licence and attribution."""
    return SourceRecord(
        source.id,
        source.titel,
        source.uitgever,
        source.licentie,
        attribution(source.naamsvermelding, details.get("jaar", ())),
        status,
        **details,
    )


def used(source: Source, invoer: Bron, layer: Any) -> SourceRecord:
    """Return the record of a source that was read from local files."""
    return record_of(
        source,
        "gebruikt",
        bestanden=tuple(path.name for path in invoer.bestand),
        sha256=tuple(sha256(path) for path in invoer.bestand),
        jaar=invoer.jaar or _years(layer),
        rijen=_size(layer),
    )


def _years(layer: Any) -> tuple[int, ...]:
    if isinstance(layer, StatTable):
        return tuple(sorted({int(year) for year in layer.peiljaar.dropna()}))
    if isinstance(layer, pd.DataFrame) and "indelingsjaar" in layer:
        return tuple(sorted({int(year) for year in layer["indelingsjaar"].dropna()}))
    year = getattr(layer, "peiljaar", None)
    return (int(year),) if year else ()


def _size(layer: Any) -> int:
    if isinstance(layer, StatTable):
        return len(layer.waarden)
    layer = layer.rows if isinstance(layer, Areas) else layer
    return len(layer) if isinstance(layer, pd.DataFrame) else int(np.size(layer.values))


def tie_tables(
    layers: Mapping[str, Any],
    gebieden: gpd.GeoDataFrame,
    shares: pd.DataFrame,
) -> dict[str, Any]:
    """Return `layers` with every table completed to a row per gebied.

    The counts to weight with come from ``cbs_kerncijfers`` where it is there, else from
    the table itself. Where not all buurten of a wijk or gemeente are in the run, its
    published row speaks of another area than the map shows, so it is worked out from them.
    """
    partial = gebieden.index[~gebieden["volledig"]]
    tables = {name: _without(layer, partial) for name, layer in layers.items() if isinstance(layer, StatTable)}
    kerncijfers = tables.get("cbs_kerncijfers")
    whole = {name: complete(table, kerncijfers or table, gebieden.index, shares) for name, table in tables.items()}
    return {**layers, **whole}


def tie_areas(layers: Mapping[str, Any], gebieden: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return `layers` with every figure per area of another division moved onto the areas of the run."""
    return {
        name: onto_gebieden(layer, gebieden) if isinstance(layer, Areas) else layer for name, layer in layers.items()
    }


def _without(table: StatTable, codes: pd.Index) -> StatTable:
    def cut(edition: StatTable) -> StatTable:
        return replace(
            edition,
            waarden=edition.waarden.drop(codes, errors="ignore"),
            status=edition.status.drop(codes, errors="ignore"),
            dekking=edition.dekking.drop(codes, errors="ignore"),
        )

    return table.map_editions(cut)


def tie_objects(
    layers: Mapping[str, Any],
    sources: Mapping[str, Source],
    years: Mapping[str, tuple[int, ...]],
    gebieden: gpd.GeoDataFrame,
) -> dict[str, Any]:
    """Return `layers` with every object layer placed in its buurt, wijk, gemeente and own areas.

    `years` holds per source the years that its record names; the last is that of the objects.
    """
    return {
        name: replace(
            place_objects(layer, gebieden, dense=sources[name].vlakdekkend),
            peiljaar=max(years[name], default=None),
        )
        if sources[name].soort == "objecten"
        else layer
        for name, layer in layers.items()
    }


def place_objects(rows: gpd.GeoDataFrame, gebieden: gpd.GeoDataFrame, *, dense: bool) -> Objects:
    """Return `rows` as ``Objects``: each in exactly one buurt, and in all that the buurt is part of.

    Parameters
    ----------
    rows
        Objects, EPSG:28992, unique index; polygons and lines count at a point on them.
    dense
        Whether a gebied outside the extent of `rows` is not covered.
    """
    points = rows.geometry.representative_point() if not _are_points(rows) else rows.geometry
    buurten = gebieden[gebieden["niveau"] == "buurt"]
    buurt = assign_points(points, buurten).dropna()
    levels = [buurt, buurt.map(buurten["wijkcode"]), buurt.map(buurten["gemeentecode"])]
    own = gebieden[gebieden["niveau"] == "eigen"]
    levels += [assign_points(points, own.loc[[code]]).dropna() for code in own.index]
    links = pd.concat(levels) if levels else buurt
    links = links[links.isin(gebieden.index)]
    membership = pd.DataFrame({"object": links.index, "gebied": links.to_numpy()})
    covered = _covered(rows, gebieden) if dense else pd.Series(1.0, index=gebieden.index)
    return Objects(rows, membership, covered)


def _are_points(rows: gpd.GeoDataFrame) -> bool:
    return bool((rows.geom_type == "Point").all())


def _covered(rows: gpd.GeoDataFrame, gebieden: gpd.GeoDataFrame) -> pd.Series:
    """Return the share (0-1) of each gebied inside the extent of `rows`, with a small margin."""
    if rows.empty:
        return pd.Series(0.0, index=gebieden.index)
    edge = shapely.box(*rows.total_bounds).buffer(_EDGE_M, join_style="mitre")
    share: pd.Series = gebieden.geometry.intersection(edge).area / gebieden.area
    return share
