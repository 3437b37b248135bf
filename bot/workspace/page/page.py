"""The page: its routes, to be served beside a workspace's Web API."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.workspace.feed import Entry
from bot.workspace.page import inspecting
from bot.workspace.page.acts import carry_out
from bot.workspace.page.drawing import draw
from bot.workspace.page.place import find
from bot.workspace.page.screen import directory_of, screen
from bot.workspace.page.settings import PageSettings
from bot.workspace.workspace import Workspace

_STATIC = Path(__file__).parent / "static"
_HEARTBEAT = 15.0
_MOST_BYTES = 200_000
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' http: https: data:; object-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something said at the top of the page, to everybody, until something else is said."""

    text: str
    problem: bool


class Page:
    """A page in the browser for one workspace.

        page = Page(PageSettings(suggestions=("did it work?",)))
        with Workspace(routes=page.routes()) as workspace:
            page.attach(workspace)

    The page is at ``workspace.url``. It answers 503 until a workspace is attached.
    """

    def __init__(self, settings: PageSettings | None = None) -> None:
        self.settings = settings or PageSettings()
        self._workspace: Workspace | None = None
        self._announcement: Announcement | None = None
        self.first_thread: str | None = None
        """The thread of the first channel that opens beside a first page, where the window is wide enough."""

    def routes(self) -> Sequence[BaseRoute]:
        """What a workspace is to serve."""
        return [
            Route("/", self._index),
            Route("/page/act", self._act, methods=["POST"]),
            Route("/page/events", self._events),
            Route("/page/entry/{seq:int}", self._entry),
            Mount("/page/static", StaticFiles(directory=_STATIC)),
        ]

    def attach(self, workspace: Workspace) -> None:
        """Show this workspace."""
        self._workspace = workspace

    def announce(self, text: str, *, problem: bool = False) -> None:
        """Say something at the top of every open page; an empty text takes it away. From any thread."""
        self._announcement = Announcement(text, problem) if text else None
        if self._workspace is not None:
            self._workspace.feed.add("announcement", text=text, problem=problem)

    def _index(self, request: Request) -> Response:
        workspace = self._workspace
        if workspace is None:
            return PlainTextResponse("The workspace is still starting; please reload.", 503)
        with workspace.hub.lock:
            place = find(workspace, request.query_params)
            shown = screen(workspace, self.settings, place)
            directory = directory_of(workspace.hub)
            html = draw("page.html", directory, **shown, announcement=self._announcement, first=self.first_thread)
        return HTMLResponse(html, headers=_HEADERS)

    async def _act(self, request: Request) -> Response:
        """Carry out what somebody did. Only this page itself may ask: another site can send no JSON here unasked."""
        workspace = self._workspace
        kind = request.headers.get("content-type", "").partition(";")[0]
        origin = request.headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
        if foreign or kind != "application/json":
            return PlainTextResponse("forbidden", 403)
        body = await request.body()
        if workspace is None or len(body) > _MOST_BYTES:
            return PlainTextResponse("not now, or too much", 503 if workspace is None else 413)
        try:
            return JSONResponse(await run_in_threadpool(carry_out, workspace, json.loads(body)))
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            return PlainTextResponse(f"not an act this page knows: {problem!r}", 400)

    def _entry(self, request: Request) -> Response:
        found = inspecting.payload(self._workspace.hub, request.path_params["seq"]) if self._workspace else None
        if found is None:
            return PlainTextResponse("This is no longer remembered.", 404)
        return PlainTextResponse(found, headers=_HEADERS)

    async def _events(self, _request: Request) -> Response:
        if self._workspace is None:
            return PlainTextResponse("not yet", 503)
        return StreamingResponse(_stream(self._workspace), media_type="text/event-stream", headers=_HEADERS)


async def _stream(workspace: Workspace) -> AsyncIterator[str]:
    """Tell of every entry of the feed that it is there; the page then asks for what it shows."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Entry] = asyncio.Queue()

    def tell(entry: Entry) -> None:
        with contextlib.suppress(RuntimeError):  # the server has stopped meanwhile
            loop.call_soon_threadsafe(queue.put_nowait, entry)

    end = workspace.feed.subscribe(tell)
    try:
        yield "retry: 500\n\n"
        while True:
            try:
                entry = await asyncio.wait_for(queue.get(), _HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            quiet = entry.kind in inspecting.TRAFFIC and entry.kind != "connection"
            yield f"event: {'traffic' if quiet else 'change'}\ndata: {entry.seq}\n\n"
    finally:
        end()
