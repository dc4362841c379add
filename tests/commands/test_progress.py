"""What one sees while it fetches, and what is left after Ctrl-C."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.servers.ogcapi import OgcServer
from tests.servers.plain import PlainServer, Reply

from wijkkaart.cli import main

AREA = {"water": "NEE", "jaar": 2024, "gemeentenaam": "Testdorp", "gemeentecode": "GM9998", "wijkcode": "WK999800"}
CORNERS = [[150_000, 440_000], [151_000, 440_000], [151_000, 441_000], [150_000, 441_000], [150_000, 440_000]]
BUURT = {
    "type": "Feature",
    "id": "1",
    "properties": {**AREA, "buurtcode": "BU99980000", "buurtnaam": "Klein"},
    "geometry": {"type": "Polygon", "coordinates": [CORNERS]},
}


def config(place: Path, url: str) -> Path:
    path = place / "gebied.yml"
    text = f"gebied: {{gemeenten: [GM9998]}}\nbronnen: {{cbs_buurten: {{url: '{url}'}}, overige: uit}}\n"
    path.write_text(text, encoding="utf-8")
    return path


def fetched(path: Path, place: Path, capsys, *options: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(["fetch", str(path), "--cache", str(place / "cache"), *options])
    assert left.value.code == 0
    return capsys.readouterr().err


@pytest.fixture
def server():
    with OgcServer({"buurten": [BUURT]}, filters=("gemeentecode",), published=True) as running:
        yield running


def test_a_log_says_once_what_is_being_fetched(server, tmp_path, capsys):
    said = fetched(config(tmp_path, server.url), tmp_path, capsys)
    assert said.splitlines()[0] == "Ophalen: CBS Wijken en Buurten: buurten 2024 ..."
    assert "\r" not in said


def test_what_is_there_already_is_not_said_to_be_fetched(server, tmp_path, capsys):
    path = config(tmp_path, server.url)
    fetched(path, tmp_path, capsys)
    assert "Ophalen" not in fetched(path, tmp_path, capsys)


def test_stil_is_silent(server, tmp_path, capsys):
    assert fetched(config(tmp_path, server.url), tmp_path, capsys, "--stil") == ""


def test_on_a_terminal_the_bytes_that_come_in_are_counted(server, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("wijkkaart.commands.meter._RENEW_S", 0.0)
    said = fetched(config(tmp_path, server.url), tmp_path, capsys)
    assert "\rOphalen: CBS Wijken en Buurten: buurten 2024 ... 0,0 MB, 0 s" in said
    assert said.rpartition("\r")[0].endswith(" ")  # wiped


@pytest.mark.skipif(sys.platform == "win32", reason="no signal can be sent to one process there")
def test_ctrl_c_leaves_one_line_and_no_half_snapshot(tmp_path):
    with PlainServer() as slow:
        slow.next_reply = lambda _: Reply(pause=20)
        command = [sys.executable, "-m", "wijkkaart", "fetch", config(tmp_path, f"{slow.url}/ogc")]
        command += ["--cache", tmp_path / "cache"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
            deadline = time.monotonic() + 60
            while not slow.asked and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert [line for line in said.splitlines() if line] == [  # a terminal shows ^C on the empty one
        "Ophalen: CBS Wijken en Buurten: buurten 2024 ...",
        "Afgebroken; er is niets half geschreven.",
    ]
    left = [path for path in (tmp_path / "cache").rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert left == []
