"""What every response must carry, and whom the page answers: a pure ASGI middleware.

The page's policy needs 'unsafe-inline' and 'unsafe-eval' because Gradio's own scripts do. So it is
a wall against sending data out and against loading anything from elsewhere, not against scripts:
those are kept out by escaping (`markdown`, `cards`, `render`). The pages of a document (`reader/`)
have no scripts, and their policy allows none.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.origin import is_foreign
from assistant.ui.refused import refused
from assistant.ui.words.languages import without_language

# Measured with Gradio 6.31.0: chat works, no request reaches another host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "worker-src 'self' blob:",
    )
)
# A document to read: our style sheet and icon, and nothing that was written in it.
READER_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none';"
    " frame-ancestors 'none'; base-uri 'none'"
)
# A file as it is, shown by the browser's own viewer, which styles what it builds around it.
FILE_POLICY = (
    "default-src 'none'; media-src 'self'; object-src 'self'; style-src 'unsafe-inline';"
    " form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
POLICIES = {"/read/": READER_POLICY, "/original/": FILE_POLICY, "/recording/": FILE_POLICY}
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class PageHeaders:
    """Adds the headers to every HTTP response; refuses requests that are not meant for this page.

    That is: made by a page of another site (`origin`), or for another host. A page elsewhere can
    point its own name at this machine (DNS rebinding) and would then be read as the same origin.
    An address written in digits cannot be rebound, so a page that listens beyond loopback
    (`any_address`) accepts those and refuses names it does not know.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], *, any_address: bool) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy_for(scope["path"])
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not self.trusts(headers.get("host", "")):
            return refused(scope, 400, lambda words: words.other_host, headers=HEADERS)
        if is_foreign(scope.get("method", "GET"), headers):
            return refused(scope, 403, lambda words: words.other_site, headers=HEADERS)
        return None

    def trusts(self, host_header: str) -> bool:
        """Whether a `Host` header names this page."""
        host = _without_port(host_header)
        return host in self._names or (self._any_address and _is_address(host))


def policy_for(path: str) -> str:
    """The content security policy of an address, by how it begins after its language."""
    path = without_language(path)
    return next((p for start, p in POLICIES.items() if path.startswith(start)), POLICY)


def _without_port(host_header: str) -> str:
    host = host_header.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
