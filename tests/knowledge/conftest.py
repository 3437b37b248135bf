"""Fixtures for all tests of the fact base."""

from tests.knowledge.bases import base, compiled

__all__ = ["base", "compiled"]
