"""The questions that the reader learns from: their form, their checks, and the writers they are split by.

A line of a writer's file: ``{"id", "writer", "thread", "after", "unsaid", "question", "frames" | "ambiguous"}``; the
slots of a frame are those of ``knowledge/frames/README.md``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

Frame = dict[str, Any]
Row = dict[str, Any]

_FRAMES = Path(__file__).parents[2] / "knowledge" / "frames"
ACTS = frozenset({"asks", "claims", "advice", "previous", "talk", "none"})
WHEN = frozenset(
    {
        "baseline",
        "double-blind",
        "end-of-double-blind",
        "extension",
        "end-of-extension",
        "whole",
        "before",
        "after",
        "other",
    }
)
ARMS = frozenset({"drug", "placebo", "both", "continued", "switched", "other"})
STATS = frozenset(
    {"rate", "count", "mean", "change", "difference", "risk-ratio", "odds-ratio", "hazard-ratio", "interval", "p-value",
     "nnt", "sd", "median", "range", "denominator", "other"}
)  # fmt: skip
FORMS = frozenset(
    {"yes-no", "how-many", "what", "who", "when", "where", "which", "why", "how", "compare", "define", "fragment"}
)
ABOUT = frozenset({"other-trial", "other-drug", "other-disease", "unknown-identifier"})
_SLOTS = frozenset({"act", "ask", "of", "whom", "versus", "when", "arm", "stat", "form", "about", "claimed"})


def value_of(slot: object) -> str | None:
    """Return the value of a slot that is a word, or an object of value and words."""
    if isinstance(slot, dict):
        found = slot.get("value")
        return str(found) if found is not None else None
    return str(slot) if slot is not None else None


class Declared:
    """The asks and dimensions that labels may name."""

    def __init__(self, frames: Path = _FRAMES) -> None:
        """Read what is declared below ``frames``."""
        groups = yaml.safe_load((frames / "asks.yaml").read_text(encoding="utf-8"))
        self.asks = {ask: group["group"] for group in groups for ask in group["asks"]}
        self.takes = {ask: frozenset(group["takes"]) for group in groups for ask in group["asks"]}
        self.dims = {entry["id"] for entry in yaml.safe_load((frames / "dimensions.yaml").read_text(encoding="utf-8"))}

    def problems(self, frame: Frame, question: str) -> Iterator[str]:
        """Yield what is wrong with a frame."""
        for slot in sorted(frame.keys() - _SLOTS):
            yield f"unknown slot {slot!r}"
        if frame.get("act") not in ACTS:
            yield f"unknown act {frame.get('act')!r}"
        if frame.get("ask") not in self.asks:
            yield f"unknown ask {frame.get('ask')!r}"
        for slot, allowed in (("when", WHEN), ("arm", ARMS), ("stat", STATS), ("form", FORMS), ("about", ABOUT)):
            if slot in frame and value_of(frame[slot]) not in allowed:
                yield f"unknown {slot} {frame[slot]!r}"
        for slot in ("of", "about", "when", "claimed"):
            if isinstance(frame.get(slot), dict) and not said(frame[slot], question):
                yield f"the words of {slot} do not stand in the question: {frame[slot].get('words')!r}"
        if "about" in frame and not isinstance(frame["about"], dict):
            yield "about needs words"
        sides = frame.get("versus") or []
        if not isinstance(sides, list) or not all(isinstance(side, list) for side in sides):
            yield "versus is a list of two lists"
            return
        for entry in [*(frame.get("whom") or []), *(one for side in sides for one in side)]:
            if not isinstance(entry, dict) or entry.get("dim") not in self.dims:
                yield f"unknown restriction {entry!r}"
            elif not said(entry, question):
                yield f"the words of {entry['dim']} do not stand in the question: {entry.get('words')!r}"


def said(slot: dict[str, Any], question: str) -> bool:
    """Do the slot's words, if it has any, stand in the question?"""
    words = slot.get("words")
    return words is None or " ".join(str(words).casefold().split()) in " ".join(question.casefold().split())


def read_rows(path: Path) -> list[Row]:
    """Return the objects of a JSON Lines file.

    Raises:
        ValueError: a line is no JSON object; the message names the line.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            message = f"{path.name}, line {number}: {error}"
            raise ValueError(message) from None
        if not isinstance(row, dict):
            message = f"{path.name}, line {number}: not an object"
            raise ValueError(message)
        rows.append(row)
    return rows


def frames_of(row: Row) -> list[Frame]:
    """Return the frames of a row, those of an ambiguous one included."""
    return [*(row.get("frames") or []), *(row.get("ambiguous") or [])]


_MARK = re.compile(r"\[(not )?([a-z-]+): ?([^\[\]]+)\]")


def unmarked(writer: str, plan: Sequence[Row], written: Sequence[Row]) -> Iterator[Row]:
    """Yield the labelled questions of a writer who marked the words of slots in the text: ``[age: over-65s]``.

    The frame is the one drawn; a mark gives the words of its slot, ``[not …]`` those of an excluded group. A message
    that was left empty, and the turns that follow it, are passed over.
    """
    drawn = {row["n"]: row for row in plan}
    texts = {row["n"]: _MARK.sub(lambda mark: mark[3], row["q"]).strip() for row in written}
    for row in written:
        source = drawn[row["n"]]
        after = source.get("after") or []
        if not texts[row["n"]] or not source.get("frames") or not all(texts.get(n) for n in after):
            continue
        marks = [(mark[2], mark[3].strip(), mark[1] is not None) for mark in _MARK.finditer(row["q"])]
        out: Row = {"id": f"{writer}-{row['n']:03}", "writer": writer, "question": texts[row["n"]]}
        if after:
            out |= {
                "thread": [texts[n] for n in after],
                "after": f"{writer}-{after[-1]:03}",
                "unsaid": source["unsaid"],
            }
        yield out | {"frames": [_with_words(frame, marks) for frame in source["frames"]]}


def _with_words(frame: Frame, marks: list[tuple[str, str, bool]]) -> Frame:
    """Return a drawn frame with the words of its slots; each mark is used once, by the first slot it fits."""
    frame = dict(frame)

    def words(slot: str) -> str | None:
        found = next((mark for mark in marks if mark[0] == slot), None)
        if found is None:
            return None
        marks.remove(found)
        return found[1]

    def restricted(entry: Frame) -> Frame:
        said = words(entry["dim"])
        return entry if said is None else {"value": said} | entry | {"words": said}

    if "whom" in frame:
        frame["whom"] = [restricted(entry) for entry in frame["whom"]]
    if "versus" in frame:
        frame["versus"] = [[restricted(entry) for entry in side] for side in frame["versus"]]
    if (about := value_of(frame.get("about"))) is not None:
        said = words("about")
        frame["about"] = {"value": about, "words": said}
    if value_of(frame.get("when")) == "other" and (said := words("when")) is not None:
        frame["when"] = {"value": "other", "words": said}
    if (said := words("of")) is not None:
        frame["of"] = {"value": said, "words": said}
    return frame


def merged(writer: str, plan: Sequence[Row], written: Sequence[Row]) -> Iterator[Row]:
    """Yield the labelled questions of a writer: what was drawn, put into words and corrected."""
    drawn = {row["n"]: row for row in plan}
    words = {row["n"]: row["q"] for row in written}
    for row in written:
        source = drawn[row["n"]]
        out: Row = {"id": f"{writer}-{row['n']:03}", "writer": writer, "question": row["q"]}
        if source.get("after"):
            out["thread"] = [words[n] for n in source["after"]]
            out["after"] = f"{writer}-{source['after'][-1]:03}"
            out["unsaid"] = source["unsaid"]
        if row.get("ambiguous"):
            out |= {"frames": [], "ambiguous": row["ambiguous"]}
        else:
            out["frames"] = row.get("frames") or source.get("frames") or []
        yield out


def problems_of(rows: Sequence[Row], declared: Declared) -> Iterator[str]:
    """Yield what is wrong with labelled rows, each with its id."""
    seen: dict[str, str] = {}
    for row in rows:
        where, question = row.get("id", "?"), row.get("question", "")
        if not question.strip():
            yield f"{where}: no question"
        frames = frames_of(row)
        if not frames:
            yield f"{where}: no frame"
        if row.get("ambiguous") and len(row["ambiguous"]) < 2:
            yield f"{where}: an ambiguous question needs two whole frames"
        for frame in frames:
            yield from (f"{where}: {problem}" for problem in declared.problems(frame, question))
            for entry in frame.get("whom") or []:
                if isinstance(entry, dict) and "thread" not in row and "words" not in entry:
                    yield f"{where}: {entry.get('dim')} has no words"
        key = " ".join([*row.get("thread", []), question]).casefold()
        if key in seen:
            yield f"{where}: the same as {seen[key]}"
        seen[key] = where


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a writer's file against its assignment, and write the labelled questions where --to says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("writer")
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--marked", action="store_true", help="words of slots are marked in the text: [age: over-65s]")
    parser.add_argument("--frames", type=Path, default=_FRAMES)
    options = parser.parse_args(arguments)
    plan = read_rows(options.plan)
    try:
        written = read_rows(options.written)
        missing = sorted({row["n"] for row in plan} - {row["n"] for row in written})
        labelled = unmarked if options.marked else merged
        rows = list(labelled(options.writer, plan, written))
    except (ValueError, KeyError, TypeError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 1
    problems = list(problems_of(rows, Declared(options.frames)))
    if missing:
        problems.insert(0, f"rows missing: {missing}")
    for problem in problems[:60]:
        print(problem)
    print(f"{len(rows)} rows, {len(problems)} problems")
    if options.marked:  # whoever wrote without labels cannot mend them: what is not sound is left out
        unsound = {problem.partition(":")[0] for problem in problems}
        rows, problems = [row for row in rows if row["id"] not in unsound], []
    if options.to is not None and not problems:
        options.to.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
