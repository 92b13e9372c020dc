"""The page on an address: checks first, Gradio late, documents opened once the page answers.

The order keeps the start short and the complaints early: a taken port is noticed before Gradio is
imported (7 s on two cores), and the index is opened (1 to 3 s) when the first request can be
answered already.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.ui.access import User, is_loopback, refuse_variables, take_port
from assistant.ui.keeping import Keeping
from assistant.ui.site import Site
from assistant.ui.words import Words
from assistant.ui.words.languages import LANGUAGES, path_of

if TYPE_CHECKING:
    from fastapi import FastAPI

GOODBYE_S = 0  # open streams are cut at once: no answer ends within a second or two anyway
# Read by Gradio and huggingface_hub when they are imported; nothing may call home.
TOLD = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # Else Gradio lets matplotlib look for a screen at the first event: a second in which nobody
    # is answered.
    "MPLBACKEND": "agg",
}


def serve(
    site: Site,
    *,
    host: str,
    port: int,
    users: Sequence[User] = (),
    ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve the page until Ctrl-C; `ready` is told the address once the page answers.

    Raises SettingsError before anything is loaded when the port or the environment forbids it.
    """
    refuse_variables(os.environ)
    listener = take_port(host, port)
    with listener, TemporaryDirectory(prefix="openness-assistant-") as incoming:
        os.environ["GRADIO_TEMP_DIR"] = incoming  # gone with the page, and nobody else's
        app = make_app(site, host=host, users=users)

        def started() -> None:
            ready(address_of(listener))
            site.opening.start()

        _run(app, listener, started)


def make_app(
    site: Site,
    *,
    host: str,
    users: Sequence[User] = (),
    languages: Sequence[Words] = tuple(LANGUAGES.values()),
) -> FastAPI:
    """The whole site: the page inside its security headers, the first language at `/`.

    Imports Gradio, and takes half a second for each language.
    """
    os.environ.update(TOLD)
    import gradio as gr
    from fastapi import FastAPI
    from gradio.utils import get_upload_folder

    from assistant.ui.body import BodyLimit
    from assistant.ui.headers import LOOPBACK_NAMES, PageHeaders
    from assistant.ui.history_routes import history_routes
    from assistant.ui.kept_files import KeptFiles
    from assistant.ui.own_language import OwnLanguage
    from assistant.ui.packed import PackedPage
    from assistant.ui.page import make_page, mount_options
    from assistant.ui.reader.routes import reader_routes
    from assistant.ui.session_guard import SessionGuard
    from assistant.ui.upload_guard import UploadGuard

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for words in reversed(languages):  # the page at `/` last: it takes every path
        path = path_of(words.language).rstrip("/")
        app.include_router(reader_routes(site.documents, words), prefix=path)
        keeping = Keeping(site.history, words)
        app.include_router(history_routes(keeping, words), prefix=path)
        gr.mount_gradio_app(
            app,
            make_page(site, keeping, words),
            path=path or "/",
            auth=[tuple(user) for user in users] or None,
            **mount_options(words),
        )
    names = {*LOOPBACK_NAMES, host, socket.gethostname()}
    incoming = Path(get_upload_folder())
    if users:
        app.add_middleware(SessionGuard, folder=incoming)
    app.add_middleware(UploadGuard, folder=incoming, allowed=site.curation is not None)
    if len(languages) > 1:
        app.add_middleware(OwnLanguage)
    app.add_middleware(PackedPage)
    app.add_middleware(KeptFiles)
    app.add_middleware(BodyLimit)
    # Added last, so it comes first: what is refused carries the headers too.
    app.add_middleware(PageHeaders, names=names, any_address=not is_loopback(host))
    return app


def address_of(listener: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104  # every address: the loopback one is among them
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _run(app: FastAPI, listener: socket.socket, started: Callable[[], None]) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=GOODBYE_S
    )
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    try:
        Server(config).run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn raises it again after it has closed everything
        return


def _is_news(record: logging.LogRecord) -> bool:
    """False for uvicorn's report of each stream that Ctrl-C has cut, with its traceback."""
    if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
        return False
    return not record.getMessage().startswith("Cancel ")
