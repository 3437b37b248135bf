"""Tests that the tests themselves cannot reach another machine."""

from __future__ import annotations

import socket

import pytest

from tests.tooling.loopback import NetworkClosedError

ELSEWHERE = "192.0.2.1"  # reserved for documentation; a datagram socket's connect sends nothing even if it were allowed


def test_connecting_to_another_machine_is_refused():
    """A connection beyond loopback fails with an error that names the address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, pytest.raises(NetworkClosedError, match=ELSEWHERE):
        probe.connect((ELSEWHERE, 9))


def test_looking_up_a_name_is_refused():
    """No name server is asked either."""
    with pytest.raises(NetworkClosedError, match=r"elsewhere\.invalid"):
        socket.getaddrinfo("elsewhere.invalid", 443)


def test_listening_for_other_machines_is_refused():
    """A server under test is never reachable from outside."""
    with socket.socket() as server, pytest.raises(NetworkClosedError, match=r"0\.0\.0\.0"):
        server.bind(("0.0.0.0", 0))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_stays_reachable(host):
    """Servers on loopback are how the bot is tested."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        client.sendall(b"x")
        accepted, _ = server.accept()
        with accepted:
            assert b"x" == accepted.recv(1)
    assert socket.getaddrinfo(host, 80)
