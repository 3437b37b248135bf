"""Every way by which words of a person come in, as one conversation; each returns what the bot did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.kit.conversation import Reply, Slack
from tests.kit.oracles import assert_message, assert_view

UNKNOWN = "how many patients on abatacept had keratitis on biopsy"
SHORTCUT = "answer-from-trial"
Way = Callable[[Slack, str], Reply]


def mention(slack: Slack, words: str) -> Reply:
    return slack.mention(words)


def thread(slack: Slack, words: str) -> Reply:
    first = slack.mention("did DM patients respond?")
    return slack.mention(words, thread=first.message)


def direct(slack: Slack, words: str) -> Reply:
    return slack.dm(words)


def file(slack: Slack, words: str) -> Reply:
    return slack.dm(words, files=["chart.pdf"])


def edited(slack: Slack, words: str) -> Reply:
    said = slack.say("did it work?")
    return slack.edit(said.act.message, f"@myositis {words}")


def said_to_nobody(slack: Slack, words: str) -> Reply:
    return slack.say(words)


def command(slack: Slack, words: str) -> Reply:
    return slack.command("/myositis", words)


def topic(slack: Slack, words: str) -> Reply:
    return slack.command("/myositis", f"abatacept {words}")


def glossary(slack: Slack, words: str) -> Reply:
    return slack.command("/myositis", f"glossary {words}")


def fact(slack: Slack, words: str) -> Reply:
    return slack.command("/myositis", f"fact {words}")


def quiz(slack: Slack, words: str) -> Reply:
    return slack.command("/myositis", f"quiz {words}")


def shortcut(slack: Slack, words: str) -> Reply:
    said = slack.as_("Ben Attending").say(words)
    return slack.shortcut(SHORTCUT, said.act.message)


def thumbs_down(slack: Slack, words: str) -> Reply:
    """Written into the field behind a thumbs-down, beside a patient's number: refused in the form, then closed."""
    slack.mention("did DM patients respond?")
    view = slack.feedback("negative").view
    return _refused_then_closed(slack, view, words)


def tell_curators(slack: Slack, words: str) -> Reply:
    """Written into the form that tells the curators, refused, and then closed without being sent."""
    slack.mention(f"{UNKNOWN}?")
    view = slack.click("tell-curators").view
    return _refused_then_closed(slack, view, words)


def quiz_number(slack: Slack, words: str) -> Reply:
    """Written where a quiz asks for a number."""
    view = number_form(slack)
    reply = slack.submit({"quiz-number-input": words[-40:]}, view)
    if slack.workspace.open_view(slack.person) is view:
        slack.workspace.close(slack.person, view)
    return reply


def _refused_then_closed(slack: Slack, view: Any, words: str) -> Reply:
    (block,) = [block for block in view.blocks if block["type"] == "input"]
    reply = slack.submit({block["block_id"]: f"MRN 00482917 {words}"[:2900]}, view)
    assert reply.form_errors
    slack.workspace.close(slack.person, view)
    slack.running.settle()
    return reply


def number_form(slack: Slack) -> Any:
    """Be asked for the dose in a quiz, and return the modal in which to type it."""
    slack.command("/myositis", "quiz forget")
    slack.dm("what was the dose?")
    reply = slack.choose("more", "quiz")
    for _ in range(12):
        shown = (reply.changed + reply.posted)[-1]
        actions = [
            each["action_id"] for block in shown.blocks for each in block.get("elements", []) if "action_id" in each
        ]
        if "quiz-number" in actions:
            return slack.click("quiz-number", on=shown).view
        forward = next((each for each in actions if each.startswith(("quiz-answer", "quiz-next"))), None)
        assert forward, (shown.text, actions)
        reply = slack.click(forward, on=shown)
    raise AssertionError("no card of the quiz asks for a number")


PUBLIC: tuple[Way, ...] = (mention, thread, direct, file, edited, shortcut)
COMMANDS: tuple[Way, ...] = (command, topic, glossary, fact, quiz)
FORMS: tuple[Way, ...] = (thumbs_down, tell_curators, quiz_number)
ALL: tuple[Way, ...] = (*PUBLIC, said_to_nobody, *COMMANDS, *FORMS)


def shown_in(reply: Reply) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Check and yield everything a reply showed: the text and blocks of messages, the blocks of views."""
    for message in (*reply.messages, *reply.changed):
        assert_message(message.text, message.blocks)
        yield message.text, message.blocks
    for view in (*reply.views, *reply.homes):
        assert_view(view.body)
        yield "", view.blocks
