"""Trials of invented drugs, as many as wanted: folders of YAML that the fact base's own compiler compiles.

Each has its own drug, names, numbers, populations, facts, answers and about sixty terms of its own; the groups and
outcomes that all trials share come from the repository's language and field. The same number gives the same trial.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from knowledge.compiler import Compiled, compile_knowledge
from knowledge.fingerprint import PACKAGE

_CONSONANTS = "bcdfghklmnprstvz"
_VOWELS = "aeiou"
_MARKERS = 12
_TERMS_PER_MARKER = 4
_SHARED = ("language", "myositis")

# What is asked of every trial; {drug} and {marker} are its own words, and without {drug} the place names the trial.
ASKED = (
    "did DM patients respond to {drug}?",
    "what were the results of {drug}?",
    "was {drug} safe?",
    "what dose of {drug} was given?",
    "how many people were enrolled with {drug}?",
    "{marker} with {drug}",
)


@dataclass(frozen=True, slots=True)
class Synthetic:
    """An invented trial: its id, its drug, and words of its own."""

    id: str
    drug: str
    brand: str
    number: int
    markers: tuple[tuple[str, ...], ...]


def _word(random: Random, syllables: int) -> str:
    return "".join(random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(syllables))


def trial(number: int) -> Synthetic:
    """Return the invented trial of this number (from 0)."""
    random = Random(f"synthetic {number}")
    drug = _word(random, 4) + random.choice(("mab", "nib", "cept"))
    brand = _word(random, 4) + random.choice("xnr")
    markers = tuple(
        tuple(f"{_word(random, 4)} {_word(random, 3)}" for _ in range(_TERMS_PER_MARKER)) for _ in range(_MARKERS)
    )
    return Synthetic(f"{drug}-iim", drug, brand, number, markers)


def _listed(terms: tuple[str, ...]) -> str:
    return "[" + ", ".join(terms) + "]"


def folder_of(one: Synthetic) -> dict[str, str]:
    """Return the trial's files: name to YAML."""
    random = Random(f"figures {one.number}")
    size = random.randint(40, 90)
    groups = {"overall": 2 * size, "dm": size, "nondm": size}
    registry = f"NCT{90_000_000 + one.number}"
    facts, ledger, answers = [], [], []
    for group, n in groups.items():
        events = {"active": random.randint(n // 4, n // 2), "placebo": random.randint(n // 5, n // 3)}
        rates = {arm: f"{100 * count / n:.1f}" for arm, count in events.items()}
        figures = "".join(
            f"    - {{key: {arm}, name: Improved, kind: proportion, percent: '{rates[arm]}', n: {n},"
            f" events: {events[arm]}, arm: {arm}, as_printed: '{rates[arm]}%', ledger: {group}-{arm}}}\n"
            for arm in events
        )
        facts.append(
            f"- id: result-{group}\n  topic: efficacy-week24\n"
            f"  statement: 'At week 24, {{active}} improved on {one.drug} and {{placebo}} on placebo.'\n"
            f"  population: {group}\n  timepoint: week-24\n  values:\n{figures}"
            "  citations: [{source: paper, locator: Results}]\n  caveats: [invented]\n  confidence: reported\n"
        )
        ledger += [f"    - {{id: {group}-{arm}, as_printed: '{rates[arm]}%', label: improved}}" for arm in events]
        answers.append(
            f"- id: result-{group}\n  label: Result\n  facts: [result-{group}]\n"
            f"  headline: 'Improved: {{result-{group}.active}} on {one.drug} and {{result-{group}.placebo}} on placebo.'\n"
            f"  lines: ['Week 24: {{result-{group}.active:count}} vs {{result-{group}.placebo:count}}.']\n"
            "  followups: [safety]\n  examples: [Did they improve?]\n"
        )
    counts = {"enrolment": 4 * size, "dose": random.choice((50, 100, 125, 150)), "safety": random.randint(2, 30)}
    for name, count in counts.items():
        facts.append(
            f"- id: {name}\n  topic: {name}\n  statement: 'In all {{number}}.'\n  population: overall\n"
            "  timepoint: whole-trial\n  values:\n"
            f"    - {{key: number, name: {name}, kind: count, count: {count}, unit: patients, as_printed: '{count}',"
            f" ledger: number-{name}}}\n"
            "  citations: [{source: paper, locator: Methods}]\n  caveats: []\n  confidence: reported\n"
        )
        ledger.append(f"    - {{id: number-{name}, as_printed: '{count}', label: {name}}}")
        answers.append(
            f"- id: {name}\n  label: {name}\n  facts: [{name}]\n  headline: 'In the {one.drug} trial: {{{name}.number}}.'\n"
            "  followups: [result-overall]\n  examples: [How many?]\n"
        )
    return {
        "trial": (
            f"id: {one.id}\nshort_name: {one.drug} in IIM\ntitle: {one.drug} against placebo\ndrug: {one.drug}\n"
            f"disease: myositis\ndate: '2026-01-01'\nread_on: '2026-01-01'\nidentifiers: {{registry: {registry}}}\n"
            f"aliases: [{registry}, {one.drug} myositis trial]\n"
            "full_paper: {label: The paper, url: 'https://example.org/paper'}\nstart_with: [result-overall]\n"
            f"arms: {{active: {one.drug}, placebo: placebo}}\n"
            "populations: {overall: everyone treated, dm: DM, nondm: not DM}\n"
            "timepoints: {week-24: week 24, whole-trial: the whole trial}\nnames: [week 24, Week 24]\n"
        ),
        "sources": "- {id: paper, kind: article, title: The paper, venue: A journal, url: 'https://example.org/paper', retrieved: '2026-01-01'}\n",
        "ledger": "- source: paper\n  locator: Results\n  figures:\n" + "\n".join(ledger) + "\n",
        "facts": "".join(facts),
        "derived": "[]\n",
        "related": "[]\n",
        "glossary": "[]\n",
        "caveats": (
            "caveats:\n  - {slug: invented, show: always, text: An invented trial., short: Invented., why: It is.}\n"
            "merged: []\nrequired: []\n"
        ),
        "not-covered": "topics: []\nnot_found: []\n",
        "vocabulary": _vocabulary(one, registry),
        "intents": _intents(),
        "answers": "".join(answers),
    }


def _vocabulary(one: Synthetic, registry: str) -> str:
    entries = [
        f"- {{id: drug/own, label: {one.drug}, terms: [{one.drug}, {one.brand}, {one.drug}s]}}",
        f"- {{id: trial/this, label: this trial, terms: [{one.drug} trial, {one.drug} study, {one.brand} trial]}}",
        f"- {{id: number/registry, label: registry number, terms: [{registry}], implies: [trial/this]}}",
    ]
    entries += [
        f"- {{id: aspect/own-{place}, label: '{terms[0]}', terms: {_listed(terms)}}}"
        for place, terms in enumerate(one.markers)
    ]
    return "\n".join(entries) + "\n"


def _intents() -> str:
    rest = "any: [drug/own, trial/this, generic/trial, form/how-many, generic/result, time/week-24], bare: true"
    wanted = {
        "result-overall": "[outcome/response, generic/result]",
        "result-dm": "[population/dm]",
        "result-nondm": "[population/nondm]",
        "enrolment": "[aspect/enrolment]",
        "dose": "[aspect/dose]",
        "safety": "[aspect/safety]",
    }
    lines = [f"- {{answer: {answer}, all: [{group}], {rest}}}" for answer, group in wanted.items()]
    lines += [
        f"- {{answer: {group}, all: [[population/{group.removeprefix('result-')}], [outcome/response]], {rest}}}"
        for group in ("result-dm", "result-nondm")
    ]
    targets = list(wanted)
    lines += [
        f"- {{answer: {targets[place % len(targets)]}, all: [[aspect/own-{place}]], {rest}}}"
        for place in range(_MARKERS)
    ]
    return "\n".join(lines) + "\n"


def write(root: Path, count: int) -> tuple[Synthetic, ...]:
    """Write a fact base of ``count`` invented trials below ``root``, with the repository's language and field."""
    for name in _SHARED:
        shutil.copytree(PACKAGE / name, root / name)
    made = tuple(trial(number) for number in range(count))
    for one in made:
        folder = root / "trials" / one.id
        folder.mkdir(parents=True)
        for name, text in folder_of(one).items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return made


def compiled(root: Path, count: int) -> Compiled:
    """Write and compile a fact base of ``count`` invented trials; the file is ``root/facts.db``."""
    write(root, count)
    return compile_knowledge(root, root / "facts.db")


def mistyped(text: str, random: Random) -> str:
    """Return ``text`` with one slip: two letters of a long word swapped, or one left out, never the first."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word.strip("?,.")) >= 6 and word.strip("?,.").isalpha()]
    place = random.choice(long)
    word = words[place]
    letters = len(word.strip("?,."))
    at = random.randrange(1, letters - 2)
    if random.random() < 0.5 and word[at] != word[at + 1]:
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    else:
        words[place] = word[:at] + word[at + 1 :]
    return " ".join(words)


def questions(one: Synthetic, *, named: bool) -> Iterator[str]:
    """Yield what is asked of a trial, a typo in every question; unnamed, its place must say which trial is meant."""
    random = Random(f"questions {one.number} {named}")
    for pattern in ASKED:
        marker = one.markers[random.randrange(_MARKERS)][0]
        drug = one.drug if named else "the treatment"
        yield mistyped(pattern.format(drug=drug, marker=marker), random)
