"""The rule for unknown outcomes: a post whose answer was lost, or that a kill interrupted.

Nothing is posted again blind. A while after the post the bot looks whether it arrived, where Slack lets it read: always
in direct messages (``im:history`` is a scope it cannot do without), in channels where the optional history scopes were
granted. Its messages carry the job's key as metadata. Found: it was posted. Not found: it was not, and is posted.

Where the bot may not look, silence would be worse than a second copy, for somebody waits for an answer. So the reply is
posted once more, and says that it may be there twice. That copy is a job of its own, claimed like a question, so
that no restart makes two of it, and is counted as a copy for good, also when the first is found later after all. Such
copies are the only duplicates there are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.dispatch.delivery import METADATA
from bot.dispatch.owed import NotOwedError, Owed, Way
from bot.dispatch.recording import record_for
from bot.store import Job, Leased, Record, Store

_log = logging.getLogger(__name__)

_PAGES = 5
_PAGE = 200


class Later(Exception):  # noqa: N818 - says what to do
    """It cannot be told at this moment whether the message is there."""


def settle(  # noqa: PLR0917 - one caller
    store: Store,
    client: WebClient,
    doubt: Leased,
    now: datetime,
    most_copies: int,
    record: Callable[[Leased], Record | None] = lambda _: None,
) -> str:
    """Settle a job of unknown outcome by the rule; return what was done: ``found``, ``missing``, ``copy`` or ``left``.

    ``record`` says what is kept of a reply that was found.

    Raises:
        Later: Slack could not be asked just now.
        StoreError: the store could not be written.
    """
    there = look(client, doubt.job, doubt.key)
    if there is not None:
        if there:
            store.posted(doubt.id, there, now, record_for(doubt.job, record(doubt)))
            return "found"
        store.retry(doubt.id, now, "looked: it is not there")
        return "missing"
    try:
        owed = Owed.read(doubt.job.payload)
    except NotOwedError:
        return "left"
    if owed.copy >= most_copies:
        _log.error("reply %s: still unknown after %d copies, left at that", doubt.key, owed.copy)
        return "left"
    again = replace(owed, copy=owed.copy + 1)
    job = replace(doubt.job, payload=again.payload())
    store.accept(f"{doubt.key.partition('#')[0]}#{again.copy}", job, now, copy=True)
    return "copy"


def look(client: WebClient, job: Job, key: str) -> str | None:
    """Return where the job's message is, "" when it is not there, None when the bot may not look.

    Raises:
        Later: Slack could not be asked just now.
    """
    if job.kind != Way.POST or job.thread is None:
        return None
    cursor: str | None = None
    try:
        for _ in range(_PAGES):
            answer = client.conversations_replies(
                channel=job.channel,
                ts=job.thread,
                oldest=job.thread,
                limit=_PAGE,
                cursor=cursor,
                include_all_metadata=True,
            )
            for message in answer.get("messages") or ():
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == METADATA and (metadata.get("event_payload") or {}).get("key") == key:
                    return f"{job.channel}/{message.get('ts')}"
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return ""
    except SlackApiError as refusal:
        status = refusal.response.status_code
        if status == 429 or status >= 500:
            raise Later from refusal
    except (SlackClientError, OSError, HTTPException) as error:
        raise Later from error
    return None
