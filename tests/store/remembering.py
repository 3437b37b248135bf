"""How a place comes to remember: a question asked there is accepted."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.store import Job, Memo, Store

DAY = timedelta(days=1)
_numbers = count(1)


def remember(  # noqa: PLR0917 - the place is three of them
    store: Store, team: str, channel: str, thread: str | None, slots: dict[str, Any], now: datetime
) -> None:
    """Accept a question of a place, which remembers ``slots`` for a day."""
    memo = Memo(team, channel, thread, slots, now + DAY)
    job = Job("post", team, channel, thread, "U1", {})
    assert store.accept(f"remember:{next(_numbers)}", job, now, memos=[memo])
