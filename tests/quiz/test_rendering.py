"""Quiz cards in Slack: every message and modal passes the four oracles, and holds ids only."""

from __future__ import annotations

import json

import pytest

from bot.messages import quiz as messages
from bot.quiz.grading import Grade, grade_choice
from bot.rendering import quiz
from bot.rendering.kit import unescape
from bot.rendering.quiz_handles import ANSWER, NUMBER, Pressed, read_pressed
from bot.workspace.blocks import inspect_message, inspect_view
from tests.kit.oracles import judge_message, judge_view
from tests.quiz.decks import PLACE, TRIAL, base, card_of, grades, messages_of, whole


def buttons(rendered):
    """Return every button of a message."""
    return [e for block in rendered.blocks if block["type"] == "actions" for e in block["elements"]]


def test_every_message_of_every_card_passes_the_oracles():
    """Question, every result, every reveal: four judges and the local workspace accept them."""
    refused = {}
    for card in whole().cards:
        for rendered in messages_of(card):
            found = [*judge_message(rendered.text, rendered.blocks).items()]
            found += [("workspace", [str(each)]) for each in inspect_message(rendered.blocks)]
            if found:
                refused[card.id] = found
    assert {} == refused


def test_every_number_modal_passes_the_oracles():
    """A field for the number, the question above it, and nothing to be read but ids."""
    cards = [card for card in whole().cards if card.kind == "number"]
    assert cards
    for card in cards:
        view = quiz.number_modal(card, PLACE, channel="D0123", message="1764000000.000100")
        assert {} == judge_view(view)
        assert [] == [str(each) for each in inspect_view(view)]
        assert Pressed(TRIAL, card.id, card.version, "", PLACE.quiz, "", "D0123", "1764000000.000100") == read_pressed(
            view["private_metadata"]
        )
        assert NUMBER == view["callback_id"]


def test_summary_home_lines_and_notices_pass_the_oracles():
    """What stands around the cards, too."""
    answered = [(card, n % 2 == 0) for n, card in enumerate(whole().cards[:10])]
    shown = [quiz.summary(TRIAL, answered, again="The next card is due on Friday."), quiz.summary(TRIAL, [])]
    shown.append(quiz.notice(TRIAL, "Nothing is due."))
    for rendered in shown:
        assert {} == judge_message(rendered.text, rendered.blocks)
    for waiting in (0, 1, 12):
        view = {"type": "home", "blocks": quiz.due(TRIAL, waiting, again="The next is due on Friday.")}
        assert {} == judge_view(view)


def test_buttons_hold_ids_only():
    """No word of a card and none of a person: trial, card, version, option, quiz."""
    for card in whole().cards:
        for rendered in messages_of(card):
            for button in buttons(rendered):
                value = json.loads(button["value"])
                assert {"t", "c", "v", "q"} <= set(value) <= {"t", "c", "v", "q", "o"}
                assert (TRIAL, card.id, card.version, PLACE.quiz) == (value["t"], value["c"], value["v"], value["q"])
                assert " " not in button["value"]


def test_every_option_can_be_tapped_and_is_read_whole():
    """Each button leads to its option; a screen reader says the option, not only its letter."""
    for card in whole().cards:
        if not card.options:
            continue
        shown = buttons(quiz.question(card, PLACE))
        pressed = [read_pressed(button["value"]) for button in shown]
        assert [option.id for option in card.options] == [each.o for each in pressed if each]
        assert all(button["action_id"] == f"{ANSWER}-{n}" for n, button in enumerate(shown))
        for button, option in zip(shown, card.options, strict=True):
            spoken = button.get("accessibility_label", button["text"]["text"])
            assert option.text.text[:40] in spoken


def test_the_question_does_not_give_the_answer_away():
    """Neither explanation nor caveat nor source stands there before the answer."""
    for card in whole().cards:
        asked = quiz.question(card, PLACE)
        said = unescape(asked.text)
        assert card.explanation.text not in said
        assert "⚠" not in said
        assert all(option.why.text not in said for option in card.options)


def test_every_result_has_explanation_caveats_and_sources():
    """Never a naked number: what the card rests on stands with it, in the text as in the blocks."""
    for card in whole().cards:
        for grade in grades(card):
            shown = quiz.result(card, grade, base(), PLACE)
            said = unescape(shown.text)
            assert card.explanation.text in said
            assert "\n[1] " in said
            assert base().version in said
            carried = [slug for slug in card.caveats if slug != "derived-by-us"]
            assert bool(carried) == ("⚠ " in said)
            if "derived-by-us" in card.caveats:
                assert "†ours" in said


def test_a_wrong_tap_learns_why_it_tempts_first():
    """What was chosen and why it tempts stand above the explanation."""
    card = card_of("sign-the-conclusion")
    wrong = next(option for option in card.options if not option.right)
    lines = quiz.result_lines(card, grade_choice(card, wrong.id), base())
    assert [messages.NOT_RIGHT, messages.you_chose(wrong.text.text), messages.tempting(wrong.why.text)] == lines[:3]
    assert lines.index(card.explanation.text) > 2


def test_a_result_says_right_or_not_in_words():
    """Not by a colour or a sign alone."""
    card = card_of("sign-the-conclusion")
    assert messages.RIGHT == quiz.result_lines(card, Grade(right=True, option=card.right), base())[0]


def test_the_last_card_leads_to_the_summary_and_undo_can_be_left_out():
    """The row says what the next tap does."""
    card = card_of("sign-the-conclusion")
    grade = Grade(right=True, option=card.right)
    labels = [button["text"]["text"] for button in buttons(quiz.result(card, grade, base(), PLACE))]
    assert [messages.NEXT_BUTTON, messages.UNDO_BUTTON, messages.WRONG_BUTTON] == labels
    labels = [b["text"]["text"] for b in buttons(quiz.result(card, grade, base(), PLACE, last=True, undo=False))]
    assert [messages.SUMMARY_BUTTON, messages.WRONG_BUTTON] == labels


def test_an_updated_card_says_so():
    """A card that comes back since its facts changed is marked."""
    card = card_of("sign-the-conclusion")
    assert "updated" in quiz.question(card, PLACE, updated=True).text.split("\n")[0]
    assert "updated" not in quiz.question(card, PLACE).text.split("\n")[0]


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "",
        "[]",
        "{}",
        "null",
        '"x"',
        "{" * 3000,
        '{"t": 3}',
        '{"zz": "x"}',
        '{"t": "' + "x" * 300 + '"}',
        '{"t":',
    ],
)
def test_a_value_that_is_none_of_ours_is_not_read(value):
    """A mutilated payload names no card."""
    assert read_pressed(value) is None


def test_a_value_survives_the_round_trip():
    """What a button carries comes back as it was."""
    pressed = Pressed("t", "c", "v", "o", "q", "a", "ch", "m")
    assert pressed == read_pressed(pressed.value())
