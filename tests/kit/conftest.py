"""The kit's own tests use the kit's fixtures and the workspace tests' trial bot."""

from tests.kit.fixtures import app_settings, running, slack, times, workspace
from tests.workspace.conftest import make_bot, seen

__all__ = ["app_settings", "make_bot", "running", "seen", "slack", "times", "workspace"]
