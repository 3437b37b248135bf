"""The Home tab: what can be asked, from which facts, who is responsible, and what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import messages
from bot.messages import home as words
from bot.messages import privacy
from bot.rendering.home import Installation, home_view
from tests.kit.oracles import assert_message, assert_view


def said(view):
    """Return every text of a view."""
    texts = []

    def look(node):
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                texts.append(node["text"])
            for inner in node.values():
                look(inner)
        elif isinstance(node, list):
            for inner in node:
                look(inner)

    look(view.blocks)
    return "\n".join(texts)


class TestConfigured:
    """A clinician is named."""

    @pytest.fixture
    def settings(self, settings):
        return replace(settings, clinician="Dr. Grace <Lead> & team", contact="grace@example.org, <!channel> :x:")

    def test_the_tab_says_which_facts_answer_and_who_is_responsible(self, slack, answerer):
        """Version, date, review status, name and contact, as they are configured and as text only."""
        reply = slack.open_home()
        assert_view(reply.home.body)
        shown = said(reply.home)
        assert words.facts(answerer.base.version, answerer.base.date) in shown
        assert (words.REVIEWED if answerer.base.reviewed else words.NOT_REVIEWED) in shown
        assert "Clinician responsible: Dr. Grace <Lead> & team" in shown
        assert "To reach them: grace@example.org, <!channel> :x:" in shown

    def test_so_do_the_sources(self, slack):
        """Whoever wants to check a source sees whom to ask."""
        reply = slack.command("/myositis", "sources")
        assert "Clinician responsible: Dr. Grace &lt;Lead&gt; &amp; team" in reply.text
        assert "grace@example.org" in reply.text
        assert_message(reply.text, reply.blocks)


def test_where_nobody_is_named_it_says_so(slack):
    """No empty line where a name belongs."""
    assert words.NO_CLINICIAN in said(slack.open_home().home)
    assert words.NO_CLINICIAN in slack.command("/myositis", "sources").text


def test_what_can_be_asked_and_what_is_kept(slack):
    """The trial, the first questions, the commands; what is stored and how to see and delete it."""
    shown = said(slack.open_home().home)
    for expected in ("Overview", "/myositis", privacy.PRIVACY_HINT, *privacy.STORED_LINES):
        assert expected in shown


def test_buttons_of_the_tab_are_answered_directly(slack):
    """What is pressed there comes as a direct message."""
    slack.open_home()
    reply = slack.click("Overview")
    assert slack.direct.id == reply.message.channel
    assert "Primary end point" in reply.text


def test_pressed_twice_it_says_where_the_answer_is(slack):
    """There is no thread beside a tab: the answer stands in the direct messages."""
    home = slack.open_home().home
    slack.click("Overview", on=home)
    assert messages.ALREADY_SENT == slack.click("Overview", on=home).text


class TestTooOften:
    """One person asks more than once in a minute, which is four presses."""

    @pytest.fixture
    def settings(self, settings):
        return replace(settings, per_minute=1)

    def test_it_is_told_directly(self, slack):
        """There is nothing to answer in."""
        home = slack.open_home().home
        replies = [slack.click("Overview", on=home) for _ in range(5)]
        assert [privacy.TOO_OFTEN] == [each.text for each in replies if each.text == privacy.TOO_OFTEN]


def test_opening_it_again_shows_the_facts_of_today(slack, services, monkeypatch):
    """It is published anew each time: once a clinician has signed the facts, it says so."""
    assert words.REVIEWED not in said(slack.open_home().home)
    monkeypatch.setattr(services.answerer.base, "reviewed", True)
    assert words.REVIEWED in said(slack.open_home().home)


def test_a_tab_that_cannot_be_filled_is_only_logged(slack, workspace, caplog):
    """Nobody can do anything about it in Slack."""
    workspace.faults.refuse("internal_error", "views.publish")
    assert [] == slack.open_home().homes
    assert "a tab could not be filled: internal_error" in caplog.text


@pytest.mark.parametrize("method", ["views.publish", "assistant.threads.setSuggestedPrompts"])
def test_a_rate_limit_only_delays_a_tab(slack, workspace, method):
    """It is filled when Slack's time is up."""
    workspace.faults.rate_limit(method, retry_after=1)
    home = method == "views.publish"
    reply = slack.open_home("home" if home else "messages")
    assert reply.home if home else reply.prompts


def test_long_settings_fit(answerer):
    """Whatever is configured, the tab is one that Slack takes."""
    view = home_view(answerer.base, Installation("x" * 5_000, "<&>" * 3_000))
    assert_view(view)


class TestQuiz:
    """Due cards on the tab."""

    def test_it_says_how_many_cards_wait_and_begins_a_quiz(self, slack):
        """The first card comes as a direct message."""
        home = slack.open_home().home
        assert "No quiz card is due." in said(home)
        reply = slack.click("quiz-start", on=home)
        assert ({slack.direct.id}, []) == ({message.channel for message in reply.messages}, reply.refusals)

    def test_where_they_wait_it_counts_them(self, answerer):
        """In the words of the quiz."""
        from bot.rendering.quiz import due

        view = home_view(answerer.base, quiz=due("abatacept-iim", 3))
        assert_view(view)
        assert "3 quiz cards are due." in str(view)

    def test_when_the_store_cannot_be_read_the_rest_is_there(self, slack, services, monkeypatch):
        """Nobody loses the tab over a count."""
        from bot.store import StoreError

        def fail(*_args):
            raise StoreError("out of reach")

        monkeypatch.setattr(type(services.store.learning), "learnt", fail)
        shown = said(slack.open_home().home)
        assert (True, False) == (words.BEHIND in shown, words.QUIZ in shown)
