"""Payloads as Slack sends them, and what becomes of them when something is missing or of another type."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
BOT, BOT_ID, TEAM, CHANNEL, DIRECT, PERSON = "U0BOT", "B0BOT", "T1", "C1GENERAL", "D1ADA", "U1ADA"
TS = "1763800000.000100"
RESPONSE_URL = "https://hooks.invalid/actions/none"
"""Stands for one that the workspace has never given out; whoever sends the payload puts a real address there."""


def event(kind: str, **fields: Any) -> Json:
    """An event in its envelope."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "type": "event_callback",
        "token": "unused",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event": {"type": kind, "event_ts": TS} | fields,
        "event_id": "Ev1",
        "event_time": 1763800000,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": "4-x",
    }


def message(text: str, channel: str = DIRECT, **fields: Any) -> Json:
    """A message somebody wrote."""
    kind = "im" if channel.startswith("D") else "channel"
    said = {"channel": channel, "channel_type": kind, "user": PERSON, "text": text, "ts": TS, "client_msg_id": "x"}
    return event("message", **(said | fields))


def mention(text: str = f"<@{BOT}> did DM patients respond?", **fields: Any) -> Json:
    """A message that names the bot."""
    return event("app_mention", **({"channel": CHANNEL, "user": PERSON, "text": text, "ts": TS} | fields))


def interaction(kind: str, **fields: Any) -> Json:
    """An interaction."""
    return {
        "type": kind,
        "user": {"id": PERSON, "username": "ada", "name": "ada", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "unused",
        "team": {"id": TEAM, "domain": "local"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": "1.2.3",
    } | fields


def press(action_id: str, value: Any, kind: str = "button", *, ephemeral: bool = False, **fields: Any) -> Json:
    """A press of a button, or a choice from a menu, on a message of the bot's."""
    chosen = {"selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": value}}
    action = {"action_id": action_id, "block_id": "b", "type": kind, "action_ts": TS}
    action |= {"value": value} if kind == "button" else chosen
    container = {"type": "message", "message_ts": TS, "channel_id": CHANNEL, "is_ephemeral": ephemeral}
    return interaction(
        "block_actions",
        **(
            {
                "container": container,
                "channel": {"id": CHANNEL, "name": "general"},
                "message": {"type": "message", "ts": TS, "bot_id": BOT_ID, "text": "x"},
                "state": {"values": {}},
                "response_url": RESPONSE_URL,
                "actions": [action],
            }
            | fields
        ),
    )


COMMAND: Json = {
    "token": "unused",
    "team_id": TEAM,
    "team_domain": "local",
    "channel_id": CHANNEL,
    "channel_name": "general",
    "user_id": PERSON,
    "user_name": "ada",
    "command": "/myositis",
    "text": "did DM patients respond?",
    "api_app_id": "A1",
    "is_enterprise_install": "false",
    "response_url": RESPONSE_URL,
    "trigger_id": "1.2.3",
}
VIEW = {
    "id": "V1",
    "type": "modal",
    "blocks": [],
    "private_metadata": "",
    "callback_id": "details",
    "state": {"values": {}},
}

TYPED = (
    *("", "help", "abatacept", "did DM patients respond?", "glossary IMACS DOI", "fact primary-result", "sources"),
    *("quiz", "privacy", "MRN 00482917 has DM"),
)
COMMANDS: dict[str, Json] = {text: COMMAND | {"text": text} for text in TYPED}
_ABOUT = '{"t":"abatacept-iim","a":["subgroup-dm"],"v":"2026.11-00000000"'
_CARD = '{"t":"abatacept-iim","c":"sign-the-conclusion","v":"812ae2fc8c","o":"857246a4","q":"a63f489fd468"}'
_WORDS = {"values": {"words": {"words": {"type": "plain_text_input", "value": "a typo"}}}}
_NUMBER = {"values": {"quiz-number-block": {"quiz-number-input": {"type": "number_input", "value": "12"}}}}


def form(callback_id: str, metadata: str, state: Json) -> Json:
    """Return a form that somebody sends."""
    return interaction(
        "view_submission",
        view=VIEW | {"callback_id": callback_id, "private_metadata": metadata, "state": state},
        response_urls=[],
    )


ADDRESSED: dict[str, Json] = {
    "mention": mention(),
    "mention in a thread": mention(thread_ts="1763799999.000100"),
    "direct": message("did DM patients respond?"),
    "direct with a file": message("and this?", subtype="file_share", files=[{"id": "F1"}]),
    "direct, sent to the channel too": message("and PM?", subtype="thread_broadcast", thread_ts="1763799999.000100"),
    "mention as a message": message(f"<@{BOT}> was it safe?", CHANNEL),
}
"""Somebody asks the bot: there must be an answer."""

SILENT: dict[str, Json] = {
    "own message": message("About half", bot_id=BOT_ID, user=BOT),
    "another bot": message("did DM patients respond?", bot_id="B9", subtype="bot_message"),
    "another bot's mention": mention(bot_id="B9"),
    "edited": message("", subtype="message_changed", message={"text": "x"}, hidden=True),
    "deleted": message("", subtype="message_deleted", deleted_ts=TS, hidden=True),
    "joined": message("<@U1ADA> has joined", CHANNEL, subtype="channel_join"),
    "topic": message("set the topic", CHANNEL, subtype="channel_topic"),
    "slackbot": message("did DM patients respond?", user="USLACKBOT"),
    "said to nobody": message("did DM patients respond?", CHANNEL),
    "said to nobody in a thread": message("did DM patients respond?", CHANNEL, thread_ts="1763799999.000100"),
    "said to somebody": message("<@U2BEN> did DM patients respond?", CHANNEL, thread_ts="1763799999.000100"),
}
"""Nobody asks the bot: there must be none."""

OTHERS: dict[str, Json] = {
    "home": event("app_home_opened", user=PERSON, channel=DIRECT, tab="home"),
    "messages tab": event("app_home_opened", user=PERSON, channel=DIRECT, tab="messages"),
    "uninstalled": event("app_uninstalled"),
    "revoked": event("tokens_revoked", tokens={"bot": [BOT]}),
    "joined channel": event("member_joined_channel", user=PERSON, channel=CHANNEL, team=TEAM),
    "older agents": event("assistant_thread_started", assistant_thread={"user_id": PERSON, "channel_id": DIRECT}),
    "unheard of": event("poem_recited", user=PERSON),
    "command": COMMAND,
    "ask": press("ask-0", '{"t":"abatacept-iim","a":"subgroup-dm"}'),
    "ask privately": press("ask-0", '{"t":"abatacept-iim","a":"subgroup-dm"}', ephemeral=True),
    "ask at home": press(
        "ask-1", '{"t":"abatacept-iim","q":"and PM?"}', container={"type": "view", "view_id": "V1"}, view=VIEW
    ),
    "overview": press("overview-0", '{"t":"abatacept-iim"}'),
    "details": press("more", "details", "overflow"),
    "share": press("more", "share", "overflow", ephemeral=True),
    "sources": press("sources", '{"t":"abatacept-iim"}'),
    "unknown button": press("poem", "x"),
    "thumbs up": press("feedback", _ABOUT + ',"f":1}', "feedback_buttons"),
    "thumbs down": press("feedback", _ABOUT + ',"f":0}', "feedback_buttons"),
    "tell the curators": press("tell-curators", '{"t":"abatacept-iim","n":["drug/jak"],"v":"2026.11-00000000"}'),
    "what is wrong": form("feedback-form", _ABOUT + "}", _WORDS),
    "to the curators": form("curators-form", _ABOUT + "}", _WORDS),
    "quiz": press("more", "quiz", "overflow"),
    **{f"quiz {what}": press(f"quiz-{what}", _CARD) for what in ("start", "answer-0", "number", "knew", "not-yet")},
    **{f"quiz {what}": press(f"quiz-{what}", _CARD) for what in ("next", "undo", "wrong")},
    "quiz number sent": form("quiz-number", _CARD, _NUMBER),
    "what is stored": press("privacy-export", "all", ephemeral=True),
    "delete it": press("privacy-delete", "all", ephemeral=True),
    "answer a message": interaction(
        "message_action",
        callback_id="answer-from-trial",
        action_ts=TS,
        channel={"id": CHANNEL, "name": "general"},
        message={"type": "message", "user": "U2BEN", "ts": TS, "text": "did DM patients respond?"},
        response_url=RESPONSE_URL,
    ),
    "submitted": interaction("view_submission", view=VIEW, response_urls=[]),
    "closed": interaction("view_closed", view=VIEW, is_cleared=False),
    "shortcut": interaction("shortcut", callback_id="ask", action_ts=TS),
    "message shortcut": interaction(
        "message_action", callback_id="ask", action_ts=TS, channel={"id": CHANNEL}, message={"ts": TS}
    ),
    "options": interaction("block_suggestion", action_id="x", block_id="b", value="a", container={"type": "view"}),
}

_STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just("x" * 5_000),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.just({"id": None}),
    st.just([None]),
)


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to everything inside a payload."""
    inside: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    found = []
    for name, below in inside:
        found += [(*at, name), *paths(below, (*at, name))]
    return found


@st.composite
def mutilated(draw: Any, payloads: dict[str, Json], kept: tuple[str, ...] = ("type",)) -> Json:
    """Draw a payload of which up to three parts are gone or of another type; top-level keys in ``kept`` stay."""
    body = copy.deepcopy(payloads[draw(st.sampled_from(sorted(payloads)))])
    for _ in range(draw(st.integers(1, 3))):
        possible = [path for path in paths(body) if not (len(path) == 1 and path[0] in kept)]
        path = draw(st.sampled_from(possible))
        holder: Any = body
        for name in path[:-1]:
            holder = holder[name]
        if draw(st.booleans()):
            del holder[path[-1]]
        else:
            # A copy: the next round may take something away from it.
            holder[path[-1]] = copy.deepcopy(draw(_STRANGE))
    return body
