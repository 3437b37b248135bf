"""Commands for curators: check, compile, show, diff."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.base import KNOWLEDGE, errors, output

app = typer.Typer(help="Check, compile and look at the fact base.", no_args_is_help=True)
_Root = Annotated[Path, typer.Option("--root", help="The folder of the fact base.")]


@app.command()
def check(root: _Root = KNOWLEDGE) -> None:
    """Check every fact, figure, text and reference; report all problems at once."""
    from knowledge import commands

    today = dt.datetime.now(tz=dt.UTC).date()
    raise typer.Exit(commands.check(root, output, today=today))


@app.command(name="compile")
def compile_(
    root: _Root = KNOWLEDGE,
    to: Annotated[Path | None, typer.Option("--to", help="Where to write facts.db.")] = None,
) -> None:
    """Compile the fact base to facts.db."""
    from knowledge import commands

    raise typer.Exit(commands.compile(root, to, output))


@app.command()
def show(fact: Annotated[str, typer.Argument(help="The id of a fact.")], root: _Root = KNOWLEDGE) -> None:
    """Show a fact: figures, statement, citations, caveats, conflicts, how derived, review."""
    from knowledge import commands

    raise typer.Exit(commands.show(root, fact, output))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="An older facts.db.")],
    new: Annotated[Path, typer.Argument(help="A newer facts.db.")],
) -> None:
    """Say what changed between two compiled fact bases."""
    from knowledge import commands

    if not old.exists() or not new.exists():
        errors.print(f"{old if not old.exists() else new}: no such file", style="red", markup=False)
        raise typer.Exit(1)
    raise typer.Exit(commands.diff(old, new, output))
