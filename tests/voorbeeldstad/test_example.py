"""The files of Voorbeeldstad: what is there, in which schema, the hard cases, and twice the same."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import rasterio
import shapely
from rasterio.features import geometry_mask

from wijkkaart.voorbeeldstad import Example, write_sources
from wijkkaart.voorbeeldstad.rasters import NO_PET

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

SOURCES = """
    cbs_buurten cbs_wijken cbs_gemeenten cbs_kerncijfers cbs_nabijheid cbs_ses_woa cbs_energiearmoede leefbaarometer
    bag_panden bag_verblijfsobjecten kea_pet kea_schaduw rivm_uhi kea_waterdiepte rivm_bomen rivm_struiken rivm_gras
    liwo_overstromingsdiepte bgt_begroeid bgt_wegdelen bgt_erven bgt_water nwb_wegvakken bron_ongevallen gtfs_haltes
    rivm_geluid rivm_no2 rivm_pm25 rivm_groen_buurt rvo_natura2000
    bgt_spoor ndw_laadpunten hov_haltes politie_misdrijven rivm_gezondheid
    gwsw_leidingen bag3d_daken rvo_energielabels pbl_startanalyse rvo_warmtenetten cbs_zonnestroom
    netbeheer_kleinverbruik
    kea_pet_buurt kea_afstand_koelte kea_groen_buurt kea_paalrot kea_wijktypen
"""


def _layer(example: Example, source: str) -> gpd.GeoDataFrame:
    entry = example.bronnen[source]
    return gpd.read_file(entry["bestand"], layer=entry["laag"])


@pytest.fixture(scope="module")
def panden(example: Example) -> gpd.GeoDataFrame:
    return _layer(example, "bag_panden")


@pytest.fixture(scope="module")
def objects(example: Example) -> gpd.GeoDataFrame:
    return _layer(example, "bag_verblijfsobjecten")


def _kwb(path: Path) -> pd.DataFrame:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book.active.iter_rows(values_only=True))
    book.close()
    table = pd.DataFrame(rows[1:], columns=[name.strip() for name in rows[0]])
    return table.set_index("gwb_code").map(lambda cell: np.nan if str(cell).strip() == "." else cell)


@pytest.fixture(scope="module")
def kwb(example: Example) -> dict[int, pd.DataFrame]:
    books = [path for path in example.bronnen["cbs_kerncijfers"]["bestand"] if path.suffix == ".xlsx"]
    return {int(path.stem[-4:]): _kwb(path) for path in books}


def test_every_source_has_a_file_that_exists(example: Example) -> None:
    assert set(example.bronnen) == set(SOURCES.split())
    for entry in example.bronnen.values():
        paths = entry["bestand"] if isinstance(entry["bestand"], list) else [entry["bestand"]]
        assert all(path.is_file() for path in paths)


def _digests(made: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(made.iterdir())}


def test_another_seed_differs_and_the_same_seed_written_over_it_gives_the_same_bytes(
    example: Example, folder: Path, tmp_path: Path
) -> None:
    assert example.bronnen
    first = _digests(folder)
    write_sources(tmp_path, seed=1)
    other = _digests(tmp_path)
    assert other.keys() == first.keys()
    drawn = {"bag-light.gpkg", "kwb-2024.xlsx", "kea_pet.tif", "ep-online.csv"}
    assert all(other[name] != first[name] for name in drawn)
    write_sources(tmp_path)
    assert _digests(tmp_path) == first


def test_numbers_of_panden_and_objects(panden: gpd.GeoDataFrame, objects: gpd.GeoDataFrame) -> None:
    assert 15_000 <= len(panden) <= 20_000
    assert 15_000 <= len(objects) <= 20_100
    assert panden["identificatie"].str.fullmatch(r"\d{16}").all()
    assert panden["identificatie"].is_unique
    assert objects["identificatie"].is_unique


def test_no_pand_stands_in_the_river_or_on_a_street(panden: gpd.GeoDataFrame, example: Example, plan: Plan) -> None:
    river = shapely.union_all(plan.water.geometry.to_numpy())
    shapely.prepare(river)
    assert not shapely.intersects(river, panden.geometry.to_numpy()).any()
    roads = _layer(example, "nwb_wegvakken")
    hit, _ = shapely.STRtree(roads.geometry.to_numpy()).query(panden.geometry.to_numpy(), predicate="intersects")
    assert len(set(hit.tolist())) == 0


def test_hard_cases_of_the_bag(panden: gpd.GeoDataFrame, objects: gpd.GeoDataFrame) -> None:
    assert set(panden["bouwjaar"]) >= {9999, 1005}
    assert panden["gebruiksdoel"].isna().sum() > 1000
    assert {"Pand gesloopt", "Pand ten onrechte opgevoerd"} <= set(panden["status"])
    assert {1, 999_999} <= set(objects["oppervlakte"])
    assert objects["pand_identificatie"].str.contains(",").sum() >= 10
    assert "winkelfunctie,woonfunctie" in set(objects["gebruiksdoel"])
    assert {"Verblijfsobject gevormd", "Verblijfsobject ingetrokken"} <= set(objects["status"])
    named = set(objects["pand_identificatie"].str.split(",").explode())
    assert named <= set(panden["identificatie"])


def test_addresses_are_unique_and_complete(objects: gpd.GeoDataFrame) -> None:
    address = objects[["woonplaats_naam", "openbare_ruimte_naam", "huisnummer", "huisletter"]]
    assert not address.duplicated().any()
    assert objects["postcode"].str.fullmatch(r"99[89]\d[A-Z]{2}").all()
    assert objects.groupby("postcode")["openbare_ruimte_naam"].nunique().max() == 1


def test_objects_lie_inside_their_pand(panden: gpd.GeoDataFrame, objects: gpd.GeoDataFrame) -> None:
    shapes = panden.set_index("identificatie").geometry
    first = objects["pand_identificatie"].str.split(",").str[0]
    assert shapely.contains(shapes.loc[first].to_numpy(), objects.geometry.to_numpy()).all()


def test_map_file_has_water_marks_and_both_gemeente_rows(example: Example) -> None:
    buurten = _layer(example, "cbs_buurten").set_index("buurtcode")
    assert buurten["water"].value_counts().to_dict() == {"NEE": 59, "JA": 1}
    assert buurten.loc["BU99991100", "water"] == "JA"
    assert buurten.loc["BU99990900", "aantal_inwoners"] == 0
    assert buurten.loc["BU99990901", "aantal_inwoners"] == 5
    assert buurten.loc["BU99990901", "gemiddelde_woningwaarde"] == -99997
    assert (buurten["treinstation_gemiddelde_afstand_in_km"] == -99995).all()
    gemeenten = _layer(example, "cbs_gemeenten")
    assert sorted(gemeenten["water"]) == ["JA", "NEE"]
    assert set(gemeenten["gemeentecode"]) == {"GM9999"}


def test_kwb_suppresses_as_cbs_does(kwb: dict[int, pd.DataFrame]) -> None:
    table = kwb[2024].apply(pd.to_numeric, errors="coerce")
    table.index.name = None
    areas = table[table.index != "GM9999"]
    assert areas.loc[areas["a_hh"] < 95, "p_hh_li"].isna().all()
    assert areas.loc[areas["a_hh"] > 105, "p_hh_li"].notna().all()
    assert areas.loc[areas["a_woning"] < 15, "g_wozbag"].isna().all()
    assert areas.loc[areas["a_inw"] < 145, "p_arb_pp"].isna().all()
    assert (areas[["a_inw", "a_hh", "a_pau"]] % 5 == 0).all(axis=None)
    assert (table["g_gas"].dropna() % 10 == 0).all()
    assert table.loc["BU99990900", "a_inw"] == 0
    assert table.loc["BU99990901", "a_inw"] == 5


def test_kwb_of_2025_holds_people_and_households_only(kwb: dict[int, pd.DataFrame]) -> None:
    filled = kwb[2025].iloc[:, 6:].notna().any()
    assert set(filled[filled].index) >= {"a_inw", "a_hh", "a_65_oo", "g_hhgro"}
    assert not filled[["a_woning", "g_gas", "p_hh_li", "a_pau", "p_won_zs", "ste_mvs"]].any()
    assert not kwb[2025]["a_inw"].equals(kwb[2024]["a_inw"])


def test_kwb_counts_add_up_but_for_rounding(kwb: dict[int, pd.DataFrame]) -> None:
    people = pd.to_numeric(kwb[2024]["a_inw"])
    buurten = people[people.index.str.startswith("BU")]
    assert abs(buurten.sum() - people["GM9999"]) < 60 * 5
    homes = pd.to_numeric(kwb[2024]["a_woning"])
    assert homes[homes.index.str.startswith("BU")].sum() == homes["GM9999"]  # no secret, so not rounded
    ages = kwb[2024].loc["GM9999", ["a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo"]].astype(float)
    assert ages.sum() == pytest.approx(people["GM9999"], abs=3)


def test_heat_map_misses_one_buurt_and_covers_the_others(example: Example, plan: Plan) -> None:
    with rasterio.open(example.bronnen["kea_pet"]["bestand"]) as source:
        frame = shapely.box(*source.bounds)
        assert source.res == (10, 10)
    share = plan.buurten.set_index("buurtcode").geometry.map(lambda shape: shape.intersection(frame).area / shape.area)
    assert share[NO_PET] < 0.05
    assert share.drop(NO_PET).min() > 0.99


def test_green_never_adds_up_to_more_than_the_cell_and_farmland_has_no_grass(example: Example) -> None:
    layers = []
    for name in ("rivm_bomen", "rivm_struiken", "rivm_gras"):
        with rasterio.open(example.bronnen[name]["bestand"]) as source:
            assert source.nodata == -9999
            layers.append(source.read(1, masked=True))
    assert layers[0].mask.sum() == 0
    assert layers[2].mask.mean() > 0.3
    total = sum(layer.filled(0) for layer in layers)
    assert total.max() <= 100
    assert total.min() >= 0


def test_flood_maps_hide_dry_cells_behind_other_values_than_the_tag(example: Example) -> None:
    for path in example.bronnen["liwo_overstromingsdiepte"]["bestand"]:
        with rasterio.open(path) as source:
            values = source.read(1)
            assert source.nodata == -9999
        assert not (values == -9999).any()
        assert (values == np.float32(-999.999)).any()
        assert (values == 0).any()
        assert values.max() > 0.5


def test_rain_reaches_the_walls_of_some_homes(example: Example, panden: gpd.GeoDataFrame) -> None:
    with rasterio.open(example.bronnen["kea_waterdiepte"]["bestand"]) as source:
        corners = shapely.get_coordinates(panden.geometry.iloc[::10].buffer(0.9, join_style="mitre").to_numpy())
        depth = np.array([value[0] for value in source.sample(corners)])
    share = (depth >= 0.15).mean()
    assert 0.005 < share < 0.3


def test_roads_parking_yards_and_green_are_closed_sets_of_the_bgt(example: Example) -> None:
    roads = _layer(example, "bgt_wegdelen")
    assert set(roads["functie"]) == {
        "rijbaan regionale weg", "rijbaan lokale weg", "parkeervlak", "voetpad", "fietspad",
    }  # fmt: skip
    assert set(_layer(example, "bgt_erven")["fysiek_voorkomen"]) == {"erf"}
    assert "grasland agrarisch" in set(_layer(example, "bgt_begroeid")["fysiek_voorkomen"])
    assert set(_layer(example, "bgt_water")["type"]) == {"waterloop", "watervlakte"}
    assert roads.geometry.is_valid.all()


def test_accidents_join_to_a_place(example: Example) -> None:
    path = example.bronnen["bron_ongevallen"]["bestand"][0]
    with zipfile.ZipFile(path) as archive:
        accidents, places = (
            list(csv.DictReader(archive.read(name).decode("latin1").splitlines())) for name in archive.namelist()
        )
    assert {row["FK_VELD5"] for row in accidents} == {row["FK_VELD5"] for row in places}
    assert {row["AP3_CODE"] for row in accidents} == {"DOD", "LET", "UMS"}


def test_timetable_has_a_stop_without_service_and_a_sunday_only_line(example: Example) -> None:
    with zipfile.ZipFile(example.bronnen["gtfs_haltes"]["bestand"]) as archive:
        tables = {
            name: list(csv.DictReader(archive.read(name).decode("utf-8").splitlines())) for name in archive.namelist()
        }
    served = {row["stop_id"] for row in tables["stop_times.txt"]}
    assert {row["stop_id"] for row in tables["stops.txt"]} - served == {"9-0-0"}
    services = {row["route_id"]: row["service_id"] for row in tables["trips.txt"]}
    assert services["RBuurtbus"] == "zondag"
    assert services["R1"] == "werkdag"


def test_labels_hold_expired_and_replaced_ones(example: Example, objects: gpd.GeoDataFrame) -> None:
    labels = pd.read_csv(example.bronnen["rvo_energielabels"]["bestand"], sep=";", dtype="str")
    assert (labels["Geldig_tot"] < "20240615").any()
    assert labels["BAGVerblijfsobjectID"].duplicated().any()
    assert set(labels["BAGVerblijfsobjectID"]) <= set(objects["identificatie"])


def test_ses_export_looks_like_statline(example: Example) -> None:
    text = example.bronnen["cbs_ses_woa"]["bestand"].read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(text.decode("utf-8-sig").splitlines(), delimiter=";"))
    codes = {row[2] for row in rows[1:]}
    assert "GM9999    " in codes
    assert "BU9999AF08" in codes
    assert any(row[7].strip() == "." for row in rows[1:])


def test_own_voices_use_known_words_and_places(example: Example, plan: Plan) -> None:
    codes = {*plan.buurten["buurtcode"], *plan.buurten["wijkcode"]}
    with example.eigen["ambities"].open(encoding="utf-8") as source:
        ambitions = list(csv.DictReader(source))
    assert {row["gebiedcode"] for row in ambitions} <= codes
    assert {row["herkomst"] for row in ambitions} == {"bewoners", "gemeente"}
    works = json.loads(example.eigen["werken"].read_text(encoding="utf-8"))["features"]
    assert {work["properties"]["soort"] for work in works} == {
        "riool", "weg", "warmtenet", "gas", "woningrenovatie", "isolatie", "nieuwbouw", "groen", "voorziening",
    }  # fmt: skip
    notes = gpd.read_file(example.eigen["verhalen"]).to_crs(plan.buurten.crs)
    assert notes.within(shapely.union_all(plan.buurten.geometry.to_numpy())).all()
    assert notes["tekst"].str.len().min() > 10
    assert set(notes["soort"].dropna()) == {"behouden"}
    places = gpd.read_file(example.eigen["ontmoetingsplekken"]).to_crs(plan.buurten.crs)
    assert places.within(shapely.union_all(plan.buurten.geometry.to_numpy())).all()
    assert len(places) == 2


@pytest.mark.parametrize("name", ["koppelkansen", "oordelen"])
def test_tables_of_people_come_as_dutch_excel_saves_them(example: Example, name: str) -> None:
    text = example.eigen[name].read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[0].count(b";") >= 6


def test_project_area_crosses_two_buurten(example: Example, plan: Plan) -> None:
    area = gpd.read_file(example.eigen_gebieden["bestand"])
    assert area[example.eigen_gebieden["naamveld"]].tolist() == ["Aanpak Zuiderpark en omgeving"]
    shares = plan.buurten.geometry.intersection(area.geometry.iloc[0]).area / area.area.iloc[0]
    assert (shares > 0.2).sum() == 2


def test_roads_are_loud_fields_are_silent_and_the_air_is_worst_in_town(example: Example, plan: Plan) -> None:
    centre = plan.buurten.geometry[plan.buurten["buurtcode"] == "BU99990003"].iloc[0].representative_point()
    with rasterio.open(example.bronnen["rivm_geluid"]["bestand"]) as file:
        noise = file.read(1)
        row, column = file.index(centre.x, centre.y)
    with rasterio.open(example.bronnen["rivm_no2"]["bestand"]) as file:
        air = file.read(1)
    town = (slice(row - 20, row + 20), slice(column - 20, column + 20))
    assert noise[town].max() > 53
    assert noise[:20, :20].max() < 53
    assert (noise[noise > 0] >= 35).all()
    assert air[town].mean() > air[:20, :20].mean() + 3


def test_nature_lies_outside_the_gemeente(example: Example, plan: Plan) -> None:
    areas = gpd.read_file(example.bronnen["rvo_natura2000"]["bestand"])
    assert (areas.distance(plan.buurten.union_all()) > 1000).all()


def test_green_per_buurt_is_that_of_the_three_maps(example: Example, plan: Plan) -> None:
    means = gpd.read_file(example.bronnen["rivm_groen_buurt"]["bestand"]).set_index("bu_code")["_mean"]
    assert means.index.tolist() == plan.buurten["buurtcode"].tolist()
    total = 0.0
    for name in ("rivm_bomen", "rivm_struiken", "rivm_gras"):
        with rasterio.open(example.bronnen[name]["bestand"]) as file:
            total = total + np.maximum(file.read(1), 0)
            grid = file.transform
    # The ground was laid in cells of 5 m, so a few cells at the edges of a buurt differ.
    for code in ("BU99990300", "BU99990803"):
        outline = plan.buurten.set_index("buurtcode").geometry[code]
        inside = geometry_mask([outline], total.shape, grid, invert=True)
        assert np.minimum(total, 100)[inside].mean() == pytest.approx(means[code], abs=1)


def test_the_atlas_speaks_of_the_buurten_of_an_earlier_year(example: Example, plan: Plan) -> None:
    pet = gpd.read_file(example.bronnen["kea_pet_buurt"]["bestand"])
    later = plan.buurten["buurtcode"].str[6:].str.contains(r"[A-Z]", regex=True).to_numpy()
    assert later.sum() >= 1
    assert (pet["buurtcode"].to_numpy() != plan.buurten["buurtcode"].to_numpy()).tolist() == later.tolist()
    assert pet["buurtcode"].str.fullmatch(r"BU9999\d{4}").all()
    assert pet["buurtcode"].is_unique


def test_the_atlas_says_the_same_as_the_maps(example: Example, plan: Plan) -> None:
    codes = plan.buurten["buurtcode"]
    pet = gpd.read_file(example.bronnen["kea_pet_buurt"]["bestand"]).set_axis(codes)["_mean"]
    assert pet.index[pet.isna()].tolist() == [NO_PET]
    outline = plan.buurten.set_axis(codes).geometry["BU99990300"]
    with rasterio.open(example.bronnen["kea_pet"]["bestand"]) as file:
        heat, grid = file.read(1), file.transform
    buildings = _layer(example, "bag_panden").geometry
    inside = geometry_mask([outline], heat.shape, grid, invert=True)
    outdoors = geometry_mask(buildings[buildings.intersects(outline)], heat.shape, grid)
    assert heat[inside & outdoors].mean() == pytest.approx(pet["BU99990300"], abs=0.2)
    cool = gpd.read_file(example.bronnen["kea_afstand_koelte"]["bestand"])
    assert set(cool.loc[cool["Legenda"] == "100 - 300 m", "afstand"].between(101, 300)) == {True}
    assert 0.2 < (cool["afstand"] > 300).mean() < 0.6
