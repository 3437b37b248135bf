"""Keeps tests on this machine: every socket to another address is refused before anything is sent."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

_BY_ADDRESS = {"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"}
_BY_NAME = {"socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname"}


class NetworkClosedError(RuntimeError):
    """A test reached for an address beyond this machine.

    No ``OSError``, so that code which retries or forgives network errors cannot hide it.
    """


def is_local(host: object) -> bool:
    """Return whether a socket to ``host`` stays on this machine; what is no Internet host always does."""
    if isinstance(host, bytes | bytearray):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _BY_ADDRESS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # other families name files, not hosts
    elif event in _BY_NAME:
        host = arguments[0]
    else:
        return
    if not is_local(host):
        message = f"{event} to {host!r}: tests reach nothing beyond 127.0.0.1; start what is needed on loopback"
        raise NetworkClosedError(message)


def close_network() -> None:
    """Refuse, until the process ends, every connection, look-up and listener beyond loopback."""
    sys.addaudithook(_refuse_outside)
