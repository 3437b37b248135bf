"""What a curator's commands do: check, compile, show, diff.

Each prints to the console it is given and returns an exit status: 0, or 1 when something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rich.console import Console

from knowledge.fingerprint import default_path
from knowledge.following import causes_first
from knowledge.loading import Knowledge, load_knowledge
from knowledge.problems import Problem, did_you_mean
from knowledge.reader import CannotOpen, open_or_compile


def _say(console: Console, text: str, style: str | None = None) -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _tell(console: Console, problems: Iterable[Problem]) -> None:
    for problem in problems:
        style = "red" if problem.severity == "error" else "yellow"
        warning = "" if problem.severity == "error" else "warning: "
        _say(console, f"{problem.file}:{problem.line}: {warning}{problem.message} [{problem.rule}]", style)
        if problem.hint:
            _say(console, f"    {problem.hint}")


def counts(knowledge: Knowledge) -> dict[str, int]:
    """Return how much the fact base holds, over all trials; what they share is counted once."""
    trials, shared = knowledge.trials, knowledge.shared
    return {
        "facts": sum(len(trial.facts) for trial in trials),
        "derived": sum(len(trial.derived) for trial in trials),
        "caveats": sum(len(trial.caveats) for trial in trials),
        "glossary": len(shared.glossary) + sum(len(trial.glossary) for trial in trials),
        "not-answerable": sum(len(trial.not_covered) for trial in trials),
        "related": sum(len(trial.related) for trial in trials),
        "sources": len(shared.sources) + sum(len(trial.sources) for trial in trials),
        "related-facts": sum(1 for trial in trials for _ in trial.related_facts()),
        "figures": sum(len(fact.values) for trial in trials for fact in trial.all_facts())
        + sum(len(term.values) for trial in trials for term in trial.glossary)
        + sum(len(term.values) for term in shared.glossary),
        "answers": sum(len(trial.answers) for trial in trials),
    }


def check(root: Path, console: Console, *, today: date | None = None) -> int:
    """Check everything; print every problem with file and line, and the counts. 1 when there is an error."""
    from knowledge.checked import problems_of  # noqa: PLC0415 - may load statsmodels
    from knowledge.checks import single_entries  # noqa: PLC0415

    knowledge = load_knowledge(root)
    problems = problems_of(knowledge, today)
    problems, left_out = causes_first(problems, knowledge.unread)
    _tell(console, problems)
    if left_out:
        _say(
            console,
            f"{left_out} more problems follow from these, or cannot be judged before; they are left out",
            "yellow",
        )
        _say(console, "    mend these first, then check again")
    for name, number in counts(knowledge).items():
        _say(console, f"{name}: {number}")
    _say(console, f"single-entry: {single_entries(knowledge)}")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    _say(console, f"errors: {errors}")
    _say(console, f"warnings: {warnings}")
    return 1 if errors else 0


def compile(root: Path, target: Path | None, console: Console) -> int:  # noqa: A001 - the command's name
    """Compile to ``target`` (default: where ``ask`` looks). 1, and nothing written, when the data has errors."""
    from knowledge.checked import compile_checked  # noqa: PLC0415 - may load statsmodels
    from knowledge.compiler import Refused  # noqa: PLC0415 - loads sqlite-utils

    path = target or default_path(root)
    try:
        compiled = compile_checked(root, path)
    except Refused as refused:
        _tell(console, refused.problems)
        _say(console, f"not compiled: {len(refused.problems)} problems; {path} is as it was", "red")
        return 1
    except OSError as error:
        _say(console, f"{path} cannot be written: {error.strerror}; choose another place with --to", "red")
        return 1
    _say(console, f"{compiled.path}: {compiled.version}")
    return 0


def show(root: Path, fact_id: str, console: Console) -> int:
    """Show a fact, or a term (``term-…``), of every trial that has it. 1 when none has."""
    from knowledge.show import sections  # noqa: PLC0415

    try:
        base = open_or_compile(root, default_path(root))
    except CannotOpen as error:
        _say(console, str(error), "red")
        return 1
    trials = [trial for trial in base.trial_ids() if base.fact(trial, fact_id)]
    if not trials:
        known = [name for trial in base.trial_ids() for name in base.fact_ids(trial)]
        known += [term.id for trial in base.trial_ids() for term in base.glossary(trial)]
        _say(console, f"there is no fact '{fact_id}': {did_you_mean(fact_id, known)}", "red")
        return 1
    for trial in trials:
        for part in sections(base, trial, fact_id):
            _say(console, part.title, "bold")
            for line in part.lines:
                _say(console, f"  {line}")
    return 0


def diff(old: Path, new: Path, console: Console) -> int:
    """Say what changed between two compiled files. 1 when one of them cannot be read."""
    from knowledge.diff import compare, versions  # noqa: PLC0415

    try:
        before, after = versions(old, new)
        changes = compare(old, new)
    except CannotOpen as error:
        _say(console, str(error), "red")
        return 1
    _say(console, f"{before} -> {after}")
    colours = {"added": "green", "removed": "red", "changed": "yellow"}
    for change in changes:
        _say(console, str(change), colours[change.sort])
    if not changes:
        _say(console, "nothing changed")
    return 0
