"""How commands open the store of the running bot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import fail

if TYPE_CHECKING:
    from bot.store import Store

StoreOption = Annotated[
    str | None, typer.Option("--store", metavar="URL", help="The bot's store; else MYOSITIS_STORE or the default.")
]


@contextmanager
def opened_store(address: str | None) -> Iterator[Store]:
    """Open the store that ``address`` or the settings name; what is wrong with it ends the command, in words."""
    from bot.settings import Settings, SettingsError
    from bot.store import Store, StoreError

    try:
        store = Store.open(address or Settings.from_environment().store)
    except (SettingsError, StoreError) as error:
        fail(str(error))
    try:
        yield store
    except StoreError as error:
        fail(str(error))
    finally:
        store.close()
