"""Who opens the page for the first time is led to it in the language their browser asks for."""

from __future__ import annotations

from starlette.datastructures import Headers, QueryParams
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.words.languages import path_of, wanted_language


class OwnLanguage:
    """Redirects `/` to `/de/` and so on; a `lang` in the address is a choice and stays.

    Only browsers that load a page are led: programs ask for `/config` and the like.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and (path := _elsewhere(scope)):
            redirect = RedirectResponse(path, headers={"Vary": "Accept-Language"})
            await redirect(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _elsewhere(scope: Scope) -> str:
    """Where this request is better served; empty: here."""
    headers = Headers(scope=scope)
    if scope["path"] != "/" or "text/html" not in headers.get("accept", ""):
        return ""
    if "lang" in QueryParams(scope["query_string"]):
        return ""
    path = path_of(wanted_language(headers.get("accept-language", "")))
    return "" if path == "/" else path
