from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.atom import fetch_download, find_download
from wijkkaart.fetch.http import Http

ATOM = "application/atom+xml"
GPKG = "application/geopackage+sqlite3"
DATA = bytes(range(256)) * 40  # 10,240 bytes


@pytest.fixture(scope="module")
def atom():
    path = Path(__file__).parents[1] / "servers" / "atom.py"
    spec = importlib.util.spec_from_file_location("server_atom", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["server_atom"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(atom):
    with atom.AtomServer() as running:
        yield running


@pytest.fixture
def http():
    with Http(tries=3, pause=0) as session:
        yield session


def offer(atom, server, *links):
    """Publish an index with one feed that holds `links`; return the address of the index."""
    feed = server.put("/cbs/atom/kaart.xml", atom.feed(*links, name="kaart.xml"), ATOM)
    return server.put("/cbs/atom/index.xml", atom.feed(atom.link(feed, ATOM)))


def test_a_file_is_found_by_index_and_feed_and_checked_against_its_length(atom, server, http, tmp_path):
    file = server.put("/cbs/atom/downloads/kaart_2025.gpkg", DATA, GPKG)
    index = offer(atom, server, atom.link(file, GPKG, len(DATA)))
    facts = fetch_download(http, index, r"kaart_2025\.gpkg", tmp_path / "kaart.gpkg")
    assert (tmp_path / "kaart.gpkg").read_bytes() == DATA
    assert facts.urls == (index, f"{server.url}/cbs/atom/kaart.xml", file)
    assert facts.extra == (("bestand", "kaart_2025.gpkg"), ("bijgewerkt", "2026-01-02T15:04:05Z"))
    assert server.asked == ["/cbs/atom/index.xml", "/cbs/atom/kaart.xml", "/cbs/atom/downloads/kaart_2025.gpkg"]


@pytest.mark.parametrize("promised", [10_239, 10_241])
def test_a_file_of_another_size_than_the_feed_says_is_refused(atom, server, http, tmp_path, promised):
    index = offer(atom, server, atom.link(server.put("/k.gpkg", DATA, GPKG), GPKG, promised))
    with pytest.raises(SourceChanged, match=str(promised)):
        fetch_download(http, index, r"k\.gpkg", tmp_path / "k.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_breaks_off_goes_on_where_it_was(atom, server, http, tmp_path):
    large = DATA * 100  # 1,024,000 bytes
    index = offer(atom, server, atom.link(server.put("/k.gpkg", large, GPKG), GPKG, len(large)))
    server.cuts["/k.gpkg"] = [400_000, 500_000]
    fetch_download(http, index, r"k\.gpkg", tmp_path / "k.gpkg")
    assert (tmp_path / "k.gpkg").read_bytes() == large
    first, second = (int(asked.removeprefix("bytes=").removesuffix("-")) for asked in server.ranges)
    assert 300_000 <= first <= 400_000
    assert first + 400_000 <= second <= first + 500_000


def test_the_newest_fitting_file_is_taken_by_number_not_by_letter(atom, server, http):
    names = ["kaart_2026_v9.gpkg", "kaart_2026_v10.gpkg", "kaart_2025_v11.gpkg", "kaart_2026_v10.gpkg.md5"]
    index = offer(atom, server, *(atom.link(f"downloads/{name}", GPKG, 5) for name in names))
    found, _ = find_download(http, index, r"kaart_\d{4}_v\d+\.gpkg")
    assert (found.name, found.length) == ("kaart_2026_v10.gpkg", 5)
    assert found.url == f"{server.url}/cbs/atom/downloads/kaart_2026_v10.gpkg"


def test_links_about_the_data_are_not_taken_for_data(atom, server, http):
    index = offer(
        atom,
        server,
        atom.link("https://elders.voorbeeld.nl/kaart.gpkg", rel="related"),
        atom.link("oud/kaart.gpkg", rel="up"),
        atom.link("downloads/kaart.gpkg", rel="section"),
    )
    found, _ = find_download(http, index, r"kaart\.gpkg")
    assert found.url == f"{server.url}/cbs/atom/downloads/kaart.gpkg"
    assert found.length is None


def test_files_in_the_index_itself_and_in_several_feeds_are_all_found(atom, server, http):
    one = server.put("/een.xml", atom.feed(atom.link("een.gpkg", GPKG)), ATOM)
    two = server.put("/twee.xml", atom.feed(atom.link("tw%C3%A9%C3%A9.gpkg", GPKG)), ATOM)
    index = server.put("/index.xml", atom.feed(atom.link(one), atom.link(two, ATOM), atom.link("los.gpkg", GPKG)))
    for name in ("een.gpkg", "twéé.gpkg", "los.gpkg"):
        assert find_download(http, index, name)[0].name == name


def test_a_name_that_fits_nothing_lists_what_there_is(atom, server, http):
    index = offer(atom, server, atom.link("WijkBuurtkaart_2026_v0.gpkg"), atom.link("leesmij.pdf"))
    with pytest.raises(SourceChanged, match=r"wijkenbuurten_2026.*; wel: WijkBuurtkaart_2026_v0\.gpkg, leesmij\.pdf\."):
        find_download(http, index, r"wijkenbuurten_2026\.gpkg")


def test_a_link_to_another_server_is_refused(atom, server, http):
    index = offer(atom, server, atom.link("https://elders.voorbeeld.nl/k.gpkg?sleutel=geheim", GPKG, 5))
    with pytest.raises(SourceChanged, match=r"verwijst naar een andere server: https://elders\.voorbeeld\.nl/k\.gpkg"):
        find_download(http, index, r"k\.gpkg")
    with pytest.raises(SourceChanged) as error:
        find_download(http, index, r"k\.gpkg")
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize("length", ["veel", "-5", "1e3", "1.024"])
def test_a_length_that_is_no_number_of_bytes_is_drift(atom, server, http, length):
    index = offer(atom, server, atom.link("k.gpkg", GPKG, length))
    with pytest.raises(SourceChanged, match=f"'length' van k.gpkg is '{length}'"):
        find_download(http, index, r"k\.gpkg")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>', "geen goede XML"),
        (b"", "geen goede XML"),
        (b"<catalogus/>", "geen feed maar 'catalogus'"),
        (b"<feed><entry/></feed>", "geen feed maar 'feed'"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link/></entry></feed>', "geen 'href'"),
    ],
)
def test_an_answer_that_is_no_feed_is_drift(server, http, body, said):
    index = server.put("/index.xml", body)
    with pytest.raises(SourceChanged, match=rf"/index\.xml: .*{said}"):
        find_download(http, index, ".*")


def test_entities_are_refused_before_they_can_grow(server, http):
    bomb = b'<!DOCTYPE b [<!ENTITY a "ha">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&a;</title></feed>'
    with pytest.raises(SourceChanged, match="a feed has no document type, this one has 'b'"):
        find_download(http, server.put("/index.xml", bomb), ".*")
    outside = '<!DOCTYPE b SYSTEM "file:///etc/passwd"><b/>'.encode("utf-16")
    with pytest.raises(SourceChanged, match="no document type"):
        find_download(http, server.put("/index.xml", outside), ".*")


def test_a_web_page_or_a_missing_index_says_so(server, http):
    page = server.put("/index.xml", b"<html><title>Onderhoud</title></html>", "text/html")
    with pytest.raises(SourceChanged, match="Onderhoud"):
        find_download(http, page, ".*")
    with pytest.raises(SourceUnavailable, match="404"):
        find_download(http, f"{server.url}/weg.xml", ".*")


def test_an_index_that_names_itself_or_too_many_feeds_does_not_go_on_for_ever(atom, server, http):
    own = f"{server.url}/index.xml"
    server.put("/index.xml", atom.feed(atom.link(own, ATOM), atom.link("k.gpkg")))
    assert find_download(http, own, r"k\.gpkg")[1] == (own,)
    server.asked.clear()
    many = server.put("/veel.xml", atom.feed(*(atom.link(f"{number}.xml", ATOM) for number in range(51))))
    with pytest.raises(SourceChanged, match="51 feeds"):
        find_download(http, many, ".*")
    assert server.asked == ["/veel.xml"]
