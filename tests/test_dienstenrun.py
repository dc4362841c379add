"""Voorbeeldstad over the wire: the same figures as from files, asked for once, whoever serves it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from contextlib import ExitStack

import pandas as pd
import pytest
from ruamel.yaml import YAML
from tests.servers import mapserver, pygeoapi_server
from tests.servers.installed import require
from tests.servers.voorbeeldstad import KEY, TABLE, files_of, published, with_layers

from wijkkaart.catalogue import all_sources
from wijkkaart.cli import main
from wijkkaart.voorbeeldstad import write_sources

#: Over the wire a coordinate has twelve decimals.
RTOL = 1e-9


def test_every_source_that_can_be_fetched_is_fetched_here():
    assert sorted(TABLE) == sorted(name for name, source in all_sources().items() if source.dienst is not None)


@pytest.fixture(scope="module")
def servers():
    require(mapserver.missing(), pygeoapi_server.missing())


@pytest.fixture(scope="module")
def bronnen(servers, tmp_path_factory):  # noqa: ARG001 - without the servers there is nothing to publish
    folder = tmp_path_factory.mktemp("voorbeeldstad")
    return with_layers(write_sources(folder).bronnen, folder)


def config(place, entries):
    path = place / "gebied.yml"
    content = {
        "gebied": {"gemeenten": ["Voorbeeldstad"]},
        "bronnen": {**entries, "overige": "uit"},
        "uitvoer": {"formaten": ["csv"]},
    }
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(content, file)
    return path


def given(bronnen, name):
    """Return the entry of a config that reads from files what `TABLE` publishes of a source."""
    files, _ = files_of(bronnen, name) if name in TABLE else (bronnen[name]["bestand"], None)
    years = {"jaar": list(TABLE[name].jaar)} if name in TABLE and TABLE[name].jaar else {}
    listed = files if isinstance(files, list) else [files]
    return {**bronnen[name], **years, "bestand": [str(path) for path in listed]}


def left_with(path, place, *options, command="run"):
    where = ["--uit", str(place / "uit")] if command == "run" else []
    with pytest.raises(SystemExit) as left:
        main([command, str(path), *where, "--cache", str(place / "cache"), "--stil", *options])
    return int(left.value.code)


def table(place, name):
    return pd.read_csv(place / "uit" / f"{name}.csv", dtype={"gebiedcode": str, "gemeentecode": str})


def not_used(place):
    """Return what the run says of each source that it could not use."""
    record = json.loads((place / "uit" / "herkomst.json").read_text(encoding="utf-8"))
    return {source["bron"]: source["melding"] for source in record["bronnen"] if source["status"] == "mislukt"}


@pytest.fixture(scope="module")
def from_files(bronnen, tmp_path_factory):
    """The run from files, in a process of its own: it goes on while the other is fetching."""
    place = tmp_path_factory.mktemp("bestanden")
    path = config(place, {name: given(bronnen, name) for name in bronnen})
    command = [sys.executable, "-m", "wijkkaart", "run", str(path), "--uit", str(place / "uit"), "--stil"]
    with subprocess.Popen(command) as process:
        yield place, process


@pytest.fixture(scope="module")
def wire(bronnen, from_files, tmp_path_factory):  # noqa: ARG001 - that run starts first
    """The run over the wire: its folder, its config, and the servers, which stay open."""
    place = tmp_path_factory.mktemp("diensten")
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        service = stack.enter_context(published(bronnen, tmp_path_factory.mktemp("servers")))
        patch.setenv(all_sources()["rvo_energielabels"].dienst.sleutel, KEY)
        entries = {name: given(bronnen, name) for name in bronnen if name not in TABLE}
        path = config(place, {**entries, **{name: service.entry(name) for name in TABLE}})
        log = stack.enter_context((place / "log.txt").open("w", encoding="utf-8"))
        # All that the program says to who reports a fault.
        handler, logger = logging.StreamHandler(log), logging.getLogger("wijkkaart")
        patch.setattr(logger, "level", logging.DEBUG)
        logger.addHandler(handler)
        stack.callback(logger.removeHandler, handler)
        left = left_with(path, place)
        assert left == 0, not_used(place)
        yield place, path, service


def test_every_figure_and_status_is_that_of_the_run_from_files(from_files, wire):
    keys = ["indicator", "gebiedcode"]
    assert from_files[1].wait(60) == 0
    ours, theirs = (table(place, "indicatoren").set_index(keys).sort_index() for place in (wire[0], from_files[0]))
    assert ours.index.equals(theirs.index)
    different = ours["status"] != theirs["status"]
    assert not different.any(), list(ours.index[different])[:10]
    assert (ours["status"] == "ok").sum() > 1000
    pd.testing.assert_series_equal(ours["waarde"], theirs["waarde"], rtol=RTOL)
    pd.testing.assert_series_equal(ours["waarde_tekst"], theirs["waarde_tekst"])


def test_a_second_run_asks_nothing_and_gives_the_same(wire):
    place, path, service = wire
    first, asked = (place / "uit" / "indicatoren.csv").read_bytes(), service.asked
    assert asked > len(TABLE)
    assert left_with(path, place, command="fetch") == 0
    assert left_with(path, place, "--offline") == 0
    assert service.asked == asked
    assert (place / "uit" / "indicatoren.csv").read_bytes() == first


def test_no_key_and_no_path_of_this_machine_is_written(wire):
    place, _, _ = wire
    files = [path for folder in ("uit", "cache") for path in (place / folder).rglob("*") if path.is_file()]
    for path in files:
        written = path.read_bytes()
        assert KEY.encode() not in written, path.name
        assert b"een-uur-geldig" not in written, path.name
        if path.suffix in {".json", ".csv", ".txt"}:
            assert str(place).encode() not in written, path.name


def test_no_key_and_no_path_of_this_machine_is_logged(wire):
    place, _, _ = wire
    said = (place / "log.txt").read_text(encoding="utf-8")
    assert "127.0.0.1" in said
    assert KEY not in said
    assert "een-uur-geldig" not in said
    assert str(place) not in said
