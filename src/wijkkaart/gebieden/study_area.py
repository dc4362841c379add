"""The first step of a run: which areas it is about, and with which outlines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.config import GEMEENTECODE
from wijkkaart.errors import InputError, NoBoundariesError
from wijkkaart.extent import RIM_M, Extent
from wijkkaart.fetch.vector import is_empty, layer_names, open_layer, read_vector, repair
from wijkkaart.gebieden.aggregation import membership_shares
from wijkkaart.gebieden.build import add_own_areas, build_gebieden, choose_buurten, own_area_shares
from wijkkaart.gebieden.lookup import find_gemeente
from wijkkaart.inputs import Reading, read_source, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

    from wijkkaart.config import Config, EigenGebieden, Gebied
    from wijkkaart.declarations import Source
    from wijkkaart.fetching import Fetching


@dataclass(frozen=True)
class StudyArea:
    """The areas of a run.

    Parameters
    ----------
    gebieden
        All niveaus, index gebiedcode, EPSG:28992.
    shares
        Which part of which buurt makes up a wijk, gemeente or own area: columns buurt, gebied,
        aandeel and aandeel_vlak.
    extent
        Bounding box with its rim, and the gemeenten.
    naam
        Official name of the (largest) gemeente, for a run without a title of its own.
    readings
        How the area sources were read, by source id.
    """

    gebieden: gpd.GeoDataFrame
    shares: pd.DataFrame
    extent: Extent
    naam: str
    readings: dict[str, Reading]


def read_study_area(
    config: Config,
    sources: Mapping[str, Source],
    fetching: Fetching | None = None,
) -> StudyArea:
    """Return the areas that the config asks for.

    Raises
    ------
    NoBoundariesError
        Without boundaries there is nothing to show.
    ConfigError, InputError
        For areas that are not in the file, or a file that cannot be used.
    """
    area = config.gebied
    readings = {}
    wanted = Extent(jaar=area.jaar)
    if fetching is not None and not config.input_of("cbs_buurten").bestand:
        readings["kadaster_gemeenten"] = _read_names(sources, config, fetching)
        codes = _gemeentecodes(area, readings["kadaster_gemeenten"])
        wanted = Extent(gemeenten=codes, jaar=area.jaar)
        area = area.model_copy(update={"gemeenten": codes if area.gemeenten else ()})
    readings["cbs_buurten"] = read_source(sources["cbs_buurten"], config, wanted, fetching)
    if readings["cbs_buurten"].layer is None:
        reason = readings["cbs_buurten"].record.melding
        raise NoBoundariesError(
            f"Er zijn geen grenzen van buurten. {reason} U kunt ook een bestand geven bij bronnen.cbs_buurten, "
            "bijvoorbeeld de Wijk- en Buurtkaart (GeoPackage) van CBS en Kadaster."
        )
    buurten = choose_buurten(readings["cbs_buurten"].layer, area)
    wanted = replace(wanted, jaar=_edition(buurten) or wanted.jaar)
    for name, layer in (("cbs_wijken", "wijken"), ("cbs_gemeenten", "gemeenten")):
        readings[name] = _read_outline(sources[name], layer, config, wanted, fetching)
        _check_edition(name, readings[name].layer, buurten, config)
    gebieden = build_gebieden(buurten, readings["cbs_wijken"].layer, readings["cbs_gemeenten"].layer, area)
    shares = membership_shares(buurten, ["wijkcode", "gemeentecode"])
    if area.eigen_gebieden is not None:
        gebieden = add_own_areas(gebieden, _read_own(area.eigen_gebieden))
        own = own_area_shares(gebieden, gebieden[gebieden["niveau"] == "eigen"])
        shares = pd.concat([shares, own.drop(columns="m2")], ignore_index=True)
    # BAG and maps are as new as they are; only where areas were fetched do figures follow their edition.
    jaar = wanted.jaar if readings["cbs_buurten"].record.opgehaald else config.gebied.jaar
    return StudyArea(gebieden, shares, _extent(gebieden, buurten, jaar), _name(buurten), readings)


def _read_names(sources: Mapping[str, Source], config: Config, fetching: Fetching) -> Reading:
    """Return the names of all gemeenten; only asked for when the config names one by name."""
    source = sources["kadaster_gemeenten"]
    if all(GEMEENTECODE.fullmatch(name) for name in config.gebied.gemeenten):
        return Reading(None, record_of(source, "uit", melding="Niet nodig: de gemeenten zijn met hun code genoemd."))
    reading = read_source(source, config, Extent(jaar=config.gebied.jaar), fetching)
    if reading.layer is None:
        raise NoBoundariesError(
            f"De code van de gemeente is niet te vinden. {reading.record.melding} "
            "Noem de gemeente met haar code, bijvoorbeeld GM0503."
        )
    return reading


def _gemeentecodes(area: Gebied, names: Reading) -> tuple[str, ...]:
    """Return the codes of all gemeenten that the config speaks of."""
    known = [name for name in area.gemeenten if GEMEENTECODE.fullmatch(name)]
    named = [find_gemeente(name, names.layer) for name in area.gemeenten if not GEMEENTECODE.fullmatch(name)]
    parts = [f"GM{code[2:6]}" for code in (*area.wijken, *area.buurten)]
    return tuple(sorted({*known, *named, *parts}))


def _read_outline(
    source: Source,
    layer: str,
    config: Config,
    extent: Extent,
    fetching: Fetching | None,
) -> Reading:
    """Return wijken or gemeenten from their own file, or from the file that holds the buurten."""
    invoer = config.input_of(source.id)
    buurten = config.input_of("cbs_buurten")
    beside = buurten.bestand and not invoer.bestand and config.wants(source.id)
    if beside and _holds(buurten.bestand[0], layer):
        same_file = buurten.model_copy(update={"laag": layer})
        config = config.model_copy(update={"bronnen": {**config.bronnen, source.id: same_file}})
    return read_source(source, config, extent, fetching)


def _edition(areas: gpd.GeoDataFrame) -> int | None:
    """Return the newest year of the division that the areas are of; None where they do not say."""
    return max((int(year) for year in areas["indelingsjaar"].dropna()), default=None)


def _check_edition(name: str, outline: gpd.GeoDataFrame | None, buurten: gpd.GeoDataFrame, config: Config) -> None:
    """Refuse wijken or gemeenten of another year than the buurten: a code may be another area by then."""
    if outline is None:
        return
    drawn, other = (set(areas["indelingsjaar"].dropna().astype(int)) for areas in (buurten, outline))
    vouched = {*config.input_of("cbs_buurten").geldig_voor, *config.input_of(name).geldig_voor}
    if drawn and not other <= drawn | vouched and not drawn <= vouched:
        raise InputError(
            f"bronnen.{name} is van {max(other)} en bronnen.cbs_buurten van {max(drawn)}. Neem van alle niveaus "
            "dezelfde uitgave (gebied.jaar). Is de indeling gelijk gebleven? Zet dan bij cbs_buurten: "
            f"geldig_voor: [{max(other)}]."
        )


def _holds(path: Path, layer: str) -> bool:
    """Return whether a GeoPackage holds a layer: the official file has wijken and gemeenten beside the buurten."""
    return path.suffix.lower() == ".gpkg" and layer in layer_names(path)


def _read_own(own: EigenGebieden) -> gpd.GeoDataFrame:
    layer = open_layer(own.bestand, own.laag)
    rows = repair(read_vector(layer), layer.where)
    if own.naamveld not in rows:
        fields = ", ".join(column for column in rows.columns if column != "geometry")
        raise InputError(
            f"{own.bestand.name} heeft geen veld {own.naamveld!r} (wel: {fields}). "
            "Pas gebied.eigen_gebieden.naamveld aan."
        )
    rows = rows[~is_empty(rows) & rows.geom_type.isin(["Polygon", "MultiPolygon"])]
    if rows.empty:
        raise InputError(f"{own.bestand.name} heeft geen vlakken. Teken het gebied als vlak (polygoon).")
    named = rows.assign(naam=rows[own.naamveld].astype(str))
    return named[["naam", "geometry"]].reset_index(drop=True)


def _extent(gebieden: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame, jaar: int | None) -> Extent:
    minx, miny, maxx, maxy = gebieden.total_bounds
    box = (minx - RIM_M, miny - RIM_M, maxx + RIM_M, maxy + RIM_M)
    codes = tuple(sorted(set(gebieden["gemeentecode"])))
    named = buurten.dropna(subset=["gemeentenaam"])
    names = dict(zip(named["gemeentecode"], named["gemeentenaam"].astype(str), strict=True))
    return Extent(box, codes, jaar, tuple(sorted(names.items())))


def _name(buurten: gpd.GeoDataFrame) -> str:
    names = list(dict.fromkeys(buurten["gemeentenaam"].dropna().astype(str)))
    return " en ".join(names) if names else "Onbekend gebied"
