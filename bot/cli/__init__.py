"""The command line: ``myositis-bot``."""

from __future__ import annotations


def main() -> None:
    """Run the command that was typed."""
    try:
        from bot.cli.commands import app
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    app()
