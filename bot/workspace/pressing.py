"""Pressing buttons, choosing from menus, filling in and closing modals."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from bot.workspace import acks, choosing, interactions
from bot.workspace.acting import Act, Acting, Who
from bot.workspace.errors import NotPossibleError
from bot.workspace.model import Message, Person, Raw, View


class Pressing(Acting):
    """What people do with messages and modals that are already there."""

    def press(
        self,
        who: Who,
        on: Message | View,
        wanted: str,
        choice: Raw = None,
        *,
        filled: dict[str, Any] | None = None,
        wait: bool = True,
    ) -> Act:
        """Press a button or choose from a menu; ``wanted`` is an action id or the words on it.

        ``choice`` is an option's value or words, or ``positive``/``negative`` for feedback. ``filled`` is what stands
        in the inputs of the view at that moment, by block id: Slack sends it along, finished or not.
        """
        person = self.person(who)
        with self.hub.lock:
            block, element = choosing.find(on.blocks, wanted)
            action = choosing.action(block, element, choice, self.hub.ids.ts())
            if isinstance(on, View):
                self._check_open(on, person)
                self._untouched(on)
                self._hold(on, filled or {})
                if element["type"] not in ("button", "overflow", "feedback_buttons", "icon_button"):
                    held = choosing.value(element, choice)
                    on.values.setdefault(block["block_id"], {})[element["action_id"]] = held
                payload = interactions.view_actions(self.hub, person, on, action)
            else:
                if on.visible_to not in (None, person.id) or person.id not in self.channel(on.channel).members:
                    raise NotPossibleError(f"{person.name} does not see this message")
                payload = interactions.message_actions(self.hub, person, on, action)
        return self._interact(payload, wait)

    def submit(self, who: Who, view: View, values: dict[str, Any] | None = None, *, wait: bool = True) -> Act:
        """Fill in a modal and submit it; ``values`` by block id or action id."""
        person = self.person(who)
        with self.hub.lock:
            self._check_open(view, person)
            self._fill_in(view, dict(values or {}))
            payload = interactions.view_submission(self.hub, person, view)
        return self._interact(payload, wait)

    def close(self, who: Who, view: View, *, everything: bool = False, wait: bool = True) -> Act:
        """Close a modal (or the whole stack); the app hears of it only if the view asks for that."""
        person = self.person(who)
        with self.hub.lock:
            self._check_open(view, person)
            clear = everything or bool(view.body.get("clear_on_close"))
            acks.close(self.hub, self.hub.state.open_views(person.id) if clear else [view])
            if not view.body.get("notify_on_close"):
                return self._act()
            payload = interactions.view_closed(self.hub, person, view, clear)
        return self._interact(payload, wait)

    def _check_open(self, view: View, person: Person) -> None:
        if view.user != person.id:
            raise NotPossibleError(f"{person.name} does not see this view")
        if not view.is_open:
            raise NotPossibleError("this modal was closed")

    def _untouched(self, view: View) -> None:
        """Give inputs nobody touched their initial values, as Slack's client shows and sends them."""
        for block in view.blocks:
            if block["type"] == "input":
                element = block["element"]
                held = view.values.setdefault(block["block_id"], {})
                held.setdefault(element["action_id"], choosing.initial(element))

    def _hold(self, view: View, values: dict[str, Any]) -> None:
        """Take what stands in inputs; what an input would not take when submitted stays what it was."""
        for block in view.blocks:
            if block["type"] == "input" and block["block_id"] in values:
                element = block["element"]
                with suppress(NotPossibleError):
                    held = choosing.value(element, values[block["block_id"]])
                    view.values[block["block_id"]][element["action_id"]] = held

    def _fill_in(self, view: View, values: dict[str, Any]) -> None:
        self._untouched(view)
        missing = []
        for block in view.blocks:
            if block["type"] != "input":
                continue
            element, block_id = block["element"], block["block_id"]
            held = view.values[block_id]
            for key in (block_id, element["action_id"]):
                if key in values:
                    held[element["action_id"]] = choosing.value(element, values.pop(key))
            if not block.get("optional") and not choosing.is_filled(held[element["action_id"]]):
                missing.append(block["label"]["text"])
        if values:
            raise NotPossibleError(f"there is no input {', '.join(values)} in this modal")
        if missing:
            raise NotPossibleError(f"please fill in: {', '.join(missing)}")
