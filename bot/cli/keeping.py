"""Commands for whoever keeps the bot running."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.base import errors, fail

_File = Annotated[Path, typer.Argument(help="The file of the backup.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the others."""
    app.command(name="settings")(settings)
    app.command(name="doctor")(doctor)
    app.command(name="health")(health)
    app.command(name="backup")(backup)
    app.command(name="restore")(restore)


def settings(
    write: Annotated[
        Path | None, typer.Option("--write", help="Write CONFIGURATION.md and .env.example into this folder.")
    ] = None,
) -> None:
    """Print what can be set: each variable with its meaning, its default and what may be written."""
    from bot.configuration.reference import example_file, reference_page
    from bot.settings import Settings, settings_of

    known = list(settings_of(Settings).values())
    if write is None:
        print(reference_page(known), end="")
        return
    for name, text in (("CONFIGURATION.md", reference_page(known)), (".env.example", example_file(known))):
        (write / name).write_text(text, encoding="utf-8")
        errors.print(f"{write / name} written", markup=False, highlight=False)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Look whether the bot can run here: tokens, scopes, facts, store, clock, proxy. It changes nothing."""
    from bot.cli.doctor import doctor as look

    raise typer.Exit(look(as_json=as_json))


def health() -> None:
    """Say whether the bot that runs on Slack with these settings is well; status 1 when it is not."""
    import datetime as dt

    from bot.pulse import health as look
    from bot.settings import Settings, SettingsError

    try:
        told = Settings.from_environment()
    except SettingsError as error:
        fail(str(error))
    found = look(Path(told.heartbeat), dt.datetime.now(dt.UTC))
    print(found.says)
    raise typer.Exit(0 if found.well else 1)


def backup(
    file: Annotated[Path | None, typer.Argument(help="The file to write.")] = None,
    into: Annotated[Path | None, typer.Option("--into", help="Instead: a folder; the time becomes the name.")] = None,
    keep: Annotated[int, typer.Option("--keep", min=1, help="With --into: days after which backups go.")] = 14,
) -> None:
    """Write everything the store holds to a file, while the bot works."""
    import datetime as dt

    from bot.store import StoreError
    from bot.store.backing import backup as write
    from bot.store.backing import dated, forget

    if (file is None) == (into is None):
        fail("Name the file to write, or a folder with --into.")
    now = dt.datetime.now(dt.UTC)
    try:
        target = file or dated(into or Path(), now)
        size = write(_store(), target)
        gone = forget(into, now, dt.timedelta(days=keep)) if into else []
    except StoreError as error:
        fail(str(error))
    print(f"{target}: {size:,} bytes. It holds what the store holds: keep it as private, and no longer.")
    for old in gone:
        print(f"{old}: older than {keep} days, deleted")


def restore(file: _File) -> None:
    """Put a backup in place of the store; the bot must be stopped. What was there is kept beside it."""
    import datetime as dt

    from bot.store import StoreError
    from bot.store.backing import restore as put

    try:
        kept = put(_store(), file, dt.datetime.now(dt.UTC))
    except StoreError as error:
        fail(str(error))
    print(f"{file} is restored." + (f" What was there before is in {kept}." if kept else ""))
    print("Replies owed when it was made will not be sent. What people deleted since then is there again.")


def _store() -> str:
    from bot.settings import Settings, SettingsError

    try:
        return Settings.from_environment().store
    except SettingsError as error:
        fail(str(error))
