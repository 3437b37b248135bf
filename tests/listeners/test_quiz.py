"""Conversations: a quiz in the direct message, one tap a card, from the command to the summary."""

from __future__ import annotations

import pytest

from bot.messages import learning as words
from bot.messages import quiz as card_words
from bot.rendering import quiz_turn
from bot.store import StoreError
from tests.kit.oracles import assert_message, assert_view
from tests.listeners.quizzes import clock, fellow, rows, services

__all__ = ["clock", "fellow", "services"]


def test_a_quiz_from_a_channel_lives_in_the_direct_message(fellow):
    """The channel sees nothing; the person is told where the quiz is, with a link, and finds its first card there."""
    reply = fellow.begin()
    (told,), (card,) = reply.private, reply.posted
    assert "Your quiz, 3 cards, is in <https://slack.com/app_redirect?app=" in told.text
    assert "Ada Fellow" == fellow.slack.workspace.person(told.visible_to).name
    assert fellow.slack.workspace.channel(fellow.slack.direct).id == card.channel
    assert card.text.startswith("Card 1 of 3 · appraisal\nWhich conclusion of this trial would you sign?")


def test_a_whole_quiz_takes_one_tap_a_card(fellow):
    """Each tap brings what the card was about and the next card in one message; the third brings the summary."""
    shown = [fellow.begin().posted[0]]
    for number, right in enumerate([True, False, True], start=1):
        card = fellow.asked()
        reply = fellow.tap(right=right)
        assert [] == reply.private
        (message,) = reply.posted
        assert (card_words.RIGHT if right else card_words.NOT_RIGHT) in message.text
        assert card.explanation.text.partition(" ")[0] in message.text
        assert f"This card comes back {'in 2 days' if right else 'tomorrow'}." in message.text
        assert "[1] " in message.text
        assert (f"Card {number + 1} of 3" in message.text) == (number < 3)
        shown.append(message)
    assert "2 of 3 right" in shown[-1].text
    assert "Your next card is due tomorrow." in shown[-1].text
    assert card_words.YOURS_ALONE in shown[-1].text
    for message in shown:
        assert_message(message.text, message.blocks)
    assert [3, 1, 3] == [review.rating for review in fellow.reviews()]


def test_the_interval_that_is_shown_is_the_one_scheduled(fellow, clock):
    """What the message says is what the store holds, and the card is asked again then, first of all."""
    fellow.begin("quiz 1")
    first = fellow.asked()
    fellow.tap()
    known = fellow.learnt()[first.id]
    assert 2 == (known.due - clock()).days
    clock.later(days=1)
    fellow.begin("quiz 1")
    assert first.id != fellow.asked().id
    clock.later(days=1)
    fellow.begin("quiz 1")
    assert first.id == fellow.asked().id
    assert "This card comes back in 11 days." in fellow.tap().text


@pytest.mark.parametrize(
    ("typed", "cards"),
    [("quiz", 3), ("quiz 5", 5), ("quiz abatacept 2", 2), ("abatacept quiz", 3), ("QUIZ 99", 10), ("quiz 0", 1)],
)
def test_how_many_cards_can_be_said(fellow, typed, cards):
    """Three by default, never none, never more than ten; the trial may be named."""
    assert f"Card 1 of {cards}" in fellow.begin(typed).posted[0].text


def test_deep_is_opt_in(fellow):
    """Only who asks for it meets the small print."""
    fellow.begin()
    assert "core" == fellow.asked().tier
    fellow.begin("quiz deep")
    assert "deep" == fellow.asked().tier


@pytest.mark.parametrize(
    "typed", ["quiz me hard", "quiz 3 4", "quiz export everything now", "quiz forget it", "quiz -1"]
)
def test_other_words_behind_quiz_show_how_it_goes(fellow, typed):
    """Nothing begins and nothing is deleted by a slip."""
    reply = fellow.begin(typed)
    assert words.USAGE == reply.text
    assert [] == reply.posted


def test_a_double_tap_counts_once(fellow):
    """The second tap, on whatever option, is told so privately; the quiz is where it was."""
    first = fellow.begin().posted[0]
    fellow.tap()
    before = fellow.learnt()
    for action, _ in fellow.handles(first):
        reply = fellow.slack.click(action, first)
        assert words.ALREADY == reply.private[0].text
        assert [] == reply.posted
    assert before == fellow.learnt()
    assert 1 == len(fellow.reviews())


def test_a_tap_delivered_twice_is_answered_once(fellow, slack):
    """Slack's second copy of the same tap changes nothing and says nothing."""
    fellow.begin()
    slack.workspace.faults.deliver_twice("interactive")
    reply = fellow.tap()
    assert (1, 0) == (len(reply.posted), len(reply.private))
    assert 1 == len(fellow.reviews())


def test_a_mis_tap_can_be_taken_back(fellow):
    """The schedule is exactly as before, the card is asked again, and the other answer counts."""
    fellow.begin()
    fellow.tap()
    second, before = fellow.asked(), fellow.learnt()
    fellow.tap(right=False)
    assert before != fellow.learnt()
    reply = fellow.click("quiz-undo")
    assert before == fellow.learnt()
    assert words.UNDONE in reply.text
    assert second.id == fellow.asked().id
    assert card_words.RIGHT in fellow.tap().text
    assert [3, 3] == [review.rating for review in fellow.reviews()]


def test_the_last_answer_of_a_quiz_can_be_taken_back(fellow):
    """Also from below the summary."""
    fellow.begin("quiz 1")
    summary = fellow.tap(right=False).posted[0]
    assert "0 of 1 right" in summary.text
    assert words.UNDONE in fellow.click("quiz-undo", summary).text
    assert "1 of 1 right" in fellow.tap().text


def test_only_the_last_answer_can_be_taken_back_and_once(fellow):
    """An older button changes nothing and says so."""
    fellow.begin()
    after_first = fellow.tap().posted[0]
    fellow.tap()
    before = fellow.learnt()
    assert words.NOT_LAST == fellow.slack.click("quiz-undo", after_first).text
    fellow.click("quiz-undo")
    fellow.slack.click("quiz-undo", after_first)
    reply = fellow.slack.click("quiz-undo", after_first)
    assert words.NOT_LAST == reply.text
    assert {} == fellow.learnt() != before


def test_a_stale_button_from_last_month_changes_nothing(fellow, services, clock):
    """Whether another quiz followed or the old one was swept: a private word, nothing graded."""
    first = fellow.begin().posted[0]
    clock.later(days=31)
    second = fellow.begin().posted[0]
    reply = fellow.slack.click("quiz-answer-0", first)
    assert words.OVER == reply.private[0].text
    clock.later(days=31)
    services.store.sweep(clock())
    assert words.OVER == fellow.slack.click("quiz-answer-1", second).private[0].text
    assert [] == rows(services, "learning_reviews")


def test_nothing_due_is_said_with_when(fellow):
    """Who has seen every card hears when the next one comes back, and no quiz begins."""
    fellow.begin()
    fellow.know(*(card.id for card in fellow.deck.cards if card.tier != "deep"))
    reply = fellow.begin()
    assert f"{words.nothing_due(2)}" == reply.text
    assert "you have seen every card. Your next card is due in 2 days." in reply.text
    assert [] == reply.posted


def test_the_bot_down_for_three_days_loses_no_tap_and_no_card(fellow, clock):
    """A quiz left open goes on where it was, and what came due meanwhile is asked."""
    fellow.begin("quiz 2")
    first = fellow.asked()
    fellow.tap()
    clock.later(days=3)
    assert "2 of 2 right" in fellow.tap().text
    fellow.begin("quiz 1")
    assert first.id == fellow.asked().id


def test_the_home_tab_shows_what_is_due_and_begins_a_quiz(fellow, slack, clock):
    """Nothing is due to a newcomer; two days after a quiz its cards are, and the button asks them."""
    assert "No quiz card is due." in str(slack.open_home().home.body)
    fellow.begin("quiz 2")
    first = fellow.asked()
    fellow.tap()
    fellow.tap()
    assert "No quiz card is due." in str(slack.open_home().home.body)
    clock.later(days=2)
    home = slack.open_home().home
    assert_view(home.body)
    assert "2 quiz cards are due." in str(home.body)
    fellow.card = slack.click("quiz-start", home).posted[0]
    assert first.id == fellow.asked().id
    assert "Card 1 of 3" in fellow.card.text


def test_more_cards_begin_below_the_summary(fellow):
    """In the direct message itself, with the next cards."""
    fellow.begin("quiz 1")
    first = fellow.asked()
    fellow.tap()
    reply = fellow.click("quiz-start")
    assert None is reply.posted[0].thread_ts
    assert "Card 1 of 3" in reply.text
    assert first.id != fellow.asked().id


def test_what_does_not_fit_into_one_message_waits_behind_a_button(fellow, monkeypatch):
    """The next card, and at the end the summary."""
    monkeypatch.setattr(quiz_turn, "MOST_TEXT", 10)
    fellow.begin("quiz 2")
    for shown in ("Card 2 of 2", "2 of 2 right"):
        assert shown not in fellow.tap().text
        assert shown in fellow.click("quiz-next").text
    assert 2 == len(fellow.reviews())


def test_a_press_while_the_store_is_away_is_told_and_can_be_repeated(fellow, services, monkeypatch):
    """Nothing is half done: the person hears of it, and the next tap counts."""
    fellow.begin()

    def away(*_args, **_more):
        message = "the disk is full"
        raise StoreError(message)

    with monkeypatch.context() as patch:
        patch.setattr(services.store.learning, "answer", away)
        reply = fellow.tap()
        assert [] == reply.posted
        assert "reference" in reply.private[0].text
        assert "disk" not in reply.private[0].text
    assert card_words.RIGHT in fellow.tap().text
