"""What changed between two compiled fact bases, told by fact and figure for a reviewer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.reader import FactBase
from knowledge.schema import TABLES

# What a reviewer reads, in the order in which it is told, and how each thing is called.
_TOLD = {
    "trials": "trial", "trial_names": "trial name", "facts": "fact", "figures": "figure", "citations": "citation",
    "inputs": "input", "conflicts": "conflict", "positions": "position", "caveats": "caveat",
    "fact_caveats": "caveat of a fact", "merged_caveats": "merged caveat", "caveat_rules": "caveat rule",
    "glossary": "term", "sources": "source", "ledger": "ledger figure", "related_trials": "related trial",
    "not_covered": "declined topic", "not_covered_examples": "example of a declined topic", "not_found": "not found",
    "answers": "answer", "answer_lines": "line of an answer", "answer_links": "link of an answer",
    "vocabulary": "concept", "terms": "phrase", "intents": "intent",
}  # fmt: skip
# Columns that only repeat others.
_SILENT = frozenset({"position", "statement_figures", "headline_figures", "figures", "number", "as_printed"})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was added, removed or changed; ``fields`` gives column, old and new value of what changed."""

    sort: Literal["added", "removed", "changed"]
    what: str
    name: str
    fields: tuple[tuple[str, str | None, str | None], ...] = ()

    def __str__(self) -> str:
        if self.sort != "changed":
            said = "; ".join(str(new if self.sort == "added" else old) for _, old, new in self.fields)
            return f"{self.sort} {self.what} {self.name}" + (f": {said}" if said else "")
        if not any(column for column, _, _ in self.fields):
            return f"changed {self.what} {self.name}"
        return f"changed {self.what} {self.name}: " + "; ".join(
            f"{column} {'nothing' if old is None else old} -> {'nothing' if new is None else new}"
            for column, old, new in self.fields
        )


# Entries known by their place in a list are told apart by what they say, so that one put between tells of itself only.
_KEYS = {
    "intents": ("trial", "kind", "answer", "topic", "needs"), "answer_links": ("trial", "answer", "role", "target"),
    "citations": ("trial", "fact", "source", "locator"), "merged_caveats": ("trial", "covers"),
    "caveat_rules": ("trial", "applies"), "not_found": ("trial", "item"),
}  # fmt: skip


Row = dict[str, object]
Rows = dict[tuple[str, ...], Row]


def _rows(connection: sqlite3.Connection, table: str) -> Rows:
    columns, key = TABLES[table]
    key = _KEYS.get(table, key)
    selected = ", ".join(f"[{column}]" for column in columns)
    found = connection.execute(f"select {selected} from [{table}]")  # noqa: S608 - names are the schema's own
    rows = (dict(zip(columns, row, strict=True)) for row in found)
    return {tuple(str(row[part] or "") for part in key): row for row in rows}


# The column that says most of a row, shown when it is added or removed.
_GIST = {
    "facts": "statement", "figures": "printed", "caveats": "text", "glossary": "definition", "sources": "title",
    "ledger": "as_printed", "answers": "headline", "answer_lines": "text", "citations": "source",
    "conflicts": "preferred", "positions": "says", "answer_links": "target", "not_covered": "reason",
    "trials": "short_name", "trial_names": "value", "related_trials": "name", "intents": "needs",
}  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


Field = tuple[str, str | None, str | None]


def _changed(table: str, old: Row, new: Row) -> tuple[Field, ...]:
    """Return what changed in a row: words, not the figures that stand in them, which are told where they are stated."""
    fields = []
    for column in TABLES[table][0]:
        template = f"{column}_template"
        if old[column] == new[column] or (column in _SILENT and table != "ledger"):
            continue
        if template in old and old[template] == new[template]:
            continue
        shown = column.removesuffix("_template")
        if shown != column and old[shown] != new[shown]:
            continue  # told as the reader sees it
        fields.append((shown, _text(old[column]), _text(new[column])))
    return tuple(fields)


def _table(table: str, old: Rows, new: Rows) -> Iterator[Change]:
    what, gist = _TOLD[table], _GIST.get(table)
    for key in sorted(old.keys() | new.keys()):
        name = " ".join([key[0], ".".join(key[1:])]) if len(key) > 1 else key[0]
        if key not in old:
            yield Change("added", what, name, ((gist, None, _text(new[key][gist])),) if gist else ())
        elif key not in new:
            yield Change("removed", what, name, ((gist, _text(old[key][gist]), None),) if gist else ())
        elif fields := _changed(table, old[key], new[key]):
            yield Change("changed", what, name, fields)


def versions(old: Path, new: Path) -> tuple[str, str]:
    """Return the versions of two compiled files; CannotOpen when one of them is no compiled fact base."""
    found = []
    for path in (old, new):
        base = FactBase.open(path)
        found.append(base.version)
        base.close()
    return found[0], found[1]


def compare(old: Path, new: Path) -> list[Change]:
    """Return what changed from ``old`` to ``new``, in the order of the schema; CannotOpen as for ``versions``."""
    versions(old, new)
    changes: list[Change] = []
    connections = [sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) for path in (old, new)]
    try:
        for table in _TOLD:
            changes.extend(_table(table, *(_rows(connection, table) for connection in connections)))
        told = {change.name for change in changes}
        # Facts and answers repeat figures of others: where those are told, only what stands in no table is added.
        rest = [change for change in _records(*connections) if change.name not in told]
        changes += [change for change in rest if change.what in _IN_NO_TABLE] or ([] if changes else rest)
    finally:
        for connection in connections:
            connection.close()
    return changes


# Records that are made of what is told above, entry by entry.
_MADE_OF_OTHERS = frozenset({"vocabulary", "intents"})
_IN_NO_TABLE = frozenset({"quiz card", "trial"})
_CALLED = {"quiz": "quiz card", "not-covered": "declined topic", "glossary": "term", "merged": "merged caveat"}


def _records(old: sqlite3.Connection, new: sqlite3.Connection) -> Iterator[Change]:
    """Yield what the reader hands out otherwise than before and no table tells: cards, options, an order."""
    before, after = (_entries(connection) for connection in (old, new))
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) == after.get(key):
            continue
        scope, sort, name = key
        done: Literal["added", "removed", "changed"] = "changed"
        if key not in before or key not in after:
            done = "added" if key in after else "removed"
        yield Change(done, _CALLED.get(sort, sort), f"{scope} {name}".strip())


def _entries(connection: sqlite3.Connection) -> dict[tuple[str, str, str], str]:
    """Return every record as text; one that is a list of entries with names of their own, entry by entry."""
    found: dict[tuple[str, str, str], str] = {}
    for scope, sort, name, body in connection.execute("select scope, sort, id, body from records"):
        if sort in _MADE_OF_OTHERS:
            continue
        parts = json.loads(body) if not name else None
        if isinstance(parts, list) and parts and all(isinstance(part, list) and part for part in parts):
            found |= {(scope, sort, str(part[0])): json.dumps(part, ensure_ascii=False) for part in parts}
        else:
            found[scope, sort, name] = body
    return found
