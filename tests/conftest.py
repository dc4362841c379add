"""What every test gets: no network, no settings of this machine, the same examples in CI."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("wijkkaart", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("wijkkaart")

_TESTS = Path(__file__).resolve().parent
_SETTINGS_OF_THIS_MACHINE = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"),
)


@pytest.fixture(scope="session", autouse=True)
def _own_environment(tmp_path_factory):
    """Give every run a cache of its own and no proxy."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _SETTINGS_OF_THIS_MACHINE:
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        patch.setenv("WIJKKAART_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_names_looked_up():
    """Refuse to look up any host but this one: pytest-socket stops connections, not the question before it."""
    look_up = socket.getaddrinfo

    def guarded(host, *args, **kwargs):
        if not _is_this_machine(host):
            message = f"a test looked up {host!r}; tests may only talk to this machine"
            raise RuntimeError(message)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", guarded)
        yield


@pytest.fixture(scope="session")
def voorbeeldstad_run(tmp_path_factory) -> Path:
    """Return the output folder of the embedded default; one run for all tests that only read it."""
    return _run(tmp_path_factory.mktemp("voorbeeld") / "uit")


@pytest.fixture(scope="session")
def utrecht_run(tmp_path_factory) -> Path:
    """Return the output folder of CBS's own workbook of Utrecht, which stands beside this project."""
    return _run(tmp_path_factory.mktemp("utrecht") / "uit", str(_TESTS / "real" / "utrecht.yml"))


def _run(target: Path, *config: str) -> Path:
    from wijkkaart.cli import main  # noqa: PLC0415 - only a whole run needs the whole program

    with pytest.raises(SystemExit) as left:
        main(["run", *config, "--stil", "--uit", str(target)])
    assert left.value.code == 0
    return target


def _is_this_machine(host):
    if host in {None, "", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False
