"""Every way to the areas of CBS and to the names of gemeenten gives the same rows, whatever the edition calls them."""

import zipfile

import geopandas as gpd
import pytest
from shapely import force_3d
from shapely.geometry import box, mapping
from tests.servers import atom
from tests.servers.ogcapi import OgcServer
from tests.servers.solr import SolrServer
from tests.servers.wfs import WfsServer

from wijkkaart.config import Bron
from wijkkaart.declarations import Order
from wijkkaart.errors import InputError, SourceChanged, SourceUnavailable
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.sources.cbs_buurten import SOURCE as BUURTEN
from wijkkaart.sources.cbs_gemeenten import SOURCE as GEMEENTEN
from wijkkaart.sources.cbs_kerncijfers import SOURCE as KERNCIJFERS
from wijkkaart.sources.cbs_wijken import SOURCE as WIJKEN
from wijkkaart.sources.kadaster_gemeenten import SOURCE as NAMES

OGC, WFS, ATOM, ATOM_2026, CBS = range(5)
#: code, name, wijk, gemeente, name of the gemeente, place of a square of 500 m; B is the neighbour of A.
ROWS = (
    ("BU99980000", "Noord", "WK999800", "GM9998", "Testdorp", 0),
    ("BU99980001", "Zuid", "WK999800", "GM9998", "Testdorp", 1),
    ("BU99970000", "Elders", "WK999700", "GM9997", "Buurdorp", 2),
)
SNAKE = ("buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam")
NEW = ("bu_code", "bu_naam", "wk_code", "gm_code", "gm_naam")
UPPER = ("BU_CODE", "BU_NAAM", "WK_CODE", "GM_CODE", "GM_NAAM")
EXPECTED = [
    ("BU99980000", "Noord", "WK999800", "GM9998", "Testdorp"),
    ("BU99980001", "Zuid", "WK999800", "GM9998", "Testdorp"),
]


def square(place):
    return box(150_000 + 500 * place, 440_000, 150_500 + 500 * place, 440_500)


def features(names=SNAKE, shape=square, **fields):
    return [
        {
            "type": "Feature",
            "id": f"buurten.{number}",
            "properties": {**dict(zip(names, cells, strict=True)), **fields},
            "geometry": mapping(shape(place)),
        }
        for number, (*cells, place) in enumerate(ROWS)
    ]


def outlines(names=SNAKE, **fields):
    """Return the gemeenten: A covers its two buurten, B its one."""
    return [
        {
            "type": "Feature",
            "id": f"gemeenten.{code}",
            "properties": {names[3]: code, names[4]: name, **fields},
            "geometry": mapping(shape),
        }
        for code, name, shape in (
            ("GM9998", "Testdorp", square(0).union(square(1))),
            ("GM9997", "Buurdorp", square(2)),
        )
    ]


def fetched(way, url, place, editie=2024, gemeenten=("GM9998",)):
    source, number = way
    order = Order(Extent(gemeenten=gemeenten), editie, url, place)
    with Http(pause=0) as http:
        source.diensten[number].fetch(http, order)
    return read(source, place, editie, gemeenten)


def read(source, place, editie, gemeenten=("GM9998",)):
    files = sorted(path for path in place.rglob("*") if path.is_file())
    years = (editie,) * len(files) if editie else ()
    return source.read(Bron(bestand=files, jaar=years), Extent(gemeenten=gemeenten, jaar=editie))


def check(found, year):
    rows = found[["gebiedcode", "gebiednaam", "wijkcode", "gemeentecode", "gemeentenaam"]]
    assert list(rows.itertuples(index=False, name=None)) == EXPECTED
    assert set(found["indelingsjaar"]) == {year}
    assert not found.has_z.any()
    assert found.area.tolist() == pytest.approx([250_000.0, 250_000.0])


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize(
    ("names", "field", "year"), [(SNAKE, "gemeentecode", 2023), (NEW, "gm_code", "2026")], ids=["2023", "2026"]
)
def test_ogc_is_asked_for_one_gemeente_by_the_field_that_the_edition_has(tmp_path, names, field, year, published):
    rows = features(names, lambda place: force_3d(square(place), 3.0), water="NEE", jaar=year)
    with OgcServer({"buurten": rows}, filters=(field,), published=published) as server:
        check(fetched((BUURTEN, OGC), server.url, tmp_path, int(year)), int(year))
    assert server.pages[-1][field] == "GM9998"
    assert not any("bbox" in query for query in server.pages)


@pytest.mark.parametrize("published", [True, False])
def test_ogc_that_cannot_choose_on_gemeente_is_asked_for_its_box_and_cut(tmp_path, published):
    collections = {"buurten": features(NEW, jaar="2026", fid="a1"), "gemeenten": outlines(NEW, jaar="2026")}
    with OgcServer(collections, published=published) as server:
        check(fetched((BUURTEN, OGC), server.url, tmp_path, 2026), 2026)
    assert server.pages[-1]["bbox"] == "150000,440000,151000,440500"
    # The neighbour touches the box, so it came too; what is kept is only the gemeente's own.
    (kept,) = tmp_path.rglob("*.gpkg")
    assert gpd.read_file(kept)["bu_code"].tolist() == ["BU99980000", "BU99980001"]


def test_two_gemeenten_by_their_boxes_hold_no_area_twice(tmp_path):
    collections = {"buurten": features(NEW, jaar="2026"), "gemeenten": outlines(NEW, jaar="2026")}
    with OgcServer(collections, published=True) as server:
        found = fetched((BUURTEN, OGC), server.url, tmp_path, 2026, ("GM9997", "GM9998"))
    assert found["gebiedcode"].tolist() == ["BU99970000", "BU99980000", "BU99980001"]


def test_gemeenten_without_a_filter_need_no_box(tmp_path):
    with OgcServer({"gemeenten": outlines(NEW, jaar="2026")}, published=True) as server:
        found = fetched((GEMEENTEN, OGC), server.url, tmp_path, 2026)
    assert found[["gebiedcode", "gebiednaam", "indelingsjaar"]].to_numpy().tolist() == [["GM9998", "Testdorp", 2026]]
    assert len(server.pages) == 1


def test_a_gemeente_that_the_edition_does_not_know_is_named(tmp_path):
    collections = {"buurten": features(NEW, jaar="2026"), "gemeenten": outlines(NEW, jaar="2026")}
    with OgcServer(collections, published=True) as server, pytest.raises(SourceChanged, match="niets van GM0001"):
        fetched((BUURTEN, OGC), server.url, tmp_path, 2026, ("GM0001",))


@pytest.mark.parametrize(
    ("layer", "names", "fields", "year"),
    [
        ("wijkenbuurten:buurten", SNAKE, {"jaar": 2021, "water": "NEE"}, 2021),
        ("wijkenbuurten:cbs_buurten_2019", UPPER, {"WATER": "NEE"}, 2019),
        ("wijkenbuurten:buurt_2019_v3", UPPER, {"H2O": "NEE"}, 2019),
    ],
)
def test_wfs_is_asked_for_one_gemeente_by_filter_in_the_words_of_the_edition(tmp_path, layer, names, fields, year):
    layers = {layer: features(names, **fields), "wijkenbuurten:gemeenten": outlines(names)}
    with WfsServer(layers=layers) as server:
        check(fetched((BUURTEN, WFS), server.url, tmp_path, year), year)
    assert f"<fes:ValueReference>{names[3]}</fes:ValueReference><fes:Literal>GM9998<" in server.pages[-1]["filter"]
    assert "bbox" not in server.pages[-1]
    assert "cql_filter" not in server.pages[-1]


def test_large_water_in_the_old_spelling_is_water(tmp_path):
    rows = features(UPPER, H2O="NEE")
    rows[1]["properties"]["H2O"] = "JA"
    with WfsServer(layers={"wijkenbuurten:buurten": rows}) as server:
        found = fetched((BUURTEN, WFS), server.url, tmp_path, 2020)
    assert found["water"].tolist() == [False, True]


def test_a_wfs_without_the_field_says_what_it_has(tmp_path):
    rows = [{"type": "Feature", "id": "1", "properties": {"naam": "x"}, "geometry": mapping(square(0))}]
    with (
        WfsServer(layers={"wijkenbuurten:buurten": rows}) as server,
        pytest.raises(SourceChanged, match="geen veld met de gemeentecode, maar naam"),
    ):
        fetched((BUURTEN, WFS), server.url, tmp_path)


def national(path, names=SNAKE, **fields):
    """Write the GeoPackage of the whole country, here two gemeenten."""
    for layer, rows in (
        ("buurten", features(names, lambda place: force_3d(square(place), 3.0), **fields)),
        ("gemeenten", outlines(names, **fields)),
    ):
        gpd.GeoDataFrame.from_features(rows, crs="EPSG:28992").to_file(path, layer=layer, engine="pyogrio")
    return path.read_bytes()


def offer(server, name, body, folder="cbs/wijkenbuurten/2024"):
    address = server.put(f"/{folder}/atom/downloads/{name}", body, "application/geopackage+sqlite3")
    entry = atom.link(address, "application/geopackage+sqlite3", len(body))
    other = atom.link(server.put(f"/{folder}/atom/leesmij_2024.pdf", b"%PDF", "application/pdf"), "application/pdf", 4)
    feed = server.put(f"/{folder}/atom/wijkenbuurten.xml", atom.feed(other, entry))
    return server.put(f"/{folder}/atom/index.xml", atom.feed(atom.link(feed, "application/atom+xml")))


@pytest.mark.parametrize(
    ("service", "name", "names", "year"),
    [
        (ATOM, "wijkenbuurten_2024.gpkg", SNAKE, 2024),
        (ATOM, "wijkenbuurten_2020_v3.gpkg", SNAKE, 2020),
        (ATOM_2026, "WijkBuurtkaart_2026_v0.gpkg", NEW, "2026"),
    ],
)
def test_the_download_is_found_by_its_name_and_cut_to_the_gemeente(tmp_path, service, name, names, year):
    body = national(tmp_path / "bron.gpkg", names, water="NEE", jaar=year)
    place = tmp_path / "map"
    place.mkdir()
    with atom.AtomServer() as server:
        found = fetched((BUURTEN, service), offer(server, name, body), place, int(year))
    check(found, int(year))
    assert read(GEMEENTEN, place, int(year))["gebiednaam"].tolist() == ["Testdorp"]


def test_a_download_of_another_year_is_not_taken(tmp_path):
    body = national(tmp_path / "bron.gpkg", jaar=2023)
    with atom.AtomServer() as server, pytest.raises(SourceChanged, match=r"wijkenbuurten_2023\.gpkg"):
        fetched((BUURTEN, ATOM), offer(server, "wijkenbuurten_2023.gpkg", body), tmp_path, 2024)


def test_the_zip_of_cbs_is_opened(tmp_path):
    national(tmp_path / "bron.gpkg", jaar=2024)
    with zipfile.ZipFile(tmp_path / "bron.zip", "w") as packed:
        packed.write(tmp_path / "bron.gpkg", "WijkBuurtkaart_2024_v2/WijkBuurtkaart_2024_v2.gpkg")
        packed.writestr("WijkBuurtkaart_2024_v2/leesmij.txt", "leesmij")
    place = tmp_path / "map"
    place.mkdir()
    with atom.AtomServer() as server:
        address = server.put("/kaart_2024_v2.zip", (tmp_path / "bron.zip").read_bytes(), "application/zip")
        check(fetched((BUURTEN, CBS), address.replace("v2", "{versie}"), place, 2024), 2024)
    assert [path.name for path in place.iterdir()] == ["wijkenbuurten_2024.gpkg"]


def test_a_year_of_which_no_zip_is_known_is_not_asked_for(tmp_path):
    with atom.AtomServer() as server, pytest.raises(SourceUnavailable, match="Van 2021 is geen adres bij CBS bekend"):
        fetched((BUURTEN, CBS), server.url, tmp_path, 2021)
    assert server.asked == []


def test_all_area_sources_read_one_download():
    shared = {(s.url, s.gedeeld) for source in (BUURTEN, WIJKEN, GEMEENTEN) for s in source.diensten if s.gedeeld}
    assert {name for _, name in shared} == {"cbs_wijken_en_buurten"}
    assert len(shared) == 3
    assert {s.url for s in KERNCIJFERS.diensten if s.gedeeld} == {url for url, _ in shared}


# Names and codes of gemeenten.

KADASTER, BRK, LOCATIESERVER, INDELINGEN = range(4)
FOUND = [["GM0344", "Utrecht"], ["GM0518", "'s-Gravenhage"]]


def named(*rows):
    return [
        {"type": "Feature", "id": str(number), "properties": fields, "geometry": mapping(square(number))}
        for number, fields in enumerate(rows)
    ]


@pytest.mark.parametrize("service", [KADASTER, BRK])
def test_names_come_from_the_kadaster_under_both_addresses(tmp_path, service):
    rows = named(
        {"identificatie": "0518", "code": "GM0518", "naam": "'s-Gravenhage", "ligt_in_provincie_code": "PV28"},
        {"identificatie": "0344", "code": "GM0344", "naam": "Utrecht", "ligt_in_provincie_code": "PV26"},
    )
    with OgcServer({"gemeentegebied": rows, "provinciegebied": []}) as server:
        found = fetched((NAMES, service), server.url, tmp_path, 0, ())
    assert found[["code", "naam"]].to_numpy().tolist() == FOUND


def test_names_of_a_year_come_from_the_divisions_of_cbs(tmp_path):
    rows = named(
        *(
            {"statcode": code, "statnaam": name, "jrstatcode": f"{year}{code}", "jaarcode": year, "rubriek": "gemeente"}
            for year, code, name in (
                (2021, "GM0457", "Weesp"),
                (2024, "GM0518", "'s-Gravenhage"),
                (2024, "GM0344", "Utrecht"),
                (2024, "GM0998", "Buitenland"),
            )
        )
    )
    with OgcServer({"gemeente_gegeneraliseerd": rows}, filters=("jaarcode",), published=True) as server:
        found = fetched((NAMES, INDELINGEN), server.url, tmp_path, 2024, ())
    assert found[["code", "naam"]].to_numpy().tolist() == FOUND


def test_names_come_from_the_locatieserver_whose_codes_lack_their_letters(tmp_path):
    documents = [
        {"type": "gemeente", "gemeentecode": code, "gemeentenaam": name, "provincienaam": province}
        for code, name, province in (("0344", "Utrecht", "Utrecht"), ("0518", "'s-Gravenhage", "Zuid-Holland"))
    ]
    with SolrServer([*documents, {"type": "weg", "gemeentecode": "0344", "gemeentenaam": "Utrecht"}]) as server:
        found = fetched((NAMES, LOCATIESERVER), server.url, tmp_path, 0, ())
    assert found[["code", "naam"]].to_numpy().tolist() == FOUND
    assert found["provincie"].tolist() == ["Utrecht", "Zuid-Holland"]


def test_a_code_with_two_names_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("code;naam\nGM0344;Utrecht\nGM0344;Elders\n", encoding="utf-8")
    with pytest.raises(InputError, match="komen meer dan één keer voor, bijvoorbeeld GM0344"):
        read(NAMES, tmp_path, 0)
