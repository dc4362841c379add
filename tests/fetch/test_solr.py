import csv

import pytest
from tests.servers.solr import SolrServer

from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.solr import fetch_documents

FIELDS = ("gemeentecode", "gemeentenaam")


def documents(count):
    return [
        {"type": "gemeente", "gemeentecode": f"{number:04d}", "gemeentenaam": f"Dorp {number}"}
        for number in range(count)
    ]


def fetch(server, path):
    with Http(pause=0) as http:
        return fetch_documents(http, server.url, path, {"q": "*", "fq": "type:gemeente"}, FIELDS)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_all_pages_become_one_table_sorted_by_code(tmp_path):
    others = [{"type": "weg", "gemeentecode": "9999", "gemeentenaam": "Straat"}]
    with SolrServer(others + documents(205)[::-1]) as server:
        facts = fetch(server, tmp_path / "a.csv")
    found = rows(tmp_path / "a.csv")
    assert found[:2] == [["gemeentecode", "gemeentenaam"], ["0000", "Dorp 0"]]
    assert found[-1] == ["0204", "Dorp 204"]
    assert (len(found), facts.aantal, facts.matched) == (206, 205, 205)
    assert [dict(query)["start"] for _, query in server.asked] == ["0", "100", "200"]


def repeated(content, start):
    if start:
        content["response"]["docs"] = documents(100)
    return content


def empty(content, start):
    if start:
        content["response"]["docs"] = []
    return content


@pytest.mark.parametrize("twist", [repeated, empty])
def test_pages_that_do_not_hold_all_are_refused(tmp_path, twist):
    with (
        SolrServer(documents(150), twist) as server,
        pytest.raises(SourceUnavailable, match="gaf 100 verschillende objecten en zegt dat het er 150 zijn"),
    ):
        fetch(server, tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"docs": []}, "'response' met 'numFound' en 'docs' ontbreekt"),
        ({"response": {"numFound": 1, "docs": "veel"}}, "'docs' is geen lijst"),
        ({"response": {"numFound": 1, "docs": [{"gemeentecode": "0344"}]}}, "'gemeentenaam' ontbreekt"),
    ],
)
def test_another_shape_is_drift(tmp_path, content, words):
    with SolrServer([], lambda *_: content) as server, pytest.raises(SourceChanged, match=words):
        fetch(server, tmp_path / "a.csv")
