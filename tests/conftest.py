"""What every test runs under: nothing beyond this machine, and benchmarks only when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tooling.loopback import close_network

BENCHMARKS = Path(__file__).parent / "bench"

close_network()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in tests/bench, before pytest sorts out what was not asked for."""
    for item in items:
        if BENCHMARKS in item.path.parents:
            item.add_marker(pytest.mark.bench)


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the top folder of the project."""
    return Path(__file__).parents[1]
