"""EP-Online: the key and the signed address go where they must, and are seen nowhere else."""

import io
import json
import logging
import zipfile
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box
from tests.servers.plain import PlainServer, Reply

from wijkkaart.cli import main
from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import read_source
from wijkkaart.sources.rvo_energielabels import SOURCE

KEY = "SLEUTEL-a1b2c3-SENTINEL"
SIGNATURE = "sig=HANDTEKENING-SENTINEL%3D&se=2026-11-23T13"
HOME, OTHER = "0344010000000001", "0344010000000002"
TEXT = (
    "PublicatieDatum;20261101\nLaatstVerwerkteMutatievolgnummer;12\n"
    "Pand_registratiedatum;Pand_opnamedatum;Meting_geldig_tot;Pand_bagverblijfsobjectid;Pand_energieklasse\n"
    f"20240101;20240101;20340101;{HOME};B\n20200101;20200101;20300101;{OTHER};F\n"
)
QUESTION, FILE = "/api/v5/Mutatiebestand/DownloadInfo", "/opslag/v20261101_v4_csv.zip"


class EpOnline(PlainServer):
    """Gives the address only to who has the key, and the file only at the signed address, without a key."""

    def next_reply(self, path):
        asked = self.asked[-1]
        if path.startswith(QUESTION):
            right = asked.headers.get("Authorization") == KEY and path == f"{QUESTION}?fileType=csv"
            return super().next_reply(path) if right else Reply(_problem(asked), 401, "application/problem+json")
        signed = path == f"{FILE}?{SIGNATURE}" and "Authorization" not in asked.headers
        return super().next_reply(path) if signed else Reply(b"<Error/>", 403, "application/xml")


def _problem(asked):
    told = f"Valid API key required to access this resource, not {asked.headers.get('Authorization')}."
    return json.dumps({"status": 401, "title": "Unauthorized", "detail": told}).encode()


def packed(text=TEXT):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("v20261101_v4_csv.csv", text)
    return buffer.getvalue()


@pytest.fixture
def server():
    with EpOnline() as running:
        link = f"{running.url}{FILE}?{SIGNATURE}"
        info = {"bestandsnaam": "v20261101_v4_csv.zip", "downloadUrl": link, "geldigTotEnMet": "2026-11-23T13:00:00Z"}
        running.put(QUESTION, Reply(json.dumps(info).encode()))
        running.put(FILE, Reply(packed(), kind="application/zip"))
        yield running


def reading(server, place, gemeente="GM0344"):
    config = Config(
        gebied=Gebied(gemeenten=(gemeente,)),
        bronnen={"rvo_energielabels": Bron(url=f"{server.url}/api/v5")},
    )
    with Http(pause=0) as http:
        fetching = Fetching(http, Store(place), vernieuw=False, vandaag=date(2026, 11, 23))
        return read_source(SOURCE, config, Extent((0, 0, 1, 1), (gemeente,)), fetching)


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("WIJKKAART_EPONLINE_SLEUTEL", KEY)


def secrets_in(*texts):
    return [part for part in (KEY, "SENTINEL", "HANDTEKENING") for text in texts if part in text]


def everything(place: Path) -> list[str]:
    return [path.read_bytes().decode("latin-1") + str(path) for path in place.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("key")
def test_with_a_key_the_labels_of_the_country_are_had_once_for_all_gemeenten(server, tmp_path):
    found = reading(server, tmp_path)
    assert found.layer["energieklasse"].to_dict() == {HOME: "B", OTHER: "F"}
    reading(server, tmp_path, "GM0518")
    assert [item.path.partition("?")[0] for item in server.asked] == [QUESTION, FILE]


@pytest.mark.usefixtures("key")
def test_neither_key_nor_signature_is_kept_logged_or_told(server, tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    # The file breaks off once, so that the retry is logged too.
    server.put(FILE, Reply(packed(), cut=40, kind="application/zip"), Reply(packed(), kind="application/zip"))
    found = reading(server, tmp_path)
    assert found.record.url == f"{server.url}{QUESTION}"
    assert "Mutatiebestand" in "".join(everything(tmp_path))
    assert "try 1 failed" in caplog.text
    shown = capfd.readouterr()
    assert secrets_in(*everything(tmp_path), caplog.text, repr(found.record), shown.out, shown.err) == []


@pytest.mark.usefixtures("key")
def test_a_whole_run_leaves_no_trace_of_key_or_signature(server, tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    fields = {"buurtcode": "BU03440000", "buurtnaam": "A", "wijkcode": "WK034400", "gemeentecode": "GM0344"}
    square = box(136_000, 456_000, 136_500, 456_500)
    rows = [{**fields, "gemeentenaam": "Utrecht", "water": "NEE", "jaar": 2024}]
    gpd.GeoDataFrame(rows, geometry=[square], crs="EPSG:28992").to_file(tmp_path / "buurten.gpkg", layer="buurten")
    config = tmp_path / "gebied.yml"
    config.write_text(
        "gebied: {gemeenten: [GM0344]}\nbronnen:\n  cbs_buurten: {bestand: buurten.gpkg, laag: buurten}\n"
        f"  rvo_energielabels: {{url: '{server.url}/api/v5'}}\n  overige: uit\n",
        encoding="utf-8",
    )
    with pytest.raises(SystemExit) as left:
        main(["run", str(config), "--uit", str(tmp_path / "uit"), "--cache", str(tmp_path / "cache"), "--debug"])
    assert left.value.code == 0
    shown = capfd.readouterr()
    assert secrets_in(*everything(tmp_path), caplog.text, shown.out, shown.err) == []
    record = json.loads((tmp_path / "uit" / "herkomst.json").read_text(encoding="utf-8"))
    (labels,) = [item for item in record["bronnen"] if item["bron"] == "rvo_energielabels"]
    assert (labels["status"], labels["rijen"]) == ("gebruikt", 2)


def test_a_refused_key_is_told_without_the_key_itself(server, tmp_path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("WIJKKAART_EPONLINE_SLEUTEL", "verkeerd-SENTINEL")
    found = reading(server, tmp_path)
    assert found.layer is None
    assert "neemt de sleutel niet aan (HTTP 401" in found.record.melding
    assert "WIJKKAART_EPONLINE_SLEUTEL" in found.record.melding
    assert secrets_in(*everything(tmp_path), caplog.text, found.record.melding) == []
    assert len(server.asked) == 1  # a refused key is not tried again


@pytest.mark.usefixtures("key")
def test_an_expired_address_is_told_without_its_signature(server, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    server.put(FILE, Reply(b"<Error><Message>Signature did not match SENTINEL</Message></Error>", 403, "text/plain"))
    found = reading(server, tmp_path)
    assert found.record.status == "mislukt"
    assert "HANDTEKENING" not in found.record.melding + caplog.text
    assert KEY not in found.record.melding + caplog.text


def test_without_a_key_nothing_is_asked(server, tmp_path, monkeypatch):
    monkeypatch.delenv("WIJKKAART_EPONLINE_SLEUTEL", raising=False)
    found = reading(server, tmp_path)
    assert found.record.status == "niet_gegeven"
    assert "WIJKKAART_EPONLINE_SLEUTEL" in found.record.melding
    assert server.asked == []


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("answer", [{"bestandsnaam": "x.zip"}, {"downloadUrl": "ftp://x/y.zip"}, []])
def test_an_answer_without_an_address_is_drift(server, tmp_path, answer):
    server.put(QUESTION, Reply(json.dumps(answer).encode()))
    found = reading(server, tmp_path)
    assert "'downloadUrl'" in found.record.melding


@pytest.mark.usefixtures("key")
def test_no_label_at_all_is_drift_and_not_a_country_without_labels(server, tmp_path):
    server.put(FILE, Reply(packed(TEXT.replace("energieklasse", "klasse")), kind="application/zip"))
    assert "'Pand_energieklasse' ontbreekt" in reading(server, tmp_path).record.melding
