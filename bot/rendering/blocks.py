"""An answer as a Slack message: header, figures, table, caveats, sources, buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol

from bot import messages
from bot.answering.answer import Answer, Citation, Section
from bot.messages.quiz import QUIZ_ME_ON_THIS
from bot.messages.shortcut import SHARE_THERE
from bot.rendering import kit
from bot.rendering.feedback import THUMBS, Unmet, tell_button, thumbs
from bot.rendering.fitting import fitted, text_of
from bot.rendering.handles import (
    ASK,
    CALCULATED,
    DETAILS,
    MORE,
    QUIZ,
    SLIDE,
    ask_value,
    reference,
    share_value,
    thread_of,
)
from bot.rendering.kit import Block, Rendered
from bot.rendering.plain import BULLET, WARNING, line_text, table_text
from bot.understanding.reading import Kind

Surface = Literal["channel", "dm", "ephemeral"]
"""Where a message appears: in a channel, in a direct conversation, or seen by one person only."""

PRIVATE: frozenset[str] = frozenset({"dm", "ephemeral"})
MOST_BUTTONS = 3
_PERSON = re.compile(r"[UW][A-Z0-9]+")


class Versioned(Protocol):
    """A fact base, of which only the version is needed here."""

    version: str


def message(
    answer: Answer,
    *,
    surface: Surface,
    base: Versioned,
    figure: Sequence[Block] = (),
    buttons: Sequence[Block] = (),
    unmet: Unmet | None = None,
    thread: str = "",
) -> Rendered:
    """Return ``answer`` as a message of at most twelve blocks, whose ``text`` is the complete plain answer.

    ``figure`` (a plot) stands below the first section, ``buttons`` before the follow-ups and count among the three.
    ``unmet`` is the question that a refusal had no answer to; ``thread`` is where a private answer would be shared.
    """
    shown = fitted(answer)
    blocks = kit.context(shown.notes)
    table_shown = False
    for place, section in enumerate(shown.sections):
        with_table = section.table is not None and not table_shown
        table_shown |= with_table
        blocks += _section(section, first=place == 0, native=with_table)
        if place == 0:
            blocks += figure
    blocks += kit.sections(_unpressable(shown, MOST_BUTTONS - len(buttons)))
    blocks += kit.context(WARNING + caveat.text.text for caveat in shown.caveats)
    blocks += kit.linked_context([*map(_citation, shown.citations), kit.escape(shown.footer)])
    blocks += _actions(shown, surface, base.version, list(buttons), unmet=unmet or Unmet(), thread=thread)
    return Rendered(kit.escape(text_of(shown)) or kit.EMPTY_CELL, blocks)


def classic(rendered: Rendered) -> Rendered:
    """Return the same message in blocks that every client knows: tables and rich text become sections."""
    return Rendered(rendered.text, [each for block in rendered.blocks for each in _classic(block)])


def bare(rendered: Rendered) -> Rendered:
    """Return the same message without blocks, for when even classic ones are refused."""
    return Rendered(rendered.text, [])


def shared(rendered: Rendered, user: str) -> Rendered:
    """Return a message that says who shared it; its menu offers no more what is for one person."""
    person = f"<@{user}>" if _PERSON.fullmatch(user) else kit.escape(user)
    line = messages.shared_by(person)
    blocks = [_without_share(block) for block in rendered.blocks]
    return Rendered(f"{line}\n{rendered.text}", [*kit.linked_context([line]), *blocks])


def notice(words: str) -> Rendered:
    """Return a message of words alone: an apology, a reason, a hint."""
    shown = kit.clip(words, kit.SECTION) if words.strip() else kit.EMPTY_CELL
    return Rendered(kit.escape(shown), kit.sections([shown]))


def _section(section: Section, *, first: bool, native: bool) -> list[Block]:
    """Return a section's blocks; only the message's first table is one, others become lines."""
    lines = [line_text(line) for line in section.lines]
    if section.table is not None and not native:
        lines += table_text(section.table)
    blocks = [*kit.header(section.headline.text), *kit.sections(lines)] if first else []
    if not first:
        blocks = [kit.bold_and_lines(section.headline.text, lines)]
    if section.table is not None and native:
        rows = [[cell.text for cell in row] for row in section.table.rows]
        blocks.append(kit.table(section.table.columns, rows))
    return blocks


def _unpressable(answer: Answer, free: int) -> list[str]:
    """Return the questions as lines where ``free`` buttons cannot show them all whole."""
    items = answer.options or (() if answer.citations else answer.suggestions)
    whole = all(kit.measure(item.label or item.question) <= kit.BUTTON for item in items)
    return [] if whole and len(items) <= free else [BULLET + item.question for item in items]


def _citation(citation: Citation) -> str:
    titled = f"[{citation.number}] {kit.link(citation.title, citation.url)}"
    return titled + (kit.escape(f", {citation.locator}") if citation.locator else "")


def _actions(
    answer: Answer, surface: Surface, version: str, buttons: list[Block], *, unmet: Unmet, thread: str
) -> list[Block]:
    """Return the row of at most three buttons with the menu, or with the way to the curators; then the thumbs."""
    for place, item in enumerate(answer.options or answer.suggestions):
        if len(buttons) == MOST_BUTTONS:
            break
        value = ask_value(answer.trial, item)
        if value is not None:
            buttons.append(kit.button(f"{ASK}-{place}", item.label or item.question, value, item.question))
    shown = reference(answer, version)
    elements = kit.told_apart(buttons)
    if shown is not None and answer.kind in (Kind.ANSWER, Kind.NOT_ADVICE):
        elements.append(kit.menu(MORE, _options(answer, surface, thread)))
        return [{"type": "actions", "block_id": shown, "elements": elements}, *thumbs(answer, version)]
    if answer.kind is Kind.NOT_COVERED:
        elements.append(tell_button(answer.trial, version, unmet))
    return [{"type": "actions", "elements": elements}] if elements else []


def _options(answer: Answer, surface: Surface, thread: str) -> list[tuple[str, str]]:
    options = [(messages.DETAILS_OPTION, DETAILS)]
    if any(figure.derived for figure in answer.figures):
        options.append((messages.CALCULATED_OPTION, CALCULATED))
    options.append((messages.SLIDE_OPTION, SLIDE))
    if surface in PRIVATE:
        options.append((SHARE_THERE if thread else messages.SHARE_OPTION, share_value(thread)))
    if surface == "dm":
        options.append((QUIZ_ME_ON_THIS, QUIZ))
    return options


def _without_share(block: Block) -> Block:
    if block["type"] != "actions":
        return block
    return block | {"elements": [_less_share(element) for element in block["elements"]]}


def _less_share(element: Block) -> Block:
    if element["type"] != "overflow":
        return element
    kept = [each for each in element["options"] if each["value"] != QUIZ and thread_of(each["value"]) is None]
    return element | {"options": kept}


def _classic(block: Block) -> list[Block]:
    if block["type"] == "context_actions":
        return [_plain_thumbs(element) for element in block["elements"]]
    if block["type"] == "table":
        header, *rows = [[cell["text"] for cell in row] for row in block["rows"]]
        return kit.sections(_row(header, row) for row in rows)
    if block["type"] == "rich_text":
        return [{"type": "section", "text": kit.words(_markup(part))} for part in block["elements"]]
    return [block]


def _plain_thumbs(element: Block) -> Block:
    """Return feedback buttons as ordinary ones, for clients that do not know them."""
    names = (("positive_button", "up"), ("negative_button", "down"))
    pressed = [
        kit.button(f"{THUMBS}-{end}", thumb["text"]["text"], thumb["value"], thumb["accessibility_label"])
        for thumb, end in ((element[name], end) for name, end in names)
    ]
    return {"type": "actions", "elements": pressed}


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    """Return a row as one line, each value named by its column."""
    cells = [f"{name} {cell}" for name, cell in zip(names[1:], row[1:], strict=True) if cell != kit.EMPTY_CELL]
    return f"{row[0]}: " + ", ".join(cells)


def _markup(part: Block) -> str:
    """Return a piece of rich text in Slack's markup, no longer than a section may be."""
    if part["type"] == "rich_text_preformatted":
        inner = kit.clip("".join(element["text"] for element in part["elements"]), kit.SECTION - 6)
        return f"```{kit.escape(inner)}```"
    text, free = "", kit.SECTION - 2
    for element in part["elements"]:
        inner = kit.clip(element["text"], free)
        free -= kit.measure(inner)
        shown = kit.escape(inner)
        text += f"*{shown}*" if element.get("style", {}).get("bold") else shown
        if free < len(kit.ELLIPSIS):
            break
    return text
