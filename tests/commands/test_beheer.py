"""The message for the IT department names every host, and nothing of this computer or its user."""

import getpass
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from wijkkaart.catalogue import all_sources
from wijkkaart.cli import main
from wijkkaart.commands.beheer import message


def services():
    return [service for source in all_sources().values() for service in source.diensten]


def test_every_host_is_in_it_with_its_port():
    lines = message(None).splitlines()
    cells = [line.split() for line in lines if line.startswith("  ")]
    table = {cell[0]: cell[2] for cell in cells if cell[1] == "poort"}
    assert set(table) == {urlsplit(service.url).hostname for service in services()}
    assert set(table.values()) == {"443"}


def test_nothing_of_this_computer_is_in_it(capsys, monkeypatch):
    secrets = {service.sleutel: "z3er-geheim" for service in services() if service.sleutel}
    proxy = "http://jan:w8woord@proxy.voorbeeld.nl:8080"
    monkeypatch.setattr(os, "environ", {**os.environ, **secrets, "HTTPS_PROXY": proxy, "https_proxy": proxy})
    with pytest.raises(SystemExit) as left:
        main(["doctor", "--voor-beheer"])
    said = "".join(capsys.readouterr())
    assert left.value.code == 0
    for private in ("z3er-geheim", "w8woord", "jan:", "proxy.voorbeeld.nl", str(Path.home()), str(Path.cwd())):
        assert private not in said
    assert f" {getpass.getuser()} " not in said


def test_own_addresses_are_in_it_without_their_query(tmp_path):
    from wijkkaart.commands.targets import config_for  # noqa: PLC0415 - only here

    path = tmp_path / "gebied.yml"
    url = "http://kaart.voorbeeld.nl:8080/ogc?key=geheim"
    text = f"gebied: {{gemeenten: [GM0503]}}\nbronnen: {{bag_panden: {{url: '{url}'}}, overige: uit}}\n"
    path.write_text(text, encoding="utf-8")
    said = message(config_for(str(path)))
    assert "  kaart.voorbeeld.nl  poort 8080" in said
    assert "geheim" not in said
    assert "api.pdok.nl" not in said


def test_it_says_what_a_careful_colleague_wants_to_know():
    said = message(None)
    for word in ("Beste collega", "HTTPS", "GET", "POST", "geen persoonsgegevens", "certificaat", "PAC", "wijkkaart/"):
        assert word in said
