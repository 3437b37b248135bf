"""Conversations: numbers, guesses, cards that changed or are gone, flagging, quizzes about an answer, and one's own data."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from bot.messages import learning as words
from bot.messages import quiz as card_words
from bot.quiz import making
from bot.quiz.cards import Deck
from bot.store.schema import metadata
from tests.kit.oracles import assert_message, assert_view
from tests.listeners.quizzes import TRIAL, Fellow, clock, fellow, rows, services

__all__ = ["clock", "fellow", "services"]


@pytest.fixture
def swap(fellow, services, monkeypatch):
    """Put other cards into the deck, as a new fact base would; None takes a card out."""

    def change(card_id, to):
        cards = [to if card.id == card_id else card for card in fellow.deck.cards]
        deck = Deck(TRIAL, tuple(card for card in cards if card is not None))
        monkeypatch.setitem(making._DECKS, (services.answerer.base.version, TRIAL), deck)

    return change


# --- Numbers


def test_a_number_is_typed_in_a_modal(fellow):
    """It opens with the question, and what is typed is graded with tolerance."""
    fellow.meet("p-primary")
    reply = fellow.click("quiz-number")
    assert_view(reply.view.body)
    graded = fellow.typed("p = .08")
    assert card_words.RIGHT in graded.text
    assert "You typed 0.08." in graded.text
    assert_message(graded.text, graded.blocks)
    assert ["0.08"] == [review.given for review in fellow.reviews()]


@pytest.mark.parametrize(
    ("typed", "told"), [("about half", card_words.TYPE_A_NUMBER), ("0.05 0.08", card_words.ONE_NUMBER_ONLY)]
)
def test_words_where_a_number_was_asked_are_told_in_the_modal(fellow, typed, told):
    """The modal stays open with the reason; nothing is graded, and the number can be typed after all."""
    fellow.meet("p-primary")
    fellow.click("quiz-number")
    reply = fellow.typed(typed)
    assert {"quiz-number-block": told} == reply.form_errors
    assert [] == [*reply.messages, *fellow.reviews()]
    assert card_words.RIGHT in fellow.typed("0.083").text


def test_a_wrong_number_comes_back_tomorrow(fellow):
    """With the right one."""
    fellow.meet("p-primary")
    text = fellow.tap(right=False).text
    assert card_words.NOT_RIGHT in text
    assert "Answer: P = 0.083" in text
    assert "This card comes back tomorrow." in text


def test_not_knowing_a_number_is_an_answer(fellow):
    """One tap, and the answer is shown."""
    fellow.meet("p-primary")
    reply = fellow.click("quiz-not-yet")
    assert card_words.NOT_RIGHT in reply.text
    assert [1] == [review.rating for review in fellow.reviews()]


def test_a_modal_left_open_counts_for_nothing_later(fellow, slack):
    """Sent after the card was given up, it is told so, and the first answer counts."""
    card = fellow.meet("p-primary")
    fellow.click("quiz-number")
    fellow.click("quiz-not-yet", card)
    reply = fellow.typed("0.083")
    assert words.ALREADY == reply.text
    assert [1] == [review.rating for review in fellow.reviews()]


def test_a_modal_delivered_twice_is_answered_once(fellow, slack):
    """The second copy finds the card answered, and says nothing."""
    fellow.meet("p-primary")
    fellow.click("quiz-number")
    slack.workspace.faults.deliver_twice("interactive")
    reply = fellow.typed("0.083")
    assert 1 == len(reply.messages)
    assert 1 == len(fellow.reviews())


# --- Guesses


def test_a_guess_is_stated_revealed_and_rated(fellow):
    """First how sure, then the answer, then the person's own verdict, which schedules the card."""
    card = fellow.meet("term-itt")
    revealed = fellow.click("quiz-answer-1", card)
    assert "You thought you knew." in revealed.text
    assert_message(revealed.text, revealed.blocks)
    assert [] == fellow.reviews()
    rated = fellow.click("quiz-knew")
    assert card_words.KNEW_IT in rated.text
    assert "This card comes back in 2 days." in rated.text
    assert "Card 2 of 2" in rated.text
    assert_message(rated.text, rated.blocks)
    assert [(3, "unsure")] == [(review.rating, review.given) for review in fellow.reviews()]


def test_a_guess_is_not_rated_before_it_is_revealed(fellow):
    """Saying twice how sure one is changes nothing either."""
    card = fellow.meet("term-itt")
    fellow.click("quiz-answer-0", card)
    assert words.ALREADY == fellow.slack.click("quiz-answer-2", card).text
    assert [(1, None)] == [(review.rating, None) for review in [*fellow.reviews(), *_rated(fellow)]]


def _rated(fellow):
    fellow.click("quiz-not-yet")
    return fellow.reviews()


# --- Facts that changed


def test_a_card_whose_fact_is_gone_does_not_count(fellow, swap):
    """The tap is told so, and the quiz goes on with the next card."""
    fellow.begin("quiz 2")
    card = fellow.asked()
    action = fellow.handles()[0][0]
    swap(card.id, None)
    reply = fellow.click(action)
    assert words.GONE in reply.text
    assert "Card 2 of 2" in reply.text
    assert [] == fellow.reviews()
    assert "1 of 1 right" in fellow.tap().text


def test_a_card_that_changed_since_it_was_shown_is_shown_anew(fellow, swap):
    """Nobody is graded on words they did not see."""
    fellow.begin("quiz 2")
    card = fellow.asked()
    action = fellow.handles()[0][0]
    swap(card.id, replace(card, version="newer"))
    reply = fellow.click(action)
    assert words.CHANGED in reply.text
    assert "Card 1 of 2" in reply.text
    assert [] == fellow.reviews()
    assert card_words.RIGHT in fellow.tap().text
    assert ["newer"] == [review.version for review in fellow.reviews()]


def test_a_changed_fact_brings_its_card_back_marked_updated(fellow, swap):
    """The next quiz begins with it, whatever its schedule says, and says why."""
    fellow.begin("quiz 1")
    card = fellow.asked()
    fellow.tap()
    swap(card.id, replace(card, version="newer"))
    reply = fellow.begin("quiz 1")
    assert card.id == fellow.asked().id
    assert "updated since you last saw it" in reply.posted[0].text
    fellow.tap()
    fellow.begin("quiz 1")
    assert card.id != fellow.asked().id


# --- This card is wrong


def test_a_card_can_be_called_wrong(fellow, services):
    """The curators get the card, not the answer; once; and the schedule stays."""
    fellow.begin()
    card = fellow.asked()
    fellow.tap(right=False)
    before = fellow.learnt()
    reply = fellow.slack.click("quiz-wrong", fellow.card)
    assert words.FLAGGED == reply.private[0].text
    (item,) = services.store.inbox.items()
    assert ("card", {"trial": TRIAL, "card": card.id, "version": card.version}, None) == (
        item.kind,
        item.about,
        item.words,
    )
    assert words.FLAGGED_BEFORE == fellow.slack.click("quiz-wrong", fellow.card).private[0].text
    assert 1 == len(services.store.inbox.items())
    assert before == fellow.learnt()


# --- Quiz me on this


def test_quiz_me_on_this_asks_about_the_answer(fellow, slack):
    """In a direct message the menu begins a quiz in the same thread, on cards about what was answered."""
    answer = slack.dm("did DM patients respond?").message
    reply = slack.choose("more", "Quiz me on this", on=answer)
    (card,) = reply.posted
    fellow.card = card
    assert answer.thread_ts == card.thread_ts
    assert {"subgroup-dm", "effect-dm-risk-difference"} & set(fellow.asked().facts)
    assert card.thread_ts == fellow.tap().posted[0].thread_ts


def test_quiz_me_is_not_offered_in_channels(slack):
    """A quiz is nobody else's business."""
    assert "Quiz me on this" in str(slack.dm("did DM patients respond?").blocks)
    assert "Quiz me on this" not in str(slack.mention("did DM patients respond?").blocks)
    assert "Quiz me on this" not in str(slack.command("/myositis", "did DM patients respond?").blocks)


def test_an_answer_without_cards_offers_the_next_ones(fellow, slack, swap):
    """It says so instead of asking nothing."""
    answer = slack.dm("did DM patients respond?").message
    for card in fellow.deck.cards:
        swap(card.id, replace(card, facts=("something-else",)))
    reply = slack.choose("more", "Quiz me on this", on=answer)
    assert words.NO_SUCH_ANSWER in reply.text
    assert "Card 1 of 3" in reply.text


# --- One's own


def test_results_are_exported_to_their_owner_alone(fellow, slack):
    """As CSV, in a reply that only the person sees; nobody else has anything to export."""
    fellow.begin()
    fellow.tap()
    fellow.tap(right=False)
    reply = slack.command("/myositis", "quiz export")
    assert_message(reply.text, reply.blocks)
    assert [] == reply.posted
    assert "Ada Fellow" == slack.workspace.person(reply.private[0].visible_to).name
    found = list(csv.DictReader(io.StringIO(reply.text.split("```")[1].strip())))
    assert [("sign-the-conclusion", "right"), ("spin-similar", "wrong")] == [
        (row["card"], row["result"]) for row in found
    ]
    assert words.EXPORT_NONE == slack.as_("Ben Attending").command("/myositis", "quiz export").text


def test_a_long_export_comes_in_parts(fellow, slack, clock):
    """Each fits into one private reply and has the header; together they are complete."""
    fellow.begin()
    for _ in range(3):
        fellow.know(*(card.id for card in fellow.deck.cards))
        clock.later(days=1)
    first = slack.command("/myositis", "quiz export")
    assert_message(first.text, first.blocks)
    pages = int(first.text.partition("Part 1 of ")[2].partition(",")[0])
    rows = []
    for page in range(1, pages + 1):
        text = slack.command("/myositis", f"quiz export {page}").text
        rows += list(csv.DictReader(io.StringIO(text.split("```")[1].strip())))
    assert pages > 1
    assert [review.card for review in fellow.reviews()] == [row["card"] for row in rows]
    assert f"has {pages} parts" in slack.command("/myositis", f"quiz export {pages + 1}").text


def test_forgetting_is_complete_and_at_once(fellow, slack, services):
    """No row of any table names a quiz of the person any more; old buttons find nothing; another person's quiz stays."""
    ben = Fellow(slack.as_("Ben Attending"), services, fellow.clock)
    fellow.begin()
    fellow.tap()
    card, (_, user) = fellow.card, fellow.ids
    ben.begin()
    reply = slack.command("/myositis", "quiz forget")
    assert words.forgotten(1) == reply.text
    for table in metadata.sorted_tables:
        left = [row for row in rows(services, table.name) if f":{user}:" in str(row) and "q:" in str(row)]
        assert [] == left, table.name
    assert [] == [
        row
        for name in ("learning_cards", "learning_reviews", "learning_quizzes")
        for row in rows(services, name)
        if row.user == user
    ]
    assert words.OVER == slack.click("quiz-answer-0", card).private[0].text
    assert ben.tap().posted
    assert words.EXPORT_NONE == slack.command("/myositis", "quiz export").text
    assert words.forgotten(0) == slack.command("/myositis", "quiz forget").text


@pytest.mark.parametrize(
    "typed",
    ["quiz forget.", "“quiz forget”", "quiz forget everything", "quiz delete", "Quiz, forget!", "*quiz forget* please"],
)
def test_forgetting_is_not_missed_for_a_full_stop(fellow, slack, services, typed):
    """However it is written, what is stored goes, and how much is said."""
    fellow.begin()
    fellow.tap()
    assert words.forgotten(1) == slack.command("/myositis", typed).text
    assert [] == rows(services, "learning_reviews")


def test_another_person_cannot_answer_a_card(fellow, slack, services):
    """Even pressing the very button changes nothing: a quiz is found by its owner alone."""
    fellow.begin()
    before = rows(services, "learning_quizzes")
    handle = fellow.handles()[0][1]
    practice_words = slack.as_("Ben Attending").command("/myositis", "quiz").posted
    assert practice_words
    team, _ = before[0].team, before[0].user
    ben = slack.workspace.person("Ben Attending").id
    assert None is services.store.learning.quiz(team, ben, handle.q)
