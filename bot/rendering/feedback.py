"""Thumbs below an answer, the way to the curators below a refusal, and the forms behind both.

What these carry are ids of ours, but for one: "Tell the curators" carries the question itself and whose it is, so that
the form can show exactly what would be stored. Nothing of it is stored before the person sends the form.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer
from bot.messages import feedback as words
from bot.rendering import kit
from bot.rendering.handles import Reference, read_object, reference, reference_in
from bot.rendering.kit import Block, Rendered

THUMBS = "feedback"
"""The feedback buttons; their value is read by ``read_vote``."""
TELL = "tell-curators"
"""The button on a refusal; its value is read by ``read_unmet``."""
WRONG_FORM = "feedback-form"
TELL_FORM = "curators-form"
FIELD = "words"
"""The id of the one input of both forms."""
LONGEST = 2_000
"""Most characters that a form takes."""
_MOST_TOPICS = 6


@dataclass(frozen=True, slots=True)
class Unmet:
    """A question that had no answer: the ids of its topics, whose it is, and its words where they are still known."""

    topics: tuple[str, ...] = ()
    user: str = ""
    words: str = ""


def thumbs(answer: Answer, version: str) -> list[Block]:
    """Return the row with the feedback buttons; nothing where there is no answer to refer to."""
    shown = reference(answer, version, kit.VALUE - 10)
    if shown is None:
        return []
    buttons = {
        name: {"text": kit.plain(label), "accessibility_label": spoken, "value": _with(shown, vote)}
        for name, label, spoken, vote in (
            ("positive_button", words.HELPFUL, words.HELPFUL_SPOKEN, 1),
            ("negative_button", words.NOT_HELPFUL, words.NOT_HELPFUL_SPOKEN, 0),
        )
    }
    element = {"type": "feedback_buttons", "action_id": THUMBS, **buttons}
    return [{"type": "context_actions", "elements": [element]}]


def tell_button(trial: str | None, version: str, unmet: Unmet) -> Block:
    """Return the button that leads to the curators; the question is cut to what a button holds."""
    carried: dict[str, object] = {"t": trial, "n": list(unmet.topics[:_MOST_TOPICS]), "v": version}
    if unmet.words:
        carried |= {"u": unmet.user, "w": ""}
        carried["w"] = _fitting(unmet.words, kit.VALUE - len(_json(carried)))
    return kit.button(TELL, words.TELL, _json(carried), words.TELL_SPOKEN)


def read_vote(value: object) -> tuple[Reference, bool] | None:
    """Return what a vote is about and whether it is a thumbs-up; None when it is none of ours."""
    found = read_object(value)
    if found is None or found.get("f") not in (0, 1):
        return None
    shown = reference_in(found)
    return None if shown is None else (shown, found["f"] == 1)


def read_unmet(value: object) -> tuple[Reference, Unmet] | None:
    """Return what a button to the curators carries; None when it is none of ours. The answers are the topics."""
    found = read_object(value)
    if found is None:
        return None
    shown = reference_in({"a": found.get("n"), **found})
    user, said = found.get("u", ""), found.get("w", "")
    if shown is None or not isinstance(user, str) or not isinstance(said, str):
        return None
    return shown, Unmet(shown.answers, user, said)


def wrong_form(about: Reference) -> Block:
    """Return the form behind a thumbs-down: one field that may stay empty, and what is stored if it does not."""
    above, stored = words.WRONG_ABOVE, words.WRONG_STORED
    return _form(WRONG_FORM, words.WRONG_TITLE, (above, stored), words.WRONG_LABEL, about, optional=True)


def tell_form(about: Reference, said: str) -> Block:
    """Return the form that shows the question as it would be stored; with an empty field where it is not known."""
    above = words.TELL_ABOVE if said else words.TELL_ABOVE_EMPTY
    return _form(TELL_FORM, words.TELL, (above, words.TELL_STORED), words.TELL_LABEL, about, said=said)


def sent_view(said: str) -> Block:
    """Return what takes the form's place once it is sent."""
    view = kit.modal("sent", words.SENT_TITLE, kit.sections([said]), words.DONE, "")
    del view["private_metadata"]
    return view


def curators_note(kind: str, number: int, about: Sequence[str]) -> Rendered:
    """Return the note in the curators' channel: what there is and how to read it, none of the person's words."""
    lines = [words.note_headline(kind, number), words.note_line(number)]
    small = [words.note_about(about)] if about else []
    text = "\n".join([*lines, *small])
    return Rendered(kit.escape(text), [*kit.sections(["\n".join(lines)]), *kit.context(small)])


def _form(
    callback: str,
    title: str,
    above: Sequence[str],
    label: str,
    about: Reference,
    *,
    said: str = "",
    optional: bool = False,
) -> Block:
    field: Block = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": LONGEST,
        **({"initial_value": said[:LONGEST]} if said else {}),
    }
    asked = {"type": "input", "block_id": FIELD, "optional": optional, "label": kit.plain(label), "element": field}
    topics = [words.note_about(about.answers)] if about.answers else []
    blocks = [*kit.sections(above[:1]), asked, *kit.context([*above[1:], *topics, words.YOURS])]
    metadata = _json({"t": about.trial, "a": list(about.answers), "v": about.version})
    return kit.modal(callback, title, blocks, words.CANCEL, metadata) | {"submit": kit.plain(words.SEND, kit.TITLE)}


def _with(shown: str, vote: int) -> str:
    return f'{shown[:-1]},"f":{vote}}}'


def _fitting(text: str, room: int) -> str:
    """Return as much of ``text`` as JSON has room for, whole words where it must be cut."""
    if len(_json(text)) - 2 <= room:
        return text
    kept, used = 0, len(kit.ELLIPSIS)
    for character in text:
        used += len(_json(character)) - 2
        if used > room:
            break
        kept += 1
    space = text.rfind(" ", 0, kept)
    return text[: space if space > kept // 2 else kept].rstrip() + kit.ELLIPSIS


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
