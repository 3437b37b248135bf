"""Posting one leased job and settling it by the error table."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.dispatch.courtesies import patient
from bot.dispatch.delivery import Arrived, Refused, Result, Unclear, Unreached, deliver
from bot.dispatch.owed import NotOwedError, Owed, Way
from bot.dispatch.pace import Pace
from bot.dispatch.recording import record_for
from bot.dispatch.remedies import OF_METADATA, Remedy, remedy_for
from bot.rendering.blocks import bare, classic
from bot.rendering.kit import Rendered
from bot.store import Job, Leased, Record, Store

_log = logging.getLogger(__name__)

_NOT_TAKEN_BACK = (
    "a reply to a deleted question stands in channel %s (message %s) and could not be deleted (%s); delete it by hand"
)
_MOST_MENDS = "the bot's standing in the workspace is wrong (%s); see the install guide"


class Poster:
    """Posts leased jobs. ``remind`` is told after how many seconds something will be due."""

    def __init__(
        self,
        store: Store,
        client: WebClient,
        clock: Callable[[], datetime],
        pace: Pace,
        remind: Callable[[float], None],
    ) -> None:
        self._store = store
        self._client = client
        self._clock = clock
        self._pace = pace
        self._remind = remind

    def post(self, leased: Leased, shown: Rendered, url: str = "", record: Record | None = None) -> bool:
        """Post ``shown`` and settle the job; return whether it arrived. ``record`` is what is kept of it then."""
        if not self._store.sending(leased.id, self._clock(), self._pace.sending):
            return False  # the lease ran out, and somebody else has it
        result = self._in_ever_plainer_form(leased, shown, url)
        self._settle(leased, result, record)
        return isinstance(result, Arrived)

    def _in_ever_plainer_form(self, leased: Leased, shown: Rendered, url: str) -> Result:
        """Return what became of it, posted in classic blocks or as text alone where its blocks were refused."""
        result: Result = Unreached("not tried")
        mark: str | None = leased.key
        for form in (lambda whole: whole, classic, bare):
            result = deliver(self._client, leased.job, mark, form(shown), url)
            if mark and isinstance(result, Refused) and result.error in OF_METADATA:
                _log.warning("reply %s: %s; posting without the mark by which it could be found", mark, result.error)
                mark = None
                result = deliver(self._client, leased.job, mark, form(shown), url)
            if not isinstance(result, Refused) or remedy_for(result.error) is not Remedy.PLAINER:
                return result
            _log.warning("reply %s: %s; trying a plainer form", leased.key, result.error)
        return result

    def _settle(self, leased: Leased, result: Result, record: Record | None) -> None:
        match result:
            case Arrived():
                self._arrived(leased, result, record)
            case Unreached(reason):
                self._again(leased, reason, self._pace.pause(leased.attempt))
            case Unclear(reason):
                self._unclear(leased, reason)
            case Refused(error, wait):
                self._refused(leased, error, wait)

    def _arrived(self, leased: Leased, where: Arrived, record: Record | None) -> None:
        job = leased.job
        if job.kind == Way.POST and job.thread and where.ts and where.thread is None:
            # The question was deleted meanwhile. Slack then posts to the channel itself, and does not say so.
            self._take_back(where)
            self._store.gave_up(leased.id, "the question was deleted", self._clock())
            return
        reference = f"{where.channel}/{where.ts}" if where.ts else None
        self._store.posted(leased.id, reference, self._clock(), record_for(job, record))

    def _take_back(self, where: Arrived) -> None:
        try:
            patient(self._client).chat_delete(channel=where.channel, ts=where.ts)
        except SlackApiError as refusal:
            _log.error(_NOT_TAKEN_BACK, where.channel, where.ts, refusal.response.get("error"))
        except (SlackClientError, OSError) as error:
            _log.error(_NOT_TAKEN_BACK, where.channel, where.ts, type(error).__name__)

    def _unclear(self, leased: Leased, reason: str) -> None:
        _log.warning("reply %s: outcome unknown (%s)", leased.key, reason)
        self._store.unknown(leased.id, reason, self._clock())
        self._remind(self._pace.look_after)

    def _refused(self, leased: Leased, error: str, wait: float | None) -> None:
        match remedy_for(error):
            case Remedy.LATER:
                pause = self._pace.pause(leased.attempt) if wait is None else wait
                self._again(leased, error, pause)
            case Remedy.MEND:
                _log.critical(_MOST_MENDS, error)
                self._again(leased, error, self._pace.mend)
            case Remedy.PRIVATE:
                self._privately(leased, error, because=error)
            case Remedy.UNKNOWN:
                self._unclear(leased, error)
            case Remedy.GONE if leased.job.kind == Way.SHARE:
                self._privately(leased, error, notice=True)
            case Remedy.GONE | Remedy.GIVE_UP if leased.job.kind == Way.RESPOND:
                self._privately(leased, error, because=error)  # it was for the asker alone anyway
            case Remedy.GONE:
                self._give_up(leased, error)
            case Remedy.PLAINER | Remedy.GIVE_UP:
                self._privately(leased, error)

    def _again(self, leased: Leased, reason: str, pause: float) -> None:
        now = self._clock()
        if now - leased.accepted_at > timedelta(seconds=self._pace.patience):
            self._give_up(leased, f"{reason}, too long")
            return
        _log.info("reply %s: %s; again in %.1f s", leased.key, reason, pause)
        self._store.retry(leased.id, now + timedelta(seconds=pause), reason)
        self._remind(pause)

    def _privately(self, leased: Leased, error: str, *, because: str = "", notice: bool = False) -> None:
        """Owe the asker directly: the answer and why it comes here, or else an apology; then close this job."""
        job = leased.job
        if not job.user or leased.key.endswith("@dm"):
            self._give_up(leased, error)
            return
        owed = self._for_the_asker(leased, error, because=because, notice=notice)
        key = f"{leased.key}@dm"
        # A direct conversation is opened by posting to the person.
        self._store.accept(key, Job(Way.POST, job.team, job.user, None, job.user, owed.payload()), self._clock())
        self._store.gave_up(leased.id, error, self._clock())
        self._remind(0.0)

    def _for_the_asker(self, leased: Leased, error: str, *, because: str, notice: bool) -> Owed:
        if notice:
            return Owed("dm", notice="too-late")
        try:
            owed = Owed.read(leased.job.payload)
        except NotOwedError:
            owed = Owed("dm", reference=secrets.token_hex(4))
        if because:
            return replace(owed, surface="dm", because=because, url="", sharer="", thread="")
        reference = secrets.token_hex(4)
        _log.error("reference %s: reply %s was refused (%s)", reference, leased.key, error)
        return Owed("dm", reference=reference)

    def _give_up(self, leased: Leased, error: str) -> None:
        _log.error("reply %s: given up (%s)", leased.key, error)
        self._store.gave_up(leased.id, error, self._clock())
