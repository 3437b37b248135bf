"""Tests of the curators' inbox, of votes, and of counting what had no answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store import Job, JobError, Record, SlotsError
from bot.store.inbox import LONGEST_WORDS

ABOUT = {"trial": "x", "answers": ["subgroup-dm"], "version": "2026.11-1"}
DAY = 86_400


@pytest.fixture
def add(store, at):
    """Put something into the inbox; what a test does not care about is filled in."""

    def make(kind="answer", user="U1", words="the interval is wrong", **more):
        return store.inbox.add(kind, more.pop("team", "T1"), user, ABOUT, words, more.pop("now", at()), **more)

    return make


def test_what_was_sent_is_listed_until_it_is_resolved(store, add, at):
    """A curator sees the oldest first and ticks it off with a note."""
    first, second = add(), add("card", words=None)
    assert [first, second] == [item.id for item in store.inbox.items()]
    assert store.inbox.resolve(first, "fixed in 2026.12", at(60))
    assert [second] == [item.id for item in store.inbox.items()]
    done = store.inbox.item(first)
    assert ("the interval is wrong", "fixed in 2026.12", at(60), ABOUT) == (
        done.words,
        done.resolution,
        done.resolved_at,
        done.about,
    )
    assert [first] == [item.id for item in store.inbox.items(resolved=True)]
    assert 2 == len(store.inbox.items(resolved=None))


def test_resolving_twice_or_nothing(store, add, at):
    """The first note stays; a number that is none says so."""
    number = add()
    assert store.inbox.resolve(number, "yes", at(1))
    assert not store.inbox.resolve(number, "no", at(2))
    assert not store.inbox.resolve(999, "no", at(2))
    assert ("yes", None) == (store.inbox.item(number).resolution, store.inbox.item(999))


def test_a_form_sent_twice_is_kept_once(store, add):
    """The second delivery of a submission adds nothing and tells nobody."""

    def note(number):
        return Job("post", "T1", "C9", None, None, {"item": number})

    assert None is not add(key="v:T1:V1:h:U1", note=note)
    assert None is add(key="v:T1:V1:h:U1", note=note)
    assert (1, 1) == (len(store.inbox.items()), store.counts()["waiting"])


def test_the_note_to_the_curators_names_the_item_and_holds_no_words(store, add, at):
    """It is owed in the same transaction."""
    number = add(note=lambda number: Job("post", "T1", "C9", None, None, {"item": number}))
    (owed,) = store.lease(at(1), 30, "w1")
    assert ("C9", {"item": number}) == (owed.job.channel, owed.job.payload)


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"kind": "poem"}, JobError), ({"user": "a b"}, JobError), ({"words": "x" * (LONGEST_WORDS + 1)}, SlotsError)],
)
def test_what_cannot_be_kept_is_refused(store, add, changes, error):
    """Nothing is written then."""
    with pytest.raises(error):
        add(**changes)
    assert [] == store.inbox.items(resolved=None)


def test_a_person_sees_and_deletes_what_they_sent(store, add):
    """Nobody else's goes with it."""
    add(), add(user="U2")
    held = {each.table: each for each in store.people.export("T1", "U1")}["inbox"]
    assert ["the interval is wrong"] == [row["words"] for row in held.rows]
    store.people.delete("T1", "U1")
    assert ["U2"] == [item.user for item in store.inbox.items()]


def test_votes_are_counted_without_persons(store, at):
    """A second delivery of the same press counts nothing; all workspaces are added up."""
    assert store.inbox.vote("T1", "x", ["dm", "pm"], up=True, key="a:1:U1:up", now=at())
    assert not store.inbox.vote("T1", "x", ["dm", "pm"], up=True, key="a:1:U1:up", now=at())
    store.inbox.vote("T2", "x", ["dm"], up=True, key="a:2", now=at())
    store.inbox.vote("T1", "x", ["dm"], up=False, key="a:3", now=at())
    assert [("dm", 2, 1), ("pm", 1, 0)] == [(vote.answer, vote.up, vote.down) for vote in store.inbox.votes()]


def test_unanswered_topics_are_counted(store, at):
    """What is asked for most comes first."""
    store.inbox.count_unanswered("T1", "x", ["drug/jak"], at())
    store.inbox.count_unanswered("T1", "x", ["topic/deaths", "drug/jak"], at(5))
    store.inbox.count_unanswered("T2", "x", ["topic/deaths", "topic/deaths"], at(9))
    store.inbox.count_unanswered("T2", "x", ["topic/deaths"], at(10))
    store.inbox.count_unanswered("T2", "x", [], at(2))
    assert [("topic/deaths", 3, at(10)), ("drug/jak", 2, at(5))] == [
        (topic.topic, topic.total, topic.last_at) for topic in store.inbox.topics()
    ]


def test_words_are_no_topic(store, at):
    """Only ids are counted."""
    with pytest.raises(JobError):
        store.inbox.count_unanswered("T1", "x", ["what about my patient?"], at())
    assert [] == store.inbox.topics()


def test_resolved_items_go_after_their_time_and_open_ones_stay(store, add, at):
    """A sweep deletes what was dealt with three months ago."""
    done, waits = add(), add()
    store.inbox.resolve(done, "", at())
    store.sweep(at(89 * DAY))
    assert 2 == len(store.inbox.items(resolved=None))
    store.sweep(at(91 * DAY))
    assert [waits] == [item.id for item in store.inbox.items(resolved=None)]


def test_a_team_that_left_takes_its_inbox_along(store, add, at):
    """Items, votes and counts of that workspace go, others stay."""
    add(), add(team="T2")
    for team in ("T1", "T2"):
        store.inbox.vote(team, "x", ["dm"], up=True, key=f"a:{team}", now=at())
        store.inbox.count_unanswered(team, "x", ["drug/jak"], at())
    store.delete_team("T1")
    assert ["T2"] == [item.team for item in store.inbox.items()]
    assert ([1], [1]) == ([vote.up for vote in store.inbox.votes()], [topic.total for topic in store.inbox.topics()])


class TestShown:
    """Where answers were shown."""

    RECORD = Record("x", "2026.11-1", {"dm": ["p", "or"]}, ("drug/jak",))

    @pytest.fixture
    def show(self, store, at, job):
        """Post a job with a record."""

        def make(key="k1", reference="C1/100.5", record=self.RECORD, now=0, **changes):
            store.accept(key, job(**changes), at(now))
            (leased,) = store.lease(at(now), 30, "w1", only=key)
            store.sending(leased.id, at(now))
            return store.posted(leased.id, reference, at(now), record)

        return make

    def test_it_is_kept_with_the_post(self, store, show, at):
        """Place, figures and version; and what had no answer is counted."""
        assert show()
        (found,) = store.shown.of_version("2026.11-1")
        assert ("T1", "C1", "100.5", "100.1", {"dm": ("p", "or")}, at(), None) == (
            found.team,
            found.channel,
            found.ts,
            found.thread,
            found.figures,
            found.posted_at,
            found.noted,
        )
        assert ["drug/jak"] == [topic.topic for topic in store.inbox.topics()]
        assert (["2026.11-1"], []) == (store.shown.versions(), store.shown.of_version("2026.12-2"))

    def test_a_post_that_is_not_the_lease_s_leaves_nothing(self, store, at, leased):
        """Whoever lost the lease keeps nothing either."""
        store.lease(at(40), 30, "w2")
        assert not store.posted(leased.id, "C1/1.1", at(41), self.RECORD)
        assert ([], []) == (store.shown.of_version("2026.11-1"), store.inbox.topics())

    def test_an_answer_without_figures_is_not_kept(self, store, show):
        """A refusal needs no correction."""
        show(record=Record("x", "2026.11-1", {}, ("drug/jak",)))
        assert ([], 1) == (store.shown.of_version("2026.11-1"), len(store.inbox.topics()))

    def test_shared_answers_have_no_place(self, store, show):
        """Slack does not say where an answer by response URL stands; several of them are kept all the same."""
        show(reference=None), show("k2", reference=None)
        assert [("C1", None)] * 2 == [(found.channel, found.ts) for found in store.shown.of_version("2026.11-1")]

    def test_a_note_is_owed_once(self, store, show, at, job):
        """Also when asked again long after claims are forgotten; a later version may be noted again."""
        show()
        (found,) = store.shown.of_version("2026.11-1")
        assert store.shown.note(found, "2026.12-2", job(), at(10))
        assert not store.shown.note(found, "2026.12-2", job(), at(11))
        store.sweep(at(3 * DAY))
        assert not store.shown.note(found, "2026.12-2", job(), at(3 * DAY))
        assert store.shown.note(found, "2027.01-3", job(), at(3 * DAY))
        assert "2027.01-3" == store.shown.of_version("2026.11-1")[0].noted

    def test_it_is_forgotten_after_a_year_and_with_its_team(self, store, show, at):
        """Retention and deletion."""
        show(), show("k2", "C2/1.1", team="T2"), show("k3", "C1/9.9", now=200 * DAY)
        store.delete_team("T2")
        assert ["100.5", "9.9"] == [found.ts for found in store.shown.of_version("2026.11-1")]
        store.sweep(at(366 * DAY))
        assert ["9.9"] == [found.ts for found in store.shown.of_version("2026.11-1")]
        assert timedelta(days=166) == at(366 * DAY) - store.shown.of_version("2026.11-1")[0].posted_at
