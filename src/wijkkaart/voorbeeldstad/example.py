"""Voorbeeldstad on disk: one call writes every source file and says how a config names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad import (
    addresses,
    assets,
    atlas,
    cbs_files,
    extras,
    figures,
    heat,
    publish,
    rasters,
    surroundings,
    tables,
    timetable,
    topography,
    transport,
    voices,
)
from wijkkaart.voorbeeldstad.buildings import place_panden
from wijkkaart.voorbeeldstad.files import write_layer
from wijkkaart.voorbeeldstad.landcover import lay_ground
from wijkkaart.voorbeeldstad.neighbours import draw_neighbours
from wijkkaart.voorbeeldstad.plan import draw_plan
from wijkkaart.voorbeeldstad.streets import building_ground, draw_streets, open_ground
from wijkkaart.voorbeeldstad.terrain import lay_terrain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

Entries = dict[str, dict[str, Any]]
BAG_LAYERS = {"panden": "pand", "verblijfsobjecten": "verblijfsobject"}


@dataclass(frozen=True)
class Example:
    """The files of the made-up municipality, in the words of a config.

    Parameters
    ----------
    bronnen
        Source id -> the keys of a ``bronnen:`` entry (bestand, laag, jaar, ...).
    eigen
        ambities, werken, verhalen, koppelkansen, ontmoetingsplekken and oordelen -> file.
    eigen_gebieden
        bestand and naamveld of the project area.
    """

    bronnen: dict[str, dict[str, Any]]
    eigen: dict[str, Path]
    eigen_gebieden: dict[str, Any]


@dataclass(frozen=True)
class Town:
    """The made-up municipality before it is written."""

    plan: Plan
    streets: gpd.GeoDataFrame
    panden: gpd.GeoDataFrame
    objects: gpd.GeoDataFrame


def build_town(rng: np.random.Generator) -> Town:
    """Return the streets, panden and verblijfsobjecten on the drawn map."""
    plan = draw_plan()
    streets = draw_streets(plan, open_ground(plan, 0), rng)
    placed = place_panden(streets, plan.buurten["wijktype"].tolist(), building_ground(plan), rng)
    panden = addresses.describe_panden(placed, plan, rng)
    return Town(plan, streets, panden, addresses.make_objects(panden, streets, plan, rng))


def write_sources(folder: Path, seed: int = 9999) -> Example:
    """Write all files of Voorbeeldstad into `folder`; the same seed gives the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.gpkg"):
        old.unlink()
    rng = np.random.default_rng(seed)
    town = build_town(rng)
    terrain = lay_terrain(town.plan, town.streets, town.panden)
    bronnen = {
        **_cbs(folder, town, rng),
        **_bag(folder, town),
        **_rasters(folder, town, terrain, rng),
        **_bgt(folder, town, terrain),
        **_traffic(folder, town, rng),
        **_assets(folder, town, rng),
    }
    eigen = {
        "ambities": voices.write_ambitions(folder),
        "werken": voices.write_works(folder, town.plan),
        "verhalen": voices.write_notes(folder, town.plan, rng),
        "koppelkansen": voices.write_own_chances(folder),
        "ontmoetingsplekken": voices.write_meeting_places(folder, town.plan),
        "oordelen": voices.write_judgements(folder),
    }
    areas = {"bestand": voices.write_project_area(folder, town.plan), "naamveld": "naam"}
    return Example(bronnen, eigen, areas)


def _cbs(folder: Path, town: Town, rng: np.random.Generator) -> Entries:
    """Write the areas and every table per area."""
    true = figures.true_figures(town.plan, town.objects, rng)
    shown = publish.published(publish.all_levels(true), rng)
    later = publish.published(publish.all_levels(publish.a_year_later(true, rng)), rng)
    names = cbs_files.region_names(town.plan)
    kwb = [
        cbs_files.write_kwb(folder, shown, names, 2024, None),
        cbs_files.write_kwb(folder, later, names, 2025, cbs_files.FIRST_RELEASE),
    ]
    areas = cbs_files.write_map_file(folder, shown, town.plan)
    layers = ("buurten", "wijken", "gemeenten")
    poverty = tables.energy_poverty(shown, rng)
    return {
        **{
            f"cbs_{name}": {"bestand": areas, "laag": name, "jaar": 2024, "geldig_voor": [2022, 2023, 2024, 2025]}
            for name in layers
        },
        # Two channels of 2024: the map file says what is suppressed, the workbook has more topics.
        "cbs_kerncijfers": {"bestand": [areas, *kwb], "jaar": [2024, 2024, 2025]},
        "cbs_nabijheid": {"bestand": tables.write_nearby(folder, shown, names), "jaar": 2023},
        "cbs_ses_woa": {"bestand": tables.write_ses(folder, shown, names), "jaar": 2022},
        "cbs_energiearmoede": {"bestand": tables.write_energy_poverty(folder, poverty), "jaar": 2022},
        "leefbaarometer": {"bestand": tables.write_living(folder, shown, names, rng), "jaar": 2024},
        **_extras(folder, town, shown, names, rng.spawn(1)[0]),
        "cbs_zonnestroom": {"bestand": tables.write_solar(folder, shown, names), "jaar": 2022},
        "netbeheer_kleinverbruik": {"bestand": heat.write_gas(folder, _homes(town), shown), "jaar": 2024},
    }


def _homes(town: Town) -> gpd.GeoDataFrame:
    return heat.homes_in_use(town.objects, town.plan)


def _extras(
    folder: Path, town: Town, shown: pd.DataFrame, names: Mapping[str, str], rng: np.random.Generator
) -> Entries:
    """Write what stands beside the tables of CBS."""
    return {
        "ndw_laadpunten": {"bestand": extras.write_charging(folder, town.plan, town.streets, shown, rng), "jaar": 2024},
        "hov_haltes": {"bestand": extras.write_rapid_stops(folder, town.plan)},
        "politie_misdrijven": {"bestand": extras.write_crimes(folder, shown, names, rng)},
        "rivm_gezondheid": {"bestand": extras.write_health(folder, shown, names, rng)},
    }


def _rasters(folder: Path, town: Town, terrain: gpd.GeoDataFrame, rng: np.random.Generator) -> Entries:
    """Write the rasters."""
    ground = lay_ground(town.plan, terrain, town.panden)
    paths = rasters.write_rasters(folder, ground, town.plan, rng)
    entries: Entries = {name: {"bestand": path, "jaar": 2022} for name, path in paths.items()}
    entries["liwo_overstromingsdiepte"]["nodata"] = [rasters.DRY]
    around = surroundings.write_surroundings(folder, ground, town.plan, rng.spawn(1)[0])
    climate = atlas.write_atlas(folder, ground, town.plan, town.panden)
    entries["kea_pet_buurt"] = {"bestand": climate.pop("kea_pet_buurt"), "jaar": 2022}
    return {**entries, **{name: {"bestand": path} for name, path in {**around, **climate}.items()}}


def _bgt(folder: Path, town: Town, terrain: gpd.GeoDataFrame) -> Entries:
    """Write the topography."""
    layers = topography.write_bgt(folder, town.plan, town.streets, terrain, town.panden)
    return {name: {**layer, "jaar": 2024} for name, layer in layers.items()}


def _traffic(folder: Path, town: Town, rng: np.random.Generator) -> Entries:
    """Write roads, accidents and the timetable."""
    path, roads = transport.write_roads(folder, town.plan, town.streets)
    accidents = transport.write_accidents(folder, roads, rng)
    return {
        "nwb_wegvakken": {"bestand": path, "laag": "wegvakken", "jaar": 2024},
        "bron_ongevallen": {"bestand": accidents, "jaar": list(transport.YEARS)},
        "gtfs_haltes": {"bestand": timetable.write_timetable(folder, town.plan), "jaar": 2024},
    }


def _assets(folder: Path, town: Town, rng: np.random.Generator) -> Entries:
    """Write sewers, roofs, energy labels, heat networks and the cost of ways off gas."""
    around, _ = draw_neighbours(town.plan)
    roofs = assets.write_roofs(folder, town.panden, around, rng)
    sewers = assets.write_sewers(folder, town.streets, town.panden, rng)
    labels = assets.write_labels(folder, town.objects, rng)
    advice = heat.write_startanalyse(folder, _homes(town), labels, town.plan)
    return {
        "gwsw_leidingen": {"bestand": sewers, "laag": "beheerleiding", "jaar": 2024},
        "bag3d_daken": {"bestand": roofs, "laag": "lod12", "jaar": 2024},
        "rvo_energielabels": {"bestand": labels, "jaar": 2024},
        "pbl_startanalyse": {"bestand": advice, "jaar": 2025},
        "rvo_warmtenetten": {"bestand": heat.write_networks(folder, town.plan), "jaar": 2024},
    }


def _bag(folder: Path, town: Town) -> Entries:
    """Write bag-light.gpkg with its layers pand and verblijfsobject."""
    path = folder / "bag-light.gpkg"
    around, homes_around = draw_neighbours(town.plan)
    write_layer(_with(_pand_layer(town), around), path, "pand")
    fields = [
        "identificatie", "oppervlakte", "status", "gebruiksdoel", "openbare_ruimte_naam", "huisnummer", "huisletter",
        "postcode", "woonplaats_naam", "pand_identificatie", "geometry",
    ]  # fmt: skip
    write_layer(_with(town.objects[fields], homes_around), path, "verblijfsobject")
    return {f"bag_{name}": {"bestand": path, "laag": layer, "jaar": 2024} for name, layer in BAG_LAYERS.items()}


def _with(rows: gpd.GeoDataFrame, more: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `rows` followed by `more`, same columns."""
    return gpd.GeoDataFrame(pd.concat([rows, more[rows.columns]], ignore_index=True), geometry="geometry", crs=RD)


def _pand_layer(town: Town) -> gpd.GeoDataFrame:
    """Return the panden in bag-light's fields; sheds have no gebruiksdoel."""
    by_pand = town.objects.groupby("pand")
    purposes = town.objects["gebruiksdoel"].str.split(",").groupby(town.objects["pand"]).sum()
    doel = purposes.map(lambda parts: ",".join(sorted(set(parts))))
    panden = town.panden[["identificatie", "bouwjaar", "status", "geometry"]].copy()
    panden["gebruiksdoel"] = doel.reindex(panden.index).astype("object").where(lambda column: column.notna(), None)
    for name, how in (("oppervlakte_min", "min"), ("oppervlakte_max", "max")):
        panden[name] = by_pand["oppervlakte"].agg(how).reindex(panden.index).astype("Int64")
    panden["aantal_verblijfsobjecten"] = by_pand.size().reindex(panden.index, fill_value=0)
    return panden
