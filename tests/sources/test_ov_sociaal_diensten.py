"""Zips, files and tables of others than CBS, asked of strict servers and read as a run reads them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import geopandas as gpd
import pytest
from shapely.geometry import Point
from tests.servers.odata import FeedServer, Table
from tests.servers.plain import PlainServer, Reply
from tests.servers.wfs import WfsServer

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.json_items import read_items
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import read_source

if TYPE_CHECKING:
    from pathlib import Path

BOX = (136_000.0, 456_000.0, 138_000.0, 458_000.0)
HERE = Extent(BOX, ("GM0344",), 2024)
ELSEWHERE = Extent((80_000.0, 450_000.0, 81_000.0, 451_000.0), ("GM0518",), 2024)
A, W, G = "BU03440111", "WK034401", "GM0344"
OTHER = "BU03100101"
GONE = "http://127.0.0.1:9/weg"


@pytest.fixture
def server():
    with PlainServer() as running:
        yield running


def services(source: str, *urls: str):
    """Return the source with its services at other addresses, in their own order."""
    declared = all_sources()[source]
    moved = [replace(service, url=url) for service, url in zip(declared.diensten, urls, strict=True)]
    return replace(declared, dienst=moved[0], terugval=tuple(moved[1:]))


def reading(source, cache: Path, extent: Extent = HERE):
    with Http(pause=0, tries=2) as http:
        fetching = Fetching(http, Store(cache), vernieuw=False, vandaag=date(2026, 11, 23))
        return read_source(source, Config(gebied=Gebied(gemeenten=("GM0344",))), extent, fetching)


def zipped(members: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text.encode("latin-1"))
    return target.getvalue()


def asked(server: PlainServer) -> list[str]:
    return [urlsplit(item.path).path for item in server.asked]


# --- BRON -----------------------------------------------------------------------------------------------------


def crashes(year: int, places: str = "") -> bytes:
    root = f"01-01-{year}_31-12-{year}"
    head = '"VKL_NUMMER","NIVEAUKOP","AP3_CODE","JAAR_VKL","GME_NAAM","FK_VELD5","WVK_ID"\n'
    rows = f'"{year}1","E","LET","{year}","Súdwest","P1","6001"\n"{year}2","E","DOD","{year}","Súdwest","P2","6002"\n'
    places = places or '"FK_VELD5","X_COORD","Y_COORD"\n"P1","137000","457000"\n"P2","80500","450500"\n'
    return zipped(
        {
            f"{root}/Ongevallengegevens/ongevallen.txt": head + rows,
            f"{root}/Netwerkgegevens/puntlocaties.txt": places,
        }
    )


def bron(server: PlainServer, *years: int, **replies: Reply):
    for year in years:
        server.put(f"/bron/01-01-{year}_31-12-{year}.zip", Reply(crashes(year), kind="application/zip"))
    for name, reply in replies.items():
        server.put(f"/bron/01-01-{name[1:]}_31-12-{name[1:]}.zip", reply)
    return services("bron_ongevallen", f"{server.url}/bron/01-01-{{jaar}}_31-12-{{jaar}}.zip")


def test_the_newest_five_years_of_crashes_are_read_together(server, tmp_path):
    found = reading(bron(server, *range(2019, 2025)), tmp_path)
    assert found.layer["jaar"].tolist() == [2020, 2021, 2022, 2023, 2024]
    assert found.record.jaar == (2024, 2023, 2022, 2021, 2020)
    assert not [path for path in asked(server) if "2019" in path]


def test_one_download_of_a_national_file_serves_every_gemeente(server, tmp_path):
    source = bron(server, *range(2021, 2026))
    reading(source, tmp_path)
    assert len(asked(server)) == 5
    there = reading(source, tmp_path, ELSEWHERE)
    assert len(asked(server)) == 5
    assert there.layer.index.tolist() == [f"{year}2" for year in range(2021, 2026)]


def test_places_are_read_by_column_where_the_headings_are_others(server, tmp_path):
    other = '"PUNT_ID","RD_OOST","RD_NOORD"\n"P1","137000","457000"\n"P2","","" \n'
    found = reading(bron(server, _2025=Reply(crashes(2025, other), kind="application/zip")), tmp_path)
    assert found.layer.geometry["20251"] == Point(137_000, 457_000)
    assert len(found.layer) == 1


def test_places_in_degrees_are_refused_and_named(server, tmp_path):
    degrees = '"FK_VELD5","LENGTE","BREEDTE"\n"P1","5.12","52.09"\n'
    found = reading(bron(server, _2025=Reply(crashes(2025, degrees), kind="application/zip")), tmp_path)
    assert found.layer is None
    assert "geen enkele plaats ligt in Nederland (punt, x en y van de eerste rij: P1; 5.12; 52.09)" in (
        found.record.melding
    )


def test_a_zip_without_places_is_another_zip(server, tmp_path):
    found = reading(bron(server, _2025=Reply(zipped({"ongevallen.txt": "a"}), kind="application/zip")), tmp_path)
    assert found.record.status == "mislukt"
    assert "in de zip zit geen puntlocaties.txt" in found.record.melding


# --- GTFS -----------------------------------------------------------------------------------------------------

TIMETABLE = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type\ns1,Domplein,52.1007,5.1317,\n",
    "trips.txt": "route_id,service_id,trip_id,direction_id\nbus,A,t1,0\n",
    "routes.txt": "route_id,route_type\nbus,3\n",
    "stop_times.txt": "trip_id,stop_id,departure_time,pickup_type\nt1,s1,12:00:00,0\n",
    "calendar_dates.txt": "service_id,date,exception_type\nA,20260901,1\n",
}


def test_a_timetable_that_breaks_off_is_continued_and_we_say_who_we_are(server, tmp_path):
    whole = zipped({**TIMETABLE, "shapes.txt": "1,2\n" * 100_000})
    good = Reply(whole, kind="application/zip", version='"v1"')
    url = server.put("/nl/gtfs-nl.zip", replace(good, cut=len(whole) // 2), good)
    found = reading(services("gtfs_haltes", url), tmp_path)
    assert found.layer.index.tolist() == ["s1"]
    first, second = server.asked
    assert 0 < int(second.headers["Range"].removeprefix("bytes=").removesuffix("-")) <= len(whole) // 2
    assert first.headers["User-Agent"].startswith("wijkkaart/")


def test_a_timetable_without_stop_times_is_refused(server, tmp_path):
    short = {name: text for name, text in TIMETABLE.items() if name != "stop_times.txt"}
    url = server.put("/nl/gtfs-nl.zip", Reply(zipped(short), kind="application/zip"))
    assert "geen stop_times.txt" in reading(services("gtfs_haltes", url), tmp_path).record.melding


# --- NDW ------------------------------------------------------------------------------------------------------


def feature(name: str, where: tuple[float, float], **fields: object) -> dict:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(where)},
        "properties": {"id": name, **fields},
    }


def collection(*features: dict) -> bytes:
    return json.dumps({"type": "FeatureCollection", "bbox": [3, 50, 8, 54], "features": features}).encode()


IN_UTRECHT, IN_GRONINGEN = (5.1317, 52.1007), (6.5640, 53.2110)


def ndw(server: PlainServer, body: bytes, ocpi: bytes = b""):
    server.put("/laad.geojson.gz", Reply(gzip.compress(body), kind="application/gzip"))
    if ocpi:
        server.put("/laad_ocpi.json.gz", Reply(gzip.compress(ocpi), kind="application/octet-stream"))
    return services("ndw_laadpunten", f"{server.url}/laad.geojson.gz", f"{server.url}/laad_ocpi.json.gz")


def test_charge_points_that_stand_there_are_counted_per_location(server, tmp_path):
    evses = [{"evse_id": "a", "status": "AVAILABLE"}, {"evse_id": "b", "status": "CHARGING"}]
    body = collection(
        feature("l1", IN_UTRECHT, evses=[*evses, {"evse_id": "c", "status": "PLANNED"}]),
        feature("l2", IN_UTRECHT, aantal_laadpunten="4"),
        feature("l3", IN_UTRECHT, evse_id=77),
        feature("ver", IN_GRONINGEN, evses=evses),
    )
    found = reading(ndw(server, body), tmp_path).layer
    assert found["laadpunten"].to_dict() == pytest.approx({"l1": 2.0, "l2": 4.0, "l3": float("nan")}, nan_ok=True)
    assert found.crs == "EPSG:28992"
    # The tower of Amersfoort (5.38764, 52.15517) is the origin, (155000, 463000): 0.25594 degree of longitude of
    # 68.45 km and 0.05447 of latitude of 111.26 km further is some 17.5 km west and 6.05 km south.
    assert found.geometry["l1"].distance(Point(137_480, 456_950)) < 50
    assert not [path for path in asked(server) if "ocpi" in path]


def test_a_geojson_that_does_not_say_how_many_sends_us_to_the_list_of_locations(server, tmp_path):
    place = {"latitude": str(IN_UTRECHT[1]), "longitude": str(IN_UTRECHT[0])}
    one = {"party_id": "AAA", "id": "1", "coordinates": place, "evses": [{"uid": "x"}]}
    locations = [one, {**one, "party_id": "BBB", "evses": [{"uid": "y"}, {"uid": "z"}]}, one]
    found = reading(ndw(server, collection(feature("l1", IN_UTRECHT)), json.dumps(locations).encode()), tmp_path)
    assert found.layer["laadpunten"].to_dict() == {"AAA/1": 1.0, "BBB/1": 2.0}
    assert found.record.bestanden == ("laadpunten.json.gz",)


def test_a_list_with_nothing_in_the_netherlands_is_no_zero(server, tmp_path):
    swapped = collection(feature("l1", IN_UTRECHT[::-1], evses=[{}]))
    found = reading(ndw(server, swapped), tmp_path)
    assert found.layer is None
    assert "geen van de 1 laadlocaties ligt in Nederland" in found.record.melding


def test_a_long_list_is_read_item_by_item_packed_or_not(tmp_path):
    items = [{"id": number, "tekst": 'é{[\\",' * 40} for number in range(3000)]
    text = json.dumps({"meta": {"versie": 1}, "data": items}, ensure_ascii=False, indent=1).encode()
    for name, body in (("a.json", text), ("plat.json.gz", text), ("b.json.gz", gzip.compress(text))):
        path = tmp_path / name
        path.write_bytes(body)
        assert list(read_items(path)) == items


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'[{"id": 1}, {"id": ', "het breekt af"),
        (gzip.compress(b"[" + b'{"id": 1},' * 9000)[:-40], "het is beschadigd"),
        (b'{"fout": "onderhoud"}', "er staat geen lijst van objecten in"),
        (b"[1, 2]", "de lijst bevat '1'"),
        (b"", "er staat geen lijst"),
    ],
)
def test_a_broken_list_is_named(tmp_path, body, why):
    path = tmp_path / "laad.json.gz"
    path.write_bytes(body)
    with pytest.raises(InputError, match=f"laad.json.gz is niet te lezen: {why}"):
        list(read_items(path))


# --- HOV ------------------------------------------------------------------------------------------------------


def hov(path: Path, text: str = ""):
    if text:
        path.write_text(text, encoding="utf-8")
    return all_sources()["hov_haltes"].read(Bron(bestand=path), HERE)


def test_a_list_of_rapid_stops_as_csv_or_as_map(tmp_path):
    found = hov(tmp_path / "hov.csv", "halte;x;y;straal\nBrink;137000;457000,5;\nMarkt;137100;457100;400\n")
    assert found["naam"].tolist() == ["Brink", "Markt"]
    assert found["straal"].tolist() == [800, 400]
    assert found.geometry.iloc[0] == Point(137_000, 457_000.5)
    points = gpd.GeoDataFrame({"naam": ["Brink"]}, geometry=[Point(IN_UTRECHT)], crs="EPSG:4326")
    points.to_file(tmp_path / "hov.geojson")
    assert hov(tmp_path / "hov.geojson")["straal"].tolist() == [800]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("naam;x;y\nBrink;137000;\n", "bij 1 haltes is x of y geen getal, bijvoorbeeld 'Brink'"),
        ("naam;x;y\nBrink;5.12;52.09\n", "buiten Nederland"),
        ("naam;x;y;straal\nBrink;137000;457000;0,8 km\n", "de straal '0,8 km' kan niet"),
        ("naam;x;y;straal\nBrink;137000;457000;9000\n", "de straal '9000' kan niet"),
        ("stop_id;naam\n1;Brink\n", "het veld 'x' ontbreekt"),
    ],
)
def test_a_list_of_stops_that_cannot_be_is_refused(tmp_path, text, why):
    with pytest.raises(InputError, match=why):
        hov(tmp_path / "hov.csv", text)


# --- Leefbaarometer -------------------------------------------------------------------------------------------


def score(number: int, code: str, at: tuple[float, float] = (137_000.0, 457_000.0), **fields: object) -> dict:
    known = {"id": code, "name": "x", "gemeente": "Utrecht", "year": "2024", "kscore": 6, "afw": 0.18, "won": -0.01}
    return {
        "type": "Feature",
        "id": f"buurtscore24.{number}",
        "properties": {**known, **fields},
        "geometry": {"type": "Point", "coordinates": list(at)},
    }


LAYERS = (
    *("lbm3:buurtscore02", "lbm3:buurtscore24", "lbm3:buurtscore22", "lbm3:clippedgridscore24"),
    *("lbm3:wijkscore24", "lbm3:gemeentescore24"),
)
SCORES = [score(1, A), score(2, W, afw=0.1), score(3, G, afw=0.05), score(4, OTHER), score(5, "BU03440112", (1e5, 4e5))]


def test_the_newest_scores_in_the_box_and_only_of_our_gemeenten(tmp_path):
    with WfsServer(SCORES, kind="geoserver", names=LAYERS) as wfs:
        found = reading(services("leefbaarometer", wfs.url, GONE), tmp_path)
        pages = wfs.pages
    assert found.layer["afw"].waarde.to_dict() == {A: 0.18, G: 0.05, W: 0.1}
    assert found.layer["afw"].peiljaar == 2024
    assert {page["typenames"] for page in pages} == {"lbm3:buurtscore24", "lbm3:wijkscore24", "lbm3:gemeentescore24"}
    assert {page["bbox"] for page in pages} == {"136000,456000,138000,458000,EPSG:28992"}


def test_the_year_of_scores_comes_from_the_layer_where_the_field_is_gone(tmp_path):
    names = tuple(name.replace("24", "26") for name in LAYERS)
    rows = [{**row, "properties": {"id": row["properties"]["id"], "afw": 0.2}} for row in SCORES]
    with WfsServer(rows, kind="geoserver", names=names) as wfs:
        found = reading(services("leefbaarometer", wfs.url, GONE), tmp_path)
    assert found.layer["afw"].peiljaar == 2026


def test_without_the_layers_the_scores_come_from_the_zip(server, tmp_path):
    folder = "Leefbaarometer 3.0 - Meting 2024 - open data/Leefbaarometer-scores"
    head = "bu_code,bu_naam,jaar,lbm,afw\n"
    members = {
        f"{folder} buurten 2002-2024.csv": f"{head}{A},Oost,2022,4,0.1\n{A},Oost,2024,4,0.2\n{OTHER},B,2024,4,0.3\n",
        f"{folder} gemeenten 2002-2024.csv": f"gm_code,gm_naam,jaar,lbm,afw\n{G},Utrecht,2024,4.2,0.05\n",
        f"{folder} grids 2024.csv": "te,groot\n",
    }
    server.put("/meting-2024.zip", Reply(zipped(members), kind="application/zip"))
    with WfsServer(SCORES, names=("lbm4:buurtindex30",)) as wfs:
        found = reading(services("leefbaarometer", wfs.url, f"{server.url}/meting-2024.zip"), tmp_path)
    assert found.layer["afw"].waarde.to_dict() == {A: 0.2, G: 0.05}
    assert found.layer["afw"].peiljaar == 2024
    assert found.record.bestanden == ("buurten-2024.csv", "gemeenten-2024.csv")


def test_neither_layers_nor_tables_says_what_is_wrong_with_the_layers(server, tmp_path):
    server.put("/meting.zip", Reply(zipped({"leesmij.csv": "a\n"}), kind="application/zip"))
    with WfsServer(SCORES, names=("lbm4:buurtindex30",)) as wfs:
        found = reading(services("leefbaarometer", wfs.url, f"{server.url}/meting.zip"), tmp_path)
    assert found.layer is None
    assert "er is geen laag 'buurtscore' (meer)" in found.record.melding


# --- Police and RIVM ------------------------------------------------------------------------------------------

PERIODS = ("2021JJ00", "2022JJ00", "2023JJ00", "2024JJ00", "2025MM01")
PADDED = {"WijkenEnBuurten": 10, "SoortMisdrijf": 6, "Leeftijd": 8, "Marges": 9}


def crimes(kinds: tuple[str, ...] = ("0.0.0", "1.1.1"), topic: str = "GeregistreerdeMisdrijven_1") -> Table:
    areas = (A, W, G, OTHER)
    dimensions = {
        "SoortMisdrijf": ("Dimension", kinds),
        "WijkenEnBuurten": ("GeoDetail", areas),
        "Perioden": ("TimeDimension", PERIODS),
    }
    cells = {
        (kind, area, period, topic): 100 * row + int(period[2:4]) + 1000 * place
        for place, kind in enumerate(kinds)
        for row, area in enumerate(areas, start=1)
        for period in PERIODS
    }
    cells[kinds[0], A, "2022JJ00", topic] = None
    return Table(dimensions, {topic: (0, "Geregistreerde misdrijven", "aantal")}, cells, widths=PADDED)


def test_all_crimes_together_of_three_years_by_padded_key(tmp_path):
    with FeedServer(**{"47018NED": crimes()}) as feed:
        found = reading(services("politie_misdrijven", feed.url("47018NED")), tmp_path)
        filters = [query["$filter"] for path, rows in feed.asked if "$filter" in (query := dict(rows))]
    table = found.layer
    assert sorted(table.waarden) == ["a_misdrijven_2022", "a_misdrijven_2023", "a_misdrijven_2024"]
    assert table["a_misdrijven_2024"].waarde.to_dict() == {A: 124.0, G: 324.0, W: 224.0}
    assert table["a_misdrijven_2022"].status[A] == "niet_gepubliceerd"
    assert table["a_misdrijven_2023"].peiljaar == 2023
    assert table.edities == ()
    assert all("SoortMisdrijf eq '0.0.0 '" in text for text in filters)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (crimes(kinds=("9.9.9",)), "de dimensie 'SoortMisdrijf' heeft geen code '0.0.0' meer"),
        (crimes(topic="Aangiften_1"), "(gezocht: a_misdrijven)"),
    ],
)
def test_another_table_of_crimes_is_named(tmp_path, table, why):
    table.topics = {
        key: (0, "Aangiften", "aantal") if key == "Aangiften_1" else row for key, row in table.topics.items()
    }
    with FeedServer(**{"47018NED": table}) as feed:
        found = reading(services("politie_misdrijven", feed.url("47018NED")), tmp_path)
    assert found.layer is None
    assert why in found.record.melding
    assert "bronnen.politie_misdrijven" in found.record.melding


def health(number: int = 14) -> Table:
    """Return estimates with two ages and three margins; the wanted one is 10 times its row plus 1."""
    ages, margins, years = ("20300", "53115"), ("MW00000", "MOG0095", "MBG0095"), ("2020JJ00", "2022JJ00")
    dimensions = {
        "Leeftijd": ("Dimension", ages),
        "Marges": ("Dimension", margins),
        "WijkenEnBuurten": ("GeoDetail", (A, W, G)),
        "Perioden": ("TimeDimension", years),
    }
    lonely, severe = f"Eenzaam_{number}", f"ErnstigZeerErnstigEenzaam_{number + 1}"
    cells = {}
    for age in ages:
        for margin in margins:
            for row, area in enumerate((A, W, G), start=1):
                right = age == "20300" and margin == "MW00000"
                cells[age, margin, area, "2020JJ00", lonely] = 99.0
                cells[age, margin, area, "2022JJ00", lonely] = 10.0 * row + 1 if right else 99.0
                cells[age, margin, area, "2022JJ00", severe] = 3.0
    topics = {
        lonely: (1, "Eenzaam", "%"),
        severe: (1, "Ernstig/zeer ernstig eenzaam", "%"),
    }
    return Table(dimensions, topics, cells, {1: ("Sociale omgeving", None)}, PADDED)


def test_loneliness_of_adults_the_estimate_itself_of_the_newest_year(tmp_path):
    with FeedServer(**{"50150NED": health()}) as feed:
        found = reading(services("rivm_gezondheid", feed.url("50150NED")), tmp_path)
    assert found.layer["p_eenzaam"].waarde.to_dict() == {A: 11.0, G: 31.0, W: 21.0}
    assert found.layer["p_eenzaam"].peiljaar == 2022
    assert list(found.layer.waarden) == ["p_eenzaam"]


def test_a_statline_export_of_the_user_is_read_by_the_same_reader(tmp_path):
    path = tmp_path / "misdrijven.csv"
    rows = f'"Totaal misdrijven";"2023";"Oost";"{A}";"      12"\n"Totaal misdrijven";"2024";"Oost";"{A}";"       ."\n'
    head = '"Soort misdrijf";"Perioden";"Wijken en buurten";"Codering (code)";"Geregistreerde misdrijven (aantal)"\n'
    path.write_text(head + rows, encoding="utf-8-sig")
    table = all_sources()["politie_misdrijven"].read(Bron(bestand=path), HERE)
    assert table["a_misdrijven_2023"].waarde[A] == 12
    assert table["a_misdrijven_2024"].status[A] == "niet_gepubliceerd"
