"""The fixture's fact base (an invented drug in an invented disease), copied where a test may change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "fixtures" / "base"
TRIAL = "examplimab-examplitis"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a copy of the fixture's fact base."""
    return shutil.copytree(SOURCE, tmp_path / "base")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fixture's fact base, compiled once."""
    from knowledge.compiler import compile_knowledge

    return compile_knowledge(SOURCE, tmp_path_factory.mktemp("compiled") / "facts.db").path


def edit(root: Path, name: str, old: str, new: str) -> int:
    """Replace ``old`` by ``new`` in a file of the trial, and return the line it stood on."""
    path = root / "trials" / TRIAL / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
