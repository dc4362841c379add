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
from wijkkaart.declarations import WIJKTYPE_BRONNEN
from wijkkaart.dna.agreement import fit_of_estimate
from wijkkaart.dna.place import place_names
from wijkkaart.dna.profile import build_dna
from wijkkaart.extent import Extent
from wijkkaart.gebieden.aggregation import by_homes
from wijkkaart.gebieden.build import mark_complete, mark_inhabited
from wijkkaart.gebieden.context import build_context, build_straten
from wijkkaart.gebieden.division import OTHER_YEARS, check_division
from wijkkaart.gebieden.other_years import Reader, fit_tables
from wijkkaart.gebieden.study_area import StudyArea, read_study_area
from wijkkaart.ingredients.bag import homes
from wijkkaart.inputs import Reading, read_source, tie_areas, tie_objects, tie_tables
from wijkkaart.koppelkansen.eigen import read_voices
from wijkkaart.koppelkansen.find import find_koppelkansen
from wijkkaart.koppelkansen.own_cards import with_voices
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.koppelkansen.samenhang import Tables, find_samenhang
from wijkkaart.koppelkansen.timeline import timeline
from wijkkaart.measure import measure
from wijkkaart.provenance import sha256
from wijkkaart.result import Result
from wijkkaart.scoring.methods import method_remark
from wijkkaart.scoring.notation import dutch_number
from wijkkaart.scoring.peers import NATIONAL_TABLE, PUBLISHED, needs_peers
from wijkkaart.scoring.place import Country, Placed, place
from wijkkaart.scoring.plausibility import correlate, sentences
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
    gebieden, layers, _ = _tie(config, sources, area, readings, fetching)
    _country(config, gebieden, layers, readings, fetching)
    return readings


def with_example(config: Config, folder: Path) -> Config:
    """Return `config` with the files of Voorbeeldstad, written to `folder`, where it names none."""
    example = write_sources(folder)
    files = {name: Bron.model_validate(entry) for name, entry in example.bronnen.items()}
    given = {name: entry for name, entry in config.bronnen.items() if entry.bestand or entry.url or not entry.aan}
    own = {**example.eigen, **{key: paths for key, paths in config.eigen if paths}}
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
    gebieden, layers, remarks = _tie(config, sources, area, readings, fetching)
    planjaar = config.drempels.planjaar or _newest_year(gebieden, layers)

    progress(f"{len(all_indicators())} indicatoren berekenen voor {len(gebieden)} gebieden")
    dna = _dna(gebieden, layers)
    long = measure(all_indicators(), layers, gebieden, planjaar, dna)
    progress("Scores, sterke punten en koppelkansen")
    country = _country(config, gebieden, layers, readings, fetching)
    placed = place(long, gebieden, all_opgaven(), config, country)
    tables = {**_judgements(config, rules, placed, gebieden, planjaar), "dna": dna.reset_index()}
    tables["samenhang"] = _samenhang(config, rules, placed, tables, gebieden)
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
        meldingen=tuple(item for item in (*remarks, method_remark(config.scores), fit_of_estimate(dna)) if item),
        toetsen=_toetsen(placed, gebieden),
        planjaar=planjaar,
    )


def _toetsen(placed: Placed, gebieden: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Return what the Leefbaarometer says of the scores."""
    return sentences(correlate(placed.long, placed.scores, gebieden), all_opgaven(), gebieden)


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
    voices = read_voices(config.eigen, gebieden, rules)
    koppelkansen = find_koppelkansen(
        rules,
        long,
        scores,
        voices.stemmen,
        gebieden,
        limits.hoog,
        planjaar,
        limits.planhorizon_jaren,
        draws=placed.trekkingen,
    )
    koppelkansen = with_voices(koppelkansen, voices, gebieden, planjaar, limits.planhorizon_jaren)
    contracts.check_koppelkansen(koppelkansen)
    return {
        "indicatoren": long,
        "scores": scores,
        "koppelkansen": koppelkansen,
        "sterke_punten": find_strengths(long, gebieden, all_opgaven()),
        "samenhang_indicatoren": placed.samenhang_indicatoren,
        "keuzes": placed.keuzes,
        "stemmen": voices.stemmen,
        "tijdlijn": timeline(voices, gebieden, planjaar),
    }


def _samenhang(
    config: Config,
    rules: tuple[Rule, ...],
    placed: Placed,
    tables: Mapping[str, pd.DataFrame],
    gebieden: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Return what meets more often than by chance."""
    wijktypen = tables["dna"].set_index("gebiedcode")
    read = Tables(placed.long, placed.scores, tables["koppelkansen"], wijktypen, gebieden)
    return find_samenhang(read, rules, all_opgaven(), config.drempels.hoog, placed.opnieuw)


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
    dna = build_dna(gebieden, *(layers.get(name) for name in WIJKTYPE_BRONNEN))
    return dna.join(place_names(gebieden, layers)).rename_axis("gebiedcode")


def _read_rest(
    config: Config,
    sources: Mapping[str, Any],
    area: StudyArea,
    progress: Progress,
    fetching: Fetching | None,
) -> dict[str, Reading]:
    readings = {}
    for name, source in sources.items():
        if name in area.readings or source.soort in {"namen", "vergelijking", "indeling"}:
            continue
        readings[name] = read_source(source, config, area.extent, fetching)
        if (rows := readings[name].record.rijen) is not None:
            what = "cellen" if source.soort == "raster" else "rijen"
            progress(f"{source.titel}: {dutch_number(rows)} {what}")
    return readings


def _tie(
    config: Config,
    sources: Mapping[str, Any],
    area: StudyArea,
    readings: dict[str, Reading],
    fetching: Fetching | None,
) -> tuple[gpd.GeoDataFrame, dict[str, Any], list[str]]:
    """Return the areas (now with who is inhabited), the layers tied to them, and remarks.

    What tables of another year need besides is read here, and comes into `readings`.
    """
    gebieden = area.gebieden
    layers = {
        name: reading.layer
        for name, reading in readings.items()
        if reading.layer is not None and sources[name].soort not in {"gebieden", "namen"}
    }
    remarks = []
    if (kerncijfers := layers.get("cbs_kerncijfers")) is not None:
        drawn_too = config.input_of(OTHER_YEARS).bestand
        if config.input_of("cbs_kerncijfers").bestand and not kerncijfers.edities and not drawn_too:
            remarks.append(check_division(gebieden, kerncijfers, config.input_of("cbs_buurten").geldig_voor))
        gebieden = mark_complete(gebieden, kerncijfers["a_inw"].waarde, area.shares)
    layers, moved = fit_tables(layers, gebieden, Reader(sources, config, area.extent, fetching), readings)
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
    return gebieden, layers, [remark for remark in (*remarks, *moved) if remark]


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
    area = config.gebied.eigen_gebieden
    own = None if area is None else area.bestand
    return [path for path in (own, config.koppelregels, *config.eigen.bestanden) if path is not None]
