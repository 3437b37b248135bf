"""A changed fact changes its cards' versions, an unrelated one does not; nothing depends on when the deck is made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.quiz import deck
from knowledge.compiler import compile_knowledge
from knowledge.reader import FactBase
from tests.knowledge.bases import SOURCE, TRIAL, edit


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the fixture's fact base."""
    return shutil.copytree(SOURCE, tmp_path / "base")


def versions(root: Path) -> dict[str, str]:
    """Return the version of every card of the fixture's quiz."""
    target = root.parent / f"{len(list(root.parent.iterdir()))}.db"
    compile_knowledge(root, target)
    base = FactBase.open(target)
    try:
        return {card.id: card.version for card in deck(base, TRIAL).cards}
    finally:
        base.close()


def changed(root: Path, *edits: tuple[str, str, str]) -> set[str]:
    """Return the cards whose version changes with ``edits`` (file, old, new)."""
    before = versions(root)
    for name, old, new in edits:
        edit(root, name, old, new)
    after = versions(root)
    assert before.keys() == after.keys()
    return {card for card in before if before[card] != after[card]}


def test_a_changed_figure_changes_the_cards_of_its_fact_and_no_other(copied: Path):
    """The number of patients enrolled is in one card's conflict and in another's fact; results stay as they are."""
    edits = [
        ("facts.yaml", 'count: 81, unit: patients, as_printed: "81"', 'count: 82, unit: patients, as_printed: "82"')
    ]
    edits.append(("ledger.yaml", '"81"', '"82"'))
    assert {"treated", "who-conflict"} == changed(copied, *edits)


def test_changed_words_change_their_card_only(copied: Path):
    """A better explanation brings that card back, and no other."""
    assert {"blind"} == changed(copied, ("quiz.yaml", "Chance could explain it", "Chance may explain it"))


def test_a_changed_caveat_changes_the_cards_that_carry_it(copied: Path):
    """It is part of what a reader sees."""
    found = changed(copied, ("caveats.yaml", 'short: "Missed (', 'short: "The end point was missed ('))
    assert {"sign", "rates", "rates-mirror", "blind"} == found


def test_an_unrelated_fact_changes_nothing(copied: Path):
    """Another trial's figure, a label of an answer: the cards stay."""
    assert set() == changed(copied, ("answers.yaml", "label: Pilot", "label: The pilot"))


def test_the_same_content_gives_the_same_versions(copied: Path):
    """Compiled twice, on any day, in any place."""
    assert versions(copied) == versions(copied)


def test_the_fixtures_quiz_has_all_kinds_of_card(copied: Path, tmp_path: Path):
    """Nothing in the rules is made for one trial."""
    compile_knowledge(copied, tmp_path / "facts.db")
    cards = {card.id: card for card in deck(FactBase.open(tmp_path / "facts.db"), TRIAL).cards}
    assert {"sign", "treated", "rates", "rates-mirror", "who-conflict", "blind"} == set(cards)
    assert "60.0% examplimab vs 40.0% placebo" == cards["rates"].right.text.text
    assert ["40.0% examplimab vs 60.0% placebo"] == [o.text.text for o in cards["rates"].options if not o.right]
    assert "“81 enrolled”" in cards["who-conflict"].explanation.text
    assert {"paper", "registry"} == {citation.source for citation in cards["who-conflict"].citations}
