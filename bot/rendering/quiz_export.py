"""A person's answers as CSV, whole or in parts that each fit into one message."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.messages import learning as messages
from bot.quiz.sessions import GOOD
from bot.rendering import kit
from bot.rendering.kit import Rendered

PART = 2_600
"""Longest part: it fits into one reply that only the person sees, so no file is made and no scope is needed."""


class Reviewed(Protocol):
    """One answer of a person."""

    @property
    def trial(self) -> str:
        """The trial."""

    @property
    def card(self) -> str:
        """The card."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def rating(self) -> int:
        """How it was rated."""

    @property
    def given(self) -> str | None:
        """The option or the number given."""

    @property
    def reviewed(self) -> datetime:
        """When."""

    @property
    def due(self) -> datetime:
        """When the card was to come back."""


def csv_lines(reviews: Iterable[Reviewed]) -> list[str]:
    """Return answers as lines of CSV, the header first; only the header where there are none."""
    lines = [_line(messages.EXPORT_HEAD)]
    for each in reviews:
        moments = [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (each.reviewed, each.due)]
        result = "right" if each.rating == GOOD else "wrong"
        lines.append(_line((moments[0], each.trial, each.card, each.version, result, each.given or "", moments[1])))
    return lines


def export_message(reviews: Sequence[Reviewed], page: int | None) -> Rendered:
    """Return one part of the answers as a message; a hint where there is no such part."""
    head, *rows = csv_lines(reviews)
    parts: list[list[str]] = []
    for row in rows:
        if not parts or sum(map(len, parts[-1])) + len(parts[-1]) + len(row) > PART:
            parts.append([head])
        parts[-1].append(row)
    if not parts:
        return _said(messages.EXPORT_NONE)
    if page is None or not 1 <= page <= len(parts):
        return _said(messages.no_such_page(len(parts)))
    said, shown = messages.export_page(page, len(parts)), "\n".join(parts[page - 1])
    text = f"{kit.escape(said)}\n```\n{kit.escape(shown)}\n```"
    return Rendered(text, [*kit.sections([said]), kit.preformatted(shown)])


def _said(words: str) -> Rendered:
    return Rendered(kit.escape(words), kit.sections([words]))


def _line(row: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(row)
    return written.getvalue()
