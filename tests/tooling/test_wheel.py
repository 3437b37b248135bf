"""Tests of what someone gets who installs the project instead of cloning it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def wheel(project, tmp_path_factory):
    """Return the wheel, built from a copy, with the files that went in."""
    source = tmp_path_factory.mktemp("source")
    for folder in ("bot", "knowledge"):
        shutil.copytree(project / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__", "*.db*"))
    for file in ("README.md", "pyproject.toml"):
        shutil.copy(project / file, source)
    (source / "knowledge" / "facts.db").write_bytes(b"a compiled fact base")
    given = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "."],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == built.returncode, built.stderr
    return zipfile.ZipFile(next(source.glob("*.whl"))), given


def test_the_wheel_carries_all_code_and_the_fact_base(wheel):
    """Every module that runs, every YAML file and the compiled base arrive; tests, training and its questions do not."""
    archive, given = wheel
    packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    stays = ("bot/training/", "knowledge/questions/")
    wanted = {name for name in given if not name.startswith(stays) and not name.endswith(".md")}
    assert wanted - {"pyproject.toml"} == packed


def test_the_wheel_brings_the_command(wheel):
    """After installing, `myositis-bot` is there."""
    archive, _ = wheel
    entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "myositis-bot = bot.cli:main" in archive.read(entry).decode("utf-8")
