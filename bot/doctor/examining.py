"""All of it, in the order in which it would be mended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.doctor import told
from bot.doctor.facts import about_facts
from bot.doctor.finding import Finding, failed
from bot.doctor.machine import about_proxy, about_python
from bot.settings import SettingsError, written_in


def _now() -> datetime:
    return datetime.now(UTC)


def examine(
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
    *,
    clock: Callable[[], datetime] = _now,
    root: Path | None = None,
    only: str | None = None,
) -> Iterator[Finding]:
    """Look at everything and say what was found, none of it holding a secret.

    ``file`` is the ``.env``; ``root`` the folder of the facts' data; ``only`` one look out of
    all, such as ``slack``. What fails to be looked at is itself a finding.
    """
    from knowledge.fingerprint import PACKAGE, default_path  # noqa: PLC0415

    around = os.environ if environment is None else environment
    place = file or Path(".env")
    given, unreadable = dict(around), ""
    try:
        given = written_in(around, place) if os.access(place, os.R_OK) else given
    except SettingsError as error:
        unreadable = str(error)
    settings, wrong = told.read(given)
    hidden = told.secrets(given)
    data = root or PACKAGE
    compiled = Path(settings.facts) if settings.facts else default_path(data)

    def slack() -> Iterator[Finding]:
        from bot.doctor.slack import about_slack  # noqa: PLC0415

        return about_slack(settings, clock)

    def kept() -> Iterator[Finding]:
        from bot.doctor.kept import about_store  # noqa: PLC0415

        return about_store(settings.store)

    looks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("version", about_python),
        (".env", lambda: told.about_file(place, given, around, unreadable)),
        ("settings", lambda: iter(wrong)),
        ("proxy", lambda: about_proxy(around, settings.api_url)),
        ("slack", slack),
        ("facts", lambda: about_facts(compiled, data, clock())),
        ("store", kept),
    ]
    for about, look in looks:
        if only not in (None, about):
            continue
        for finding in _looked(about, look):
            yield finding.without(hidden)


def _looked(about: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except Exception as error:  # noqa: BLE001 - the other things are looked at all the same
        # The error's own text may hold what was being read.
        yield failed(about, f"could not be looked at ({type(error).__name__})", "Please report this.")
