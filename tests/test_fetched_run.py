"""A run that fetches its areas: the same as from files, once only, and never stopped by one dead source."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box, mapping
from tests.servers.odata import FeedServer, Table
from tests.servers.ogcapi import OgcServer
from tests.servers.wfs import WfsServer

from wijkkaart.cli import main

FIELDS = {"water": "NEE", "jaar": 2024, "gemeentenaam": "'s-Testdorp", "gemeentecode": "GM9998"}


def features(*rows: tuple[dict, object]) -> list[dict]:
    return [
        {"type": "Feature", "id": str(number), "properties": {**FIELDS, **fields}, "geometry": mapping(shape)}
        for number, (fields, shape) in enumerate(rows, start=1)
    ]


def square(place: int):
    return box(150_000 + 500 * place, 440_000, 150_500 + 500 * place, 440_500)


BUURTEN = features(
    *(
        (
            {"buurtcode": f"BU9998000{n}", "buurtnaam": f"Buurt {n}", "wijkcode": "WK999800", "aantal_inwoners": 100},
            square(n),
        )
        for n in range(3)
    ),
    (
        {"buurtcode": "BU99970000", "buurtnaam": "Elders", "wijkcode": "WK999700", "gemeentecode": "GM9997"},
        square(9),
    ),
)
WIJKEN = features(({"wijkcode": "WK999800", "wijknaam": "De Wijk"}, box(150_000, 440_000, 151_500, 440_500)))
GEMEENTEN = features(({}, box(150_000, 440_000, 151_500, 440_500)))
NAMES = [
    {"type": "Feature", "id": str(n), "properties": {"code": code, "naam": name}, "geometry": mapping(square(n))}
    for n, (code, name) in enumerate([("GM9998", "'s-Testdorp"), ("GM9997", "Elders")])
]


@pytest.fixture
def server():
    collections = {"buurten": BUURTEN, "wijken": WIJKEN, "gemeenten": GEMEENTEN, "gemeentegebied": NAMES}
    with OgcServer(collections, filters=("gemeentecode",), published=True) as running:
        yield running


def config(place: Path, url: str, **sources: str) -> Path:
    lines = [
        f"  {name}: {{url: '{url}'}}" for name in ("kadaster_gemeenten", "cbs_buurten", "cbs_wijken", "cbs_gemeenten")
    ]
    lines += [f"  {name}: {text}" for name, text in sources.items()]
    path = place / "gebied.yml"
    text = (
        "gebied: {gemeenten: [Testdorp]}\nbronnen:\n"
        + "\n".join(lines)
        + "\n  overige: uit\nuitvoer: {formaten: [csv]}\n"
    )
    path.write_text(text.replace("[Testdorp]", '["\'s testdorp"]'), encoding="utf-8")
    return path


def left_with(path: Path, place: Path, *options: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["run", str(path), "--uit", str(place / "uit"), "--cache", str(place / "cache"), *options])
    return int(left.value.code)


def areas(place: Path) -> pd.DataFrame:
    return pd.read_csv(place / "uit" / "gebieden.csv", dtype=str).set_index("gebiedcode")


def test_a_gemeente_by_its_usual_name_is_fetched_whole_with_its_wijken(server, tmp_path):
    assert left_with(config(tmp_path, server.url), tmp_path, "--stil") == 0
    found = areas(tmp_path)
    assert found["niveau"].value_counts().to_dict() == {"buurt": 3, "wijk": 1, "gemeente": 1}
    assert found.loc["WK999800", ["gebiednaam", "volledig"]].tolist() == ["De Wijk", "true"]
    assert found.loc["GM9998", "gebiednaam"] == "'s-Testdorp"
    assert found.loc["BU99980000", "oppervlakte_ha"] == "25"


def test_a_second_run_asks_nothing_and_gives_the_same(server, tmp_path):
    path = config(tmp_path, server.url)
    left_with(path, tmp_path, "--stil")
    first, asked = (tmp_path / "uit" / "gebieden.csv").read_bytes(), len(server.asked)
    left_with(path, tmp_path, "--stil")
    left_with(path, tmp_path, "--stil", "--offline")
    assert len(server.asked) == asked
    assert (tmp_path / "uit" / "gebieden.csv").read_bytes() == first
    left_with(path, tmp_path, "--stil", "--vernieuw")
    assert len(server.asked) == 2 * asked


def test_where_it_came_from_stands_in_the_provenance(server, tmp_path):
    left_with(config(tmp_path, server.url), tmp_path, "--stil")
    record = json.loads((tmp_path / "uit" / "herkomst.json").read_text(encoding="utf-8"))
    (source,) = [item for item in record["bronnen"] if item["bron"] == "cbs_buurten"]
    assert source["url"].startswith("http://127.0.0.1")
    assert source["opgehaald"].startswith("20")
    assert str(tmp_path) not in json.dumps(record)


def test_one_dead_source_does_not_stop_the_run_and_is_exit_3(server, tmp_path, capsys):
    path = config(tmp_path, server.url, bag_panden="{url: 'http://127.0.0.1:9/ogc'}")
    assert left_with(path, tmp_path) == 3
    assert "Niet gelukt, bag_panden" in capsys.readouterr().err
    cells = pd.read_csv(tmp_path / "uit" / "indicatoren.csv", dtype=str)
    assert set(cells.loc[cells["indicator"] == "gsi", "status"]) == {"bron_ontbreekt"}


def test_dwellings_come_over_wfs_with_their_street(server, tmp_path):
    used = "Verblijfsobject in gebruik"
    homes = [
        {
            "type": "Feature",
            "id": f"verblijfsobject.{n}",
            "properties": {
                "identificatie": f"99980100000000{n:02d}",
                "oppervlakte": 80 + n,
                "status": "Verblijfsobject ingetrokken" if n == 29 else used,
                "gebruiksdoel": "kantoorfunctie" if n == 28 else "woonfunctie",
                "openbare_ruimte": "Dorpsstraat",
                "huisnummer": n + 1,
                "postcode": "9998AB",
                "pandidentificatie": "9998100000000001",
            },
            "geometry": {"type": "Point", "coordinates": [150_010.0 + 50 * n, 440_010.0 + 480 * (n % 2)]},
        }
        for n in range(30)
    ]
    with WfsServer(homes, names=("bag:verblijfsobject",)) as wfs:
        path = config(tmp_path, server.url, bag_verblijfsobjecten=f"{{url: '{wfs.url}'}}")
        assert left_with(path, tmp_path, "--stil") == 0
    cells = pd.read_csv(tmp_path / "uit" / "indicatoren.csv").set_index(["indicator", "gebiedcode"])["waarde"]
    # 30 of them, 50 m apart from x = 10: ten in each buurt of 500 m; one is no home and one is withdrawn.
    assert cells["aantal_woningen", "GM9998"] == 28
    assert cells["aantal_woningen", "BU99980000"] == 10


def test_key_figures_come_over_odata_of_the_year_of_the_areas(server, tmp_path):
    codes = ("GM9998", "WK999800", "BU99980000", "BU99980001", "BU99980002", "BU99970000")
    topics = {
        "AantalInwoners_5": (1, "Aantal inwoners", "aantal"),
        "PersonenautoSPerHuishouden_107": (2, "Personenauto's per huishouden", "per huishouden"),
    }
    people = dict(zip(codes, (303, 300, 100, 150, 50, 999), strict=True))
    cells = {(code, "AantalInwoners_5"): people[code] for code in codes}
    cells |= {(code, "PersonenautoSPerHuishouden_107"): None if code == "BU99980001" else 0.8 for code in codes}
    groups = {1: ("Bevolking", None), 2: ("Motorvoertuigen", None)}
    table = Table({"WijkenEnBuurten": ("GeoDetail", codes)}, topics, cells, groups, {"WijkenEnBuurten": 10})
    with FeedServer(**{"85984NED": table}) as feed:
        path = config(tmp_path, server.url, cbs_kerncijfers=f"{{url: '{feed.root}/odata'}}")
        assert left_with(path, tmp_path, "--stil") == 0
    rows = pd.read_csv(tmp_path / "uit" / "indicatoren.csv").set_index(["indicator", "gebiedcode"])
    assert rows.loc["aantal_inwoners", "waarde"].to_dict() == {
        "BU99980000": 100,
        "BU99980001": 150,
        "BU99980002": 50,
        "WK999800": 300,
        "GM9998": 303,
    }
    cars = rows.loc["autos_per_huishouden"]
    assert cars.loc["BU99980001", "status"] == "niet_gepubliceerd"
    assert cars.loc["BU99980000", "waarde"] == 0.8
    assert set(rows.loc["aantal_inwoners", "peiljaar"]) == {2024}


def test_offline_without_a_snapshot_is_exit_4_and_says_what_to_do(server, tmp_path, capsys):
    assert left_with(config(tmp_path, server.url), tmp_path, "--offline") == 4
    assert "zonder --offline" in capsys.readouterr().err
    assert server.asked == []


def test_the_same_areas_from_a_file_give_the_same_tables(server, tmp_path):
    left_with(config(tmp_path, server.url), tmp_path, "--stil")
    fetched = areas(tmp_path)
    place = tmp_path / "bestand"
    place.mkdir()
    rows = gpd.GeoDataFrame.from_features(BUURTEN, crs="EPSG:28992")
    rows.to_file(place / "kaart.gpkg", layer="buurten")
    gpd.GeoDataFrame.from_features(WIJKEN, crs="EPSG:28992").to_file(place / "kaart.gpkg", layer="wijken")
    gpd.GeoDataFrame.from_features(GEMEENTEN, crs="EPSG:28992").to_file(place / "kaart.gpkg", layer="gemeenten")
    (place / "gebied.yml").write_text(
        "gebied: {gemeenten: [GM9998]}\nbronnen:\n"
        + "".join(
            f"  cbs_{layer}: {{bestand: kaart.gpkg, laag: {layer}}}\n" for layer in ("buurten", "wijken", "gemeenten")
        )
        + "  overige: uit\nuitvoer: {formaten: [csv]}\n",
        encoding="utf-8",
    )
    assert left_with(place / "gebied.yml", place, "--stil") == 0
    pd.testing.assert_frame_equal(areas(place), fetched)
