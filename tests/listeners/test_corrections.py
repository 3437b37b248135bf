"""A figure that was shown and has since changed is found, and corrected where it was shown: once."""

from __future__ import annotations

import shutil

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.messages import feedback as words
from knowledge.compiler import compile_knowledge
from knowledge.reader import FactBase
from tests.kit.oracles import assert_message

DM = "did DM patients respond?"
SAFETY = "was it safe?"


@pytest.fixture(scope="module")
def newer(project, tmp_path_factory):
    """Return the fact base with one figure changed: the P value of the DM subgroup."""
    root = tmp_path_factory.mktemp("newer") / "knowledge"
    shutil.copytree(project / "knowledge", root, ignore=shutil.ignore_patterns("__pycache__", "*.py", "*.db*"))
    facts = root / "trials/abatacept-iim/facts.yaml"
    before, found, after = facts.read_text("utf-8").partition("- id: subgroup-dm\n")
    changed = after.replace('p: "0.679"', 'p: "0.681"', 1).replace("P = 0.679", "P = 0.681", 1)
    assert changed != after
    facts.write_text(before + found + changed, "utf-8")
    return compile_knowledge(root, root.parent / "facts.db").path


@pytest.fixture
def corrections(settings, services, newer):
    """Run the command for the bot's own facts and the newer ones."""

    def run(*options, old=None):
        given = ["corrections", str(old or services.answerer.base.path), str(newer), "--store", settings.store]
        return CliRunner().invoke(app, [*given, *options])

    return run


def notes(slack, where="general"):
    """Return the corrections in a channel."""
    found = slack.workspace.messages(where)
    return [message for message in found if message.text.startswith(words.CORRECTION_HEADLINE)]


def noted(slack):
    """Let the running bot find what the command left in the outbox."""
    assert slack.workspace.feed.wait_until(lambda: bool(notes(slack)), 5)
    slack.running.settle()


def test_it_lists_where_a_changed_figure_was_shown(slack, corrections, newer):
    """One of two answers showed it; the line names place, figure, old and new."""
    shown = slack.mention(DM).message
    slack.mention(SAFETY)
    done = corrections()
    assert 0 == done.exit_code, done.output
    assert f"{shown.channel} {shown.ts}" in done.output
    assert "subgroup-dm.p" in done.output
    assert "P = 0.679 -> P = 0.681" in done.output
    assert "2 answers shown" in done.output
    assert "1 show a figure that has changed" in done.output
    assert [] == notes(slack)


def test_on_request_it_is_noted_in_the_thread_once(slack, corrections, newer):
    """The note names the figure, both versions, and leads to today's answer; asking again notes nothing more."""
    first = slack.mention(DM)
    assert "will post: 1" in corrections("--note").output
    noted(slack)
    (note,) = notes(slack)
    assert first.message.thread_ts == note.thread_ts
    assert "was P = 0.679, now P = 0.681" in note.text
    assert FactBase.open(newer).version in note.text
    assert_message(note.text, note.blocks)
    again = corrections("--note")
    assert "noted before" in again.output
    assert "will post: 0" in again.output
    slack.running.settle()
    assert 1 == len(notes(slack))
    assert "About half" in slack.click(words.CORRECTION_BUTTON, on=note).text


def test_in_a_direct_message(slack, corrections):
    """It is noted below the answer there."""
    shown = slack.dm(DM).message
    corrections("--note")
    assert slack.workspace.feed.wait_until(lambda: bool(notes(slack, slack.direct)), 5)
    slack.running.settle()
    (note,) = notes(slack, slack.direct)
    assert shown.thread_ts == note.thread_ts


def test_what_only_one_person_saw_is_not_kept_and_what_was_shared_is_listed(slack, corrections):
    """Slack does not say where a shared answer stands; the list says that it cannot be noted."""
    slack.command("/myositis", DM)
    assert "0 answers shown" in corrections().output
    slack.choose("more", "share")
    assert "Slack does not say where it stands" in corrections("--note").output
    slack.running.settle()
    assert [] == notes(slack)


def test_an_answer_whose_post_was_in_doubt_is_kept_when_it_is_found(slack, corrections, workspace):
    """The connection broke after Slack had accepted it."""
    workspace.faults.drop("chat.postMessage", after_accepting=True)
    slack.dm(DM)
    assert "1 show a figure that has changed" in corrections().output


def test_the_overview_and_pressed_answers_count_too(slack, corrections):
    """Whatever is posted to a channel shows figures."""
    first = slack.mention("did it work?")
    slack.click("DM" if "DM" in first.buttons else first.buttons[0], on=first.message)
    assert "2 answers shown" in corrections().output


def test_versions_may_be_named_instead_of_files(slack, corrections, services):
    """The version of the current fact base is known; one that is nowhere says where to keep it."""
    slack.mention(DM)
    assert "1 show" in corrections(old=services.answerer.base.version).output
    missing = corrections(old="2020.01-00000000")
    assert (1, True) == (missing.exit_code, "no compiled fact base of that version" in missing.output)


def test_no_words_of_the_asker_are_kept_with_it(slack, services):
    """Places, ids and a version."""
    slack.mention("did DM patients respond, zebrafinch?")
    (row,) = services.store.shown.of_version(services.answerer.base.version)
    assert "zebrafinch" not in repr(row)
    assert {"abatacept", "placebo", "p"} <= set(row.figures["subgroup-dm"])
