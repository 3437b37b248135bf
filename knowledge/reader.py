"""Read-only access to a compiled fact base: lazy, with small caches, from any thread.

Only what is asked for is read; a thousand trials stay on disk. ``reload_if_changed`` swaps to a new file of the same
name while running. Neither pydantic nor sqlite-utils is loaded.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from knowledge import records as rec
from knowledge.codec import decode, decode_many
from knowledge.fingerprint import ENVIRONMENT, PACKAGE, default_path, is_stale
from knowledge.quiz_records import QuizCard

T = TypeVar("T")

SCHEMA = 2
"""Version of the compiled file's layout; a file of another layout is refused."""

_CACHED = 2048
_MEND = "build it with: myositis-bot knowledge compile"
_SHARED = "myositis"
_ONE: dict[str, type[Any]] = {
    "trial": rec.Trial, "answer": rec.AnswerText, "fact": rec.FactRecord, "related": rec.RelatedTrial,
    "caveat": rec.Caveat, "not-covered": rec.NotCovered, "source": rec.Source,
}  # fmt: skip
_LISTS: dict[str, type[Any]] = {"merged": rec.MergedCaveat, "rules": rec.CaveatRule}
# What a trial or its drug goes by: the drug, the aliases, and the words for both in the trial's own vocabulary.
_NAMES = """
select drug, id from trials
union select value, trial from trial_names where sort = 'aliases'
union select phrase, scope from terms join trials on trials.id = terms.scope
  where sort in ('terms', 'exact') and (concept like 'drug/%' or concept like 'trial/%')
order by 1, 2"""
_FALLS_BACK = frozenset({"fact", "source"})  # general terms and their sources are stored once for all trials


class CannotOpen(Exception):  # noqa: N818 - says what happened
    """The compiled fact base is missing, damaged or of another version: says so, and which command mends it."""


class FactBase:
    """A compiled fact base, opened read-only. All texts come out rendered, with their figures marked."""

    def __init__(self, path: Path) -> None:
        """Use ``FactBase.open``."""
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._generation = 0
        self._open_now()

    @classmethod
    def open(cls, path: Path | str) -> FactBase:
        """Open the compiled fact base at ``path``; CannotOpen when there is none that can be read."""
        return cls(Path(path))

    def _open_now(self) -> None:
        stamp, connection = _opened(self.path)
        try:
            meta = dict(connection.execute("select key, value from meta"))
            if meta.get("schema") != str(SCHEMA):
                raise CannotOpen(f"{self.path}: compiled by another version; {_MEND}")
            self._trials = tuple(row[0] for row in connection.execute("select id from trials order by id"))
            self.version, self.date, self.reviewed = meta["version"], meta["date"], meta["reviewed"] == "1"
        except (sqlite3.Error, KeyError) as error:
            connection.close()
            raise CannotOpen(f"{self.path}: no readable fact base ({error}); {_MEND}") from None
        except CannotOpen:
            connection.close()
            raise
        self._stamp = stamp
        self._generation += 1
        self._hold(connection)
        # One cache for all sorts of record; a new file gets a new cache.
        self._get: Callable[[str, str, str], Any] = lru_cache(maxsize=_CACHED)(self._read)

    def _hold(self, connection: sqlite3.Connection) -> None:
        """Make ``connection`` this thread's, closing the one to an older file."""
        self.close()
        self._local.held = (self._generation, connection)

    def _connection(self) -> sqlite3.Connection:
        held = getattr(self._local, "held", None)
        if held is None or held[0] != self._generation:
            self._hold(_opened(self.path)[1])
            held = self._local.held
        connection: sqlite3.Connection = held[1]
        return connection

    def _body(self, scope: str, sort: str, name: str) -> str | None:
        row = (
            self._connection()
            .execute("select body from records where scope = ? and sort = ? and id = ?", (scope, sort, name))
            .fetchone()
        )
        return row[0] if row else None

    def _read(self, scope: str, sort: str, name: str) -> object:
        body = self._body(scope, sort, name)
        if body is None and sort in _FALLS_BACK and scope != _SHARED:
            body = self._body(_SHARED, sort, name)
        if body is None:
            return None
        return decode_many(_LISTS[sort], body) if sort in _LISTS else decode(_ONE[sort], body)

    def _many(self, kind: type[T], scope: str, sort: str) -> tuple[T, ...]:
        body = self._body(scope, sort, "")
        return decode_many(kind, body) if body else ()

    def reload_if_changed(self) -> bool:
        """Swap to the file now at ``path`` if it is another one; a damaged new file leaves the old one in use."""
        with self._lock:
            try:
                if _stamp(self.path) == self._stamp:
                    return False
                self._open_now()
            except (OSError, CannotOpen):
                return False
            return True

    def close(self) -> None:
        """Close this thread's connection; others close with their threads."""
        held = getattr(self._local, "held", None)
        if held is not None:
            held[1].close()
            self._local.held = None

    def trial_ids(self) -> tuple[str, ...]:
        """Return the ids of all trials, sorted."""
        return self._trials

    def trial(self, trial_id: str) -> rec.Trial:
        """Return a trial; KeyError when there is none of this id."""
        found: rec.Trial | None = self._get(trial_id, "trial", "")
        return _known(found, "trial", trial_id)

    def trial_names(self) -> tuple[tuple[str, str], ...]:
        """Return (phrase, trial id) for every name that a trial or its drug goes by. Not cached."""
        return tuple(self._connection().execute(_NAMES))

    def vocabulary(self, scope: str) -> tuple[rec.VocabularyEntry, ...]:
        """Return the concepts of "language", "myositis", or a trial. Not cached: they are read once, at start."""
        return self._many(rec.VocabularyEntry, scope, "vocabulary")

    def intents(self, trial_id: str) -> tuple[rec.Intent, ...]:
        """Return a trial's intents, in their order. Not cached."""
        return self._many(rec.Intent, trial_id, "intents")

    def asks(self) -> tuple[rec.Ask, ...]:
        """Return what can be asked of any trial. Not cached."""
        return self._many(rec.Ask, "frames", "asks")

    def dimensions(self) -> tuple[rec.Dimension, ...]:
        """Return what people can be restricted by. Not cached."""
        return self._many(rec.Dimension, "frames", "dimensions")

    def slots(self) -> tuple[rec.SlotValue, ...]:
        """Return which concepts fill which closed slot of a frame. Not cached."""
        return self._many(rec.SlotValue, "frames", "slots")

    def scopes(self, trial_id: str) -> tuple[rec.Scope, ...]:
        """Return what a trial's answers are about. Not cached."""
        return self._many(rec.Scope, trial_id, "scopes")

    def groups(self, trial_id: str) -> rec.Groups:
        """Return the groups of which a trial reports results. Not cached."""
        body = self._body(trial_id, "groups", "")
        return decode(rec.Groups, body) if body else rec.Groups()

    def answer(self, trial_id: str, answer_id: str) -> rec.AnswerText | None:
        """Return the texts of an answer, None when there is none."""
        found: rec.AnswerText | None = self._get(trial_id, "answer", answer_id)
        return found

    def example(self, trial_id: str, answer_id: str) -> str | None:
        """Return the first example question of an answer, or for a term what asks for its meaning; None without one."""
        answer = self.answer(trial_id, answer_id)
        if answer is not None:
            return answer.examples[0] if answer.examples else None
        fact = self.fact(trial_id, answer_id)
        return f"What does {fact.label} mean?" if fact is not None and fact.label else None

    def answers(self, trial_id: str) -> tuple[str, ...]:
        """Return the ids of a trial's answers, sorted."""
        return self._ids("answers", trial_id)

    def fact(self, trial_id: str, fact_id: str) -> rec.FactRecord | None:
        """Return a fact, derived result, related-trial fact or term (``term-…``), None when there is none."""
        found: rec.FactRecord | None = self._get(trial_id, "fact", fact_id)
        return found

    def quiz(self, trial_id: str) -> tuple[QuizCard, ...]:
        """Return a trial's quiz cards as they were written, in their order; none where it has no quiz. Not cached."""
        return self._many(QuizCard, trial_id, "quiz")

    def fact_ids(self, trial_id: str, sort: str | None = None) -> tuple[str, ...]:
        """Return the ids of a trial's facts, sorted; ``sort`` (fact, derived, related) picks one sort."""
        return self._ids("facts", trial_id, sort)

    def _ids(self, table: str, trial_id: str, sort: str | None = None) -> tuple[str, ...]:
        where, values = ("", (trial_id,)) if sort is None else (" and sort = ?", (trial_id, sort))
        sql = f"select id from {table} where trial = ?{where} order by id"  # noqa: S608 - own names
        rows = self._connection().execute(sql, values)
        return tuple(row[0] for row in rows)

    def related(self, trial_id: str, related_id: str) -> rec.RelatedTrial | None:
        """Return a related trial, None when there is none."""
        found: rec.RelatedTrial | None = self._get(trial_id, "related", related_id)
        return found

    def caveat(self, trial_id: str, slug: str) -> rec.Caveat | None:
        """Return a caveat, None when the trial has none of this slug."""
        found: rec.Caveat | None = self._get(trial_id, "caveat", slug)
        return found

    def merged_caveats(self, trial_id: str) -> tuple[rec.MergedCaveat, ...]:
        """Return the lines that stand for several caveats."""
        found: tuple[rec.MergedCaveat, ...] | None = self._get(trial_id, "merged", "")
        return found or ()

    def caveat_rules(self, trial_id: str) -> tuple[rec.CaveatRule, ...]:
        """Return what facts of a sort must carry."""
        found: tuple[rec.CaveatRule, ...] | None = self._get(trial_id, "rules", "")
        return found or ()

    def not_covered(self, trial_id: str, topic_id: str) -> rec.NotCovered | None:
        """Return a declined topic, None when there is none."""
        found: rec.NotCovered | None = self._get(trial_id, "not-covered", topic_id)
        return found

    def not_covered_ids(self, trial_id: str) -> tuple[str, ...]:
        """Return the ids of a trial's declined topics, sorted."""
        return self._ids("not_covered", trial_id)

    def source(self, trial_id: str, source_id: str) -> rec.Source:
        """Return a source, the trial's own or a shared one; KeyError when there is none."""
        found: rec.Source | None = self._get(trial_id, "source", source_id)
        return _known(found, "source", source_id)

    def glossary(self, trial_id: str) -> tuple[rec.TermSummary, ...]:
        """Return the terms a trial's answers use, general and own, by name."""
        terms = self._many(rec.TermSummary, _SHARED, "glossary") + self._many(rec.TermSummary, trial_id, "glossary")
        return tuple(sorted(terms, key=lambda term: term.term.casefold()))

    def search(self, query: str, limit: int = 10) -> tuple[tuple[str, str, str], ...]:
        """Return (trial, fact id, statement) of the facts whose text matches all words of ``query``, best first."""
        bare = ("".join(char for char in word if char.isalnum()) for word in query.split())
        words = " ".join(f'"{word}"' for word in bare if word)
        if not words:
            return ()
        sql = (
            "select trial, texts.id, texts.text from texts_fts join texts on texts.rowid = texts_fts.rowid "
            "where texts_fts match ? order by rank limit ?"
        )
        return tuple((trial, fact, text) for trial, fact, text in self._connection().execute(sql, (words, limit)))


def _opened(path: Path) -> tuple[tuple[int, int, int], sqlite3.Connection]:
    """Return which file is at ``path``, and a connection to it that cannot write."""
    try:
        stamp = _stamp(path)
        # Each thread has its own; check_same_thread is off only so that any thread may drop it.
        uri = f"{path.resolve().as_uri()}?mode=ro"
        return stamp, sqlite3.connect(uri, uri=True, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise CannotOpen(f"{path}: no readable fact base ({error}); {_MEND}") from None


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _known(found: T | None, what: str, name: str) -> T:
    if found is None:
        raise KeyError(f"there is no {what} '{name}'")
    return found


def open_or_compile(root: Path | None = None, path: Path | None = None) -> FactBase:
    """Open the compiled fact base, compiling it first when it is missing or stale.

    ``root`` is the folder of the data (default: this package), ``path`` the compiled file (default: MYOSITIS_FACTS_DB,
    ``facts.db`` beside the data, or the user's cache). Raises CannotOpen when the data has errors or the file cannot
    be written.
    """
    root = root or PACKAGE
    path = path or default_path(root)
    if is_stale(root, path):
        from knowledge.checked import compile_checked  # noqa: PLC0415 - loads pydantic, sqlite-utils, statsmodels
        from knowledge.compiler import Refused  # noqa: PLC0415

        try:
            compile_checked(root, path)
        except Refused as refused:
            listed = "\n".join(str(problem) for problem in refused.problems[:20])
            raise CannotOpen(f"the fact base has errors (myositis-bot knowledge check says more):\n{listed}") from None
        except (OSError, sqlite3.Error) as error:
            raise CannotOpen(f"{path}: the fact base cannot be written ({error}); set {ENVIRONMENT}") from None
    return FactBase.open(path)
