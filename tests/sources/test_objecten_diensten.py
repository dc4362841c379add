"""Registers of objects over their services: whatever way they came, the same objects; nothing is never zero."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
import pytest
from shapely import from_wkt
from shapely.geometry import LineString, Point, box, mapping
from tests.servers.bgt import BgtServer
from tests.servers.ogcapi import OgcServer
from tests.servers.wfs import WfsServer

from wijkkaart.config import Bron
from wijkkaart.extent import Extent
from wijkkaart.fetch.answer import Answer
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.ogc_features import CRS84_URI, RD_URI, fetch_features
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetch.vector import open_layer, read_vector
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import place_objects, read_source
from wijkkaart.opgaven.natuurlijke_momenten import riool_leeftijd_mediaan
from wijkkaart.sources.bag3d_daken import SOURCE as DAKEN
from wijkkaart.sources.bag_panden import SOURCE as PANDEN
from wijkkaart.sources.bag_verblijfsobjecten import SOURCE as UNITS
from wijkkaart.sources.bgt_begroeid import SOURCE as BEGROEID
from wijkkaart.sources.bgt_erven import SOURCE as ERVEN
from wijkkaart.sources.bgt_spoor import SOURCE as SPOOR
from wijkkaart.sources.bgt_water import SOURCE as WATER
from wijkkaart.sources.bgt_wegdelen import SOURCE as WEGDELEN
from wijkkaart.sources.gwsw_leidingen import SOURCE as LEIDINGEN
from wijkkaart.sources.nwb_wegvakken import SOURCE as WEGVAKKEN
from wijkkaart.status import Status

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
HERE = (136_000.0, 456_000.0, 138_000.0, 458_000.0)
DEAD = "http://127.0.0.1:9/ogc"


@pytest.fixture
def fetch(tmp_path):
    """Return a function that reads a source from the services at these addresses, the last for all that remain."""
    with Http(pause=0, tries=1, timeout=(5, 5)) as http:

        def run(source, *urls, bbox=HERE, gemeenten=("GM9998",)):
            moved = [
                replace(service, url=urls[min(number, len(urls) - 1)] + form_of(service))
                for number, service in enumerate(source.diensten)
            ]
            source = replace(source, dienst=moved[0], terugval=tuple(moved[1:]))
            config = SimpleNamespace(input_of=lambda _: Bron(), wants=lambda _: True)
            fetching = Fetching(http, Store(tmp_path / "cache"), False, date(2026, 11, 23))
            return read_source(source, config, Extent(bbox, gemeenten, 2024), fetching)

        yield run


def form_of(service):
    """Return the part of a download's address that says in which form the file is made."""
    _, mark, form = service.url.partition("?format=")
    return mark + form


def feature(number, geometry, **properties):
    return {"type": "Feature", "id": f"f{number}", "properties": properties, "geometry": mapping(geometry)}


# --- BGT: one set of versions in the three forms that the register is delivered in

#: lokaalID, level, status, end of registration.
VERSIONS = [
    ("G1.nu", 0, "bestaand", None),
    ("G1.voorbij", 0, "bestaand", "2019-01-01T00:00:00.000"),
    ("G1.brug", 1, "bestaand", None),
    ("G1.plan", 0, "plan", None),
    ("G1.ook", 0, "bestaand", None),
]
#: Source, object type, its class, and the name of the class over OGC API, in light GML and in CityGML.
KINDS = [
    (BEGROEID, "begroeidterreindeel", "groenvoorziening", ("fysiek_voorkomen", "bgt-fysiekVoorkomen", "class")),
    (ERVEN, "onbegroeidterreindeel", "erf", ("fysiek_voorkomen", "bgt-fysiekVoorkomen", "bgt-fysiekVoorkomen")),
    (SPOOR, "spoor", "tram", ("functie", "bgt-functie", "function")),
    (WATER, "waterdeel", "waterloop", ("type", "bgt-type", "class")),
    (WEGDELEN, "wegdeel", "voetpad", ("functie", "bgt-functie", "function")),
]
ALL_KINDS = pytest.mark.parametrize(("source", "kind", "value", "names"), KINDS, ids=[kind[1] for kind in KINDS])


def place_of(number, kind):
    x = 136_100 + 100 * number
    line = LineString([(x, 456_100), (x + 40, 456_130)])
    return line if kind == "spoor" else box(x, 456_100, x + 40, 456_150)


def over_ogc(kind, value, name):
    rows = []
    for number, (code, level, status, end) in enumerate(VERSIONS):
        fields = {"lokaal_id": code, "relatieve_hoogteligging": level, "status": status, "eind_registratie": end}
        rows.append(feature(number, place_of(number, kind), **fields, **{name: value}, plus_functie="geenWaarde"))
    return rows


def gml_shape(shape, crs=""):
    ring = " ".join(f"{x:.3f} {y:.3f}" for x, y in (shape.exterior if shape.geom_type == "Polygon" else shape).coords)
    points = f'<gml:posList srsDimension="2">{ring}</gml:posList>'
    if shape.geom_type == "LineString":
        line = f"<gml:LineStringSegment>{points}</gml:LineStringSegment>"
        return f"<gml:Curve{crs}><gml:segments>{line}</gml:segments></gml:Curve>"
    return f"<gml:Polygon{crs}><gml:exterior><gml:LinearRing>{points}</gml:LinearRing></gml:exterior></gml:Polygon>"


def light(kind, value, name, versions=VERSIONS):
    """Return the light GML as the download gives it: dotted names, no CRS."""
    members = []
    for number, (code, level, status, end) in enumerate(versions):
        ended = f"<i:eindRegistratie>{end}</i:eindRegistratie>" if end else ""
        members.append(
            f'<gml:featureMember><i:Object gml:id="b{number}">'
            f"<i:identificatie.namespace>NL.IMGeo</i:identificatie.namespace>"
            f"<i:identificatie.lokaalID>{code}</i:identificatie.lokaalID>{ended}"
            f"<i:relatieveHoogteligging>{level}</i:relatieveHoogteligging><i:bgt-status>{status}</i:bgt-status>"
            f"<i:{name}>{value}</i:{name}>"
            f"<i:geometrie2d>{gml_shape(place_of(number, kind))}</i:geometrie2d></i:Object></gml:featureMember>"
        )
    spaces = 'xmlns:i="http://www.geostandaarden.nl/imgeo/2.1/simple/gml31" xmlns:gml="http://www.opengis.net/gml"'
    return zipped(kind, f"<gml:FeatureCollection {spaces}>{''.join(members)}</gml:FeatureCollection>")


def city(kind, value, name, versions=VERSIONS):
    members = []
    own = f"i:{name}" if name.startswith("bgt") else name
    crs = ' srsName="urn:ogc:def:crs:EPSG::28992"'
    for number, (code, level, status, end) in enumerate(versions):
        ended = f"<i:eindRegistratie>{end}</i:eindRegistratie>" if end else ""
        members.append(
            f'<cityObjectMember><Object gml:id="b{number}"><i:relatieveHoogteligging>{level}</i:relatieveHoogteligging>'
            f"{ended}<i:identificatie><i:NEN3610ID><i:namespace>NL.IMGeo</i:namespace><i:lokaalID>{code}</i:lokaalID>"
            f"</i:NEN3610ID></i:identificatie><i:bgt-status>{status}</i:bgt-status><{own}>{value}</{own}>"
            f"<i:geometrie2d>{gml_shape(place_of(number, kind), crs)}</i:geometrie2d></Object></cityObjectMember>"
        )
    spaces = 'xmlns="http://www.opengis.net/citygml/2.0" xmlns:gml="http://www.opengis.net/gml"'
    spaces += ' xmlns:i="http://www.geostandaarden.nl/imgeo/2.1"'
    return zipped(kind, f"<CityModel {spaces}>{''.join(members)}</CityModel>")


def zipped(kind, text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"bgt_{kind}.gml", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return buffer.getvalue()


@ALL_KINDS
def test_the_bgt_is_the_same_over_every_way(fetch, source, kind, value, names):
    rows = over_ogc(kind, value, names[0])
    with OgcServer({kind: rows, f"ondersteunend{kind}": []}, ended="eind_registratie") as ogc:
        first = fetch(source, ogc.url)
        (page,) = ogc.pages
    assert page["bbox"] == "136000,456000,138000,458000"
    assert page["bbox-crs"] == page["crs"] == RD_URI
    assert abs(datetime.fromisoformat(page["datetime"]) - datetime.now(UTC)) < timedelta(days=2)
    assert first.record.status == "gebruikt"
    column = source.verwachte_velden[-1]
    assert first.layer[column].to_dict() == {"G1.nu": value, "G1.ook": value}
    assert first.layer.geometry["G1.ook"].equals(place_of(4, kind))
    for made in ({"gmllight": light(kind, value, names[1])}, {"citygml": city(kind, value, names[2])}):
        broken = {form: zipped(kind, "<a/>") for form in ("gmllight", "citygml")}
        with BgtServer(answers=[201], forms={**broken, **made}) as downloads:
            other = fetch(source, DEAD, downloads.url)
            assert downloads.ordered["format"] == next(iter(made))
        assert other.layer.drop(columns="geometry").equals(first.layer.drop(columns="geometry"))
        assert other.layer.geometry.geom_equals_exact(first.layer.geometry, 0.001).all()


def test_the_download_is_ordered_for_the_box_and_the_one_object_type(fetch):
    made = {"gmllight": light("wegdeel", "voetpad", "bgt-functie")}
    with BgtServer(answers=[201], forms=made) as downloads:
        found = fetch(WEGDELEN, DEAD, downloads.url, bbox=(136_000.4, 456_000.0, 137_999.6, 458_000.0))
    assert downloads.ordered["featuretypes"] == ["wegdeel"]
    assert from_wkt(downloads.ordered["geofilter"]).bounds == HERE
    assert found.record.url.endswith("/lv/bgt/download/v1_0/dataset")


@pytest.mark.parametrize("there", ["bgt_wegdeel", "Wegdeel", "wegdeel_vlak"])
def test_a_collection_of_the_bgt_may_get_another_name(fetch, there):
    with OgcServer({"ondersteunendwegdeel": [], there: over_ogc("wegdeel", "voetpad", "functie")}) as ogc:
        assert fetch(WEGDELEN, ogc.url).record.rijen == 2


def test_a_collection_that_is_gone_is_told_with_what_there_is(fetch):
    with OgcServer({"ondersteunendwegdeel": []}) as ogc:
        found = fetch(WEGDELEN, ogc.url, DEAD)
    assert found.record.status == "mislukt"
    assert (
        "/lv/bgt/ogc/v1: de collectie 'wegdeel' bestaat niet (meer); wel: ondersteunendwegdeel" in found.record.melding
    )
    assert "bronnen.bgt_wegdelen" in found.record.melding


def test_a_field_that_changed_its_name_is_told_and_never_zero(fetch):
    with OgcServer({"wegdeel": over_ogc("wegdeel", "voetpad", "soort")}) as ogc:
        found = fetch(WEGDELEN, ogc.url, DEAD)
    assert (found.layer, found.record.status) == (None, "mislukt")
    assert "het veld 'bgt_functie' ontbreekt; aanwezig zijn: lokaal_id" in found.record.melding


@pytest.mark.parametrize("has_schema", [True, False])
@pytest.mark.parametrize("source", [SPOOR, WATER], ids=["spoor", "water"])
def test_where_there_is_no_track_or_water_there_is_none(fetch, source, has_schema):
    kind, names = {SPOOR.id: ("spoor", KINDS[2][3]), WATER.id: ("waterdeel", KINDS[3][3])}[source.id]
    elsewhere = (10_000.0, 400_000.0, 11_000.0, 401_000.0)
    with OgcServer({kind: over_ogc(kind, "x", names[0])}, has_schema=has_schema) as ogc:
        found = fetch(source, ogc.url, bbox=elsewhere)
    assert (found.record.status, len(found.layer)) == ("gebruikt", 0)
    with BgtServer(answers=[201], forms={"gmllight": city(kind, "", names[2], versions=[])}) as downloads:
        found = fetch(source, DEAD, downloads.url, bbox=elsewhere)
    assert (found.record.status, len(found.layer)) == ("gebruikt", 0)
    assert found.layer.crs == "EPSG:28992"


@pytest.mark.parametrize("source", [BEGROEID, ERVEN, WEGDELEN], ids=["begroeid", "erven", "wegdelen"])
def test_a_town_without_green_roads_or_bare_ground_is_a_service_that_fails(fetch, source):
    kind = {row[0].id: row[1] for row in KINDS}[source.id]
    with OgcServer({kind: []}, has_schema=False) as ogc:
        found = fetch(source, ogc.url, DEAD)
    assert (found.layer, found.record.status) == (None, "mislukt")


def test_bare_ground_without_yards_is_no_mistake(fetch):
    with OgcServer({"onbegroeidterreindeel": over_ogc("vlak", "zand", "fysiek_voorkomen")}) as ogc:
        found = fetch(ERVEN, ogc.url)
    assert (found.record.status, len(found.layer)) == ("gebruikt", 0)


@pytest.mark.parametrize("kind", [row[1] for row in KINDS if row[1] != "spoor"])
def test_a_real_delivery_is_the_same_over_ogc_api(fetch, kind):
    path = SHARED / "otterlo" / "otterlo_bgt_gml_20200805.zip"
    if not path.exists():
        pytest.skip("no real delivery of the BGT here")
    source = next(row[0] for row in KINDS if row[1] == kind)
    names = next(row[3] for row in KINDS if row[1] == kind)
    versions = read_vector(open_layer(path, hint=kind))
    fields = {
        "lokaal_id": versions["lokaalID"],
        "relatieve_hoogteligging": versions["relatieveHoogteligging"],
        "status": versions["bgt-status"],
        names[0]: versions[names[2]],
        "eind_registratie": versions["eindRegistratie"].astype("string"),
        "termination_date": versions["terminationDate"].astype("string"),
    }
    rows = gpd.GeoDataFrame(fields, geometry=versions.geometry, crs="EPSG:28992")
    served = json.loads(rows.to_json())["features"]
    with OgcServer({kind: served}) as ogc:
        box_ = tuple(versions.total_bounds)
        over = fetch(source, ogc.url, bbox=box_).layer
    all_versions = [page for page in ogc.pages if "datetime" not in page]
    assert len(all_versions) == -(-len(versions) // 1000)
    local = source.read(Bron(bestand=path), Extent(box_))
    pd.testing.assert_frame_equal(
        pd.DataFrame(over.drop(columns="geometry")), pd.DataFrame(local.drop(columns="geometry"))
    )
    assert over.area.sum() == pytest.approx(local.area.sum())


# --- BAG


def pand(number, **changes):
    fields = {"identificatie": f"9998100000{number:06d}", "bouwjaar": 1900 + number, "status": "Pand in gebruik"}
    place = box(136_000 + 20 * number, 456_000, 136_010 + 20 * number, 456_010)
    return feature(number, place, **{**fields, "gebruiksdoel": "woonfunctie", **changes})


def unit(number, **changes):
    fields = {
        "identificatie": f"9998010000{number:06d}",
        "oppervlakte": 80,
        "status": "Verblijfsobject in gebruik",
        "gebruiksdoel": "woonfunctie",
        "huisnummer": number,
    }
    return feature(number, Point(136_005 + 20 * number, 456_005), **{**fields, **changes})


PANDEN_ROWS = [pand(1), pand(2, status="Pand gesloopt"), pand(3, gebruiksdoel=None)]
USED = {"9998100000000001": 1901.0, "9998100000000003": 1903.0}


@pytest.mark.parametrize("dead", [0, 1, 2, 3])
def test_panden_come_over_four_ways(fetch, dead):
    with OgcServer({"pand": PANDEN_ROWS}) as ogc, WfsServer(PANDEN_ROWS, names=("bag:pand",)) as wfs:
        found = fetch(PANDEN, *[DEAD] * dead, *[ogc.url, wfs.url, ogc.url, wfs.url][dead:])
    assert found.layer["bouwjaar"].to_dict() == USED
    assert found.layer.area.tolist() == [100.0, 100.0]
    assert found.record.url.startswith(wfs.url if dead % 2 else ogc.url)
    asked = ogc.pages if dead % 2 == 0 else wfs.pages
    assert asked[0]["bbox"].startswith("136000,456000,138000,458000")


def test_all_ways_to_the_panden_dead_names_the_first(fetch):
    found = fetch(PANDEN, DEAD)
    assert (found.layer, found.record.status) == (None, "mislukt")
    assert "127.0.0.1:9" in found.record.melding


HREF = "https://api.pdok.nl/kadaster/bag/ogc/v2/collections/pand/items"


def test_dwellings_over_ogc_api_know_their_pand_when_the_link_ends_on_its_number(fetch):
    numbers = ["9998100000000001", "9998100000000003"]
    rows = [
        unit(1, **{"pand.href": [f"{HREF}/{numbers[0]}"]}),
        unit(2, **{"pand.href": [f"{HREF}/{number}?f=json" for number in numbers]}),
    ]
    with OgcServer({"verblijfsobject": rows}) as ogc:
        found = fetch(UNITS, DEAD, DEAD, ogc.url)
    assert found.layer["pand_identificatie"].tolist() == [numbers[0], ",".join(numbers)]


def test_dwellings_without_the_number_of_their_pand_are_refused(fetch):
    rows = [unit(n, **{"pand.href": [f"{HREF}/0e0a9d3c-1111-2222-3333-12345678901{n}"]}) for n in range(3)]
    with OgcServer({"verblijfsobject": rows}) as ogc:
        found = fetch(UNITS, ogc.url)
        assert (found.layer, found.record.status) == (None, "mislukt")
        wrong = fetch(replace(UNITS, dienst=UNITS.terugval[-1], terugval=()), ogc.url)
    assert (
        "bij geen enkel verblijfsobject staat in 'pand_identificatie' het nummer van zijn pand" in wrong.record.melding
    )


def test_dwellings_come_over_the_old_path_too(fetch):
    rows = [unit(1, pandidentificatie="9998100000000001", openbare_ruimte="Dorpsstraat")]
    with WfsServer(rows, names=("bag:verblijfsobject",)) as wfs:
        found = fetch(UNITS, DEAD, wfs.url)
    assert found.layer["straat"].tolist() == ["Dorpsstraat"]
    assert found.layer["pand_identificatie"].tolist() == ["9998100000000001"]


# --- 3DBAG


def roof(number, part=0, flat=40.5):
    place = box(136_000 + 20 * number + 5 * part, 456_000, 136_004 + 20 * number + 5 * part, 456_010)
    name = f"NL.IMBAG.Pand.9998100000{number:06d}"
    return {
        **feature(f"{number}.{part}", place, identificatie=name, b3_opp_dak_plat=flat, b3_opp_dak_schuin=60.25),
        "id": f"lod12.{number}{part}",
    }


@pytest.mark.parametrize("counts", [True, False])
def test_roofs_come_page_by_page_also_when_the_service_does_not_count(fetch, counts):
    roofs = [roof(number, flat=float(number)) for number in range(25)] + [roof(3, part=1, flat=3.0)]
    with WfsServer(roofs, names=("BAG3D:lod12", "BAG3D:lod13"), kind="geoserver", counts=counts, largest=10) as wfs:
        found = fetch(DAKEN, wfs.url)
        assert {query["typenames"] for query in wfs.pages} == {"BAG3D:lod12"}
        assert {query["bbox"] for query in wfs.pages} == {"136000,456000,138000,458000,EPSG:28992"}
    # 25 panden, one of them drawn in two parts; their sum of 0 to 24 is 300.
    assert len(found.layer) == 25
    assert found.layer["b3_opp_dak_plat"].sum() == 300.0
    assert found.layer["b3_opp_dak_schuin"]["9998100000000024"] == 60.25


def test_no_roofs_in_a_town_is_a_service_that_fails(fetch):
    with WfsServer([], names=("BAG3D:lod12",)) as wfs:
        assert fetch(DAKEN, wfs.url).record.status == "mislukt"


# --- NWB

STREET = LineString([(136_100, 456_100), (136_300, 456_100)])
ROAD = {"identificatie": ["600123"], "wegbehsrt": ["G"], "naam": ["Dorpsstraat"], "bst_code": ["RB"]}


def test_roads_are_the_same_over_ogc_api_and_wfs(fetch):
    snake = {"wvk_id": 600123, "wegbehsrt": "G", "stt_naam": "Dorpsstraat", "bst_code": "RB"}
    camel = {"wvkId": "600123", "wegbehsrt": "G", "sttNaam": "Dorpsstraat", "bstCode": "RB"}
    with OgcServer({"hectopunten": [], "wegvakken": [feature(1, STREET, **snake)]}) as ogc:
        first = fetch(WEGVAKKEN, ogc.url).layer
    names = ("nwbwegen:hectopunten", "nwbwegen:wegvakken")
    with WfsServer([feature(1, STREET, **camel)], names=names) as wfs:
        second = fetch(WEGVAKKEN, DEAD, wfs.url).layer
        assert wfs.pages[0]["typenames"] == "nwbwegen:wegvakken"
    for roads in (first, second):
        assert roads.reset_index()[list(ROAD)].to_dict("list") == ROAD
        assert roads.length.tolist() == [200.0]


# --- GWSW


def pipe(number, **fields):
    return feature(number, STREET, **{"naam": f"P{number}", **fields})


@pytest.mark.parametrize("field", ["begindatum", "Begindatum", "datum_begin", "beginjaar_leiding"])
@pytest.mark.parametrize("name", ["beheerleiding", "BeheerLeiding", "beheer_leiding"])
def test_pipes_are_found_whatever_their_layer_and_date_are_called(fetch, name, field):
    rows = [pipe(1, uri="u1", bob_beginpunt_leiding="1.25", **{field: "1970-05-01"})]
    with OgcServer({"beheerput": [], name: rows}) as ogc:
        assert fetch(LEIDINGEN, ogc.url).layer["beginjaar"].to_dict() == {"u1": 1970.0}
    with WfsServer(rows, names=("gwsw:Put", f"gwsw:{name}")) as wfs:
        assert fetch(LEIDINGEN, DEAD, wfs.url).layer["beginjaar"].to_dict() == {"u1": 1970.0}


def test_pipes_without_a_date_field_are_told(fetch):
    with OgcServer({"beheerleiding": [pipe(1, bob_beginpunt_leiding="1.25")]}) as ogc:
        found = fetch(LEIDINGEN, ogc.url, DEAD)
    assert found.record.status == "mislukt"
    assert "geen veld met een begindatum" in found.record.melding


def test_pipes_of_two_gemeenten_may_share_a_name_and_one_without_length_weighs_nothing(fetch):
    rows = [pipe(n, naam="12-13", begindatum=f"{1960 + n}") for n in range(3)]
    rows[1]["geometry"] = {"type": "LineString", "coordinates": [[136_200, 456_100], [136_200, 456_100]]}
    with OgcServer({"beheerleiding": rows}) as ogc:
        found = fetch(LEIDINGEN, ogc.url).layer
    assert found["beginjaar"].to_dict() == {"12-13": 1960.0, "12-13 (2)": 1962.0}


@pytest.mark.parametrize("has_schema", [True, False])
def test_a_gemeente_that_publishes_no_pipes_is_not_published_and_not_failed(fetch, has_schema):
    with OgcServer({"beheerleiding": []}, has_schema=has_schema) as ogc:
        found = fetch(LEIDINGEN, ogc.url, DEAD)
    assert (found.record.status, found.record.rijen) == ("gebruikt", 0)
    area = gpd.GeoDataFrame(
        {"niveau": ["buurt"], "wijkcode": ["WK999800"], "gemeentecode": ["GM9998"]},
        index=["BU99980000"],
        geometry=[box(*HERE)],
        crs="EPSG:28992",
    )
    age = riool_leeftijd_mediaan(2026, area, place_objects(found.layer, area, dense=LEIDINGEN.vlakdekkend))
    assert age.status.tolist() == [Status.NIET_GEPUBLICEERD]
    assert age.waarde.isna().all()


# --- what services really answered


class Replay:
    """Stands for the session: gives recorded answers, one per address."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    def get(self, url, params=None, *, accept):  # noqa: ARG002 - what the real one takes
        self.asked.append(url)
        body = self.answers[url.split("/")[-1].split("?")[0] if "cursor" not in url else "next"]
        return Answer(url, 200, accept[0], {}, json.dumps(body).encode())


def recorded(name):
    path = SHARED / "opnames" / name
    if not path.exists():
        pytest.skip(f"no recording {name} here")
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_recorded_page_of_the_bgt_is_read_and_its_next_link_followed_literally(tmp_path):
    page = recorded("gokoala_pdokwegdelen.json")
    (following,) = [link["href"] for link in page["links"] if link["rel"] == "next"]
    last = {**page, "links": [], "numberReturned": 1, "features": [{**page["features"][0], "id": 999}]}
    last["features"][0]["properties"] = {**page["features"][0]["properties"], "id": 14, "lokaal_id": "G0858.laatste"}
    there = {"collections": [{"id": "wegdelen", "crs": [RD_URI, CRS84_URI]}]}
    http = Replay(collections=there, items=page, next=last)
    path = tmp_path / "wegdelen.gpkg"
    facts = fetch_features(http, "https://api.pdok.nl/lv/bgt/ogc/v1", "wegdelen", path)
    assert http.asked[-1] == following
    assert facts.aantal == 11
    roads = WEGDELEN.read(Bron(bestand=path), Extent())
    assert len(roads) == 11
    assert roads["functie"]["G0858.00142151902c4cdc9d91b04d0858999c"] == "inrit"


def test_a_recorded_cursor_of_the_server_software_is_followed_literally(tmp_path):
    page = recorded("gokoala_expected/expected_foo_collection_with_cursor.json")
    (following,) = [link["href"] for link in page["links"] if link["rel"] == "next"]
    last = {**page, "links": [], "numberReturned": 0, "features": []}
    http = Replay(collections={"collections": [{"id": "foo"}]}, items=page, next=last)
    facts = fetch_features(http, "http://localhost:8080", "foo", tmp_path / "foo.gpkg", crs=CRS84_URI)
    assert http.asked[-1] == following
    assert facts.aantal == len(page["features"])


def test_a_recorded_answer_of_the_bag_comes_through_the_service(fetch):
    rows = recorded("pdok_bag_wfs_v2_verblijfsobject_getfeature.json")["features"]
    with WfsServer(rows, names=("bag:verblijfsobject",)) as wfs:
        found = fetch(UNITS, wfs.url, bbox=(200_000.0, 550_000.0, 280_000.0, 600_000.0)).layer
    first = found.loc["0003010000125985"]
    assert first[["straat", "huisnummer", "postcode"]].tolist() == ["Molenstraat", "16", "9901KB"]
    assert first["pand_identificatie"] == "0003100000122770"


def test_the_recorded_collections_of_the_bgt_hold_what_we_ask(tmp_path):
    http = Replay(
        collections=recorded("pdok_bgt_ogcapi_collections_trimmed_transcribed.json"),
        items={"type": "FeatureCollection", "features": over_ogc("vlak", "erf", "fysiek_voorkomen"), "links": []},
    )
    order = SimpleNamespace(url="https://api.pdok.nl/lv/bgt/ogc/v1", map=tmp_path, extent=Extent(HERE))
    assert BEGROEID.dienst.fetch(http, order).aantal == 5
