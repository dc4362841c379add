"""Behind an office proxy that opens every secure connection: trusted only when its own authority is."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
import trustme
from tests.servers.plain import InterceptingProxy, PlainServer, Reply

import wijkkaart
from wijkkaart.cli import main
from wijkkaart.errors import SourceUnavailable
from wijkkaart.fetch.http import Http

JSON = ("application/json",)
URL = "https://gegevens.voorbeeld/x"
PASSWORD = "zeer-geheim-wachtwoord"  # noqa: S105 - of nobody
#: Each lets Python trust an authority besides those of the system.
TRUST = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The authority of an office, as a file, and the certificate that its proxy shows."""
    folder = tmp_path_factory.mktemp("kantoor")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "kantoor.pem"))
    for name in ("gegevens.voorbeeld", "elders.voorbeeld"):
        authority.issue_cert(name).private_key_and_cert_chain_pem.write_to_path(str(folder / f"{name}.pem"))
    return folder


@pytest.fixture
def proxy(office, monkeypatch):
    for name in TRUST:
        monkeypatch.delenv(name, raising=False)
    with InterceptingProxy(str(office / "gegevens.voorbeeld.pem")) as running:
        monkeypatch.setenv("https_proxy", running.url.replace("://", f"://jan:{PASSWORD}@"))
        running.put("/x", Reply(b"[7]"))
        yield running


def trust(monkeypatch, office, variable="SSL_CERT_FILE"):
    """Trust the authority of the office, as an administrator would."""
    if variable == "SSL_CERT_FILE" and sys.platform in {"win32", "darwin"}:
        pytest.skip("the trust store of this system cannot be changed by a test")
    monkeypatch.setenv(variable, str(office / "kantoor.pem"))


def ask():
    with Http(timeout=(2, 2), pause=0) as http:
        return http.get(URL, accept=JSON).json()


def test_an_office_that_the_system_does_not_know_is_refused_and_gets_no_question(proxy):
    with pytest.raises(SourceUnavailable, match="het certificaat van de server is niet te vertrouwen") as refused:
        ask()
    assert "beheerder van het netwerk" in str(refused.value)
    assert (proxy.opened, proxy.asked) == (["gegevens.voorbeeld:443"], [])


@pytest.mark.parametrize("variable", TRUST)
def test_an_office_that_is_trusted_works(proxy, office, monkeypatch, variable):
    trust(monkeypatch, office, variable)
    assert ask() == [7]
    assert proxy.opened == ["gegevens.voorbeeld:443"]


def test_a_trusted_office_cannot_be_another_host(office, monkeypatch):
    trust(monkeypatch, office)
    with InterceptingProxy(str(office / "elders.voorbeeld.pem")) as wrong:
        monkeypatch.setenv("https_proxy", wrong.url)
        with pytest.raises(SourceUnavailable, match="niet te vertrouwen"):
            ask()
        assert wrong.asked == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PYTHONHTTPSVERIFY", "0"), ("REQUESTS_CA_BUNDLE", ""), ("CURL_CA_BUNDLE", ""), ("SSL_VERIFY", "false")],
)
def test_no_variable_turns_the_check_off(proxy, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SourceUnavailable, match="niet te vertrouwen"):
        ask()
    assert proxy.asked == []


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_file_of_certificates_that_is_gone_is_explained_without_its_path(proxy, tmp_path, monkeypatch, variable):
    monkeypatch.setenv(variable, str(tmp_path / "weg.pem"))
    with pytest.raises(SourceUnavailable, match="REQUESTS_CA_BUNDLE of CURL_CA_BUNDLE") as told:
        ask()
    assert str(tmp_path) not in str(told.value)
    assert proxy.opened == []


def test_nothing_in_the_program_can_turn_the_check_off():
    ways = ("verify=False", "verify = False", "CERT_NONE", "check_hostname", "_unverified", "disable_warnings")
    sources = list(Path(wijkkaart.__file__).parent.rglob("*.py"))
    assert len(sources) > 100
    assert [(path.name, way) for path in sources for way in ways if way in path.read_text(encoding="utf-8")] == []


def run(place, *options):
    (place / "gebied.yml").write_text(
        "gebied: {gemeenten: [GM0344]}\n"
        "bronnen:\n  cbs_buurten: {url: 'https://gegevens.voorbeeld/ogc'}\n  overige: uit\n",
        encoding="utf-8",
    )
    with pytest.raises(SystemExit) as left:
        main(["run", str(place / "gebied.yml"), "--uit", str(place / "uit"), "--cache", str(place / "cache"), *options])
    return int(left.value.code)


@pytest.mark.parametrize("trusted", [False, True])
def test_the_password_for_the_proxy_is_in_no_message_log_or_file(  # noqa: PLR0913, PLR0917 - all that may hold it
    proxy, office, tmp_path, monkeypatch, caplog, capsys, trusted
):
    if trusted:
        trust(monkeypatch, office)
    caplog.set_level(logging.DEBUG)
    assert run(tmp_path, "--debug") == 4
    assert proxy.opened != []
    assert bool(proxy.asked) == trusted
    said = capsys.readouterr()
    for text in (said.out, said.err, caplog.text):
        assert PASSWORD not in text
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or PASSWORD.encode() not in path.read_bytes()


def test_a_proxy_that_wants_a_password_gets_it_and_nobody_else(monkeypatch):
    with PlainServer() as office_proxy:
        monkeypatch.setenv("http_proxy", office_proxy.url.replace("://", f"://jan:{PASSWORD}@"))
        office_proxy.put("http://gegevens.voorbeeld/x", Reply(b"[8]"))
        with Http(timeout=(2, 2), pause=0) as http:
            assert http.get("http://gegevens.voorbeeld/x", accept=JSON).json() == [8]
        (asked,) = office_proxy.asked
        assert asked.headers["Proxy-Authorization"].startswith("Basic ")
        assert "Authorization" not in asked.headers
