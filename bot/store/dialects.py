"""The one thing that both databases can do but SQLAlchemy writes for each apart: insert, or change what is there."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert

INSERTS: dict[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""The ``insert`` that knows ``on_conflict_do_update``, by the name of the dialect."""
