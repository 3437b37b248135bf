"""The command line: ``myositis-bot``."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command that was typed, whatever the terminal can show and wherever its input comes from."""
    _prepare_streams()
    try:
        from bot.cli.commands import app
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    app()


def _prepare_streams() -> None:
    """Replace a sign that the terminal's encoding lacks instead of ending the command; a closed stream is empty."""
    nothing = Path(os.devnull)
    if sys.stdin is None:
        sys.stdin = nothing.open(encoding="utf-8")
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, nothing.open("w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
