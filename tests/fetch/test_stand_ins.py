"""The stand-ins are as strict as the services they stand for: each rule asked for by hand, without our client."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from tests.servers.odata import FeedServer, ObservationServer, Table
from tests.servers.ogcapi import CRS84, RD, OgcServer
from tests.servers.wcs import WcsServer
from tests.servers.wfs import WfsServer

from wijkkaart.fetch.http import Http
from wijkkaart.fetch.odata import Selection, fetch_feed

BOX = "149999,439999,150011,440001"
FEATURES = {"service": "WFS", "version": "2.0.0", "request": "GetFeature", "typeNames": "bag:pand"}
JSON = {**FEATURES, "srsName": "EPSG:28992", "outputFormat": "application/json"}
#: More areas than fit on a page.
CODES = tuple(f"BU0344{n:04X}" for n in range(10_050))


def points(number):
    return [
        {
            "type": "Feature",
            "id": f"punt.{n}",
            "properties": {"code": f"P{n}"},
            "geometry": {"type": "Point", "coordinates": [150_000 + n, 440_000]},
        }
        for n in range(number)
    ]


def ask(url, **query):
    """Return status, content type and body, whatever the status."""
    try:
        # A space must be written as %20: not every service takes a plus sign for one.
        with urlopen(f"{url}?{urlencode(query).replace('+', '%20')}") as answer:  # noqa: S310 - on this machine
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


@pytest.fixture(scope="module")
def items():
    with OgcServer({"punt": points(1201)}, filters=("code",)) as server:
        yield f"{server.url}/collections/punt/items"


@pytest.fixture(scope="module")
def pdok():
    with WfsServer(points(1201)) as server:
        yield server.url


@pytest.fixture(scope="module")
def table():
    cells = {(code, "AantalInwoners_5"): place for place, code in enumerate(CODES)}
    topics = {"AantalInwoners_5": (0, "Aantal inwoners", "aantal")}
    return Table({"WijkenEnBuurten": ("GeoDetail", CODES)}, topics, cells, {}, {"WijkenEnBuurten": 10})


@pytest.fixture(scope="module")
def rows(table):
    with FeedServer(table) as server:
        yield f"{server.url()}/TypedDataSet"


class TestOgcApi:
    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({"startIndex": 10}, "unknown query parameter(s) found: startIndex"),
            ({"offset": 10}, "unknown query parameter"),
            ({"naam": "x"}, "unknown query parameter"),
            ({"filter": "code = 'P1'"}, "CQL support is not enabled"),
            ({"crs": "EPSG:28992"}, "crs param should start with http://www.opengis.net/def/crs/"),
            ({"bbox": BOX, "bbox-crs": "EPSG:28992"}, "bbox-crs param should start with"),
            ({"bbox": "5,52,5,53"}, "no surface area"),
            ({"code": "P*"}, "wildcard"),
        ],
    )
    def test_what_it_does_not_know_is_a_problem(self, items, query, words):
        status, kind, body = ask(items, f="json", **query)
        assert (status, kind) == (400, "application/problem+json")
        assert words in json.loads(body)["detail"]

    def test_ten_come_by_default_in_degrees_and_nobody_counts(self, items):
        page = json.loads(ask(items, f="json")[2])
        assert (len(page["features"]), page["numberReturned"], "numberMatched" in page) == (10, 10, False)
        assert page["features"][0]["geometry"]["coordinates"] == pytest.approx([5.3145, 51.9484], abs=1e-3)

    def test_more_than_a_thousand_are_cut_off_in_silence(self, items):
        page = json.loads(ask(items, f="json", limit=5000, crs=RD)[2])
        assert len(page["features"]) == 1000

    def test_a_box_is_in_degrees_unless_it_says_otherwise(self, items):
        assert json.loads(ask(items, f="json", bbox=BOX, crs=RD)[2])["features"] == []
        there = json.loads(ask(items, **{"f": "json", "bbox": BOX, "bbox-crs": RD, "crs": RD, "limit": 50})[2])
        assert len(there["features"]) == 12

    def test_a_cursor_only_holds_for_the_same_question(self, items):
        page = json.loads(ask(items, f="json", crs=RD)[2])
        (link,) = [link["href"] for link in page["links"] if link["rel"] == "next"]
        with urlopen(link) as answer:  # noqa: S310 - on this machine
            assert json.load(answer)["features"][0]["id"] == "punt.10"
        with urlopen(link.replace(f"crs={urlencode({'': RD})[1:]}", f"crs={urlencode({'': CRS84})[1:]}")) as answer:  # noqa: S310
            assert json.load(answer)["features"][0]["id"] == "punt.0"


class TestWfs:
    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({"startIndex": 50_001}, "startIndex"),
            ({"blad": 2}, "unknown parameter"),
            ({"bbox": f"{BOX},EPSG:28992", "filter": "<Filter/>"}, "mutually exclusive"),
            ({"srsName": "EPSG:4326"}, "srsName"),
        ],
    )
    def test_what_it_refuses_is_an_exception_report(self, pdok, query, words):
        status, kind, body = ask(pdok, **{**JSON, **query})
        assert status == 400
        assert "xml" in kind
        assert "ExceptionReport" in body
        assert words in body

    def test_cql_is_ignored_in_silence(self, pdok):
        page = json.loads(ask(pdok, **JSON, CQL_FILTER="code='P7'", count=5)[2])
        assert [feature["id"] for feature in page["features"]] == [f"punt.{n}" for n in range(5)]

    def test_a_thousand_is_the_most_also_when_it_counts(self, pdok):
        page = json.loads(ask(pdok, **JSON, count=5000)[2])
        assert (len(page["features"]), "numberMatched" in page) == (1000, False)
        counted = ask(pdok, **FEATURES, srsName="EPSG:28992", resultType="hits")[2]
        assert 'numberMatched="1000"' in counted

    def test_it_may_send_the_first_page_again(self):
        with WfsServer(points(20), starts="ignores", largest=5) as server:
            first, second = (json.loads(ask(server.url, **JSON, startIndex=start)[2]) for start in (0, 5))
        assert first == second

    def test_it_may_report_an_error_with_a_good_status(self):
        with WfsServer(points(20), starts="refuses") as server:
            status, _, body = ask(server.url, **JSON, startIndex=5)
        assert status == 200
        assert "ExceptionReport" in body


class TestWcs:
    @pytest.mark.parametrize(
        ("query", "status", "words"),
        [
            ({"subset": "Long(1,2)"}, 404, "InvalidAxisLabel"),
            ({"coverageId": "ander"}, 404, "NoSuchCoverage"),
            ({"bbox": BOX}, 400, "unknown parameter"),
        ],
    )
    def test_what_it_refuses_is_an_exception_report(self, query, status, words):
        with WcsServer([[1, 2], [3, 4]], (150_000, 440_000), 10) as server:
            base = {"service": "WCS", "version": "2.0.1", "request": "GetCoverage", "format": "image/tiff"}
            told = ask(server.url, **{**base, "coverageId": server.ids[0], **query})
        assert told[0] == status
        assert words in told[2]


class TestOData:
    @staticmethod
    def values(body):
        return json.loads(body)["value"]

    def test_keys_are_padded_and_must_be_asked_for_so(self, table):
        wide = Table(table.dimensions, table.topics, table.cells, {}, {"WijkenEnBuurten": 14})
        with FeedServer(wide) as server:
            url = f"{server.url()}/TypedDataSet"
            bare, padded, starts = (
                self.values(ask(url, **{"$format": "json", "$filter": text})[2])
                for text in (
                    "WijkenEnBuurten eq 'BU03440007'",
                    "WijkenEnBuurten eq 'BU03440007    '",
                    "startswith(WijkenEnBuurten,'BU03440007')",
                )
            )
        assert bare == []
        assert padded == starts
        assert padded[0]["WijkenEnBuurten"] == "BU03440007    "

    def test_a_page_is_ten_thousand_rows_and_names_the_next(self, rows):
        page = json.loads(ask(rows, **{"$format": "json"})[2])
        assert len(page["value"]) == 10_000
        assert "$skip=10000" in page["odata.nextLink"]

    @pytest.mark.parametrize("text", ["WijkenEnBuurten ge 'BU03440007'", "AantalInwoners_5 eq '7'"])
    def test_other_filters_are_ignored_in_silence(self, rows, text):
        assert len(self.values(ask(rows, **{"$format": "json", "$filter": text})[2])) == 10_000

    def test_without_a_format_it_is_no_json_and_an_unknown_option_is_refused(self, rows):
        assert ask(rows)[1].startswith("application/atom+xml")
        assert ask(rows, **{"$format": "json", "$top": "5"})[0] == 400

    def test_version_4_has_no_padding_and_does_not_know_the_format(self, table):
        with ObservationServer(table) as server:
            url = f"{server.url()}/Observations"
            assert self.values(ask(url)[2])[0]["WijkenEnBuurten"] == "BU03440000"
            assert ask(url, **{"$format": "json"})[0] == 400

    def test_our_client_takes_all_pages(self, table, tmp_path):
        with FeedServer(table) as server, Http(pause=0) as http:
            facts = fetch_feed(http, server.url(), tmp_path / "t.csv", Selection({"a_inw": ("Aantal inwoners",)}))
        assert facts.aantal == 10_050
        assert (tmp_path / "t.csv").read_text(encoding="utf-8").rstrip().endswith("BU03442741;10049")
