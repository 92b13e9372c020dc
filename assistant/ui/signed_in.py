"""Whether a request comes from someone who has signed in, as Gradio's own sign-in knows it."""

from __future__ import annotations

from gradio.routes import App
from starlette.requests import Request
from starlette.routing import Mount


def is_signed_in(request: Request) -> bool:
    """Whether the request may see what the page shows; everyone may where no password is asked.

    Gradio 6.31 keeps the tokens it gave out in its app and names two cookies after that
    (`gradio/routes.py`, `get_current_user`). Nobody is in where no such app is mounted; of the
    pages in several languages, one is enough.
    """
    mounts = (route for route in request.app.routes if isinstance(route, Mount))
    return any(_lets_in(mount.app, request) for mount in mounts if isinstance(mount.app, App))


def _lets_in(page: App, request: Request) -> bool:
    names = (f"access-token{kind}-{page.cookie_id}" for kind in ("", "-unsecure"))
    return page.auth is None or any(request.cookies.get(name) in page.tokens for name in names)
