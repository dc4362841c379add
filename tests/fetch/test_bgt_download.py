from __future__ import annotations

import importlib.util
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.bgt_download import Extract, Patience, fetch_extract
from wijkkaart.fetch.http import Http

WANTED = Extract(("wegdeel", "waterdeel"), (135_999.6, 455_000.0, 137_000.2, 456_000.0))
WKT = "POLYGON((135999 455000,137001 455000,137001 456000,135999 456000,135999 455000))"


@pytest.fixture(scope="module")
def bgt():
    path = Path(__file__).parents[1] / "servers" / "bgt.py"
    spec = importlib.util.spec_from_file_location("server_bgt", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["server_bgt"] = module
    spec.loader.exec_module(module)
    return module


@dataclass
class Order:
    """Orders extracts into one folder and keeps how long it slept between questions."""

    folder: Path
    slept: list = field(default_factory=list)

    @property
    def path(self):
        return self.folder / "bgt.zip"

    def fetch(self, server, wanted=WANTED, longest=60.0):
        with Http(tries=2, pause=0) as http:
            return fetch_extract(http, server.url, wanted, self.path, Patience(5.0, longest, self.slept.append))


@pytest.fixture
def order(tmp_path):
    return Order(tmp_path)


def test_an_extract_is_ordered_waited_for_and_fetched(bgt, order):
    with bgt.BgtServer() as server:
        facts = order.fetch(server)
    assert server.ordered == {"featuretypes": ["wegdeel", "waterdeel"], "format": "citygml", "geofilter": WKT}
    assert order.slept == [5.0, 5.0]  # after PENDING and after RUNNING
    with zipfile.ZipFile(order.path) as archive:
        assert archive.namelist() == ["bgt_wegdeel.gml", "bgt_waterdeel.gml"]
        assert archive.read("bgt_wegdeel.gml") == b"<CityModel>bgt_wegdeel.gml</CityModel>"
    assert facts.urls == (
        f"{server.url}/dataset",
        f"{server.url}/full/custom",
        f"{server.url}/full/custom/{bgt.ORDER}/status",
        f"{server.url}/extract/{bgt.ORDER}.zip",
    )
    assert dict(facts.extra)["geofilter"] == WKT


@pytest.mark.parametrize("ready", [201, "COMPLETED"])
def test_ready_is_said_by_status_code_or_by_word(bgt, order, ready):
    with bgt.BgtServer(answers=["IETS_NIEUWS", ready]) as server:
        order.fetch(server)
    assert order.path.exists()
    assert order.slept == [5.0]


def test_an_order_that_fails_is_not_waited_for(bgt, order):
    with bgt.BgtServer(answers=["RUNNING", "FAILED"]) as server, pytest.raises(SourceUnavailable, match="FAILED"):
        order.fetch(server)
    assert order.slept == [5.0]


def test_an_order_that_is_never_ready_is_given_up(bgt, order):
    with (
        bgt.BgtServer(answers=["RUNNING"]) as server,
        pytest.raises(SourceUnavailable, match=r"na 1 minuten nog niet klaar \(de dienst zegt: RUNNING, 40%\)"),
    ):
        order.fetch(server, longest=60.0)
    assert sum(order.slept) == 65.0
    assert list(order.folder.iterdir()) == []


def test_too_many_questions_means_a_minute_of_silence(bgt, order):
    with bgt.BgtServer(answers=[429, 429, "RUNNING", 201]) as server:  # two 429s: one for each try
        order.fetch(server, longest=120.0)
    assert order.slept == [60.0, 5.0]
    assert order.path.exists()


def test_an_object_type_the_service_does_not_know_is_not_ordered(bgt, order):
    wanted = Extract(("wegdeel", "weg"), WANTED.bbox)
    with (
        bgt.BgtServer() as server,
        pytest.raises(
            SourceChanged,
            match="kent weg niet in 'featuretype'; wel: begroeidterreindeel, onbegroeidterreindeel, spoor",
        ),
    ):
        order.fetch(server, wanted)
    assert [path.rpartition("/")[2] for path in server.asked] == ["dataset"]


def test_a_form_the_service_refuses_is_told_in_its_own_words(bgt, order):
    wanted = Extract(("wegdeel",), WANTED.bbox, "shape")
    with bgt.BgtServer() as server, pytest.raises(SourceUnavailable, match=r"400: unknown format: shape"):
        order.fetch(server, wanted)


@pytest.mark.parametrize(
    ("path", "reply", "said"),
    [
        ("/dataset", {"datasets": []}, "geen 'timeliness'"),
        ("/dataset", {"timeliness": "alles"}, "wel: geen"),
        ("/full/custom", {"downloadRequestId": "x"}, r"geen '_links\.status\.href'"),
        ("/full/custom", {"_links": {"status": {"href": None}}}, r"'_links\.status\.href' is None, geen adres"),
        ("/full/custom", {"_links": {"status": {"href": "https://elders.voorbeeld.nl/x"}}}, "andere server"),
        ("/full/custom/{order}/status", ["klaar"], "geen JSON-object"),
        ("/full/custom/{order}/status", {"status": "COMPLETED"}, r"geen '_links\.download\.href'"),
    ],
)
def test_an_answer_in_another_shape_is_drift(bgt, order, path, reply, said):
    with bgt.BgtServer(answers=[201]) as server:
        server.replies[bgt.BASE + path.format(order=bgt.ORDER)] = reply
        with pytest.raises(SourceChanged, match=said):
            order.fetch(server)


@pytest.mark.parametrize(
    ("members", "said"), [(["bgt_wegdeel.gml"], r"geen bgt_waterdeel\.gml"), (["../bgt_wegdeel.gml"], "niet veilig")]
)
def test_a_zip_without_what_was_ordered_is_not_kept(bgt, order, members, said):
    with bgt.BgtServer(members=members) as server, pytest.raises(SourceChanged, match=said):
        order.fetch(server)
    assert list(order.folder.iterdir()) == []
