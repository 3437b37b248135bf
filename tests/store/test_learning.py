"""Tests that what people learn is kept exactly, once, theirs alone, and goes when they say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fsrs import Rating, Scheduler
from sqlalchemy import func, select

from bot.quiz.scheduling import AGAIN, GOOD, SCHEDULER, review
from bot.store import Job
from bot.store.learning import Quiz
from bot.store.schema import metadata

CARDS = (("sign", "v1", "new"), ("spin", "v1", "new"), ("p-value", "v2", "due"))
DEFAULT = Scheduler(enable_fuzzing=False)
RATINGS = [*[Rating.Good] * 6, *[Rating.Again] * 2, *[Rating.Good] * 5]


@pytest.fixture
def quiz(at):
    """A quiz of three cards, not begun."""
    return Quiz("q1", "T1", "U1", "abatacept-iim", CARDS, at())


def job(name="a"):
    """Return a reply to owe."""
    return f"q:T1:U1:{name}", Job("post", "T1", "U1", None, "U1", {"surface": "dm", "quiz": {"asked": "sign"}})


def answer(store, quiz, rating, now, *, owed=None, scheduler=SCHEDULER):
    """Answer the quiz's card as the bot does: scheduled from what the store remembers."""
    card = quiz.cards[quiz.place][0]
    before = store.learning.learnt(quiz.team, quiz.user, quiz.trial).get(card)
    after = review(before, int(rating), now, scheduler)
    assert store.learning.answer(quiz, card, "v1", after, int(rating), "b", now, owed)
    return after


def everything(store):
    """Return all rows of all tables, to compare."""
    with store._database.read() as connection:
        return {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}


@pytest.mark.parametrize(
    ("scheduler", "expected"),
    [
        (DEFAULT, [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]),
        (SCHEDULER, [2, 11, 46, 163, 365, 365, 8, 1, 2, 4, 7, 13, 21]),
    ],
    ids=["defaults", "ours"],
)
def test_both_golden_series_survive_the_database(store, at, scheduler, expected):
    """Every state is written and read back before the next answer, and no digit of the memory is lost."""
    now, found = at(), []
    for number, rating in enumerate(RATINGS):
        quiz = Quiz(f"q{number}", "T1", "U1", "abatacept-iim", CARDS[:1], now)
        assert store.learning.start(quiz, now)
        after = answer(store, quiz, rating, now, scheduler=scheduler)
        kept = store.learning.learnt("T1", "U1", "abatacept-iim")["sign"]
        assert (after.state, after.step, after.stability, after.difficulty, after.due, after.reviewed) == (
            kept.state, kept.step, kept.stability, kept.difficulty, kept.due, kept.reviewed
        )  # fmt: skip
        found.append((kept.due - kept.reviewed).days)
        now = kept.due
    assert expected == found
    log = store.learning.reviews("T1", "U1")
    assert [int(rating) for rating in RATINGS] == [each.rating for each in log]
    assert expected == [(each.due - each.reviewed).days for each in log]


def test_a_quiz_goes_on_card_by_card(store, quiz, at):
    """Each answer moves it one place, and what was given is in the log."""
    assert store.learning.start(quiz, at())
    answer(store, quiz, GOOD, at(5))
    second = store.learning.quiz("T1", "U1", "q1")
    assert (1, 1) == (second.place, second.turn)
    answer(store, second, AGAIN, at(9))
    assert [("sign", GOOD, "b"), ("spin", AGAIN, "b")] == [
        (each.card, each.rating, each.given) for each in store.learning.reviews("T1", "U1", quiz="q1")
    ]


def test_of_two_taps_on_one_card_one_counts(store, quiz, at):
    """The second finds that the quiz has moved on: no second answer, no second reply, nothing changed."""
    store.learning.start(quiz, at())
    after = answer(store, quiz, GOOD, at(5), owed=job())
    before = everything(store)
    assert not store.learning.answer(quiz, "sign", "v1", after, AGAIN, "a", at(6), job("b"))
    assert not store.learning.move(quiz, quiz, at(6), job("c"))
    assert before == everything(store)


def test_an_answer_and_its_reply_are_written_together(store, quiz, at):
    """What is owed can be leased as soon as the answer is kept."""
    store.learning.start(quiz, at(), job("start"))
    answer(store, quiz, GOOD, at(5), owed=job("first"))
    assert ["q:T1:U1:start", "q:T1:U1:first"] == [each.key for each in store.lease(at(6), 30, "w1", limit=9)]


def test_a_quiz_that_was_asked_for_twice_begins_once(store, quiz, at):
    """A second delivery of the command changes nothing."""
    assert store.learning.start(quiz, at(), job())
    assert not store.learning.start(replace(quiz, id="q2"), at(1), job())
    assert store.learning.quiz("T1", "U1", "q1") is not None
    assert store.learning.quiz("T1", "U1", "q2") is None


def test_undo_restores_the_schedule_exactly(store, quiz, at):
    """A card never answered is as if it had not been; one answered before has every digit it had."""
    store.learning.start(quiz, at())
    answer(store, quiz, GOOD, at(5))
    week = 7 * 86_400
    again = Quiz("q2", "T1", "U1", "abatacept-iim", CARDS, at(week))
    store.learning.start(again, at(week))
    before = store.learning.learnt("T1", "U1", "abatacept-iim")
    answer(store, again, AGAIN, at(week + 5))
    assert before != store.learning.learnt("T1", "U1", "abatacept-iim")
    answer(store, store.learning.quiz("T1", "U1", "q2"), AGAIN, at(week + 9))
    assert store.learning.undo(store.learning.quiz("T1", "U1", "q2"), at(week + 12))
    assert {"sign"} == set(store.learning.learnt("T1", "U1", "abatacept-iim"))
    assert store.learning.undo(store.learning.quiz("T1", "U1", "q2"), at(week + 15))
    assert before == store.learning.learnt("T1", "U1", "abatacept-iim")
    back = store.learning.quiz("T1", "U1", "q2")
    assert (0, 4) == (back.place, back.turn)
    assert not store.learning.undo(back, at(week + 20))
    assert 1 == len(store.learning.reviews("T1", "U1"))


def test_a_new_quiz_takes_the_place_of_the_old(store, quiz, at):
    """A button of last month's quiz finds nothing; another person's or trial's quiz stays."""
    store.learning.start(quiz, at())
    for other in (replace(quiz, id="q3", user="U2"), replace(quiz, id="q4", trial="examplimab-x")):
        store.learning.start(other, at())
    store.learning.start(replace(quiz, id="q2"), at(9))
    found = [
        store.learning.quiz("T1", user, name) for user, name in [("U1", "q1"), ("U1", "q2"), ("U2", "q3"), ("U1", "q4")]
    ]
    assert [None, "q2", "q3", "q4"] == [each and each.id for each in found]


def test_nobody_else_finds_a_quiz(store, quiz, at):
    """Knowing its id is not enough."""
    store.learning.start(quiz, at())
    assert None is store.learning.quiz("T1", "U2", "q1")
    assert None is store.learning.quiz("T2", "U1", "q1")


def test_an_old_quiz_is_swept_and_its_answers_stay(store, quiz, at):
    """After a month without a tap the quiz is gone; what was learnt is not."""
    store.learning.start(quiz, at())
    answer(store, quiz, GOOD, at(5))
    store.sweep(at() + timedelta(days=29))
    assert None is not store.learning.quiz("T1", "U1", "q1")
    store.sweep(at() + timedelta(days=31))
    assert None is store.learning.quiz("T1", "U1", "q1")
    assert 1 == len(store.learning.reviews("T1", "U1"))
    assert {"sign"} == set(store.learning.learnt("T1", "U1", "abatacept-iim"))


def fill(store, quiz, at, user):
    """Let somebody answer a card, with replies owed and posted, and one still waiting."""
    own = replace(quiz, id=f"q-{user}", user=user)

    def owed(name):
        key, made = job(name)
        return key.replace("U1", user), replace(made, user=user, channel=user)

    store.learning.start(own, at(), owed("start"))
    store.posted(store.lease(at(1), 30, "w1", only=f"q:T1:{user}:start")[0].id, "D1/1.1", at(2))
    answer(store, own, GOOD, at(5), owed=owed("first"))


def test_forgetting_leaves_nothing_of_a_person(store, quiz, at):
    """Cards, answers, quiz, replies owed and posted, and their claims: no row of any table names the person."""
    for user in ("U1", "U2", "U11"):
        fill(store, quiz, at, user)
    others = [row for rows in everything(store).values() for row in rows if "U1" not in map(str, row)]
    assert 2 == store.learning.forget("T1", "U1", "q:T1:U1:")
    left = [row for name, rows in everything(store).items() for row in rows if name != "tallies"]
    assert [] == [row for row in left if any(part == "U1" or ":U1:" in str(part) for part in row)]
    assert {"q-U11", "q-U2"} == {row.id for row in everything(store)["learning_quizzes"]}
    assert len(left) >= 2 * 6
    assert others
    assert [] == store.lease(at(9), 30, "w1", only="q:T1:U1:first")
    assert 0 == store.learning.forget("T1", "U1", "q:T1:U1:")


def test_forgetting_everything_forgets_the_quiz(store, quiz, at):
    """Whoever asks to be forgotten altogether is forgotten here too, and finds it all in the export before."""
    fill(store, quiz, at, "U1")
    held = {each.table: len(each.rows) for each in store.people.export("T1", "U1")}
    assert (1, 1, 1) == (held["learning_cards"], held["learning_reviews"], held["learning_quizzes"])
    store.people.delete("T1", "U1")
    with store._database.read() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table.name != "tallies"
        }
    assert set(counts.values()) == {0}


def test_a_team_that_left_takes_its_learning_along(store, quiz, at):
    """Deleting a team deletes what its people learnt, and nobody else's."""
    fill(store, quiz, at, "U1")
    store.learning.start(replace(quiz, id="other", team="T2"), at())
    store.delete_team("T1")
    assert ({}, []) == (store.learning.learnt("T1", "U1", "abatacept-iim"), store.learning.reviews("T1", "U1"))
    assert None is not store.learning.quiz("T2", "U1", "other")
