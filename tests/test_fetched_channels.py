"""Whole runs over the other channels of CBS: the same tables as over the first, and one download for all."""

from dataclasses import replace
from functools import partial

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box, mapping
from tests.servers import atom
from tests.servers.ogcapi import OgcServer
from tests.servers.wfs import WfsServer

from wijkkaart import catalogue, fetching, pipeline
from wijkkaart.cli import main
from wijkkaart.fetch.http import Http

DEAD = "http://127.0.0.1:9/dood"
#: Code, people, their share over 65, cars per household; -99997 is suppressed, -99995 comes later.
FIGURES = {
    "BU99980000": (100, 12, 0.8),
    "BU99980001": (150, 20, -99997),
    "BU99980002": (50, -99997, 1.1),
    "BU99970000": (80, 30, 0.5),
    "WK999800": (300, 17, -99995),
    "WK999700": (80, 30, 0.5),
    "GM9998": (300, 17, 0.9),
    "GM9997": (80, 30, 0.5),
}
NIVEAUS = {"buurten": "BU", "wijken": "WK", "gemeenten": "GM"}


def shape(code):
    x = 150_000 if code[2:6] == "9998" else 152_000
    return box(x + 500 * int(code[-1]), 440_000, x + 500 * int(code[-1]) + 500, 440_500) if code[:2] == "BU" else None


def outline(code):
    parts = [shape(other) for other in FIGURES if other[:2] == "BU" and other[2:].startswith(code[2:])]
    return shape(code) or gpd.GeoSeries(parts).union_all()


def snake(code):
    niveau = {"BU": "buurt", "WK": "wijk", "GM": "gemeente"}[code[:2]]
    people, old, cars = FIGURES[code]
    return {
        f"{niveau}code": code,
        f"{niveau}naam": f"Naam van {code}",
        **({"wijkcode": f"WK{code[2:8]}"} if niveau != "gemeente" else {}),
        "gemeentecode": f"GM{code[2:6]}",
        "gemeentenaam": f"Naam van GM{code[2:6]}",
        "water": "NEE",
        "jaar": 2024,
        "aantal_inwoners": people,
        "aantal_huishoudens": people // 2,
        "percentage_personen_65_jaar_en_ouder": old,
        "personenautos_per_huishouden": cars,
        "oppervlakte_totaal_in_ha": round(outline(code).area / 10_000),
        "oppervlakte_land_in_ha": round(outline(code).area / 10_000),
    }


def camel(fields):
    names = {name: "".join(part.capitalize() for part in name.split("_")) for name in fields}
    return {names[name][0].lower() + names[name][1:]: value for name, value in fields.items()}


def layers(write=lambda fields: fields):
    return {
        niveau: [
            {"type": "Feature", "id": code, "properties": write(snake(code)), "geometry": mapping(outline(code))}
            for code in FIGURES
            if code.startswith(letters)
        ]
        for niveau, letters in NIVEAUS.items()
    }


@pytest.fixture
def reroute(monkeypatch):
    """Point every CBS service whose address holds a text at an address here, and all others at nothing."""

    def at(**addresses):
        def moved(service):
            found = [address for text, address in addresses.items() if text in service.url.replace("-", "_")]
            return replace(service, url=found[0] if found else f"{DEAD}/{service.url[8:]}")

        sources = {
            name: replace(
                source,
                dienst=source.dienst and moved(source.dienst),
                terugval=tuple(moved(service) for service in source.terugval),
            )
            for name, source in catalogue.all_sources().items()
        }
        monkeypatch.setattr(pipeline, "all_sources", lambda: sources)
        monkeypatch.setattr(fetching, "Http", partial(Http, pause=0))

    return at


def run(place, *options, gemeente="GM9998"):
    names = ("cbs_buurten", "cbs_wijken", "cbs_gemeenten", "cbs_kerncijfers")
    text = f"gebied: {{gemeenten: [{gemeente}]}}\noverige: uit\nbronnen: {{{', '.join(f'{n}: {{}}' for n in names)}}}\n"
    path = place / "gebied.yml"
    path.write_text(text + "uitvoer: {formaten: [csv]}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(path), "--stil", "--uit", str(place / "uit"), "--cache", str(place / "cache"), *options])
    assert left.value.code == 0
    tables = {name: pd.read_csv(place / "uit" / f"{name}.csv", dtype=str) for name in ("gebieden", "indicatoren")}
    return {name: table.drop(columns="run_id", errors="ignore") for name, table in tables.items()}


def over_ogc(place, reroute):
    with OgcServer(layers(), filters=("gemeentecode",)) as server:
        reroute(wijken_en_buurten_=server.url)
        return run(place)


def same(one, other):
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, other[name])


def place_in(tmp_path, name):
    place = tmp_path / name
    place.mkdir()
    return place


@pytest.fixture
def expected(tmp_path, reroute):
    return over_ogc(place_in(tmp_path, "ogc"), reroute)


def test_the_map_file_over_ogc_stands_in_for_statline(expected):
    cells = expected["indicatoren"].set_index(["indicator", "gebiedcode"])
    people = cells.loc["aantal_inwoners"]
    assert people["waarde"].to_dict() == {
        "BU99980000": "100",
        "BU99980001": "150",
        "BU99980002": "50",
        "WK999800": "300",
        "GM9998": "300",
    }
    assert set(people["peiljaar"]) == {"2024"}
    assert set(people["bron"]) == {"cbs_kerncijfers"}
    cars = cells.loc["autos_per_huishouden"]
    assert cars.loc["BU99980001", "status"] == "geheim"
    assert cars.loc["GM9998", "waarde"] == "0.9"


def test_over_wfs_all_tables_are_the_same(tmp_path, reroute, expected):
    named = {f"wijkenbuurten:{niveau}": rows for niveau, rows in layers(camel).items()}
    with WfsServer(layers=named) as server:
        reroute(**{"wijkenbuurten/{jaar}/wfs": server.url})
        same(expected, run(place_in(tmp_path, "wfs")))


def national(path):
    for niveau, rows in layers().items():
        gpd.GeoDataFrame.from_features(rows, crs="EPSG:28992").to_file(path, layer=niveau, engine="pyogrio")
    return path.read_bytes()


def test_one_download_of_the_country_gives_the_same_tables_to_all_niveaus_and_gemeenten(tmp_path, reroute, expected):
    body = national(tmp_path / "bron.gpkg")
    place = place_in(tmp_path, "atom")
    with atom.AtomServer() as server:
        download = server.put("/downloads/wijkenbuurten_2024.gpkg", body, "application/geopackage+sqlite3")
        feed = server.put("/feed.xml", atom.feed(atom.link(download, "application/geopackage+sqlite3", len(body))))
        index = server.put("/index.xml", atom.feed(atom.link(feed, "application/atom+xml")))
        reroute(**{"wijkenbuurten/{jaar}/atom": index})
        same(expected, run(place))
        other = run(place, gemeente="GM9997")
        assert server.asked.count("/downloads/wijkenbuurten_2024.gpkg") == 1
        same(expected, run(place, "--offline"))
        assert server.asked.count("/downloads/wijkenbuurten_2024.gpkg") == 1
    assert other["gebieden"]["gebiedcode"].tolist() == ["BU99970000", "WK999700", "GM9997"]
    assert len(list((place / "cache").rglob("manifest.json"))) == 1
