"""The doctor asks every service a little, and says which answers, which not, and which is another than expected."""

import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from shapely.geometry import box, mapping
from tests.servers.ogcapi import OgcServer
from tests.servers.plain import PlainServer, Reply
from tests.servers.wfs import WfsServer

from wijkkaart.catalogue import all_sources
from wijkkaart.cli import main
from wijkkaart.commands import doctor
from wijkkaart.config import Bron
from wijkkaart.extent import Extent
from wijkkaart.fetch.peek import Peek

AREA = {"water": "NEE", "jaar": 2024, "gemeentenaam": "Testdorp", "gemeentecode": "GM9998"}
#: A large and a small buurt: the small one, with its middle at (150 500, 440 500), is looked at.
LARGE, SMALL = box(151_000, 440_000, 159_000, 449_000), box(150_000, 440_000, 151_000, 441_000)


def feature(number, shape, **fields):
    return {"type": "Feature", "id": str(number), "properties": fields, "geometry": mapping(shape)}


BUURTEN = [
    feature(1, LARGE, buurtcode="BU99980000", buurtnaam="Groot", wijkcode="WK999800", **AREA),
    feature(2, SMALL, buurtcode="BU99980001", buurtnaam="Klein", wijkcode="WK999800", **AREA),
]
HOME = {
    "type": "Feature",
    "id": "verblijfsobject.1",
    "properties": {
        "identificatie": "9998010000000001",
        "oppervlakte": 80,
        "status": "Verblijfsobject in gebruik",
        "gebruiksdoel": "woonfunctie",
        "openbare_ruimte": "Dorpsstraat",
        "huisnummer": 1,
        "postcode": "9998AB",
        "pandidentificatie": "9998100000000001",
    },
    "geometry": {"type": "Point", "coordinates": [150_510.0, 440_510.0]},
}


@pytest.fixture
def areas():
    with OgcServer({"buurten": BUURTEN}, filters=("gemeentecode",), published=True) as running:
        yield running


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("wijkkaart.cli.Peek", lambda: Peek(timeout=(2, 2), tries=1))


def config(place: Path, **urls: str) -> Path:
    lines = [f"  {name}: {{url: '{url}'}}\n" for name, url in urls.items()]
    path = place / "gebied.yml"
    text = f"gebied: {{gemeenten: [GM9998]}}\nbronnen:\n{''.join(lines)}  overige: uit\n"
    path.write_text(text, encoding="utf-8")
    return path


def left_with(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code)


def found(capsys, path: Path, place: Path) -> tuple[int, dict[str, dict]]:
    code = left_with("doctor", path, "--json", "--cache", place / "cache")
    findings = json.loads(capsys.readouterr().out)["diensten"]
    return code, {item["bron"]: item for item in findings}


def test_services_that_give_what_their_source_expects_are_exit_0(areas, tmp_path, capsys):
    with WfsServer([HOME], names=("bag:verblijfsobject",)) as wfs:
        path = config(tmp_path, cbs_buurten=areas.url, bag_verblijfsobjecten=wfs.url)
        assert left_with("doctor", path, "--cache", tmp_path / "cache") == 0
    said = capsys.readouterr().out
    line = re.search(r"^antwoordt +\d+ ms +bag_verblijfsobjecten +(\S+)$", said, re.MULTILINE)
    assert line[1] == f"127.0.0.1:{urlsplit(wfs.url).port}{urlsplit(wfs.url).path}"
    assert "2 van de 2 diensten antwoorden zoals verwacht" in said


def test_only_a_small_place_is_asked_for_and_nothing_is_kept(areas, tmp_path, capsys):
    with WfsServer([HOME], names=("bag:verblijfsobject",)) as wfs:
        found(capsys, config(tmp_path, cbs_buurten=areas.url, bag_verblijfsobjecten=wfs.url), tmp_path)
        boxes = {query["bbox"] for _, query in _queries(wfs) if "bbox" in query}
    assert boxes == {"150375,440375,150625,440625,EPSG:28992"}
    assert list((tmp_path / "cache").iterdir()) == []


def _queries(server):
    """Return what was asked as (path, dict), whatever the server keeps."""
    return [(path, {key.lower(): value for key, value in dict(query).items()}) for path, query in server.asked]


def test_a_dead_service_is_named_with_the_reason_and_is_exit_3(areas, tmp_path, capsys):
    path = config(tmp_path, cbs_buurten=areas.url, bag_panden="http://127.0.0.1:9/ogc")
    code, findings = found(capsys, path, tmp_path)
    assert code == 3
    assert findings["cbs_buurten"]["stand"] == "antwoordt"
    assert findings["bag_panden"]["stand"] == "stil"
    assert findings["bag_panden"]["milliseconden"] is None
    assert "geen verbinding" in findings["bag_panden"]["melding"]


def test_a_layer_that_is_gone_is_named_with_what_there_is(areas, tmp_path, capsys):
    with WfsServer([HOME], names=("bag:verblijfsobject_nieuw",)) as wfs:
        path = config(tmp_path, cbs_buurten=areas.url, bag_panden=areas.url, bag_verblijfsobjecten=wfs.url)
        code, findings = found(capsys, path, tmp_path)
    assert code == 3
    assert findings["bag_panden"]["stand"] == findings["bag_verblijfsobjecten"]["stand"] == "anders"
    assert "'pand' bestaat niet (meer); wel: buurten" in findings["bag_panden"]["melding"]


def test_a_field_that_is_gone_is_named(areas, tmp_path, capsys):
    fields = {name: value for name, value in HOME["properties"].items() if name != "oppervlakte"}
    with WfsServer([{**HOME, "properties": fields}], names=("bag:verblijfsobject",)) as wfs:
        path = config(tmp_path, cbs_buurten=areas.url, bag_verblijfsobjecten=wfs.url)
        _, findings = found(capsys, path, tmp_path)
    assert findings["bag_verblijfsobjecten"]["stand"] == "anders"
    assert "'oppervlakte' ontbreekt" in findings["bag_verblijfsobjecten"]["melding"]


def test_a_register_that_gives_nothing_in_a_town_is_not_fine(areas, tmp_path, capsys):
    elsewhere = {**HOME, "geometry": {"type": "Point", "coordinates": [158_000.0, 448_000.0]}}
    with WfsServer([elsewhere], names=("bag:verblijfsobject",)) as wfs:
        path = config(tmp_path, cbs_buurten=areas.url, bag_verblijfsobjecten=wfs.url)
        code, findings = found(capsys, path, tmp_path)
    assert code == 3
    assert findings["bag_verblijfsobjecten"]["stand"] == "anders"
    assert "niets terug" in findings["bag_verblijfsobjecten"]["melding"]


def test_an_edition_that_is_gone_is_said_when_another_answers(tmp_path, capsys):
    first, second, *_ = all_sources()["cbs_buurten"].dienst.edities
    rows = [{**row, "properties": {**row["properties"], "jaar": second}} for row in BUURTEN]
    with OgcServer({"buurten": rows}, filters=("gemeentecode",), published=True) as server:
        answer = server.answer
        server.answer = lambda path, query: answer(path.replace(f"/{second}", ""), query)
        _, findings = found(capsys, config(tmp_path, cbs_buurten=server.url + "/{jaar}"), tmp_path)
    assert findings["cbs_buurten"]["stand"] == "antwoordt"
    assert f"editie {first} niet (" in findings["cbs_buurten"]["melding"]
    assert findings["cbs_buurten"]["adres"].endswith(f"/{second}")


def test_a_large_file_is_not_fetched(tmp_path, capsys):
    with PlainServer() as server:
        url = server.put("/ongevallen.zip", Reply(b"PK" + bytes(20_000_000), kind="application/zip"))
        code, findings = found(capsys, config(tmp_path, bron_ongevallen=url), tmp_path)
        ranges = {asked.headers["Range"] for asked in server.asked}
    assert (code, findings["bron_ongevallen"]["stand"]) == (0, "antwoordt")
    assert findings["bron_ongevallen"]["melding"] == "bestand van 20,0 MB"
    assert ranges == {"bytes=0-1023"}


def test_a_service_with_a_key_is_not_asked_without_it(tmp_path, capsys, monkeypatch):
    source = next(item for item in all_sources().values() if item.dienst is not None and item.dienst.sleutel)
    monkeypatch.delenv(source.dienst.sleutel, raising=False)
    with PlainServer() as server:
        code, findings = found(capsys, config(tmp_path, **{source.id: server.url}), tmp_path)
        assert server.asked == []
    assert code == 0
    assert findings[source.id]["stand"] == "sleutel"
    assert source.dienst.sleutel in findings[source.id]["melding"]


SERVICES = [(source, number) for source in all_sources().values() for number in range(len(source.diensten))]


class Quick(PlainServer):
    handler = type("Handler", (PlainServer.handler,), {"disable_nagle_algorithm": True})


NONSENSE = {
    "gone": Reply(b"niet hier", 404, "text/plain"),
    "page": Reply(b"<!DOCTYPE html><html><title>Onderhoud</title></html>", kind="text/html"),
    "empty": Reply(b"{}", kind="application/json"),
    "list": Reply(b"[]", kind="application/json"),
    "xml": Reply(b"<a/>", kind="text/xml"),
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_from_any_service_is_told_and_never_a_defect(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", {**os.environ, **{item.sleutel: "geheim" for item in _all_services()}})
    extent = Extent((150_000, 440_000, 150_250, 440_250), ("GM9998",))
    with Quick() as server, Peek(timeout=(2, 2), tries=1, pause=0) as peek:
        monkeypatch.setattr(server, "next_reply", lambda _: NONSENSE[kind])
        for place, (source, number) in enumerate(SERVICES):
            service = source.diensten[number]
            entry = Bron(
                url=f"{server.url}/{place}{urlsplit(service.url).path}", jaar=tuple(filter(None, service.edities[:1]))
            )
            probe = doctor.Probe(source, service, entry)
            finding = doctor._find(probe, extent, peek, tmp_path / str(place))
            # A file may be anything as far as its first bytes tell; what is fetched whole may not.
            seen = finding.stand != "antwoordt"
            assert seen or finding.melding.startswith("bestand van"), (source.id, finding)
            assert "geheim" not in finding.melding


def _all_services():
    return [service for source in all_sources().values() for service in source.diensten if service.sleutel]


def test_a_proxy_is_told_without_name_or_password(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://jan:geheim@proxy.voorbeeld.nl:8080")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    left_with("doctor", config(tmp_path, bag_panden="http://127.0.0.1:9/ogc"), "--cache", tmp_path / "cache")
    said = "".join(capsys.readouterr())
    assert "https via proxy.voorbeeld.nl:8080" in said
    assert "jan" not in said
    assert "geheim" not in said


def test_without_a_proxy_it_says_what_to_do_about_a_proxy_script(tmp_path, capsys):
    left_with("doctor", config(tmp_path, bag_panden="http://127.0.0.1:9/ogc"), "--cache", tmp_path / "cache")
    said = capsys.readouterr().out
    assert "proxyscript (PAC) leest wijkkaart niet" in said
    assert "HTTPS_PROXY" in said


def test_a_cache_that_cannot_be_written_is_told(tmp_path, capsys):
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    left_with("doctor", config(tmp_path, bag_panden="http://127.0.0.1:9/ogc"), "--cache", tmp_path / "bestand")
    assert "niet te beschrijven" in capsys.readouterr().out
