"""The command line: ``myositis-bot``."""

from __future__ import annotations


def main() -> None:
    """Run the command that was typed."""
    from bot.cli.commands import app

    app()
