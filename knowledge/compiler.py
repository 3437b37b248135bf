"""The fact base's folders to one SQLite file. The same content gives the same file, whenever it is compiled."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from operator import itemgetter
from pathlib import Path
from typing import Any

from knowledge.codec import encode
from knowledge.displayed import Rendered, figure_index, term_texts, trial_texts
from knowledge.fingerprint import fingerprint
from knowledge.loading import Knowledge, load_knowledge
from knowledge.problems import Problem, by_place
from knowledge.reader import SCHEMA
from knowledge.recording import SHARED, Row, shared_records, trial_records
from knowledge.rows import Tables, add_facts, add_sources, add_terms, add_vocabulary, new_tables
from knowledge.schema import INDEXES, REFERENCES, TABLES, VIEWS
from knowledge.text_rows import add_texts


class Refused(Exception):  # noqa: N818 - says what happened
    """The fact base has errors and was not compiled; ``problems`` says which and where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems."""
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


@dataclass(frozen=True, slots=True)
class Compiled:
    """What was written."""

    path: Path
    version: str
    date: str


def _tables(knowledge: Knowledge) -> tuple[Tables, list[Row], list[Problem]]:
    """Return rows and records of everything, and what is wrong with the texts."""
    tables, rows, problems = new_tables(), list[Row](), list[Problem]()
    shared = knowledge.shared
    index = figure_index(None, shared, SHARED)
    texts = Rendered(term_texts(shared.glossary), index, knowledge.places)
    problems.extend(texts.problems)
    add_sources(tables, SHARED, shared.sources, shared.ledger)
    add_terms(tables, SHARED, shared.glossary, index, texts)
    add_vocabulary(tables, SHARED, shared.myositis)
    add_vocabulary(tables, "language", shared.language)
    rows.extend(shared_records(knowledge, texts))
    for trial in knowledge.trials:
        index = figure_index(trial, shared)
        texts = Rendered(trial_texts(trial), index, knowledge.places)
        problems.extend(texts.problems)
        if not problems and trial.trial is not None:
            add_facts(tables, trial, index, texts)
            add_texts(tables, trial, texts)
            rows.extend(trial_records(trial, knowledge.shared, index, texts))
    return tables, rows, problems


def _sorted(tables: Tables) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table in the order of its key, so that nothing depends on the order of reading."""
    rows = {}
    for name, (columns, key) in TABLES.items():
        ordered = sorted(tables.get(name, ()), key=itemgetter(*key))
        rows[name] = [tuple([row.get(column) for column in columns]) for row in ordered]
    return rows


def _version(rows: dict[str, list[tuple[object, ...]]], knowledge: Knowledge) -> tuple[str, str]:
    """Return the declared date, and the version: its year and month with a hash of everything that is compiled."""
    date = max((trial.trial.date for trial in knowledge.trials if trial.trial), default="0000-00-00")
    content = dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return date, f"{date[:7].replace('-', '.')}-{sha256(content.encode()).hexdigest()[:8]}"


def _database(path: Path) -> Any:  # noqa: ANN401 - sqlite-utils is untyped
    """Open a database with sqlite-utils, which would load pandas and numpy (0.25 s) if they are there; not needed."""
    hidden = [name for name in ("pandas", "numpy") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes an import fail
    try:
        import sqlite_utils  # noqa: PLC0415
    finally:
        for name in hidden:
            del sys.modules[name]
    return sqlite_utils.Database(path)


def _write(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    database = _database(path)
    # The file is thrown away unless it is finished, so it needs no journal while it is written.
    database.execute("pragma journal_mode = off")
    database.execute("pragma synchronous = off")
    with database.conn:
        for name, (columns, key) in TABLES.items():
            table = database.table(name)
            table.create(columns, pk=key if len(key) > 1 else key[0], foreign_keys=REFERENCES.get(name, ()))
            marks = ", ".join("?" * len(columns))
            database.conn.executemany(f"insert into [{name}] values ({marks})", rows[name])  # noqa: S608 - own names
            for column in INDEXES.get(name, ()):
                table.create_index([column])
        database.table("texts").enable_fts(["text"], tokenize="porter")
        for name, sql in VIEWS.items():
            database.create_view(name, sql.strip())
    database.close()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the garbage collector: compiling builds much and drops little, and is a third quicker so."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def compile_knowledge(root: Path, target: Path) -> Compiled:
    """Compile the folders below ``root`` to the file ``target``.

    Written beside it and renamed, so that ``target`` is the old file or the new one, never half of either. Raises
    Refused with every problem when the data cannot be read, or a text refers to what is not there.
    """
    with _without_collector():
        return _compile(Path(root), Path(target))


def _compile(root: Path, target: Path) -> Compiled:
    knowledge = load_knowledge(root)
    errors = [problem for problem in knowledge.problems if problem.severity == "error"]
    tables, records, faults = _tables(knowledge)
    if errors or faults:
        raise Refused(by_place([*errors, *faults]))
    rows = _sorted(tables)
    rows["records"] = sorted((scope, sort, name, encode(record)) for scope, sort, name, record in records)
    date, version = _version(rows, knowledge)
    reviewed = all(fact.review.by for trial in knowledge.trials for fact in trial.all_facts())
    meta = {
        "schema": str(SCHEMA), "version": version, "date": date, "reviewed": "1" if reviewed else "0",
        "fingerprint": fingerprint(root),
    }  # fmt: skip
    rows["meta"] = sorted(meta.items())
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{os.getpid()}.{target.name}.tmp")
    try:
        unfinished.unlink(missing_ok=True)
        _write(unfinished, rows)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return Compiled(target, version, date)
