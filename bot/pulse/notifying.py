"""Tells systemd how the service is, as sd_notify(3) describes: a datagram to the socket that NOTIFY_SOCKET names."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping


class Notifier:
    """Sends states to systemd; where nobody listens, nothing is sent and nothing fails."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        around = os.environ if environment is None else environment
        address = around.get("NOTIFY_SOCKET", "")
        # A leading @ stands for the abstract namespace, whose names begin with a zero byte.
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self.watchdog = _watchdog(around)
        """Seconds within which systemd wants to hear from this process, else None."""

    def ready(self) -> None:
        """Say that the service has started."""
        self._send("READY=1")

    def stopping(self) -> None:
        """Say that the service is on its way out."""
        self._send("STOPPING=1", "STATUS=finishing what was accepted")

    def alive(self) -> None:
        """Say that all is well, before the watchdog's time runs out."""
        self._send("WATCHDOG=1")

    def status(self, says: str) -> None:
        """Say in words how the service is; ``systemctl status`` shows it."""
        self._send(f"STATUS={' '.join(says.split())}")

    def _send(self, *lines: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
                sender.connect(self._address)
                sender.sendall("\n".join(lines).encode())
        except OSError:
            # Whoever listened has gone; the bot's own work does not depend on it.
            return


def _watchdog(around: Mapping[str, str]) -> float | None:
    wanted, pid = around.get("WATCHDOG_USEC", ""), around.get("WATCHDOG_PID", "")
    if not wanted.isdecimal() or int(wanted) == 0 or (pid and pid != str(os.getpid())):
        return None
    return int(wanted) / 1_000_000
