"""What buttons and modals carry: read back as written, and never an exception for what others sent."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Answer, FollowUp
from bot.rendering.handles import Asked, Reference, ask_value, read_ask, read_reference, reference, trial_value
from bot.understanding.reading import Kind

ids = st.text("abcdefghij-0123456789", min_size=1, max_size=30)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["t", "a", "q", "v", "x"]), inner, max_size=4)
    ),
)


@given(st.none() | ids, ids, st.text(max_size=100))
def test_a_button_asks_what_it_was_made_for(trial: str | None, answer: str, question: str) -> None:
    """The answer's id where there is one, else the question, which is our own."""
    with_id = ask_value(trial, FollowUp("label", question, answer))
    without = ask_value(trial, FollowUp("label", question))
    assert Asked(trial, answer) == read_ask(with_id)
    assert Asked(trial, question=question) == read_ask(without)
    assert Asked(answer) == read_ask(trial_value(answer))


@given(st.none() | ids, st.lists(ids, min_size=1, max_size=3), ids)
def test_a_message_is_known_by_what_it_shows(trial: str | None, answers: list[str], version: str) -> None:
    """Trial, answers and version of the facts, within the length of a block's id."""
    written = reference(Answer(Kind.ANSWER, trial, (), answers=tuple(answers)), version)
    if written is not None:
        assert len(written) <= 255
        assert Reference(trial, tuple(answers), version) == read_reference(written)


def test_what_is_too_long_or_shows_nothing_has_no_reference() -> None:
    """Then there is no menu, rather than one that leads nowhere."""
    assert reference(Answer(Kind.ANSWER, "t", (), answers=("x" * 300,)), "v") is None
    assert reference(Answer(Kind.HELP, "t", ()), "v") is None
    assert ask_value("t", FollowUp("label", "x" * 2_000)) is None


@given(anything | anything.map(json.dumps) | st.text())
def test_anything_else_is_no_value_of_ours(value: object) -> None:
    """Payloads are written by others: what cannot be read is None, never an exception."""
    for found in (read_ask(value), read_reference(value)):
        assert found is None or isinstance(found, Asked | Reference)
