"""What one question asks: a frame, independent of its words and of any trial's figures.

The slots and their values are described in ``knowledge/frames/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

ASKS, CLAIMS, ADVICE, PREVIOUS, TALK, NONE = "asks", "claims", "advice", "previous", "talk", "none"
# The ask of an elliptical turn: what was asked before.
INHERIT = "inherit"


class Restriction(NamedTuple):
    """One restriction of the people asked about.

    ``dim`` is a dimension of ``dimensions.yaml``, "" where the words name none that is known; ``value`` the concept of
    the group, "" where no concept was recognised; ``words`` the asker's, never stored; ``exclude``: all but these.
    """

    dim: str
    value: str = ""
    words: str = ""
    exclude: bool = False


class Frame(NamedTuple):
    """One thing asked.

    ``of`` are the concepts that narrow the ask (an event, a criterion, a drug, a term) and ``of_words`` words of that
    role that no concept covers; ``versus`` says that the groups of ``whom`` are compared instead of restricting
    together; ``about`` is empty for the trial itself, else what else is spoken of, with ``other``, its concept.
    ``inherited`` names the slots taken from the thread.
    """

    act: str
    ask: str
    of: tuple[str, ...] = ()
    of_words: str = ""
    whom: tuple[Restriction, ...] = ()
    versus: bool = False
    when: str = ""
    arm: str = ""
    stat: str = ""
    form: str = ""
    about: str = ""
    other: str = ""
    about_words: str = ""
    inherited: tuple[str, ...] = ()

    def to_json(self, *, words: bool = True) -> dict[str, Any]:
        """Return the frame as ``read_as`` shows it; without ``words`` as it may be stored."""
        whom = []
        for entry in self.whom:
            one: dict[str, Any] = {"dim": entry.dim or "other"}
            if entry.value:
                one["value"] = entry.value
            if entry.exclude:
                one["exclude"] = True
            if words and entry.words:
                one["words"] = entry.words
            whom.append(one)
        shown: dict[str, Any] = {
            "act": self.act, "ask": self.ask, "of": list(self.of), "whom": whom, "versus": self.versus,
            "when": self.when, "arm": self.arm, "stat": self.stat, "form": self.form, "about": self.about,
            "other": self.other, "inherited": list(self.inherited),
        }  # fmt: skip
        if words and self.of_words:
            shown["of_words"] = self.of_words
        if words and self.about_words:
            shown["about_words"] = self.about_words
        return {slot: value for slot, value in shown.items() if value or slot in ("act", "ask")}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Frame:
        """Return the frame that ``to_json`` wrote.

        Raises:
            KeyError: a frame has an act and an ask.
            TypeError: a slot is not of its shape.
        """
        whom = tuple(
            Restriction(
                str(one["dim"]), str(one.get("value", "")), str(one.get("words", "")), bool(one.get("exclude", False))
            )
            for one in stored.get("whom", ())
        )
        return cls(
            str(stored["act"]), str(stored["ask"]), tuple(stored.get("of", ())), str(stored.get("of_words", "")), whom,
            bool(stored.get("versus", False)), str(stored.get("when", "")), str(stored.get("arm", "")),
            str(stored.get("stat", "")), str(stored.get("form", "")), str(stored.get("about", "")),
            str(stored.get("other", "")), str(stored.get("about_words", "")), tuple(stored.get("inherited", ())),
        )  # fmt: skip
