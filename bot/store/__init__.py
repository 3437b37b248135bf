"""What must survive a restart: claims, the outbox and what threads remember. Knows neither Slack nor the trial.

No words of the asker are kept: jobs and memories are slots (ids and figures of ours), and `SlotsError` says when
something longer is passed in.
"""

from __future__ import annotations

from bot.store.errors import JobError, SlotsError, StoreError
from bot.store.records import Job, Leased, Memo, Outcome
from bot.store.shown import Record
from bot.store.store import Store

__all__ = ["Job", "JobError", "Leased", "Memo", "Outcome", "Record", "SlotsError", "Store", "StoreError"]
