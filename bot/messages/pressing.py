"""Words about what was pressed."""

from __future__ import annotations

ALREADY_SHARED = "You have shared that here already."
