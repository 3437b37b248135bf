"""A small fact base on disk, of an invented trial, whose files a test can change before it is checked."""

from __future__ import annotations

from pathlib import Path

from knowledge.checks import run_checks
from knowledge.loading import load_knowledge
from knowledge.problems import Problem

FILES = {
    "language/names.yaml": "names: [95% CI]\nidioms: [lower is better]\n",
    "language/forms.yaml": "- {id: form/why, terms: [why]}\n- {id: form/when, terms: [when], implies: [form/why]}\n",
    "trials/alpha/trial.yaml": """\
id: alpha
short_name: Alpha trial
title: Alpha against placebo
drug: alphamab
date: "2026-01-01"
read_on: "2026-01-01"
arms: {active: alphamab, placebo: placebo}
populations: {overall: everyone, part: a subgroup}
timepoints: {week-12: week 12}
names: [week 12]
idioms: []
quoted_words: [{fact: opinion, words: much higher}]
exceptions: []
arithmetic: []
""",
    "trials/alpha/sources.yaml": """\
- {id: paper, kind: article, title: Paper, url: "https://example.org/p", retrieved: "2026-01-01"}
""",
    "trials/alpha/ledger.yaml": """\
- source: paper
  locator: Results
  figures:
    - {id: rates, as_printed: 50.0% and 25.0%, label: responders}
    - {id: pilot-n, as_printed: twelve, label: patients}
""",
    "trials/alpha/facts.yaml": """\
- id: result
  topic: efficacy-week12
  statement: >-
    At week 12, {active} improved on alphamab and {placebo} on placebo, {a higher share|higher: active, placebo}.
  population: overall
  timepoint: week-12
  values:
    - {key: active, name: Responders, kind: proportion, percent: "50.0", n: 20, events: 10, reconstructed: true,
       arm: active, as_printed: 50.0%, ledger: rates}
    - {key: placebo, name: Responders, kind: proportion, percent: "25.0", n: 20, events: 5, reconstructed: true,
       arm: placebo, as_printed: 25.0%, ledger: rates#2}
  citations: [{source: paper, locator: Results}]
  caveats: [missed]
  confidence: reported
- id: opinion
  topic: opinion
  statement: The paper calls the rate much higher.
  population: overall
  timepoint: week-12
  citations: [{source: paper, locator: Discussion}]
  confidence: reported
""",
    "trials/alpha/derived.yaml": """\
- id: effect
  topic: effect-size
  label: Derived by us
  statement: The difference was {rd:points}.
  method: Newcombe hybrid score interval.
  formula: "{result.active:count} - {result.placebo:count}"
  population: overall
  timepoint: week-12
  inputs: [result]
  values:
    - {key: rd, name: Risk difference, kind: estimate, estimate: "25.0", scale: risk-difference,
       interval: {low: "-4.7", high: "49.4"}, as_printed: 25.0 (95% CI -4.7 to 49.4), contrast: [active, placebo],
       compute: {function: risk-difference, a: result.active, b: result.placebo}}
  caveats: [missed, ours]
""",
    "trials/alpha/related.yaml": """\
- id: beta
  name: BETA
  never_merge_with: alpha
  relationship: An earlier pilot.
  facts:
    - id: beta-size
      statement: "{n:Word} patients took part."
      values: [{key: n, name: Patients, kind: count, count: 12, unit: patients, as_printed: twelve, ledger: pilot-n}]
      citations: [{source: paper, locator: Introduction}]
      caveats: [other-trial]
      confidence: reported
""",
    "trials/alpha/caveats.yaml": """\
caveats:
  - {slug: missed, show: always, text: "Missed: {result.active} against {result.placebo}.", why: Read it so.}
  - {slug: ours, show: always, text: Worked out by us., why: Kept apart.}
  - {slug: other-trial, show: always, text: Another trial., why: Kept apart.}
required:
  - {when: {topic: [efficacy-week12, effect-size]}, carry: [missed]}
  - {when: {derived: true}, carry: [ours]}
  - {when: {related: true}, carry: [other-trial]}
""",
    "trials/alpha/glossary.yaml": """\
- {term: Response, slug: response, aliases: [improvement], definition: A better score., citations: [{source: paper, locator: Methods}]}
""",
    "trials/alpha/not-covered.yaml": """\
topics:
  - {id: enzymes, topic: enzymes, example_questions: [Did CK fall?], reason: Not seen., see_instead: [result]}
not_found: []
""",
    "trials/alpha/vocabulary.yaml": "- {id: drug/alphamab, terms: [alphamab]}\n",
    "trials/alpha/intents.yaml": "- {answer: result, all: [[form/why], [time/week-12]], any: [drug/alphamab]}\n",
    "trials/alpha/answers.yaml": """\
- id: result
  facts: [result]
  also: [effect]
  headline: More improved on alphamab.
  lines: ["{result.active:count} against {result.placebo:count}."]
  examples: [did it work]
""",
}


def write(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the fact base below a folder, with changes (file of the trial or path, old text, new text)."""
    root = folder / "knowledge"
    files = dict(FILES)
    for name, old, new in changes:
        path = name if "/" in name else f"trials/alpha/{name}.yaml"
        if old not in files[path]:
            raise ValueError(f"{old!r} does not stand in {path}")
        files[path] = files[path].replace(old, new)
    for name, text in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def problems(folder: Path, *changes: tuple[str, str, str], **options: object) -> list[Problem]:
    """Return what the checks find in the fact base with these changes."""
    return run_checks(load_knowledge(write(folder, *changes)), **options)


def said(folder: Path, *changes: tuple[str, str, str], **options: object) -> list[str]:
    """Return the same as "rule: message" lines."""
    return [f"{problem.rule}: {problem.message}" for problem in problems(folder, *changes, **options)]
