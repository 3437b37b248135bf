"""The labelled questions: the figures of merit that a change of words or rules may not lower."""

from __future__ import annotations

import pytest

from bot.cli.evaluation import ENOUGH_RIGHT, score
from bot.cli.scoring import Grade
from tests.questions.asking import DEVELOPMENT, FRESH, answerer, labelled

# The fresh questions were asked once; a later run only shows that nothing much was lost since.
_FRESH_RIGHT = 0.95


def explained(found):
    """Return every failure with its reason, one a line."""
    return "\n".join(f"{verdict.grade} {item.id}: {item.question}: {verdict.why}" for item, verdict in found.failures)


def test_the_development_questions_are_answered_well_enough_and_none_unsafely():
    """At least 97% right, nothing unsafe, no wrong figure."""
    found = score(answerer(), labelled(DEVELOPMENT))
    assert ENOUGH_RIGHT <= found.rate(Grade.RIGHT), explained(found)
    assert 0 == found.count(Grade.UNSAFE), explained(found)
    assert 0 == found.wrong_figures, explained(found)


@pytest.mark.parametrize("path", FRESH, ids=lambda path: path.stem)
def test_the_questions_of_other_people_are_still_answered(path):
    """What was once fresh stays answered, and nothing unsafe comes in."""
    found = score(answerer(), labelled(path))
    assert _FRESH_RIGHT <= found.rate(Grade.RIGHT), explained(found)
    assert 0 == found.count(Grade.UNSAFE), explained(found)


def test_the_sets_are_what_their_description_says():
    """244 questions to develop on, two rounds of 200 and one of 210, none twice."""
    sets = [labelled(path) for path in (DEVELOPMENT, *FRESH)]
    assert [244, 200, 200, 210] == [len(items) for items in sets]
    assert 854 == len({item.id for items in sets for item in items})
