"""Whatever a card says, its messages stay within Slack's limits and nothing in it is read as markup."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz import Grade, NumberKey, Option
from bot.rendering import quiz
from bot.rendering.kit import unescape
from knowledge.records import RenderedText
from tests.kit.oracles import judge_message, judge_view
from tests.quiz.decks import PLACE, TRIAL, base, card_of

NAUGHTY = [
    "<!channel>",
    "<@U1>",
    "<http://x|DM>",
    "*bold* _it_ ~no~ `code`",
    "&amp;",
    ":tada:",
    "\u202eabc",
    "a\nb",
    "> q",
    "```",
]
WORDS = st.one_of(
    st.sampled_from(NAUGHTY),
    st.text(min_size=1, max_size=90),
    st.sampled_from(["<&>" * 200, "long " * 200, "x" * 1_200]),
)
OPTIONS = st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=4, unique_by=lambda pair: pair[0])


def card(kind, prompt, explanation, pairs):
    """Return a card that says this."""
    options = tuple(
        Option(f"o{n}", RenderedText(text), n == 0, RenderedText(why)) for n, (text, why) in enumerate(pairs)
    )
    number = NumberKey(Decimal(3), Decimal(1), prompt[:30], RenderedText("3"))
    return replace(
        card_of("sign-the-conclusion"),
        kind=kind,
        prompt=RenderedText(prompt),
        explanation=RenderedText(explanation),
        options=options if kind in ("choice", "true-false") else (),
        number=number if kind == "number" else None,
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(["choice", "true-false", "number", "guess"]), WORDS, WORDS, OPTIONS)
def test_any_card_stays_within_the_limits(kind, prompt, explanation, pairs):
    """Question, result, reveal, summary and modal pass the four oracles, and no mention is made."""
    made = card(kind, prompt, explanation, pairs)
    shown = [quiz.question(made, PLACE), quiz.summary(TRIAL, [(made, True)] * 10)]
    grades = [Grade(option.right, option) for option in made.options[:2]] or [Grade(right=False, given=Decimal(7))]
    shown += [quiz.result(made, grade, base(), PLACE) for grade in grades]
    if kind == "guess":
        shown.append(quiz.revealed(made, "sure", base(), PLACE))
    for rendered in shown:
        assert {} == judge_message(rendered.text, rendered.blocks)
        assert "<!" not in rendered.text
        assert "<@" not in rendered.text
    if kind == "number":
        assert {} == judge_view(quiz.number_modal(made, PLACE))


def test_words_that_look_like_markup_come_back_as_they_are():
    """Escaped once, not twice."""
    made = card("choice", "Is 3 < 4 & 5 > 4?", "R&D <b>", [("<yes>", "a & b"), ("no", "c < d"), ("both", "-")])
    assert "Is 3 < 4 & 5 > 4?" in unescape(quiz.question(made, PLACE).text)
    assert "&lt;yes&gt;" in quiz.question(made, PLACE).text
