"""The complete plain answer, as a screen reader or a notification gets it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.answer import Answer, Line, Section, Table

BULLET = "• "
WARNING = "⚠ "


def marks(numbers: tuple[int, ...]) -> str:
    """Return citation numbers as they stand behind a line."""
    return f" [{','.join(str(number) for number in numbers)}]" if numbers else ""


def line_text(line: Line) -> str:
    """Return a line with its citation numbers before the closing full stop."""
    text, cited = line.text.text, marks(line.marks)
    if cited and text.endswith("."):
        return f"{text[:-1]}{cited}."
    return text + cited


def table_text(table: Table) -> Iterator[str]:
    """Yield a table as lines: one a row, each value named by its column."""
    for row in table.rows:
        cells = [f"{column} {cell.text}" for column, cell in zip(table.columns[1:], row[1:], strict=True) if cell.text]
        yield f"{row[0].text}: " + ", ".join(cells)


def section_text(section: Section) -> Iterator[str]:
    """Yield the lines of a section, the direct answer first."""
    yield section.headline.text
    for line in section.lines:
        yield line_text(line)
    if section.table is not None:
        yield from table_text(section.table)


def plain_text(answer: Answer, *, with_links: bool = False) -> str:
    """Return everything a reader sees, without markup; ``with_links`` adds the addresses of the citations."""
    lines: list[str] = list(answer.notes)
    for section in answer.sections:
        lines.extend(section_text(section))
    lines.extend(WARNING + caveat.text.text for caveat in answer.caveats)
    for citation in answer.citations:
        where = ", ".join(part for part in (citation.title, citation.locator) if part)
        lines.append(f"[{citation.number}] {where}" + (f" {citation.url}" if with_links and citation.url else ""))
    lines.extend(BULLET + option.question for option in answer.options)
    if not answer.citations:
        lines.extend(BULLET + suggestion.question for suggestion in answer.suggestions)
    if answer.footer:
        lines.append(answer.footer)
    return "\n".join(lines)
