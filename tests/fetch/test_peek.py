"""A look at a service takes little, orders nothing, and says what a real fetch would say."""

import pytest
from tests.servers.plain import PlainServer, Reply

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch import peek as peek_module
from wijkkaart.fetch.answer import RequestRefused
from wijkkaart.fetch.peek import Enough, Peek

JSON = ("application/json",)
ZIP = Reply(b"PK" + bytes(5_000_000), kind="application/zip")


@pytest.fixture
def server():
    with PlainServer() as running:
        yield running


@pytest.fixture
def peek():
    with Peek(timeout=(2, 2), pause=0) as session:
        yield session


def test_the_same_question_is_asked_once(server, peek):
    url = server.put("/een", Reply(b'{"a": 1}'))
    assert peek.get(url, accept=JSON).json() == peek.get(url, accept=JSON).json() == {"a": 1}
    assert peek.get(url, {"f": "json"}, accept=JSON).json() == {"a": 1}
    assert [asked.path for asked in server.asked] == ["/een", "/een?f=json"]


def test_a_file_is_looked_at_and_not_taken(server, peek, tmp_path):
    url = server.put("/groot.zip", ZIP)
    with pytest.raises(Enough) as enough:
        peek.download(url, tmp_path / "groot.zip", expected_bytes=7, sha256="0")
    assert enough.value.size == 5_000_002
    assert server.asked[0].headers["Range"] == "bytes=0-1023"
    assert list(tmp_path.iterdir()) == []


def test_the_size_of_a_file_comes_from_the_part_that_is_sent(server, peek, tmp_path):
    part = Reply(b"PK", status=206, kind="application/zip", headers={"Content-Range": "bytes 0-1/260000000"})
    with pytest.raises(Enough) as enough:
        peek.download(server.put("/groot.zip", part), tmp_path / "groot.zip")
    assert enough.value.size == 260_000_000


@pytest.mark.parametrize("status", [200, 206])
def test_a_web_page_in_place_of_a_file_is_no_file(server, peek, tmp_path, status):
    page = Reply(b"<!DOCTYPE html><html><title>Onderhoud</title></html>", status=status, kind="text/html")
    with pytest.raises(SourceChanged, match="Onderhoud"):
        peek.download(server.put("/groot.zip", page), tmp_path / "groot.zip")


def test_a_file_that_is_gone_is_refused(server, peek, tmp_path):
    with pytest.raises(RequestRefused, match="404"):
        peek.download(f"{server.url}/weg.zip", tmp_path / "weg.zip")


def test_nothing_is_ordered(server, peek):
    known = server.put("/dataset", Reply())
    peek.get(known, accept=JSON)
    with pytest.raises(Enough):
        peek.post(f"{server.url}/full/custom", json={"featuretypes": ["wegdeel"]}, accept=JSON)
    assert [(asked.method, asked.path) for asked in server.asked] == [("GET", "/dataset")]


def test_before_anything_was_asked_an_order_becomes_a_question(server, peek):
    with pytest.raises(Enough):
        peek.post(f"{server.url}/full/custom", json={}, accept=JSON)
    assert [(asked.method, asked.path) for asked in server.asked] == [("GET", "/full/custom")]


@pytest.mark.parametrize("status", [403, 407])
def test_a_host_that_is_closed_to_us_is_no_answer_to_an_order(server, peek, status):
    url = server.put("/full/custom", Reply(b"nee", status, "text/plain"))
    with pytest.raises(RequestRefused, match=str(status)):
        peek.post(url, accept=JSON)


def test_more_than_a_look_may_take_is_enough(server, peek, monkeypatch):
    monkeypatch.setattr(peek_module, "_LARGEST", 1_000)
    url = server.put("/veel", Reply(b'"' + b"x" * 700 + b'"'))
    peek.get(url, accept=JSON)
    with pytest.raises(Enough):
        peek.get(url, {"p": "2"}, accept=JSON)
    peek.begin()
    assert len(peek.get(url, {"p": "3"}, accept=JSON).body) == 702


def test_a_host_that_never_answered_is_not_asked_again(peek):
    with PlainServer() as gone:
        url = gone.url
    with pytest.raises(SourceUnavailable, match="geen verbinding"):
        peek.get(f"{url}/een", accept=JSON)
    peek._retry = None  # a second request would stumble over this
    with pytest.raises(SourceUnavailable, match="niet opnieuw gevraagd"):
        peek.get(f"{url}/twee", accept=JSON)
    assert peek.milliseconds(url) is None


def test_one_silent_page_does_not_silence_its_host(server, peek):
    peek.get(server.put("/goed", Reply()), accept=JSON)
    cut = server.put("/stuk", Reply(b'{"a": 1}', cut=3))
    with pytest.raises(SourceUnavailable, match="brak af"):
        peek.get(cut, accept=JSON)
    assert peek.get(server.put("/ook", Reply()), accept=JSON).status == 200
    assert peek.milliseconds(server.url) >= 0
