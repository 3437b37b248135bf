"""Tests that what is installed is exactly what was pinned, wherever it comes from."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>[^\\]+))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
RUNNING = ("slack", "postgres", "web", "quiz")


def pins(text: str) -> dict[str, set[str]]:
    """Return the pinned versions of each package; different markers may pin different ones."""
    found: dict[str, set[str]] = {}
    for pin in PIN.finditer(text):
        found.setdefault(pin["name"], set()).add(pin["version"])
    return found


@pytest.fixture(scope="module")
def declared(project):
    """Return what pyproject.toml asks for."""
    return tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def locked(project):
    """Return the text of both requirement files."""
    return {name: (project / "requirements" / f"{name}.txt").read_text("utf-8") for name in ("runtime", "dev")}


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_line_is_a_pin_or_a_hash(locked, name):
    """No index, address or unpinned package slips in."""
    odd = [line for line in locked[name].splitlines() if not PIN.fullmatch(line) and not HASH.fullmatch(line)]
    assert [] == odd


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_pin_has_a_hash(locked, name):
    """What was not seen when pinning is not installed."""
    lines = locked[name].splitlines()
    assert [] == [
        line for line, after in zip(lines, [*lines[1:], ""], strict=True) if PIN.match(line) and not HASH.match(after)
    ]


@pytest.mark.parametrize(("name", "extras"), [("runtime", RUNNING), ("dev", None)])
def test_the_pins_meet_what_is_declared(declared, locked, name, extras):
    """A dependency that was added or raised without `make lock` is found here."""
    optional = declared["optional-dependencies"]
    wanted = [*declared["dependencies"], *(line for extra in extras or optional for line in optional[extra])]
    pinned = pins(locked[name])
    unmet = [
        line
        for line in wanted
        for need in [Requirement(line)]
        if not any(need.specifier.contains(version) for version in pinned.get(canonicalize_name(need.name), ()))
    ]
    assert [] == unmet


def test_running_the_bot_installs_nothing_that_only_tests_or_checks_need(declared, locked):
    """The runtime stays small."""
    optional = declared["optional-dependencies"]
    surplus = {canonicalize_name(Requirement(line).name) for extra in ("checks", "dev") for line in optional[extra]}
    assert set() == surplus & set(pins(locked["runtime"]))


def test_both_files_pin_the_same_versions(locked):
    """What was tested is what runs."""
    tested = pins(locked["dev"])
    assert {} == {name: versions for name, versions in pins(locked["runtime"]).items() if versions != tested.get(name)}
