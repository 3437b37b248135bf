"""Slack: both tokens, the scopes granted, and what the tokens do not show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.doctor.finding import Finding, failed, ok, warn
from bot.doctor.machine import about_clock
from bot.doctor.manifest import EVENTS, OPTIONAL, OPTIONAL_EVENTS, SCOPES
from bot.messages import doctor as words
from bot.settings import Settings

PATIENCE = 10
"""Seconds to wait for each of Slack's answers."""


def about_slack(told: Settings, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Try both tokens; what one shows of the other side (scopes, time) is told too."""
    if told.bot_token:
        yield from _bot(told, clock)
    if told.app_token:
        yield from _app(told)


def _bot(told: Settings, clock: Callable[[], datetime]) -> Iterator[Finding]:
    about = "bot token"
    try:
        answer = _client(told.bot_token, told).auth_test()
    except SlackApiError as refusal:
        yield _refused(about, "SLACK_BOT_TOKEN", refusal, words.INSTALL_AGAIN)
        yield from about_clock(_lowered(refusal.response.headers), clock())
        return
    except (SlackClientError, OSError, HTTPException) as error:
        yield failed(about, words.not_reached(told.api_url, _why(error)), words.NETWORK)
        return
    said: dict[str, Any] = answer.data if isinstance(answer.data, dict) else {}
    headers = _lowered(answer.headers)
    yield ok(about, f"@{said.get('user', '?')} in {said.get('team', '?')} ({said.get('team_id', '?')})")
    team, enterprise = str(said.get("team_id", "")), str(said.get("enterprise_id") or "-")
    if told.workspaces and not told.workspaces & {team, enterprise}:
        says = f"MYOSITIS_WORKSPACES leaves out {team}, the workspace of this token: it would answer nobody"
        yield failed("workspaces", says, f"Add {team}, or take the list away.")
    yield from _scopes(headers)
    yield from about_clock(headers, clock())


def _scopes(headers: Mapping[str, str]) -> Iterator[Finding]:
    about = "scopes"
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    if not granted:
        yield warn(about, "Slack did not say which scopes were granted")
        return
    missing = [f"{scope} ({why})" for scope, why in SCOPES.items() if scope not in granted]
    if missing:
        yield failed(about, f"missing: {', '.join(missing)}", words.ADD_SCOPES)
    spare = granted - set(SCOPES) - OPTIONAL
    if spare:
        yield warn(about, f"granted but never used: {', '.join(sorted(spare))}", words.TAKE_SCOPES)
    if not missing:
        more = sorted(granted & OPTIONAL)
        yield ok(about, "all that the manifest asks for" + (f", and {', '.join(more)}" if more else ""))
    wanted = [*EVENTS, *(event for scope, event in OPTIONAL_EVENTS.items() if scope in granted)]
    yield ok("events", words.subscriptions(wanted))


def _app(told: Settings) -> Iterator[Finding]:
    about = "app token"
    try:
        _client(told.app_token, told).apps_connections_open(app_token=told.app_token)
    except SlackApiError as refusal:
        yield _refused(about, "SLACK_APP_TOKEN", refusal, words.COPY_APP_TOKEN)
    except (SlackClientError, OSError, HTTPException) as error:
        yield failed(about, words.not_reached(told.api_url, _why(error)), words.NETWORK)
    else:
        yield ok(about, "Slack lets the bot connect by Socket Mode")


def _client(token: str, told: Settings) -> WebClient:
    return WebClient(token, base_url=told.api_url, timeout=PATIENCE, retry_handlers=[])


def _refused(about: str, name: str, refusal: SlackApiError, remedy: str) -> Finding:
    response = refusal.response
    # A proxy or an outage may answer with anything at all; only Slack's own short words are repeated.
    data = response.data if isinstance(response.data, dict) else {}
    code = str(data.get("error", ""))
    if response.status_code == 429:
        return warn(about, words.refused(name, "ratelimited"), "Ask again in a minute.")
    if response.status_code != 200 or not code.replace("_", "").isalnum():
        return failed(about, f"instead of Slack something answered HTTP {response.status_code}", words.NETWORK)
    if name == "SLACK_APP_TOKEN" and code == "missing_scope":
        return failed(about, words.refused(name, code) + ", connections:write", remedy)
    return failed(about, words.refused(name, code), remedy)


def _why(error: Exception) -> str:
    """Return the operating system's words for what failed; no other text, which may hold what was sent."""
    cause = error.reason if isinstance(error, URLError) else error
    return (cause.strerror if isinstance(cause, OSError) else None) or type(cause).__name__


def _lowered(headers: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): value[0] if isinstance(value, list) else str(value) for name, value in headers.items()}
