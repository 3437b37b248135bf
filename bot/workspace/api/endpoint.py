"""The HTTP side of the Web API and of response URLs: reading calls, tokens, faults, timing."""

from __future__ import annotations

import asyncio
import json
import time
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.workspace.api import METHODS
from bot.workspace.api.call import Call
from bot.workspace.errors import RateLimitedError, SlackError
from bot.workspace.faults import ApiFault
from bot.workspace.hub import Hub
from bot.workspace.model import Json
from bot.workspace.posting import by_response_url
from bot.workspace.wire import drop_connection

_METHOD_ERRORS = {"expired_url": 404, "used_url": 404, "no_text": 400, "invalid_blocks": 400}


class Api:
    """Starlette endpoints for ``/api/{method}`` and the response URLs."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.under_way = 0
        """Calls being carried out at this moment."""

    async def call(self, request: Request) -> Response:
        """Carry out one Web API call."""
        self.under_way += 1
        try:
            return await self._call(request)
        finally:
            self.under_way -= 1
            self._hub.feed.touch()

    async def _call(self, request: Request) -> Response:
        began = time.perf_counter()
        name = request.path_params["method"]
        arguments, token = await _arguments(request)
        fault = self._hub.faults.take_api(name, [key for key, value in arguments.items() if value])
        if wait := self._hub.faults.take_latency(name):
            await asyncio.sleep(wait)
        if fault is not None and fault.kind == "drop_before":
            return drop_connection(request)
        if fault is not None and fault.kind == "http":
            return PlainTextResponse("upstream error", fault.status)
        answer, headers, status = self._answer(name, arguments, token, fault)
        self._hub.feed.add(
            "api",
            method=name,
            arguments=arguments,
            answer=answer,
            milliseconds=(time.perf_counter() - began) * 1000,
        )
        if fault is not None and fault.kind == "drop_after":
            return drop_connection(request)
        return JSONResponse(answer, status, headers)

    def _answer(
        self, name: str, arguments: Json, token: str, fault: ApiFault | None
    ) -> tuple[Json, dict[str, str], int]:
        hub = self._hub
        scopes = ",".join(sorted(hub.app.scopes))
        headers = {"x-oauth-scopes": scopes, "x-slack-req-id": "local"}
        try:
            if fault is not None and fault.kind == "ratelimited":
                raise RateLimitedError(fault.retry_after)
            self._authorise(name, token, scopes)
            if fault is not None and fault.kind == "error":
                raise SlackError(fault.error, **fault.extra)
            with hub.lock:
                return METHODS[name].handler(Call(hub, name, arguments)), headers, 200
        except RateLimitedError as refusal:
            limit = {"Retry-After": str(refusal.retry_after)}
            return refusal.answer(), headers | limit, 429
        except SlackError as refusal:
            return refusal.answer(), headers, 200

    def _authorise(self, name: str, token: str, scopes: str) -> None:
        hub = self._hub
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        if name == "api.test":
            return
        if not token:
            raise SlackError("not_authed")
        if token in hub.revoked:
            raise SlackError("token_revoked")
        if token not in (hub.bot_token, hub.app_token):
            raise SlackError("invalid_auth")
        if (token == hub.app_token) != method.app_token:
            raise SlackError("not_allowed_token_type")
        if method.scopes and not set(method.scopes) & hub.app.scopes:
            raise SlackError("missing_scope", needed=",".join(method.scopes), provided=scopes)

    async def respond(self, request: Request) -> Response:
        """Take an answer sent to a response URL."""
        self.under_way += 1
        try:
            return await self._respond(request)
        finally:
            self.under_way -= 1
            self._hub.feed.touch()

    async def _respond(self, request: Request) -> Response:
        hub = self._hub
        fields, _ = await _arguments(request)
        fault = hub.faults.take_api("response_url", [key for key, value in fields.items() if value])
        if wait := hub.faults.take_latency("response_url"):
            await asyncio.sleep(wait)
        if fault is not None and fault.kind == "drop_before":
            return drop_connection(request)
        if fault is not None and fault.kind == "http":
            return PlainTextResponse("upstream error", fault.status)
        if fault is not None and fault.kind == "ratelimited":
            headers = {"Retry-After": str(fault.retry_after)}
            return PlainTextResponse("rate_limited", 429, headers)
        secret = request.path_params["secret"]
        url = hub.state.response_urls.get(secret)
        try:
            if fault is not None and fault.kind == "error":
                raise SlackError(fault.error, **fault.extra)
            if url is None:
                raise SlackError("expired_url")
            with hub.lock:
                by_response_url(hub, url, fields)
        except SlackError as refusal:
            hub.feed.add("response_url", secret=secret, fields=fields, error=refusal.code)
            return JSONResponse(refusal.answer(), _METHOD_ERRORS.get(refusal.code, 200))
        hub.feed.add("response_url", secret=secret, fields=fields, error=None)
        if fault is not None and fault.kind == "drop_after":
            return drop_connection(request)
        return PlainTextResponse("ok")


async def _arguments(request: Request) -> tuple[Json, str]:
    """The arguments and the token of a call: header first, else the argument ``token``."""
    arguments: Json = dict(request.query_params)
    if request.method == "POST":
        body = await request.body()
        if "json" in request.headers.get("content-type", ""):
            arguments |= _object(body)
        else:
            arguments |= parse_qsl(body.decode(), keep_blank_values=True)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = arguments.pop("token", "")
    return arguments, token.strip() if scheme.lower() == "bearer" else str(given)


def _object(body: bytes) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
