"""The answer in a terminal, by rich: bold headline, table, caveats set apart, citations with links."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from bot.answering.answer import Answer, Citation, Section
from bot.rendering.plain import BULLET, WARNING, line_text

_INDENT = (0, 0, 0, 2)


def terminal_view(answer: Answer) -> RenderableType:
    """Return what a person in a terminal sees."""
    parts: list[RenderableType] = [RichText(note, style="italic") for note in answer.notes]
    for section in answer.sections:
        parts.extend(_section(section))
    parts.extend(RichText(WARNING + caveat.text.text, style="yellow") for caveat in answer.caveats)
    parts.extend(_citation(citation) for citation in answer.citations)
    parts.extend(Padding(RichText(BULLET + option.question), _INDENT) for option in answer.options)
    if answer.suggestions:
        parts.extend(Padding(RichText(BULLET + item.question, style="cyan"), _INDENT) for item in answer.suggestions)
    if answer.footer:
        parts.append(RichText(answer.footer, style="dim"))
    return Group(*parts)


def _section(section: Section) -> list[RenderableType]:
    shown: list[RenderableType] = [RichText(section.headline.text, style="bold")]
    shown.extend(RichText(line_text(line)) for line in section.lines)
    if section.table is not None:
        table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for column in section.table.columns:
            table.add_column(RichText(column))
        for row in section.table.rows:
            table.add_row(*(RichText(cell.text) for cell in row))
        shown.append(Padding(table, _INDENT))
    return shown


def _citation(citation: Citation) -> RichText:
    where = ", ".join(part for part in (citation.title, citation.locator) if part)
    text = RichText(f"[{citation.number}] {where}", style="dim")
    if citation.url:
        text.stylize(f"link {citation.url}")
    return text
