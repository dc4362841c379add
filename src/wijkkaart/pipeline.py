"""The chain, top to bottom: sources, layers, indicators, scores, koppelkansen.

Each step reads only what earlier steps returned; writing is the caller's business.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import wijkkaart
from wijkkaart import contracts
from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources
from wijkkaart.config import Bron, Config, Eigen, EigenGebieden
from wijkkaart.dna.profile import build_dna
from wijkkaart.extent import Extent
from wijkkaart.gebieden.aggregation import by_homes
from wijkkaart.gebieden.build import mark_complete, mark_inhabited
from wijkkaart.gebieden.context import build_context, build_straten
from wijkkaart.gebieden.division import check_division, fit_division
from wijkkaart.gebieden.study_area import StudyArea, read_study_area
from wijkkaart.ingredients.bag import homes
from wijkkaart.inputs import Reading, read_source, tie_areas, tie_objects, tie_tables
from wijkkaart.koppelkansen.eigen import read_voices
from wijkkaart.koppelkansen.find import find_koppelkansen
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.layers import StatTable
from wijkkaart.measure import measure
from wijkkaart.provenance import sha256
from wijkkaart.result import Result
from wijkkaart.scoring.peers import NATIONAL_TABLE, PUBLISHED, needs_peers
from wijkkaart.scoring.place import Country, Placed, place
from wijkkaart.scoring.strengths import find_strengths
from wijkkaart.voorbeeldstad import write_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd

    from wijkkaart.fetching import Fetching
    from wijkkaart.koppelkansen.rule import Rule

    Progress = Callable[[str], None]


def run(config: Config, progress: Progress, fetching: Fetching | None = None) -> Result:
    """Return the finished tables for one study area.

    Parameters
    ----------
    config
        The study area; for the made-up municipality its files are made on the spot.
    progress
        Called with one Dutch line per stage.
    fetching
        How sources without a file are fetched; None to use files only.

    Raises
    ------
    WijkkaartError
        With one Dutch message: what is wrong, where, and what to do.
    """
    if not config.fictief:
        return _run(config, progress, fetching)
    with tempfile.TemporaryDirectory(prefix="wijkkaart-") as folder:
        progress("Voorbeeldstad maken (verzonnen gegevens)")
        return _run(with_example(config, Path(folder)), progress, fetching)


def read_sources(config: Config, progress: Progress, fetching: Fetching) -> dict[str, Reading]:
    """Return how every source of the study area was read, by source id; this fills the snapshots."""
    sources = all_sources()
    area = read_study_area(config, sources, fetching)
    readings = {**area.readings, **_read_rest(config, sources, area, progress, fetching)}
    gebieden, layers, _ = _tie(config, sources, area, readings)
    _country(config, gebieden, layers, readings, fetching)
    return readings


def with_example(config: Config, folder: Path) -> Config:
    """Return `config` with the files of Voorbeeldstad, written to `folder`, where it names none."""
    example = write_sources(folder)
    files = {name: Bron.model_validate(entry) for name, entry in example.bronnen.items()}
    given = {name: entry for name, entry in config.bronnen.items() if entry.bestand or entry.url or not entry.aan}
    own = {**example.eigen, **{key: path for key, path in config.eigen if path is not None}}
    area = config.gebied
    if area.eigen_gebieden is None:
        area = area.model_copy(update={"eigen_gebieden": EigenGebieden.model_validate(example.eigen_gebieden)})
    update = {"bronnen": {**files, **given}, "eigen": Eigen.model_validate(own), "gebied": area}
    return config.model_copy(update=update)


def _run(config: Config, progress: Progress, fetching: Fetching | None) -> Result:
    sources, rules = all_sources(), load_rules(config.koppelregels)

    progress("Gebieden lezen")
    area = read_study_area(config, sources, fetching)
    readings = {**area.readings, **_read_rest(config, sources, area, progress, fetching)}
    gebieden, layers, remarks = _tie(config, sources, area, readings)
    planjaar = config.drempels.planjaar or _newest_year(gebieden, layers)

    progress(f"{len(all_indicators())} indicatoren berekenen voor {len(gebieden)} gebieden")
    long = measure(all_indicators(), layers, gebieden, planjaar)
    progress("Scores, sterke punten en koppelkansen")
    country = _country(config, gebieden, layers, readings, fetching)
    placed = place(long, gebieden, all_opgaven(), config, country)
    tables = {**_judgements(config, rules, placed, gebieden, planjaar), "dna": _dna(gebieden, layers)}
    run_id = _run_id(config, readings)
    return Result(
        naam=config.naam or area.naam,
        run_id=run_id,
        fictief=config.fictief,
        config=config,
        gebieden=gebieden,
        **{name: contracts.shape(name, table, run_id, gebieden) for name, table in tables.items()},
        straten=build_straten(layers, gebieden),
        bronnen=tuple(readings[name].record for name in sorted(readings)),
        regels=rules,
        context=build_context(layers, gebieden),
        meldingen=tuple(remarks),
    )


def _judgements(
    config: Config,
    rules: tuple[Rule, ...],
    placed: Placed,
    gebieden: gpd.GeoDataFrame,
    planjaar: int,
) -> dict[str, pd.DataFrame]:
    """Return figures, scores, strengths, voices and koppelkansen, by table name."""
    long, scores, limits = placed.long, placed.scores, config.drempels
    contracts.check_indicators(long, all_indicators(), gebieden.index)
    contracts.check_scores(scores)
    voices = read_voices(config.eigen.ambities, config.eigen.werken, config.eigen.verhalen, gebieden)
    koppelkansen = find_koppelkansen(
        rules,
        long,
        scores,
        voices,
        gebieden,
        limits.hoog,
        planjaar,
        limits.planhorizon_jaren,
        draws=placed.trekkingen,
    )
    contracts.check_koppelkansen(koppelkansen)
    return {
        "indicatoren": long,
        "scores": scores,
        "koppelkansen": koppelkansen,
        "sterke_punten": find_strengths(long, gebieden, all_opgaven()),
        "stemmen": voices,
    }


def _country(
    config: Config,
    gebieden: gpd.GeoDataFrame,
    layers: Mapping[str, Any],
    readings: dict[str, Reading],
    fetching: Fetching | None,
) -> Country | None:
    """Return what is compared with; the national table is only read when a run compares with it."""
    reference, local = config.referentie, layers.get(PUBLISHED)
    if local is None or not needs_peers(gebieden, reference.populatie, reference.minimum):
        return None
    source = all_sources()[NATIONAL_TABLE]
    reading = read_source(source, config, Extent(), fetching)
    readings[source.id] = reading
    return None if reading.layer is None else Country(local, reading.layer)


def _dna(gebieden: gpd.GeoDataFrame, layers: Mapping[str, Any]) -> pd.DataFrame:
    names = ("cbs_kerncijfers", "bag_verblijfsobjecten", "bag_panden", "kea_wijktypen")
    return build_dna(gebieden, *(layers.get(name) for name in names)).rename_axis("gebiedcode").reset_index()


def _read_rest(
    config: Config,
    sources: Mapping[str, Any],
    area: StudyArea,
    progress: Progress,
    fetching: Fetching | None,
) -> dict[str, Reading]:
    readings = {}
    for name, source in sources.items():
        if name in area.readings or source.soort in {"namen", "vergelijking"}:
            continue
        readings[name] = read_source(source, config, area.extent, fetching)
        if (rows := readings[name].record.rijen) is not None:
            what = "cellen" if source.soort == "raster" else "rijen"
            progress(f"{source.titel}: {rows:,} {what}".replace(",", "."))
    return readings


def _tie(
    config: Config,
    sources: Mapping[str, Any],
    area: StudyArea,
    readings: Mapping[str, Reading],
) -> tuple[gpd.GeoDataFrame, dict[str, Any], list[str]]:
    """Return the areas (now with who is inhabited), the layers tied to them, and remarks."""
    gebieden = area.gebieden
    layers = {
        name: reading.layer
        for name, reading in readings.items()
        if reading.layer is not None and sources[name].soort not in {"gebieden", "namen"}
    }
    remarks = []
    if (kerncijfers := layers.get("cbs_kerncijfers")) is not None:
        if config.input_of("cbs_kerncijfers").bestand and not kerncijfers.edities:
            remarks.append(check_division(gebieden, kerncijfers, config.input_of("cbs_buurten").geldig_voor))
        gebieden = mark_complete(gebieden, kerncijfers["a_inw"].waarde, area.shares)
    vouched = config.input_of("cbs_buurten").geldig_voor
    for name in [name for name, layer in layers.items() if isinstance(layer, StatTable)]:
        layers[name], remark = fit_division(layers[name], kerncijfers, gebieden, sources[name].indeling, vouched)
        remarks.append(remark and f"{sources[name].titel}: {remark}")
    if config.gebied.alleen_volledig:
        gebieden = gebieden[gebieden["volledig"] | gebieden["niveau"].isin(["buurt", "eigen"])]
    years = {name: readings[name].record.jaar for name in layers}
    layers = tie_objects(layers, sources, years, gebieden)
    shares = area.shares
    if "bag_verblijfsobjecten" in layers:
        shares = by_homes(shares, homes(layers["bag_verblijfsobjecten"]))
    layers = tie_areas(tie_tables(layers, gebieden, shares), gebieden)
    if "cbs_kerncijfers" in layers:
        gebieden = mark_inhabited(gebieden, layers["cbs_kerncijfers"]["a_inw"].waarde)
    contracts.check_gebieden(gebieden)
    return gebieden, layers, [remark for remark in remarks if remark]


def _newest_year(gebieden: gpd.GeoDataFrame, layers: Mapping[str, Any]) -> int:
    """Return the newest year that the data speak of: there is no clock in a result."""
    years = [int(year) for year in gebieden["indelingsjaar"].dropna()]
    for layer in layers.values():
        year = layer.peiljaar
        years += [int(item) for item in (year.dropna() if isinstance(year, pd.Series) else [year]) if item]
    return max(years)


def _run_id(config: Config, readings: Mapping[str, Reading]) -> str:
    """Return 12 hexadecimal digits that are the same for the same inputs, config and code version."""
    # Where a file stands says nothing about a run; what is in it does.
    settings = config.model_dump(mode="json", exclude={"uitvoer", "bronnen", "eigen", "koppelregels"})
    settings["gebied"].pop("eigen_gebieden")
    files = {name: reading.record.sha256 for name, reading in sorted(readings.items())}
    own = [sha256(path) for path in _own_files(config)]
    text = json.dumps([wijkkaart.__version__, settings, files, own], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _own_files(config: Config) -> list[Path]:
    """Return the files that gemeente and residents brought, in a fixed order."""
    area, voices = config.gebied.eigen_gebieden, config.eigen
    own = None if area is None else area.bestand
    named = [own, config.koppelregels, voices.ambities, voices.werken, voices.verhalen]
    return [path for path in named if path is not None]
