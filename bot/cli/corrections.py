"""``corrections``: where a figure was shown that has since changed, and a note below it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import fail, output
from bot.cli.stores import StoreOption, opened_store

if TYPE_CHECKING:
    from bot.answering.corrections import Changed
    from bot.store import Job
    from bot.store.shown import Shown
    from knowledge.reader import FactBase


def add_to(app: typer.Typer) -> None:
    """Add this command to the others."""
    app.command(name="corrections")(corrections)


def corrections(
    old: Annotated[str, typer.Argument(help="The older fact base: a compiled file, or its version.")],
    new: Annotated[str, typer.Argument(help="The newer one.")],
    note: Annotated[
        bool, typer.Option("--note", help="Note the changes below each such answer; the running bot posts the notes.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """List the answers in Slack that showed a figure which has since changed; with --note correct them there."""
    from bot.answering.corrections import changed_figures

    with _base(old) as before, _base(new) as after, opened_store(store) as kept:
        rows = kept.shown.of_version(before.version)
        changed = [(row, found) for row in rows if (found := changed_figures(before, after, row.trial, row.figures))]
        noted = 0
        for row, found in changed:
            done = ""
            if note and row.ts is not None:
                is_new = kept.shown.note(row, after.version, _job(row, found, after), datetime.now(UTC))
                noted += is_new
                done = "note will be posted" if is_new else "noted before"
            _print(row, found, done)
        _say(f"{len(rows)} answers shown from facts {before.version}; {len(changed)} show a figure that has changed.")
        if note:
            _say(f"Notes that the running bot will post: {noted}.")
        elif changed:
            _say("Note that below them with: --note")
        if not rows and (known := kept.shown.versions()):
            _say(f"Answers were shown from: {', '.join(known)}")


def _job(row: Shown, found: tuple[Changed, ...], after: FactBase) -> Job:
    from bot.dispatch import Owed, Way
    from bot.rendering.correcting import MOST
    from bot.store import Job

    changes = tuple((_short(each.name), _short(each.old), _short(each.new)) for each in found[: MOST + 1])
    facts = tuple(fact for fact in row.figures if after.trial_ids() and after.answer(row.trial, fact) is not None)
    owed = Owed(
        "channel", trial=row.trial, answers=facts[:1], version=row.version, since=after.version, changes=changes
    )
    return Job(Way.POST, row.team, row.channel, row.thread or row.ts, None, owed.payload())


def _short(text: str) -> str:
    return text if len(text) <= 150 else f"{text[:149]}…"


def _print(row: Shown, found: tuple[Changed, ...], done: str) -> None:
    where = f"{row.channel} {row.ts}" if row.ts else f"{row.channel} (shared; Slack does not say where it stands)"
    _say(f"{row.posted_at:%Y-%m-%d %H:%M} UTC  {row.team} {where}" + (f"  [{done}]" if done else ""))
    for each in found:
        _say(f"    {each.fact}.{each.key}  {each.name}: {each.old} -> {each.new}")


def _say(line: str) -> None:
    output.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _base(named: str) -> Iterator[FactBase]:
    """Open a compiled fact base, given as a file or as the version of one that lies beside the current one."""
    from knowledge.fingerprint import default_path
    from knowledge.reader import CannotOpen, FactBase

    try:
        base = FactBase.open(Path(named)) if Path(named).is_file() else _of_version(named, default_path().parent)
    except CannotOpen as error:
        fail(str(error))
    try:
        yield base
    finally:
        base.close()


def _of_version(version: str, folder: Path) -> FactBase:
    from knowledge.reader import CannotOpen, FactBase

    found: list[str] = []
    for path in sorted(folder.glob("*.db")):
        try:
            base = FactBase.open(path)
        except CannotOpen:
            continue
        if base.version == version:
            return base
        found.append(base.version)
        base.close()
    message = (
        f"{version}: no such file, and no compiled fact base of that version in {folder} (there: "
        f"{', '.join(found) or 'none'}). Keep older ones there, as facts-{version}.db, or name the file."
    )
    raise CannotOpen(message)
