import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.servers.ogcapi import CRS84, OgcServer

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.answer import Answer
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.ogc_features import RD_URI, collections, fetch_features, queryables
from wijkkaart.fetch.pages import FeatureFile, read_page
from wijkkaart.fetch.vector import layer_names, open_layer, read_vector

RECORDED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "opnames"
HTML = (200, "text/html", b"<!DOCTYPE html><html><head><title>Onderhoud</title></head></html>")
PROBLEM = (200, "application/problem+json", b'{"title": "Bad Request", "status": 400, "detail": "stuk"}')
BUSY = (500, "text/plain", b"even niet")


def point(number, x, y, **properties):
    geometry = {"type": "Point", "coordinates": [x, y]}
    return {"type": "Feature", "id": str(number), "properties": properties, "geometry": geometry}


#: Seven points from west to east, 100 m apart; the even ones lie in Utrecht.
ROW = [
    point(7000 + n, 136000.5 + 100 * n, 456000.25, code=f"P{n}", gemeentecode="GM0363" if n % 2 else "GM0344")
    for n in range(7)
]


@pytest.fixture
def http():
    with Http(pause=0, tries=2, timeout=(5, 5)) as session:
        yield session


def server(features=ROW, **given_settings):
    return OgcServer({"pand": list(features), "leeg": []}, **given_settings)


def read(path):
    return read_vector(open_layer(path))


@pytest.mark.parametrize(("limit", "pages"), [(1, 7), (2, 4), (3, 3), (6, 2), (7, 1), (1000, 1)])
def test_all_features_come_whatever_the_size_of_a_page(tmp_path, http, limit, pages):
    with server() as service:
        facts = fetch_features(http, service.url, "pand", tmp_path / "pand.gpkg", limit=limit)
        assert len(service.pages) == pages
    found = read(tmp_path / "pand.gpkg")
    assert found["code"].tolist() == ["P0", "P1", "P2", "P3", "P4", "P5", "P6"]
    assert found.geometry.x.tolist() == [136000.5, 136100.5, 136200.5, 136300.5, 136400.5, 136500.5, 136600.5]
    assert set(found.geometry.y) == {456000.25}
    assert found.crs == "EPSG:28992"
    assert (facts.aantal, facts.matched, len(facts.urls)) == (7, None, pages)


def test_the_layer_is_named_as_the_collection_and_nothing_else_is_left(tmp_path, http):
    with server() as service:
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg")
    assert layer_names(tmp_path / "x.gpkg") == ["pand"]
    assert [path.name for path in tmp_path.iterdir()] == ["x.gpkg"]


def test_a_service_that_gives_less_per_page_than_asked_is_followed_to_the_end(tmp_path, http):
    with server(largest=2) as service:
        assert fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=5000).aantal == 7
        assert {query["limit"] for query in service.pages} == {"1000"}


def test_only_what_lies_in_the_bbox_comes(tmp_path, http):
    with server() as service:
        box = (136100.0, 455900.0, 136350.0, 456100.0)
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", bbox=box, limit=2)
        assert service.pages[0]["bbox"] == "136100,455900,136350,456100"
        assert service.pages[0]["bbox-crs"] == RD_URI
    assert read(tmp_path / "x.gpkg")["code"].tolist() == ["P1", "P2", "P3"]


def test_a_service_in_degrees_gives_the_same_points(tmp_path, http):
    with server(crs=()) as service:
        box = (136100.0, 455900.0, 136350.0, 456100.0)
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", bbox=box, crs=CRS84)
    found = read(tmp_path / "x.gpkg")
    assert found["code"].tolist() == ["P1", "P2", "P3"]
    assert found.geometry.x.tolist() == pytest.approx([136100.5, 136200.5, 136300.5], abs=0.01)


def test_a_bbox_that_is_ignored_is_seen_on_the_first_page(tmp_path, http):
    box = (10000.0, 455900.0, 10350.0, 456100.0)

    def ignore(page, _):
        return {**page, "features": ROW[:2], "numberReturned": 2, "links": [{"rel": "next", "href": "?f=json"}]}

    with (
        server(twist=ignore) as service,
        pytest.raises(SourceChanged, match="'bbox' is genegeerd: geen enkel object op de eerste pagina"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", bbox=box)
    assert len(service.pages) == 1


def test_a_large_feature_around_the_bbox_and_one_without_a_place_are_no_sign_of_that(tmp_path, http):
    corners = [[0, 300000], [280000, 300000], [280000, 620000], [0, 620000], [0, 300000]]
    around = {**ROW[0], "geometry": {"type": "Polygon", "coordinates": [corners]}}
    placeless = {**ROW[1], "geometry": None}
    box = (140000.0, 455900.0, 140350.0, 456100.0)
    for page in ([around], [placeless]):
        with server(twist=lambda content, _, page=page: {**content, "features": page, "numberReturned": 1}) as service:
            assert fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", bbox=box).aantal == 1


VERSIONS = [
    point(1, 136000.5, 456000.25, code="P1", eind_registratie=None),
    point(2, 136000.5, 456000.25, code="P1", eind_registratie="2019-05-01T12:00:00Z"),
]


def test_only_what_is_valid_at_the_moment_comes(tmp_path, http):
    with server(VERSIONS, ended="eind_registratie") as service:
        moment = date(2026, 9, 1)
        assert fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", moment=moment).aantal == 1
        assert [query["datetime"] for query in service.pages] == ["2026-09-01T00:00:00Z"]


def test_a_service_that_cannot_choose_by_moment_gives_all_versions(tmp_path, http):
    with server(VERSIONS) as service:
        facts = fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", moment=date(2026, 9, 1))
        assert ["datetime" in query for query in service.pages] == [True, False]
    assert (facts.aantal, len(facts.urls)) == (2, 1)


def test_another_refusal_is_no_reason_to_ask_for_all_versions(tmp_path, http):
    with server(VERSIONS, ended="eind_registratie", faults=[(400, *PROBLEM[1:])]) as service:
        with pytest.raises(SourceUnavailable, match="stuk"):
            fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", moment=date(2026, 9, 1))
        assert len(service.pages) == 1


@pytest.mark.parametrize("published", [True, False])
def test_a_filter_leaves_the_others_at_the_service(tmp_path, http, published):
    with server(filters=("gemeentecode",), published=published) as service:
        wanted = {"gemeentecode": "GM0344"}
        facts = fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", filters=wanted, limit=3)
        assert [query["gemeentecode"] for query in service.pages] == ["GM0344", "GM0344"]
        assert queryables(http, service.url, "pand") == (frozenset({"gemeentecode"}) if published else None)
    assert read(tmp_path / "x.gpkg")["code"].tolist() == ["P0", "P2", "P4", "P6"]
    assert facts.aantal == 4


def test_a_filter_on_another_field_than_the_published_ones_is_not_tried(tmp_path, http):
    with server(filters=("gm_code",), published=True) as service:
        with pytest.raises(SourceChanged, match=r"pand: op gemeentecode is niet te filteren \(wel op: gm_code\)"):
            fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", filters={"gemeentecode": "GM0344"})
        assert service.pages == []


def test_a_filter_that_the_service_refuses_is_named(tmp_path, http):
    wanted = {"gemeentecode": "GM0344"}
    with (
        server() as service,
        pytest.raises(SourceChanged, match=r"op gemeentecode is niet te filteren .*unknown query parameter"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", filters=wanted)


def test_a_filter_that_is_ignored_is_seen(tmp_path, http):
    def ignore(page, _):
        return {**page, "features": ROW[:2], "numberReturned": 2, "links": []}

    with (
        server(filters=("gemeentecode",), twist=ignore) as service,
        pytest.raises(SourceChanged, match="gemeentecode = 'GM0344' is genegeerd; er kwam 'GM0363'"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", filters={"gemeentecode": "GM0344"})


def test_a_layer_without_features_still_has_its_fields(tmp_path, http):
    with server() as service:
        facts = fetch_features(http, service.url, "leeg", tmp_path / "leeg.gpkg")
    found = read(tmp_path / "leeg.gpkg")
    assert facts.aantal == 0
    assert found.empty
    assert found.columns.tolist() == ["code", "geometry"]
    assert found.crs == "EPSG:28992"


def test_a_layer_without_features_from_a_service_without_schema(tmp_path, http):
    with server(has_schema=False) as service:
        assert fetch_features(http, service.url, "leeg", tmp_path / "leeg.gpkg").aantal == 0
    assert read(tmp_path / "leeg.gpkg").columns.tolist() == ["geometry"]


def test_a_feature_that_comes_on_two_pages_is_there_once(tmp_path, http):
    def again(page, number):
        extra = [] if number == 1 else [ROW[0]]
        features = page["features"] + extra
        return {**page, "features": features, "numberReturned": len(features)}

    with server(twist=again) as service:
        facts = fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3)
    assert facts.aantal == 7
    assert sorted(read(tmp_path / "x.gpkg")["code"]) == ["P0", "P1", "P2", "P3", "P4", "P5", "P6"]


def with_next(page, href):
    return {**page, "links": [{"rel": "next", "href": href}]}


def test_a_changed_cursor_gives_the_first_page_again_and_that_is_refused(tmp_path, http):
    def longer(page, _):
        links = [{**link, "href": f"{link['href']}&profile=rel-as-uri"} for link in page["links"]]
        return {**page, "links": links}

    with (
        server(twist=longer) as service,
        pytest.raises(SourceChanged, match=r"begint weer met object '7000': de pagina's herhalen zich"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3)


def test_a_next_page_at_another_host_is_never_asked_for(tmp_path, http):
    elsewhere = "http://127.0.0.1:9/collections/pand/items?cursor=geheim"
    with (
        server(twist=lambda page, _: with_next(page, elsewhere)) as service,
        pytest.raises(SourceChanged, match=r"ander adres, 127\.0\.0\.1:9/collections/pand/items\.") as caught,
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg")
    assert "geheim" not in str(caught.value)


def test_a_relative_next_page_is_followed(tmp_path, http):
    def relative(page, _):
        return {**page, "links": [{**link, "href": "?" + link["href"].partition("?")[2]} for link in page["links"]]}

    with server(twist=relative) as service:
        assert fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3).aantal == 7


def test_empty_pages_without_end_are_refused(tmp_path, http):
    def empty(page, _):
        return {**page, "features": [], "numberReturned": 0}

    with (
        server(twist=empty) as service,
        pytest.raises(SourceChanged, match="een lege pagina verwijst naar een volgende"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3)


@pytest.mark.parametrize("said", [6, 8])
def test_another_number_than_the_service_says_is_refused(tmp_path, http, said):
    with (
        server(twist=lambda page, _: {**page, "numberMatched": said}) as service,
        pytest.raises(SourceUnavailable, match=rf"gaf 7 verschillende objecten en zegt dat het er {said} zijn"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3)


def test_the_number_that_the_service_says_is_kept(tmp_path, http):
    with server(twist=lambda page, _: {**page, "numberMatched": 7}) as service:
        assert fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3).matched == 7


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"numberReturned": 8}, "'numberReturned' is 8, maar er zijn 7 objecten"),
        ({"type": "Feature"}, "'type' is 'Feature'"),
        ({"features": {}}, "'features' is geen lijst"),
        ({"features": [{"type": "Feature", "properties": None}]}, "'features' is geen lijst"),
    ],
)
def test_a_page_in_another_shape_is_refused(tmp_path, http, spoil, words):
    with (
        server(twist=lambda page, _: {**page, **spoil}) as service,
        pytest.raises(SourceChanged, match=rf"/collections/pand/items: .*{words}"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("report", [HTML, PROBLEM, (200, "application/geo+json", b'{"type": "FeatureColl')])
def test_an_answer_that_is_no_page_is_refused(tmp_path, http, report):
    with server(faults=[None, report]) as service, pytest.raises(SourceChanged):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3)
    assert list(tmp_path.iterdir()) == []


def test_a_hiccup_halfway_is_got_over(tmp_path, http):
    with server(faults=[None, BUSY, None, BUSY]) as service:
        assert fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3).aantal == 7
        assert len(service.pages) == 5


def test_a_service_that_dies_halfway_leaves_nothing(tmp_path, http):
    with server(faults=[None, BUSY, BUSY]) as service, pytest.raises(SourceUnavailable, match="HTTP 500"):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=3)
    assert list(tmp_path.iterdir()) == []


def test_another_crs_than_asked_is_refused(tmp_path, http):
    with (
        server(says_crs=lambda _: CRS84) as service,
        pytest.raises(SourceChanged, match=r"'Content-Crs' is <.*CRS84> en niet .*28992"),
    ):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg")


def test_the_collections_are_listed_and_a_missing_one_is_named(tmp_path, http):
    with server() as service:
        assert collections(http, service.url + "/") == ("pand", "leeg")
        with pytest.raises(SourceChanged, match=r"'wegdeel' bestaat niet \(meer\); wel: leeg, pand"):
            fetch_features(http, service.url, "wegdeel", tmp_path / "x.gpkg")


@pytest.mark.parametrize("there", ["BeheerLeiding", "beheer_leidingen"])
def test_a_collection_may_have_another_known_name(tmp_path, http, there):
    with OgcServer({there: list(ROW), "ondersteunendbeheerleiding": []}) as service:
        path = tmp_path / "x.gpkg"
        facts = fetch_features(http, service.url, "beheerleiding", path, or_like=["beheer_?leiding(en)?"])
    assert layer_names(path) == [there]
    assert ("collectie", there) in facts.extra
    assert len(read(path)) == 7


def test_its_own_name_goes_before_another_and_two_others_choose_none(tmp_path, http):
    names = ("pand", "panden", "pand_vlak")
    with OgcServer({name: list(ROW) for name in names}) as service:
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", or_like=["pand.*"])
        assert layer_names(tmp_path / "x.gpkg") == ["pand"]
        with pytest.raises(SourceChanged, match="de collectie is niet te kiezen: pand, pand_vlak, panden"):
            fetch_features(http, service.url, "gebouw", tmp_path / "y.gpkg", or_like=["pand.*"])


@pytest.mark.parametrize("crs", [RD_URI, CRS84])
def test_surfaces_and_lines_that_touch_the_box_come_whole(tmp_path, http, crs):
    square = [[136000, 456000], [136100, 456000], [136100, 456100], [136000, 456100], [136000, 456000]]
    line = [[136300, 456050], [136050, 456050]]
    features = [
        {**point(1, 0, 0, code="vlak"), "geometry": {"type": "Polygon", "coordinates": [square]}},
        {**point(2, 0, 0, code="lijn"), "geometry": {"type": "LineString", "coordinates": line}},
        {**point(3, 0, 0, code="ver"), "geometry": {"type": "LineString", "coordinates": [[9, 9], [99, 99]]}},
    ]
    with OgcServer({"pand": features}, crs=(RD_URI,) if crs == RD_URI else ()) as service:
        box = (136090.0, 456040.0, 136120.0, 456060.0)
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", bbox=box, crs=crs)
    found = read(tmp_path / "x.gpkg").set_index("code")
    assert found.index.tolist() == ["vlak", "lijn"]
    assert found.area["vlak"] == pytest.approx(10_000, rel=1e-5)
    assert found.length["lijn"] == pytest.approx(250, rel=1e-5)


def test_a_collection_without_rd_is_refused_when_rd_is_asked(tmp_path, http):
    with server(crs=()) as service, pytest.raises(SourceChanged, match="er niet in het coördinatenstelsel http"):
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg")


def test_what_the_service_serves_is_what_is_read(tmp_path, http):
    odd = [
        point(1, 136000, 456000, id=4, fid=1.5, geom="tekst", begin="1965-01-01T00:00:00+01:00", nummer="12", los=None),
        point(2, 136001, 456000, id=5, fid=2, geom="", begin="1965-07-01T00:00:00+02:00", nummer=12, los={"a": [1]}),
    ]
    with server(odd) as service:
        fetch_features(http, service.url, "pand", tmp_path / "x.gpkg", limit=1)
    found = read(tmp_path / "x.gpkg")
    assert found["id"].tolist() == [4, 5]
    assert found["fid"].tolist() == [1.5, 2.0]
    assert found["geom"].tolist() == ["tekst", ""]
    assert found["begin"].tolist() == ["1965-01-01T00:00:00+01:00", "1965-07-01T00:00:00+02:00"]
    assert found["nummer"].tolist() == ["12", "12"]
    assert found["los"].tolist()[1] == '{ "a": [ 1 ] }'


@settings(max_examples=15)
@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 10))
def test_pages_of_any_size_give_each_feature_once_in_order_of_coming(tmp_path_factory, numbers, size):
    path = tmp_path_factory.mktemp("bladen") / "x.gpkg"
    features = [point(n, 136000 + n, 456000, nummer=n) for n in numbers]
    with FeatureFile(path, "pand", "EPSG:28992") as target:
        for start in range(0, len(features), size):
            target.add(features[start : start + size])
        target.finish(["nummer"])
    assert [int(n) for n in read(path)["nummer"]] == list(dict.fromkeys(numbers))


def test_features_without_id_are_told_apart_by_what_is_in_them(tmp_path):
    bare = [{**point(0, 136000, 456000, code=code), "id": None} for code in ("a", "b", "a")]
    with FeatureFile(tmp_path / "x.gpkg", "pand", "EPSG:28992") as target:
        target.add(bare)
        target.finish()
    assert read(tmp_path / "x.gpkg")["code"].tolist() == ["a", "b"]


def recorded(name):
    path = RECORDED / name
    if not path.exists():
        pytest.skip(f"no recording {name} here")
    return Answer("https://api.pdok.nl/x/items", 200, "application/geo+json", {}, path.read_bytes())


def test_a_recorded_page_of_road_parts_is_read(tmp_path):
    page = read_page(recorded("gokoala_pdokwegdelen.json"))
    with FeatureFile(tmp_path / "x.gpkg", "wegdelen", "EPSG:28992") as target:
        target.add(page.features)
        target.finish()
    found = read(tmp_path / "x.gpkg")
    assert len(found) == 10
    assert found.geometry.iloc[0].exterior.coords[0] == (160700.314, 373119.497)
    assert found["creation_date"].iloc[0] == "2014/01/14 00:00:00"
    assert found["lokaal_id"].iloc[0] == "G0858.00142151902c4cdc9d91b04d0858999c"


def test_recorded_collections_are_listed():
    answer = recorded("pdok_bgt_ogcapi_collections_trimmed_transcribed.json")
    names = [entry["id"] for entry in json.loads(answer.body)["collections"]]

    class Replay:
        def get(self, *_, **__):
            return answer

    assert list(collections(Replay(), "https://api.pdok.nl/lv/bgt/ogc/v1")) == names
    assert "begroeidterreindeel" in names
