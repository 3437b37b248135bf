"""Where the fact base is, and how commands open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

import knowledge

if TYPE_CHECKING:
    from bot.answering.service import Answerer

KNOWLEDGE = Path(knowledge.__file__).parent
errors = Console(stderr=True)
output = Console()


def fail(message: str) -> NoReturn:
    """Print what is wrong and end with status 1."""
    errors.print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(1)


def open_answerer(*, frames: bool = False) -> Answerer:
    """Return an answerer on the fact base, compiling it when it is missing or stale.

    With ``frames`` the trained reader reads the questions instead of the scored rules.
    """
    from bot.answering.service import Answerer
    from knowledge.reader import CannotOpen, open_or_compile

    try:
        if not frames:
            return Answerer(open_or_compile())
        from bot.understanding.artifact import CannotReadError, load
        from bot.understanding.interpreter import FrameReader

        try:
            reader = load()
        except CannotReadError as error:
            fail(str(error))
        return Answerer(open_or_compile(), lambda base: FrameReader(base, reader))
    except CannotOpen as error:
        fail(str(error))
