"""Methods that look things up or mark them: people, channels, pages, reactions, prompts."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.workspace import Workspace
from tests.workspace.calling import app_settings, client, general, refusal

__all__ = ["app_settings", "client", "general"]


def test_permalink(workspace: Workspace, client: WebClient, general: str) -> None:
    """A permalink names channel and time stamp."""
    ts = client.chat_postMessage(channel=general, text="x")["ts"]
    link = client.chat_getPermalink(channel=general, message_ts=ts)["permalink"]
    assert f"https://{workspace.hub.team.domain}.slack.com/archives/{general}/p{ts.replace('.', '')}" == link


def test_people_channels_and_bots(workspace: Workspace, client: WebClient, general: str) -> None:
    """Looking up people, channels, members and the bot itself."""
    ada = workspace.person("Ada Fellow")
    assert client.users_info(user=ada.id)["user"]["real_name"] == "Ada Fellow"
    assert refusal(client.users_info, user="U000") == "user_not_found"
    assert client.conversations_info(channel=general)["channel"]["is_member"] is True
    assert ada.id in client.conversations_members(channel=general)["members"]
    assert client.bots_info(bot=workspace.bot.bot_id)["bot"]["app_id"] == workspace.hub.app_id
    assert {ada.id, workspace.bot.id} <= {member["id"] for member in client.users_list()["members"]}
    assert client.team_info()["team"]["id"] == workspace.hub.team_id


def test_direct_message_is_opened_once(workspace: Workspace, client: WebClient) -> None:
    """Opening a conversation twice gives the same one; a post to a person's id lands there."""
    ada = workspace.person("Ada Fellow")
    first = client.conversations_open(users=ada.id)
    again = client.conversations_open(users=[ada.id])
    assert (False, True) == ("already_open" in first.data, again["already_open"])
    posted = client.chat_postMessage(channel=ada.id, text="hello")
    assert first["channel"]["id"] == again["channel"]["id"] == posted["channel"]


def test_joining_lets_the_app_post(workspace: Workspace, client: WebClient) -> None:
    """After conversations.join a public channel takes posts; a second join only warns."""
    apart = workspace.add_channel("apart", with_app=False)
    client.conversations_join(channel=apart.id)
    client.chat_postMessage(channel=apart.id, text="hello")
    assert client.conversations_join(channel=apart.id)["warning"] == "already_in_channel"
    assert ["hello"] == [message.text for message in workspace.messages("apart")]


def test_pages_follow_the_cursor(client: WebClient, general: str) -> None:
    """Long lists come in pages, and the cursor leads through them all."""
    for number in range(5):
        client.chat_postMessage(channel=general, text=str(number))
    pages = [page["messages"] for page in client.conversations_history(channel=general, limit=2)]
    assert [["4", "3"], ["2", "1"], ["0"]] == [[message["text"] for message in page] for page in pages]


def test_reactions(client: WebClient, general: str) -> None:
    """A reaction is added once and taken away once."""
    where = {"channel": general, "timestamp": client.chat_postMessage(channel=general, text="x")["ts"]}
    client.reactions_add(name="eyes", **where)
    assert refusal(client.reactions_add, name="eyes", **where) == "already_reacted"
    client.reactions_remove(name="eyes", **where)
    assert refusal(client.reactions_remove, name="eyes", **where) == "no_reaction"


def test_prompts_are_at_most_four(workspace: Workspace, client: WebClient) -> None:
    """Suggested prompts need no thread, a direct message, and are four at most."""
    channel = workspace.direct_channel("Ada Fellow").id
    prompt = {"title": "DM", "message": "did DM patients respond?"}
    client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=[prompt] * 4, title="Ask")
    assert (4, "Ask") == (len(workspace.prompts("Ada Fellow")["prompts"]), workspace.prompts("Ada Fellow")["title"])
    too_many = {"channel_id": channel, "prompts": [prompt] * 5}
    assert refusal(client.assistant_threads_setSuggestedPrompts, **too_many) == "invalid_arguments"


def test_status_and_title_of_a_thread(workspace: Workspace, client: WebClient) -> None:
    """What the app says it is doing, and what it calls the thread, reach the observers."""
    channel = workspace.direct_channel("Ada Fellow").id
    thread = client.chat_postMessage(channel=channel, text="x")["ts"]
    client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status="is looking it up")
    client.assistant_threads_setTitle(channel_id=channel, thread_ts=thread, title="DM response")
    told = [entry.data for entry in workspace.feed.since(kinds={"status"})]
    assert ("is looking it up", "DM response") == (told[0]["status"], told[1]["title"])


def test_private_channels_are_listed_for_members(workspace: Workspace, client: WebClient) -> None:
    """The app sees public channels and those private ones it is in."""
    workspace.add_channel("board", private=True)
    workspace.add_channel("secret", private=True, with_app=False)
    assert ["general", "board"] == [channel["name"] for channel in client.conversations_list()["channels"]]
