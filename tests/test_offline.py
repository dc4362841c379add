"""The guard of the other tests: none of them can reach the network."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("host", ["www.cbs.nl", "192.0.2.1"])
def test_no_other_host_is_looked_up(host):
    with pytest.raises(RuntimeError, match="this machine"):
        socket.create_connection((host, 443), timeout=1)


def test_no_connection_leaves_this_machine():
    with socket.socket() as plug, pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
        plug.connect(("192.0.2.1", 443))


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5) as client, server.accept()[0] as peer:
            client.sendall(b"ok")
            assert peer.recv(2) == b"ok"
