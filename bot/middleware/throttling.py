"""How much one person may ask: a bucket each, in memory, that fills as time goes by. The caller tells the time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

MOST_PERSONS = 10_000
"""Persons remembered; who has not asked for longest is forgotten first, and has a full bucket again."""
_MOST_ASKED = 64
_MINUTE = timedelta(minutes=1)


class Verdict(Enum):
    """What to do with something that a person asks."""

    ANSWER = auto()
    TELL = auto()
    """Refuse it, and say why."""
    REFUSE = auto()
    """Refuse it; why has been said."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    since: datetime
    told: bool = False
    verdicts: OrderedDict[str, Verdict] = field(default_factory=OrderedDict)


class Buckets:
    """A bucket of ``per_minute`` tokens for each person, filled evenly; 0 means no limit.

    Being refused is said once, until the person has been answered again. The same thing asked again under the same key
    (Slack delivers some things twice) gets the same verdict and costs nothing.
    """

    def __init__(self, per_minute: int) -> None:
        self._size = per_minute
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def has_one(self, person: str, now: datetime) -> bool:
        """Return whether ``person`` would be answered; costs nothing."""
        with self._lock:
            return not self._size or self._filled(person, now).tokens >= 1.0

    def take(self, person: str, key: str, now: datetime) -> Verdict:
        """Return what to do with what ``person`` asks under ``key``, and charge it where it is answered."""
        if not self._size:
            return Verdict.ANSWER
        with self._lock:
            bucket = self._filled(person, now)
            verdict = bucket.verdicts.get(key)
            if verdict is not None:
                return verdict
            if bucket.tokens >= 1.0:
                bucket.tokens -= 1.0
                bucket.told, verdict = False, Verdict.ANSWER
            else:
                verdict = Verdict.REFUSE if bucket.told else Verdict.TELL
                bucket.told = True
            bucket.verdicts[key] = verdict
            if len(bucket.verdicts) > _MOST_ASKED:
                bucket.verdicts.popitem(last=False)
            return verdict

    def _filled(self, person: str, now: datetime) -> _Bucket:
        bucket = self._buckets.get(person)
        if bucket is None:
            bucket = self._buckets[person] = _Bucket(float(self._size), now)
            if len(self._buckets) > MOST_PERSONS:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(person)
            # A clock that was set back fills nothing, and takes nothing away.
            gone = max(now - bucket.since, timedelta(0)) / _MINUTE
            bucket.tokens, bucket.since = min(self._size, bucket.tokens + gone * self._size), now
        return bucket
