"""Whether a request comes from someone who has signed in, as Gradio's own sign-in knows it."""

from __future__ import annotations

from gradio.routes import App
from starlette.requests import Request
from starlette.routing import Mount


def is_signed_in(request: Request) -> bool:
    """Whether the request may see what the page shows; everyone may where no password is asked."""
    return user_of(request) is not None


def user_of(request: Request) -> str | None:
    """Who has signed in; empty where no password is asked; None: nobody has signed in.

    Gradio 6.31 keeps the tokens it gave out in its app and names two cookies after that
    (`gradio/routes.py`, `get_current_user`). Nobody is in where no such app is mounted; of the
    pages in several languages, one is enough.
    """
    mounts = (route for route in request.app.routes if isinstance(route, Mount))
    users = [_user_of(mount.app, request) for mount in mounts if isinstance(mount.app, App)]
    return next((user for user in users if user is not None), None)


def _user_of(page: App, request: Request) -> str | None:
    if page.auth is None:
        return ""
    names = (f"access-token{kind}-{page.cookie_id}" for kind in ("", "-unsecure"))
    tokens = [request.cookies.get(name) for name in names]
    return next((page.tokens[token] for token in tokens if token in page.tokens), None)
