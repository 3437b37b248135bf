"""What a person can press or fill in, and the action or value that comes of it."""

from __future__ import annotations

from bot.workspace import blocks as block_kit
from bot.workspace.errors import NotPossibleError
from bot.workspace.model import Json, Raw

_TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_ONE_ID = {"users_select": "user", "channels_select": "channel", "conversations_select": "conversation"}


def label(element: Json) -> str:
    """The words on an element."""
    text = element.get("text") or element.get("placeholder") or {}
    words: str = text.get("text", "") if isinstance(text, dict) else ""
    return words


def find(blocks: list[Json], wanted: str) -> tuple[Json, Json]:
    """The block and element with this action id, label or ``block_id/action_id``.

    Raises NotPossibleError naming what there is when none or several fit.
    """
    pairs = [(block, element) for block in _flat(blocks) for element in block_kit.interactive(block)]
    for same in (_by_id, _by_label):
        found = [pair for pair in pairs if same(pair, wanted)]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise NotPossibleError(f"{wanted!r} is not the only one of that name; give block_id/action_id")
    known = ", ".join(sorted(f"{e['action_id']} ({label(e)})" for _, e in pairs)) or "nothing"
    raise NotPossibleError(f"there is no {wanted!r} to press; there is: {known}")


def _flat(blocks: list[Json]) -> list[Json]:
    flat = []
    for block in blocks:
        flat.append(block)
        flat += _flat(block.get("child_blocks", []))
    return flat


def _by_id(pair: tuple[Json, Json], wanted: str) -> bool:
    block, element = pair
    return wanted in (element["action_id"], f"{block['block_id']}/{element['action_id']}")


def _by_label(pair: tuple[Json, Json], wanted: str) -> bool:
    return bool(label(pair[1])) and label(pair[1]) == wanted


def action(block: Json, element: Json, choice: Raw, ts: str) -> Json:
    """The action as ``block_actions`` carries it.

    ``choice`` is an option's value or label, an id, a date, typed text, or for feedback buttons
    ``positive`` or ``negative``. Raises NotPossibleError when the element does not offer the choice.
    """
    kind = element["type"]
    body: Json = {"action_id": element["action_id"], "block_id": block["block_id"]}
    if kind == "button":
        body["text"] = element["text"]
        if "value" in element:
            body["value"] = element["value"]
    elif kind == "feedback_buttons":
        pressed = _feedback(element, choice)
        body |= {"text": pressed["text"], "value": pressed["value"]}
    elif kind == "icon_button":
        body |= {"icon": element["icon"], "text": element["text"]}
        if "value" in element:
            body["value"] = element["value"]
    else:
        body |= value(element, choice)
    if "style" in element:
        body["style"] = element["style"]
    if "placeholder" in element:
        body["placeholder"] = element["placeholder"]
    return body | {"type": kind, "action_ts": ts}


def value(element: Json, choice: Raw) -> Json:
    """What a view's state holds for an element after ``choice``."""
    kind = element["type"]
    if kind in ("overflow", "static_select", "radio_buttons"):
        return {"type": kind, "selected_option": option(element, choice)}
    if kind in ("checkboxes", "multi_static_select"):
        chosen = [option(element, each) for each in choice or []]
        return {"type": kind, "selected_options": chosen}
    if kind in _ONE_ID:
        return {"type": kind, f"selected_{_ONE_ID[kind]}": choice}
    if kind in ("datepicker", "timepicker"):
        return {"type": kind, f"selected_{kind.removesuffix('picker')}": choice}
    if kind == "external_select":
        return {"type": kind, "selected_option": choice}
    if kind in _TYPED:
        _check_length(element, choice)
        return {"type": kind, "value": choice}
    return {"type": kind, "value": choice}


def initial(element: Json) -> Json:
    """What a view's state holds for an element nobody touched."""
    kind = element["type"]
    if kind in _TYPED:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in ("static_select", "radio_buttons", "external_select"):
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in ("checkboxes", "multi_static_select"):
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind in _ONE_ID:
        name = _ONE_ID[kind]
        return {"type": kind, f"selected_{name}": element.get(f"initial_{name}")}
    if kind in ("datepicker", "timepicker"):
        name = kind.removesuffix("picker")
        return {"type": kind, f"selected_{name}": element.get(f"initial_{name}")}
    return {"type": kind}


def is_filled(held: Json) -> bool:
    """Whether a state value holds something."""
    return any(content not in (None, "", []) for key, content in held.items() if key != "type")


def option(element: Json, choice: Raw) -> Json:
    """The option of that value or wording; raises NotPossibleError naming those there are."""
    groups = element.get("option_groups") or [element]
    options: list[Json] = [each for group in groups for each in group.get("options", [])]
    for each in options:
        if choice in (each["value"], each["text"]["text"]):
            return each
    known = ", ".join(f"{each['value']} ({each['text']['text']})" for each in options)
    raise NotPossibleError(f"{choice!r} is none of the options: {known}")


def _feedback(element: Json, choice: Raw) -> Json:
    for name in ("positive", "negative"):
        button: Json = element[f"{name}_button"]
        if choice in (name, button["value"], button["text"]["text"]):
            return button
    raise NotPossibleError(f"feedback is 'positive' or 'negative', not {choice!r}")


def _check_length(element: Json, text: Raw) -> None:
    length = len(text or "")
    if text and length < element.get("min_length", 0):
        raise NotPossibleError(f"at least {element['min_length']} characters are asked for")
    if length > element.get("max_length", 3000):
        raise NotPossibleError(f"at most {element.get('max_length', 3000)} characters are taken")
