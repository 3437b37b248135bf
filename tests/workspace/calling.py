"""What the tests of Web API methods share: a client, a channel, and how a call is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import AppSettings, Workspace
from tests.kit.running import client_for

ALL_SCOPES = (
    "channels:read",
    "channels:history",
    "channels:join",
    "groups:history",
    "im:write",
    "users:read",
    "reactions:write",
    "team:read",
)


@pytest.fixture
def app_settings() -> AppSettings:
    """An app that may do everything the server knows."""
    return AppSettings().granting(*ALL_SCOPES)


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    """The SDK's client."""
    return client_for(workspace)


@pytest.fixture
def general(workspace: Workspace) -> str:
    """The id of the channel everybody is in."""
    return workspace.channel("general").id


def refusal(call: Callable[..., Any], **arguments: Any) -> str:
    """The error string a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])
