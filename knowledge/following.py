"""What only follows from other problems: names and rules that miss what could not be read.

One slip in facts.yaml makes every reference to its facts lead nowhere. The slip is to be seen, first and alone; what
it did not cause is reported with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from knowledge.problems import Problem

OF_FILES = frozenset({"file", "yaml"})
OF_READING = OF_FILES | {"model", "duplicate", "printed", "freshness", "dates"}
"""Rules that look at one file or one entry alone: what they find follows from nothing else."""

_FIGURES = frozenset({"facts", "derived", "related", "glossary"})
_SHARED = frozenset({"language", "myositis"})
# Which files a rule must have read to judge. A rule that is not here judges figures.
_NEEDS = {
    "texts": frozenset({"trial", "language"}),
    "meaning": frozenset({"trial", "language"}) | _FIGURES,
    "vocabulary": frozenset({"trial", "vocabulary"}) | _SHARED,
    "caveats": _FIGURES | {"caveats", "answers"},
    "double-entry": _FIGURES | {"ledger", "sources"},
    "references": _FIGURES
    | _SHARED
    | {"trial", "sources", "ledger", "caveats", "answers", "vocabulary", "intents", "not-covered"},
}
_OTHERS = frozenset({"facts", "derived", "ledger", "trial"})
# Where what a reference names would stand.
_KINDS = {
    "source": frozenset({"sources"}),
    "caveat": frozenset({"caveats"}),
    "fact": _FIGURES,
    "figure": _FIGURES,
    "answer": _FIGURES | {"answers"},
    "not-covered topic": frozenset({"not-covered"}),
}
_ABSENT = re.compile(r"\b(?:there is no|has no|no value|nothing|no answer|no rule|not needed|names no|leads nowhere)\b")
_REFERENCE = re.compile(r"there is no ([a-z -]+?) '")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: whole files, and entries by their ids with all names they mention."""

    files: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def sorts(self, file: str) -> set[str]:
        """Return what the unread files that ``file`` may refer to hold: those of its trial, and the shared ones."""
        folder = PurePosixPath(file).parent
        found = set()
        for path in map(PurePosixPath, self.files):
            if path.parent.name in _SHARED:
                # Terms, sources and a ledger may be shared; other shared files are known by their folder.
                found |= {path.parent.name, path.stem}
            elif path.parent == folder or folder.name in _SHARED:
                found.add(path.stem)
        return found


def follows(problem: Problem, unread: Unread) -> bool:
    """Is the problem only that something could not be read which it refers to?"""
    if problem.rule in OF_READING:
        return False
    absent = bool(_ABSENT.search(problem.message))
    if sorts := unread.sorts(problem.file):
        if problem.rule == "unknown":
            kind = _REFERENCE.search(problem.message)
            if sorts & _KINDS.get(kind.group(1) if kind else "", frozenset({"trial"})):
                return True
        elif sorts & _NEEDS.get(problem.rule, _OTHERS) or (absent and sorts & _FIGURES):
            return True
    names = set(_NAME.findall(problem.message))
    # A text is called by its entry, which may have the name of the fact: only what it misses follows.
    if names & unread.ids and (absent or problem.rule != "texts"):
        return True
    return absent and bool(names & unread.names)


def causes_first(problems: Iterable[Problem], unread: Unread) -> tuple[list[Problem], int]:
    """Return the problems to report, unreadable files first, then refused entries, and how many were left out."""
    given = list(problems)
    told = [problem for problem in given if not follows(problem, unread)]
    rank = dict.fromkeys(OF_FILES, 0) | {"model": 1}
    return sorted(told, key=lambda problem: rank.get(problem.rule, 2)), len(given) - len(told)
