"""Reading files of entries: each entry validated on its own, every problem kept with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from knowledge.marked import MarkedDict, MarkedList, UnreadableError, line_at, parse
from knowledge.models.base import Model
from knowledge.problems import Place, Problem
from knowledge.validation import validate

T = TypeVar("T", bound=Model)


class Places:
    """Where each loaded model was written."""

    def __init__(self) -> None:
        """Start empty."""
        self._by_id: dict[int, tuple[Model, str, object]] = {}

    def add(self, model: Model, file: str, data: object) -> None:
        """Remember that ``model`` and the models inside it were read from ``data`` of ``file``."""
        # The model is kept too, so that its id is not given to another object.
        self._by_id[id(model)] = (model, file, data)
        if not isinstance(data, MarkedDict):
            return
        for name in model.model_fields_set:
            inner = getattr(model, name)
            if isinstance(inner, Model):
                self.add(inner, file, data[name])
            elif isinstance(inner, tuple) and inner and isinstance(inner[0], Model):
                for item, part in zip(inner, data[name], strict=True):
                    self.add(item, file, part)

    def where(self, model: Model, *path: str | int) -> Place:
        """Return file and line of ``model``, or of the field or item at ``path`` inside it."""
        known = self._by_id.get(id(model))
        return Place(known[1], line_at(known[2], path)) if known else Place("?", 0)


def names_in(data: object) -> set[str]:
    """Return every text in ``data`` that could be a name, the figures of a ledger without their position."""
    found, seen, todo = set[str](), set[int](), [data]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            found.update({item.partition("#")[0]} if " " not in item else ())
        elif isinstance(item, (MarkedDict, MarkedList)) and id(item) not in seen:
            seen.add(id(item))
            todo.extend(item.values() if isinstance(item, MarkedDict) else item)
    return found


@dataclass(slots=True)
class FileReader:
    """Reads files below ``root`` and collects problems.

    ``unread`` names the entries that did not validate, ``mentioned`` all names they use, ``unreadable`` the files of
    which nothing could be read.
    """

    root: Path
    places: Places
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    def name(self, path: Path) -> str:
        """Return how the file is called in problems: its path from the folder that was loaded."""
        return f"{self.root.name}/{path.relative_to(self.root).as_posix()}"

    def data(self, path: Path) -> object:
        """Return the marked data of a file, None when it is missing or unreadable."""
        data = self._data(path, self.name(path))
        if data is None:
            self.unreadable.add(self.name(path))
        return data

    def _data(self, path: Path, file: str) -> object:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            self.problem(file, 1, "file", "the file is missing", "add it; it may hold an empty list: []")
            return None
        except OSError as error:
            self.problem(file, 1, "file", f"the file cannot be read: {error.strerror}", "check its permissions")
            return None
        try:
            data, twice = parse(content)
        except UnreadableError as error:
            self.problem(file, error.line, "yaml", error.message, error.hint)
            return None
        for line, key in twice:
            self.problem(file, line, "duplicate", f"the key '{key}' is given twice", "keep one of the two")
        if data is None:
            self.problem(file, 1, "file", "the file is empty", "write [] where there is nothing to say")
        return data

    def problem(self, file: str, line: int, rule: str, message: str, hint: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(file, line, rule, message, hint))

    def one(self, model: type[T], path: Path) -> T | None:
        """Read a file that holds one entry."""
        data = self.data(path)
        entry = None if data is None else self.entry(model, data, self.name(path))
        if entry is None:
            self.unreadable.add(self.name(path))
        return entry

    def many(self, model: type[T], path: Path) -> tuple[T, ...]:
        """Read a file that holds a list of entries; those that do not validate are left out."""
        data = self.data(path)
        return () if data is None else self.entries(model, data, self.name(path))

    def entries(self, model: type[T], data: object, file: str) -> tuple[T, ...]:
        """Return the entries of a list of ``file``, those left out that do not validate."""
        if not isinstance(data, MarkedList):
            line = getattr(data, "line", 1)
            self.problem(file, line, "model", "a list of entries belongs here", "begin entries with '- '")
            self.unreadable.add(file)
            return ()
        read = (self.entry(model, item, file, line) for item, line in zip(data, data.lines, strict=True))
        return tuple(entry for entry in read if entry is not None)

    def entry(self, model: type[T], data: object, file: str, line: int = 1) -> T | None:
        """Return one entry of ``file`` at ``line``, None when it does not validate."""
        entry = validate(model, data, file, line, self.problems)
        if entry is not None:
            self.places.add(entry, file, data)
        elif isinstance(data, MarkedDict):
            # Its name is known all the same: whoever refers to it is not to blame.
            names = (data.get("id"), data.get("slug"), f"term-{data.get('slug')}")
            self.unread.update(name for name in names if isinstance(name, str))
            if not any(isinstance(name, str) for name in names[:2]) and {"id", "slug"} & set(model.model_fields):
                # Without its name nobody can tell which references it leaves without an aim.
                self.unreadable.add(file)
            self.mentioned.update(names_in(data))
        return entry

    def parts(self, path: Path, models: dict[str, type[Model]]) -> dict[str, tuple[Any, ...]]:
        """Read a file of several lists, entry by entry, so that one bad entry does not hide the others."""
        found: dict[str, tuple[Any, ...]] = dict.fromkeys(models, ())
        data = self.data(path)
        if data is None:
            return found
        file = self.name(path)
        if not isinstance(data, MarkedDict):
            named = ", ".join(f"'{name}:'" for name in models)
            self.problem(file, 1, "model", "lists with names belong here", f"put the entries under {named}")
            self.unreadable.add(file)
            return found
        for key in data:
            if key not in models:
                self.problem(file, data.lines[key], "model", f"'{key}' is no field here", f"use {', '.join(models)}")
        for name, model in models.items():
            if data.get(name) is not None:
                found[name] = self.entries(model, data[name], file)
        return found
