"""The fact base: compiled, of today's data, without a problem."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.doctor.finding import Finding, failed, ok, warn
from bot.messages import doctor as words


def about_facts(path: Path, root: Path, now: datetime) -> Iterator[Finding]:
    """Look at the compiled file at ``path`` and at the data below ``root`` that it was made from."""
    from knowledge.fingerprint import is_stale  # noqa: PLC0415 - whoever has no facts shall hear that from us
    from knowledge.reader import CannotOpen, FactBase  # noqa: PLC0415

    if not path.is_file():
        yield failed("facts", f"there is no compiled fact base at {path}", words.COMPILE)
    elif is_stale(root, path):
        yield failed("facts", f"{path} was compiled from other data than is there now", words.COMPILE)
    else:
        try:
            base = FactBase.open(path)
        except CannotOpen as error:
            yield failed("facts", str(error), words.COMPILE)
        else:
            review = "clinically reviewed" if base.reviewed else "not yet clinically reviewed"
            yield ok("facts", f"{base.version} of {base.date}, {review}, at {path}")
    yield from _checks(root, now)


def _checks(root: Path, now: datetime) -> Iterator[Finding]:
    from knowledge.checked import problems_of  # noqa: PLC0415
    from knowledge.loading import load_knowledge  # noqa: PLC0415

    found = problems_of(load_knowledge(root), now.date())
    wrong = [problem for problem in found if problem.severity == "error"]
    if wrong:
        first = f"{wrong[0].file}:{wrong[0].line}"
        yield failed("checks", f"{len(wrong)} problems in the data, the first at {first}", words.CHECK)
    elif found:
        yield warn("checks", f"{len(found)} things to know about the data", words.CHECK)
    else:
        yield ok("checks", "every fact, figure, text and reference")
