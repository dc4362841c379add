from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.servers.loopback import HTML
from tests.servers.wfs import XML, WfsServer, capabilities, report

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch import wfs_harvest
from wijkkaart.fetch.answer import Answer
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.pages import FeatureFile, read_page
from wijkkaart.fetch.vector import layer_names, open_layer, read_vector
from wijkkaart.fetch.wfs import fetch_features, newest_type, type_like

RECORDED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "opnames"
WEST_HALF = (136000.0, 456000.0, 136004.5, 456100.0)
BUSY = (500, "text/plain", b"even niet")


def points(number, width=10):
    """Return points 1 m apart on a grid of `width` wide; the even ones lie in Utrecht."""
    return [
        {
            "type": "Feature",
            "id": f"pand.{n}",
            "properties": {"code": f"P{n:03}", "gemeentecode": "GM0363" if n % 2 else "GM0344"},
            "geometry": {"type": "Point", "coordinates": [136000 + n % width, 456000 + n // width]},
        }
        for n in range(number)
    ]


def codes(numbers):
    return [f"P{n:03}" for n in numbers]


@pytest.fixture
def http():
    with Http(pause=0, tries=2, timeout=(5, 5)) as session:
        yield session


def read(path):
    return read_vector(open_layer(path))


@pytest.fixture
def fetch(http, tmp_path):
    """Return a function that fetches into a new file and gives back its codes, sorted, and the facts."""

    def run(service, **question):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.gpkg"
        facts = fetch_features(http, service.url, "bag:pand", path, **question)
        return sorted(read(path)["code"]), facts

    return run


@pytest.mark.parametrize("kind", ["mapserver", "geoserver"])
@pytest.mark.parametrize("starts", ["yes", "ignores", "refuses"])
@pytest.mark.parametrize(("number", "largest"), [(1, 50), (49, 50), (50, 50), (51, 50), (120, 50), (23, 7), (21, 7)])
def test_all_features_come_whatever_the_service_makes_of_pages(fetch, kind, starts, number, largest):
    with WfsServer(points(number), kind=kind, starts=starts, largest=largest) as service:
        found, facts = fetch(service, count=largest)
    assert found == codes(range(number))
    assert facts.aantal == number
    assert facts.matched == (None if kind == "mapserver" and number > largest else number)


@pytest.mark.parametrize("starts", ["yes", "ignores"])
def test_a_service_that_gives_less_per_page_than_asked_is_followed_to_the_end(fetch, starts):
    with WfsServer(points(120), largest=50, starts=starts) as service:
        found, _ = fetch(service, count=1000)
    assert found == codes(range(120))


def test_places_and_crs_are_those_of_the_service(http, tmp_path):
    with WfsServer(points(12)) as service:
        facts = fetch_features(http, service.url, "bag:pand", tmp_path / "x.gpkg")
    found = read(tmp_path / "x.gpkg")
    assert found.crs == "EPSG:28992"
    assert found.set_index("code").geometry["P011"].coords[0] == (136001.0, 456001.0)
    assert layer_names(tmp_path / "x.gpkg") == ["pand"]
    assert [path.name for path in tmp_path.iterdir()] == ["x.gpkg"]
    assert facts.extra == (("laag", "bag:pand"), ("crs", "EPSG:28992"))


def test_only_what_lies_in_the_bbox_comes(fetch):
    with WfsServer(points(20)) as service:
        found, _ = fetch(service, bbox=WEST_HALF)
        assert service.pages[0]["bbox"] == "136000,456000,136004.5,456100,EPSG:28992"
    assert found == codes([0, 1, 2, 3, 4, 10, 11, 12, 13, 14])


@pytest.mark.parametrize("kind", ["mapserver", "geoserver"])
def test_a_filter_is_asked_in_xml(fetch, kind):
    with WfsServer(points(9), kind=kind) as service:
        found, _ = fetch(service, where={"gemeentecode": "GM0344"})
        assert "cql_filter" not in service.pages[0]
        assert service.pages[0]["filter"].startswith("<fes:Filter ")
    assert found == codes([0, 2, 4, 6, 8])


@pytest.mark.parametrize("starts", ["yes", "ignores"])
def test_bbox_and_filter_go_into_one_filter_also_in_tiles(fetch, starts):
    with WfsServer(points(200), starts=starts, largest=20) as service:
        found, _ = fetch(service, bbox=WEST_HALF, where={"gemeentecode": "GM0344"}, count=20)
        assert all("bbox" not in query for query in service.pages)
    assert found == codes(n for n in range(200) if n % 10 in {0, 2, 4})


def test_what_a_filter_asks_is_text_and_no_xml(fetch):
    odd = points(2)
    odd[1]["properties"]["code"] = "<a & b>"
    with WfsServer(odd) as service:
        assert fetch(service, where={"code": "<a & b>"})[0] == ["<a & b>"]


def test_a_filter_that_is_ignored_is_seen(fetch):
    with (
        WfsServer(points(9), filter_works=False) as service,
        pytest.raises(SourceChanged, match="gemeentecode = 'GM0344' is genegeerd; er kwam 'GM0363'"),
    ):
        fetch(service, where={"gemeentecode": "GM0344"})


def test_beyond_the_last_start_the_area_is_split(fetch, monkeypatch):
    monkeypatch.setattr(wfs_harvest, "_LAST_START", 30)
    with WfsServer(points(100), largest=10, last_start=30) as service:
        found, _ = fetch(service, bbox=(135990.0, 455990.0, 136020.0, 456020.0), count=10)
        assert max(int(query.get("startindex", 0)) for query in service.pages) == 30
    assert found == codes(range(100))


def test_a_number_beyond_the_last_start_is_split_without_trying(fetch, monkeypatch):
    monkeypatch.setattr(wfs_harvest, "_LAST_START", 30)
    with WfsServer(points(100), kind="geoserver", largest=10, last_start=30) as service:
        found, facts = fetch(service, count=10)
        assert all("bbox" in query for query in service.pages)
    assert found == codes(range(100))
    assert facts.matched == 100


def test_an_order_that_changes_between_pages_loses_nothing(fetch):
    def turned(features, question):
        return features[question % 7 :] + features[: question % 7]

    with WfsServer(points(57), kind="geoserver", largest=10, order=turned) as service:
        found, _ = fetch(service, count=10)
    assert found == codes(range(57))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=40, unique=True), st.data())
def test_tiles_give_each_point_once_wherever_it_lies(fetch, places, data):
    features = points(len(places))
    for feature, (x, y) in zip(features, places, strict=True):
        feature["geometry"]["coordinates"] = [136000 + x, 456000 + y]
    kind = data.draw(st.sampled_from(["mapserver", "geoserver"]))
    with WfsServer(features, kind=kind, starts="ignores", largest=5) as service:
        found, _ = fetch(service, bbox=(136000.0, 456000.0, 136064.0, 456064.0), count=5)
    assert found == codes(range(len(places)))


def test_more_on_one_spot_than_fits_on_a_page_is_refused(fetch):
    stacked = points(9, width=1)
    for feature in stacked:
        feature["geometry"]["coordinates"] = [136000.3, 456000.3]
    with (
        WfsServer(stacked, starts="ignores", largest=5) as service,
        pytest.raises(SourceChanged, match="bij x 136000, y 456000 liggen meer objecten"),
    ):
        fetch(service, bbox=(136000.0, 456000.0, 136008.0, 456008.0), count=5)


def test_a_service_that_ignores_the_bbox_is_not_asked_for_ever(fetch):
    with (
        WfsServer(points(9), starts="ignores", largest=5, bbox_works=False) as service,
        pytest.raises(SourceChanged, match="'bbox' werkt niet"),
    ):
        fetch(service, count=5)
    assert len(service.asked) < 6


@pytest.mark.parametrize(("said", "there"), [(8, 9), (11, 9)])
def test_another_number_than_the_service_says_is_refused(fetch, said, there):
    with (
        WfsServer(points(there), hits=lambda _: said) as service,
        pytest.raises(SourceUnavailable, match=rf"gaf {there} verschillende objecten en zegt dat het er {said} zijn"),
    ):
        fetch(service)


def test_a_service_that_does_not_count_is_followed_to_an_empty_page(fetch):
    with WfsServer(points(23), hits=lambda _: "unknown", largest=10) as service:
        found, facts = fetch(service, count=10)
        assert [query.get("startindex", "0") for query in service.pages] == ["0", "10", "20", "23"]
    assert found == codes(range(23))
    assert facts.matched is None


@pytest.mark.parametrize(("kind", "said"), [("geoserver", 23), ("mapserver", None)])
def test_a_service_that_refuses_only_to_count_is_read_without(fetch, kind, said):
    with WfsServer(points(23), counts=False, kind=kind, largest=10) as service:
        found, facts = fetch(service, count=10)
        assert sum(dict(query).get("resultType") == "hits" for _, query in service.asked) == 1
    assert found == codes(range(23))
    assert facts.matched == said


@pytest.mark.parametrize("starts", ["ignores", "refuses"])
def test_a_service_that_refuses_to_count_and_to_page_is_asked_for_smaller_areas(fetch, starts):
    with WfsServer(points(23), counts=False, starts=starts, largest=10) as service:
        found, _ = fetch(service, count=10, bbox=(136000.0, 456000.0, 136016.0, 456016.0))
    assert found == codes(range(23))


def test_a_number_that_only_counts_the_page_is_no_count(fetch):
    def only_this_page(page):
        return {**page, "numberMatched": len(page["features"])}

    with WfsServer(points(23), counts=False, twist=only_this_page, largest=10) as service:
        found, facts = fetch(service, count=10)
    assert found == codes(range(23))
    assert facts.matched is None


def test_a_count_that_a_service_has_no_time_for_is_no_count(fetch):
    with WfsServer(points(3)) as service:
        service.faults = [BUSY] * 4
        with pytest.raises(SourceUnavailable, match="HTTP 500"):
            fetch(service)


@pytest.mark.parametrize("names", [["gwsw:beheer_leiding", "gwsw:Put"], ["x:Put", "x:BeheerLeiding", "x:leiding"]])
def test_a_layer_is_found_by_the_first_pattern_that_fits(http, names):
    with WfsServer([], names=names) as service:
        found = type_like(http, service.url, "beheer_?leiding", ".*leiding")
        assert found in {"gwsw:beheer_leiding", "x:BeheerLeiding"}
        with pytest.raises(SourceChanged, match=r"de laag 'riool' bestaat niet \(meer\); wel: "):
            type_like(http, service.url, "riool")


def test_a_pattern_that_fits_several_layers_chooses_none(http):
    with (
        WfsServer([], names=["x:Beheerleiding", "x:Persleiding"]) as service,
        pytest.raises(SourceChanged, match="niet te kiezen: x:Beheerleiding, x:Persleiding"),
    ):
        type_like(http, service.url, ".*leiding")


@pytest.mark.parametrize("starts", ["ignores", "refuses"])
def test_a_service_that_neither_counts_nor_pages_is_asked_for_smaller_areas(fetch, starts):
    def silent(number):
        return "unknown" if number else 0

    with WfsServer(points(23), hits=silent, starts=starts, largest=10) as service:
        found, facts = fetch(service, count=10, bbox=(136000.0, 456000.0, 136016.0, 456016.0))
    assert found == codes(range(23))
    assert facts.matched is None


def test_the_quarters_of_an_area_leave_no_gap():
    assert sorted(wfs_harvest._quarters((0.0, 0.0, 8.0, 6.0))) == [
        (0.0, 0.0, 4.0, 3.0),
        (0.0, 3.0, 4.0, 6.0),
        (4.0, 0.0, 8.0, 3.0),
        (4.0, 3.0, 8.0, 6.0),
    ]


def test_what_lies_beyond_the_tiles_is_missed(fetch):
    far = points(9)
    far[8]["geometry"]["coordinates"] = [900000, 456000]
    with (
        WfsServer(far, kind="geoserver", starts="ignores", largest=5) as service,
        pytest.raises(SourceUnavailable, match="gaf 8 verschillende objecten en zegt dat het er 9 zijn"),
    ):
        fetch(service, count=5)


def test_features_with_the_same_id_are_refused(fetch):
    same = points(3)
    same[2]["id"] = same[1]["id"]
    with WfsServer(same) as service, pytest.raises(SourceUnavailable, match="gaf 2 verschillende objecten"):
        fetch(service)


def test_a_layer_without_features_still_has_its_fields(http, tmp_path):
    with WfsServer([]) as service:
        facts = fetch_features(http, service.url, "pand", tmp_path / "leeg.gpkg")
    found = read(tmp_path / "leeg.gpkg")
    assert (facts.aantal, facts.matched) == (0, 0)
    assert found.columns.tolist() == ["code", "geometry"]
    assert found.empty


def test_a_hiccup_halfway_is_got_over(fetch):
    with WfsServer(points(23), largest=10) as service:
        service.faults += [BUSY, None, BUSY, None, "cut"]
        assert fetch(service, count=10)[0] == codes(range(23))


@pytest.mark.parametrize(
    "fault",
    [HTML, (200, XML, report("NoApplicableCode", "kapot")), (200, "application/json", b'{"type": "Feat'), BUSY],
)
def test_an_answer_that_is_no_page_leaves_nothing(http, tmp_path, fault):
    with WfsServer(points(23), largest=10) as service:
        service.faults += [None, fault, fault]
        with pytest.raises((SourceChanged, SourceUnavailable)):
            fetch_features(http, service.url, "bag:pand", tmp_path / "x.gpkg", count=10)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("body", [b"<wfs:FeatureCollection", b"<a/>"])
def test_a_count_in_another_shape_is_refused(fetch, body):
    with WfsServer(points(3)) as service:
        service.faults.append((200, XML, body))
        with pytest.raises(SourceChanged, match=r"/lv/bag/wfs/v2_0: het antwoord is "):
            fetch(service)


def test_a_page_in_degrees_is_refused(fetch):
    degrees = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}
    with (
        WfsServer(points(3), twist=lambda page: page | degrees) as service,
        pytest.raises(SourceChanged, match=r"'crs' is 'urn:ogc:def:crs:OGC:1\.3:CRS84' en niet EPSG:28992"),
    ):
        fetch(service)


def test_an_unknown_layer_is_refused_in_the_words_of_the_service(http, tmp_path):
    with WfsServer(points(3)) as service, pytest.raises(SourceUnavailable, match="TYPENAME not found"):
        fetch_features(http, service.url, "bag:wegdeel", tmp_path / "x.gpkg")


LAYERS = (
    "kea:kaart_20251120",
    "kea:kaart_20260128",
    "kea:kaart_20251219",
    "kea:kaart_oud",
    "kea:kaart_20260128_groot",
    "kea:mijn_kaart_20270101",
    "kea:boom9",
    "kea:boom27",
    "kea:vlak_v2",
    "kea:vlak",
)


@pytest.mark.parametrize(
    ("prefix", "newest"),
    [("kaart", "kea:kaart_20260128"), ("boom", "kea:boom27"), ("vlak", "kea:vlak_v2"), ("kaart_oud", "kea:kaart_oud")],
)
def test_the_newest_layer_is_chosen_from_the_capabilities(http, prefix, newest):
    with WfsServer([], names=LAYERS) as service:
        assert newest_type(http, service.url, prefix) == newest


def test_a_layer_that_is_gone_is_named_with_what_looks_like_it(http):
    with (
        WfsServer([], names=LAYERS) as service,
        pytest.raises(SourceChanged, match=r"geen laag 'kaart_nieuw' \(meer\); het lijkt op: .*kaart_oud"),
    ):
        newest_type(http, service.url, "kaart_nieuw")


def test_capabilities_of_something_else_are_refused(http):
    with WfsServer([]) as service:
        service.faults.append((200, XML, capabilities([]).replace(b"WFS_", b"WMS_")))
        with pytest.raises(SourceChanged, match="'WMS_Capabilities' en niet 'WFS_Capabilities'"):
            newest_type(http, service.url, "kaart")


def test_a_recorded_page_is_read(tmp_path):
    path = RECORDED / "pdok_bag_wfs_v2_verblijfsobject_getfeature.json"
    if not path.exists():
        pytest.skip("no recordings here")
    page = read_page(Answer("https://service.pdok.nl/x", 200, "application/json", {}, path.read_bytes()))
    with FeatureFile(tmp_path / "x.gpkg", "verblijfsobject", "EPSG:28992") as target:
        target.add(page.features)
        target.finish()
    first = read(tmp_path / "x.gpkg").iloc[0]
    assert (first["identificatie"], first["oppervlakte"], first["postcode"]) == ("0003010000125985", 69, "9901KB")
    assert first.geometry.coords[0] == (252767.348, 593745.504)
