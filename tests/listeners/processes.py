"""The bot as a process of its own, as it runs in earnest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from bot.workspace import Workspace

PROJECT = Path(__file__).parents[2]


def environment(workspace: Workspace | None, folder: Path, **changes: str) -> dict[str, str]:
    """Return the environment of a bot on ``workspace``, with nothing of the caller's Slack settings in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "MYOSITIS_STORE"))}
    told = {"MYOSITIS_STORE": f"sqlite:///{folder / 'bot.db'}", "MYOSITIS_WORKER": "test", "MYOSITIS_CONNECTIONS": "1"}
    if workspace is not None:
        told |= {
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_API_URL": workspace.api_url,
        }
    return kept | told | {"PYTHONPATH": str(PROJECT)} | changes


@contextmanager
def bot_process(told: dict[str, str], folder: Path, *command: str):
    """Start the bot with ``folder`` as its working directory; kill it at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, *(command or ("-m", "bot", "run"))],
        env=told,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
