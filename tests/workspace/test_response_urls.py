"""Response URLs: five answers in half an hour, new, replaced or deleted."""

from __future__ import annotations

from slack_sdk.webhook import WebhookClient

from tests.kit.conversation import Slack
from tests.workspace.conftest import Seen


def test_response_url_serves_five_times_in_half_an_hour(slack: Slack, seen: Seen) -> None:
    """The sixth answer is refused, and so is any after thirty minutes."""
    slack.command("/myositis", "one")
    slack.command("/myositis", "two")
    first, second = (WebhookClient(body["response_url"]) for body in seen.all("command"))
    assert [200] * 5 + [404] == [first.send(text="x").status_code for _ in range(6)]
    assert "used_url" in first.send(text="x").body
    slack.workspace.advance(1801)
    assert (404, True) == ((late := second.send(text="x")).status_code, "expired_url" in late.body)


def test_response_url_replaces_and_deletes(slack: Slack, seen: Seen) -> None:
    """An ephemeral answer can be replaced and deleted by its response URL, and in no other way."""
    message = slack.command("/myositis", "x").message
    url = WebhookClient(seen.one("command")["response_url"])
    url.send(text="new", replace_original=True)
    assert ["new"] == [m.text for m in slack.workspace.messages("general", "Ada Fellow")]
    assert message.ts == slack.workspace.messages("general", "Ada Fellow")[0].ts
    url.send(delete_original=True)
    assert [] == slack.workspace.messages("general", "Ada Fellow")


def test_response_url_refuses_what_slack_would(slack: Slack, seen: Seen) -> None:
    """Nothing to say and bad blocks are refused, and do not count as uses."""
    slack.command("/myositis", "x")
    url = WebhookClient(seen.one("command")["response_url"])
    assert "no_text" in url.send(text="").body
    assert "invalid_blocks" in url.send(text="x", blocks=[{"type": "alert"}]).body
    assert [200] * 5 == [url.send(text="x").status_code for _ in range(5)]
