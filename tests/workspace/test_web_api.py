"""The Web API: answers of Slack's shape, and Slack's refusals."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.workspace import AppSettings, Workspace
from tests.kit.running import client_for
from tests.workspace.calling import app_settings, client, general, refusal

__all__ = ["app_settings", "client", "general"]


def test_auth_test_says_who_the_token_is(workspace: Workspace, client: WebClient) -> None:
    """Bolt asks this first: ids of team, bot and bot user, and the scopes in a header."""
    answer = client.auth_test()
    assert (workspace.bot.id, workspace.bot.bot_id) == (answer["user_id"], answer["bot_id"])
    assert "chat:write" in answer.headers["x-oauth-scopes"]


def test_post_is_answered_with_the_stored_message(workspace: Workspace, client: WebClient, general: str) -> None:
    """The answer holds channel, ts and the message with bot profile and filled-in block ids."""
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "words"}}
    answer = client.chat_postMessage(channel=general, text="words", blocks=[block])
    message = answer["message"]
    assert (general, answer["ts"], workspace.hub.app_id) == (answer["channel"], message["ts"], message["app_id"])
    assert (workspace.bot.bot_id, False) == (message["bot_profile"]["id"], message["blocks"][0]["text"]["verbatim"])
    assert message["blocks"][0]["block_id"]


def test_thread_counts_its_replies(client: WebClient, general: str) -> None:
    """Replies join the root's thread, and the root counts them."""
    root = client.chat_postMessage(channel=general, text="root")["ts"]
    client.chat_postMessage(channel=general, text="one", thread_ts=root)
    client.chat_postMessage(channel=general, text="two", thread_ts=root)
    thread = client.conversations_replies(channel=general, ts=root)["messages"]
    assert [("root", 2), ("one", None), ("two", None)] == [(m["text"], m.get("reply_count")) for m in thread]
    assert ["root"] == [m["text"] for m in client.conversations_history(channel=general)["messages"]]


def test_reply_to_a_deleted_message_lands_in_the_channel(workspace: Workspace, client: WebClient, general: str) -> None:
    """Slack does not refuse it: the reply becomes a message of its own, and only the answer tells."""
    asked = workspace.post("Ada Fellow", general, "hello", wait=False).message
    assert asked is not None
    workspace.delete(asked, wait=False)
    answer = client.chat_postMessage(channel=general, text="An answer", thread_ts=asked.ts)
    assert "thread_ts" not in answer["message"]
    assert ["An answer"] == [m["text"] for m in client.conversations_history(channel=general)["messages"]]


def test_deleted_root_of_a_thread_stays_as_a_tombstone(workspace: Workspace, client: WebClient, general: str) -> None:
    """A deleted message with replies leaves its place, so that the thread goes on."""
    asked = workspace.post("Ada Fellow", general, "hello", wait=False).message
    assert asked is not None
    client.chat_postMessage(channel=general, text="one", thread_ts=asked.ts)
    workspace.delete(asked, wait=False)
    client.chat_postMessage(channel=general, text="two", thread_ts=asked.ts)
    thread = client.conversations_replies(channel=general, ts=asked.ts)["messages"]
    assert ["This message was deleted.", "one", "two"] == [m["text"] for m in thread]
    assert "tombstone" == thread[0]["subtype"]


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        ("channel_not_found", {"channel": "C000", "text": "x"}),
        ("not_in_channel", {"channel": "apart", "text": "x"}),
        ("is_archived", {"channel": "old", "text": "x"}),
        ("restricted_action", {"channel": "news", "text": "x"}),
        ("channel_not_found", {"channel": "secret", "text": "x"}),
        ("invalid_thread_ts", {"channel": "general", "text": "x", "thread_ts": "yesterday"}),
        ("invalid_blocks", {"channel": "general", "text": "x", "blocks": [{"type": "nothing"}]}),
        ("invalid_blocks_format", {"channel": "general", "text": "x", "blocks": "[{"}),
        (
            "msg_blocks_too_long",
            {
                "channel": "general",
                "text": "x",
                "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "y" * 2900}}] * 5,
            },
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_post_is_refused_as_slack_refuses(
    error: str, arguments: dict[str, Any], workspace: Workspace, client: WebClient
) -> None:
    """Each obstacle has Slack's own error."""
    workspace.add_channel("apart", with_app=False)
    workspace.add_channel("old", archived=True)
    workspace.add_channel("news", restricted=True)
    workspace.add_channel("secret", private=True, with_app=False)
    assert error == refusal(client.chat_postMessage, **arguments)
    assert not workspace.messages("general")


def test_post_without_content(client: WebClient, general: str) -> None:
    """Blank text and no blocks are no message."""
    arguments = {"channel": general, "text": " "}
    assert refusal(client.api_call, api_method="chat.postMessage", json=arguments) == "no_text"


def test_invalid_blocks_say_what_and_where(client: WebClient, general: str) -> None:
    """The refusal explains itself in response_metadata, with a JSON pointer."""
    header = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=general, text="x", blocks=[header])
    expected = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    response = caught.value.response
    assert ([expected], [f"[ERROR] {expected}"]) == (response["errors"], response["response_metadata"]["messages"])


def test_endless_text_is_cut(workspace: Workspace, client: WebClient, general: str) -> None:
    """Text beyond 40,000 characters is cut, with a warning."""
    answer = client.chat_postMessage(channel=general, text="x" * 40_001)
    assert (40_000, "message_truncated") == (len(workspace.messages(general)[0].text), answer["warning"])


@pytest.mark.parametrize(
    ("error", "token"),
    [("invalid_auth", "xoxb-wrong"), ("not_authed", ""), ("not_allowed_token_type", "app")],
)
def test_wrong_tokens(error: str, token: str, workspace: Workspace) -> None:
    """Unknown, missing and wrong kinds of token are told apart."""
    given = workspace.app_token if token == "app" else token
    assert error == refusal(WebClient(token=given, base_url=workspace.api_url).auth_test)


def test_revoked_token(workspace: Workspace, client: WebClient, general: str) -> None:
    """After the app was removed every call says token_revoked."""
    workspace.uninstall()
    assert refusal(client.chat_postMessage, channel=general, text="x") == "token_revoked"


def test_missing_scope_says_which(workspace: Workspace) -> None:
    """A method whose scope was not granted names what it needs and what there is."""
    with Workspace() as minimal, pytest.raises(SlackApiError) as caught:
        client_for(minimal).conversations_open(users=minimal.person("Ada Fellow").id)
    response = caught.value.response
    assert ("missing_scope", "im:write,mpim:write") == (response["error"], response["needed"])
    assert "chat:write" in response["provided"]


def test_unknown_method(client: WebClient) -> None:
    """A method the server does not know is unknown_method, never a crash."""
    assert refusal(client.api_call, api_method="chat.sing") == "unknown_method"


def test_ephemeral_is_seen_by_one(workspace: Workspace, client: WebClient, general: str) -> None:
    """Only the person named sees it, nobody's history has it, and it cannot be updated."""
    ada = workspace.person("Ada Fellow")
    ts = client.chat_postEphemeral(channel=general, user=ada.id, text="for you")["message_ts"]
    assert ["for you"] == [m.text for m in workspace.messages(general, ada)]
    assert [] == workspace.messages(general, "Ben Attending")
    assert [] == client.conversations_history(channel=general)["messages"]
    assert refusal(client.chat_update, channel=general, ts=ts, text="y") == "message_not_found"
    cleo = workspace.add_person("Cleo")
    assert refusal(client.chat_postEphemeral, channel=general, user=cleo.id, text="x") == "user_not_in_channel"


def test_update_and_delete_own_messages_only(workspace: Workspace, client: WebClient, general: str) -> None:
    """The app changes and deletes what it posted, and nothing else."""
    ts = client.chat_postMessage(channel=general, text="old")["ts"]
    assert client.chat_update(channel=general, ts=ts, text="new")["text"] == "new"
    theirs = workspace.post("Ada Fellow", general, "mine", wait=False).message
    assert theirs is not None
    assert refusal(client.chat_update, channel=general, ts=theirs.ts, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel=general, ts=theirs.ts) == "cant_delete_message"
    assert refusal(client.chat_update, channel=general, ts=ts, text="é" * 2001) == "msg_too_long"
    client.chat_delete(channel=general, ts=ts)
    assert refusal(client.chat_delete, channel=general, ts=ts) == "message_not_found"


def test_given_up_token(client: WebClient) -> None:
    """After auth.revoke the token is revoked."""
    assert client.auth_revoke()["revoked"]
    assert refusal(client.auth_test) == "token_revoked"


def test_other_routes_are_served_beside_the_api() -> None:
    """A page can be given along, and is guarded like everything else."""
    page = Route("/", lambda request: PlainTextResponse("the page"))
    with Workspace(routes=[page]) as workspace, urllib.request.urlopen(workspace.url) as answer:
        assert b"the page" == answer.read()


def test_rate_limit_is_429_with_retry_after(workspace: Workspace, client: WebClient, general: str) -> None:
    """The call is refused before it is carried out; the SDK's handler waits and succeeds."""
    workspace.faults.rate_limit(retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=general, text="x")
    assert (429, "7") == (caught.value.response.status_code, caught.value.response.headers["Retry-After"])
    assert not workspace.messages(general)
    patient = client_for(workspace)
    patient.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    workspace.faults.rate_limit(retry_after=0)
    assert patient.chat_postMessage(channel=general, text="x")["ok"]


def test_channel_takes_bursts_then_one_message_a_second() -> None:
    """With a rate set, a channel takes a burst and then answers ratelimited."""
    with Workspace(AppSettings(post_rate=1.0)) as workspace:
        client, channel = client_for(workspace), workspace.channel("general").id
        for _ in range(5):
            client.chat_postMessage(channel=channel, text="x")
        assert refusal(client.chat_postMessage, channel=channel, text="x") == "ratelimited"
        workspace.advance(1.1)
        assert client.chat_postMessage(channel=channel, text="x")["ok"]


@pytest.mark.parametrize(
    ("header", "value"),
    [("Host", "evil.example"), ("Origin", "https://evil.example"), ("Host", "127.0.0.1.evil.example")],
)
def test_foreign_host_or_origin_is_refused(header: str, value: str, workspace: Workspace) -> None:
    """A page elsewhere cannot reach the workspace through the browser."""
    request = urllib.request.Request(f"{workspace.api_url}api.test", headers={header: value})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    caught.value.close()
    assert caught.value.code == 403


def test_every_call_is_in_the_feed(workspace: Workspace, client: WebClient, general: str) -> None:
    """Observers see method, arguments, answer and time taken, and never the token."""
    heard: list[Any] = []
    end = workspace.feed.subscribe(heard.append)
    client.chat_postMessage(channel=general, text="x")
    end()
    client.auth_test()
    calls = [entry.data for entry in heard if entry.kind == "api"]
    assert ["chat.postMessage"] == [call["method"] for call in calls]
    assert (True, True) == (calls[0]["answer"]["ok"], calls[0]["milliseconds"] > 0)
    assert workspace.bot_token not in str(calls)
