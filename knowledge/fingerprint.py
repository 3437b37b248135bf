"""Is a compiled file still that of its folders? A hash of the files answers without reading YAML."""

from __future__ import annotations

import os
import sqlite3
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parent
ENVIRONMENT = "MYOSITIS_FACTS_DB"


def fingerprint(root: Path) -> str:
    """Return a hash of every data file below ``root``, and of the code that compiles them."""
    root = Path(root).resolve()
    digest = sha256()
    data = [path for path in root.rglob("*.yaml") if not any(part.startswith(".") for part in path.parts[-3:])]
    code = [*PACKAGE.glob("*.py"), *PACKAGE.glob("models/*.py")]
    for base, paths in ((root, data), (PACKAGE, code)):
        for name, path in sorted((path.relative_to(base).as_posix(), path) for path in paths):
            content = path.read_bytes()
            digest.update(f"{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def is_stale(root: Path, path: Path) -> bool:
    """Is there no compiled file at ``path``, or one of other data than the folders below ``root`` now hold?"""
    path = Path(path)
    if not path.is_file():
        return True
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("select value from meta where key = 'fingerprint'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return True
    return row is None or row[0] != fingerprint(root)


def default_path(root: Path = PACKAGE) -> Path:
    """Return where the compiled file belongs: MYOSITIS_FACTS_DB, beside the data, or else in the user's cache."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen)
    beside = Path(root) / "facts.db"
    if os.access(root, os.W_OK) or (beside.is_file() and not is_stale(root, beside)):
        return beside
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "myositis-bot" / "facts.db"
