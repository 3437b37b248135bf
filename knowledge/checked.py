"""Nothing is compiled that the checks refuse: a figure that is wrong in the data must not reach a reader.

The compiler itself only refuses what it cannot write. Whoever makes a fact base that answers questions comes here.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.checks import run_checks
from knowledge.compiler import Compiled, Refused, compile_knowledge
from knowledge.displayed import check_shared_texts
from knowledge.loading import Knowledge, load_knowledge
from knowledge.problems import Problem


def problems_of(knowledge: Knowledge, today: date | None = None) -> list[Problem]:
    """Return everything that is wrong with a fact base, or was left unchecked."""
    problems = run_checks(knowledge, today)
    known = {(problem.file, problem.line) for problem in problems}
    more = check_shared_texts(knowledge.shared, knowledge.places)
    return problems + [problem for problem in more if (problem.file, problem.line) not in known]


def compile_checked(root: Path, path: Path) -> Compiled:
    """Check the data under ``root`` and compile it to ``path``.

    Raises:
        Refused: the checks or the compiler found errors; what stood at ``path`` is as it was.
        OSError: the file cannot be written.
    """
    errors = [problem for problem in problems_of(load_knowledge(root)) if problem.severity == "error"]
    if errors:
        raise Refused(errors)
    return compile_knowledge(root, path)
