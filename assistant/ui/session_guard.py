"""Nobody uses the session, the answers or the files of another: a pure ASGI middleware.

Gradio 6.31 takes the name of a session from whoever sends it, and asks nobody whose it is. Who has
signed in and knows the name can read the conversation, wait for its answers in the owner's place,
stop them, and have the owner's uploaded files read; some of it without having signed in.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.body import UPLOAD
from assistant.ui.named import handed_out, named_in_address, named_in_body
from assistant.ui.refused import refused
from assistant.ui.signed_in import user_of

GRADIO = "/gradio_api/"
# A function of a component, called by a body of several forms that names a session. No part of the
# page has one.
NOT_OFFERED = "/gradio_api/component_server"
MOST_NAMES = 10_000  # of one user, about 1 MB; the oldest are forgotten


class Belongings:
    """Whose each session, event and file is: of the one who used the name first, or was given it.

    Each user's names are counted apart, so that nobody can make another's be forgotten.
    """

    def __init__(self, *, most: int = MOST_NAMES) -> None:
        self._names: dict[str, OrderedDict[str, None]] = defaultdict(OrderedDict)
        self._most = most

    def may_use(self, user: str, names: Iterable[str], folder: Path) -> bool:
        """Whether all names are the user's, or nobody's; a file in the `folder` is somebody's."""
        return all(name in self._names[user] or self._is_free(name, folder) for name in names)

    def _is_free(self, name: str, folder: Path) -> bool:
        is_file = Path(name).is_relative_to(folder)
        return not is_file and not any(name in names for names in self._names.values())

    def give(self, user: str, names: Iterable[str]) -> None:
        """From now on the names are the user's; files of the same words can have several owners."""
        own = self._names[user]
        for name in names:
            own[name] = None
            own.move_to_end(name)
        while len(own) > self._most:
            own.popitem(last=False)


class SessionGuard:
    """Refuses what names a session, an event or a file of someone else with 403."""

    def __init__(self, app: ASGIApp, *, folder: Path) -> None:
        """`folder`: where Gradio keeps what comes in."""
        self._app = app
        self._folder = folder.resolve()
        self._belongings = Belongings()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or GRADIO not in scope["path"]:
            await self._app(scope, receive, send)
            return
        names = named_in_address(
            scope["path"], scope["query_string"].decode("latin-1"), scope["method"], self._folder
        )
        if scope["method"] == "POST" and not scope["path"].rstrip("/").endswith(UPLOAD):
            try:
                receive, body = await _read(receive)
            except HTTPException as exc:  # `body` refuses one that is too large
                await PlainTextResponse(exc.detail, exc.status_code)(scope, receive, send)
                return
            names |= named_in_body(body, self._folder)
        user = user_of(Request(scope))
        refusal = self._refusal(scope, user, names)
        if refusal is not None or user is None:
            await (refusal or self._app)(scope, receive, send)
            return
        self._belongings.give(user, names)
        await self._app(scope, receive, self._noting(user, send) if _gives(scope) else send)

    def _refusal(self, scope: Scope, user: str | None, names: set[str]) -> PlainTextResponse | None:
        if NOT_OFFERED in scope["path"]:
            return refused(scope, 404, lambda words: words.not_offered)
        if user is None:
            return refused(scope, 401, lambda words: words.sign_in) if names else None
        if not self._belongings.may_use(user, names, self._folder):
            return refused(scope, 403, lambda words: words.not_yours)
        return None

    def _noting(self, user: str, send: Send) -> Send:
        """Passes a short response on, having noted what it hands out to the user."""
        pieces: list[bytes] = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                pieces.append(message.get("body", b""))
                if not message.get("more_body"):
                    self._belongings.give(user, handed_out(b"".join(pieces), self._folder))
            await send(message)

        return noting


def _gives(scope: Scope) -> bool:
    """Whether the response may hand out an event or files."""
    asks = ("/call/", "/queue/join", UPLOAD)
    return scope["method"] == "POST" and any(part in scope["path"] for part in asks)


async def _read(receive: Receive) -> tuple[Receive, bytes]:
    """The body, and what gives it to the app once more."""
    pieces, more = [], True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return _again(message, receive), b""
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    body = b"".join(pieces)
    return _again({"type": "http.request", "body": body, "more_body": False}, receive), body


def _again(message: Message, receive: Receive) -> Receive:
    waiting = [message]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
