"""Modals: opened on a trigger, filled in, submitted, answered, stacked and closed."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace import NotPossibleError
from tests.kit.conversation import Slack
from tests.kit.running import client_for
from tests.workspace.conftest import MODAL, Seen


def test_modal_is_filled_in_and_submitted(slack: Slack, seen: Seen) -> None:
    """A submission carries every input's value, the metadata and the view's hash; then it closes."""
    slack.mention("hello")
    view = slack.click("Note").view
    slack.submit({"words": "Table 2 differs", "kind": "Unclear"})
    body = seen.one("view_submission")["view"]
    values = body["state"]["values"]
    assert "Table 2 differs" == values["words"]["text"]["value"]
    assert "unclear" == values["kind"]["kind"]["selected_option"]["value"]
    assert (view.id, "kept", "note", view.hash) == tuple(
        body[k] for k in ("id", "private_metadata", "callback_id", "hash")
    )
    assert slack.workspace.open_view("Ada Fellow") is None


def test_untouched_optional_input_is_empty(slack: Slack, seen: Seen) -> None:
    """An optional menu nobody touched is there, with nothing selected."""
    slack.mention("hello")
    slack.click("Note")
    slack.submit({"words": "fine"})
    held = seen.one("view_submission")["view"]["state"]["values"]["kind"]["kind"]
    assert {"type": "static_select", "selected_option": None} == held


def test_required_input_holds_the_modal_back(slack: Slack, seen: Seen) -> None:
    """Slack's client does not submit a modal with a required input left empty."""
    slack.mention("hello")
    slack.click("Note")
    with pytest.raises(NotPossibleError, match="please fill in: Words"):
        slack.submit()
    with pytest.raises(NotPossibleError, match="there is no input colour"):
        slack.submit({"colour": "red"})
    assert [] == seen.all("view_submission")


@pytest.mark.parametrize(
    ("words", "on_top", "errors"),
    [
        ("fine", None, {}),
        ("short", "note", {"words": "Too short"}),
        ("again", "second", {}),
        ("deeper", "second", {}),
        ("enough", None, {}),
        ("wrong", "note", {}),
    ],
)
def test_response_actions(words: str, on_top: str | None, errors: dict[str, str], slack: Slack) -> None:
    """Close, errors, update, push and clear; an answer Slack would not understand changes nothing."""
    slack.mention("hello")
    slack.click("Note")
    reply = slack.submit({"words": words})
    view = slack.workspace.open_view("Ada Fellow")
    assert (on_top, errors) == (view.body["callback_id"] if view else None, reply.form_errors)
    assert ("view_response_refused" if words == "wrong" else None) == reply.error


def test_pushed_modal_knows_its_root(slack: Slack) -> None:
    """A pushed modal names the one below and the first; clearing closes them all."""
    slack.mention("hello")
    first = slack.click("Note").view
    second = slack.submit({"words": "deeper"}).view
    assert (first.id, first.id) == (second.previous_id, second.root_id)
    slack.submit({"words": "x"})
    assert slack.workspace.open_view("Ada Fellow") is None


def test_closing_is_told_when_asked_for(slack: Slack, seen: Seen) -> None:
    """A modal with notify_on_close tells the app; a second closing is not possible."""
    slack.mention("hello")
    view = slack.click("Note").view
    slack.workspace.close("Ada Fellow", view)
    assert (view.id, False) == (seen.one("view_closed")["view"]["id"], seen.one("view_closed")["is_cleared"])
    with pytest.raises(NotPossibleError, match="was closed"):
        slack.submit({"words": "x"}, view)


def test_views_update_minds_the_hash(slack: Slack) -> None:
    """An update with an old hash is refused, one with the present hash changes the view."""
    slack.mention("hello")
    view = slack.click("Note").view
    client = client_for(slack.workspace)
    old = view.hash
    client.views_update(view_id=view.id, hash=old, view=MODAL | {"callback_id": "other"})
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view.id, hash=old, view=MODAL)
    assert "other" == slack.workspace.open_view("Ada Fellow").body["callback_id"]


def test_triggers_last_three_seconds_and_serve_once(slack: Slack, seen: Seen) -> None:
    """A used, an expired and an invented trigger are refused, each with its own error."""
    slack.shortcut("ask")
    client = client_for(slack.workspace)

    def error(trigger_id: str) -> str:
        with pytest.raises(SlackApiError) as caught:
            client.views_open(trigger_id=trigger_id, view=MODAL)
        return caught.value.response["error"]

    assert error(seen.one("shortcut")["trigger_id"]) == "exchanged_trigger_id"
    slack.command("/myositis", "x")
    slack.workspace.advance(3.1)
    assert error(seen.one("command")["trigger_id"]) == "expired_trigger_id"
    assert error("1.2.3") == "invalid_trigger_id"


def test_modals_are_pushed_three_deep_by_call(slack: Slack, seen: Seen) -> None:
    """views.push puts a modal on top; a fourth is refused."""
    client = client_for(slack.workspace)
    slack.shortcut("ask")
    for _ in range(2):
        slack.command("/myositis", "x")
        client.views_push(trigger_id=seen.all("command")[-1]["trigger_id"], view=MODAL)
    slack.command("/myositis", "x")
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=seen.all("command")[-1]["trigger_id"], view=MODAL)
    slack.workspace.close("Ada Fellow", slack.workspace.open_view("Ada Fellow"), everything=True)
    assert (None, True) == (slack.workspace.open_view("Ada Fellow"), seen.one("view_closed")["is_cleared"])


def test_modal_found_by_external_id(slack: Slack) -> None:
    """A view can be updated by its external id, which no other open view may have."""
    client = client_for(slack.workspace)
    slack.shortcut("ask")
    view = slack.workspace.open_view("Ada Fellow")
    client.views_update(view_id=view.id, view=MODAL | {"external_id": "form-1"})
    client.views_update(external_id="form-1", view=MODAL | {"external_id": "form-1", "callback_id": "other"})
    assert "other" == view.body["callback_id"]
    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(external_id="form-2", view=MODAL)


KINDS = [
    ("checkboxes", ["Wrong"], "selected_options"),
    ("multi_static_select", ["wrong"], "selected_options"),
    ("radio_buttons", "wrong", "selected_option"),
]


@pytest.mark.parametrize(("kind", "choice", "holds"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_menus_of_every_kind_are_filled_in(kind: str, choice: object, holds: str, slack: Slack, seen: Seen) -> None:
    """Options are chosen by words or value, one or several."""
    options = MODAL["blocks"][1]["element"]["options"]
    block = MODAL["blocks"][1] | {"element": {"type": kind, "action_id": "kind", "options": options}}
    fill(slack, [MODAL["blocks"][0], block], {"words": "x", "kind": choice})
    held = seen.one("view_submission")["view"]["state"]["values"]["kind"]["kind"]
    chosen = held[holds] if isinstance(held[holds], list) else [held[holds]]
    assert ["wrong"] == [option["value"] for option in chosen]


PICKERS = [
    ("datepicker", "2026-11-23", "selected_date"),
    ("timepicker", "08:30", "selected_time"),
    ("users_select", "U012AB", "selected_user"),
    ("email_text_input", "ada@example.org", "value"),
]


@pytest.mark.parametrize(("kind", "choice", "holds"), PICKERS, ids=[kind for kind, _, _ in PICKERS])
def test_pickers_are_filled_in(kind: str, choice: str, holds: str, slack: Slack, seen: Seen) -> None:
    """Dates, times, people and addresses are held as Slack holds them, and empty before."""
    block = {
        "type": "input",
        "block_id": "kind",
        "optional": True,
        "label": {"type": "plain_text", "text": "Kind"},
        "element": {"type": kind, "action_id": "kind"},
    }
    fill(slack, [MODAL["blocks"][0], block], {"words": "x", "kind": choice})
    fill(slack, [MODAL["blocks"][0], block], {"words": "x"})
    held = [body["view"]["state"]["values"]["kind"]["kind"] for body in seen.all("view_submission")]
    assert [{"type": kind, holds: choice}, {"type": kind, holds: None}] == held


def fill(slack: Slack, blocks: list[dict], values: dict) -> None:
    """Open a modal of these blocks and submit it."""
    slack.shortcut("ask")
    view = slack.workspace.open_view("Ada Fellow")
    client_for(slack.workspace).views_update(view_id=view.id, view=MODAL | {"blocks": blocks})
    slack.submit(values)


def test_lengths_are_minded_by_the_client(slack: Slack) -> None:
    """Slack's client takes no text shorter or longer than the input says."""
    element = {"type": "plain_text_input", "action_id": "text", "min_length": 3, "max_length": 5}
    block = MODAL["blocks"][0] | {"element": element}
    with pytest.raises(NotPossibleError, match="at least 3 characters"):
        fill(slack, [block], {"words": "x"})
    with pytest.raises(NotPossibleError, match="at most 5 characters"):
        slack.submit({"words": "xxxxxx"})


def test_views_are_checked(slack: Slack) -> None:
    """A modal Slack would not open is refused with pointers into the view."""
    client = client_for(slack.workspace)
    ada = slack.workspace.person("Ada Fellow").id
    with pytest.raises(SlackApiError) as caught:
        client.views_publish(user_id=ada, view={"type": "home", "blocks": [{"type": "alert"}]})
    messages = caught.value.response["response_metadata"]["messages"]
    assert ["[ERROR] unsupported type: alert [json-pointer:/view/blocks/0/type]"] == messages
