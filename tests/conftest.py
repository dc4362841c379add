"""What every test gets: no network, no settings of this machine, the same examples in CI."""

from __future__ import annotations

import ipaddress
import os
import socket

import hypothesis
import pytest

hypothesis.settings.register_profile("wijkkaart", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("wijkkaart")

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


def _is_this_machine(host):
    if host in {None, "", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False
