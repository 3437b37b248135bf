"""Draw what a writer is to ask: frames at random, so that no writer reads the list of asks from top to bottom.

A writer turns each drawn frame into what *that person* would type. The frame is then the label, corrected by the writer
where the sentence came out otherwise. Half of what is drawn is not plainly answerable, a fifth stands in threads.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

_FRAMES = Path(__file__).parents[2] / "knowledge" / "frames"
# What clinicians ask most. A weight says how much more often than the rest an ask is drawn.
_OFTEN = {
    "response": 22, "effect-size": 12, "primary-met": 5, "interaction": 6, "subgroup-robustness": 3,
    "safety-overview": 6,
    "serious-adverse-event": 4, "any-adverse-event": 3, "deaths": 2, "infections": 2,
    "dose": 5, "route": 2,
    "eligibility-criterion": 7, "eligibility": 3, "exclusions": 2, "would-be-eligible": 3, "primary-endpoint": 3,
    "response-definition": 3, "design-overview": 2, "enrolment": 3, "baseline-subtypes": 4, "baseline-severity": 2,
    "retention": 3, "extension-comparison": 3, "extension-design": 3, "durability": 2, "why-result": 2,
    "expected-response": 2, "prespecification": 2, "secondary-result": 2, "background-treatment": 4, "summary": 3,
    "define-term": 6, "related-trials": 2, "author-opinion": 3, "article-claims": 3, "approval-here": 3, "sponsor": 2,
    "paper-identifier": 2, "limitations": 2,
    "combination": 2, "no-effect-proven": 2, "authors-conclusion": 2,
}  # fmt: skip
_HELD_SUBTYPES = (
    ["dermatomyositis"] * 6 + ["polymyositis"] * 4 + ["immune-mediated necrotizing myopathy"] * 5
    + ["non-dermatomyositis"] * 5
    + ["overlap myositis", "antisynthetase syndrome", "inclusion body myositis", "juvenile myositis"]
)  # fmt: skip
_TIMES = (
    ["end-of-double-blind"] * 4 + ["end-of-extension"] * 5 + ["extension"] * 2 + ["double-blind", "baseline", "other"]
)
_ARMS = ["drug"] * 3 + ["placebo"] * 4 + ["both", "continued", "switched", "switched"]
_STATS = (
    ["rate"] * 3 + ["count"] * 3 + ["difference"] * 2 + ["p-value"] * 3 + ["interval"] * 2 + ["odds-ratio"] * 2
    + ["risk-ratio", "nnt", "mean", "denominator", "hazard-ratio", "sd"]
)  # fmt: skip
_FORMS = ["yes-no"] * 4 + ["how-many", "what", "what", "which", "how", "why", "fragment", "fragment", "who", "compare"]
_PREVIOUS = ["source", "source", "method", "detail", "plainer", "repeat"]
_TALK = ["greeting", "thanks", "help", "privacy", "delete-me", "quiz", "start-over", "complaint", "fact-base-scope",
         "last-updated", "mark-meaning", "review-status", "how-the-bot-works"]  # fmt: skip
_NOTHING = ["off-topic", "off-topic", "errand", "gibberish", "injection", "disease-knowledge"]
_NOT_ASKED = {"previous answer", "talk", "nothing of ours", "the bot", "other"}
_ADVICE = ["treatment-decision"] * 6 + [
    "dose", "safety-overview", "combination", "would-be-eligible", "pregnancy", "vaccination", "monitoring", "surgery",
    "background-treatment", "steroid-regimen", "access", "label-safety", "response", "children", "missed-dose",
]  # fmt: skip

Frame = dict[str, Any]


class Draw:
    """Draws the frames of one writer, from that writer's own seed."""

    def __init__(self, writer: str, frames: Path = _FRAMES) -> None:
        """Seed by the writer's name and read the declared asks and dimensions."""
        self.random = random.Random(f"assignments {writer}")  # noqa: S311 - a draw by lot, no secret
        groups = yaml.safe_load((frames / "asks.yaml").read_text(encoding="utf-8"))
        self.takes = {ask: set(group["takes"]) for group in groups for ask in group["asks"]}
        self.asks = [ask for group in groups if group["group"] not in _NOT_ASKED for ask in group["asks"]]
        self.weights = [1.6 * _OFTEN[ask] if ask in _OFTEN else 1 for ask in self.asks]
        self.dims = [entry["id"] for entry in yaml.safe_load((frames / "dimensions.yaml").read_text(encoding="utf-8"))]

    def ask(self) -> str:
        """Return an ask, the common ones more often."""
        return str(self.random.choices(self.asks, self.weights)[0])

    def restricted(self, frame: Frame, *, unheld: bool) -> None:
        """Restrict the frame's people: by a subtype, or by anything at all."""
        if unheld:
            dim = self.random.choice([d for d in self.dims if d not in ("subtype", "individual")])
            frame["whom"] = [{"dim": dim}]
            if self.random.random() < 0.25:
                frame["whom"].insert(0, {"dim": "subtype", "value": self.random.choice(_HELD_SUBTYPES)})
            return
        group: Frame = {"dim": "subtype", "value": self.random.choice(_HELD_SUBTYPES)}
        if self.random.random() < 0.08:
            group["exclude"] = True
        frame["whom"] = [group]
        if self.random.random() < 0.08:
            other = self.random.choice([s for s in _HELD_SUBTYPES if s != group["value"]])
            frame["versus"] = [frame.pop("whom"), [{"dim": "subtype", "value": other}]]

    def plain(self) -> Frame:
        """Return a question about the trial, with the slots that its ask can take filled by chance."""
        frame: Frame = {"act": "claims" if self.random.random() < 0.09 else "asks", "ask": self.ask()}
        takes = self.takes[frame["ask"]]
        if "whom" in takes:
            chance = self.random.random()
            if chance < 0.38:
                self.restricted(frame, unheld=False)
            elif chance < 0.58:
                self.restricted(frame, unheld=True)
        if "when" in takes and self.random.random() < 0.3:
            frame["when"] = self.random.choice(_TIMES)
        if "arm" in takes and self.random.random() < 0.25:
            frame["arm"] = self.random.choice(_ARMS)
        if "stat" in takes and self.random.random() < (0.8 if frame["ask"] == "effect-size" else 0.25):
            frame["stat"] = self.random.choice(_STATS)
        frame["form"] = self.random.choice(_FORMS)
        return frame

    def one(self) -> list[Frame] | dict[str, list[Frame]]:
        """Return the frames of one message, or ``{"ambiguous": frames}``."""
        chance = self.random.random()
        if chance < 0.61:
            return [self.plain()]
        if chance < 0.67:
            frame = self.plain()
            frame["about"] = self.random.choice(
                ["other-trial", "other-trial", "other-drug", "other-disease", "unknown-identifier"]
            )
            return [frame]
        if chance < 0.76:
            frame = {"act": "advice", "ask": self.random.choice(_ADVICE), "form": self.random.choice(_FORMS)}
            if self.random.random() < 0.6:
                frame["whom"] = [{"dim": "individual"}]
            if self.random.random() < 0.5:
                frame.setdefault("whom", []).append({"dim": "subtype", "value": self.random.choice(_HELD_SUBTYPES)})
            return [frame]
        if chance < 0.79:
            return [{"act": "asks", "ask": "other", "form": self.random.choice(_FORMS)}]
        if chance < 0.83:
            return [self.plain(), self.plain()]
        if chance < 0.87:
            return {"ambiguous": [self.plain()]}
        if chance < 0.93:
            return [{"act": "talk", "ask": self.random.choice(_TALK)}]
        return [{"act": "none", "ask": self.random.choice(_NOTHING)}]

    def turn(self, before: Frame) -> tuple[Frame, str]:
        """Return a later turn of a thread, and what its words leave unsaid."""
        takes = self.takes[before["ask"]]
        kinds = ["new question", "new question", "previous"]
        if "whom" in takes:
            kinds += ["other group", "other group", "other group", "new ask", "new ask", "correction"]
        if "when" in takes:
            kinds += ["other time", "other time"]
        if "arm" in takes:
            kinds += ["other arm"]
        if "stat" in takes:
            kinds += ["other statistic"]
        kind = self.random.choice(kinds)
        frame = {key: value for key, value in before.items() if key != "form"}
        if kind == "new question":
            return self.plain(), "nothing: a complete question in itself, it takes nothing from the turns before"
        if kind == "previous":
            return {"act": "previous", "ask": self.random.choice(_PREVIOUS)}, "what it refers to"
        if kind in ("other group", "correction"):
            frame.pop("versus", None)
            self.restricted(frame, unheld=self.random.random() < 0.3)
            unsaid = "everything but the new group"
            return frame, unsaid + (" (it corrects the group: no, I meant …)" if kind == "correction" else "")
        if kind == "new ask":
            candidates = [ask for ask in self.asks if "whom" in self.takes[ask]]
            frame["ask"] = self.random.choices(candidates, [_OFTEN.get(ask, 1) for ask in candidates])[0]
            for slot in ("when", "arm", "stat"):
                if slot not in self.takes[frame["ask"]]:
                    frame.pop(slot, None)
            return frame, "the group, by a pronoun or not at all (… in them?)"
        if kind == "other time":
            frame["when"] = self.random.choice(_TIMES)
            return frame, "everything but the new time"
        if kind == "other arm":
            frame["arm"] = self.random.choice(_ARMS)
            return frame, "everything but the arm"
        frame["stat"] = self.random.choice(_STATS)
        return frame, "everything but the statistic"


def assignment(writer: str, size: int) -> list[dict[str, Any]]:
    """Return ``size`` rows for a writer: number, frames to put into words, thread and what stays unsaid."""
    draw = Draw(writer)
    rows: list[dict[str, Any]] = []
    while len(rows) < size:
        drawn = draw.one()
        row: dict[str, Any] = {"n": len(rows) + 1}
        row |= drawn if isinstance(drawn, dict) else {"frames": drawn}
        if draw.random.random() < 0.1:
            row["distractor"] = True
        rows.append(row)
        if (
            isinstance(drawn, dict)
            or len(drawn) > 1
            or drawn[0]["act"] not in ("asks", "claims")
            or draw.random.random() > 0.14
        ):
            continue
        thread, before = [row["n"]], drawn[0]
        for _ in range(draw.random.choice([1, 1, 2, 2, 3])):
            frame, unsaid = draw.turn(before)
            rows.append({"n": len(rows) + 1, "after": list(thread), "unsaid": unsaid, "frames": [frame]})
            thread.append(rows[-1]["n"])
            if frame["act"] == "previous":
                break
            before = frame
    return rows[:size]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a writer's assignment as JSON Lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("writer")
    parser.add_argument("--size", type=int, default=220)
    options = parser.parse_args(arguments)
    for row in assignment(options.writer, options.size):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
